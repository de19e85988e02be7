// Posting times as people write them: "9:00", "weekdays 9:30, 18:00 Berlin", "noon UTC+8", "周一
// 9点", "0 9 * * 1-5", or nothing for "on arrival".
import { parseWish, type Wish } from '../../src/delivery/subscriptions/subscription.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { DURATION, spelledOut } from './times/spelled-times.ts'
import { cronDays, daysAt, timeAt } from './times/time-words.ts'
import { zoneAt, zoneLabel } from './times/zones.ts'

export type When = Wish['when']
type Timetable = Exclude<When, 'arrival'>[number]

export type ReadTimes =
  | { readonly kind: 'when'; readonly when: When }
  /** `found` is the part that means nothing. */
  | { readonly kind: 'unclear'; readonly found: string }
  /**
   * Only a person can say which zone: `found` is an abbreviation with several meanings, or null
   * where no zone is named and none is usual.
   */
  | { readonly kind: 'which-zone'; readonly found: string | null; readonly zones: readonly string[] }

export const DEFAULT_ZONE = 'Asia/Shanghai'

const ARRIVAL = /^(?:(?:on |at )?arrival|到达(?:时|即发)?|到達(?:時|即發)?|随到随发|隨到隨發)$/iu

/** Words that add nothing to a time: "at 9:00", "9am in Berlin", "北京时间". */
const FILLER =
  /^(?:[\s()（）@.]+|(?:at|on|in|every|each|the|of|and|time|standard|daylight|summer|each|is)\b|时间|時間|的|在|于|於|每|逢|发送?|發送?|推送)/u

/** Nobody types more times than fit. */
const MAX_TYPED = 1000
const MAX_FOUND = 60

/** Days in cron with the word that shows them. */
const DAY_WORDS: readonly (readonly [cron: string, en: string, zh: string])[] = [
  ['*', 'daily', '每天'],
  ['1-5', 'weekdays', '工作日'],
  ['0,6', 'weekends', '周末'],
  ['1', 'Mon', '周一'],
  ['2', 'Tue', '周二'],
  ['3', 'Wed', '周三'],
  ['4', 'Thu', '周四'],
  ['5', 'Fri', '周五'],
  ['6', 'Sat', '周六'],
  ['0', 'Sun', '周日'],
]

interface Timed {
  readonly cron: string | null
  readonly hour: number
  readonly minute: number
  days: readonly number[] | null
  zone: string | null
}

/**
 * A zone behind the last time holds for all that have none of their own; without any, `zone` is
 * taken, and asked for where it is null. Nothing written: on arrival.
 */
export function readTimes(typed: string | null, zone: string | null = DEFAULT_ZONE): ReadTimes {
  // A character can become eighteen, and a run of blanks is as good as one.
  const text = (typed ?? '').normalize('NFKC').replace(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : ' '))
  if (text.length > MAX_TYPED) return { kind: 'unclear', found: clip(text.trim(), MAX_FOUND) }
  const pieces = piecesOf(text)
  if (pieces.length === 0 || (pieces.length === 1 && ARRIVAL.test(pieces[0] ?? ''))) return { kind: 'when', when: 'arrival' }
  const times: (Timed & { readonly piece: string })[] = []
  // "weekdays 9:00, 18:00" means weekdays at both, "Mon, Wed 9:00" both days at nine.
  let carried: readonly number[] | null = null
  let waiting: readonly number[] | null = null
  for (const piece of pieces) {
    const read = readPiece(piece)
    if (read === null) return { kind: 'unclear', found: piece }
    if (read.kind === 'which-zone') return read
    const { times: own, days, isDaysFirst, zone: named } = read
    if (own.length === 0) {
      if (days !== null) waiting = [...(waiting ?? []), ...days]
      else if (times.length === 0) return { kind: 'unclear', found: piece }
      const last = times.at(-1)
      if (last !== undefined && named !== null) last.zone = named
      continue
    }
    if (days !== null && !isDaysFirst) for (const time of times) time.days ??= time.cron === null ? days : null
    carried = days === null && waiting === null ? carried : [...(waiting ?? []), ...(days ?? [])]
    waiting = null
    for (const time of own) times.push({ ...time, days: time.cron === null ? carried : null, piece })
  }
  if (waiting !== null) {
    const [first] = times
    if (first === undefined || times.some(({ days }) => days !== null)) return { kind: 'unclear', found: pieces.at(-1) ?? '' }
    for (const time of times) time.days = waiting
  }
  const shared = times.at(-1)?.zone ?? zone
  const when = times.map((time) => ({ cron: cronOf(time), zone: time.zone ?? shared }))
  const parsed = parseWish({ when: when.map((table) => ({ ...table, zone: table.zone ?? DEFAULT_ZONE })) })
  if ('wish' in parsed)
    return when.some((table) => table.zone === null)
      ? { kind: 'which-zone', found: null, zones: [] }
      : { kind: 'when', when: parsed.wish.when }
  const at = /^when\.(\d+)/.exec(parsed.problems[0]?.path ?? '')?.[1]
  return { kind: 'unclear', found: times[Number(at ?? 0)]?.piece ?? pieces.join(', ') }
}

/** "周一、三、五" are the days of one time: what is between them parts nothing. */
const DAY_LIST = /(?:周|週|星期|礼拜|禮拜)[一二三四五六日天、, ]{2,}/gu
const BETWEEN_DAYS = / ?[、,] ?(?=[一二三四五六日天])/gu
const IS_HOUR = /^[十一二三四五六七八九]{1,3}[点點时時]/u

function piecesOf(text: string): readonly string[] {
  return text
    .replace(DAY_LIST, (list, at: number) =>
      list.replace(BETWEEN_DAYS, (mark, place: number) =>
        IS_HOUR.test(text.slice(at + place + mark.length, at + place + mark.length + 4)) ? mark : '',
      ),
    )
    .split(/[;\n、]/u)
    .flatMap((piece) =>
      isCronLike(piece) ? [piece] : piece.split(/,|&|\/(?=\s*(?:sun|mon|tue|wed|thu|fri|sat|\d))|\band\b|[和与與及]|以及/iu),
    )
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}

type Piece =
  | {
      readonly kind: 'piece'
      readonly times: readonly Timed[]
      readonly days: readonly number[] | null
      readonly isDaysFirst: boolean
      readonly zone: string | null
    }
  | Extract<ReadTimes, { kind: 'which-zone' }>

/** Null where a part of it means nothing, or where days are on both sides of a time. */
function readPiece(piece: string): Piece | null {
  const { rest, zone } = splitZone(piece)
  if (isCronLike(piece)) {
    const times = [{ cron: rest, hour: 0, minute: 0, days: null, zone }]
    return { kind: 'piece', times, days: null, isDaysFirst: true, zone }
  }
  const times: Timed[] = []
  let days: readonly number[] | null = null
  let isDaysFirst = true
  let named: string | null = null
  if (DURATION.test(piece)) return null
  for (let text = spelledOut(piece); text !== ''; ) {
    const lower = text.toLowerCase()
    const day = daysAt(lower)
    const found = day ?? timeAt(lower) ?? zoneAt(text)
    const length = found?.length ?? FILLER.exec(lower)?.[0].length
    if (length === undefined) return null
    if (day !== null) {
      if (days !== null && isDaysFirst !== (times.length === 0)) return null
      isDaysFirst = times.length === 0
      days = [...(days ?? []), ...day.days]
    } else if (found !== null && 'hour' in found) {
      times.push({ cron: null, hour: found.hour, minute: found.minute, days: null, zone: null })
    } else if (found !== null && 'zones' in found) {
      const [first = ''] = found.zones
      if (found.zones.length > 1) return { kind: 'which-zone', found: text.slice(0, length), zones: found.zones }
      if (named !== null && named !== first) return null
      named = first
    }
    text = text.slice(length)
  }
  if (times.length === 0 && days === null && named === null) return null
  return { kind: 'piece', times: times.map((time) => ({ ...time, zone: named })), days, isDaysFirst, zone: named }
}

const cronOf = ({ cron, hour, minute, days }: Timed) => cron ?? `${minute} ${hour} * * ${days === null ? '*' : cronDays(days)}`

/** What `readTimes` reads back as the same. */
export function writeTimes(when: When, locale: Locale): string {
  if (when === 'arrival') return ''
  const zones = new Set(when.map(({ zone }) => zone))
  let days = '*'
  const times = when.map((table) => {
    const written = writeTime(table, locale, days)
    days = written.days ?? days
    return `${written.text}${zones.size > 1 ? ` ${zoneLabel(table.zone)}` : ''}`
  })
  const text = times.join(times.some((time) => isCronLike(time)) ? '; ' : ', ')
  return zones.size > 1 ? text : `${text} ${[...zones].map(zoneLabel).join('')}`
}

/** The days are left out where they are those of the time before. */
function writeTime({ cron }: Timetable, locale: Locale, before: string): { text: string; days: string | null } {
  const [, minute, hour, days] = /^(\d{1,2}) (\d{1,2}) \* \* (\S+)$/.exec(cron) ?? []
  const words = dayWords(days ?? '', locale)
  if (minute === undefined || hour === undefined || days === undefined || words === null) return { text: cron, days: null }
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  return { text: days === before ? time : `${words} ${time}`, days }
}

/**
 * Several days have no separator between them that would part two times: "Mon/Wed/Fri", "周一三五".
 */
function dayWords(days: string, locale: Locale): string | null {
  const wordOf = (cron: string) => DAY_WORDS.find(([known]) => known === cron)?.[locale === 'en' ? 1 : 2] ?? null
  const whole = wordOf(days)
  if (whole !== null) return whole
  const each = days.split(',').map(wordOf)
  if (each.some((word) => word === null || /^[\d*]/.test(word)) || !/^[0-6](?:,[0-6])+$/.test(days)) return null
  return locale === 'en' ? each.join('/') : `周${each.map((word) => word?.slice(1)).join('')}`
}

const isCronLike = (text: string) => {
  const { rest } = splitZone(text)
  const fields = rest.split(/\s+/)
  return (
    (fields.length === 5 || fields.length === 6) &&
    fields.every((field) =>
      /^(?:[\d*,/\-#?LW]|sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+$/i.test(field),
    )
  )
}

/** A zone behind a cron expression, which must be the last word. */
function splitZone(piece: string): { rest: string; zone: string | null } {
  const text = piece.trim()
  const end = text.lastIndexOf(' ')
  const last = end < 0 ? '' : text.slice(end + 1)
  const named = /^[\d*]/.test(last) ? null : zoneAt(last)
  const [zone] = named?.zones ?? []
  return named?.length === last.length && named.zones.length === 1 && zone !== undefined
    ? { rest: text.slice(0, end), zone }
    : { rest: text, zone: null }
}
