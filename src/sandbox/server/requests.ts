// What the bot asked and what it was told: the last thousand requests, as far as they fit into the
// memory that is set aside for them, and counts by route for ever.
import type { Feed, RequestEntry } from '../feed.ts'
import { weightOf } from '../weight.ts'

export interface RequestLog {
  add(entry: Omit<RequestEntry, 'id'>): void
  list(options?: { after?: number; limit?: number }): RequestEntry[]
  counts(): { requests: Record<string, number>; refusals: Record<string, number>; refusalCodes: Record<string, number> }
}

const REMEMBERED = 1_000
/** Bodies and answers of all remembered requests together; older ones lose theirs first. */
const MAX_REMEMBERED_BYTES = 8 * 1_024 * 1_024
const FORGOTTEN = 'forgotten: the bodies of later requests have taken its place'
/** Paths that are no route are counted by their path, and there is no end of those. */
const MAX_NAMES = 1_000
const OTHERS = 'others'

export function createRequestLog(feed: Feed): RequestLog {
  let entries: RequestEntry[] = []
  let id = 0
  /** What each of the entries weighs; 0 where its body and answer have been forgotten. */
  let weights: number[] = []
  let held = 0
  /** The first entry whose body and answer are still there. */
  let firstHeld = 0

  function remember(entry: RequestEntry): void {
    const weight = weightOf(entry.body) + weightOf(entry.answer)
    entries.push(entry)
    weights.push(weight)
    held += weight
    // The newest stays whole, however large it is.
    for (; held > MAX_REMEMBERED_BYTES && firstHeld < entries.length - 1; firstHeld += 1) {
      held -= weights[firstHeld] ?? 0
      weights[firstHeld] = 0
      // An entry that has been passed on is not changed: a shortened copy takes its place.
      entries[firstHeld] = { ...(entries[firstHeld] as RequestEntry), body: FORGOTTEN, answer: FORGOTTEN }
    }
    if (entries.length <= REMEMBERED * 2) return
    for (const gone of weights.slice(0, -REMEMBERED)) held -= gone
    firstHeld = Math.max(0, firstHeld - (entries.length - REMEMBERED))
    entries = entries.slice(-REMEMBERED)
    weights = weights.slice(-REMEMBERED)
  }

  const requests = new Map<string, number>()
  const refusals = new Map<string, number>()
  const refusalCodes = new Map<string, number>()
  const count = (table: Map<string, number>, key: string) => {
    const name = table.has(key) || table.size < MAX_NAMES ? key : OTHERS
    table.set(name, (table.get(name) ?? 0) + 1)
  }
  return {
    add(fields) {
      const entry = { id: ++id, ...fields }
      remember(entry)
      count(requests, entry.route)
      if (entry.status >= 400) {
        count(refusals, entry.route)
        count(refusalCodes, String(entry.code ?? entry.status))
      }
      feed.tell({ kind: 'request', entry })
    },
    list({ after = 0, limit = REMEMBERED } = {}) {
      return entries
        .slice(-REMEMBERED)
        .filter((entry) => entry.id > after)
        .slice(-limit)
    },
    counts: () => ({
      requests: Object.fromEntries(requests),
      refusals: Object.fromEntries(refusals),
      refusalCodes: Object.fromEntries(refusalCodes),
    }),
  }
}
