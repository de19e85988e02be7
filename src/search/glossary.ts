// A term in the other language, from the papers that have it: what their other half says more often
// than other papers do.
import type { Archive, GlossaryEntry } from '../archive/archive.ts'
import { contentOfRow } from '../archive/rows.ts'
import type { ReadOnlyDatabase } from '../database/database.ts'
import type { PaperId } from '../digest/digest.ts'
import { isEmptyWord, runTerms, wholeTerms, wordTerms } from '../text/ngrams.ts'
import { scan } from '../text/terms.ts'
import { createYielder } from '../threads/yield.ts'
import { synonyms } from './query/synonyms.ts'
import { phraseOf } from './ranking/expressions.ts'
import type { Expression, SearchIndex } from './search-index.ts'
import type { RememberingParts } from './search-parts.ts'

const SAMPLE = 200
const CANDIDATES = 40
const PAPERS_SHOWN = 10
/**
 * What so few papers have together may be anything; only what they write side by side counts then.
 */
const FEW = 3
const ROWS_A_READ = 25
/** Worth of one paper that writes both side by side: 扩散模型（diffusion model）. */
const SIDE_BY_SIDE = 0.15
/** Worth of a name that is known for the term anyway. */
const KNOWN_NAME = 0.5
/** What has less than this of the best one's score is a guess. */
const MIN_OF_BEST = 0.25

interface Sampled {
  readonly id: PaperId
  readonly en: string
  readonly zh: string
}

export function createGlossary({ database, remembering, ensureIndexed }: RememberingParts): Archive['glossary'] {
  return async (word, limit = 5) => {
    await ensureIndexed()
    const text = word.trim().slice(0, 60)
    if (scan(text).length === 0) return []
    const index = remembering.upToDate()
    const asked = phrase(text)
    const total = index.count(asked, [])
    const yieldTurn = createYielder()
    const sample = await sampled(
      database,
      index.match(asked, { where: [], limit: SAMPLE, order: 'best' }).map(({ pid }) => pid),
      yieldTurn,
    )
    const isZh = scan(text).some(({ kind }) => kind === 'run')
    return (await pairs(index, text, isZh, sample, total, yieldTurn)).slice(0, limit)
  }
}

const phrase = (text: string): Expression => phraseOf(scan(text))

/** The newest first. */
async function sampled(
  { reading }: ReadOnlyDatabase,
  pids: readonly number[],
  yieldTurn: () => Promise<void>,
): Promise<Sampled[]> {
  const newest = [...pids].sort((a, b) => b - a)
  const sample: Sampled[] = []
  for (let at = 0; at < newest.length; at += ROWS_A_READ) {
    const rows = await reading
      .selectFrom('papers')
      .select(['id', 'content'])
      .where('retracted', '=', 0)
      .where('pid', 'in', newest.slice(at, at + ROWS_A_READ))
      .orderBy('pid', 'desc')
      .execute()
    for (const { id, content } of rows) {
      const { title, abstract, takeaway } = contentOfRow(content)
      const joined = (texts: readonly (string | null)[]) => texts.filter((text) => text !== null).join('\n')
      sample.push({ id: id as PaperId, en: joined([title.en, abstract.en]), zh: joined([title.zh, takeaway, abstract.zh]) })
    }
    await yieldTurn()
  }
  return sample
}

async function pairs(
  index: SearchIndex,
  text: string,
  isZh: boolean,
  sample: readonly Sampled[],
  total: number,
  yieldTurn: () => Promise<void>,
): Promise<GlossaryEntry[]> {
  const counts = new Map<string, number>()
  for (const { en, zh } of sample) {
    for (const term of new Set(isZh ? wordTerms(en) : runTerms(zh))) counts.set(term, (counts.get(term) ?? 0) + 1)
    await yieldTurn()
  }
  const frequent = [...counts]
    .filter(([, count]) => count >= (sample.length < FEW ? 1 : Math.max(2, sample.length * 0.1)))
    .map(([term, count]) => ({ text: term, count }))
    .sort((a, b) => b.count - a.count || b.text.length - a.text.length)
    .slice(0, CANDIDATES * 8)
  const isFew = sample.length < FEW
  const names = new Set(synonyms(evenForm(text)).map(evenForm))
  const scored: { text: string; score: number }[] = []
  for (const term of isFew ? frequent : wholeTerms(frequent).slice(0, CANDIDATES)) {
    const adjacent = sample.filter(({ en, zh }) => areAdjacent(`${zh}\n${en}`, text, term.text)).length
    if (isFew && adjacent === 0) continue
    const together = (term.count / Math.max(1, sample.length)) * total
    const alone = Math.max(together, index.count(phrase(term.text), []))
    const known = names.has(evenForm(term.text)) ? KNOWN_NAME : 0
    const score = (2 * together) / (total + alone) + Math.min(1, adjacent * SIDE_BY_SIDE) + known
    scored.push({ text: term.text, score })
    await yieldTurn()
  }
  const best = Math.max(0, ...scored.map(({ score }) => score))
  const good = scored
    .filter(({ text: other, score }) => score >= best * MIN_OF_BEST && !isEmptyWord(other))
    .sort((a, b) => b.score - a.score)
  return writtenOutFirst(good)
    .map(({ text: other, score }) => ({
      zh: isZh ? text : other,
      en: isZh ? other : text,
      score,
      papers: sample
        .filter(({ en, zh }) => plainForm(isZh ? en : zh).includes(plainForm(other)))
        .slice(0, PAPERS_SHOWN)
        .map(({ id }) => id),
    }))
    .filter(({ papers }) => papers.length > 0)
}

/** Before an abbreviation what it is short for: "variational autoencoder", then "VAE". */
function writtenOutFirst<Term extends { readonly text: string }>(terms: readonly Term[]): readonly Term[] {
  const [first, ...rest] = terms
  const whole = first && rest.find(({ text }) => isShortFor(first.text, text))
  return first && whole ? [whole, first, ...rest.filter((term) => term !== whole)] : terms
}

/** All its letters are in the words, in their order, the first at their beginning. */
function isShortFor(short: string, words: string): boolean {
  if (!/^[a-z]{2,5}$/.test(short) || !/[ -]/.test(words) || words.startsWith(short) || words.charAt(0) !== short.charAt(0))
    return false
  let at = 0
  for (const letter of words) if (letter === short.charAt(at)) at++
  return at === short.length
}

const plainForm = (text: string) => text.toLowerCase().replace(/[-\u2010-\u2013\s]+/g, ' ')
/** Forms of one English term: "pre-training" and "pre training", "models" and "model". */
const evenForm = (text: string) => plainForm(text).replace(/(?<=[a-z]{3})s$/, '')

/** One directly behind the other, in brackets. */
function areAdjacent(text: string, one: string, other: string): boolean {
  const folded = text.toLowerCase()
  const sides = [one.toLowerCase(), other]
  return sides.some((first, at) => {
    const second = sides[1 - at] ?? ''
    return ['(', '（', ' (', ' （'].some((bracket) => folded.includes(`${first}${bracket}${second}`))
  })
}
