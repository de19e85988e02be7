// Lines that say what they are: labelled fields with what follows them, links, figures, points.

import { institutionsOf } from '../../names/institutions.ts'
import { splitPeople } from '../../names/split-people.ts'
import { languageOf } from '../../text/script.ts'
import { categoryCodes } from '../category-names.ts'
import { readTitle } from '../constructs/heading/title.ts'
import { isLinkName } from '../constructs/link.ts'
import { splitChineseNames } from '../constructs/names/chinese-names.ts'
import { readMarkedPlaces, splitPlaces } from '../constructs/names/places.ts'
import { people } from '../constructs/people.ts'
import { firstSentenceEnd, withoutStop } from '../lines/sentence.ts'
import type { Field } from '../outline/ownership.ts'
import type { Item, LabelField, Token } from '../tokens.ts'
import type { Draft } from './draft.ts'
import { addPlainPoint, endsSentence, splitAspects, splitPoints } from './points.ts'

/** Returns the lines that nothing here claims. */
export function takeLabelled(draft: Draft, body: readonly Item[]): Item[] {
  const rest: Item[] = []
  let open: LabelField | null = null
  let before: Item | undefined
  /** A question came before. */
  let isAnswered = false
  /** The points have neither numbers nor bullets. */
  let isPlainList = false
  const lastAsked = body.findLastIndex(isAsked)
  for (const [i, written] of body.entries()) {
    const item = namesPoints(written, body[i + 1]) ? { line: written.line, token: NAME_OF_POINTS } : written
    const { token, line } = item
    if (isAnswered && i < lastAsked && TEXT.has(token.kind)) {
      // What is between two questions answers the first, over blank lines too.
      takeField(draft, 'answer', line.text, line.number, false)
    } else if (token.kind === 'label' && token.field === 'answer' && !isAnswered) {
      // Nothing was asked: it is the paper's text.
      rest.push({ line, token: { kind: 'prose', language: languageOf(line.text) } })
      open = null
    } else if (token.kind === 'label') {
      open = token.field
      isAnswered = open === 'question' || open === 'answer'
      isPlainList = (open === 'points' && token.rest === '') || open === 'aspect'
      takeField(draft, open, token.field === 'aspect' ? line.text : token.rest, line.number, true)
    } else if (token.kind === 'links') {
      if (i === 0) takeLinkedTitle(draft, line.text)
      takeSubjects(draft, line.text)
      draft.links.push(...token.urls)
      draft.owners.set(line.number, 'links')
      open = null
    } else if (token.kind === 'unread') {
      draft.owners.set(line.number, 'unread')
      open = null
    } else if (token.kind === 'figures') {
      draft.figures.push(...token.figures)
      draft.owners.set(line.number, 'figures')
      open = null
    } else if (token.kind === 'point') {
      const pieces = splitAspects(token.text)
      const named = isBareAspect(before) ? draft.points.at(-1) : undefined
      if (named !== undefined) named.push(pieces.shift() ?? '')
      for (const piece of pieces) draft.points.push([piece])
      draft.owners.set(line.number, 'points')
      open = 'points'
      isPlainList = false
    } else if (isPlainList && before !== undefined && isPlainPoint(item, before) && !opensText('points', item, rest, draft)) {
      addPlainPoint(draft, line.text, aboveOf(before))
      draft.owners.set(line.number, 'points')
    } else if (open !== null && belongsTo(open, item, before, draft) && !opensText(open, item, rest, draft))
      takeField(draft, open, line.text, line.number, false)
    else {
      const closing = token.kind === 'prose' && endsInColon(line.text) ? CLOSING_LABEL.exec(line.text) : null
      open = closing === null ? null : 'points'
      isPlainList = closing !== null
      rest.push(closing === null ? item : { token, line: { ...line, text: line.text.slice(0, closing.index) } })
    }
    before = item
  }
  return rest
}

const LINKED = /^\[([^[\]\n]{6,200})\]\(https?:\/\/[^\s()]{1,2000}\)$/
const CHINESE_WORDS = /[\u3400-\u9fff]{6}/
const ENGLISH_WORDS = /[A-Za-z]{3,}(?:\s\S+){2}/

/** `[中文标题](https://…)` below an English heading, and the other way round. */
function takeLinkedTitle({ title }: Draft, text: string): void {
  const words = LINKED.exec(text)?.[1] ?? ''
  const side = title.zh === null ? 'zh' : title.en === null ? 'en' : null
  if (words === '' || side === null || languageOf(words) !== side || isLinkName(words)) return
  if ((side === 'zh' ? CHINESE_WORDS : ENGLISH_WORDS).test(words)) title[side] = words
}

const SUBJECTS = /[[（(]\s*((?:cs|stat|eess|math|q-bio|q-fin|econ)\.[A-Z]{2}(?:[\s,，;；/]+[a-z-]{2,6}\.[A-Z]{2})*)\s*[\]）)]/

/** `arXiv:2107.00001 [cs.CV]` */
function takeSubjects(draft: Draft, text: string): void {
  const subjects = draft.categories.length === 0 && /[\])）]/.test(text) ? SUBJECTS.exec(text)?.[1] : undefined
  if (subjects !== undefined) draft.categories.push(...splitCategories(subjects))
}

const NAME_OF_POINTS: Token = { kind: 'label', field: 'aspect', rest: '' }
const BARE_NAME = /^(?:[\u4e00-\u9fff]{2,10}|\p{Lu}[\p{L}’'-]*(?: [\p{L}’'-]+){0,3})[:：]$/u

/** `算法模型：` right above a list: a name that no table knows. */
function namesPoints({ line, token }: Item, next: Item | undefined): boolean {
  return token.kind === 'prose' && next?.token.kind === 'point' && endsInColon(line.text) && BARE_NAME.test(line.text)
}

function isBareAspect(item: Item | undefined): boolean {
  return item?.token.kind === 'label' && item.token.field === 'aspect' && item.token.rest === ''
}

/** What a point may go on from; null: from the name of its aspect. */
function aboveOf({ line, token }: Item): string | null {
  if (token.kind !== 'label') return line.text
  return token.field === 'points' ? '' : null
}

const TEXT: ReadonlySet<Token['kind']> = new Set<Token['kind']>(['prose', 'people', 'point'])

function isAsked({ token }: Item): boolean {
  return token.kind === 'label' && (token.field === 'question' || token.field === 'answer')
}

function isPlainPoint({ line, token }: Item, before: Item): boolean {
  if (token.kind !== 'prose' && token.kind !== 'people') return false
  // Right below the label a blank line may stand; further points follow each other.
  if (before.token.kind === 'label') return true
  return !line.gap && languageOf(line.text) === languageOf(before.line.text)
}

const MIN_WRAPPED = 60

/** A line below a label belongs to it while nothing sets it apart. */
function belongsTo(open: LabelField, { line, token }: Item, before: Item | undefined, draft: Draft): boolean {
  if (!before) return false
  const isTitle = open === 'title' || open === 'title.en' || open === 'title.zh'
  if (isTitle && (token.kind === 'affiliations' || (token.kind === 'people' && token.sure))) return false
  if (before.token.kind === 'label' && before.token.rest === '') return true
  if (line.gap || isTitle) return false
  const isSameLanguage = languageOf(before.line.text) === languageOf(line.text)
  switch (open) {
    case 'question':
    case 'answer':
      return token.kind === 'prose' || token.kind === 'people'
    case 'points':
      return draft.points.length === 0 || (isSameLanguage && !endsSentence(before.line.text))
    case 'abstract':
      return isSameLanguage || languageOf(line.text) === null
    case 'authors':
      return (token.kind === 'people' && institutionsOf(line.text) === null) || /[,，、;；&]$/.test(before.line.text)
    case 'affiliations':
      return token.kind === 'affiliations' || /[,，、;；&/]$/.test(before.line.text)
    case 'categories':
    case 'links':
      return /[,，、;；&/]$/.test(before.line.text)
    case 'note':
      // Only a line that was wrapped goes on: what follows a short one is the paper's text.
      return isSameLanguage && before.line.text.length >= MIN_WRAPPED && !endsSentence(before.line.text)
    default:
      return isSameLanguage && !endsSentence(before.line.text)
  }
}

/**
 * A title and what follows it, below points that came first: the text of a paper that has none yet.
 */
function opensText(open: LabelField, { line, token }: Item, rest: readonly Item[], draft: Draft): boolean {
  if (open !== 'points' || token.kind !== 'prose' || token.language !== 'zh') return false
  if (draft.title.zh !== null || draft.abstract.zh.length > 0) return false
  const end = firstSentenceEnd(line.text, MAX_FIRST)
  return end !== -1 && end < line.text.length && !rest.some((item) => item.token.kind === 'prose' && item.token.language === 'zh')
}

const MAX_FIRST = 90

/** "…效果更好。要点:" announces the points below from the end of the paragraph. */
const CLOSING_LABEL = /(?<=[。！？.!?])\s*(?:要点|关键点|key ?points)\s*[:：]\s*$/i

/** A pattern would walk through the whole paragraph to find its end. */
export function endsInColon(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return last === 0x3a || last === 0xff1a
}

function takeField(draft: Draft, field: LabelField, text: string, line: number, isLabel: boolean): void {
  draft.owners.set(line, ownerOf(field, text))
  if (text === '') return
  switch (field) {
    case 'title':
    case 'title.en':
    case 'title.zh':
      takeTitle(draft, field, text)
      break
    case 'authors':
      takeAuthors(draft, text)
      break
    case 'affiliations':
      draft.affiliations.push(...(readMarkedPlaces(text) ?? splitPlaces(text.replace(/^[[【［(（]|[\]】］)）]$/g, ''))))
      break
    case 'abstract':
      addLine(draft.abstract[languageOf(text) ?? 'en'], text, isLabel)
      break
    case 'aspect':
      draft.points.push([text])
      break
    case 'question':
    case 'answer':
      addAnswer(draft, text, field === 'question' && isLabel)
      break
    case 'points':
      for (const piece of isLabel || draft.points.length === 0 ? splitPoints(text) : []) draft.points.push([piece])
      if (!isLabel && draft.owners.get(line) === 'points') addContinuation(draft, text)
      break
    case 'takeaway':
      draft.takeaway.push(text)
      break
    case 'categories':
      draft.categories.push(...splitCategories(categoryCodes(text) ?? text))
      break
    case 'links':
      draft.links.push(...readTitle(text).links)
      break
    case 'note':
  }
}

/** Their places may follow them. */
function takeAuthors(draft: Draft, text: string): void {
  const spaced = splitChineseNames(text)
  const placed = spaced === null ? people.read(text) : null
  if (placed?.kind === 'people' && placed.places !== undefined) {
    draft.authors.push(...placed.names)
    draft.affiliations.push(...placed.places)
  } else draft.authors.push(...(spaced ?? splitPeople(text)))
}

function ownerOf(field: LabelField, text: string): Field {
  const language = languageOf(text) ?? 'en'
  if (field === 'title') return `title.${language}`
  if (field === 'abstract') return `abstract.${language}`
  if (field === 'links') return text === '' || readTitle(text).links.length > 0 ? 'links' : 'unread'
  if (field === 'aspect' || field === 'question' || field === 'answer') return 'points'
  return field
}

function takeTitle(draft: Draft, field: 'title' | 'title.en' | 'title.zh', text: string): void {
  const side = field === 'title' ? (languageOf(text) ?? 'en') : field === 'title.zh' ? 'zh' : 'en'
  draft.title[side] = withoutStop(text)
}

function addLine(paragraphs: string[][], text: string, startsNew: boolean): void {
  const last = paragraphs.at(-1)
  if (startsNew || !last) paragraphs.push([text])
  else last.push(text)
}

function addAnswer(draft: Draft, text: string, isNew: boolean): void {
  const last = draft.points.at(-1)
  if (isNew || last === undefined) draft.points.push([text])
  else last.push(text)
}

/** The first line below a bare label is split into points; a later one continues the last point. */
function addContinuation(draft: Draft, text: string): void {
  const last = draft.points.at(-1)
  const isNew = draft.points.length > 0 && splitPoints(text).includes(last?.[0] ?? '')
  if (last && !isNew) last.push(text)
}

function splitCategories(text: string): string[] {
  return text
    .split(/[\s,，、/;；[\]【】［］]+/)
    .filter((code) => code !== '')
    .map((code) => code.toUpperCase().replace(/^[A-Z-]+\.(?=[A-Z])/, ''))
}
