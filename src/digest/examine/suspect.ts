// Fields that a careful person would look at twice: what they hold belongs into another field, so
// the shape of the paper was probably misread.
import type { DiagnosticCode, Found } from '../../diagnostics/index.ts'
import { institutionsOf } from '../../names/institutions.ts'
import { CATEGORIES } from '../../text/categories.ts'
import { createMemo } from '../../text/memo.ts'
import { hasCjk } from '../../text/script.ts'
import { simplifiedText } from '../../text/traditional.ts'
import { labelWords, MAX_LABEL } from '../constructs/label-words.ts'
import { mayBeSeveral } from '../constructs/names/places.ts'
import { isVenue } from '../constructs/venue.ts'
import type { Paper } from '../digest.ts'
import { HOLDS } from '../lines/traits.ts'
import { arxivIdOf } from '../links/arxiv.ts'
import type { Item, LabelField } from '../tokens.ts'
import { splitTitleAndNames } from '../unfold/title-and-names.ts'

export interface Suspicion {
  readonly code: DiagnosticCode
  readonly found: Found
  /** Words of the text at which to look. */
  readonly at: string
}

/** The longest titles that arXiv has are shorter. */
const MAX_TITLE = { en: 260, zh: 110 } as const
const MAX_NAME = 60
const MAX_PLACE = 160

export function suspicionsOf(paper: Paper, body: readonly Item[]): readonly Suspicion[] {
  const { title, abstract, points, takeaway } = paper
  const found: Suspicion[] = []
  suspectTitle(paper, title.en, MAX_TITLE.en, found)
  suspectTitle(paper, title.zh, MAX_TITLE.zh, found)
  suspectText(paper, IN_TITLE, title.en, found)
  suspectText(paper, IN_TITLE, title.zh, found)
  if (mayBeMixed(abstract.en, body)) suspectText(paper, IN_ABSTRACT, abstract.en, found)
  if (mayBeMixed(abstract.zh, body)) suspectText(paper, IN_ABSTRACT, abstract.zh, found)
  suspectAbstract(paper, abstract.en, found)
  suspectAbstract(paper, abstract.zh, found)
  for (const point of points) suspectText(paper, IN_POINTS, point, found)
  suspectText(paper, IN_TAKEAWAY, takeaway, found)
  suspectPeople(paper, found)
  suspectLinks(paper, found)
  suspectLabels(paper, body, found)
  suspectBareness(paper, found)
  return found
}

/** What words of another field have with them. */
const MIXING = HOLDS.colon | HOLDS.square | HOLDS.lenticular

/** False where the line that ends in the text was walked over and holds none of these. */
function mayBeMixed(text: string | null, body: readonly Item[]): boolean {
  if (text === null) return false
  for (const { line, token } of body)
    if (token.kind === 'prose' && line.traits !== undefined && line.text.endsWith(text)) return (line.traits & MIXING) !== 0
  return true
}

interface Named {
  readonly en: string
  readonly zh: string
}

const IN_TITLE: Named = { en: 'title', zh: '标题' }
const IN_ABSTRACT: Named = { en: 'abstract', zh: '摘要' }
const IN_POINTS: Named = { en: 'points', zh: '要点' }
const IN_TAKEAWAY: Named = { en: 'one-sentence summary', zh: '一句话总结' }

const ofPaper = (paper: Paper, { en, zh }: Named, what: Named): Found => ({
  en: `${what.en} in the ${en} of paper ${paper.position}`,
  zh: `第${paper.position}篇的${zh}里有${what.zh}`,
})

function suspectTitle(paper: Paper, title: string | null, limit: number, suspicions: Suspicion[]): void {
  if (title === null) return
  if (title.length > limit) {
    const found = {
      en: `a title of ${title.length} characters for paper ${paper.position}`,
      zh: `第${paper.position}篇的标题长达${title.length}个字符`,
    }
    suspicions.push({ code: 'long-title', found, at: title })
    return
  }
  const parted = title.includes(',') && NAME_INSIDE.test(title) ? splitTitleAndNames(title) : null
  if (parted === null || !INITIALS.test(parted.names)) return
  const what = { en: `names, "${clip(parted.names)}",`, zh: `姓名“${clip(parted.names)}”` }
  suspicions.push({ code: 'mixed-field', found: ofPaper(paper, IN_TITLE, what), at: parted.names })
}

/** An initial and a family name before a comma. */
const NAME_INSIDE = /\p{Lu}\.? \p{Lu}[\p{L}'’-]+,/u
const INITIALS = /^(?:\p{Lu}\.?-?\s){1,3}\p{Lu}\p{Ll}/u

/** English has none, which an expression knows at once. */
const WIDE = /[：【]/

function suspectText(paper: Paper, field: Named, text: string | null, suspicions: Suspicion[]): void {
  if (text === null) return
  const hasColon = text.includes(':')
  const hasSquare = text.includes('[')
  const hasWide = WIDE.test(text)
  if (!hasColon && !hasSquare && !hasWide) return
  const add = (en: string, zh: string, at: string) => {
    const what = { en: `${en} "${clip(at)}"`, zh: `${zh}“${clip(at)}”` }
    suspicions.push({ code: 'mixed-field', found: ofPaper(paper, field, what), at })
  }
  const address = hasColon && text.includes('://') ? addressIn(text) : null
  const bracket = hasSquare || hasWide ? bracketIn(text) : null
  const label = labelIn(text, hasColon, hasWide)
  if (address !== null) add('an address,', '网址', address)
  if (bracket !== null) add('a bracket,', '方括号', bracket)
  if (label !== null) add('a label,', '标签', label)
}

const MAX_WORDS = 80
const CAPITALISED = /^[\p{Lu}\d(&]/u

/** Words that make no sentence: a place, a venue or a name that nothing else took. */
function suspectAbstract(paper: Paper, text: string | null, suspicions: Suspicion[]): void {
  if (text === null || text.length > MAX_WORDS || /[.!?。！？]["”’)）]?$/.test(text)) return
  const words = text.split(/\s+/)
  const isNames = !hasCjk(text) && words.length < 12 && words.filter((word) => CAPITALISED.test(word)).length * 2 >= words.length
  if (!isNames && institutionsOf(text) === null && !isVenue(text)) return
  const what = { en: `words without a sentence, "${clip(text)}",`, zh: `不成句的文字“${clip(text)}”` }
  suspicions.push({ code: 'mixed-field', found: ofPaper(paper, IN_ABSTRACT, what), at: text })
}

const ADDRESS = /https?:\/\/[^\s\u3000-\u9fff\uff00-\uffef]+/g
/** What leads to an address inside a sentence. */
const LEADS =
  /(?:\b(?:at|via|from|on|in|see|visit|to|is|are|under|through|here|url|link|page|code|data|repository|and)|[见在为于是到自:：(（<,，、和及访问址])\s*$/i

/** An address that is not part of a sentence. */
function addressIn(text: string): string | null {
  ADDRESS.lastIndex = 0
  for (let match = ADDRESS.exec(text); match !== null; match = ADDRESS.exec(text))
    if (!LEADS.test(text.slice(Math.max(0, match.index - 24), match.index))) return match[0]
  return null
}

const BRACKET = /[[【]([^[\]【】]{1,200})[\]】]/g
/** `【2】 Title`; citations have other brackets. */
const NUMBERS_TITLE = /^【\d{1,3}】\s?\p{Lu}/u

/**
 * A bracket that holds institutions or categories; numbers and words such as [MASK] are an
 * abstract's own.
 */
function bracketIn(text: string): string | null {
  BRACKET.lastIndex = 0
  for (let match = BRACKET.exec(text); match !== null; match = BRACKET.exec(text)) {
    const inner = match[1] ?? ''
    if (NUMBERS_TITLE.test(text.slice(match.index, match.index + 8))) return match[0]
    if (/\S\s?&\s?\S/.test(inner) || Object.hasOwn(CATEGORIES, inner) || institutionsOf(inner) !== null) return match[0]
  }
  return null
}

const LABELS: ReadonlySet<LabelField> = new Set<LabelField>([
  'authors',
  'affiliations',
  'title',
  'title.en',
  'title.zh',
  'points',
  'takeaway',
  'links',
])
/** The words between the end of a sentence and a colon. */
const BEGINNING = /(?:^|[。！？!?；;.\n])\s*([^。！？!?；;.\n:：]{1,16})$/
const MAX_COLONS = 60
/** The last characters of labels, and of what closes them. */
const LABEL_ENDS = new Set(
  [...labelWords]
    .flatMap(([word, field]) => (isAsked(word, field) ? [word.charCodeAt(word.length - 1)] : []))
    .concat([...'】]* '].map((mark) => mark.charCodeAt(0))),
)

/** Words such as "links" are a sentence's own in English. */
function isAsked(word: string, field: LabelField): boolean {
  return LABELS.has(field) && (hasCjk(word) || field === 'authors')
}

/** A sentence that begins with the label of another field. */
function labelIn(text: string, hasColon: boolean, hasWide: boolean): string | null {
  const plain = hasColon ? labelBefore(text, ':') : null
  const wide = hasWide ? labelBefore(text, '：') : null
  const first = plain === null || (wide !== null && wide.at < plain.at) ? wide : plain
  return first === null ? null : text.slice(first.from, first.at + 12)
}

function labelBefore(text: string, colon: string): { readonly from: number; readonly at: number } | null {
  let at = text.indexOf(colon)
  for (let count = 0; at !== -1 && count < MAX_COLONS; at = text.indexOf(colon, at + 1), count++) {
    if (!LABEL_ENDS.has(text.charCodeAt(at - 1))) continue
    const word = BEGINNING.exec(text.slice(Math.max(0, at - MAX_LABEL), at))?.[1]
    if (word === undefined) continue
    const field = labelWords.get(simplifiedText(word.replace(/[【】[\]*\s]+/g, ' ').trim()).toLowerCase())
    if (field !== undefined && isAsked(word, field)) return { from: at - word.length, at }
  }
  return null
}

function suspectPeople(paper: Paper, suspicions: Suspicion[]): void {
  const author = suspectName(paper.authors, ODD_AUTHOR, MAX_NAME)
  const place = suspectName(paper.affiliations, ODD_PLACE, MAX_PLACE) ?? paper.affiliations.find(isUnsure) ?? null
  const add = (at: string, en: string, zh: string) => {
    const found = { en: `"${clip(at)}" as ${en} of paper ${paper.position}`, zh: `第${paper.position}篇的${zh}“${clip(at)}”` }
    suspicions.push({ code: 'odd-people', found, at })
  }
  if (author !== null) add(author, 'an author', '作者')
  if (place !== null) add(place, 'an institution', '机构')
}

function suspectName(names: readonly string[], odd: RegExp, limit: number): string | null {
  return names.find((name) => name.length > limit || odd.test(name)) ?? null
}

/** Between commas or blanks are an institution and its town, or several institutions. */
function looksUnsure(place: string): boolean {
  return /[,， ]/.test(place) && mayBeSeveral(place)
}

/** Papers of a day have few places, and those of other days have the same. */
const isUnsure = createMemo(looksUnsure)

const ODD_PLACE = /:\/\/|[。！？]/
const ODD_AUTHOR =
  /:\/\/|[。：]|\d{3}|\b(?:Universit(?:y|é|ät)|Institut[eo]?|College|Laborator(?:y|ies)|Hochschule)\b|大学|研究院|研究所|实验室/

const MAX_PAPERS = 2

/** Addresses of several papers: a list of them was taken for one. */
function suspectLinks(paper: Paper, suspicions: Suspicion[]): void {
  if (paper.links.length <= MAX_PAPERS) return
  const ids = new Set(paper.links.flatMap((link) => arxivIdOf(link) ?? []))
  if (ids.size <= MAX_PAPERS) return
  const found = {
    en: `addresses of ${ids.size} papers in paper ${paper.position}`,
    zh: `第${paper.position}篇里有${ids.size}篇论文的网址`,
  }
  suspicions.push({ code: 'several-papers', found, at: [...ids][1] ?? '' })
}

/** A second title and second authors: the heading of another paper was not seen. */
function suspectLabels({ position }: Paper, body: readonly Item[], suspicions: Suspicion[]): void {
  if (body[0]?.token.kind !== 'label' && body[1]?.token.kind !== 'label') return
  let authors = 0
  const titles: string[] = []
  for (const { token } of body) {
    if (token.kind !== 'label' || token.rest === '') continue
    if (token.field === 'authors') authors++
    else if (token.field.startsWith('title')) titles.push(token.rest)
  }
  const [first, ...others] = authors < 2 ? [] : titles
  const again = first === undefined ? undefined : others.find((title) => title !== first && hasCjk(title) === hasCjk(first))
  if (again === undefined) return
  const found = { en: `titles of several papers in paper ${position}`, zh: `第${position}篇里有多篇论文的标题` }
  suspicions.push({ code: 'several-papers', found, at: again })
}

function suspectBareness(paper: Paper, suspicions: Suspicion[]): void {
  const { authors, affiliations, links, abstract, points, takeaway } = paper
  if (authors.length > 0 || affiliations.length > 0 || links.length > 0 || points.length > 0) return
  if (abstract.en !== null || abstract.zh !== null || takeaway !== null) return
  const found = { en: `only a title in paper ${paper.position}`, zh: `第${paper.position}篇只有标题` }
  suspicions.push({ code: 'bare-paper', found, at: '' })
}

const MAX_QUOTE = 40

function clip(text: string): string {
  const characters = [...text.slice(0, MAX_QUOTE * 2)]
  return characters.length <= MAX_QUOTE && text.length <= MAX_QUOTE * 2 ? text : `${characters.slice(0, MAX_QUOTE).join('')}…`
}
