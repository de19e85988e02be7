// What the bot asked and what it was told: the last thousand requests, and counts by route for ever.
import type { Feed, RequestEntry } from './feed.ts'

export interface RequestLog {
  add(entry: Omit<RequestEntry, 'id'>): void
  list(options?: { after?: number; limit?: number }): RequestEntry[]
  counts(): { requests: Record<string, number>; refusals: Record<string, number>; refusalCodes: Record<string, number> }
}

const REMEMBERED = 1_000

export function createRequestLog(feed: Feed): RequestLog {
  let entries: RequestEntry[] = []
  let id = 0
  const requests: Record<string, number> = {}
  const refusals: Record<string, number> = {}
  const refusalCodes: Record<string, number> = {}
  const count = (table: Record<string, number>, key: string) => {
    table[key] = (table[key] ?? 0) + 1
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
    counts: () => ({ requests, refusals, refusalCodes }),
  }
}
