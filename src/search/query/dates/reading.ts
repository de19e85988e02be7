// What a date in words is read as, and the marks around it that all patterns share.
import { lastOnes, type Period, type YearlessDay } from './periods.ts'

export type Reading =
  | { readonly kind: 'period'; readonly period: Period }
  /** Without its year, which another date beside it may say. */
  | { readonly kind: 'yearless'; readonly which: YearlessDay; readonly period: Period }
  /** What is new, which says less than any other date. */
  | { readonly kind: 'recent'; readonly period: Period }
  /** Four digits, which may as well be part of a name: "WMT 2024". */
  | { readonly kind: 'bare-year'; readonly period: Period }

export interface DatePattern {
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, today: string) => Reading | null
}

export const asPeriod = (period: Period | null): Reading | null => period && { kind: 'period', period }

/** What is new: of three months. */
export const asRecent = (today: string): Reading | null => {
  const period = lastOnes(today, 3, 'month')
  return period && { kind: 'recent', period }
}

export const YEAR = '((?:19|20)\\d{2})'
/** Not within a word, a number, an address or the value of a field. */
export const BEFORE = '(?<![\\p{L}\\d:：./"“-])'
/** Chinese may stand before a number and around a word in Latin letters. */
export const BEFORE_NUMBER = '(?<![a-z\\d:：./"“-])'
export const AFTER_LATIN = '(?![a-z\\d"”]|\\.\\.|[-./~…～]\\d)'
