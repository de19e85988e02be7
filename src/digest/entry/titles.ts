// Which of an entry's words are its titles.
import type { Bilingual, Language } from '../../text/bilingual.ts'
import { createTrim } from '../../text/edges.ts'
import { hasCjk, isCjk, isWidePunctuation, languageOf } from '../../text/script.ts'
import { displayWidth } from '../../text/width.ts'
import { readLabel } from '../constructs/label.ts'
import { OF_TITLES } from '../constructs/label-words.ts'
import { isVenue } from '../constructs/venue.ts'
import { joinLines } from '../lines/join.ts'
import { firstSentenceEnd, withoutStop } from '../lines/sentence.ts'
import type { Entry } from '../outline/outline.ts'
import type { Item } from '../tokens.ts'
import type { Draft } from './draft.ts'

export interface Paragraph {
  readonly language: Language
  readonly items: readonly Item[]
}

export function linesOf(paragraph: Paragraph): string[] {
  return paragraph.items.map(({ line }) => line.text)
}

/** A heading may hold both: `English title | 中文标题`. */
export function splitHeadingTitle(written: string): Bilingual {
  if (PLAIN.test(written) && !mayBeLabelled(written)) return { en: written, zh: null }
  const { en, zh } = splitLanguages(withoutVenue(withoutLabel(written)))
  return { en: en === null ? null : withoutMarks(en), zh: zh === null ? null : withoutMarks(zh) }
}

/** How most titles are written: in English, without brackets, strokes and bars. */
const PLAIN = /^[A-Z\d][A-Za-z\d ,.:;?!'+&-]*[A-Za-z\d?!]$/

const MAX_LABEL = 16

function mayBeLabelled(title: string): boolean {
  const colon = title.indexOf(':')
  return colon !== -1 && colon < MAX_LABEL
}

/** `1, TITLE: Attention Is All You Need` */
function withoutLabel(title: string): string {
  const near = title.slice(0, MAX_LABEL)
  const found = /[:：]/.test(near) && OF_TITLES.test(near) ? readLabel(title) : null
  return found !== null && found.rest !== '' && found.field.startsWith('title') ? found.rest : title
}

/** `Title (ICML 2021, Oral)`, `[CVPR 2023] Title` */
function withoutVenue(title: string): string {
  const inner = CLOSING.has(title.charCodeAt(title.length - 1)) ? BEHIND.exec(title.slice(-MAX_VENUE))?.[1] : undefined
  if (inner !== undefined && (isVenue(inner) || COUNTER.test(inner)))
    return title.slice(0, title.length - inner.length - 2).trim()
  const first = title.startsWith('[') || title.startsWith('【') ? IN_FRONT.exec(title)?.[1] : undefined
  return first !== undefined && isVenue(first) ? title.slice(first.length + 2).trim() : title
}

/** `(⭐ 123)`, `(▲ 12 votes)` */
const COUNTER =
  /^\s*(?:[★☆⭐🌟👍🔥❤⬆▲↑]\ufe0f?\s*\d[\d.,]*\s*k?|\d[\d.,]*\s*k?\s*(?:stars?|votes?|upvotes?|likes?|[★☆⭐🌟👍🔥❤⬆▲↑]\ufe0f?))(?:\s*(?:stars?|votes?|upvotes?|likes?))?\s*$/iu
const MAX_VENUE = 80
const CLOSING = new Set([...')）]】'].map((mark) => mark.charCodeAt(0)))
const BEHIND = /[(（[【]([^()（）[\]【】]{3,60})[)）\]】]$/
const IN_FRONT = /^[[【]([^[\]【】]{3,60})[\]】]/

/** 《Title》 */
function withoutMarks(title: string): string {
  return title.startsWith('《') && title.indexOf('》') === title.length - 1 ? title.slice(1, -1) : title
}

function splitLanguages(title: string): Bilingual {
  if (title === '') return { en: null, zh: null }
  if (!hasCjk(title)) return { en: title, zh: null }
  const [first = '', second = '', more] = !/[|｜/／]/.test(title) ? [title] : title.split(/\s*[|｜]\s*|\s+[/／]\s+/)
  if (second !== '' && more === undefined) {
    const languages = `${languageOf(first)} ${languageOf(second)}`
    if (languages === 'en zh') return { en: first, zh: second }
    if (languages === 'zh en') return { en: second, zh: first }
  }
  const enclosed = title.length > MAX_ENCLOSED || !/[)）]/.test(title.slice(-1)) ? null : ENCLOSED.exec(title)
  if (enclosed !== null) {
    const [, outer = '', inner = ''] = enclosed
    if (languageOf(outer) === 'zh' && !/[A-Za-z]{3} [A-Za-z]{3}/.test(outer) && isEnglishTitle(inner))
      return { en: inner, zh: outer }
    if (languageOf(outer) === 'en' && !hasCjk(outer) && isChineseTitle(inner)) return { en: outer, zh: inner }
  }
  const scripts = splitScripts(title)
  if (scripts !== null) return scripts
  return languageOf(title) === 'zh' ? { en: null, zh: withoutStop(title) } : { en: title, zh: null }
}

/**
 * A translation in brackets behind the title: several words of the other language, and no venue.
 */
const ENCLOSED = /^([^()（）]*[^\s()（）])\s*[(（]([^()（）]{4,})[)）]$/
const MAX_ENCLOSED = 600

/** Words, the last of them behind all numbers: a venue ends in its year. */
function isEnglishTitle(text: string): boolean {
  if (!/^\p{L}/u.test(text) || /[\u3400-\u9fff]/.test(text)) return false
  const word = text.slice(1).search(/[a-z]{2}/)
  const blank = word === -1 ? -1 : text.indexOf(' ', word + 3)
  const last = blank === -1 ? undefined : [...text.slice(blank).matchAll(/[a-z]{3,}/g)].at(-1)
  return last !== undefined && !/\d/.test(text.slice(blank + last.index))
}

const withoutSign = createTrim(/[\s—–|｜/·-]/, /[\s—–|｜/·]/)
const HAN = /[\u3400-\u9fff]/
/** Words in front of Chinese, and behind it, where a term is more likely. */
const MIN_WORDS = { before: 2, behind: 3 } as const
/** Chinese that goes on with an English word. */
const GOES_ON = /[的与和及或在对用以从到为：:、，,(（]$/

/** "夜间纸飞机 Paper Planes at Night", "Paper Planes at Night 夜间纸飞机": nothing parts them. */
function splitScripts(title: string): Bilingual | null {
  if (title.length > MAX_ENCLOSED || !HAN.test(title)) return null
  const first = title.search(HAN)
  const last = lastHan(title)
  const [before, behind] = [title.slice(0, first), title.slice(last)]
  if (isPhrase(before, MIN_WORDS.before) && isChineseTitle(title.slice(first)) && !READING.test(title.slice(first)))
    return { en: withoutSign(before), zh: withoutStop(title.slice(first)) }
  const named = behindNameAgain(before)
  if (named !== null) return { en: withoutSign(before.slice(0, named)), zh: withoutStop(title.slice(named)) }
  const zh = title.slice(0, last)
  return isPhrase(behind, MIN_WORDS.behind) && isChineseTitle(zh) && !GOES_ON.test(zh)
    ? { en: withoutSign(behind), zh: withoutSign(zh) }
    : null
}

/** "Adam: A Method Adam:一种方法": the name with which both titles begin comes a second time. */
function behindNameAgain(before: string): number | null {
  const [, name = ''] = NAMED.exec(before) ?? []
  const place = name === '' ? 0 : before.lastIndexOf(name)
  return place > 0 && isPhrase(before.slice(0, place), MIN_WORDS.before) ? place : null
}

const NAMED = /^([^\s:：]{2,40})[:：\s](?=.*\s\1[:：]\s?$)/s

/** Behind the last Chinese character and what closes it. */
function lastHan(text: string): number {
  let end = text.length
  while (end > 0 && !isCjk(text.charCodeAt(end - 1)) && !isWidePunctuation(text.charCodeAt(end - 1))) end--
  return end
}

/** What goes on with the English words in front of it. */
const READING =
  /^(?:(?:论文|文章)?(?:解读|综述|精读|笔记|介绍|简介|阅读|翻译|导读)$|的|在|用|和|与|中|驱动|模型|网络|方法|框架|架构|系统|算法|综述|研究|增强|引导|辅助|可|能|是|如何|为|到|之|上|下|级|式|型|化|类|里|有|会)/

/** Words of which the first begins with a capital. */
function isPhrase(text: string, least: number): boolean {
  const words = text.trim().split(/\s+/)
  return (
    words.length >= least &&
    /^["“‘']?[\p{Lu}\d]/u.test(text.trim()) &&
    words.filter((word) => /^\p{L}{2}/u.test(word)).length >= least &&
    !/[(（,，:：-]$/.test(withoutSign(text))
  )
}

function isChineseTitle(text: string): boolean {
  return !text.includes('。') && /[\u3400-\u9fff]{4}/.test(text)
}

const MAX_TITLE = 240
/** Nobody wraps a shorter line. */
const MIN_WRAPPED = 30

/** Takes the rest of a wrapped title, or a title on a line of its own, off the first paragraph. */
export function takeTitleRest(draft: Draft, entry: Entry, paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const [first, ...others] = paragraphs
  if (first?.language !== 'en') return paragraphs
  const lines = linesOf(first)
  if (lines.length > 3) return paragraphs
  const text = joinLines(lines)
  if (text.length > MAX_TITLE || /[.。!！]$/.test(text)) return paragraphs
  const isDirect = first.items[0]?.line.number === entry.heading.line.number + 1
  const own = (side: Language, title: string) => {
    draft.title[side] = title
    for (const { line } of first.items) draft.owners.set(line.number, `title.${side}`)
    return others
  }
  if (draft.title.en === null) return own('en', text)
  if (isDirect && entry.heading.line.text.length >= MIN_WRAPPED) return own('en', joinLines([draft.title.en, text]))
  const isInChinesePlace = entry.isListed === true && draft.title.zh === null && lines.length === 1
  return isInChinesePlace && !others.some(({ language }) => language === 'zh') ? own('zh', text) : paragraphs
}

/** A first sentence longer than this is not a title but an abstract without one. */
const MAX_CHINESE_TITLE = 90

/**
 * Takes the title off the first Chinese paragraph, a line of its own or the first sentence; returns
 * what is left.
 */
export function takeChineseTitle(draft: Draft, paragraphs: readonly Paragraph[]): string[][] {
  const [first, ...others] = paragraphs
  if (!first) return []
  const lines = linesOf(first)
  const after = others.map(linesOf)
  const line = first.items[0]?.line.number ?? 0
  const text = joinLines(lines)
  const end = firstSentenceEnd(text, MAX_CHINESE_TITLE)
  if (standsAlone(lines, text, end)) {
    draft.title.zh = withoutMarks(withoutStop(lines[0] ?? ''))
    draft.owners.set(line, 'title.zh')
    return lines.length > 1 ? [lines.slice(1), ...after] : after
  }
  const { title, rest } = splitAt(text, end)
  if (title === null) return [lines, ...after]
  draft.title.zh = title
  if (rest !== null) return [[rest], ...after]
  for (const item of first.items) draft.owners.set(item.line.number, 'title.zh')
  return after
}

/** What of a Chinese paragraph is a title, and what is left of it. */
interface Titled {
  readonly title: string | null
  readonly rest: string | null
}

/** The same of a line alone. */
export function splitChineseTitle(text: string): Titled {
  return splitAt(text, firstSentenceEnd(text, MAX_CHINESE_TITLE))
}

function splitAt(text: string, end: number): Titled {
  if (end === -1)
    return text.length > MAX_CHINESE_TITLE ? { title: null, rest: text } : { title: withoutMarks(withoutStop(text)), rest: null }
  const rest = text.slice(end).trim()
  return { title: withoutMarks(withoutStop(text.slice(0, end))), rest: rest === '' ? null : rest }
}

const FEW = 50
const MAX_WIDTH = 400

/**
 * The first line ends where no wrap would end it: well short of the others, and without a
 * sentence's end.
 */
function standsAlone(lines: readonly string[], text: string, end: number): boolean {
  if (lines.length === 1) return end === -1 && text.length <= MAX_CHINESE_TITLE
  const [first = '', ...others] = lines.slice(0, FEW)
  if (first.length > MAX_CHINESE_TITLE || firstSentenceEnd(first, MAX_CHINESE_TITLE) !== -1) return false
  if (others.length === 0) return true
  if (/[:：,，、（(—-]$/.test(first)) return false
  const widest = Math.max(...others.map((line) => displayWidth(line.slice(0, MAX_WIDTH))))
  return displayWidth(first) < widest * 0.75
}
