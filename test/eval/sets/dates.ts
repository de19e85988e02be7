// A day or a month in words, and a subject of which that time has one paper.

import { digestDay } from '../prepare-inputs.ts'
import { chineseTerms, isTelling } from '../words.ts'
import type { Draw, SetRule, Source } from './set-rule.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `length`: of the part of the date that must be the same, 7 for the month. */
function dated(
  source: Source,
  length: number,
  written: (year: string, month: string, day: string) => string,
  zh = false,
): Draw | null {
  const { paper, date, words, index, random } = source
  const terms = zh ? chineseTerms(paper.abstractZh) : words.filter(isTelling)
  if (terms.length === 0) return null
  const term = random.pick(terms)
  const having = zh ? index.papersWithChinese([term]) : index.papersWithWord(term)
  const fitting = having.filter((position) => digestDay(position).slice(0, length) === date.slice(0, length))
  const [year = '', month = '', day = ''] = date.split('-')
  return { text: random.shuffle([written(year, month, day), term]).join(' '), alone: fitting.length === 1 && having.length > 1 }
}

const DAY_MS = 86_400_000
const later = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
const mondayOf = (date: string) => later(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))
const firstOfNextMonth = (date: string) => `${later(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`

interface Relative {
  readonly words: readonly string[]
  /** A day on which the words mean the time of `date`; `some` is 0 to 6. */
  today(date: string, some: number): string
  /** First and last day that they mean on it. */
  period(today: string): readonly [string, string]
}

const RELATIVE: readonly Relative[] = [
  {
    words: ['yesterday', '昨天', '昨日'],
    today: (date) => later(date, 1),
    period: (today) => [later(today, -1), later(today, -1)],
  },
  { words: ['today', '今天'], today: (date) => date, period: (today) => [today, today] },
  { words: ['前天'], today: (date) => later(date, 2), period: (today) => [later(today, -2), later(today, -2)] },
  {
    words: ['last week', '上周', '上星期'],
    today: (date, some) => later(mondayOf(date), 7 + some),
    period: (today) => [later(mondayOf(today), -7), later(mondayOf(today), -1)],
  },
  {
    words: ['this week', '本周', '这周'],
    today: (date) => later(mondayOf(date), 6),
    period: (today) => [mondayOf(today), later(mondayOf(today), 6)],
  },
  {
    words: ['last 7 days', '最近7天', '最近一周', 'past week'],
    today: (date, some) => later(date, some),
    period: (today) => [later(today, -6), today],
  },
  {
    words: ['last month', '上个月', '上月'],
    today: (date, some) => later(firstOfNextMonth(date), some),
    period: (today) => [`${later(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`, later(`${today.slice(0, 7)}-01`, -1)],
  },
]

export const DATES: readonly SetRule[] = [
  {
    name: 'month in English',
    rule: '"June 2025", "Jun 2025" or "2025 June" and a telling word; no other paper of that month has it',
    draw: (source) =>
      dated(source, 7, (year, month) => {
        const name = MONTHS[Number(month) - 1] ?? ''
        return source.random.pick([
          `${name} ${year}`,
          `${name.slice(0, 3)} ${year}`,
          `${year} ${name}`,
          `${name.toLowerCase()} ${year}`,
        ])
      }),
  },
  {
    name: 'month in Chinese',
    rule: '"2025年6月" and a Chinese term; no other paper of that month has it',
    draw: (source) => dated(source, 7, (year, month) => `${year}年${Number(month)}月`, true),
  },
  {
    name: 'day in words',
    rule: '"12 June 2025", "June 12, 2025", "2025-06-12" or "2025年6月12日" and a word; no other paper of that day has it',
    draw: (source) =>
      dated(source, 10, (year, month, day) => {
        const name = MONTHS[Number(month) - 1] ?? ''
        return source.random.pick([
          `${Number(day)} ${name} ${year}`,
          `${name} ${Number(day)}, ${year}`,
          `${year}-${month}-${day}`,
          `${year}年${Number(month)}月${Number(day)}日`,
        ])
      }),
  },
  {
    name: 'relative date',
    rule: '"yesterday", 昨天, "last week", 上周, "last 7 days", 上个月 and the like, asked on a day when they mean the time of the paper, and a word or Chinese term; no other paper of that time has it',
    draw({ paper, date, words, index, random }) {
      const relative = random.pick(RELATIVE)
      const said = random.pick(relative.words)
      const isZh = /\p{Script=Han}/u.test(said)
      const terms = isZh ? chineseTerms(paper.abstractZh) : words.filter(isTelling)
      if (terms.length === 0) return null
      const term = random.pick(terms)
      const today = relative.today(date, random.below(7))
      const [from, to] = relative.period(today)
      const having = isZh ? index.papersWithChinese([term]) : index.papersWithWord(term)
      const fitting = having.filter((position) => digestDay(position) >= from && digestDay(position) <= to)
      const text = isZh
        ? random.pick([`${said}的${term}`, `${said} ${term}`, `${term} ${said}`])
        : random.pick([`${said} ${term}`, `${term} ${said}`])
      return { text, today, alone: fitting.length === 1 && having.length > 1 }
    },
  },
]
