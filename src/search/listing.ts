// Lists that need no text search: papers of an author, of an institution; counts.
import type { Archive } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import { conditionsOfFilters, createNameResolver } from './ranking/conditions.ts'
import type { Condition, PageRange } from './search-index.ts'
import type { SearchParts } from './search-parts.ts'

const DEFAULT_LIMIT = 10

export type Listing = Pick<Archive, 'byAuthor' | 'byAffiliation' | 'counts'>

export function createListing({ database, index, ensureIndexed }: SearchParts): Listing {
  const names = createNameResolver(index)
  const list = async (condition: Condition, { limit = DEFAULT_LIMIT, offset = 0 }: Partial<PageRange> = {}) => {
    await ensureIndexed()
    const { total, counts, pids } = index.listWithCounts(condition, { limit, offset })
    return { total, counts, papers: await papersOfPids(database, pids) }
  }
  return {
    byAuthor: (name, range) => list(names.author(name), range),
    byAffiliation: (name, range) => list({ kind: 'affiliation', keys: names.affiliationKeys(name) }, range),
    async counts(filters = {}) {
      await ensureIndexed()
      return index.counts(conditionsOfFilters(filters, names))
    },
  }
}
