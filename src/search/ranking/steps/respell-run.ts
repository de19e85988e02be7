// A run of Chinese characters with a wrong one in it (扩撒模型 for 扩散模型): no paper has it beside
// its neighbours, and many have another one there.
import { pairsOf, scan } from '../../../text/terms.ts'
import type { SearchIndex } from '../../search-index.ts'
import { phraseOf } from '../expressions.ts'

const MIN_RUN = 3
const MAX_RUN = 8
/** So few papers have a pair of characters that are side by side by chance. */
const MAX_PAPERS_BY_CHANCE = 3
const MAX_COMPARED = 6
/** A run that so many papers have is a term. */
const MIN_PAPERS = 3
/** The same where each of its pairs is one of other words: 数具 of 参数具有. */
const MIN_PAPERS_OF_A_TERM = 20

type RunIndex = Pick<SearchIndex, 'frequency' | 'pairsBeginning' | 'count'>

/** Null where no character is wrong, or only the first, before which is nothing to know it by. */
export function respellRun(index: RunIndex, run: string): string | null {
  if (run.length < MIN_RUN || run.length > MAX_RUN || !/^\p{Script=Han}+$/u.test(run)) return null
  const papersWith = (text: string) => index.count(phraseOf(scan(text)), [])
  const sure = wrongPlaces(index, run)
  if (sure.length === 0 && papersWith(run) > 0) return null
  const places = sure.length > 0 ? sure : [...run].map((_, at) => at).slice(1)
  const found = places
    .flatMap((at) => likelyRuns(index, run, at))
    .sort((a, b) => b.papers - a.papers)
    .slice(0, MAX_COMPARED)
    .map(({ text }) => ({ text, papers: papersWith(text) }))
    .sort((a, b) => b.papers - a.papers)
  const [best] = found
  const least = sure.length === 0 ? MIN_PAPERS_OF_A_TERM : MIN_PAPERS
  return best && best.papers >= least ? best.text : null
}

/** The character that each pair has which papers have by chance at most; none where that is none. */
function wrongPlaces(index: RunIndex, run: string): number[] {
  const [first, second, ...more] = pairsOf(run)
    .slice(0, -1)
    .flatMap((pair, at) => (index.frequency(pair) <= MAX_PAPERS_BY_CHANCE ? [at] : []))
  if (first === undefined || more.length > 0) return []
  if (second !== undefined) return second === first + 1 ? [second] : []
  // Within a run such a pair is as often where two words meet: 神智 of 原神智能体.
  return first === 0 ? [1] : first === run.length - 2 ? [first + 1] : []
}

/** With another character at that place, by the rarer of the pairs that it makes. */
function likelyRuns(index: RunIndex, run: string, at: number): { readonly text: string; readonly papers: number }[] {
  const [before, behind] = [run.charAt(at - 1), run.charAt(at + 1)]
  return index.pairsBeginning(before).flatMap(({ term, papers }) => {
    const other = term.slice(before.length)
    if (other === '' || other === run.charAt(at)) return []
    const least = Math.min(papers, behind === '' ? papers : index.frequency(`${other}${behind}`))
    return least > MAX_PAPERS_BY_CHANCE ? [{ text: `${run.slice(0, at)}${other}${run.slice(at + 1)}`, papers: least }] : []
  })
}
