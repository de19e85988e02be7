// The day of a digest. Trust falls from the file's name over its head and its links to the file's time.
import { dayInShanghai, type FoundDate, findFullDate, isoDay, isRealDay } from './dates.ts'
import type { DateSource } from './digest.ts'
import { weiboTime } from './weibo.ts'

export interface DateClues {
  /** Innermost first: an archive's entry, then the archive. */
  readonly names: readonly string[]
  readonly head: FoundDate | null
  readonly papers: readonly { readonly links: readonly string[] }[]
  readonly modifiedAt: Date | null
  /** One of several digests in a file: its own head and links know better than the file's name. */
  readonly isOneOfSeveral: boolean
}

export interface DateFound {
  readonly date: string | null
  readonly dateFrom: DateSource | null
  /** Where the head's year came from, when it had none. */
  readonly isYearAssumed: boolean
  /** The head's day, where it is another than the file name's. */
  readonly conflict: string | null
}

export function dateOf(clues: DateClues): DateFound {
  const name = clues.names.map(dayOfName).find((day) => day !== null) ?? null
  if (name !== null && clues.head === null && !clues.isOneOfSeveral)
    return { date: name, dateFrom: 'name', isYearAssumed: false, conflict: null }
  const links = dayOfLinks(clues.papers.flatMap((paper) => paper.links))
  const mtime = clues.modifiedAt && Number.isFinite(clues.modifiedAt.getTime()) ? dayInShanghai(clues.modifiedAt.getTime()) : null
  const head = clues.head ? completeYear(clues.head, links ?? name, mtime) : null
  const own = head ?? links
  const isNameTrusted = name !== null && !(clues.isOneOfSeveral && own !== null && own !== name)
  const isYearAssumed = !isNameTrusted && head !== null && clues.head?.year === null
  const conflict = isNameTrusted && head !== null && head !== name ? head : null
  const answer = (date: string | null, dateFrom: DateSource | null): DateFound => ({ date, dateFrom, isYearAssumed, conflict })
  if (isNameTrusted) return answer(name, 'name')
  if (head !== null) return answer(head, 'head')
  if (links !== null) return answer(links, 'links')
  return mtime === null ? answer(null, null) : answer(mtime, 'mtime')
}

function dayOfName(name: string): string | null {
  const found = findFullDate(name)
  return found?.year ? isoDay(found.year, found.month, found.day) : null
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

const DAY = 86_400_000

/** Without a year: the one that brings the day nearest to the links', or last before the file's time. */
function completeYear(found: FoundDate, near: string | null, mtime: string | null): string | null {
  if (found.year !== null)
    return isRealDay(found.year, found.month, found.day) ? isoDay(found.year, found.month, found.day) : null
  const anchor = near ?? mtime
  if (anchor === null) return null
  const year = Number(anchor.slice(0, 4))
  const at = Date.parse(anchor)
  const days = [year - 1, year, year + 1, year - 2, year - 3, year - 4]
    .filter((candidate) => isRealDay(candidate, found.month, found.day))
    .map((candidate) => isoDay(candidate, found.month, found.day))
    .filter((day) => near !== null || Date.parse(day) <= at + DAY)
  return days.sort((a, b) => Math.abs(Date.parse(a) - at) - Math.abs(Date.parse(b) - at))[0] ?? null
}
