// The day of a digest, from the clues in the order of trust: from the file's name over its head and
// its links to the file's time.

import { DAY_MS } from '../../text/duration.ts'
import type { DateSource } from '../digest.ts'
import { arxivMonths } from '../links/arxiv.ts'
import { dayInShanghai, type FoundDate, findFullDate, isoDay, isRealDay } from './dates.ts'
import type { Posted } from './posted.ts'
import { weiboTime } from './weibo.ts'

export interface DateClues {
  /** Innermost first: an archive's entry, then the archive. */
  readonly names: readonly string[]
  readonly head: FoundDate | null
  /** Lines that say when the text was posted or edited. */
  readonly posted: () => readonly Posted[]
  /** Addresses of the head and of all papers; a name that says the day leaves them unasked. */
  readonly links: () => readonly string[]
  /** Those of all digests of the file: what was kept together is of one time. */
  readonly fileLinks: readonly string[]
  /** Days of single papers, in a list or a table that has one for each. */
  readonly listed: () => readonly FoundDate[]
  /** When the mail that carries it was sent. */
  readonly sentAt: Date | null
  readonly modifiedAt: Date | null
  /** One of several digests in a file: its own head and links know better than the file's name. */
  readonly isOneOfSeveral: boolean
}

/** What gave a head its year. */
export type YearSource = 'links' | 'posted' | 'mail' | 'mtime'

export interface DateFound {
  readonly date: string | null
  readonly dateFrom: DateSource | null
  /** Where the head's year came from, when it had none and nothing names the whole day. */
  readonly yearFrom: YearSource | null
  /** The head's day, where it is another than the file name's. */
  readonly conflict: string | null
  /** The first day of the papers, where only theirs date the digest and they have several. */
  readonly listedFrom: string | null
}

export function dateOf(clues: DateClues): DateFound {
  const name = clues.names.map(dayOfName).find((day) => day !== null) ?? null
  if (name !== null && clues.head === null && !clues.isOneOfSeveral)
    return { date: name, dateFrom: 'name', yearFrom: null, conflict: null, listedFrom: null }
  const [addresses, posted] = [clues.links(), clues.posted()]
  const links = dayOfLinks(addresses)
  const sent = dayOfTime(clues.sentAt)
  const mtime = sent ?? dayOfTime(clues.modifiedAt)
  const published = dayOfPosted(posted, false)
  const edited = dayOfPosted(posted, true)
  const anchors = {
    near: links ?? name ?? dayOfLinks(clues.fileLinks),
    posted: published ?? edited,
    sent,
    months: arxivMonths(addresses),
    mtime,
  }
  const head = clues.head ? completeYear(clues.head, anchors) : null
  const own = head?.day ?? published ?? links
  const isNameTrusted = name !== null && !(clues.isOneOfSeveral && own !== null && own !== name)
  const yearFrom = isNameTrusted || head === null ? null : head.yearFrom
  const conflict = isNameTrusted && head !== null && head.day !== name ? head.day : null
  const answer = (date: string | null, dateFrom: DateSource | null): DateFound => ({
    date,
    dateFrom,
    yearFrom,
    conflict,
    listedFrom: null,
  })
  if (isNameTrusted) return answer(name, 'name')
  if (head !== null) return answer(head.day, 'head')
  if (published !== null) return answer(published, 'head')
  if (links !== null) return answer(links, 'links')
  if (edited !== null) return answer(edited, 'head')
  const listed = clues
    .listed()
    .flatMap((day) => fullDay(day) ?? [])
    .sort()
  const [first, last] = [listed[0] ?? null, listed.at(-1) ?? null]
  // A list that grows has the newest of its papers on its own day.
  if (last !== null) return { ...answer(last, 'head'), listedFrom: first === last ? null : first }
  return mtime === null ? answer(null, null) : answer(mtime, 'mtime')
}

function dayOfTime(time: Date | null): string | null {
  return time !== null && Number.isFinite(time.getTime()) ? dayInShanghai(time.getTime()) : null
}

/** A name that is a day and nothing else, as most are, needs none of the other patterns. */
const NAMED_BY_DAY = /^((?:19|20)\d{2})-(\d{2})-(\d{2})\.[a-z]{2,5}$/

function dayOfName(name: string): string | null {
  const [, year, month, day] = NAMED_BY_DAY.exec(name) ?? []
  if (year !== undefined && isRealDay(Number(year), Number(month), Number(day))) return `${year}-${month}-${day}`
  return fullDay(findFullDate(name))
}

function fullDay(found: FoundDate | null): string | null {
  return found?.year && isRealDay(found.year, found.month, found.day) ? isoDay(found.year, found.month, found.day) : null
}

/** The first time of posting, or of editing; a day without its year says too little. */
function dayOfPosted(posted: readonly Posted[], isEdit: boolean): string | null {
  const days = posted.flatMap((line) => (line.isEdit === isEdit ? (fullDay(line.date) ?? []) : []))
  return days.sort()[0] ?? null
}

/** The day most posts were made on; of several equal, the earliest. */
function dayOfLinks(links: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const link of links) {
    const time = link.includes('weibo.') ? weiboTime(link) : null
    if (time !== null) counts.set(dayInShanghai(time), (counts.get(dayInShanghai(time)) ?? 0) + 1)
  }
  const days = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return days[0]?.[0] ?? null
}

interface Anchors {
  /** A day close to which it is. */
  readonly near: string | null
  /** Days that it is not behind. */
  readonly posted: string | null
  readonly sent: string | null
  readonly mtime: string | null
  /** Months of the papers, before which it is not. */
  readonly months: readonly string[]
}

interface Completed {
  readonly day: string
  readonly yearFrom: YearSource | null
}

/** Without a year: the one that fits the best of the anchors. */
function completeYear(found: FoundDate, { near, posted, sent, months, mtime }: Anchors): Completed | null {
  const full = fullDay(found)
  if (found.year !== null) return full === null ? null : { day: full, yearFrom: null }
  const of = (day: string | null, yearFrom: YearSource) => (day === null ? null : { day, yearFrom })
  if (near !== null) return of(nearest(found, near), 'links')
  if (posted !== null) {
    const day = lastUntil(found, posted)
    // A line that names the same day with its year leaves nothing to assume.
    return day === posted ? { day, yearFrom: null } : of(day, 'posted')
  }
  if (sent !== null) return of(lastUntil(found, sent), 'mail')
  const known = months
    .filter((month) => mtime === null || month <= mtime)
    .sort()
    .at(-1)
  const day = known === undefined ? null : firstFrom(found, `${known}-01`, mtime)
  if (day !== null) return of(day, 'links')
  return mtime === null ? null : of(lastUntil(found, mtime), 'mtime')
}

/**
 * The same day of the year and of those around it. A leap day comes every fourth year, or every
 * eighth.
 */
function daysAround(found: FoundDate, anchor: string): readonly string[] {
  const year = Number(anchor.slice(0, 4))
  return Array.from({ length: 17 }, (_, i) => year - 8 + i)
    .filter((candidate) => isRealDay(candidate, found.month, found.day))
    .map((candidate) => isoDay(candidate, found.month, found.day))
}

function nearest(found: FoundDate, anchor: string): string | null {
  const distance = (day: string) => Math.abs(Date.parse(day) - Date.parse(anchor))
  return [...daysAround(found, anchor)].sort((a, b) => distance(a) - distance(b))[0] ?? null
}

function lastUntil(found: FoundDate, anchor: string): string | null {
  return daysAround(found, anchor).findLast((day) => Date.parse(day) <= Date.parse(anchor) + DAY_MS) ?? null
}

/**
 * Where the file is older than that day, only the days before its time are left: then the one
 * nearest to the month.
 */
function firstFrom(found: FoundDate, start: string, mtime: string | null): string | null {
  const isPast = (day: string) => mtime === null || Date.parse(day) <= Date.parse(mtime) + DAY_MS
  const days = daysAround(found, start).filter(isPast)
  return days.find((day) => day >= start) ?? days.at(-1) ?? null
}
