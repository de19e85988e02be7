// The lines of a day index, as they are remembered, and the view that render draws from them.
import type { ArchivedDigest } from '../../archive/archive.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { DayEntry, DayView } from '../../render/lists/day-index.ts'
import type { DeliveryId } from '../identity.ts'

export interface IndexEntry {
  readonly paper: PaperId
  /** `overflow`: above the limit of the slot, behind the "n more" line. */
  readonly state: 'posted' | 'seen' | 'overflow'
  /** The delivery that carries it, or that carried it when it was seen. */
  readonly delivery: DeliveryId | null
  readonly seen: { readonly day: string | null; readonly promoted: boolean } | null
}

export interface EditionContent {
  readonly entries: readonly IndexEntry[]
  /** The day that the index showed before the digest got another one. */
  readonly movedFrom: string | null
}

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
