// The table of constructs: the first that reads a line has it. A new form is a file and a line here.
import type { Line } from '../lines.ts'
import type { Construct, Item, Token } from '../tokens.ts'
import { affiliations } from './affiliations.ts'
import { contents } from './contents.ts'
import { figure } from './figure.ts'
import { heading } from './heading.ts'
import { label } from './label.ts'
import { legend } from './legend.ts'
import { link } from './link.ts'
import { ornament } from './ornament.ts'
import { people } from './people.ts'
import { point } from './point.ts'
import { prose } from './prose.ts'
import { section } from './section.ts'

export const constructs: readonly Construct[] = [
  figure,
  link,
  ornament,
  contents,
  section,
  legend,
  heading,
  label,
  affiliations,
  point,
  people,
  prose,
]

const byFirst = new Map<string, readonly Construct[]>()
/** Lines this short often repeat: `image.png` stands forty times in a digest. */
const REPEATED = 24

/** Every line with the token its looks give it. */
export function classify(lines: readonly Line[]): Item[] {
  const known = new Map<string, Token>()
  return lines.map((line): Item => {
    if (line.text.length > REPEATED) return { line, token: tokenOf(line.text) }
    const token = known.get(line.text) ?? tokenOf(line.text)
    known.set(line.text, token)
    return { line, token }
  })
}

function tokenOf(text: string): Token {
  if (text === '') return { kind: 'ornament' }
  for (const construct of candidates(text.charAt(0))) {
    if (text.length > construct.longest) continue
    const token = construct.read(text)
    if (token) return token
  }
  return { kind: 'prose', language: null }
}

function candidates(first: string): readonly Construct[] {
  const known = byFirst.get(first)
  if (known) return known
  const fitting = constructs.filter((construct) => construct.starts === null || construct.starts.test(first))
  byFirst.set(first, fitting)
  return fitting
}
