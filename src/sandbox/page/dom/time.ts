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

const pad = (value: number) => String(value).padStart(2, '0')

/**
 * The time beside every message is written by hand for the page's own languages: the browser's
 * first use of its formats takes a
 * tenth of the second in which a channel must be there.
 */
export function clockTime(at: number, locale: string): string {
  const date = new Date(at)
  const [hours, minutes] = [date.getHours(), pad(date.getMinutes())]
  if (locale === 'zh-CN') return `${pad(hours)}:${minutes}`
  const twelve = `${hours % 12 || 12}:${minutes}`
  if (locale === 'zh-TW') return `${hours < 12 ? '上午' : '下午'}${twelve}`
  return `${twelve} ${hours < 12 ? 'AM' : 'PM'}`
}

function shortDate(at: number, locale: string): string {
  const date = new Date(at)
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return locale.startsWith('zh') ? `${year}/${month}/${day}` : `${month}/${day}/${pad(year % 100)}`
}

export const exactTime = (at: number, locale: string): string => format(at, locale, { timeStyle: 'medium', hourCycle: 'h23' })
export const dayName = (at: number, locale: string): string => format(at, locale, { dateStyle: 'long' })

export const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

/** Beside an author: the time alone for today, else with its day. */
export const messageTime = (at: number, locale: string, now: number): string =>
  dayOf(at) === dayOf(now) ? clockTime(at, locale) : `${shortDate(at, locale)} ${clockTime(at, locale)}`
