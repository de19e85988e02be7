// ---------- Forwarded message ---------      -----原始邮件-----      Begin forwarded message:
// The header of a forwarded mail as mail programs write it into the text: Gmail, Outlook, Apple
// Mail, Thunderbird, QQ, 163, Foxmail, in English and Chinese, quoted or not. Its subject and its
// date are those of the digest below it.
import { createCharacterTest } from '../../text/character-test.ts'
import { findDay } from '../dates/dates.ts'
import type { Around } from './part.ts'

type Key = 'from' | 'date' | 'subject' | 'other'

const KEYS: Readonly<Record<Key, string>> = {
  from: 'from|发件人|寄件者|寄件人|發件人',
  date: 'date|sent|发送时间|发送日期|发件时间|日期|时间|寄件日期|傳送時間|發送時間|日期時間',
  subject: 'subject|主题|主旨|主題|标题|標題',
  other: 'to|cc|bcc|reply-to|收件人|收件者|抄送|抄送人|副本|密送|密件抄送|回复至|回覆至|附件|attachments|importance|重要性',
}
const NAMES = new Map(Object.entries(KEYS).flatMap(([key, words]) => words.split('|').map((word) => [word, key as Key] as const)))
const ANY_KEY = Object.values(KEYS).join('|')
/** Quote marks, the bold of Markdown, and the bar of a table's row. */
const LEAD = '[>\\s|*]{0,12}'
const HEADER = new RegExp(
  `^${LEAD}(?<name>${ANY_KEY})\\s{0,4}\\*{0,2}\\s{0,4}(?:[:：]\\s{0,4}\\*{0,2}|\\|)\\s{0,4}(?<value>.{0,1000})$`,
  'i',
)
const RULE = '[-_—–=*]{2,40}'
const WORDS =
  'forwarded (?:message|mail|email)|original (?:message|mail|email)|转发的?(?:邮件|消息|信息|邮件信息)|轉寄的?(?:郵件|訊息)|转发|原始(?:邮件|信息|消息)|原始郵件|回复的原邮件|原邮件|邮件原件'
const MARKER = new RegExp(
  `^${LEAD}(?:${RULE}\\s{0,4}(?:${WORDS})\\s{0,4}[:：]?\\s{0,4}${RULE}|begin forwarded message\\s{0,4}[:：]?|(?:开始转发的?邮件|下面是被转发的邮件|以下是(?:被)?转发的(?:邮件|内容)|開始轉寄(?:的)?郵件|以下是轉寄的郵件)\\s{0,4}[:：]?)\\s*$`,
  'i',
)
/** Each header has a line of this kind. */
const OPENING = new RegExp(
  `^${LEAD}(?:(?:${KEYS.from})\\s{0,4}\\*{0,2}\\s{0,4}[:：|]|${RULE}\\s{0,4}(?:${WORDS})|begin forwarded|(?:开始|下面|以下|開始))`,
  'i',
)
/** What such a line begins with: few lines do. */
const beginsOpening = createCharacterTest(new RegExp(`[>\\s|*_—–=b开下以開${firsts(KEYS.from)}-]`, 'i'))
const MAX_LINE = 1200
const PREFIX = /^(?:(?:fwd?|re|rv|wg|tr|转发|轉寄|转寄|回复|回覆|答复)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:：]\s{0,3})+/i

/** The subject without what forwarding has put before it. */
export function ownSubject(subject: string): string {
  return subject.slice(0, MAX_LINE).replace(PREFIX, '').trim()
}

export function readForwards(raws: readonly string[]): readonly Around[] {
  if (!raws.some(opensHeader)) return []
  const found: Around[] = []
  for (let i = 0; i < raws.length; i++) {
    const around = readHeader(raws, i)
    if (around === null) continue
    found.push(around)
    i = around.end - 1
  }
  return found
}

export function opensHeader(raw: string): boolean {
  return beginsOpening(raw.charCodeAt(0)) && OPENING.test(raw)
}

function firsts(words: string): string {
  return words
    .split('|')
    .map((word) => word.charAt(0))
    .join('')
}

/** Null where none begins at this line. Without the words above it, only a whole header is one. */
function readHeader(raws: readonly string[], at: number): Around | null {
  const isMarked = matches(MARKER, raws[at])
  let i = isMarked ? nextFilled(raws, at + 1) : at
  const values = new Map<Key, string>()
  let end = at
  for (let count = 0; i < raws.length && count < MAX_HEADERS; count++) {
    const { name, value = '' } = headerOf(raws[i]) ?? {}
    if (name === undefined) {
      if (values.size === 0 || !isContinued(raws[i])) break
    } else {
      const key = NAMES.get(name.toLowerCase()) ?? 'other'
      if (!values.has(key)) values.set(key, value.replace(/[\s|*]+$/, ''))
    }
    end = i++
    // A blank line may stand between the lines that a page made of them.
    if (isBlank(raws[i]) && headerOf(raws[i + 1]) !== null) i++
  }
  const isWhole = values.has('from') && (values.has('date') || values.has('subject')) && values.size >= 3
  if (!isMarked && !isWhole) return null
  const subject = ownSubject(values.get('subject') ?? '')
  return { kind: 'forwarded', start: at + 1, end: end + 1, title: subject || null, date: findDay(values.get('date') ?? '') }
}

const MAX_HEADERS = 40
const MAX_BLANKS = 4

function matches(pattern: RegExp, raw: string | undefined): boolean {
  return raw !== undefined && raw.length <= MAX_LINE && pattern.test(raw)
}

function headerOf(raw: string | undefined): Partial<Record<string, string>> | null {
  return raw === undefined || raw.length > MAX_LINE ? null : (HEADER.exec(raw)?.groups ?? null)
}

function isBlank(raw: string | undefined): boolean {
  return raw !== undefined && raw.length <= MAX_LINE && /^[>\s|]*$/.test(raw)
}

/** The rest of a long list of receivers. */
function isContinued(raw: string | undefined): boolean {
  return raw !== undefined && raw.length <= MAX_LINE && /^[>\s|]*[^,，、。]{0,80}<?[\w.+-]{1,64}@[\w.-]{1,100}>?/.test(raw)
}

/** A rule of dashes under a table's first row, or blanks, may follow the words. */
function nextFilled(raws: readonly string[], from: number): number {
  let i = from
  while (i < raws.length && i < from + MAX_BLANKS && (isBlank(raws[i]) || /^[>\s|:-]+$/.test(raws[i] ?? ''))) i++
  return i
}
