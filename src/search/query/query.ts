// What a reader asks for, once it is understood. A query is a list of clauses that must all hold;
// each is met by any of its alternatives. Made by parse.ts; answered by search/ from the index and
// by ../matches.ts from one paper in memory.
import type { SearchNote } from '../../archive/archive.ts'

export type Alternative =
  /**
   * Units of text in any form the search knows. `last`: it ends the query, so it may be unfinished.
   */
  | { readonly kind: 'text'; readonly text: string; readonly last: boolean }
  /** Written in quotes: its words in this order, side by side. */
  | { readonly kind: 'phrase'; readonly text: string }
  /** `sideBySide`: written in quotes. */
  | { readonly kind: 'title'; readonly text: string; readonly sideBySide: boolean }
  | { readonly kind: 'author'; readonly text: string }
  | { readonly kind: 'affiliation'; readonly text: string }
  | { readonly kind: 'category'; readonly codes: readonly string[] }
  /** `YYYY-MM-DD`, both ends included. */
  | { readonly kind: 'date'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'starred' }
  | { readonly kind: 'section'; readonly section: 'featured' | 'brief' }

export interface Clause {
  readonly negative: boolean
  readonly anyOf: readonly Alternative[]
}

export type PlainText = Extract<Alternative, { readonly kind: 'text' }>

/** What was typed without a field, quotes or an operator; null for any other clause. */
export function plainText(clause: Clause | undefined): PlainText | null {
  const [only, ...more] = clause?.anyOf ?? []
  return !clause?.negative && only?.kind === 'text' && more.length === 0 ? only : null
}

export interface Query {
  readonly clauses: readonly Clause[]
  /** Whether one of the clauses is a date that was written in words, without a field. */
  readonly hasDateInText: boolean
  /** Whether four digits alone may be a date, be they read as one or not. */
  readonly mayHaveBareYear: boolean
  /**
   * Where that date is four digits alone: the digits with the word before them, or with the one
   * behind where none is before. A paper that has these says a name rather than when.
   */
  readonly namesWithYear: readonly string[]
  readonly notes: readonly SearchNote[]
}
