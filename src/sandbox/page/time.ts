// Times as Discord writes them, in the viewer's language.

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is slow, and every message needs one. */
function format(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  if (Math.abs(at) > 8.64e15) return String(at)
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, known)
  return known.format(at)
}

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

export function relativeTime(at: number, locale: string, now: number): string {
  const seconds = Math.round((at - now) / 1_000)
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}

export const formatTime = (at: number, style: string, locale: string, now: number): string =>
  style === 'R' ? relativeTime(at, locale, now) : format(at, locale, STYLES[style] ?? { dateStyle: 'long', timeStyle: 'short' })

export const fullTime = (at: number, locale: string): string => format(at, locale, { dateStyle: 'full', timeStyle: 'short' })
export const clockTime = (at: number, locale: string): string => format(at, locale, { timeStyle: 'short' })
export const exactTime = (at: number, locale: string): string => format(at, locale, { timeStyle: 'medium', hourCycle: 'h23' })
export const dayName = (at: number, locale: string): string => format(at, locale, { dateStyle: 'long' })

export const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

/** Beside an author: the time alone for today, else with its day. */
export const messageTime = (at: number, locale: string, now: number): string =>
  dayOf(at) === dayOf(now) ? clockTime(at, locale) : format(at, locale, { dateStyle: 'short', timeStyle: 'short' })
