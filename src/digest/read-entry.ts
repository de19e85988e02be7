// One entry → the fields of a paper, and for each of its lines the field that has it.
import type { Bilingual, Language } from '../text/bilingual.ts'
import { languageOf } from '../text/script.ts'
import { displayWidth } from '../text/width.ts'
import { splitAffiliations } from './affiliations.ts'
import type { Figure } from './digest.ts'
import { joinLines } from './join.ts'
import type { Entry } from './outline.ts'
import { splitPeople } from './people.ts'
import { firstSentenceEnd, withoutStop } from './sentence.ts'
import type { Item, LabelField } from './tokens.ts'

export type Field =
  | 'heading'
  | 'title.en'
  | 'title.zh'
  | 'authors'
  | 'affiliations'
  | 'abstract.en'
  | 'abstract.zh'
  | 'points'
  | 'takeaway'
  | 'links'
  | 'figures'
  | 'categories'
  | 'unread'

export interface EntryFields {
  readonly categories: readonly string[]
  readonly title: Bilingual
  readonly authors: readonly string[]
  readonly affiliations: readonly string[]
  readonly abstract: Bilingual
  readonly points: readonly string[]
  readonly takeaway: string | null
  readonly links: readonly string[]
  readonly figures: readonly Figure[]
  readonly owners: ReadonlyMap<number, Field>
}

interface Paragraph {
  readonly language: Language
  readonly lines: readonly Item[]
}

interface Draft {
  title: { en: string | null; zh: string | null }
  authors: string[]
  affiliations: string[]
  /** Paragraphs that a label named. */
  abstract: { en: string[]; zh: string[] }
  points: string[]
  takeaway: string[]
  links: string[]
  figures: Figure[]
  categories: string[]
  owners: Map<number, Field>
}

export function readEntry(entry: Entry): EntryFields {
  const draft = openDraft(entry)
  const rest = takeLabelled(draft, entry.body)
  const afterPeople = takePeople(draft, entry, rest)
  const paragraphs = takeTitleRest(draft, entry, gatherParagraphs(afterPeople))
  takeProse(draft, paragraphs)
  return close(draft)
}

function openDraft(entry: Entry): Draft {
  const { title, categories } = entry.heading.token
  const owners = new Map<number, Field>([[entry.heading.line.number, 'heading']])
  return {
    title: splitHeadingTitle(title),
    authors: [],
    affiliations: [],
    abstract: { en: [], zh: [] },
    points: [],
    takeaway: [],
    links: [],
    figures: [],
    categories: [...categories],
    owners,
  }
}

/** `English title | 中文标题`: both in the heading, with a bar or slash between. */
function splitHeadingTitle(title: string): Draft['title'] {
  if (title === '') return { en: null, zh: null }
  const parts = title.split(/\s*[|｜]\s*|\s+[/／]\s+/)
  if (parts.length === 2) {
    const [first = '', second = ''] = parts
    const languages = [languageOf(first), languageOf(second)]
    if (languages[0] === 'en' && languages[1] === 'zh') return { en: first, zh: second }
    if (languages[0] === 'zh' && languages[1] === 'en') return { en: second, zh: first }
  }
  return languageOf(title) === 'zh' ? { en: null, zh: withoutStop(title) } : { en: title, zh: null }
}

/** Labels and the lines that say themselves what they are; returns what is left. */
function takeLabelled(draft: Draft, body: readonly Item[]): Item[] {
  const rest: Item[] = []
  let open: LabelField | null = null
  for (const [i, item] of body.entries()) {
    const { token, line } = item
    switch (token.kind) {
      case 'label':
        open = token.field
        takeField(draft, open, token.rest, line.number, true)
        break
      case 'links':
        draft.links.push(...token.urls)
        draft.owners.set(line.number, 'links')
        open = null
        break
      case 'figures':
        draft.figures.push(...token.figures)
        draft.owners.set(line.number, 'figures')
        open = null
        break
      case 'point':
        draft.points.push(token.text)
        draft.owners.set(line.number, 'points')
        open = 'points'
        break
      default:
        if (open !== null && belongsToLabel(open, item, body[i - 1], draft)) takeField(draft, open, line.text, line.number, false)
        else {
          open = null
          rest.push(item)
        }
    }
  }
  return rest
}

/** A line below a label belongs to it while nothing sets it apart. */
function belongsToLabel(open: LabelField, item: Item, before: Item | undefined, draft: Draft): boolean {
  const isFirst = before?.token.kind === 'label' && before.token.rest === ''
  if (isFirst) return true
  if (item.line.gap || !before) return false
  if (open === 'points') return draft.points.length === 0 || isContinuation(before.line.text, item.line.text)
  if (open === 'abstract')
    return languageOf(before.line.text) === languageOf(item.line.text) || languageOf(item.line.text) === null
  if (open === 'authors' || open === 'affiliations')
    return item.token.kind === (open === 'authors' ? 'people' : 'affiliations') || /[,，、;；&/]$/.test(before.line.text)
  return isContinuation(before.line.text, item.line.text)
}

function isContinuation(before: string, text: string): boolean {
  return !/[。.!?！？;；]$/.test(before) && languageOf(before) === languageOf(text)
}

const INLINE_POINT = /(?:^|[;；。.,，\s])\s*(?:[(（]?\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳])\s*/

function takeField(draft: Draft, field: LabelField, text: string, line: number, isLabel: boolean): void {
  const own = (owner: Field) => draft.owners.set(line, owner)
  const language = languageOf(text) ?? 'en'
  switch (field) {
    case 'title':
    case 'title.en':
    case 'title.zh': {
      const side = field === 'title' ? language : field === 'title.zh' ? 'zh' : 'en'
      if (text !== '')
        draft.title[side] = isLabel || draft.title[side] === null ? withoutStop(text) : joinLines([draft.title[side] ?? '', text])
      own(`title.${side}`)
      break
    }
    case 'authors':
      draft.authors.push(...splitPeople(text))
      own('authors')
      break
    case 'affiliations':
      draft.affiliations.push(...splitAffiliations(text.replace(/^[[【［(（]|[\]】］)）]$/g, '')))
      own('affiliations')
      break
    case 'abstract':
      if (text !== '') addAbstract(draft, language, text, isLabel)
      own(`abstract.${language === 'zh' ? 'zh' : 'en'}`)
      break
    case 'points':
      takePoints(draft, text, isLabel)
      own('points')
      break
    case 'takeaway':
      if (text !== '') draft.takeaway.push(text)
      own('takeaway')
      break
    case 'categories':
      draft.categories.push(
        ...text
          .split(/[\s,，、/;；[\]【】［］]+/)
          .filter(Boolean)
          .map((code) => code.toUpperCase().replace(/^[A-Z-]+\./, '')),
      )
      own('categories')
      break
    case 'links':
    case 'note':
      own(text === '' ? 'links' : 'unread')
  }
}

function addAbstract(draft: Draft, language: Language, text: string, isLabel: boolean): void {
  const side = draft.abstract[language]
  if (isLabel || side.length === 0) side.push(text)
  else side[side.length - 1] = joinLines([side.at(-1) ?? '', text])
}

function takePoints(draft: Draft, text: string, isLabel: boolean): void {
  if (text === '') return
  const last = draft.points.length - 1
  if (!isLabel && last >= 0) {
    draft.points[last] = joinLines([draft.points[last] ?? '', text])
    return
  }
  const pieces = text
    .split(INLINE_POINT)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  draft.points.push(...(pieces.length > 1 ? pieces : [text]))
}

/** Authors and affiliations that no label named: known by their shape and by standing side by side. */
function takePeople(draft: Draft, entry: Entry, items: readonly Item[]): Item[] {
  const taken = new Set<Item>()
  takeAffiliations(draft, items, taken)
  if (draft.authors.length === 0) {
    const block = peopleBlock(entry, items, taken)
    for (const item of block) {
      draft.authors.push(...(item.token.kind === 'people' ? item.token.names : splitPeople(item.line.text)))
      draft.owners.set(item.line.number, 'authors')
      taken.add(item)
    }
  }
  return items.filter((item) => !taken.has(item))
}

const LONGEST_OPEN = 6

function takeAffiliations(draft: Draft, items: readonly Item[], taken: Set<Item>): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item?.token.kind !== 'affiliations') continue
    const lines = item.token.open ? untilClosed(items, i) : [item]
    if (lines.length === 0) continue
    draft.affiliations.push(
      ...(item.token.open ? splitAffiliations(joinLines(lines.map(({ line }) => line.text)).slice(1, -1)) : item.token.names),
    )
    for (const line of lines) {
      draft.owners.set(line.line.number, 'affiliations')
      taken.add(line)
    }
    i += lines.length - 1
  }
}

function untilClosed(items: readonly Item[], from: number): Item[] {
  for (let i = from + 1; i < Math.min(items.length, from + LONGEST_OPEN); i++) {
    const item = items[i]
    if (!item || item.line.gap) return []
    if (/[\]】］〕]$/.test(item.line.text)) return items.slice(from, i + 1)
  }
  return []
}

/** The run of lines that holds the authors; empty where there is none. */
function peopleBlock(entry: Entry, items: readonly Item[], taken: ReadonlySet<Item>): Item[] {
  const blocks = peopleBlocks(items, taken)
  const beforePlace = blocks.find((block) => isBeforeAffiliation(block, items))
  if (beforePlace) return beforePlace
  const several = blocks.find(
    (block) => block.some((item) => item.token.kind === 'people' && item.token.sure) && !isInsideProse(block, items, entry),
  )
  if (several) return several
  const place = items.findIndex((item) => item.token.kind === 'affiliations')
  const before = items[place - 1]
  if (before && !taken.has(before) && isShortNames(before)) return [before]
  const single = blocks.find((block) => block.length > 1 || isBetweenTitleAndText(block, items, entry))
  return single ?? []
}

function peopleBlocks(items: readonly Item[], taken: ReadonlySet<Item>): Item[][] {
  const blocks: Item[][] = []
  let last: Item | undefined
  for (const item of items) {
    if (item.token.kind === 'people' && !taken.has(item)) {
      if (last?.token.kind === 'people' && !(item.line.gap && !/[,，、]$/.test(last.line.text))) blocks.at(-1)?.push(item)
      else blocks.push([item])
    }
    last = item
  }
  return blocks
}

function isBeforeAffiliation(block: readonly Item[], items: readonly Item[]): boolean {
  const end = items.indexOf(block.at(-1) as Item)
  return items[end + 1]?.token.kind === 'affiliations'
}

/** A piece of a wrapped paragraph that happens to be a list, such as "BERT, GPT, RoBERTa". */
function isInsideProse(block: readonly Item[], items: readonly Item[], entry: Entry): boolean {
  const first = items.indexOf(block[0] as Item)
  const before = first > 0 ? items[first - 1] : undefined
  const after = items[first + block.length]
  const continues = after !== undefined && !after.line.gap && /^\p{Ll}/u.test(after.line.text)
  const follows =
    before?.token.kind === 'prose' &&
    before.token.language === 'en' &&
    block[0]?.line.gap === false &&
    !/[.!?]$/.test(before.line.text)
  return (
    (follows && (continues || before.line.number > entry.heading.line.number + 3)) ||
    (continues && before?.token.kind === 'prose')
  )
}

function isShortNames(item: Item): boolean {
  return (
    item.token.kind === 'prose' &&
    item.token.language !== 'zh' &&
    item.line.text.length <= 400 &&
    !/[.!?]$/.test(item.line.text) &&
    item.line.text.split(/[,，]/).every((piece) => piece.length <= 40)
  )
}

/** One name alone: right below the heading or its Chinese title, with text behind it. */
function isBetweenTitleAndText(block: readonly Item[], items: readonly Item[], entry: Entry): boolean {
  const [item] = block
  if (!item) return false
  const at = items.indexOf(item)
  const before = items[at - 1]
  const isBelowTitle =
    at === 0
      ? item.line.gap || entry.heading.line.text.length < 60
      : before?.token.kind === 'prose' && before.token.language === 'zh' && at === 1
  const after = items[at + 1]
  return isBelowTitle && (after === undefined || after.token.kind === 'prose') && languageOf(item.line.text) === 'en'
}

function gatherParagraphs(items: readonly Item[]): Paragraph[] {
  const paragraphs: { language: Language; lines: Item[] }[] = []
  let last: Item | undefined
  for (const item of items) {
    const open = paragraphs.at(-1)
    const language = languageOf(item.line.text)
    const follows = open !== undefined && !item.line.gap && last !== undefined && item.line.number === last.line.number + 1
    if (follows && (language === null || language === open.language)) open.lines.push(item)
    else paragraphs.push({ language: language ?? 'en', lines: [item] })
    last = item
  }
  return paragraphs
}

const LONGEST_TITLE = 240

/** A title wrapped over lines, or an English title on a line of its own. */
function takeTitleRest(draft: Draft, entry: Entry, paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const [first, ...others] = paragraphs
  if (!first) return paragraphs
  const side = first.language
  const text = joinLines(first.lines.map(({ line }) => line.text))
  const isDirect = !first.lines[0]?.line.gap && first.lines[0]?.line.number === entry.heading.line.number + 1
  if (text.length > LONGEST_TITLE || /[.。!！]$/.test(text)) return paragraphs
  const isWrapped = isDirect && draft.title[side] !== null && side === 'en' && entry.heading.line.text.length >= 30
  if (isWrapped) draft.title.en = joinLines([draft.title.en ?? '', text])
  else if (side === 'en' && draft.title.en === null && first.lines.length <= 2) draft.title.en = text
  else if (
    side === 'en' &&
    entry.isListed === true &&
    draft.title.zh === null &&
    !others.some((p) => p.language === 'zh') &&
    first.lines.length === 1
  )
    draft.title.zh = text
  else return paragraphs
  const owner: Field = draft.title.zh === text ? 'title.zh' : 'title.en'
  for (const { line } of first.lines) draft.owners.set(line.number, owner)
  return others
}

function takeProse(draft: Draft, paragraphs: readonly Paragraph[]): void {
  const chinese = paragraphs.filter((paragraph) => paragraph.language === 'zh')
  const rest = draft.title.zh === null ? takeChineseTitle(draft, chinese) : chinese.map(textOf)
  if (rest.length > 0) draft.abstract.zh.push(...rest)
  for (const paragraph of paragraphs) {
    if (paragraph.language === 'en') draft.abstract.en.push(textOf(paragraph))
    for (const { line } of paragraph.lines)
      if (!draft.owners.has(line.number)) draft.owners.set(line.number, `abstract.${paragraph.language}`)
  }
}

function textOf(paragraph: Paragraph): string {
  return joinLines(paragraph.lines.map(({ line }) => line.text))
}

/** A first sentence longer than this is no title but an abstract without one. */
const LONGEST_CHINESE_TITLE = 90

/** Takes the title off the first Chinese paragraph: a line of its own, or the first sentence. */
function takeChineseTitle(draft: Draft, paragraphs: readonly Paragraph[]): string[] {
  const [first, ...others] = paragraphs
  if (!first) return []
  const lines = first.lines.map(({ line }) => line.text)
  const after = others.map(textOf)
  if (standsAlone(lines)) {
    draft.title.zh = withoutStop(lines[0] ?? '')
    draft.owners.set(first.lines[0]?.line.number ?? 0, 'title.zh')
    return lines.length > 1 ? [joinLines(lines.slice(1)), ...after] : after
  }
  const text = joinLines(lines)
  const end = firstSentenceEnd(text)
  const sentence = withoutStop(end === -1 ? text : text.slice(0, end))
  if (sentence.length > LONGEST_CHINESE_TITLE) return [text, ...after]
  draft.title.zh = sentence
  const rest = end === -1 ? '' : text.slice(end).trim()
  if (rest === '' && first.lines.length === 1) draft.owners.set(first.lines[0]?.line.number ?? 0, 'title.zh')
  return rest === '' ? after : [rest, ...after]
}

/** The first line ends where no wrap would end it: well short of the others, and without a sentence's end. */
function standsAlone(lines: readonly string[]): boolean {
  const [first = '', ...others] = lines
  if (first.length > LONGEST_CHINESE_TITLE || firstSentenceEnd(first) !== -1) return false
  if (others.length === 0) return true
  const widest = Math.max(...others.slice(0, 50).map((line) => displayWidth(line.slice(0, 400))))
  return displayWidth(first) < widest * 0.75
}

function close(draft: Draft): EntryFields {
  return {
    categories: [...new Set(draft.categories)],
    title: draft.title,
    authors: draft.authors,
    affiliations: unique(draft.affiliations),
    abstract: { en: paragraphsOf(draft.abstract.en), zh: paragraphsOf(draft.abstract.zh) },
    points: draft.points,
    takeaway: draft.takeaway.length === 0 ? null : joinLines(draft.takeaway),
    links: uniqueLinks(draft.links),
    figures: draft.figures,
    owners: draft.owners,
  }
}

function paragraphsOf(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join('\n')
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

function uniqueLinks(links: readonly string[]): string[] {
  const seen = new Set<string>()
  return links.filter((link) => {
    const key = link.replace(/^https?:\/\//i, '').replace(/\/+$/, '')
    return !seen.has(key) && seen.add(key)
  })
}
