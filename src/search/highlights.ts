// What of a paper's texts a query has found: its words, and what was searched in their place.
import type { SearchNote } from '../archive/archive.ts'
import { createWordFilter, scan, termOf } from '../text/terms.ts'
import type { Clause } from './query/query.ts'
import { isTextual } from './ranking/expressions.ts'
import type { Highlights } from './snippet.ts'

export function highlightsOf(clauses: readonly Clause[], notes: readonly SearchNote[]): Highlights {
  const terms = new Set<string>()
  const prefixes: string[] = []
  const runs: string[] = []
  for (const alternative of clauses.flatMap(({ anyOf }) => anyOf.filter(isTextual))) {
    const units = scan(alternative.text)
    for (const [at, unit] of units.entries()) {
      if (unit.kind === 'run') runs.push(unit.folded)
      else for (const word of [...unit.parts, ...unit.readings.flat()]) terms.add(termOf(word))
      const isUnfinished = alternative.kind === 'text' && alternative.last && at === units.length - 1 && unit.kind === 'word'
      if (isUnfinished && unit.folded.length >= 3) prefixes.push(unit.folded)
    }
  }
  const addWords = (text: string) => {
    for (const unit of scan(text))
      if (unit.kind === 'run') runs.push(unit.folded)
      else for (const word of unit.parts) terms.add(termOf(word))
  }
  for (const { code, used } of notes) if ((code === 'respelled' || code === 'also-searched') && used !== null) addWords(used)
  return { terms, prefixes, runs, filter: createWordFilter([...terms, ...prefixes], runs.length > 0) }
}
