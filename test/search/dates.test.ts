// Dates as people write them in a query; today is a Monday.
import { describe, expect, it } from 'vitest'
import { findDate } from '../../src/search/query/dates/find-date.ts'

const TODAY = '2026-11-30'
const read = (text: string) => {
  const date = findDate(text, TODAY)
  if (date === null) return null
  const rest = `${text.slice(0, date.start)}${text.slice(date.end)}`.trim()
  return [date.from === date.to ? date.from : `${date.from ?? ''}..${date.to ?? ''}`, rest, ...(date.isBareYear ? ['bare'] : [])]
}
const check = (cases: readonly (readonly [text: string, period: string, rest?: string])[]) => {
  for (const [text, period, rest = ''] of cases) expect(read(text), text).toEqual([period, rest])
}

describe('a date in a query', () => {
  it('is a month or a day without its year: the last one that has begun', () =>
    check([
      ['June kettles', '2026-06-01..2026-06-30', 'kettles'],
      ['kettles in March', '2026-03-01..2026-03-31', 'kettles'],
      ['last March kettles', '2026-03-01..2026-03-31', 'kettles'],
      ['last November', '2025-11-01..2025-11-30'],
      ['December', '2025-12-01..2025-12-31'],
      ['三月的论文', '2026-03-01..2026-03-31', '论文'],
      ['12月份 水壶', '2025-12-01..2025-12-31', '水壶'],
      ['Nov 29', '2026-11-29'],
      ['on March 3rd', '2026-03-03'],
      ['11月29号', '2026-11-29'],
    ]))

  it('is part of a year', () =>
    check([
      ['2021年上半年 水壶', '2021-01-01..2021-06-30', '水壶'],
      ['去年下半年', '2025-07-01..2025-12-31'],
      ['上半年', '2026-01-01..2026-06-30'],
      ['去年三月 语音', '2025-03-01..2025-03-31', '语音'],
      ['2023年第三季度', '2023-07-01..2023-09-30'],
      ['Q3 2023 kettles', '2023-07-01..2023-09-30', 'kettles'],
      ['2024Q1', '2024-01-01..2024-03-31'],
      ['first half of 2022', '2022-01-01..2022-06-30'],
      ['summer 2023', '2023-06-01..2023-08-31'],
      ['2023 summer', '2023-06-01..2023-08-31'],
      ['2024上半年', '2024-01-01..2024-06-30'],
      ['2023年冬天', '2023-12-01..2024-02-29'],
      ['early 2024', '2024-01-01..2024-04-30'],
      ['去年底', '2025-10-01..2025-12-31'],
      ['二〇二三年六月 水壶', '2023-06-01..2023-06-30', '水壶'],
      ['２０２３年６月', '2023-06-01..2023-06-30'],
    ]))

  it('is counted back from today', () =>
    check([
      ['kettles two weeks ago', '2026-11-16..2026-11-22', 'kettles'],
      ['3 days ago', '2026-11-27'],
      ['两周前', '2026-11-16..2026-11-22'],
      ['三年前 语音', '2023-01-01..2023-12-31', '语音'],
      ['半年前', '2026-05-01..2026-05-31'],
      ['the last three months', '2026-09-02..2026-11-30'],
      ['最近半年', '2026-06-01..2026-11-30'],
      ['过去一年', '2025-12-01..2026-11-30'],
      ['前年', '2024-01-01..2024-12-31'],
      ['上上周', '2026-11-16..2026-11-22'],
      ['last Monday', '2026-11-23'],
      ['last Friday', '2026-11-27'],
      ['上周五的水壶', '2026-11-27', '水壶'],
      ['昨晚', '2026-11-29'],
      ['有没有上周的语音论文', '2026-11-23..2026-11-29', '有没有语音论文'],
      ['recent kettle papers', '2026-09-02..2026-11-30', 'kettle papers'],
      ['new papers this week', '2026-11-30..2026-12-06', 'new papers'],
      ['最近的语音识别论文', '2026-09-02..2026-11-30', '语音识别论文'],
    ]))

  it('is open at one end', () =>
    check([
      ['since May', '2026-05-01..2026-11-30'],
      ['kettles after 2024', '2025-01-01..2026-11-30', 'kettles'],
      ['before 2022 kettles', '..2021-12-31', 'kettles'],
      ['until June 2022', '..2022-06-30'],
      ['2022年以后 水壶', '2022-01-01..2026-11-30', '水壶'],
      ['从2022年开始的水壶', '2022-01-01..2026-11-30', '水壶'],
      ['2022年之前', '..2021-12-31'],
      ['今年以来', '2026-01-01..2026-11-30'],
    ]))

  it('reaches from one to another, of which one may say the year of both', () =>
    check([
      ['2021-2023 kettles', '2021-01-01..2023-12-31', 'kettles'],
      ['2021到2023年的水壶', '2021-01-01..2023-12-31', '水壶'],
      ['between 2021 and 2022', '2021-01-01..2022-12-31'],
      ['from January to March 2023', '2023-01-01..2023-03-31'],
      ['2022.1-2022.6', '2022-01-01..2022-06-30'],
      ['2024..2025', '2024-01-01..2025-12-31'],
      ['from 2022 to present', '2022-01-01..2026-11-30'],
      ['Jan-Mar 2023', '2023-01-01..2023-03-31'],
      ['2021年1月到3月', '2021-01-01..2021-03-31'],
    ]))

  it('is written in digits', () =>
    check([
      ['29/11/2026', '2026-11-29'],
      ['11/29/2026', '2026-11-29'],
      ['20261129', '2026-11-29'],
      ['2026.11', '2026-11-01..2026-11-30'],
      ['6/2025', '2025-06-01..2025-06-30'],
      ['kettles in 2022', '2022-01-01..2022-12-31', 'kettles'],
    ]))

  it('may be four digits alone, which are marked as such', () => {
    expect(read('kettles 2022')).toEqual(['2022-01-01..2022-12-31', 'kettles', 'bare'])
    expect(read('2022年 kettles')).toEqual(['2022-01-01..2022-12-31', 'kettles'])
  })

  it('is no word or number of another kind', () => {
    const others =
      '"June 2025"|最近邻搜索|recent advances in kettles|如今年轻人|三个月大|三月龄|kettles may 4 times boil|in step 3 may fail|march of time|2048 tokens|2505.13563|from:2021-07|date:2021|2020s|2020年代|week 3|two-week'
    for (const text of others.split('|')) expect(read(text), text).toBeNull()
  })
})
