// What a digest is once it has been read. Everything downstream depends on these shapes and on
// nothing else of digest/.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Bilingual } from '../text/bilingual.ts'

/**
 * Short, stable identity of a paper across files, days and machines: `[a-z0-9.-]{4,24}`, so that it
 * fits a custom_id.
 */
export type PaperId = string & { readonly __brand: 'PaperId' }

/** `featured` has abstracts; `brief` is in the "also worth reading" list. */
export type Section = 'featured' | 'brief'

/** Where a digest's date was found. The order is the order of trust. */
export type DateSource = 'name' | 'head' | 'links' | 'mtime'

/**
 * A picture of a paper: only a mark in the text, an address, or bytes that came with the digest.
 */
export type Figure =
  | { readonly kind: 'mark' }
  | { readonly kind: 'address'; readonly url: string; readonly alt: string | null }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly mediaType: string
      readonly bytes: Uint8Array
      readonly alt: string | null
    }

export interface Paper {
  readonly id: PaperId
  /** From 1, in the order of the file, over both sections. */
  readonly position: number
  readonly section: Section
  /** The author of the digest marked it as especially worth reading. */
  readonly starred: boolean
  /** Codes as written, upper case: `["CV", "LG"]`. */
  readonly categories: readonly string[]
  readonly title: Bilingual
  readonly authors: readonly string[]
  readonly affiliations: readonly string[]
  readonly abstract: Bilingual
  /** 要点: the points, without their numbers or bullets. */
  readonly points: readonly string[]
  /** 一句话总结: one sentence. */
  readonly takeaway: string | null
  /** Absolute http(s) addresses in the order of the file, each once. */
  readonly links: readonly string[]
  readonly figures: readonly Figure[]
  /** First and last line of the entry in the file, from 1. */
  readonly lines: { readonly start: number; readonly end: number }
}

export interface Digest {
  /**
   * As given; an entry of an archive is `a.zip/entry.txt`, the second digest of a file `a.txt#2`.
   */
  readonly file: string
  /** WHATWG label in lower case: `utf-8`, `utf-16le`, `gb18030`, `big5`. */
  readonly encoding: string
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly date: string | null
  readonly dateFrom: DateSource | null
  readonly title: string | null
  /** Category code → its Chinese name, as the digest's own legend says. */
  readonly legend: Readonly<Record<string, string>>
  readonly papers: readonly Paper[]
  readonly diagnostics: readonly Diagnostic[]
}
