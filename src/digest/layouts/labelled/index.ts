// 标题：…      Title: …
// 作者：…      Authors: …
// Papers without headings: each begins with the label of its title, or with its number at arXiv
// above that, as arXiv's own mails have it.

import { createCharacterTest } from '../../../text/character-test.ts'
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
    return items.flatMap((item) => (openings.has(item) ? openPaper(item) : [item]))
  },
}

const UNREAD: Token = { kind: 'unread' }
/** What comes again below another title is the name of a field. */
const HABIT = 2

/** Fields that no table knows belong to none that one knows: they are reported. */
function withoutOthers(items: readonly Item[]): readonly Item[] {
  const names = items.map(({ line, token }) => (token.kind === 'prose' ? unknownField(line.text) : null))
  const counts = new Map<string, number>()
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  return items.map((item, i) => ((counts.get(names[i] ?? '') ?? 0) >= HABIT ? { line: item.line, token: UNREAD } : item))
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

/** The line of the paper's number at arXiv, where one is right above its title. */
function preambleStart(items: readonly Item[], title: number): number {
  for (let i = title - 1; i >= Math.max(0, title - MAX_PREAMBLE); i--) {
    const item = items[i]
    if (item === undefined) break
    if (ARXIV.test(item.line.text)) return i
    if (item.token.kind !== 'ornament' && !(item.token.kind === 'label' && item.token.field === 'note')) break
  }
  return title
}

function openPaper(item: Item): readonly Item[] {
  const { line, token } = item
  const isHeading = token.kind === 'label' && token.rest !== '' && token.field !== 'title.zh'
  const { title, links } = isHeading ? readTitle(token.rest) : { title: '', links: [] }
  const heading: Token = { kind: 'heading', number: null, categories: [], starred: false, title, links }
  return isHeading ? [{ line, token: heading }] : [{ line, token: heading }, item]
}
