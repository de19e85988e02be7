// An entry of the usual form: names, places, a paragraph in each language or a title in Chinese,
// addresses and pictures, each on a line of its own. In this order no line can be taken for
// another, so that each is the field that it looks like.
import type { Figure } from '../digest.ts'
import type { Entry } from '../outline/outline.ts'
import type { Claims } from '../outline/ownership.ts'
import type { Item, TokenOf } from '../tokens.ts'
import { distinct, distinctLinks, type EntryFields } from './draft.ts'
import { endsInColon } from './labelled.ts'
import { splitChineseTitle, splitHeadingTitle } from './titles.ts'

interface UsualBody {
  readonly people: Item<TokenOf<'people'>>
  readonly places: Item<TokenOf<'affiliations'>>
  /** The paragraph whose first sentence is the title, or the title. */
  readonly chinese: Item | undefined
  readonly english: Item | undefined
  /** The first of the addresses and pictures. */
  readonly end: number
}

/** Null where the entry holds anything else, or in another order. */
export function readUsualEntry({ heading, body }: Entry, claims: Claims): EntryFields | null {
  const { token, line } = heading
  const found = token.categories.length === 0 || token.links.length > 0 ? null : bodyOf(heading, body)
  if (found === null) return null
  const { en, zh } = splitHeadingTitle(token.title)
  if (en === null || zh !== null || en.startsWith('《')) return null
  const { people, places, chinese, english, end } = found
  claims.set(line.number, 'heading')
  claims.set(people.line.number, 'authors')
  claims.set(places.line.number, 'affiliations')
  const parted = chinese === undefined ? NO_CHINESE : splitChineseTitle(chinese.line.text)
  if (chinese !== undefined) claims.set(chinese.line.number, parted.rest === null ? 'title.zh' : 'abstract.zh')
  if (english !== undefined) claims.set(english.line.number, 'abstract.en')
  const links: string[] = []
  const figures: Figure[] = []
  for (let i = end; i < body.length; i++) takeEnd(body[i], claims, links, figures)
  return {
    categories: distinct(token.categories),
    title: { en, zh: parted.title },
    authors: people.token.names,
    affiliations: distinct(places.token.names.slice()),
    abstract: { en: english?.line.text ?? null, zh: parted.rest },
    points: [],
    takeaway: null,
    links: distinctLinks(links),
    figures,
  }
}

const NO_CHINESE = { title: null, rest: null }

function bodyOf(heading: Item, body: readonly Item[]): UsualBody | null {
  const isTitled = body[0]?.token.kind === 'prose'
  let at = isTitled ? 1 : 0
  const people = body[at++]
  const places = body[at++]
  if (!isOf(people, 'people') || !isOf(places, 'affiliations')) return null
  if (people.token.places !== undefined || places.token.open || places.token.names.length === 0) return null
  const chinese = isTitled ? body[0] : isText(body[at], 'zh') ? body[at++] : undefined
  // English alone may be the rest of the title.
  const english = !isTitled && chinese !== undefined && isText(body[at], 'en') ? body[at++] : undefined
  if (isTitled && !isText(chinese, 'zh')) return null
  if ((chinese && endsInColon(chinese.line.text)) || (english && endsInColon(english.line.text))) return null
  for (let i = at; i < body.length; i++) {
    const kind = body[i]?.token.kind
    if (kind !== 'figures' && kind !== 'links') return null
  }
  if (!areApart(heading, body)) return null
  return { people, places, chinese, english, end: at }
}

/** A line that was parted has several fields of which one owns it. */
function areApart(heading: Item, body: readonly Item[]): boolean {
  let last = heading.line.number
  for (const { line } of body) {
    if (line.number <= last) return false
    last = line.number
  }
  return true
}

function isOf<K extends 'people' | 'affiliations'>(item: Item | undefined, kind: K): item is Item<TokenOf<K>> {
  return item?.token.kind === kind
}

function isText(item: Item | undefined, language: 'zh' | 'en'): boolean {
  return item?.token.kind === 'prose' && item.token.language === language
}

function takeEnd(item: Item | undefined, claims: Claims, links: string[], figures: Figure[]): void {
  if (item?.token.kind === 'links') {
    for (const url of item.token.urls) links.push(url)
    claims.set(item.line.number, 'links')
  } else if (item?.token.kind === 'figures') {
    for (const figure of item.token.figures) figures.push(figure)
    claims.set(item.line.number, 'figures')
  }
}
