// The table of constructs: the first that reads a line has it. A new form is a file and a line
// here.
import type { Line } from '../lines/lines.ts'
import type { Construct, Item, Token } from '../tokens.ts'
import { affiliations } from './affiliations.ts'
import { boilerplate } from './between/boilerplate.ts'
import { contents } from './between/contents.ts'
import { group } from './between/group.ts'
import { legend } from './between/legend.ts'
import { navigation } from './between/navigation.ts'
import { ornament } from './between/ornament.ts'
import { posted } from './between/posted.ts'
import { section } from './between/section.ts'
import { figure } from './figure.ts'
import { heading } from './heading/index.ts'
import { label } from './label.ts'
import { link } from './link.ts'
import { people } from './people.ts'
import { point } from './point.ts'
import { prose } from './prose.ts'
import { question } from './question.ts'
import { venue } from './venue.ts'

export const constructs: readonly Construct[] = [
  navigation,
  figure,
  link,
  ornament,
  posted,
  venue,
  contents,
  section,
  boilerplate,
  group,
  legend,
  heading,
  question,
  label,
  affiliations,
  point,
  people,
  prose,
]

/** Whom to ask of a line with this first character: the glances, then the constructs. */
interface Candidates {
  readonly glances: readonly Construct[]
  readonly fitting: readonly Construct[]
}

const byFirst = new Map<number, Candidates>()
/**
 * Every line with the token its looks give it; a line like the one above it, such as `image.png`,
 * has the same.
 */
export function classify(lines: readonly Line[]): Item[] {
  let last: Item | undefined
  return lines.map((line): Item => {
    const token = last !== undefined && last.line.text === line.text ? last.token : readToken(line.text)
    last = { line, token }
    return last
  })
}

/** What a line is by its own looks. */
export function readToken(text: string): Token {
  if (text === '') return { kind: 'ornament' }
  const { glances, fitting } = candidates(text)
  for (const { maxLength, plain } of glances) {
    const token = text.length > maxLength ? null : (plain?.read(text) ?? null)
    if (token) return token
  }
  for (const construct of fitting) {
    if (text.length > construct.maxLength) continue
    const token = construct.read(text)
    if (token) return token
  }
  return { kind: 'prose', language: null }
}

function candidates(text: string): Candidates {
  const code = text.charCodeAt(0)
  const known = byFirst.get(code)
  if (known) return known
  const first = text.charAt(0)
  const found = {
    glances: constructs.filter(({ plain }) => plain?.starts.test(first) === true),
    fitting: constructs.filter((construct) => construct.starts === null || construct.starts.test(first)),
  }
  byFirst.set(code, found)
  return found
}
