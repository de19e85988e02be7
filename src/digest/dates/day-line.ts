// Which lines are about a day: the head of a digest, and of the next one in the same file. A
// number, a version, a score or the name of a picture may look like a day and is none.
import { type FoundDate, findDate } from './dates.ts'
import { readPosted } from './posted.ts'

export const SERIES = /推介|前沿|日报|周报|晨报|早报|速递|精选|论文|文摘|每日|今日|digest|daily|weekly|papers?|arxiv|news/i
export const WEEKDAY =
  /星期.|周[一二三四五六日天]|[年月日号]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:the|of)\b/gi
const MAX_LINE = 60
const FILE_NAME = /\.(?:png|jpe?g|gif|webp|bmp|svg|heic|pdf|txt|md|html?|zip|docx?|rtf|eml|mp4|mov|py|ipynb)\W{0,2}$/i
const SENTENCE = /[。!?！？]/
/** A date in brackets behind a name, as in 前沿推介(7.10). */
const BRACKETED = /\S{2}\s*[(（【[]\s*[^)）】\]]{3,30}[)）】\]]\s*$/

/** Whether a line between papers may belong to a head, should a new digest begin there. */
export function isDayLine(text: string): boolean {
  return text.length <= MAX_LINE && !SENTENCE.test(text) && !FILE_NAME.test(text) && findDate(text) !== null
}

/**
 * Whether a line alone says that a new day begins: a whole date and nothing else, or the name of a
 * series with its date.
 */
export function opensDay(text: string): boolean {
  if (!isDayLine(text) || readPosted(text) !== null) return false
  const date = findDate(text)
  if (date === null) return false
  const words = withoutDate(text, date).replace(WEEKDAY, '')
  if (!/[\p{L}\d]/u.test(words)) return date.year !== null || /[月\p{L}]/u.test(date.written)
  return SERIES.test(words) || (BRACKETED.test(text) && /\p{L}{2}/u.test(words) && !/\d/.test(words))
}

export function withoutDate(text: string, { written }: FoundDate): string {
  const plain = text.normalize('NFKC')
  return plain.includes(written) ? plain.replace(written, '') : plain.replace(/[〇零一二三四五六七八九十]+\s*(?=[年月日号])/g, '')
}
