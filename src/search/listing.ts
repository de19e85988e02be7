// Lists that need no text search: papers of an author, of an institution; counts.
import type { Archive } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import { isMeant, nameOf, type PersonName } from '../names/people.ts'
import { conditionsOfFilters, createNameResolver } from './ranking/conditions.ts'
import type { Condition, PageRange, SearchIndex } from './search-index.ts'
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
    async byAuthor(name, range) {
      const condition = names.author(name)
      const listed = await list(condition, range)
      const authors = new Set(listed.papers.flatMap((paper) => paper.authors))
      const meant = condition.kind === 'author' ? condition.names : []
      const isOne = (author: string) =>
        condition.kind === 'given-name' ? nameOf(author).given === condition.given : isMeant(author, meant)
      return { ...listed, authors: [...authors].filter(isOne), people: peopleMeant(index, meant) }
    },
    byAffiliation: (name, range) => list({ kind: 'affiliation', keys: names.affiliationKeys(name) }, range),
    async counts(filters = {}) {
      await ensureIndexed()
      return index.counts(conditionsOfFilters(filters, names))
    },
  }
}

const MAX_PEOPLE = 25
/** Most of whom may be written with the same initial, which says no more than was typed. */
const MAX_NAMES = 200

function peopleMeant(index: SearchIndex, meant: readonly PersonName[]): string[] {
  const open = meant.filter(({ given }) => given === null || given.length === 1)
  if (open.length === 0) return []
  const least = Math.max(...open.map(({ given }) => given?.length ?? 0))
  return index
    .authorsNamed(open, MAX_NAMES)
    .map(({ name }) => name)
    .filter((name) => nameOf(name).given.length > least)
    .slice(0, MAX_PEOPLE)
}
