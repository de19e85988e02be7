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
  ornament,
  contents,
  section,
  legend,
  heading,
  label,
  link,
  affiliations,
  point,
  people,
  prose,
]

const byFirst = new Map<number, readonly Construct[]>()

function candidates(text: string): readonly Construct[] {
  const code = text.charCodeAt(0)
  const known = byFirst.get(code)
  if (known) return known
  const first = text.charAt(0)
  const fitting = constructs.filter((construct) => construct.starts === null || construct.starts.test(first))
  byFirst.set(code, fitting)
  return fitting
}

export function classify(line: Line): Item {
  for (const construct of candidates(line.text)) {
    const token: Token | null = construct.read(line.text)
    if (token) return { line, token }
  }
  return { line, token: { kind: 'prose', language: null } }
}
