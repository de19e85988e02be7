// One entry → the fields of a paper, and for each of its lines the field that has it.
import type { Language } from '../../text/bilingual.ts'
import { languageOf } from '../../text/script.ts'
import type { Entry } from '../outline/outline.ts'
import type { Claims } from '../outline/ownership.ts'
import type { Item } from '../tokens.ts'
import { closeDraft, type Draft, type EntryFields, openDraft } from './draft.ts'
import { takeLabelled } from './labelled.ts'
import { takePeople } from './people-block.ts'
import { splitMarkedTitle, splitTitleList } from './title-list.ts'
import { linesOf, type Paragraph, splitHeadingTitle, takeChineseTitle, takeTitleRest } from './titles.ts'
import { readUsualEntry } from './usual-entry.ts'

export function readEntry(entry: Entry, claims: Claims): EntryFields {
  return readUsualEntry(entry, claims) ?? readAnyEntry(entry, claims)
}

/** In steps, each of which takes the lines that it knows. */
export function readAnyEntry(entry: Entry, claims: Claims): EntryFields {
  const { title, categories, links } = entry.heading.token
  const draft = openDraft(splitHeadingTitle(title), categories.length > 0 ? categories : entry.group, links, claims)
  draft.owners.set(entry.heading.line.number, 'heading')
  const { items, late } = withoutLateLines(entry.body)
  for (const { line } of late) draft.owners.set(line.number, 'unread')
  const rest = takePeople(draft, entry, takeLabelled(draft, items))
  if (draft.authors.length === 0 || draft.title.en?.startsWith('《')) takeTitleList(draft)
  takeProse(draft, entry, takeTitleRest(draft, entry, gatherParagraphs(rest)))
  return closeDraft(draft)
}

/** The names behind the title on its own line. */
function takeTitleList(draft: Draft): void {
  const title = draft.title.en ?? draft.title.zh
  const found = title === null ? null : (splitMarkedTitle(title) ?? splitTitleList(title))
  if (found === null) return
  draft.title[draft.title.en === null ? 'zh' : 'en'] = found.title
  draft.authors.push(...found.names)
  draft.affiliations.push(...found.places)
}

/**
 * Text set apart behind the pictures or addresses of an entry that has its abstracts is not part of
 * it:
 * a farewell, an advertisement. It is left unread rather than put into an abstract.
 */
function withoutLateLines(body: readonly Item[]): { items: readonly Item[]; late: readonly Item[] } {
  const end = body.findLastIndex(({ token }) => token.kind === 'figures' || token.kind === 'links')
  const behind = body.slice(end + 1)
  const [first] = behind
  // A blank line or an ornament, which the body does not have, comes between.
  const isApart = first !== undefined && first.line.number > (body[end]?.line.number ?? 0) + 1
  const isBelowRule = isApart && !first.line.gap
  const isText = first?.token.kind === 'prose' || (first?.token.kind === 'people' && isBelowRule)
  if (end === -1 || !isApart || !isText) return { items: body, late: [] }
  // Below a rule comes a signature, whatever the entry has.
  const hasText = isBelowRule || body.slice(0, end).some(({ token }) => token.kind === 'prose')
  const isProse = behind.every(({ token }) => token.kind === 'prose' || token.kind === 'people')
  return hasText && isProse ? { items: body.slice(0, end + 1), late: behind } : { items: body, late: [] }
}

/** Lines of one language that stand together. */
function gatherParagraphs(items: readonly Item[]): Paragraph[] {
  const paragraphs: { language: Language; items: Item[] }[] = []
  let last = -1
  for (const item of items) {
    const open = paragraphs.at(-1)
    const language = item.token.kind === 'prose' ? item.token.language : languageOf(item.line.text)
    const follows = open !== undefined && item.line.number === last + 1
    if (follows && (language === null || language === open.language)) open.items.push(item)
    else paragraphs.push({ language: language ?? 'en', items: [item] })
    last = item.line.number
  }
  return paragraphs
}

/**
 * In the usual form a Chinese sentence alone is the title. Below a heading without a category, and
 * without places in brackets, it is what the paper says.
 */
function isOnlyAbstract({ title }: Draft, { heading, body }: Entry, chinese: readonly Paragraph[]): boolean {
  const last = chinese.at(-1)?.items.at(-1)?.line.text ?? ''
  const isUsual = heading.token.categories.length > 0 || body.some(({ token }) => token.kind === 'affiliations')
  return !isUsual && title.en !== null && chinese.length === 1 && last.endsWith('。') && isOneSentence(chinese)
}

function isOneSentence(paragraphs: readonly Paragraph[]): boolean {
  const text = paragraphs.flatMap(linesOf).join('')
  return text.search(/[。！？]/) === text.length - 1
}

function takeProse(draft: Draft, entry: Entry, paragraphs: readonly Paragraph[]): void {
  const chinese = paragraphs.filter(({ language }) => language === 'zh')
  draft.abstract.zh.push(
    ...(draft.title.zh === null && !isOnlyAbstract(draft, entry, chinese)
      ? takeChineseTitle(draft, chinese)
      : chinese.map(linesOf)),
  )
  for (const paragraph of paragraphs) {
    if (paragraph.language === 'en') draft.abstract.en.push(linesOf(paragraph))
    for (const { line } of paragraph.items)
      if (draft.owners.get(line.number) === undefined) draft.owners.set(line.number, `abstract.${paragraph.language}`)
  }
}
