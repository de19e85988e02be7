// Lists that need no text search: papers of an author, of an institution; counts.
import type { Database } from '../database/database.ts'
import type { Condition, SearchIndex } from '../database/search-index.ts'
import type { Archive, ArchivedPaper, Counts } from './archive.ts'
import { papersOfPids } from './reading.ts'
import { conditionsOfFilters, createNames } from './search/conditions.ts'

const DEFAULT_LIMIT = 10

export type Listing = Pick<Archive, 'byAuthor' | 'byAffiliation' | 'counts'>

export function createListing(parts: { database: Database; index: SearchIndex; before: () => Promise<void> }): Listing {
  const { database, index } = parts
  const meant = createNames(index)
  const list = async (condition: Condition, { limit = DEFAULT_LIMIT, offset = 0 }: { limit?: number; offset?: number } = {}) => {
    await parts.before()
    const pids = index.list([condition], limit, offset)
    const papers: readonly ArchivedPaper[] = await papersOfPids(database.query, pids)
    return { total: index.countListed([condition]), papers, counts: index.counts([condition]) }
  }
  return {
    byAuthor: (name, options) => list(meant.author(name), options),
    byAffiliation: (name, options) => list({ kind: 'affiliation', keys: meant.affiliationKeys(name) }, options),
    async counts(filters = {}): Promise<Counts> {
      await parts.before()
      return index.counts(conditionsOfFilters(filters, meant))
    },
  }
}
