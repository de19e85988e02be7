// What readers ask of the archive and what may take long. None of it writes, so that a thread of
// its own can answer.
import type { Archive } from '../archive/archive.ts'
import { createGlossary } from './glossary.ts'
import { createListing } from './listing.ts'
import { createSearch } from './search.ts'
import type { LearnedTerm } from './search-index.ts'
import type { SearchParts } from './search-parts.ts'
import { createSimilar } from './similar.ts'
import { createTrends } from './trends.ts'
import { createRememberingIndex } from './words/remembered-answers.ts'

export const QUERY_METHODS = ['search', 'similar', 'byAuthor', 'byAffiliation', 'counts', 'glossary', 'trends'] as const

export const LEARNING_QUERY_METHODS = [...QUERY_METHODS, 'takeLearned'] as const

export type Queries = Pick<Archive, (typeof QUERY_METHODS)[number]>

/** What the index is to keep of what queries have found out. */
export interface LearningQueries {
  takeLearned(): Promise<readonly LearnedTerm[]>
}

export function createQueries(parts: SearchParts): Queries & LearningQueries {
  const remembering = createRememberingIndex(parts.index)
  const { search, takeLearned } = createSearch({ ...parts, remembering, elapsed: () => performance.now() })
  return {
    ...createListing(parts),
    glossary: createGlossary({ ...parts, remembering }),
    trends: createTrends(parts),
    search,
    takeLearned,
    similar: createSimilar({ ...parts, remembering }),
  }
}
