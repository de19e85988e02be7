// The view that render draws of the lines of a day index.
import type { ArchivedDigest } from '../../archive/archive.ts'
import type { DayEntry, DayView } from '../../render/lists/day-index.ts'
import type { DeliveryId } from '../identity.ts'
import type { IndexEntry } from '../outbox/edition.ts'

/**
 * `links` has the address of each message that was sent. Papers that the digest no longer has are
 * left out.
 */
export function dayView(
  digest: Pick<ArchivedDigest, 'date' | 'title' | 'papers'>,
  entries: readonly IndexEntry[],
  links: ReadonlyMap<DeliveryId, string>,
  token: string,
  movedFrom: string | null,
): DayView {
  const papers = new Map(digest.papers.map((paper) => [paper.id, paper]))
  const overflow = entries.filter((entry) => entry.state === 'overflow').length
  return {
    date: digest.date,
    title: digest.title,
    ...(movedFrom === null ? {} : { movedFrom }),
    entries: entries.flatMap((entry): DayEntry[] => {
      const paper = papers.get(entry.paper)
      if (paper === undefined || entry.state === 'overflow') return []
      const url = (entry.delivery === null ? undefined : links.get(entry.delivery)) ?? null
      if (entry.seen === null) return [{ paper, url }]
      return [{ paper, url: null, seen: { date: entry.seen.day, url, promoted: entry.seen.promoted } }]
    }),
    ...(overflow === 0 ? {} : { overflow: { count: overflow, token } }),
  }
}
