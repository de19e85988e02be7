// Authors and affiliations that no label names: known by their shape, and by standing side by side.

import { institutionsOf } from '../../names/institutions.ts'
import { languageOf } from '../../text/script.ts'
import { placesUnlike, readMarkedPlaces, splitPlaces } from '../constructs/names/places.ts'
import { joinLines } from '../lines/join.ts'
import type { Entry } from '../outline/outline.ts'
import type { Item } from '../tokens.ts'
import type { Draft } from './draft.ts'
import { goesOn, namesOf } from './names.ts'

/** Returns the lines that are neither. */
export function takePeople(draft: Draft, entry: Entry, items: readonly Item[]): readonly Item[] {
  const taken = new Set<Item>()
  takeAffiliations(draft, items, taken)
  if (draft.authors.length === 0) {
    const authors = withContinued(withoutPlaces(draft, authorLines(entry, items)), items)
    draft.authors.push(...namesOf(authors))
    for (const item of authors) {
      if (item.token.kind === 'people') draft.affiliations.push(...(item.token.places ?? []))
      draft.owners.set(item.line.number, 'authors')
      taken.add(item)
    }
  }
  takeEnclosed(draft, items, taken)
  takeBare(draft, items, taken)
  return taken.size === 0 ? items : items.filter((item) => !taken.has(item))
}

/** "…, Wolfgang Schwarzen-" and, on the next line, "berger, …". */
function withContinued(authors: readonly Item[], items: readonly Item[]): readonly Item[] {
  const last = authors.at(-1)
  const below = last === undefined ? undefined : items[items.indexOf(last) + 1]
  if (last === undefined || below === undefined || below.line.gap || !goesOn(last.line.text, below.line.text)) return authors
  return withContinued([...authors, below], items)
}

/** A bracket that stays open for longer was no list of affiliations. */
const MAX_OPEN = 6

function takeAffiliations(draft: Draft, items: readonly Item[], taken: Set<Item>): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item?.token.kind !== 'affiliations') continue
    const lines = item.token.open ? untilClosed(items, i) : [item]
    const text = () => joinLines(lines.map(({ line }) => line.text)).slice(1, -1)
    if (lines.length > 0) draft.affiliations.push(...(item.token.open ? splitPlaces(text()) : item.token.names))
    for (const line of lines) {
      draft.owners.set(line.line.number, 'affiliations')
      taken.add(line)
    }
    i += Math.max(0, lines.length - 1)
  }
}

function untilClosed(items: readonly Item[], from: number): readonly Item[] {
  for (let i = from + 1; i < Math.min(items.length, from + MAX_OPEN); i++) {
    const item = items[i]
    if (!item || item.line.gap) return []
    if (/[\]】］〕]$/.test(item.line.text)) return items.slice(from, i + 1)
  }
  return []
}

const ENCLOSED = /^[([（【［].{2,300}[)\]）】］]$/
const SENTENCE = /[。！？]|[.!?]\s/

/** `(MIT & CMU)` and `[FAIR & University of [X]]`: enclosed in brackets right below the authors. */
function takeEnclosed(draft: Draft, items: readonly Item[], taken: Set<Item>): void {
  if (draft.affiliations.length > 0) return
  const item = items.find((own) => !taken.has(own) && draft.owners.get(own.line.number - 1) === 'authors')
  if (!item || item.line.gap || !ENCLOSED.test(item.line.text) || SENTENCE.test(item.line.text)) return
  draft.affiliations.push(...splitPlaces(item.line.text.slice(1, -1)))
  draft.owners.set(item.line.number, 'affiliations')
  taken.add(item)
}

/**
 * Below the first line of authors, "Google Research" is where they work, unless brackets say so
 * already.
 */
function withoutPlaces(draft: Draft, authors: readonly Item[]): readonly Item[] {
  if (authors.length < 2 || draft.affiliations.length > 0) return authors
  return authors.filter((item, i) => i === 0 || placesBelow(authors[0], item) === null)
}

/**
 * The institutions of a line below the authors that has no brackets; null where it is something
 * else.
 */
function placesBelow(authors: Item | undefined, { line }: Item): readonly string[] | null {
  return readMarkedPlaces(line.text) ?? institutionsOf(line.text) ?? (authors ? placesUnlike(authors.line.text, line.text) : null)
}

/** `DeepMind` or `清华大学` below the authors, without brackets. */
function takeBare(draft: Draft, items: readonly Item[], taken: Set<Item>): void {
  if (draft.affiliations.length > 0 || draft.authors.length === 0) return
  let last = 0
  const authors = items.find((item) => isAuthorLine(draft, item))
  for (const item of items) {
    const { line, token } = item
    if (taken.has(item) || (token.kind !== 'people' && token.kind !== 'prose')) continue
    // A blank line may stand between.
    const isBelow = [line.number - 1, line.number - 2].some((above) => above === last || draft.owners.get(above) === 'authors')
    const names = isBelow ? placesBelow(authors, item) : null
    if (names === null) continue
    draft.affiliations.push(...names)
    draft.owners.set(line.number, 'affiliations')
    taken.add(item)
    last = line.number
  }
}

function isAuthorLine(draft: Draft, item: Item | undefined): boolean {
  return item !== undefined && draft.owners.get(item.line.number) === 'authors'
}

interface Block {
  readonly start: number
  readonly items: Item[]
}

/** The run of lines that holds the authors; empty where there is none. */
function authorLines(entry: Entry, items: readonly Item[]): readonly Item[] {
  const blocks = peopleBlocks(items)
  const block =
    blocks.find(({ start, items: own }) => items[start + own.length]?.token.kind === 'affiliations') ??
    blocks.find((candidate) => candidate.items.some(isSure) && !isInsideProse(candidate, items, entry))
  if (block) return withoutTitle(block, entry)
  const place = items.findIndex((item) => item.token.kind === 'affiliations')
  const before = items[place - 1]
  if (before && isShortList(before)) return [before]
  return blocks.find((candidate) => candidate.items.length > 1 || standsBelowTitle(candidate, items, entry))?.items ?? []
}

function isSure(item: Item): boolean {
  return item.token.kind === 'people' && item.token.sure
}

function peopleBlocks(items: readonly Item[]): Block[] {
  const blocks: Block[] = []
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item?.token.kind !== 'people') continue
    const before = items[i - 1]
    const follows = before?.token.kind === 'people' && (!item.line.gap || /[,，、]$/.test(before.line.text))
    if (follows) blocks.at(-1)?.items.push(item)
    else blocks.push({ start: i, items: [item] })
  }
  return blocks
}

/**
 * A brief entry's Chinese title may have no Chinese in it, such as "FMGS-Avatar": one word above a
 * list of names, set apart from the heading.
 */
function withoutTitle(block: Block, entry: Entry): readonly Item[] {
  const [first, second] = block.items
  const isTitle = first && second && !isSure(first) && isSure(second) && first.line.gap && !/[,，、]$/.test(first.line.text)
  return isTitle && entry.isListed === true ? block.items.slice(1) : block.items
}

/** A piece of a wrapped paragraph that happens to be a list, such as "BERT, GPT, RoBERTa". */
function isInsideProse(block: Block, items: readonly Item[], entry: Entry): boolean {
  const before = items[block.start - 1]
  const after = items[block.start + block.items.length]
  const isBelow = after !== undefined && !after.line.gap && /^\p{Ll}/u.test(after.line.text)
  const continues = isBelow && !goesOn(block.items.at(-1)?.line.text ?? '', after.line.text)
  if (before?.token.kind !== 'prose') return false
  const isTorn = before.token.language === 'en' && block.items[0]?.line.gap === false && !/[.!?]$/.test(before.line.text)
  return continues || (isTorn && before.line.number > entry.heading.line.number + 3)
}

/** Right above the affiliations stand the authors, however odd their names. */
function isShortList({ line, token }: Item): boolean {
  if (token.kind !== 'prose' || token.language === 'zh' || line.text.length > 400 || /[.!?]$/.test(line.text)) return false
  return line.text.split(/[,，]/).every((piece) => piece.length <= 40)
}

/** One name alone: right below the heading or its Chinese title, with text behind it. */
function standsBelowTitle(block: Block, items: readonly Item[], entry: Entry): boolean {
  const [item] = block.items
  if (!item || languageOf(item.line.text) !== 'en') return false
  const before = items[block.start - 1]
  const after = items[block.start + 1]
  const isBelow =
    block.start === 0
      ? item.line.gap || entry.heading.line.text.length < 60
      : block.start === 1 && before?.token.kind === 'prose' && before.token.language === 'zh'
  return isBelow && (after === undefined || after.token.kind === 'prose')
}
