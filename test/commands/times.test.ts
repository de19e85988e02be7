// Posting times as people type them.
import { describe, expect, it } from 'vitest'
import { readTimes, writeTimes } from '../../commands/subscribe/times.ts'

const china = (...crons: string[]) => crons.map((cron) => ({ cron, zone: 'Asia/Shanghai' }))

describe('posting times', () => {
  it.each([
    ['9:00', china('0 9 * * *')],
    ['09:05, 18:30', china('5 9 * * *', '30 18 * * *')],
    ['weekdays 9:00, 18:00', china('0 9 * * 1-5', '0 18 * * 1-5')],
    ['weekdays 9:00; daily 18:00', china('0 9 * * 1-5', '0 18 * * *')],
    ['工作日 9点、周末 11点半'.replace('半', '30分'), china('0 9 * * 1-5', '30 11 * * 0,6')],
    ['周一9点', china('0 9 * * 1')],
    ['9am, 6:15 pm', china('0 9 * * *', '15 18 * * *')],
    ['12 am', china('0 0 * * *')],
    ['0 9 * * 1-5', china('0 9 * * 1-5')],
    ['0 9,18 * * 1,3; 8:00', china('0 9,18 * * 1,3', '0 8 * * *')],
    ['９：００', china('0 9 * * *')],
    ['9:00 Europe/Berlin', [{ cron: '0 9 * * *', zone: 'Europe/Berlin' }]],
    [
      '9:00 UTC, 18:00 Europe/Berlin',
      [
        { cron: '0 9 * * *', zone: 'UTC' },
        { cron: '0 18 * * *', zone: 'Europe/Berlin' },
      ],
    ],
    ['', 'arrival'],
    ['on arrival', 'arrival'],
    ['到达即发', 'arrival'],
  ])('"%s" is understood', (typed, when) => {
    expect(readTimes(typed)).toEqual({ kind: 'when', when })
  })

  it.each([
    ['9:00, soon', 'soon'],
    ['25:00', '25:00'],
    ['9:61', '9:61'],
    ['13 pm', '13 pm'],
    ['* * * * * *', '* * * * * *'],
    ['9:00 Mars/Olympus', '9:00 Mars/Olympus'],
  ])('"%s" is not, and "%s" is named', (typed, found) => {
    expect(readTimes(typed)).toEqual({ kind: 'unclear', found })
  })

  it.each(['en', 'zh-CN', 'zh-TW'] as const)('what is shown in %s is read back as the same', (locale) => {
    const cases = [
      china('0 9 * * 1-5', '0 18 * * *', '30 7 * * 6'),
      china('0 9 * * *', '0 18 * * *'),
      [...china('5 0 * * 0'), { cron: '*/30 8-10 * * 1', zone: 'UTC' }],
    ]
    for (const when of cases) expect(readTimes(writeTimes(when, locale))).toEqual({ kind: 'when', when })
  })
})
