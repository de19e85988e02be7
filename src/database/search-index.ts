// What an index over the papers can do, whatever the engine. Terms come ready made (see text/terms.ts): an engine
// compares them and knows nothing of languages.

/** Every text is a list of terms separated by spaces. */
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
  /** Folded word → the term it is indexed by; words of the English texts and of names. */
  readonly words: ReadonlyMap<string, string>
  /** Those of the words that the title has: they are known spellings however few papers have them. */
  readonly inTitle: ReadonlySet<string>
}

export type IndexColumn = 'title' | 'title_zh' | 'people' | 'abstract' | 'abstract_zh'

export type Expression =
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'prefix'; readonly term: string }
  /** Side by side; the last term of an unfinished one is a beginning. */
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

export interface PersonName {
  readonly surname: string
  /** One letter stands for every name that begins with it; null for any. */
  readonly given: string | null
}

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

/** Where very many match, only the newest and those with all these words in the title are scored: no more than so many of each. */
export interface Scored {
  readonly newest: number
  /** Folded, not stemmed; at least one. */
  readonly titleWords: readonly string[]
}

export interface MatchOptions {
  readonly where: readonly Condition[]
  readonly limit: number
  readonly order: 'best' | 'newest'
  /** Scores them all where left out, and where conditions choose among them anyway. */
  readonly scored?: Scored
}

export interface SearchIndex {
  /** Inside a transaction. An entry that is there already is replaced. */
  put(entries: readonly IndexEntry[], spellFrom: number): void
  remove(pids: readonly number[]): void
  /** Forgets the words and their counts; `put` counts anew. */
  clearWords(): void
  match(expression: Expression, options: MatchOptions): IndexMatch[]
  count(expression: Expression, where: readonly Condition[]): number
  /** Papers that meet the conditions, the newest day first. */
  list(where: readonly Condition[], limit: number, offset: number): number[]
  countListed(where: readonly Condition[]): number
  counts(where: readonly Condition[]): { byCategory: Record<string, number>; byMonth: Record<string, number> }
  /** Papers that have the term, in any column. */
  frequency(term: string): number
  /** Papers that have a word of this term, about: cheaper, for words only. */
  wordFrequency(term: string): number
  /** Papers whose titles have all the words, the newest first; `prefix` is the beginning of one more. */
  titles(words: readonly string[], prefix: string | null, limit: number): number[]
  hasSurname(surname: string): boolean
  /** Keys of affiliations that contain the text as whole words. */
  affiliationKeys(text: string): string[]
  word(word: string): KnownWord | null
  /** Known words one letter away. */
  spellings(word: string): KnownWord[]
  /** Known words of about the same length with the same first letter, for spellings further away. */
  wordsLike(word: string): KnownWord[]
  /** Known words that begin so, the most used first. */
  completions(prefix: string, limit: number): KnownWord[]
  /** Compacts what many small writes have left. Inside a transaction. */
  compact(): void
  /** Papers that have an entry. */
  size(): number
  /** Entries whose paper is gone. */
  strays(): number[]
  /** Throws all of it away, damaged or not, and begins with nothing. */
  recreate(): void
  /** Findings, empty where all is well. */
  check(): string[]
}
