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

/** A way to read a line that has no more than so many characters. */
type Look = Pick<Construct, 'maxLength' | 'read'>

/** By the first character of a line: whom to ask of it, the glances first, then the constructs. */
const looksByFirst: (readonly Look[] | undefined)[] = new Array(0x10000)
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
  const looks = looksByFirst[text.charCodeAt(0)] ?? findLooks(text)
  for (let i = 0; i < looks.length; i++) {
    const look = looks[i]
    const token = look === undefined || text.length > look.maxLength ? null : look.read(text)
    if (token !== null) return token
  }
  return { kind: 'prose', language: null }
}

/** Objects of one shape, which are read faster than the constructs themselves. */
function findLooks(text: string): readonly Look[] {
  const first = text.charAt(0)
  const glances = constructs.flatMap(({ plain, maxLength }) =>
    plain?.starts.test(first) === true ? [{ maxLength, read: plain.read }] : [],
  )
  const fitting = constructs.flatMap(({ starts, maxLength, read }) =>
    starts === null || starts.test(first) ? [{ maxLength, read }] : [],
  )
  const looks = [...glances, ...fitting]
  looksByFirst[text.charCodeAt(0)] = looks
  return looks
}
