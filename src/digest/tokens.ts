// What a line can be, by its own looks alone. Whose it is, assembly decides: the same line of names
// may be the authors of a paper or a piece of a wrapped abstract.
import type { Language } from '../text/bilingual.ts'
import type { FoundDate } from './dates/dates.ts'
import type { Figure } from './digest.ts'
import type { Line } from './lines/lines.ts'

export type LabelField =
  | 'title'
  | 'title.en'
  | 'title.zh'
  | 'authors'
  | 'affiliations'
  | 'abstract'
  | 'points'
  /** A point that names its kind, such as 动机 or 方法. */
  | 'aspect'
  /** Together a point: 这篇论文试图解决什么问题？ and what the paper says to it. */
  | 'question'
  | 'answer'
  | 'takeaway'
  | 'links'
  | 'categories'
  | 'note'

export type Token =
  | {
      readonly kind: 'heading'
      readonly number: number | null
      readonly categories: readonly string[]
      readonly starred: boolean
      readonly title: string
      /** Addresses that the title was linked to. */
      readonly links: readonly string[]
      /** Where a list or a table has a day for each paper. */
      readonly day?: FoundDate | null
    }
  /** A number and text without category: a heading, a point or a line of a table of contents. */
  | {
      readonly kind: 'numbered'
      readonly number: number
      readonly starred: boolean
      readonly text: string
      readonly links: readonly string[]
      /** Written as headings are: behind `#`, or numbered in words such as `No.1` and `第1篇`. */
      readonly isHeading: boolean
    }
  /**
   * `listed`: what follows is in the list of others worth reading; false: among the featured;
   * null: in a group of its field.
   */
  | {
      readonly kind: 'section'
      readonly listed: boolean | null
      readonly categories?: readonly string[]
      /** A part of the group above it, whose field its papers have. */
      readonly isPart?: true
    }
  | { readonly kind: 'contents' }
  | { readonly kind: 'legend'; readonly names: Readonly<Record<string, string>> }
  | { readonly kind: 'affiliations'; readonly names: readonly string[]; readonly open: boolean }
  /** `sure`: several names; otherwise one name, which may be a short title as well. */
  | { readonly kind: 'people'; readonly names: readonly string[]; readonly sure: boolean; readonly places?: readonly string[] }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'links'; readonly urls: readonly string[] }
  | { readonly kind: 'label'; readonly field: LabelField; readonly rest: string }
  | { readonly kind: 'point'; readonly text: string }
  | { readonly kind: 'ornament' }
  /** Text that belongs to no field, as its layout shows: it is reported. */
  | { readonly kind: 'unread' }
  /**
   * What the page around a digest adds to a copy of it, such as buttons, counters and footers;
   * `closes`: what follows is not a paper's either.
   */
  | { readonly kind: 'boilerplate'; readonly closes: boolean }
  | { readonly kind: 'prose'; readonly language: Language | null }

export type TokenOf<K extends Token['kind']> = Extract<Token, { kind: K }>

export interface Item<T extends Token = Token> {
  readonly line: Line
  readonly token: T
}

/**
 * One way a line can look. `starts` tests its first character, so that most constructs are never
 * asked.
 */
export interface Construct {
  readonly name: string
  readonly starts: RegExp | null
  /** Longer lines are not its kind. Patterns may backtrack over this much and no more. */
  readonly maxLength: number
  read(text: string): Token | null
  /**
   * How nearly every line of this kind is written, known at a glance and beyond doubt: asked of all
   * before `read` of any.
   */
  readonly plain?: { readonly starts: RegExp; read(text: string): Token | null }
}
