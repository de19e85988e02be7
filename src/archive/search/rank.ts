// Orders what the index found by what it can't see: whether the words stand in the title as typed, whether the paper is new.
import type { SearchIndex } from '../../database/search-index.ts'
import { scan, termOf } from '../../text/terms.ts'

export interface Candidate {
  readonly pid: number
  readonly step: number
  readonly titleEn: string | null
  readonly titleZh: string | null
  readonly date: string | null
}

export interface Ranked {
  readonly pid: number
  readonly score: number
}

/** `candidates` come best first, as the index has them. */
export function rank(index: SearchIndex, texts: readonly string[], candidates: readonly Candidate[], papers: number): Ranked[] {
  const words = [...new Set(texts.flatMap((text) => scan(text).flatMap((unit) => (unit.kind === 'word' ? unit.parts : []))))]
  const weights = new Map(words.map((word) => [word, Math.log(1 + papers / (1 + index.wordFrequency(termOf(word))))]))
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0)
  return candidates
    .map((candidate, at) => {
      const inTitle = new Set(scan(candidate.titleEn ?? '').flatMap(({ parts, readings }) => [...parts, ...readings.flat()]))
      const matched = words.reduce((total, word) => total + (inTitle.has(word) ? (weights.get(word) ?? 0) : 0), 0)
      return { pid: candidate.pid, date: candidate.date ?? '', score: 1 / (at + 2) + (sum > 0 ? matched / sum : 0) }
    })
    .sort((a, b) => b.score - a.score || b.date.localeCompare(a.date))
}
