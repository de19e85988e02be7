// - 2022-11-30, **Title**, Name et.al., Paper: [url](url), Code: **[url](url)**
// * [Title](https://…) - A, B (CVPR 2021) [[code](https://…)]
// One item of a list → a paper's title and what is around it.

import { institutionsOf } from '../../../names/institutions.ts'
import { splitPeople, weighPeople } from '../../../names/split-people.ts'
import { createCharacterTest } from '../../../text/character-test.ts'
import { createTrim } from '../../../text/edges.ts'
import { languageOf } from '../../../text/script.ts'
import { readTitle } from '../../constructs/heading/title.ts'
import { isLinkName, link } from '../../constructs/link.ts'
import { isVenue } from '../../constructs/venue.ts'
import { findFullDate } from '../../dates/dates.ts'
import type { Line } from '../../lines/lines.ts'
import type { Item, Token, TokenOf } from '../../tokens.ts'
import { readField } from '../body/labels.ts'
import { pieceOf } from '../layout.ts'
import { codesIn } from '../markdown/heading-line.ts'
import { isPaperAddress, withoutEmphasis } from '../markdown/papers.ts'

export interface ListRow {
  readonly opening: TokenOf<'heading'>
  /** What the line says besides its title. */
  readonly items: readonly Item[]
  /** Whether the line alone is that of a paper. */
  readonly isEvident: boolean
}

const BULLET = /^(?:[-–—•·▪◦●*+](?:\s+\[[ xX]\])?\s+|(\d{1,4})[.)、]\s+)(?=\S)/
const DATE = /^[[(（【]?\d{4}([-/.])\d{1,2}\1\d{1,2}[\])）】]?\s*[,，:：|·–—-]*\s*/
const CODES = /^\[((?:[a-z-]{2,8}\.)?[A-Z]{2}(?:[/,、\s]+(?:[a-z-]{2,8}\.)?[A-Z]{2})*)\](?!\()\s*/
const BOLD = /(\*\*|__)(?=\S)([^\n]{1,600}?)(?<=\S)\1/g
const LINKED = /^\[((?:[^[\]\n]|\[[^[\]\n]{0,100}\]){1,600})\]\(\s*<?(https?:[^\s)>]{1,2000})>?[^)\n]{0,200}\)/
const MAX_ROW = 6000
/** A title in bold is near the beginning. */
const NEAR = 40

const beginsBullet = createCharacterTest(/[-–—•·▪◦●*+\d]/)

export function startsItem(text: string): boolean {
  return beginsBullet(text.charCodeAt(0)) && BULLET.test(text)
}

/** Null where the line is not an item with a title. */
export function readListRow(line: Line): ListRow | null {
  const { text } = line
  const bullet = text.length > MAX_ROW ? null : BULLET.exec(text)
  if (bullet === null) return null
  let at = bullet[0].length
  const date = DATE.exec(text.slice(at, at + NEAR))
  at += date?.[0].length ?? 0
  const codes = CODES.exec(text.slice(at, at + NEAR))
  at += codes?.[0].length ?? 0
  const title = linkedTitle(text, at) ?? boldTitle(line, at) ?? plainTitle(text, at)
  if (title === null || !isTitle(title.text)) return null
  const behind = readBehind(line, text.slice(title.end))
  const links = [...title.links, ...behind.links]
  const opening: TokenOf<'heading'> = {
    kind: 'heading',
    number: bullet[1] === undefined ? null : Number(bullet[1]),
    categories: [...new Set([...(codes?.[1]?.match(/[A-Z]{2}(?![a-z.])/g) ?? []), ...behind.categories])],
    starred: false,
    title: title.text,
    links,
    day: date === null ? null : findFullDate(date[0]),
  }
  const isEvident = links.some(isPaperAddress) || (links.length > 0 && (behind.hasAuthors || date !== null))
  return { opening, items: behind.items, isEvident }
}

interface Title {
  readonly text: string
  readonly links: readonly string[]
  /** Where it ends in the line. */
  readonly end: number
}

function linkedTitle(text: string, at: number): Title | null {
  const match = LINKED.exec(text.slice(at))
  if (match === null) return null
  const [whole, words = ''] = match
  return { text: words.trim(), links: readTitle(whole).links, end: at + whole.length }
}

/** Bold is seen only in the line as it was written; a date in front may be bold, too. */
function boldTitle({ raw, text }: Line, at: number): Title | null {
  for (const match of raw.matchAll(BOLD)) {
    const written = match[2]?.replace(/[*`]/g, '').trim() ?? ''
    const start = written === '' ? -1 : text.indexOf(written, at)
    if (start === -1) continue
    if (start - at > NEAR) return null
    const inner = readTitle(written)
    return { text: withoutStops(inner.title), links: inner.links, end: start + written.length }
  }
  return null
}

/** "Title. A Author, B Author. https://…": names follow the title, and an address them. */
function plainTitle(text: string, at: number): Title | null {
  const address = text.indexOf('http', at)
  if (address === -1) return null
  const parts = text.slice(at, address).split(PART)
  const [first = '', second = ''] = parts
  if (parts.length < 2 || !isPeople(withoutEdges(second).replace(LAST_STOP, ''))) return null
  return { text: first.trim(), links: [], end: at + first.length }
}

/** A stop behind an initial ends no title. */
const PART = /(?<=[\p{L}\d)?!])(?<!(?:^|[\s.])\p{Lu})\.\s+(?=\p{Lu}|arXiv)|\s+[-–—|｜/]\s+/u
const MIN_WORDS = 2
const MIN_HAN = 6
const MAX_TITLE = 400

/** Neither a label nor the name of a link. */
function isTitle(text: string): boolean {
  if (text.length > MAX_TITLE || /[:：]$/.test(text) || isLinkName(text) || readField(`${text}：`) !== null) return false
  return (
    text.split(/\s+/).length >= MIN_WORDS ||
    (text.match(/[\u3400-\u9fff]/g)?.length ?? 0) >= MIN_HAN ||
    /^[A-Z][\w-]{5,}$/.test(text)
  )
}

interface Behind {
  readonly links: readonly string[]
  readonly categories: readonly string[]
  readonly items: readonly Item[]
  readonly hasAuthors: boolean
}

const CODE = /(?<![\w.])(?:cs|stat|eess|math|physics|q-bio|q-fin|econ)\.[A-Z]{2}(?!\w)[,\s]*/g
const IDENTIFIER = /\barxiv\s*[:：]?\s*\d{4}\.\d{4,5}(?:v\d+)?/gi
const VENUE = /[(（[【][^()（）[\]【】]{0,60}(?:19|20)\d{2}[^()（）[\]【】]{0,20}[)）\]】]|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b/g
const LINK_LABEL =
  /(?:^|[\s,，;；|·(（[【])(?:paper|code|pdf|link|url|project(?: page)?|page|github|arxiv|html|abs|demo|data(?:set)?|论文|代码|链接|项目|主页|地址)\s*[:：]\s*(?=$|[\s,，;；|·)）\]】])/gi
const withoutEdges = createTrim(/[\s,，;；:：|·.–—-]/, /[\s,，;；:：|·–—-]/)
const withoutStops = createTrim(null, /[,，.。]/)
const BY = /^(?:by|作者|authors?)\s*[:：]?\s+|^(?:作者|authors?)\s*[:：]/i
/** Behind a name, unless it is "et al.". */
const LAST_STOP = /(?<=\p{L}\p{Ll})(?<!\b(?:al|Jr|Sr))\.$/u
const PARTS = /\s+[–—|·-]\s+|[。]\s*|(?<=[a-z])\.\s+(?=\p{Lu}|arXiv)/u

function readBehind(line: Line, text: string): Behind {
  const linked = readTitle(`x ${text}`)
  const identifiers = (text.match(IDENTIFIER) ?? []).flatMap((written) => {
    const token = link.read(written)
    return token?.kind === 'links' ? token.urls : []
  })
  const all = [...allLinks(text), ...identifiers, ...linked.links]
  const words = withoutLinks(text)
    .replace(IDENTIFIER, ' ')
    .replace(CODE, ' ')
    .replace(VENUE, ' ')
    .replace(/[*`]+/g, ' ')
    .replace(LINK_LABEL, ' ')
  const rest = withoutEdges(words.replace(/\[\s*\]|[(（]\s*[)）]/g, ' ').replace(/\s{2,}/g, ' ')).replace(BY, '')
  const items: Item[] = []
  let hasAuthors = false
  const add = (part: string, token: Token) => items.push({ line: pieceOf(line, part), token })
  let left = rest
  const parts = isPeople(rest) ? [rest] : rest.split(PARTS)
  for (const written of parts) {
    left = left.slice(left.indexOf(written))
    const part = withoutBrackets(withoutEmphasis(withoutEdges(written)).replace(LAST_STOP, ''))
    if (part === '' || isLinkName(part) || isVenue(part)) continue
    const own = readField(part)
    if (own !== null) {
      hasAuthors = hasAuthors || own.field === 'authors'
      add(part, { kind: 'label', field: own.field, rest: own.rest })
    } else if (part.length <= MAX_TITLE && /\s|[\u3400-\u9fff]/.test(part) && institutionsOf(part) !== null) {
      add(part, { kind: 'label', field: 'affiliations', rest: part })
    } else if (!hasAuthors && isPeople(part)) {
      hasAuthors = true
      add(part, { kind: 'label', field: 'authors', rest: part })
    } else if (isAbstract(left)) {
      add(left, { kind: 'label', field: 'abstract', rest: left })
      break
    } else if (languageOf(part) !== null && part.length > 12) add(part, { kind: 'prose', language: languageOf(part) })
  }
  return { links: [...new Set(all)], categories: codesIn(text), items, hasAuthors }
}

/** `(A Author, B Author)` */
function withoutBrackets(part: string): string {
  const inner = /^[(（]([^()（）]{3,2000})[)）]$/.exec(part)?.[1]
  return inner !== undefined && isPeople(inner) ? inner : part
}

/** Sentences; a translated title has no commas of a sentence. */
const SENTENCES = /[，；]|。.|\.\s+\p{Lu}|^(?:\S+\s+){10}/su

function isAbstract(text: string): boolean {
  return text.length > MIN_ABSTRACT && SENTENCES.test(text) && !text.split(PARTS).some((part) => readField(part) !== null)
}

const MIN_ABSTRACT = 24

function isPeople(text: string): boolean {
  const looks = text === '' ? null : weighPeople(text, splitPeople(text))
  return looks === 'several' || (looks === 'one' && text.split(' ').length <= 4)
}

const ANY_LINK = /!?\[[^[\]\n]{0,600}\]\(\s*<?([^\s)>]{1,2000})>?[^)\n]{0,200}\)|https?:\/\/[^\s<>()[\]，。；、]{1,2000}/g

function allLinks(text: string): readonly string[] {
  return [...text.matchAll(ANY_LINK)].flatMap(([whole, linked]) => readTitle(`x ${linked ?? whole}`).links)
}

function withoutLinks(text: string): string {
  return text.replace(ANY_LINK, ' ')
}
