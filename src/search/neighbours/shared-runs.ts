// What two papers share, as people write it.
import type { ArchivedPaper } from '../../archive/archive.ts'
import { scan } from '../../text/terms.ts'
import { segmenter } from '../../text/whole-words.ts'
import { textsOf, type Weighed } from './paper-terms.ts'

const MAX_RUN_SHOWN = 8
const MAX_PHRASE = 3

/**
 * Chinese words, and up to three side by side, that both papers have and that hold one of the pairs
 * they share.
 */
export function sharedRuns(
  paper: ArchivedPaper,
  neighbour: ArchivedPaper,
  pairs: readonly Weighed[],
): { written: string; weight: number }[] {
  if (pairs.length === 0) return []
  const theirs = new Set(runsOf(neighbour).flatMap(phrasesOf))
  const weightOf = (phrase: string) => Math.max(...pairs.map(({ term, weight }) => (phrase.includes(term) ? weight : 0)))
  const all = [...new Set(runsOf(paper).flatMap(phrasesOf))]
    .filter((phrase) => theirs.has(phrase))
    .map((written) => ({ written, weight: weightOf(written) }))
    .filter(({ weight }) => weight > 0)
  return all.filter(({ written }) => !all.some((other) => other.written !== written && other.written.includes(written)))
}

/** Words of one character that join or count: nothing begins or ends with one. */
const JOINS =
  /^[的了和与及或对于以被将从而其该这是且则在上中下里内为到得能可会不有个一种些份项类次也都并等更最很再又使让给由]$|^(?:基于|通过|利用|使用|采用|得到|进行|提出)$/

function phrasesOf(run: string): string[] {
  const words = [...segmenter.segment(run)].map(({ segment }) => segment)
  return words.flatMap((first, at) => {
    if (JOINS.test(first)) return []
    return Array.from({ length: MAX_PHRASE }, (_, more) => words.slice(at, at + more + 1))
      .filter((phrase) => !JOINS.test(phrase.at(-1) ?? ''))
      .map((phrase) => phrase.join(''))
      .filter((phrase) => phrase.length >= 2 && phrase.length <= MAX_RUN_SHOWN)
  })
}

function runsOf(paper: ArchivedPaper): string[] {
  const { titles, abstracts } = textsOf(paper)
  return [...titles, ...abstracts].flatMap((text) => scan(text).flatMap(({ kind, folded }) => (kind === 'run' ? [folded] : [])))
}
