// A number and text without a category is a paper's heading, a point, a line of a table of
// contents, or prose. Its neighbours decide; afterwards no `numbered` token is left.
import { institutionsOf } from '../../names/institutions.ts'
import { isLikePlace, readMarkedPlaces } from '../constructs/names/places.ts'
import { SERIES } from '../dates/day-line.ts'
import { titleKey } from '../identity.ts'
import type { Item, LabelField, Token, TokenOf } from '../tokens.ts'

type Numbered = TokenOf<'numbered'>

interface Numbering {
  /** Number of the last paper's heading; 0 before the first. */
  heading: number
  /** Number of the last point of the open list; null outside one. */
  point: number | null
  hasEntry: boolean
}

export function resolveNumbered(written: readonly Item[]): readonly Item[] {
  const items = withGroups(written)
  if (!items.some((item) => item.token.kind === 'numbered')) return items
  const keys = headingKeys(items)
  const last = lastPlaces(items)
  const numbering: Numbering = { heading: 0, point: null, hasEntry: false }
  return items.map((item, i) => {
    const token =
      item.token.kind !== 'numbered'
        ? item.token
        : !numbering.hasEntry && isListed(item.token, items, i, last)
          ? CONTENTS
          : resolve(item as Item<Numbered>, items, i, numbering, keys)
    follow(numbering, token, item, items[i - 1])
    return token === item.token ? item : { line: item.line, token }
  })
}

const GROUP: Token = { kind: 'section', listed: null }
const MAX_GROUP = 40
/** `二、大语言模型`, `Ⅱ. 多模态`, `（三）具身智能`; `【大模型】`, `★ 重点 ★` */
const NUMERAL = /^[(（]?(?:[一二三四五六七八九十]{1,3}|[Ⅰ-Ⅻ])[)）]?\s*[、.．)）]?\s*[^\d\s]/
const IN_BRACKETS = /^(?:【\s*[^【】\d]{2,20}\s*】|[★☆■◆●▶~=—–-]+\s*[\u3400-\u9fffA-Za-z ]{2,20}\s*[★☆■◆●◀~=—–-]+)$/

/** A short line in front of a paper's heading, where papers are numbered in another way. */
function withGroups(items: readonly Item[]): readonly Item[] {
  let read: Item[] | null = null
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item === undefined) continue
    const isGroup = item.line.text.length <= MAX_GROUP && mayBeGroup(item, items[i - 1]) && opensPapers(items, i)
    if (isGroup) read ??= items.slice(0, i)
    read?.push(isGroup ? { line: item.line, token: GROUP } : item)
  }
  return read ?? items
}

function mayBeGroup({ line, token }: Item, before: Item | undefined): boolean {
  if (token.kind === 'numbered') return token.links.length === 0 && NUMERAL.test(line.text)
  // Places are in brackets as well, below their people.
  const isFree = token.kind === 'prose' || (token.kind === 'affiliations' && before?.token.kind !== 'people')
  return (
    isFree &&
    line.gap &&
    IN_BRACKETS.test(line.text) &&
    !SERIES.test(line.text) &&
    institutionsOf(line.text.slice(1, -1)) === null
  )
}

/** Right below is a heading that no numeral is in front of. */
function opensPapers(items: readonly Item[], i: number): boolean {
  const next = itemBehind(items, i)
  if (next?.token.kind !== 'heading' && next?.token.kind !== 'numbered') return false
  return !NUMERAL.test(next.line.text)
}

function headingKeys(items: readonly Item[]): ReadonlySet<string> {
  return new Set(items.flatMap(({ token }) => (token.kind === 'heading' ? [titleKey(token.title)] : [])))
}

const CONTENTS: Token = { kind: 'contents' }

/** Where each numbered title comes last. */
function lastPlaces(items: readonly Item[]): ReadonlyMap<string, number> {
  return new Map(items.flatMap(({ token }, i) => (token.kind === 'numbered' ? [[titleKey(token.text), i] as const] : [])))
}

/** A bare line of a list whose title comes again below, with a paper. */
function isListed(token: Numbered, items: readonly Item[], i: number, last: ReadonlyMap<string, number>): boolean {
  const key = titleKey(token.text)
  const next = items[i + 1]
  return key !== '' && (last.get(key) ?? i) > i && (next?.token.kind === 'numbered' || next?.line.gap === true)
}

function resolve(
  item: Item<Numbered>,
  items: readonly Item[],
  i: number,
  numbering: Numbering,
  keys: ReadonlySet<string>,
): Token {
  const { token, line } = item
  const asPoint: Token = { kind: 'point', text: token.text }
  // `(1) OpenAI (2) MIT`: the places that marks behind the names refer to.
  if ((readMarkedPlaces(line.text)?.length ?? 0) > 1 || isPlace(token, items, i)) return { kind: 'prose', language: null }
  if (
    numbering.point !== null &&
    token.number === numbering.point + 1 &&
    !(token.isHeading || isNextPaper(item, numbering, items, i))
  )
    return continuePoint(numbering, token, asPoint)
  if (keys.size > 0) {
    if (keys.has(titleKey(token.text))) return { kind: 'contents' }
    if (isNextPaper(item, numbering, items, i)) return asHeading(token)
    if (!numbering.hasEntry) return { kind: 'contents' }
    return startPoint(numbering, token, asPoint, line.text, items[i - 1], line.gap)
  }
  const isSeparate = line.gap || token.isHeading || i === 0 || isAfterBody(items[i - 1]) || opensFields(itemBehind(items, i))
  const fits = token.number === numbering.heading + 1 || token.number === 1 || token.isHeading
  if (isSeparate && fits && token.text.length <= 300) return asHeading(token)
  return startPoint(numbering, token, asPoint, line.text, items[i - 1], line.gap)
}

const MAX_PLACES = 12

/** `2. MIT` below `1. OpenAI` below the authors. */
function isPlace({ number }: Numbered, items: readonly Item[], i: number): boolean {
  if (number > MAX_PLACES || items[i - number]?.token.kind !== 'people') return false
  return items.slice(i - number + 1, i + 1).every(({ token }) => token.kind === 'numbered' && isLikePlace(token.text))
}

function asHeading(token: Numbered): Token {
  return { kind: 'heading', number: token.number, categories: [], starred: token.starred, title: token.text, links: token.links }
}

function continuePoint(numbering: Numbering, token: Numbered, asPoint: Token): Token {
  numbering.point = token.number
  return asPoint
}

function startPoint(
  numbering: Numbering,
  token: Numbered,
  asPoint: Token,
  text: string,
  before: Item | undefined,
  gap: boolean,
): Token {
  const isWrapped = !gap && before?.token.kind === 'prose' && !/[。.!?！？:：;；]$/.test(before.line.text)
  if (isWrapped || token.number !== 1) return { kind: 'prose', language: /[\u3400-\u9fff]/.test(text) ? 'zh' : 'en' }
  numbering.point = 1
  return asPoint
}

/** The next paper in order, set apart, with something of a paper behind it. */
function isNextPaper(item: Item<Numbered>, numbering: Numbering, items: readonly Item[], i: number): boolean {
  const isFirstOfGroup = item.token.number === 1 && items[i - 1]?.token.kind === 'section'
  if (item.token.number !== numbering.heading + 1 && !isFirstOfGroup) return false
  if (!(item.line.gap || i === 0 || isAfterBody(items[i - 1]))) return false
  const after = itemBehind(items, i)
  const kind = after?.token.kind
  return kind === 'people' || kind === 'affiliations' || (kind === 'prose' && after?.line.gap === true) || kind === 'label'
}

/** A line of nothing but the mark of a quotation is as good as a blank one. */
function itemBehind(items: readonly Item[], i: number): Item | undefined {
  const next = items[i + 1]
  return next?.line.text === '' ? items[i + 2] : next
}

/** Right below a title stand its translation or its authors. */
function opensFields(item: Item | undefined): boolean {
  return item?.token.kind === 'label' && OPENING.has(item.token.field)
}

const OPENING: ReadonlySet<LabelField> = new Set<LabelField>(['title', 'title.en', 'title.zh', 'authors'])

/** Numbers below them are those of a list. */
const LISTED: ReadonlySet<LabelField> = new Set<LabelField>(['points', 'question', 'answer'])

function isAfterBody(item: Item | undefined): boolean {
  return (
    item?.token.kind === 'figures' ||
    item?.token.kind === 'links' ||
    item?.token.kind === 'section' ||
    item?.token.kind === 'contents'
  )
}

function follow(numbering: Numbering, token: Token, item: Item, before: Item | undefined): void {
  if (token.kind === 'heading') {
    numbering.heading = token.number ?? numbering.heading
    numbering.hasEntry = true
    numbering.point = null
  } else if (token.kind === 'label') numbering.point = LISTED.has(token.field) ? 0 : null
  else if (token.kind === 'section') numbering.heading = token.listed === null ? numbering.heading : 0
  else if (token.kind === 'figures' || token.kind === 'links' || token.kind === 'affiliations') numbering.point = null
  else if (token.kind === 'prose' && item.line.gap && before !== undefined) numbering.point = numbering.point === 0 ? 0 : null
}
