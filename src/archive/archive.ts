// The archive remembers every digest and paper and finds them again. This file is what the rest of
// the program may rely on.
import type { Digest, Figure, Paper, PaperId } from '../digest/digest.ts'
import type { Bilingual, Language } from '../text/bilingual.ts'

/** A paper at rest: what its newest digest says of it, and where it stood. */
export interface ArchivedPaper extends Omit<Paper, 'figures' | 'lines'> {
  /** How many figures the digest showed; their bytes or addresses come from `figures(id)`. */
  readonly figures: number
  readonly digestId: number
  /** `YYYY-MM-DD` of its digest; null where the digest has no date. */
  readonly date: string | null
  /** Chinese name of each category, from the digest's legend or the built-in table. */
  readonly categoryNames: Readonly<Record<string, Bilingual>>
}

export interface ArchivedDigest {
  readonly id: number
  readonly file: string
  readonly date: string | null
  readonly title: string | null
  readonly legend: Readonly<Record<string, string>>
  /** In the order of the file; a paper that an earlier digest already had is among them. */
  readonly papers: readonly ArchivedPaper[]
  /** Rises by one with each correction on disk. */
  readonly revision: number
  /** Set when the drift alarm holds it back: why. A held digest is searchable and not posted. */
  readonly held: string | null
}

/** What a digest is called, and its day. */
export interface DigestPlace {
  readonly file: string
  readonly date: string | null
}

/**
 * `known`: the same content was stored before. `corrected`: the same digest came again with other
 * content or with another day. `was`: its file and day before, where it was renamed or moved.
 */
export type StoreOutcome =
  | {
      readonly kind: 'new' | 'corrected'
      readonly digestId: number
      readonly papers: number
      readonly newPapers: readonly PaperId[]
      readonly was?: DigestPlace
    }
  | { readonly kind: 'known'; readonly digestId: number; readonly was?: DigestPlace }

export interface StoreSource {
  /** SHA-256 of the file's bytes, hex. */
  readonly sha256: string
  /** When it was received, ms since 1970. */
  readonly receivedAt: number
  readonly held?: string | null
  /** When its file appeared, ms since 1970, where that was noticed. */
  readonly appearedAt?: number
  /** Whether the file of an earlier digest is not there any more: this one may be that, renamed. */
  readonly isGone?: (file: string) => boolean
}

export interface SearchFilters {
  readonly categories?: readonly string[]
  /** `YYYY-MM-DD`, both ends included. */
  readonly from?: string
  readonly to?: string
  readonly author?: string
  readonly affiliation?: string
  readonly section?: 'featured' | 'brief'
  readonly starred?: boolean
}

export interface SearchOptions extends SearchFilters {
  /** 1 to 100, default 10. */
  readonly limit?: number
  readonly offset?: number
  readonly sort?: 'relevance' | 'date'
  /** `YYYY-MM-DD`, for "last week" in a query; China's day where it is left out. */
  readonly today?: string
}

/** Pieces of text in order; `match` marks what the query found. */
export type Snippet = readonly { readonly text: string; readonly match: boolean }[]

export interface SearchHit {
  readonly paper: ArchivedPaper
  /** Larger is better; comparable within one answer only. */
  readonly score: number
  readonly snippet: { readonly en: Snippet | null; readonly zh: Snippet | null }
  /** The titles where the query found something in them. */
  readonly titles: { readonly en: Snippet | null; readonly zh: Snippet | null }
}

export interface SearchAnswer {
  readonly query: string
  /** How many papers match in all, beyond the limit too. */
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly SearchHit[]
  /**
   * What was understood otherwise than typed, such as a typo mended or an operator taken as a word.
   */
  readonly notes: readonly SearchNote[]
}

export interface SearchNote {
  readonly code:
    | 'respelled'
    | 'date-read'
    | 'none-then'
    | 'name-read'
    | 'place-read'
    | 'excluded'
    | 'category-read'
    | 'also-searched'
    | 'some-terms-only'
    | 'unknown-field'
    | 'bad-date'
    | 'unbalanced-quote'
    | 'dangling-operator'
    | 'query-cut'
    | 'no-terms'
  /** What of the query it speaks of. */
  readonly found: string
  /** What was used instead, where something was. */
  readonly used: string | null
}

export interface Suggestion {
  readonly kind: 'title' | 'author'
  readonly text: string
  /** Null for an author. */
  readonly paperId: PaperId | null
  /** How many papers an author has, where it is one. */
  readonly papers?: number
}

export interface SimilarPaper {
  readonly paper: ArchivedPaper
  readonly score: number
  /** The shared terms that weigh most, as people write them. */
  readonly shared: readonly string[]
}

export interface Counts {
  readonly byCategory: Readonly<Record<string, number>>
  /** `YYYY-MM` → papers. */
  readonly byMonth: Readonly<Record<string, number>>
}

export interface PapersOfAuthor {
  readonly total: number
  readonly papers: readonly ArchivedPaper[]
  readonly counts: Counts
  /** As these papers write whoever was meant. */
  readonly authors: readonly string[]
  /**
   * Whom a surname alone, or one with an initial, may mean, as papers write them; those with the most
   * papers first. None where the name says more than papers do.
   */
  readonly people: readonly string[]
}

/** One standing of a paper in a digest. */
export interface Sighting {
  readonly digestId: number
  readonly date: string | null
  readonly section: 'featured' | 'brief'
  readonly position: number
  readonly starred: boolean
}

/** A term in both languages, as people write it. */
export interface GlossaryEntry {
  readonly zh: string
  readonly en: string
  /** Papers that have both, the newest first. */
  readonly papers: readonly PaperId[]
  /** Larger is surer; comparable within one answer only. */
  readonly score: number
}

export interface Trend {
  readonly text: string
  /** Papers a week, the oldest first. */
  readonly counts: readonly number[]
  /** How many times its earlier share it has reached; larger is steeper. */
  readonly rise: number
}

export interface Trends {
  /** First day of each week, the oldest first. */
  readonly weeks: readonly string[]
  /** The last day of the last week; null where there is no week. */
  readonly until: string | null
  readonly papers: readonly number[]
  readonly terms: { readonly en: readonly Trend[]; readonly zh: readonly Trend[] }
  /** `text` is the code. */
  readonly categories: readonly Trend[]
}

export interface Finding {
  readonly code:
    | 'damaged'
    | 'dangling-reference'
    | 'index-damaged'
    | 'index-behind'
    | 'index-count'
    | 'lost-figure'
    | 'bad-content'
  readonly message: string
}

export interface Progress {
  readonly done: number
  readonly total: number
}

export interface ImportTally {
  readonly lines: number
  readonly new: number
  readonly corrected: number
  readonly known: number
  readonly papers: number
  /** New or corrected digests that were doubted, and why. */
  readonly held: readonly { readonly file: string; readonly why: string }[]
  /** Lines that are not an export's, with their number and why. */
  readonly refused: readonly { readonly line: number; readonly why: string }[]
}

export interface Archive {
  /** One transaction: the digest with all its papers, or nothing. */
  storeDigest(digest: Digest, source: StoreSource): Promise<StoreOutcome>
  digest(id: number): Promise<ArchivedDigest | null>
  /** Newest first. `held` picks those that the drift alarm holds back, or those that it doesn't. */
  digests(options?: {
    from?: string
    to?: string
    limit?: number
    held?: boolean
  }): Promise<readonly Omit<ArchivedDigest, 'papers'>[]>
  digestsOfDay(date: string): Promise<readonly ArchivedDigest[]>
  paper(id: PaperId): Promise<ArchivedPaper | null>
  /** In the order asked; unknown ids are left out. */
  papers(ids: readonly PaperId[]): Promise<readonly ArchivedPaper[]>
  /** Pictures with bytes or an address, in order; bare marks are left out. */
  figures(id: PaperId): Promise<readonly Exclude<Figure, { kind: 'mark' }>[]>
  search(query: string, options?: SearchOptions): Promise<SearchAnswer>
  /**
   * Whether the paper answers the query; the same language and meaning as `search` without its
   * fallbacks.
   */
  matches(query: string, paper: ArchivedPaper): boolean
  /** Whether the paper passes the filters, with the meaning that `search` gives to them. */
  meets(filters: SearchFilters, paper: ArchivedPaper): boolean
  suggest(
    typed: string,
    options?: { limit?: number; kinds?: readonly Suggestion['kind'][]; language?: Language },
  ): Promise<readonly Suggestion[]>
  similar(id: PaperId, limit?: number): Promise<readonly SimilarPaper[]>
  byAuthor(name: string, options?: { limit?: number; offset?: number }): Promise<PapersOfAuthor>
  byAffiliation(
    name: string,
    options?: { limit?: number; offset?: number },
  ): Promise<{ total: number; papers: readonly ArchivedPaper[]; counts: Counts }>
  random(options?: { category?: string }): Promise<ArchivedPaper | null>
  counts(filters?: SearchFilters): Promise<Counts>
  size(): Promise<{ digests: number; papers: number }>
  /** Where a paper stood, the oldest first; retracted digests are left out. */
  sightings(id: PaperId): Promise<readonly Sighting[]>
  /** Lets a held digest go: it counts as any other from now on. False where it isn't held. */
  release(digestId: number): Promise<boolean>
  glossary(word: string, limit?: number): Promise<readonly GlossaryEntry[]>
  /** `weeks` that end with `until` (a day, default: of the newest digest). */
  trends(options?: { weeks?: number; until?: string; limit?: number }): Promise<Trends>
  /** Everything as JSON Lines without line ends, in the order in which it was stored. */
  exportLines(): AsyncIterable<string>
  /**
   * Takes such lines back; what is known stays as it is. `doubt` says by its day why a digest is to
   * be held.
   */
  importLines(
    lines: AsyncIterable<string> | Iterable<string>,
    onProgress?: (progress: Progress) => void,
    doubt?: (date: string | null) => string | null,
  ): Promise<ImportTally>
  /** How far the index is while very many papers wait for it; null where search finds all. */
  indexing(): Progress | null
  /** Looks for damage; an empty answer means that all is well. */
  doctor(): Promise<readonly Finding[]>
  /** Rebuilds the index, a little at a time; search answers meanwhile from what is there. */
  reindex(onProgress?: (progress: Progress) => void): Promise<void>
  /**
   * Resolves once every stored paper is in the index. Searching does not need it: it looks after
   * the newest itself.
   */
  settled(): Promise<void>
  /** Ends the work in the background. The database stays open: whoever opened it closes it. */
  close(): Promise<void>
  /**
   * Takes back a day's digest or one paper: gone from search; `storeDigest` of the same file does
   * not bring it back.
   */
  retract(what: { digestId: number } | { paperId: PaperId }): Promise<boolean>
}
