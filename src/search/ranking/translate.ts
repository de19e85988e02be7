// A term in the other language, learned from the papers that have it in both: what their other half
// says far more often than papers do. Most terms are learned in the background and kept in the index
// (see learning/); what is asked for before that is learned at once, and handed over to be kept.
import { type CutText, cutAtFrames, cutAtWords, wholeTerms } from '../../text/ngrams.ts'
import { scan } from '../../text/terms.ts'
import type { Expression, IndexMatch, LearnedTerm, SearchIndex } from '../search-index.ts'
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
  /** What was learned since the last call: it is to be kept in the index. */
  takeLearned(): LearnedTerm[]
}

const MAX_SAMPLE = 24
const MIN_SAMPLE = 5
const MIN_OF_TITLES = 10
/** The title and what an abstract begins with: there a paper names its subject. */
const MAX_TEXT = 700
/** Of the frequent ones so many may be it; how many papers have each of these is counted. */
const MAX_COMPARED = 12
const MAX_TERM = 40
export const MAX_RUN = 6
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
/** In memory; after that many all are looked up in the index again. */
export const MAX_KEPT = 5_000
/** What nobody takes over is learned again when it is asked for after a restart. */
const MAX_UNTAKEN = 1_000
/** What was learned counts until so many papers have changed. */
const MAX_AGE = 2_000

interface Known extends LearnedTerm {
  /** The change of the archive at which it was still good. */
  readonly checkedAt: number
}

export function createTranslator(index: SearchIndex): SharedTranslator {
  const kept = new Map<string, Known>()
  let untaken: LearnedTerm[] = []
  let seen = 0
  const keep = (learned: LearnedTerm, checkedAt: number): readonly string[] => {
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(learned.term, { ...learned, checkedAt })
    return learned.translations
  }
  const known = (term: string, reached: number): readonly string[] | null => {
    const before = kept.get(term)
    if (before?.checkedAt === reached) return before.translations
    const inIndex = index.learnedTerm(term)
    const learned = before && before.learnedAt > (inIndex?.learnedAt ?? 0) ? before : inIndex
    if (!learned || isTooOld(learned, reached)) return null
    // A translation is as good as it was until the background has a better one; where there was
    // none, a newer paper may be the one that was missing.
    if (learned.translations.length === 0 && learned.newest !== newestWith(index, term)) return null
    return keep(learned, reached)
  }
  const translate = (term: string, mayLearn: () => boolean): readonly string[] => {
    const reached = index.reached()
    // An index that was thrown away begins with the first change.
    if (reached < seen) kept.clear()
    seen = reached
    const before = known(term, reached)
    if (before) return before
    if (!mayLearn()) return []
    const learned = learnTerm(index, term)
    if (untaken.length < MAX_UNTAKEN) untaken.push(learned)
    return keep(learned, reached)
  }
  return {
    ofOneSearch() {
      let left = MAX_LEARNED_BY_ONE
      return { translate: (term) => translate(term, () => left-- > 0) }
    },
    translate: (term) => translate(term, () => true),
    takeLearned() {
      const taken = untaken
      untaken = []
      return taken
    },
  }
}

const isTooOld = ({ learnedAt }: LearnedTerm, reached: number) => reached - learnedAt > MAX_AGE

/** Whether learning it again may give something else. */
export const isOutdated = (index: SearchIndex, learned: LearnedTerm): boolean =>
  isTooOld(learned, index.reached()) || learned.newest !== newestWith(index, learned.term)

export const learnTerm = (index: SearchIndex, term: string): LearnedTerm => ({
  term,
  translations: translationsOf(index, term),
  newest: newestWith(index, term),
  learnedAt: index.reached(),
})

function newestWith(index: SearchIndex, term: string): number | null {
  const units = scan(term)
  if (units.length === 0 || isLoneCharacter(term)) return null
  return index.match(phraseOf(units), { where: [], limit: 1, order: 'newest' })[0]?.pid ?? null
}

/** Each term that begins with it would have to be looked for. */
const isLoneCharacter = (term: string) => [...term].length === 1

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

/** In so many texts at least. No term is in more of them than what it begins or ends with. */
function frequentTerms(texts: readonly CutText[], least: number): { text: string; count: number }[] {
  const parts = countTexts(texts, (text, visit) => text.visitParts(visit))
  const isFrequent = (part: string) => (parts.get(part)?.count ?? 0) >= least
  const terms = countTexts(texts, (text, visit) => text.visitTerms(isFrequent, visit))
  return [...terms].flatMap(([text, { count }]) => (count >= least ? [{ text, count }] : []))
}

/** In how many texts each of what is visited is. */
function countTexts(texts: readonly CutText[], visitAll: (text: CutText, visit: (one: string) => void) => void) {
  const counts = new Map<string, { count: number; last: CutText }>()
  for (const text of texts)
    visitAll(text, (one) => {
      const known = counts.get(one)
      if (!known) counts.set(one, { count: 1, last: text })
      else if (known.last !== text) {
        known.count += 1
        known.last = text
      }
    })
  return counts
}

function translationsOf(index: SearchIndex, term: string): readonly string[] {
  const units = scan(term)
  if (units.length === 0 || term.length > MAX_TERM) return []
  const isZh = units.some(({ kind }) => kind === 'run')
  if (isZh && (term.length > MAX_RUN || isLoneCharacter(term))) return []
  const matches = sampleOf(index, phraseOf(units))
  const texts = index.texts(matches.map(({ pid }) => pid)).map(({ en, zh }) => (isZh ? en : zh).slice(0, MAX_TEXT))
  const sample = texts.filter((text) => /[\p{L}]/u.test(text))
  if (sample.length < MIN_SAMPLE) return []
  const frequent = frequentTerms(sample.map(isZh ? cutAtWords : cutAtFrames), Math.max(2, sample.length * MIN_SHARE))
    .filter(({ text }) => !text.includes(term))
    .sort((a, b) => b.count - a.count || b.text.length - a.text.length)
    .slice(0, MAX_COMPARED * 8)
  const one = 1 / Math.max(1, index.paperCount())
  const rated = wholeTerms(frequent)
    .slice(0, MAX_COMPARED)
    .flatMap(({ text, count }): Rated[] => {
      const share = count / sample.length
      const lift = share / Math.max(one, index.share(phraseOf(scan(text))))
      return lift < MIN_LIFT ? [] : [{ text, count, worth: share * Math.log(lift) }]
    })
    .sort((a, b) => b.worth - a.worth)
  const [best] = rated
  return rated
    .filter(({ worth }) => best !== undefined && worth >= best.worth * MIN_OF_BEST)
    .slice(0, MAX_TRANSLATIONS)
    .map(({ text }) => text)
}
