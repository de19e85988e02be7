// What the bot asked and what it was told: the last thousand requests, and counts by route for
// ever.
import type { Feed, RequestEntry } from './feed.ts'

export interface RequestLog {
  add(entry: Omit<RequestEntry, 'id'>): void
  list(options?: { after?: number; limit?: number }): RequestEntry[]
  counts(): { requests: Record<string, number>; refusals: Record<string, number>; refusalCodes: Record<string, number> }
}

const REMEMBERED = 1_000
/** Paths that are no route are counted by their path, and there is no end of those. */
const MAX_NAMES = 1_000
const OTHERS = 'others'

export function createRequestLog(feed: Feed): RequestLog {
  let entries: RequestEntry[] = []
  let id = 0
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
      entries.push(entry)
      if (entries.length > REMEMBERED * 2) entries = entries.slice(-REMEMBERED)
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
