// Days as people type them: 2021-07-10, 2021/7/10, 2021-07, 2021, today, yesterday, 7d, two weeks
// ago as 2w.

import { DAY_MS } from '../../src/text/duration.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { latestStep, stepsRow } from './next-steps.ts'
import type { Answer, ReaderContext } from './services.ts'
import { t } from './wording/wording.ts'

/** The digests' days are China's. */
export function today(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(now)
}

/** `YYYY-MM-DD`, or null where it isn't a day. A month or a year means its first or last day. */
export function parseDay(typed: string, now: number, edge: 'first' | 'last' = 'first'): string | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[\u2010-\u2013]/g, '-')
    .trim()
    .toLowerCase()
  const back = NAMED.get(text) ?? daysBack(text)
  if (back !== null) return today(now - back * DAY_MS)
  const undated = /^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$/.exec(text)
  if (undated !== null) return latestOf(Number(undated[1]), Number(undated[2]), today(now))
  const parts =
    /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*[日号]?|\s*月?)?|年?)$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts === null) return null
  const [, year = '', month, day] = parts
  const from = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  const exact = from.getUTCMonth() === Number(month ?? 1) - 1 && from.getUTCDate() === Number(day ?? 1)
  if (!exact || Number(year) < 1990) return null
  if (edge === 'first' || day !== undefined) return dayOf(from)
  const next = month === undefined ? Date.UTC(Number(year) + 1, 0, 1) : Date.UTC(Number(year), Number(month), 1)
  return dayOf(new Date(next - DAY_MS))
}

const NAMED: ReadonlyMap<string, number> = new Map(
  Object.entries({
    today: 0,
    今天: 0,
    今日: 0,
    yesterday: 1,
    昨天: 1,
    昨日: 1,
    前天: 2,
    'last week': 7,
    上周: 7,
    'last month': 30,
    上个月: 30,
  }),
)
const DAYS: Readonly<Record<string, number>> = { d: 1, 天: 1, 日: 1, w: 7, 周: 7, m: 30, 月: 30, y: 365, 年: 365 }

/** `7d`, `2 weeks ago`, `3个月前`; 7日, 12月 and 21年 alone are dates that lack something. */
function daysBack(text: string): number | null {
  const found = /^(\d{1,3})\s*(?:([dwmy])(?:|ays?|eeks?|onths?|ears?)(?:\s+ago)?|([天周])前?|个(月)前?|([日月年])前)$/.exec(text)
  const unit = found?.slice(2).find((one) => one !== undefined)
  return found === null || unit === undefined ? null : Number(found[1]) * (DAYS[unit] ?? 1)
}

/** A day without its year is the last one that has been; 29 February may lie some years back. */
function latestOf(month: number, day: number, last: string): string | null {
  const written = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  for (let year = Number(last.slice(0, 4)), tried = 0; tried <= 8; year--, tried++) {
    const date = new Date(Date.UTC(year, month - 1, day))
    if (dayOf(date) === `${year}-${written}` && dayOf(date) <= last) return dayOf(date)
  }
  return null
}

export function badDate({ locale }: Pick<ReaderContext, 'locale'>, typed: string): Answer {
  const content = t(locale, 'bad-date', { date: escapeLine(clip(typed, 60)) })
  return { kind: 'reply', body: { content, components: stepsRow([latestStep(locale)]) } }
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10)
