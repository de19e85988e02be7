// The words of a posting time: days of the week and times of day, in English and Chinese. Each
// function reads what a text begins with, or nothing.

export interface ReadDays {
  /** Days as cron counts them, Sunday 0, rising. */
  readonly days: readonly number[]
  readonly length: number
}

export interface ReadTime {
  readonly hour: number
  readonly minute: number
  readonly length: number
}

const WEEK = [0, 1, 2, 3, 4, 5, 6]
const EN_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const EN_DAY = '(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday|s|nes|rs)?s?\\b\\.?'
const ZH_DAY = '(?:周|週|星期|礼拜|禮拜)'

const GROUPS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(?:every\s*day|daily|each\s+day|all\s+days|7\s+days\s+a\s+week)\b/, WEEK],
  [/^(?:每天|每日|天天|毎日)/u, WEEK],
  [/^(?:(?:every\s+|on\s+)?(?:weekdays?|workdays?|working\s+days?|business\s+days?))\b/, [1, 2, 3, 4, 5]],
  [/^(?:每个?|每個)?(?:工作日|平日)/u, [1, 2, 3, 4, 5]],
  [/^(?:every\s+|on\s+|the\s+)?weekends?\b/, [0, 6]],
  [/^(?:每个?|每個)?(?:周末|週末|双休日)/u, [0, 6]],
]

const EN_RANGE = new RegExp(`^${EN_DAY}\\s*(?:-|–|—|~|to|through|thru|till|until)\\s*${EN_DAY}`)
const ZH_RANGE = new RegExp(`^每?${ZH_DAY}([一二三四五六日天])\\s*(?:至|到|-|–|—|~)\\s*${ZH_DAY}?([一二三四五六日天])`, 'u')
const EN_ONE = new RegExp(`^(?:every\\s+|each\\s+|on\\s+)?${EN_DAY}`)
/** `周一三五`, but not the hour of `周一九点`. */
const ZH_SOME = new RegExp(`^每?${ZH_DAY}((?:[一二三四五六日天](?![十一二三四五六七八九]*[点點时時]))+|[一二三四五六日天])`, 'u')

const zhDay = (character: string) => (character === '天' ? 0 : '日一二三四五六'.indexOf(character))

/** `text` is in small letters. */
export function daysAt(text: string): ReadDays | null {
  for (const [words, days] of GROUPS) {
    const found = words.exec(text)?.[0]
    if (found !== undefined) return { days, length: found.length }
  }
  const english = EN_RANGE.exec(text)
  if (english !== null)
    return { days: range(EN_DAYS.indexOf(english[1] ?? ''), EN_DAYS.indexOf(english[2] ?? '')), length: english[0].length }
  const chinese = ZH_RANGE.exec(text)
  if (chinese !== null) return { days: range(zhDay(chinese[1] ?? ''), zhDay(chinese[2] ?? '')), length: chinese[0].length }
  const one = EN_ONE.exec(text)
  if (one !== null) return { days: [EN_DAYS.indexOf(one[1] ?? '')], length: one[0].length }
  const some = ZH_SOME.exec(text)
  if (some !== null) return { days: rising([...(some[1] ?? '')].map(zhDay)), length: some[0].length }
  return null
}

/** From one day to another, over the end of the week where it must. */
function range(from: number, to: number): readonly number[] {
  const days: number[] = []
  for (let day = from; ; day = (day + 1) % 7) {
    days.push(day)
    if (day === to) return rising(days)
  }
}

const rising = (days: readonly number[]) => [...new Set(days)].sort((a, b) => a - b)

/** Days in cron's words, the short ones where there are some. */
export function cronDays(days: readonly number[]): string {
  const all = rising(days).join()
  if (all === WEEK.join()) return '*'
  return all === '1,2,3,4,5' ? '1-5' : all
}

const ZH_NUMBER = '[零〇一二两兩三四五六七八九十廿\\d]{1,3}'
const ZH_TIME = new RegExp(
  `^(凌晨|清晨|早晨|早上|清早|上午|早|中午|正午|下午|午后|傍晚|晚上|晚间|晚間|夜里|夜裡|晚|半夜|深夜)?\\s*(${ZH_NUMBER})\\s*(?:[点點时時](?:钟|鐘|整)?|:)\\s*(?:(半)|(一刻|三刻)|零?(${ZH_NUMBER})\\s*分?)?`,
  'u',
)
const ZH_NAMED: readonly (readonly [RegExp, number])[] = [
  [/^(?:中午|正午)(?!\s*[零〇一二两兩三四五六七八九十\d])/u, 12],
  [/^(?:午夜|子夜)(?!\s*[零〇一二两兩三四五六七八九十\d])/u, 0],
]
const EN_NAMED: readonly (readonly [RegExp, number])[] = [
  [/^(?:12\s+)?noon\b|^midday\b/, 12],
  [/^(?:12\s+)?midnight\b/, 0],
]
const EN_TIME =
  /^(\d{1,2})(?:\s*[:.h]\s*([0-5]?\d))?\s*(?:o['’]?clock)?\s*(?:(a\.?m\b\.?|p\.?m\b\.?)|(?:in\s+the\s+)?(morning|afternoon|evening)\b|at\s+(night)\b|(?:uhr|hrs?|hours?|h)\b)?(?![\d:])/
const EN_COMPACT = /^([01]\d|2[0-3])([0-5]\d)(?!\d)/

/** `text` is in small letters. */
export function timeAt(text: string): ReadTime | null {
  for (const [words, hour] of [...ZH_NAMED, ...EN_NAMED]) {
    const found = words.exec(text)?.[0]
    if (found !== undefined) return { hour, minute: 0, length: found.length }
  }
  return chineseTimeAt(text) ?? englishTimeAt(text)
}

function chineseTimeAt(text: string): ReadTime | null {
  const found = ZH_TIME.exec(text)
  if (found === null) return null
  const [whole, part, hourText = '', half, quarter, minuteText] = found
  // "9:30" without a Chinese word belongs to the English reading, which knows am and pm.
  if (part === undefined && !/[点點时時]/u.test(whole)) return null
  const hour = hourOfPart(part ?? '', numberOf(hourText))
  const minute = half !== undefined ? 30 : quarter !== undefined ? (quarter === '一刻' ? 15 : 45) : numberOf(minuteText ?? '0')
  return hour === null || !(minute < 60) ? null : { hour, minute, length: whole.length }
}

/** The hour of the day that "下午三点" means; null where the two contradict each other. */
function hourOfPart(part: string, hour: number): number | null {
  if (!(hour < 24)) return null
  if (part === '') return hour
  if (/^(?:凌晨|半夜|深夜)/u.test(part)) return hour === 12 ? 0 : hour < 6 || hour > 22 ? hour : null
  if (/[早清]|上午/u.test(part)) return hour <= 12 ? hour : null
  if (/^(?:中午|正午)/u.test(part)) return hour <= 3 ? hour + 12 : hour >= 11 && hour <= 15 ? hour : null
  if (/[晚夜]/u.test(part)) return hour === 12 ? 0 : hour < 12 ? (hour < 5 ? null : hour + 12) : hour
  return hour < 12 ? hour + 12 : hour
}

function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const digit = (character: string) =>
    '零一二三四五六七八九'.indexOf(
      character
        .replace('〇', '零')
        .replace(/[两兩]/u, '二')
        .replace('廿', '二'),
    )
  const [, tens, ones] = /^(.)?(?:十|(?<=廿))(.)?$/u.exec(written) ?? []
  if (written.includes('十')) return (tens === undefined ? 1 : digit(tens)) * 10 + (ones === undefined ? 0 : digit(ones))
  return [...written].length === 1 ? digit(written) : Number.NaN
}

function englishTimeAt(text: string): ReadTime | null {
  const compact = EN_COMPACT.exec(text)
  if (compact !== null) return { hour: Number(compact[1]), minute: Number(compact[2]), length: 4 }
  const found = EN_TIME.exec(text)
  if (found === null) return null
  const [whole, hourText, minuteText = '0', half, part, night] = found
  const [written, minute] = [Number(hourText), Number(minuteText)]
  const later = half?.startsWith('p') || part === 'afternoon' || part === 'evening' || night !== undefined
  const isHalved = half !== undefined || part !== undefined || night !== undefined
  if (isHalved && (written < 1 || written > 12)) return null
  const hour = isHalved ? (written % 12) + (later ? 12 : 0) : written
  // "12 at night" is midnight.
  const read = night !== undefined && written === 12 ? 0 : hour
  return read > 23 || minute > 59 ? null : { hour: read, minute, length: whole.trimEnd().length }
}
