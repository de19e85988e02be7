// What readers ask of the archive and what may take long: nothing of it writes, so that a thread beside the bot's can answer.

import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { createGlossary } from './glossary.ts'
import { createListing } from './listing.ts'
import { createSearch } from './search.ts'
import type { SearchIndex } from './search-index.ts'
import { createSimilar } from './similar.ts'
import { createTrends } from './trends.ts'

export const QUESTIONS = ['search', 'similar', 'byAuthor', 'byAffiliation', 'counts', 'glossary', 'trends'] as const

export type Questions = Pick<Archive, (typeof QUESTIONS)[number]>

export interface QuestionParts {
  readonly database: Database
  readonly index: SearchIndex
  /** Awaited first: what was just stored must be found. */
  readonly before: () => Promise<void>
}

export function createQuestions(parts: QuestionParts): Questions {
  const { database } = parts
  return {
    ...createListing(parts),
    glossary: createGlossary(parts),
    trends: createTrends({ database }),
    search: createSearch({ ...parts, elapsed: () => performance.now() }),
    similar: createSimilar(parts),
  }
}
