// Posting times as people write them: "9:00", "weekdays 9:30, 18:00 Europe/Berlin", "周一 9点", "0
// 9 * * 1-5", or nothing for "on arrival".
import { parseWish, type Wish } from '../../src/delivery/subscriptions/subscription.ts'
import { isZone } from '../../src/schedule/zone.ts'
import type { Locale } from '../../src/text/locale.ts'

type When = Wish['when']
type Timetable = Exclude<When, 'arrival'>[number]

export type ReadTimes =
  | { readonly kind: 'when'; readonly when: When }
  /** `found` is the part that means nothing. */
  | { readonly kind: 'unclear'; readonly found: string }

export const DEFAULT_ZONE = 'Asia/Shanghai'

const ARRIVAL = /^(?:(?:on |at )?arrival|到达(?:时|即发)?|到達(?:時|即發)?|随到随发|隨到隨發)$/iu

/**
 * The day of the week in cron, with the words for it; the first of each language is the one that is
 * shown.
 */
const DAYS: readonly (readonly [cron: string, en: string, zh: string, ...others: string[]])[] = [
  ['*', 'daily', '每天', 'every day', '每日'],
  ['1-5', 'weekdays', '工作日', 'mon-fri', '周一至周五', '週一至週五'],
  ['0,6', 'weekends', '周末', '週末'],
  ['1', 'Mon', '周一', 'monday', '週一', '星期一'],
  ['2', 'Tue', '周二', 'tuesday', '週二', '星期二'],
  ['3', 'Wed', '周三', 'wednesday', '週三', '星期三'],
  ['4', 'Thu', '周四', 'thursday', '週四', '星期四'],
  ['5', 'Fri', '周五', 'friday', '週五', '星期五'],
  ['6', 'Sat', '周六', 'saturday', '週六', '星期六'],
  ['0', 'Sun', '周日', 'sunday', '週日', '星期日', '周天'],
]

/**
 * A zone behind the last time holds for all that have none of their own. Nothing written: on
 * arrival.
 */
export function readTimes(typed: string | null, zone: string = DEFAULT_ZONE): ReadTimes {
  const pieces = (typed ?? '')
    .normalize('NFKC')
    .split(/[;\n、]/u)
    .flatMap((piece) => (isCronLike(piece) ? [piece] : piece.split(',')))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  if (pieces.length === 0 || (pieces.length === 1 && ARRIVAL.test(pieces[0] ?? ''))) return { kind: 'when', when: 'arrival' }
  const read: { cron: string; zone: string | null }[] = []
  // "weekdays 9:00, 18:00" means weekdays at both.
  let days = '*'
  for (const piece of pieces) {
    const { rest, zone: own } = splitZone(piece)
    const time = isCronLike(rest) ? null : timeOf(rest)
    if (time === null && !isCronLike(rest)) return { kind: 'unclear', found: piece }
    if (time !== null) days = time.days ?? days
    read.push({ cron: time === null ? rest : `${time.minute} ${time.hour} * * ${days}`, zone: own })
  }
  const shared = read.at(-1)?.zone ?? zone
  const when = read.map(({ cron, zone: own }) => ({ cron, zone: own ?? shared }))
  const parsed = parseWish({ when })
  if ('wish' in parsed) return { kind: 'when', when: parsed.wish.when }
  const at = /^when\.(\d+)/.exec(parsed.problems[0]?.path ?? '')?.[1]
  return { kind: 'unclear', found: pieces[Number(at ?? 0)] ?? pieces.join(', ') }
}

/** What `readTimes` reads back as the same. */
export function writeTimes(when: When, locale: Locale): string {
  if (when === 'arrival') return ''
  const zones = new Set(when.map(({ zone }) => zone))
  let days = '*'
  const times = when.map((table) => {
    const written = writeTime(table, locale, days)
    days = written.days ?? days
    return `${written.text}${zones.size > 1 ? ` ${table.zone}` : ''}`
  })
  const text = times.join(times.some((time) => isCronLike(time)) ? '; ' : ', ')
  return zones.size > 1 ? text : `${text} ${[...zones].join('')}`
}

/** The days are left out where they are those of the time before. */
function writeTime({ cron }: Timetable, locale: Locale, before: string): { text: string; days: string | null } {
  const [, minute, hour, days] = /^(\d{1,2}) (\d{1,2}) \* \* (\S+)$/.exec(cron) ?? []
  const words = DAYS.find(([known]) => known === days)
  if (minute === undefined || hour === undefined || words === undefined) return { text: cron, days: null }
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  const [known, en, zh] = words
  return { text: known === before ? time : `${locale === 'en' ? en : zh} ${time}`, days: known }
}

const isCronLike = (text: string) => {
  const { rest } = splitZone(text)
  const fields = rest.split(/\s+/)
  return (fields.length === 5 || fields.length === 6) && fields.every((field) => /^[\d*,/\-A-Za-z]+$/.test(field))
}

function splitZone(piece: string): { rest: string; zone: string | null } {
  const [, rest = '', last = ''] = /^(.*?)\s*(\S+)$/su.exec(piece.trim()) ?? []
  const isNamed = /^(?:[A-Za-z_]+\/[\w+\-/]+|UTC|GMT)$/i.test(last) && isZone(last)
  return isNamed ? { rest, zone: last } : { rest: piece.trim(), zone: null }
}

function timeOf(text: string): { days: string | null; hour: number; minute: number } | null {
  const lower = text.toLowerCase()
  const words = DAYS.flatMap(([cron, ...names]) => names.map((name) => ({ cron, name: name.toLowerCase() })))
    .filter(({ name }) => lower.startsWith(name))
    .sort((a, b) => b.name.length - a.name.length)[0]
  const time = lower.slice(words?.name.length ?? 0).trim()
  const [, hourText, minuteText = '0', half] = /^(\d{1,2})(?:\s*[:点點时時.]\s*(\d{1,2})?\s*分?)?\s*(am|pm)?$/u.exec(time) ?? []
  if (hourText === undefined) return null
  const [written, minute] = [Number(hourText), Number(minuteText)]
  if (half !== undefined && (written < 1 || written > 12)) return null
  const hour = half === undefined ? written : (written % 12) + (half === 'pm' ? 12 : 0)
  return hour > 23 || minute > 59 ? null : { days: words?.cron ?? null, hour, minute }
}
