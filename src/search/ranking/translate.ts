// A term in the other language, learned from the papers that have it in both: what their other half
// says far more often than papers do. A term is learned when it is first needed, and again when a
// newer paper has it; nothing else is kept.
import { runTerms, wholeTerms, wordTerms } from '../../text/ngrams.ts'
import { scan } from '../../text/terms.ts'
import type { Expression, IndexMatch, SearchIndex } from '../search-index.ts'
import { phraseOf, TITLES } from './expressions.ts'

export interface Translator {
  /**
   * The likeliest first; none where the papers do not agree. `term` is folded, in one of the
   * languages.
   */
  translate(term: string): readonly string[]
}

export interface SharedTranslator extends Translator {
  /** For one search, which may learn a few terms only: each takes as long as a search does. */
  ofOneSearch(): Translator
}

const MAX_SAMPLE = 24
const MIN_SAMPLE = 5
const MIN_OF_TITLES = 10
/** The title and what an abstract begins with: there a paper names its subject. */
const MAX_TEXT = 700
/** Of the frequent ones so many may be it; how many papers have each of these is counted. */
const MAX_COMPARED = 12
const MAX_TERM = 40
const MAX_RUN = 6
const MAX_TRANSLATIONS = 2
/**
 * A translation is in this share of the sample at least, and so many times likelier there than in
 * any paper.
 */
const MIN_SHARE = 0.35
const MIN_LIFT = 6
/** A second one is nearly as good as the first. */
const MIN_OF_BEST = 0.7
const MAX_LEARNED_BY_ONE = 3
export const MAX_KEPT = 5_000
/** After so many changed papers, or in another index, nothing that was learned before counts. */
const MAX_AGE = 2_000

interface Learned {
  readonly translations: readonly string[]
  /** The newest paper that has the term, and the change of the archive at which it was that. */
  readonly newest: number | null
  readonly reached: number
}

export function createTranslator(index: SearchIndex): SharedTranslator {
  const learned = new Map<string, Learned>()
  let learnedAt = 0
  let seen = 0
  const forgetOld = (reached: number) => {
    // An index that was thrown away begins with the first change.
    if (learned.size < MAX_KEPT && reached >= seen && reached - learnedAt <= MAX_AGE) return
    learned.clear()
    learnedAt = reached
  }
  const known = (term: string, reached: number): readonly string[] | null => {
    const before = learned.get(term)
    if (!before) return null
    if (before.reached === reached) return before.translations
    // Only what a newer paper has is learned again.
    if (before.newest !== newestWith(index, term)) return null
    learned.set(term, { ...before, reached })
    return before.translations
  }
  const translate = (term: string, mayLearn: () => boolean): readonly string[] => {
    const reached = index.reached()
    forgetOld(reached)
    seen = reached
    const before = known(term, reached)
    if (before) return before
    if (!mayLearn()) return []
    const found = learn(index, term)
    learned.set(term, { translations: found, newest: newestWith(index, term), reached })
    return found
  }
  return {
    ofOneSearch() {
      let left = MAX_LEARNED_BY_ONE
      return { translate: (term) => translate(term, () => left-- > 0) }
    },
    translate: (term) => translate(term, () => true),
  }
}

function newestWith(index: SearchIndex, term: string): number | null {
  const units = scan(term)
  if (units.length === 0) return null
  return index.match(phraseOf(units), { where: [], limit: 1, order: 'newest' })[0]?.pid ?? null
}

interface Rated {
  readonly text: string
  readonly count: number
  readonly worth: number
}

/** Papers whose title has the term are about it; others only where there are few of these. */
function sampleOf(index: SearchIndex, asked: Expression): readonly IndexMatch[] {
  const options = { where: [], limit: MAX_SAMPLE, order: 'newest' } as const
  const inTitles = index.match({ kind: 'in', columns: TITLES, of: asked }, options)
  return inTitles.length >= MIN_OF_TITLES ? inTitles : index.match(asked, options)
}

function learn(index: SearchIndex, term: string): readonly string[] {
  const units = scan(term)
  if (units.length === 0 || term.length > MAX_TERM) return []
  const isZh = units.some(({ kind }) => kind === 'run')
  if (isZh && term.length > MAX_RUN) return []
  const matches = sampleOf(index, phraseOf(units))
  const texts = index.texts(matches.map(({ pid }) => pid)).map(({ en, zh }) => (isZh ? en : zh).slice(0, MAX_TEXT))
  const sample = texts.filter((text) => /[\p{L}]/u.test(text))
  if (sample.length < MIN_SAMPLE) return []
  const counts = new Map<string, number>()
  for (const text of sample)
    for (const one of new Set(isZh ? wordTerms(text) : runTerms(text))) counts.set(one, (counts.get(one) ?? 0) + 1)
  const frequent = [...counts]
    .filter(([text, count]) => count >= Math.max(2, sample.length * MIN_SHARE) && !text.includes(term))
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count || b.text.length - a.text.length)
    .slice(0, MAX_COMPARED * 8)
  const papers = Math.max(1, index.size())
  const rated = wholeTerms(frequent)
    .slice(0, MAX_COMPARED)
    .flatMap(({ text, count }): Rated[] => {
      const share = count / sample.length
      const lift = (share * papers) / Math.max(1, index.count(phraseOf(scan(text)), []))
      return lift < MIN_LIFT ? [] : [{ text, count, worth: share * Math.log(lift) }]
    })
    .sort((a, b) => b.worth - a.worth)
  const [best] = rated
  return rated
    .filter(({ worth }) => best !== undefined && worth >= best.worth * MIN_OF_BEST)
    .slice(0, MAX_TRANSLATIONS)
    .map(({ text }) => text)
}
