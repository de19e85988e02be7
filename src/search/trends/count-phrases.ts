// How many papers have each phrase: in two halves for every phrase of the papers, and week by week
// for the few that rise.
import type { Phrase } from './english-phrases.ts'
import type { RecentPaper } from './recent-papers.ts'
import { type Rising, riseOf, weightOf } from './rise.ts'

export type PhrasesOf = (paper: RecentPaper) => readonly Phrase[]

/** The steepest of so many are looked at until enough of them are subjects. */
const MAX_LOOKED_AT = 200
/** Both halves in one number: a map of pairs takes several times the memory and the time. */
const LATER = 65_536

/** The steepest first. `sizes` are the papers of each week. */
export async function risingPhrases(
  papers: readonly RecentPaper[],
  phrasesOf: PhrasesOf,
  sizes: readonly number[],
  yieldTurn: () => Promise<void>,
): Promise<Rising[]> {
  const half = Math.floor(sizes.length / 2)
  const halves = [sizes.slice(0, half), sizes.slice(half)].map((weeks) => weeks.reduce((sum, size) => sum + size, 0))
  const counts = new Map<string, number>()
  for (const paper of papers) {
    const one = paper.week < half ? 1 : LATER
    for (const key of new Set(phrasesOf(paper).map((phrase) => phrase.key))) counts.set(key, (counts.get(key) ?? 0) + one)
    await yieldTurn()
  }
  const steepest = [...counts]
    .flatMap(([key, both]) => riseOf(key, [both % LATER, Math.floor(both / LATER)], halves) ?? [])
    .sort((a, b) => weightOf(b) - weightOf(a) || b.text.length - a.text.length)
    .slice(0, MAX_LOOKED_AT)
  return countWeekly(papers, phrasesOf, steepest, sizes.length, yieldTurn)
}

/** With the papers of each week, and in the form in which most papers write it. */
async function countWeekly(
  papers: readonly RecentPaper[],
  phrasesOf: PhrasesOf,
  rising: readonly Rising[],
  weeks: number,
  yieldTurn: () => Promise<void>,
): Promise<Rising[]> {
  const counted = new Map(
    rising.map(({ text }) => [text, { weekly: Array.from({ length: weeks }, () => 0), forms: new Map<string, number>() }]),
  )
  for (const paper of papers) {
    const written = new Map(phrasesOf(paper).map((phrase) => [phrase.key, phrase.written]))
    for (const [key, form] of written) {
      const known = counted.get(key)
      if (!known) continue
      known.weekly[paper.week] = (known.weekly[paper.week] ?? 0) + 1
      known.forms.set(form, (known.forms.get(form) ?? 0) + 1)
    }
    await yieldTurn()
  }
  return rising.map((one) => {
    const known = counted.get(one.text)
    const [usual] = [...(known?.forms ?? [])].sort((a, b) => b[1] - a[1])
    return { ...one, text: usual?.[0] ?? one.text, counts: known?.weekly ?? [] }
  })
}
