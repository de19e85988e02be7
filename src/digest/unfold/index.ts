// A line that holds several fields becomes several lines with its number: a copy may have lost the
// line ends between the authors and their places, between a title and its authors, or all of them.

import { institutionsOf } from '../../names/institutions.ts'
import { splitPeople, weighPeople } from '../../names/split-people.ts'
import { hasCjk, isCjk, isWidePunctuation } from '../../text/script.ts'
import { isVenue, mayHoldVenue } from '../constructs/venue.ts'
import type { Line } from '../lines/lines.ts'
import { HOLDS, HOLDS_ANYTHING } from '../lines/traits.ts'
import { mayHoldFacts, splitFacts } from './facts.ts'
import { hasTwoColons, mayHoldEntries, splitEntries, splitLabels } from './labels.ts'
import { cut, mayHoldLabels, splitTails } from './tails.ts'
import { splitTitleAndNames, type TitleAndNames } from './title-and-names.ts'

export function unfoldLines(lines: readonly Line[]): readonly Line[] {
  let unfolded: Line[] | null = null
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line) continue
    const pieces = piecesOf(line.text)
    if (pieces === null || pieces.length < 2) unfolded?.push(line)
    else {
      unfolded ??= lines.slice(0, i)
      for (const [n, text] of pieces.entries()) unfolded.push({ ...line, text, gap: n === 0 && line.gap })
    }
  }
  return unfolded ?? lines
}

/**
 * Whether a line holds one field, by the marks that are in it where they tell enough: most lines
 * hold none that could part them.
 */
export function isOneField(text: string, traits: number): boolean {
  if (text.length < MIN_LENGTH) return true
  const mayBeParted = (traits & (HOLDS.bar | HOLDS.dot | HOLDS.square | HOLDS.lenticular)) !== 0
  const holdsColon = (traits & HOLDS.colon) !== 0
  if (!mayBeParted && !mayHaveTail(text, holdsColon, (traits & HOLDS.stop) !== 0) && !(holdsColon && hasTwoColons(text)))
    return true
  return (piecesOf(text, traits)?.length ?? 0) < 2
}

/** Neither a name nor an address alone is as long. */
const MIN_LENGTH = 16

const OWN_LAYOUT = /^(?:[|<]|[*＊★☆⭐]{0,2}\s*(?:\d{1,3}\s*[、.．)）:：]\s*)?[*＊★☆⭐]{0,2}\s*(?:【[^】]{0,120}】\s*)?《)/

/** A cheap look first: most lines hold nothing that could part them. */
function piecesOf(text: string, traits = HOLDS_ANYTHING): readonly string[] | null {
  const mayBeWide = (traits & HOLDS.lenticular) !== 0
  if (text.length < MIN_LENGTH) return null
  const facts = (traits & (HOLDS.bar | HOLDS.dot)) !== 0 && mayHoldFacts(text) && !OWN_LAYOUT.test(text) ? splitFacts(text) : null
  if (facts !== null) return facts
  const placed = splitVenue(text)
  if (placed !== null) return placed
  const entries = mayHoldEntries(text) ? splitEntries(text) : null
  if (entries !== null) return entries
  const open = nextBracket(text, 0, mayBeWide)
  // The category of a heading, or a line of places, is the first bracket.
  const isHeading = open === 0 || (open !== -1 && open < NEAR && !STARTS_NAME.test(text))
  const next = isHeading ? nextBracket(text, open + 1, mayBeWide) : open
  if (next !== -1 && (isHeading || mayBeNames(text, next) || holdsCode(text, next)))
    return OWN_LAYOUT.test(text) || text.includes('](') ? null : splitFields(text)
  if (isHeading && next === -1 && isLongMixture(text)) return splitFields(text)
  if (isHeading || !(mayHaveTail(text) || hasTwoColons(text)) || OWN_LAYOUT.test(text)) return null
  return splitLabels(text) ?? splitTails(text, false)
}

const PLACES_AND_REST = /^([[【［][^[\]【】［］]{2,400}[\]】］])\s*(\S.{3,80})$/
const YEAR = /^[(（[]?\s*((?:19|20)\d{2})\s*[)）\]]?$/

/** `[Google Brain] NIPS 2017`, `[Google Brain] (2017)` */
function splitVenue(text: string): string[] | null {
  const first = text.charCodeAt(0)
  if ((first !== OPEN_BRACKET && first !== 0x3010 && first !== 0xff3b) || !mayHoldVenue(text)) return null
  const [, places, rest = ''] = PLACES_AND_REST.exec(text) ?? []
  const year = YEAR.exec(rest)?.[1]
  if (places === undefined || !(year !== undefined || isVenue(rest))) return null
  return [places, year === undefined ? rest : `日期：${year}`]
}

const OPEN_BRACKET = 0x5b

/** A heading that ends in Chinese may have lost its line ends. */
function isLongMixture(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return text.length >= LONG && (isCjk(last) || isWidePunctuation(last))
}

/** A paragraph that ends as it began holds one text, unless a label is in it. */
function mayHaveTail(text: string, mayHoldColon = true, mayHoldStop = true): boolean {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  if (isCjk(last) || isWidePunctuation(last)) return (!isCjk(first) && beginsLatin(text)) || (mayHoldColon && mayHoldLabels(text))
  return (mayHoldColon && first !== LOWER_H && text.includes('://')) || (mayHoldStop && text.includes('。'))
}

/** A sentence in English is longer than a name at the beginning of a Chinese one. */
const MIN_SENTENCE = 40

function beginsLatin(text: string): boolean {
  return text.length > MIN_SENTENCE && !hasCjk(text.slice(0, MIN_SENTENCE))
}

/** `C Brown [MIT]`; `No.1 [CV]` is a number. */
const STARTS_NAME = /^(?!No\b|Paper\b)\p{Lu}[\p{L}.'’-]*\s/u
/** A number, a star and a few blanks stand before the category of a heading. */
const NEAR = 10
/** An address alone. */
const LOWER_H = 0x68
const MAX_FIRST_NAME = 48

/** Names are short and between commas: the first one ends soon. */
function mayBeNames(text: string, end: number): boolean {
  if (end <= MAX_FIRST_NAME) return true
  for (let i = 0; i < MAX_FIRST_NAME; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x3b) return i > 2
  }
  return false
}

/** A bracket that begins with two capitals, such as that of a category. */
function holdsCode(text: string, from: number): boolean {
  return from !== -1 && CODE.test(text.slice(from))
}

const CODE = /[[【][A-Z]{2}/

function nextBracket(text: string, from: number, mayBeWide = true): number {
  const square = text.indexOf('[', from)
  const lenticular = mayBeWide ? text.indexOf('【', from) : -1
  return square === -1 ? lenticular : lenticular === -1 ? square : Math.min(square, lenticular)
}

/** Numbers in front of a category: `2、`, `【2】`, `No.2`, `第2篇`, `论文2：`, `②`. */
const NUMBER =
  '(?:\\d{1,3}\\s*[、.．)）:：]|[【[(（]\\d{1,3}[】\\])）][、.．:：]?|(?:No|Paper|论文|論文)\\.?\\s?\\d{1,3}[、.．:：]?|第\\s?\\d{1,3}\\s?篇[、:：]?|[①-⑳])'
const CODES = '[[【](?:cs\\.)?[A-Z]{2}(?:[/,、\\s][A-Z]{2})*[\\]】]'
/** The whole of an arXiv id, behind which a number without a blank is the next heading's. */
const BEHIND_ID = '(?<=arxiv\\.org/(?:abs|pdf)/(?:(?:0\\d|1[0-4])\\d\\d\\.\\d{4}|(?:1[5-9]|[2-9]\\d)\\d\\d\\.\\d{5}))'
/** `2、[LG] ` inside a line, behind something that ends. */
const HEADING_INSIDE = new RegExp(
  `(?<=[\\s。.!?！？:：\\])）】\\w])(?:(?<![\\d.【[(（第])|${BEHIND_ID})(?=(?:${NUMBER}\\s*[*＊★]?|[*＊★]?)${CODES}\\s?[*＊★]?\\s?[\\p{L}\\d])`,
  'gu',
)
const STARTS_NUMBER = new RegExp(`^${NUMBER}`)
const SECTION_INSIDE =
  /(?<=[\s。.!?！？\w])(?=(?:另外|其[他它])(?:几|一些)?篇?值得(?:关注|一看|一读)的(?:几篇)?(?:论文|工作)[:：])|(?<=值得(?:关注|一看|一读)的(?:几篇)?(?:论文|工作)[:：])(?=\S)/g
const LEGEND_INSIDE = /(?<=[)）\]】\u4e00-\u9fff])\s+(?=[A-Z]{2,3}\s*[-–—:：]\s*[\u4e00-\u9fff])/
/** A heading with room for a body behind it. */
const LONG = 60

function splitFields(text: string): string[] {
  return splitHeadings(text).flatMap(splitEntry)
}

function splitHeadings(text: string): string[] {
  if (text.length < LONG || !holdsCode(text, nextBracket(text, 1))) return [text]
  const inside = [...text.matchAll(HEADING_INSIDE)].map(({ index }) => index).filter((at) => at > 0)
  const numbered = inside.filter((at) => STARTS_NUMBER.test(text.slice(at, at + NEAR)))
  // `[CV] [LG] Title` is one heading: without a number only what follows an address or a text's end counts.
  const headings = inside.filter(
    (at) =>
      numbered.includes(at) || /[。.!?！？:：]\s*$|(?:https?:\/\/\S+|image\.png)\s+$/.test(text.slice(Math.max(0, at - 200), at)),
  )
  if (headings.length === 0) return [text]
  const sections = [...text.matchAll(SECTION_INSIDE)].map(({ index }) => index)
  const [first = '', ...others] = cut(
    text,
    [...new Set([...headings, ...sections])].sort((a, b) => a - b),
  )
  const legend = LEGEND_INSIDE.exec(first)
  return [...(legend && !STARTS_HEADING.test(first) ? cut(first, [legend.index]) : [first]), ...others]
}

const STARTS_HEADING = new RegExp(
  `^[*＊★]?\\s*(?:${NUMBER}\\s*)?[*＊★]?\\s*(?:[[【](?:[a-z-]+\\.)?[A-Z][A-Za-z-]{1,7}(?:[/,、\\s]+[A-Z][A-Za-z-]{1,7})*[\\]】]\\s*[*＊★]?\\s*)+`,
)
/** A bracket group with words in it that is not a link. */
const PLACES = /(?:[[【［]([^[\]【】［］]{2,600})[\]】］]\s*(?!\()[,，;；&]?\s*)+/g
/** Authors and the beginning of their places, which close on a later line. */
const OPEN_PLACES = /^([^[\]【】]{3,4000}?)\s*([[【][^[\]【】]{2,300})$/
const WORDS = /\p{L}{2}/u

/**
 * Title, authors, places and what follows them, in this order and each only where it is evident.
 */
function splitEntry(text: string): string[] {
  const heading = STARTS_HEADING.exec(text)?.[0] ?? ''
  const body = text.slice(heading.length)
  const places = placesIn(body)
  const open = places === null && heading === '' && mayBeNames(body, body.length) ? OPEN_PLACES.exec(body) : null
  if (open !== null && isPeople(open[1] ?? '', '')) return [open[1] ?? '', open[2] ?? '']
  if (places === null) return heading === '' ? splitTails(text, false) : splitWithoutPlaces(heading, body)
  const left = body.slice(0, places.index).trim()
  const group = places[0].trim().replace(/[,，;；&]$/, '')
  const rest = body.slice(places.index + places[0].length).trim()
  const tails = rest === '' ? [] : splitTails(rest, true)
  if (heading !== '') {
    const parted = splitTitleAndNames(left)
    return parted === null || !isParted(left, parted, group)
      ? [text]
      : [`${heading}${parted.title}`, parted.names, group, ...tails]
  }
  return isPeople(left, group) ? [left, group, ...tails] : splitTails(text, false)
}

function placesIn(body: string): RegExpExecArray | null {
  if (nextBracket(body, 1) === -1) return null
  PLACES.lastIndex = 1
  const match = PLACES.exec(body)
  return match !== null && WORDS.test(match[1] ?? '') ? match : null
}

/** "A/B Testing [at Scale]" ends in no name, however much it looks like one. */
function isParted(left: string, { title, names }: TitleAndNames, group: string): boolean {
  const isGlued = left.startsWith(title + names)
  return isGlued || splitPeople(names).length > 1 || institutionsOf(group.slice(1, -1)) !== null
}

/** `…LanguagesA Author, B Author中文标题要点:…`: no bracket parts the names from the Chinese. */
const GLUED_TITLE = /^(.{8,600}?\p{Ll})\s?((?:\p{Lu}[\p{L}\d-]{0,30}[:：]\s*)?[\u3400-\u9fff《“].*)$/su
/** `D P Kingma`: beyond doubt a name. */
const INITIALS = /^(?:\p{Lu}\.?[\s-]?){1,3}\s(?:\p{L}+\s)?\p{Lu}[\p{L}'’-]+$/u

function splitWithoutPlaces(heading: string, body: string): string[] {
  const [, left = '', rest = ''] = GLUED_TITLE.exec(body) ?? []
  const parted = left === '' ? null : splitTitleAndNames(left)
  if (parted === null) return [heading + body]
  const names = splitPeople(parted.names)
  const isEvident = left.startsWith(parted.title + parted.names) || names.every((name) => INITIALS.test(name))
  return isEvident && names.length > 1 ? [`${heading}${parted.title}`, parted.names, ...splitTails(rest, true)] : [heading + body]
}

const MAX_NAMES = 4000

function isPeople(left: string, group: string): boolean {
  if (left === '' || left.length > MAX_NAMES || /[。！？:：]/.test(left)) return false
  const looks = weighPeople(left, splitPeople(left))
  return looks === 'several' || (looks === 'one' && (/^\p{Lu}\.?\s/u.test(left) || institutionsOf(group.slice(1, -1)) !== null))
}
