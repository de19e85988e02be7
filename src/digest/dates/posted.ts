// When a text was posted or edited, as copies of web pages say: 编辑于 2021-07-10 08:12・IP
// 属地北京, Posted on July 10, 2021.
import { type FoundDate, findDate, findFullDate } from './dates.ts'

export interface Posted {
  readonly date: FoundDate
  /** An edit may come long behind the day; the posting itself hardly does. */
  readonly isEdit: boolean
}

export const MAX_POSTED = 80
const EDITED =
  '(?:最后|最近|上次)?(?:编辑|編輯|修改|更新)(?:于|於|时间|時間|日期)|(?:last\\s+)?(?:edited|updated|modified)(?:\\s+(?:on|at))?'
const FIRST_POSTED =
  '(?:首次)?(?:发布|發佈|發布|发表|發表|创建|创作|推送|发送)(?:于|於|时间|時間|日期)|(?:first\\s+)?(?:posted|published|created)(?:\\s+(?:on|at))?'
const DAY =
  '(?:\\d{1,4}\\s*[-./年]\\s*\\d{1,2}\\s*[-./月]\\s*\\d{1,4}\\s*日?|\\d{1,2}\\s*[-./月]\\s*\\d{1,2}\\s*日?|[a-z]{3,9}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?|\\d{1,2}\\s+[a-z]{3,9}\\.?,?\\s+\\d{4})'
const TIME = '(?:[\\sT,]*(?:上午|下午|at\\s+)?\\s*\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s*[ap]m)?)?'
/** What pages put behind the time: a place, a device, the name of the site. */
const REST = '(?:[\\s・·|,，]*(?:IP\\s*属地|来自|来源|编辑|作者|发布于|from|by|via)[^\\n]{0,30})?'
const LINE = new RegExp(
  `^[\\s「【[(（*_—-]{0,4}(?:(?<edit>${EDITED})|${FIRST_POSTED})\\s*[:：]?\\s*${DAY}${TIME}${REST}[\\s」】\\])）。.*_—-]{0,4}$`,
  'i',
)
/** `2020-01-24 06:10 来自 微博`: the stamp above a post. */
const STAMP = new RegExp(
  `^\\d{4}\\s*[-./年]\\s*\\d{1,2}\\s*[-./月]\\s*\\d{1,2}\\s*日?${TIME}\\s*(?:来自|發布於|发布于|via|from)[^\\n]{0,40}$`,
  'i',
)
/** `On Sat, Jul 10, 2021 at 8:00 AM Li Lei <…> wrote:`, `李雷 于2021年7月10日周六 上午8:00写道：` */
const ATTRIBUTION = /^(?:on\s.{6,180}(?:wrote\s*[:：]|\d{1,2}:\d{2}.{0,60}<)|.{0,120}\d{4}.{4,120}[写寫]道\s*[:：])$/i
const MAX_ATTRIBUTION = 200
/** The rest of one over two lines. */
const ATTRIBUTION_END = /^<?[\w.+-]{1,64}@[\w.-]{1,100}>?\s*(?:wrote|[写寫]道)\s*[:：]$/i

/** What mail programs put above a mail that they quote; it dates the mail. */
export function readAttribution(text: string): Posted | null {
  const last = text.charAt(text.length - 1)
  if ((last !== ':' && last !== '：' && last !== '<') || text.length > MAX_ATTRIBUTION || !ATTRIBUTION.test(text)) return null
  const date = findFullDate(text) ?? findDate(text)
  return date === null ? null : { date, isEdit: false }
}

export function endsAttribution(text: string): boolean {
  return text.includes('@') && text.length <= MAX_ATTRIBUTION && ATTRIBUTION_END.test(text)
}

/** The characters that such a line may begin with. */
export const mayBePosted = /[\d\s「【[(（*_—\-最近上编編修更首发發创推lefupmc]/i

/** Null where the line says anything else. */
export function readPosted(text: string): Posted | null {
  if (text.length > MAX_POSTED || !mayBePosted.test(text.charAt(0))) return null
  const match = LINE.exec(text) ?? STAMP.exec(text)
  const date = match === null ? null : (findFullDate(text) ?? findDate(text))
  return date === null ? null : { date, isEdit: match?.groups?.edit !== undefined }
}
