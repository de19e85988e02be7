// 1、  （一）  1️⃣  ①  【1】  [2]  No.3  #4  第5篇  论文六：  Paper 7:  【论文8】
// The number in front of a title, in all the ways that people write one.

export interface HeadingNumber {
  readonly value: number
  /**
   * Written in words or with the sign of a number, as `No.1` and `第1篇`: nothing but a heading is
   * numbered so.
   */
  readonly isSpelled: boolean
  /** Such a number may have a line of its own, above the title. */
  readonly mayBeAlone: boolean
}

const DIGITS = '\\d{1,5}|[０-９]{1,5}'
const CHINESE = '[一二三四五六七八九十]{1,3}'
const STARS = '*＊★☆⭐✱'
const OPEN = '[[【［〔〖「]'
const CLOSE = '[\\]】］〕〗」]'
const PAPER = '(?:论文|論文|文章|paper|article|推荐|推薦|top)'
/** What is between a number in words and its title. */
const BEHIND = `\\s*(?:[:：、.．|｜)）·~—–-]+\\s*|(?=${OPEN}|[${STARS}]|$))`
/** A blank does behind what nothing else begins with. */
const BEHIND_OR_BLANK = `(?:${BEHIND}|\\s+)`

const PLAIN = new RegExp(
  [
    `(?:[(（]\\s*(?<enclosed>${DIGITS}|${CHINESE})\\s*[)）]`,
    '(?<keycap>\\d{1,5}|[０-９]{1,5})\ufe0f?\u20e3',
    `(?<plain>${DIGITS})\\s*(?:\\\\?[.．](?!\\d)|[、)）,，。:：]|[|｜丨](?=\\s)|/(?=\\s*${OPEN})|(?=\\s*[${STARS}]?\\s*[[【［〔]))`,
    '(?<circled>[①-⒛⓵-⓾❶-➓㈠-㈩㉑-㉟㊀-㊉Ⅰ-Ⅻ])',
    `(?<chinese>${CHINESE})\\s*[、.．])[\\s、]*`,
  ].join('|'),
  'y',
)
/** A link's brackets and a footnote's are not numbers. */
const BRACKETED = new RegExp(
  `${OPEN}\\s*(?:(?<word>第|no\\.?|#|${PAPER})\\s*)?(?<value>\\d{1,3}|[０-９]{1,3}|${CHINESE})\\s*篇?\\s*${CLOSE}(?![(:：])[\\s、.．:：-]*`,
  'iy',
)
const SPELLED = new RegExp(
  [
    `(?:no\\.\\s?|vol\\.\\s?|№\\s?|[#＃])(?<numero>\\d{1,4})${BEHIND_OR_BLANK}`,
    `第\\s?(?<ordinal>\\d{1,4}|${CHINESE})\\s?篇(?:论文|論文|文章)?${BEHIND_OR_BLANK}`,
    `${PAPER}\\s?[#-]?\\s?(?<named>\\d{1,4}|${CHINESE})${BEHIND}`,
  ].join('|'),
  'iy',
)

/** The number at a place of a text and where it ends; null where none is written. */
export function readNumber(text: string, at: number): { readonly number: HeadingNumber; readonly end: number } | null {
  const plain = match(PLAIN, text, at)
  if (plain !== null) return found(plain, false, false)
  const bracketed = match(BRACKETED, text, at)
  if (bracketed !== null) return found(bracketed, bracketed.groups.word !== undefined, !text.startsWith('[', at))
  const spelled = match(SPELLED, text, at)
  return spelled === null ? null : found(spelled, true, true)
}

interface Match {
  readonly groups: Readonly<Partial<Record<string, string>>>
  readonly end: number
}

function match(pattern: RegExp, text: string, at: number): Match | null {
  pattern.lastIndex = at
  const result = pattern.exec(text)
  return result === null ? null : { groups: result.groups ?? {}, end: pattern.lastIndex }
}

function found({ groups, end }: Match, isSpelled: boolean, mayBeAlone: boolean) {
  const { word, ...values } = groups
  const written = Object.values(values).find((value) => value !== undefined) ?? ''
  return { number: { value: numberOf(written), isSpelled, mayBeAlone }, end }
}

/** First character and value of each run of enclosed numbers. */
const RUNS = [
  ['①', '⑳', 1],
  ['⑴', '⒇', 1],
  ['⒈', '⒛', 1],
  ['⓵', '⓾', 1],
  ['❶', '❿', 1],
  ['➀', '➉', 1],
  ['➊', '➓', 1],
  ['㈠', '㈩', 1],
  ['㉑', '㉟', 21],
  ['㊀', '㊉', 1],
  ['Ⅰ', 'Ⅻ', 1],
] as const

const NUMERALS = '一二三四五六七八九'

function numberOf(written: string): number {
  const run = RUNS.find(([first, last]) => written >= first && written <= last)
  if (run !== undefined) return written.charCodeAt(0) - run[0].charCodeAt(0) + run[2]
  const digits = written.normalize('NFKC')
  if (/^\d/.test(digits)) return Number(digits)
  const [tens = '', ones = ''] = written.includes('十') ? written.split('十') : ['', written]
  const ten = written.includes('十') ? (tens === '' ? 1 : NUMERALS.indexOf(tens) + 1) : 0
  return ten * 10 + (ones === '' ? 0 : NUMERALS.indexOf(ones) + 1)
}
