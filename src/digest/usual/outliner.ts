// Lines of the usual form, one after the other → the outline of their digest.
import { isLikelyBoilerplate } from '../constructs/between/boilerplate.ts'
import type { Line } from '../lines/lines.ts'
import { type Entry, hasRepeats, type Outline } from '../outline/outline.ts'
import type { Item, Token, TokenOf } from '../tokens.ts'

export interface Outliner {
  /** False where the line belongs nowhere in a digest of the usual form. */
  add(line: Line, token: Token): boolean
  /** Null where the digest is not of the usual form as a whole. */
  close(): Outline | null
}

/** A shorter line may be a day, which another digest may begin with. */
const MAX_DAY = 60

interface Open {
  readonly heading: Entry['heading']
  readonly body: Item[]
  readonly isListed: boolean
  /** Whether something of a paper is below the heading, as nothing is in a table of contents. */
  hasField: boolean
}

export function createOutliner(): Outliner {
  const open: Open[] = []
  const marks: Outline['marks'][number][] = []
  let paper: Open | undefined
  let last: Item | undefined
  let isListed = false
  let hasSections = false
  /** Of the papers since the last section. */
  let run = { number: 0, count: 0 }

  function addHeading(line: Line, token: TokenOf<'heading'>): boolean {
    // Numbers that begin again begin another digest.
    if (token.number === 1 && (run.number > 1 || (isListed && run.count > 0))) return false
    if (paper !== undefined && (!paper.hasField || (last !== undefined && mayEndDigest(last)))) return false
    paper = { heading: { line, token }, body: [], isListed, hasField: false }
    open.push(paper)
    run = { number: token.number ?? run.number, count: run.count + 1 }
    return true
  }

  function addSection(item: Item<TokenOf<'section'>>): boolean {
    if (paper !== undefined && !paper.hasField) return false
    marks.push({ item, as: 'section' })
    isListed = item.token.listed === true
    hasSections = true
    run = { number: 0, count: 0 }
    return true
  }

  function addField(item: Item): boolean {
    if (paper === undefined || last?.token.kind === 'section') return false
    const { line, token } = item
    const isText = token.kind === 'prose' || token.kind === 'people'
    if (isText && (line.gap || isAtTheEnd(last)) && isLikelyBoilerplate(line.text)) return false
    paper.body.push(item)
    paper.hasField = paper.hasField || token.kind !== 'prose'
    return true
  }

  function add(line: Line, token: Token): boolean {
    const item: Item = { line, token }
    let isAdded = true
    if (token.kind === 'heading') isAdded = addHeading(line, token)
    else if (token.kind === 'section') isAdded = addSection({ line, token })
    else if (token.kind !== 'legend') isAdded = addField(item)
    else if (last === undefined) marks.push({ item, as: 'legend' })
    else isAdded = false
    last = item
    return isAdded
  }

  function close(): Outline | null {
    if (paper === undefined || !paper.hasField || last?.token.kind === 'section') return null
    if (last?.line.text.startsWith('[') === true || hasRepeats(open.map(({ heading }) => heading.token.title))) return null
    const entries = open.map(
      ({ heading, body, isListed }): Entry => ({ heading, body, isListed: hasSections ? isListed : null, group: [] }),
    )
    return { head: [], entries, marks, repeated: [] }
  }

  return { add, close }
}

function isAtTheEnd(item: Item | undefined): boolean {
  return item?.token.kind === 'links' || item?.token.kind === 'figures'
}

function mayEndDigest({ line, token }: Item): boolean {
  return (token.kind === 'prose' || token.kind === 'people') && line.text.length <= MAX_DAY
}
