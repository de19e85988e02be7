// 标题：…      Title: …
// 作者：…      Authors: …
// Papers without headings: each begins with the label of its title, or with its number at arXiv
// above that, as arXiv's own mails have it.

import { createCharacterTest } from '../../../text/character-test.ts'
import { languageOf } from '../../../text/script.ts'
import { readTitle } from '../../constructs/heading/title.ts'
import { classify } from '../../constructs/index.ts'
import { readLabel } from '../../constructs/label.ts'
import { isLinkName } from '../../constructs/link.ts'
import { resolveNumbered } from '../../outline/numbered.ts'
import type { Item, LabelField, Token } from '../../tokens.ts'
import { unknownField } from '../body/labels.ts'
import type { Layout, Survey } from '../layout.ts'

export const labelled: Layout = {
  name: 'labelled',
  title: 'a label before every field, the title first',
  signs: (survey) => openingsOf(survey).map(({ line }) => ({ line: line.number, what: line.text })),
  read(survey) {
    const items = withoutOthers(itemsOf(survey))
    const openings = new Set(findOpenings(items))
    return items.flatMap((item, i) => (openings.has(item) ? openPaper(item) : [translated(items, i) ?? item]))
  },
}

const UNREAD: Token = { kind: 'unread' }
/** What comes again below another title is the name of a field. */
const HABIT = 2

/** Fields that no table knows belong to none that one knows: they are reported. */
function withoutOthers(items: readonly Item[]): readonly Item[] {
  const fields = habits(items, ({ line, token }) => (token.kind === 'prose' ? unknownField(line.text) : null))
  const sections = habits(items, sectionName)
  let isInSection = false
  return items.map((item) => {
    const { line, token } = item
    if (sections.has(item)) {
      isInSection = true
      return { line, token: SECTION }
    }
    if (token.kind === 'label' || token.kind === 'links') isInSection = false
    return fields.has(item) && !isInSection ? { line, token: UNREAD } : item
  })
}

/** What is under the name of a section, such as 重点思路, are points of the paper. */
const SECTION: Token = { kind: 'label', field: 'points', rest: '' }
const SECTION_NAME = /^(?:[\u4e00-\u9fff]{2,8}|\p{Lu}[\p{L}’' -]{3,30})$/u

/** A line that has nothing but a few words, set apart from what is above it. */
function sectionName({ line, token }: Item): string | null {
  return token.kind === 'prose' && line.gap && SECTION_NAME.test(line.text) ? line.text : null
}

/** The items whose name comes below several titles. */
function habits(items: readonly Item[], nameOf: (item: Item) => string | null): ReadonlySet<Item> {
  const named = new Map<string, Item[]>()
  for (const item of items) {
    const name = nameOf(item)
    if (name === null) continue
    const same = named.get(name)
    if (same === undefined) named.set(name, [item])
    else same.push(item)
  }
  return new Set([...named.values()].filter(({ length }) => length >= HABIT).flat())
}

function itemsOf({ lines }: Survey): readonly Item[] {
  return resolveNumbered(classify(lines).map(asTitle))
}

/** What a title's label may begin with, behind marks. */
const beginsTitle = createCharacterTest(/[标標题題论論文篇英中原译譯TtPp【[#*–•·●-]/)
const TITLES: ReadonlySet<LabelField> = new Set<LabelField>(['title', 'title.en', 'title.zh'])
const OWN: ReadonlySet<LabelField> = new Set<LabelField>(['authors', 'affiliations', 'abstract'])
const ARXIV = /^arxiv\s*[:：]\s*[\w./-]{5,30}$/i
/** Of arXiv's mails, between the number and the title. */
const MAX_PREAMBLE = 5

function openingsOf(survey: Survey): readonly Item[] {
  const mayBe = survey
    .beginningWith(beginsTitle)
    .some(({ text }) => mayNameTitle(text) && (isTitle(readLabel(text)?.field) || PAPER.test(text)))
  return mayBe ? findOpenings(itemsOf(survey)) : []
}

/** Each label of a title has one of these words. */
const WORD = /[标標题題名译譯]|title|论文|論文|文章|paper/i
const NEAR = 60

function mayNameTitle(text: string): boolean {
  return WORD.test(text.slice(0, NEAR))
}

function isTitle(field: LabelField | undefined): boolean {
  return field !== undefined && TITLES.has(field)
}

function isTitleLabel({ token }: Item): boolean {
  return token.kind === 'label' && isTitle(token.field)
}

/** `论文：Title`: the word names links as well, and a title is what has no address. */
const PAPER = /^[\s#*_>【[（(•·-]*(?:论文|論文|文章|paper)[】\]）)*_\s]*[:：]\s*(?=\S)/i
const NO_TITLE = /:\/\/|\d{4}\.\d{4,5}|\barxiv\b|\bdoi\b/i

function asTitle(item: Item): Item {
  const { line, token } = item
  if (token.kind !== 'label' || token.field !== 'links' || !PAPER.test(line.text)) return item
  const { rest } = token
  const isWords = /\p{L}{2,}\s\p{L}{2}|[\u4e00-\u9fff]{4}/u.test(rest)
  return isWords && !NO_TITLE.test(rest) && !isLinkName(rest) ? { line, token: { kind: 'label', field: 'title', rest } } : item
}

/** None where a heading opens papers, or where no field of a paper follows the titles. */
function findOpenings(items: readonly Item[]): readonly Item[] {
  const openings: Item[] = []
  let hasField = false
  let evidence = 0
  for (const [i, item] of items.entries()) {
    if (item.token.kind === 'heading') return []
    if (isTitleLabel(item)) {
      if (openings.length === 0 || hasField) openings.push(items[preambleStart(items, i)] ?? item)
      hasField = false
    } else if (openings.length > 0 && isField(item.token)) {
      if (!hasField) evidence++
      hasField = true
    }
  }
  return evidence > 0 ? openings : []
}

function isField(token: Token): boolean {
  return token.kind === 'links' || (token.kind === 'label' && OWN.has(token.field)) || (token.kind === 'people' && token.sure)
}

const IDENTIFIER = /^\d{4}\.\d{4,5}(?:v\d+)?(?:\.pdf)?$/i

/**
 * The first line above a title that is the paper's: its number at arXiv, or its translation below
 * a rule.
 */
function preambleStart(items: readonly Item[], title: number): number {
  let start = title
  for (let i = title - 1; i >= Math.max(0, title - MAX_PREAMBLE); i--) {
    const item = items[i]
    if (item === undefined) break
    const { line, token } = item
    if (ARXIV.test(line.text) || IDENTIFIER.test(line.text)) return i
    if (isTranslation(items, i)) start = i
    else if (token.kind !== 'ornament' && !(token.kind === 'label' && token.field === 'note')) break
  }
  return start
}

const MAX_TRANSLATION = 100

/** Right above the label of a title, below a rule, and in the other language. */
function isTranslation(items: readonly Item[], i: number): boolean {
  const [above, item, title] = [items[i - 1], items[i], items[i + 1]]
  if (item?.token.kind !== 'prose' || title?.token.kind !== 'label' || !isTitle(title.token.field)) return false
  const { text } = item.line
  const language = languageOf(text)
  const isLine = text.length <= MAX_TRANSLATION && !/[。!！;；]$/.test(text)
  return isLine && above?.token.kind === 'ornament' && language !== null && language !== languageOf(title.token.rest)
}

function translated(items: readonly Item[], i: number): Item | null {
  const line = items[i]?.line
  if (line === undefined || !isTranslation(items, i)) return null
  const field = languageOf(line.text) === 'zh' ? 'title.zh' : 'title.en'
  return { line, token: { kind: 'label', field, rest: line.text } }
}

function openPaper(item: Item): readonly Item[] {
  const { line, token } = item
  const isHeading = token.kind === 'label' && token.rest !== '' && token.field !== 'title.zh'
  const { title, links } = isHeading ? readTitle(token.rest) : { title: '', links: [] }
  const heading: Token = { kind: 'heading', number: null, categories: [], starred: false, title, links }
  return isHeading ? [{ line, token: heading }] : [{ line, token: heading }, item]
}
