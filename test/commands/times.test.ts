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

  const SPELLINGS: readonly { typed: string; read: readonly (readonly [cron: string, zone: string])[] }[] = [
    { typed: '9:00 Berlin', read: [['0 9 * * *', 'Europe/Berlin']] },
    { typed: '9am PST', read: [['0 9 * * *', 'America/Los_Angeles']] },
    { typed: 'noon UTC+8', read: [['0 12 * * *', 'Etc/GMT-8']] },
    { typed: 'midnight gmt', read: [['0 0 * * *', 'UTC']] },
    { typed: 'Mon 9 Tokyo', read: [['0 9 * * 1', 'Asia/Tokyo']] },
    { typed: 'Tuesdays at 9:30am New York time', read: [['30 9 * * 2', 'America/New_York']] },
    { typed: 'every Thursday, 10:15 p.m. (San Francisco)', read: [['15 22 * * 4', 'America/Los_Angeles']] },
    { typed: 'every day at 9 in the morning in Munich', read: [['0 9 * * *', 'Europe/Berlin']] },
    { typed: '8 in the evening London', read: [['0 20 * * *', 'Europe/London']] },
    { typed: '9:00 on weekdays, Paris', read: [['0 9 * * 1-5', 'Europe/Paris']] },
    {
      typed: '9:00 weekdays, 10:30 weekends Seoul',
      read: [
        ['0 9 * * 1-5', 'Asia/Seoul'],
        ['30 10 * * 0,6', 'Asia/Seoul'],
      ],
    },
    { typed: 'Mon-Thu 8:00 JST', read: [['0 8 * * 1,2,3,4', 'Asia/Tokyo']] },
    { typed: 'Fri to Mon 8:00 UTC', read: [['0 8 * * 0,1,5,6', 'UTC']] },
    { typed: 'weekdays at half past eight London', read: [['30 8 * * 1-5', 'Europe/London']] },
    { typed: 'half past nine UTC', read: [['30 9 * * *', 'UTC']] },
    { typed: 'quarter past nine Paris', read: [['15 9 * * *', 'Europe/Paris']] },
    { typed: 'quarter to one Oslo', read: [['45 12 * * *', 'Europe/Oslo']] },
    { typed: 'five minutes to nine Berlin', read: [['55 8 * * *', 'Europe/Berlin']] },
    { typed: 'ten past 6 pm Tokyo', read: [['10 18 * * *', 'Asia/Tokyo']] },
    { typed: 'eight thirty Rome', read: [['30 8 * * *', 'Europe/Rome']] },
    { typed: "at nine o'clock New York", read: [['0 9 * * *', 'America/New_York']] },
    { typed: 'five pm Seoul', read: [['0 17 * * *', 'Asia/Seoul']] },
    { typed: 'each morning at 8 Munich', read: [['0 8 * * *', 'Europe/Berlin']] },
    { typed: 'weekday evenings at 7:30 Helsinki', read: [['30 19 * * 1-5', 'Europe/Helsinki']] },
    { typed: '9am Central European Time', read: [['0 9 * * *', 'Europe/Berlin']] },
    { typed: '9:00 Japan Standard Time', read: [['0 9 * * *', 'Asia/Tokyo']] },
    { typed: '21h Paris', read: [['0 21 * * *', 'Europe/Paris']] },
    { typed: '早上8点半 上海', read: [['30 8 * * *', 'Asia/Shanghai']] },
    { typed: '逢周一三五 9:00 北京', read: [['0 9 * * 1,3,5', 'Asia/Shanghai']] },
    { typed: 'Mon, Wed and Fri 9:00 Zürich', read: [['0 9 * * 1,3,5', 'Europe/Zurich']] },
    { typed: 'Mon/Wed/Fri 9 Sydney', read: [['0 9 * * 1,3,5', 'Australia/Sydney']] },
    { typed: 'Mon Tue 9 Oslo', read: [['0 9 * * 1,2', 'Europe/Oslo']] },
    {
      typed: '9am and 6pm ET',
      read: [
        ['0 9 * * *', 'America/New_York'],
        ['0 18 * * *', 'America/New_York'],
      ],
    },
    {
      typed: '9am London, 9am Tokyo',
      read: [
        ['0 9 * * *', 'Europe/London'],
        ['0 9 * * *', 'Asia/Tokyo'],
      ],
    },
    { typed: 'Berlin 9:00', read: [['0 9 * * *', 'Europe/Berlin']] },
    { typed: '9h30 Paris', read: [['30 9 * * *', 'Europe/Paris']] },
    { typed: '0930 HKT', read: [['30 9 * * *', 'Asia/Hong_Kong']] },
    { typed: '9.30 Wien', read: [['30 9 * * *', 'Europe/Vienna']] },
    { typed: "9 o'clock Dublin", read: [['0 9 * * *', 'Europe/Dublin']] },
    { typed: '9:00 UTC-05:00', read: [['0 9 * * *', 'Etc/GMT+5']] },
    { typed: '9:00 GMT+5:30', read: [['0 9 * * *', 'Asia/Kolkata']] },
    { typed: '9:00 +08:00', read: [['0 9 * * *', 'Etc/GMT-8']] },
    { typed: '9:00 europe/berlin', read: [['0 9 * * *', 'Europe/Berlin']] },
    { typed: '9:00 America/Argentina/Buenos_Aires', read: [['0 9 * * *', 'America/Argentina/Buenos_Aires']] },
    { typed: '12 am Auckland', read: [['0 0 * * *', 'Pacific/Auckland']] },
    { typed: '12:30 pm Mumbai', read: [['30 12 * * *', 'Asia/Kolkata']] },
    { typed: '0 9 * * 1-5 Tokyo', read: [['0 9 * * 1-5', 'Asia/Tokyo']] },
    { typed: '北京时间早上九点', read: [['0 9 * * *', 'Asia/Shanghai']] },
    { typed: '每天早上九点 东京', read: [['0 9 * * *', 'Asia/Tokyo']] },
    { typed: '每天早上九点半，上海', read: [['30 9 * * *', 'Asia/Shanghai']] },
    { typed: '工作日 9:00 香港', read: [['0 9 * * 1-5', 'Asia/Hong_Kong']] },
    { typed: '每个工作日下午三点一刻 东八区', read: [['15 15 * * 1-5', 'Etc/GMT-8']] },
    { typed: '周一三五 九点 台北', read: [['0 9 * * 1,3,5', 'Asia/Taipei']] },
    { typed: '周一、三、五 上午9点 北京', read: [['0 9 * * 1,3,5', 'Asia/Shanghai']] },
    {
      typed: '周一、周三9点和18点 北京',
      read: [
        ['0 9 * * 1,3', 'Asia/Shanghai'],
        ['0 18 * * 1,3', 'Asia/Shanghai'],
      ],
    },
    { typed: '周一九点 北京', read: [['0 9 * * 1', 'Asia/Shanghai']] },
    { typed: '周一至周五 二十点三十分 北京', read: [['30 20 * * 1-5', 'Asia/Shanghai']] },
    { typed: '週末晚上八點 臺北', read: [['0 20 * * 0,6', 'Asia/Taipei']] },
    { typed: '星期天中午 柏林', read: [['0 12 * * 0', 'Europe/Berlin']] },
    {
      typed: '早9点 晚8点 北京',
      read: [
        ['0 9 * * *', 'Asia/Shanghai'],
        ['0 20 * * *', 'Asia/Shanghai'],
      ],
    },
    { typed: '凌晨十二点 纽约', read: [['0 0 * * *', 'America/New_York']] },
    { typed: '晚上十一点 美西', read: [['0 23 * * *', 'America/Los_Angeles']] },
    { typed: '上午 9:30 旧金山', read: [['30 9 * * *', 'America/Los_Angeles']] },
    { typed: '下午5点 伦敦时间', read: [['0 17 * * *', 'Europe/London']] },
  ]
  it.each(SPELLINGS)('"$typed" is understood where no zone is usual', ({ typed, read }) => {
    expect(readTimes(typed, null)).toEqual({ kind: 'when', when: read.map(([cron, zone]) => ({ cron, zone })) })
  })

  it.each([
    ['9am CST', 'CST', ['Asia/Shanghai', 'America/Chicago', 'America/Havana']],
    ['weekdays 10:00 IST', 'IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
    ['noon bst', 'bst', ['Europe/London', 'Asia/Dhaka']],
    ['9am', null, []],
    ['每天早上九点', null, []],
    ['0 9 * * *', null, []],
    ['Mon 9', null, []],
  ])('"%s" has a question about its zone', (typed, found, zones) => {
    expect(readTimes(typed, null)).toEqual({ kind: 'which-zone', found, zones })
  })

  it.each([
    'every morning',
    '每天早上',
    '25:00',
    '24:00',
    '9:60',
    '13pm',
    '0 am',
    'every 2 hours',
    'in 20 minutes',
    'every minute',
    'hourly',
    'nine bananas',
    'tomorrow',
    '每小时',
    '明天九点',
    'Berlin',
    'tomorrow 9:00',
    '9:00 Atlantis',
    '9:00 XYZ',
    '9:00 UTC+25',
    '9:00 UTC+5:17',
    '9:00 Berlin Tokyo',
    'Mon',
    '周一',
    '早上15点',
    '下午25点',
    'Monolith 9:00',
    '9-17',
    '9:00:00',
    '-9',
    '99',
    '* * * *',
    '61 9 * * *',
    '@daily',
    '🙂',
  ])('"%s" creates nothing', (typed) => {
    expect(readTimes(typed, 'UTC').kind).toBe('unclear')
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
      china('0 9 * * 1,3,5', '0 18 * * 1,3,5', '0 7 * * 0,6'),
      china('0 9 * * 1,2,3,4', '0 8 * * *'),
      [
        { cron: '0 9 * * *', zone: 'Etc/GMT-8' },
        { cron: '0 9 * * 1-5', zone: 'Etc/GMT+5' },
      ],
    ]
    for (const when of cases) expect(readTimes(writeTimes(when, locale))).toEqual({ kind: 'when', when })
  })

  /** What would take longest to match, as long as it is read and as long as a field may be. */
  const hardest = ['周', '周一', '周 ', '周一、', ' ', '1 ', '9:00 ', '9:00, ', 'mon ', '(', '一', '9点', 'ﷺ', '⑴', '9'].flatMap(
    (part) => [1_000, 4_000].flatMap((size) => [part.repeat(size / part.length), `周${part.repeat((size - 2) / part.length)}x`]),
  )
  // A limit far above what the slowest machine takes, and far below what going back and forth would.
  it.each(hardest)('"%.8s…" is read within two seconds', (typed) => {
    const start = performance.now()
    readTimes(typed)
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('what is too long is named by a beginning that ends between two characters', () => {
    const read = readTimes(`${'a'.repeat(58)}${'👩‍🔬'.repeat(400)}`)
    expect(read).toMatchObject({ kind: 'unclear', found: expect.stringMatching(/^a{58}…$/) })
  })
})
