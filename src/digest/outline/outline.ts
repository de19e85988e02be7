// Classified lines → digests → entries. Says which lines stand together, and takes tables of
// contents away, so that no paper is doubled by one.
import { isDayLine, opensDay } from '../dates/day-line.ts'
import { titleKey } from '../identity.ts'
import type { Item, Token, TokenOf } from '../tokens.ts'
import { resolveBoilerplate } from './boilerplate.ts'

export interface Entry {
  readonly heading: Item<TokenOf<'heading'>>
  readonly body: readonly Item[]
  /** Whether it is below an "also worth reading" heading; null where the digest has none. */
  readonly isListed: boolean | null
  /** The field of the group that it is in. */
  readonly group: readonly string[]
}

export interface Outline {
  /** Lines before the first paper. */
  readonly head: readonly Item[]
  readonly entries: readonly Entry[]
  /** Lines that belong to no paper, and what they are. */
  readonly marks: readonly { readonly item: Item; readonly as: 'section' | 'contents' | 'legend' | 'ornament' | 'boilerplate' }[]
  /** Entries that came a second time with another body. */
  readonly repeated: readonly Entry[]
}

export function outlineDigests(items: readonly Item[]): readonly Outline[] {
  return splitDigests(resolveBoilerplate(items)).map(outline)
}

interface Span {
  readonly start: number
  readonly end: number
  readonly weight: number
}

const WEIGHTS: Readonly<Partial<Record<Token['kind'], number>>> = {
  people: 2,
  affiliations: 2,
  figures: 2,
  links: 2,
  label: 2,
  point: 2,
  prose: 1,
}
/** Beyond this it is a paper whatever follows. */
const ENOUGH = 64

/**
 * How much of a paper follows a heading: nothing for a line of a table of contents, one for a stray
 * line behind it.
 */
function weigh(items: readonly Item[], from: number, to: number): number {
  let weight = 0
  for (let i = from; i < to; i++) {
    weight += WEIGHTS[items[i]?.token.kind ?? 'ornament'] ?? 0
    if (weight >= ENOUGH) return weight
  }
  return weight
}

function splitDigests(items: readonly Item[]): readonly (readonly Item[])[] {
  const starts: number[] = []
  let start = 0
  let run = { last: 0, count: 0, isListed: false }
  let heaviest = 0
  let open = -1
  const close = (i: number) => {
    if (open !== -1 && heaviest < 2) heaviest = Math.max(heaviest, weigh(items, open + 1, i))
  }
  for (let i = 0; i < items.length; i++) {
    const token = items[i]?.token
    if (token?.kind === 'section') {
      close(i)
      open = -1
      run = { last: 0, count: 0, isListed: token.listed ?? run.isListed }
    }
    if (token?.kind !== 'heading') continue
    close(i)
    const head = headStart(items, start, i)
    const restarts = token.number === 1 && (run.last >= 2 || (run.isListed && run.count > 0))
    // A digest begins with a line of its own.
    const isOwnLine = items[head]?.line.number !== items[head - 1]?.line.number
    // Numbers that go on are the same day's, whatever looks like a date between them.
    const goesOn = run.count > 0 && token.number !== null && token.number === run.last + 1
    if (isOwnLine && heaviest >= 2 && (restarts || (head < i && !goesOn && opensDigest(items, head, i)))) {
      starts.push(head)
      start = head
      heaviest = 0
      run = { last: 0, count: 0, isListed: false }
    }
    open = i
    run.count++
    run.last = token.number ?? run.last
  }
  if (open !== -1) close(items.length)
  // A list of headings at the end is a table of contents of what is above it, not a digest.
  const last = starts.at(-1)
  if (last !== undefined && heaviest < 2 && isListOfKnown(items, last)) starts.pop()
  const bounds = [0, ...starts, items.length]
  return bounds.slice(0, -1).map((from, i) => items.slice(from, bounds[i + 1]))
}

function isListOfKnown(items: readonly Item[], from: number): boolean {
  const keys = (part: readonly Item[]) =>
    part.flatMap(({ token }) => (token.kind === 'heading' && token.title !== '' ? [titleKey(token.title)] : []))
  const known = new Set(keys(items.slice(0, from)))
  return keys(items.slice(from)).every((key) => known.has(key))
}

/** Walks back from a heading over the lines that may be a digest's head. */
function headStart(items: readonly Item[], least: number, heading: number): number {
  let start = heading
  for (let i = heading - 1; i > least; i--) {
    const item = items[i]
    if (!item || !isHeadLine(item)) break
    if (item.token.kind !== 'ornament') start = i
  }
  return start
}

function isHeadLine({ line, token }: Item): boolean {
  if (token.kind === 'legend' || token.kind === 'contents' || token.kind === 'ornament' || token.kind === 'boilerplate')
    return true
  if (token.kind === 'section') return token.listed === null
  return line.text.length <= 60 && (token.kind === 'prose' || token.kind === 'people') && isDayLine(line.text)
}

function opensDigest(items: readonly Item[], from: number, to: number): boolean {
  return items.slice(from, to).some(({ line, token }) => {
    if (token.kind === 'legend') return Object.keys(token.names).length > 1
    return token.kind !== 'ornament' && token.kind !== 'boilerplate' && token.kind !== 'contents' && opensDay(line.text)
  })
}

function outline(items: readonly Item[]): Outline {
  const headings: number[] = []
  for (let i = 0; i < items.length; i++) if (items[i]?.token.kind === 'heading') headings.push(i)
  const spans = headings.map((start, n): Span => {
    const limit = headings[n + 1] ?? items.length
    let end = start + 1
    while (end < limit && items[end]?.token.kind !== 'section') end++
    return { start, end, weight: weigh(items, start + 1, end) }
  })
  return gather(items, spans, judgeRepeats(items, spans))
}

/** Where each title is that may come more than once. */
function sameTitles(titles: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const beginnings = titles.map(beginningOf)
  const counts = new Map<number, number>()
  for (const beginning of beginnings) counts.set(beginning, (counts.get(beginning) ?? 0) + 1)
  const byTitle = new Map<string, number[]>()
  for (const [n, title] of titles.entries()) {
    // Few titles begin alike; only those are compared whole.
    if (!counts.has(UNSURE) && (counts.get(beginnings[n] ?? UNSURE) ?? 0) < 2) continue
    const key = titleKey(title)
    const same = byTitle.get(key)
    if (same) same.push(n)
    else if (key !== '') byTitle.set(key, [n])
  }
  return byTitle
}

/** Whether any title comes more than once. */
export function hasRepeats(titles: readonly string[]): boolean {
  if (titles.length <= FEW && beginDifferently(titles)) return false
  for (const same of sameTitles(titles).values()) if (same.length > 1) return true
  return false
}

/** So many numbers are compared with each other sooner than a map of them is made. */
const FEW = 24

function beginDifferently(titles: readonly string[]): boolean {
  const beginnings = titles.map(beginningOf)
  return beginnings.every((beginning, i) => beginning !== UNSURE && beginnings.indexOf(beginning) === i)
}

const UNSURE = 0

/** The first three ASCII letters and digits as a number; titles that differ in them differ. */
function beginningOf(title: string): number {
  let value = 0
  for (let i = 0, found = 0; i < title.length && found < 3; i++) {
    const code = title.charCodeAt(i)
    const lower = code >= 65 && code <= 90 ? code + 32 : code
    // A wide letter is another spelling of an ASCII one: let the whole titles decide.
    if (code >= 0xff00) return UNSURE
    if ((lower < 97 || lower > 122) && (lower < 48 || lower > 57)) continue
    value = value * 128 + lower
    found++
  }
  return value
}

type Verdict = 'paper' | 'contents' | 'repeated'

/**
 * Of the entries with one title the fullest is the paper; the bare ones are a table of contents.
 */
function judgeRepeats(items: readonly Item[], spans: readonly Span[]): readonly Verdict[] {
  const byTitle = sameTitles(
    spans.map(({ start }) => {
      const token = items[start]?.token
      return token?.kind === 'heading' ? token.title : ''
    }),
  )
  const verdicts: Verdict[] = spans.map(() => 'paper')
  for (const same of byTitle.values()) {
    if (same.length < 2) continue
    const weight = (n: number) => spans[n]?.weight ?? 0
    const best = same.reduce((a, b) => (weight(b) > weight(a) || (weight(b) === weight(a) && weight(b) === 0) ? b : a))
    for (const n of same) if (n !== best) verdicts[n] = weight(n) <= 1 ? 'contents' : 'repeated'
  }
  return restartedContents(items, spans, verdicts)
}

/**
 * A bare list numbered from 1 before papers that begin again at 1: the same papers under other
 * titles.
 */
function restartedContents(items: readonly Item[], spans: readonly Span[], verdicts: Verdict[]): readonly Verdict[] {
  const number = (n: number) => {
    const token = items[spans[n]?.start ?? -1]?.token
    return token?.kind === 'heading' ? token.number : null
  }
  const restart = spans.findIndex((_, n) => n > 1 && number(n) === 1 && (number(n - 1) ?? 0) >= 2)
  const isBare = restart > 0 && spans.slice(0, restart).every((span) => span.weight <= 1)
  const hasBodies = restart > 0 && spans.slice(restart).some((span) => span.weight >= 2)
  return isBare && hasBodies ? verdicts.map((verdict, n) => (n < restart ? 'contents' : verdict)) : verdicts
}

function gather(items: readonly Item[], spans: readonly Span[], verdicts: readonly Verdict[]): Outline {
  const marks: Outline['marks'][number][] = []
  const entries: Entry[] = []
  const repeated: Entry[] = []
  const head: Item[] = []
  let isListed: boolean | null = null
  let group: readonly string[] = []
  let span = -1
  const hasSections = items.some(({ token }) => token.kind === 'section' && token.listed !== null)
  const bodies: Item[][] = spans.map(() => [])
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (!item) continue
    if (spans[span + 1]?.start === i) {
      span++
      const verdict = verdicts[span]
      const body = bodies[span] ?? []
      const entry = { heading: item as Entry['heading'], body, isListed: hasSections ? isListed === true : null, group }
      if (verdict === 'contents') marks.push({ item, as: 'contents' })
      else (verdict === 'paper' ? entries : repeated).push(entry)
    } else if (item.token.kind === 'section') {
      const isContents = verdicts[span + 1] === 'contents'
      marks.push({ item, as: isContents ? 'contents' : spans[span + 1] ? 'section' : 'ornament' })
      if (item.token.isPart !== true) group = item.token.categories ?? []
      if (!isContents && spans[span + 1]) isListed = item.token.listed ?? isListed
    } else if (item.token.kind === 'legend' && (span === -1 || Object.keys(item.token.names).length !== 1))
      marks.push({ item, as: 'legend' })
    else if (item.token.kind === 'contents') marks.push({ item, as: 'contents' })
    else if (item.token.kind === 'ornament' || item.token.kind === 'boilerplate') marks.push({ item, as: item.token.kind })
    else if (span === -1 || verdicts[span] === 'contents') head.push(item)
    else bodies[span]?.push(item)
  }
  return { head, entries, marks, repeated }
}
