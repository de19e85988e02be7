// The port of search: what an index over the papers can do, whatever the engine. Terms come ready
// made (see text/terms.ts): an engine compares them and knows nothing of languages.
import type { PersonName } from '../names/people.ts'

/** What the index holds of one paper. Every text is a list of terms separated by spaces. */
export interface IndexEntry {
  readonly pid: number
  readonly title: string
  readonly titleZh: string
  /** Authors, affiliations and the id. */
  readonly people: string
  readonly abstract: string
  readonly abstractZh: string
  /** Folded words of both titles, not stemmed: for what is still being typed. */
  readonly titleWords: string
}

export interface NamesOfPaper {
  readonly pid: number
  /** Folded; `given` is the first given name or its initial, empty where there is none. */
  readonly authors: readonly { readonly name: string; readonly surname: string; readonly given: string }[]
  /** `keys`: the institution's own where the table of aliases knows it, else the folded name. */
  readonly affiliations: readonly { readonly name: string; readonly keys: readonly string[] }[]
}

/** How many papers have a folded word in their English texts or names. */
export interface WordCount {
  /** What the word is indexed by. */
  readonly term: string
  readonly papers: number
  /** A word of a title is a known spelling, however few papers have it. */
  readonly inTitle: boolean
}

export type IndexColumn = 'title' | 'title_zh' | 'people' | 'abstract' | 'abstract_zh'

export type Expression =
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'prefix'; readonly term: string }
  /** Terms in this order without others between; the last term of an unfinished one is a prefix. */
  | { readonly kind: 'phrase'; readonly terms: readonly string[]; readonly unfinished: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Expression[] }
  | { readonly kind: 'in'; readonly columns: readonly IndexColumn[]; readonly of: Expression }

/** What must hold of the paper itself. Dates are `YYYY-MM-DD`, both ends included. */
export type Condition =
  | { readonly kind: 'category'; readonly codes: readonly string[] }
  | { readonly kind: 'date'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'section'; readonly section: 'featured' | 'brief' }
  | { readonly kind: 'starred'; readonly starred: boolean }
  | { readonly kind: 'author'; readonly names: readonly PersonName[] }
  /** The first given name of an author, and the term that it is indexed by. */
  | { readonly kind: 'given-name'; readonly given: string; readonly term: string }
  | { readonly kind: 'affiliation'; readonly keys: readonly string[] }
  | { readonly kind: 'matches'; readonly expression: Expression }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }

export interface IndexMatch {
  readonly pid: number
  /** Larger is better. */
  readonly score: number
}

export interface KnownWord {
  readonly word: string
  readonly term: string
  /** Papers that have it, about. */
  readonly papers: number
}

/** What was learned of a term. */
export interface LearnedTerm {
  /** Folded, in one of the languages. */
  readonly term: string
  /** In the other one, the likeliest first; none where the papers do not agree. */
  readonly translations: readonly string[]
  /** The newest paper that had it. */
  readonly newest: number | null
  /** The change of the archive that the index had reached. */
  readonly learnedAt: number
}

export interface PaperTitles {
  readonly pid: number
  readonly id: string
  readonly en: string | null
  readonly zh: string | null
}

/**
 * Where very many papers match, only the newest are scored, and the newest of those that have all
 * these words in their title.
 */
export interface ScoringLimit {
  readonly newest: number
  /** Beginnings of folded words, not stemmed; at least one. */
  readonly titleBeginnings: readonly string[]
}

export interface MatchOptions {
  readonly where: readonly Condition[]
  readonly limit: number
  readonly order: 'best' | 'newest'
  /** Every match is scored where it is left out, and where conditions choose among them anyway. */
  readonly scoringLimit?: ScoringLimit
}

export interface PageRange {
  readonly limit: number
  readonly offset: number
}

export interface CountsOfPapers {
  readonly byCategory: Readonly<Record<string, number>>
  /** `YYYY-MM` → papers. */
  readonly byMonth: Readonly<Record<string, number>>
}

export interface ListedPapers {
  readonly total: number
  readonly counts: CountsOfPapers
  /** Of the page asked for, the newest day first. */
  readonly pids: readonly number[]
}

/** What reads the index, and of the archive what belongs to reading it. */
export interface SearchIndex {
  match(expression: Expression, options: MatchOptions): IndexMatch[]
  count(expression: Expression, where: readonly Condition[]): number
  /** No more papers match, about: it takes less time than to count them. */
  mostMatches(expression: Expression): number
  /** The share of papers that match, of very many that of the newest. */
  share(expression: Expression): number
  /** Papers that meet the conditions, the newest day first. */
  list(where: readonly Condition[], range: PageRange): number[]
  countListed(where: readonly Condition[]): number
  counts(where: readonly Condition[]): CountsOfPapers
  /** The same three at once for one condition; quick where it names an author or an institution. */
  listWithCounts(condition: Condition, range: PageRange): ListedPapers
  /** Papers that have the term, in any column. */
  frequency(term: string): number
  /** Pairs of characters that begin so, with the papers that have each, the most used first. */
  pairsBeginning(character: string): readonly { readonly term: string; readonly papers: number }[]
  /** Papers that have a word of this term, about: cheaper, for words only. */
  wordFrequency(term: string): number
  /**
   * Papers whose titles have all the words, the newest first; `prefix` is the beginning of one
   * more.
   */
  titles(words: readonly string[], prefix: string | null, limit: number): number[]
  hasSurname(surname: string): boolean
  hasAuthor(name: PersonName): boolean
  /** Of these words those that the index knows. */
  knownWords(words: readonly string[]): KnownWord[]
  /** Names of authors as papers write them, whose surname is or begins so. */
  authorsLike(name: PersonName): { readonly name: string; readonly papers: number }[]
  /** As papers write them, those with the most papers first. */
  authorsNamed(names: readonly PersonName[], limit: number): { readonly name: string; readonly papers: number }[]
  /** Keys of affiliations that contain the text as whole words. */
  affiliationKeys(text: string): string[]
  word(word: string): KnownWord | null
  /** Known words one letter away, and many of those that are two away. */
  spellings(word: string): KnownWord[]
  /** Every known word that may be two letters away, and many that are not. */
  wordsLike(word: string): KnownWord[]
  /** Known words that have the text within them, the most used first. */
  wordsWithin(text: string, limit: number): KnownWord[]
  /** Known words that begin so, the most used first. */
  completions(prefix: string, limit: number): KnownWord[]
  /** Titles and abstracts of papers in each language; an empty text where there is none. */
  texts(pids: readonly number[]): { readonly en: string; readonly zh: string }[]
  /** In no order. */
  titlesOf(pids: readonly number[]): PaperTitles[]
  /** Of papers before this one, or of all, the newest first. */
  titlesBefore(pid: number | null, limit: number): PaperTitles[]
  learnedTerm(term: string): LearnedTerm | null
  /** Every term that something was learned of. */
  learnedTerms(): string[]
  /** Papers in the archive, about. */
  paperCount(): number
  /** The last change in the archive. */
  lastChange(): number
  /** The change of the archive up to which the index has seen every paper. */
  reached(): number
  /** Papers that changed after `reached`; counting ends at `limit`. */
  countPending(limit: number): number
  /** Papers that have an entry. */
  size(): number
  /** Entries whose paper is gone, and was before the change reached. */
  orphans(): number[]
}

export interface WritableSearchIndex extends SearchIndex {
  /** All that changes the index happens inside one; the next one waits for it. */
  transaction<Result>(change: () => Promise<Result>): Promise<Result>
  /** An entry that is there already is replaced. */
  put(entries: readonly IndexEntry[]): void
  /**
   * Names of papers that were just put. Many at once, after all their entries: in between, each
   * call would make the index write what it gathers.
   */
  putNames(names: readonly NamesOfPaper[]): void
  /** Adds to the papers that have each word; `spellFrom` of them make it a known spelling. */
  countWords(counts: ReadonlyMap<string, WordCount>, spellFrom: number): void
  remove(pids: readonly number[]): void
  /** Forgets the words, their counts and what was learned of them. */
  clearWords(): void
  /** Of more terms than `most` those go that were learned longest ago. */
  keepLearned(terms: readonly LearnedTerm[], most: number): void
  markReached(changed: number): void
  /** Compacts what many small writes have left. */
  compact(): void
  /** Throws all of it away, damaged or not, and begins with nothing. */
  recreate(): void
  /** Findings, empty where all is well. */
  check(): string[]
}
