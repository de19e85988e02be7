// What readers ask of the archive and what may take long. None of it writes, so that a thread of
// its own can answer.
import type { Archive } from '../archive/archive.ts'
import { createGlossary } from './glossary.ts'
import { createListing } from './listing.ts'
import { createSearch } from './search.ts'
import type { SearchParts } from './search-parts.ts'
import { createSimilar } from './similar.ts'
import { createTrends } from './trends.ts'
import { createRememberingIndex } from './words/remembered-answers.ts'

export const QUERY_METHODS = ['search', 'similar', 'byAuthor', 'byAffiliation', 'counts', 'glossary', 'trends'] as const

export type Queries = Pick<Archive, (typeof QUERY_METHODS)[number]>

export function createQueries(parts: SearchParts): Queries {
  const remembering = createRememberingIndex(parts.index)
  return {
    ...createListing(parts),
    glossary: createGlossary({ ...parts, remembering }),
    trends: createTrends(parts),
    search: createSearch({ ...parts, remembering, elapsed: () => performance.now() }),
    similar: createSimilar({ ...parts, remembering }),
  }
}
