// Title
// A Author, B Author
// [Places]
// Papers without headings or labels: a line in front of the authors is the title.

import { institutionsOf } from '../../../names/institutions.ts'
import { createCharacterTest } from '../../../text/character-test.ts'
import { heading } from '../../constructs/heading/index.ts'
import { readTitle } from '../../constructs/heading/title.ts'
import { classify } from '../../constructs/index.ts'
import { isDayLine } from '../../dates/day-line.ts'
import type { Line } from '../../lines/lines.ts'
import { resolveNumbered } from '../../outline/numbered.ts'
import type { Item, Token } from '../../tokens.ts'
import type { Layout, Survey } from '../layout.ts'

export const plain: Layout = {
  name: 'plain',
  title: 'a title above its authors, without a number or a mark',
  signs: (survey) => openingsOf(survey).map(({ line }) => ({ line: line.number, what: line.text })),
  read(survey) {
    const openings = new Set(openingsOf(survey).map(({ line }) => line))
    return resolveNumbered(classify(survey.lines).map((item) => (openings.has(item.line) ? openPaper(item) : item)))
  },
}

const NONE: readonly Item[] = []
const MIN_TITLE = 5
const MAX_TITLE = 300
const mayBeHeading = createCharacterTest((character) => heading.starts?.test(character) === true)

function openingsOf(survey: Survey): readonly Item[] {
  return survey.once(findOpenings)
}

/** None where a heading opens papers: the first of them ends the search. */
function findOpenings({ lines }: Survey): readonly Item[] {
  if (lines.some(isHeading)) return NONE
  const items = classify(lines)
  return items.filter((item, i) => isTitle(item) && hasPeople(items, i))
}

function isHeading({ text }: Line): boolean {
  if (!mayBeHeading(text.charCodeAt(0))) return false
  const token = heading.plain?.read(text) ?? heading.read(text)
  return token?.kind === 'heading'
}

function isTitle({ line: { text, gap }, token }: Item): boolean {
  if (!gap || text.length < MIN_TITLE || text.length > MAX_TITLE || isDayLine(text)) return false
  if (token.kind !== 'prose' && !(token.kind === 'people' && !token.sure)) return false
  return !/[。.；;，,：:]$/.test(text) && institutionsOf(text) === null
}

/** A translation of the title may be between it and its authors. */
const MAX_TITLES = 2
/** How far below the authors their places and addresses are looked for. */
const MAX_LOOK = 6

function hasPeople(items: readonly Item[], title: number): boolean {
  let at = title + 1
  while (at - title < MAX_TITLES && items[at]?.token.kind === 'prose' && !/[。.]$/.test(items[at]?.line.text ?? '')) at++
  const people = items[at]?.token
  if (people?.kind !== 'people') return false
  if (!people.sure) return people.names[0]?.includes(' ') === true && isPlace(items[at + 1])
  if (people.places !== undefined) return true
  for (let i = at + 1; i < Math.min(items.length, at + MAX_LOOK); i++) {
    const item = items[i]
    const kind = item?.token.kind
    if (item === undefined) return false
    if (kind === 'links' || kind === 'affiliations' || (i === at + 1 && isPlace(item))) return true
  }
  return false
}

function isPlace(item: Item | undefined): boolean {
  return item !== undefined && (item.token.kind === 'affiliations' || institutionsOf(item.line.text) !== null)
}

function openPaper({ line }: Item): Item {
  const { title, links } = readTitle(line.text)
  const token: Token = { kind: 'heading', number: null, categories: [], starred: false, title, links }
  return { line, token }
}
