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
]
