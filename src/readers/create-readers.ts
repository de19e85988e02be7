// Readers at rest.
import type { Database } from '../database/database.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Language } from '../text/bilingual.ts'
import { createKeptAbout } from './kept-data.ts'
import type { Readers } from './readers.ts'
import { createReadingLists } from './reading-lists.ts'
import { createWatches } from './watches.ts'

export function createReaders(parts: {
  readonly database: Database
  readonly clock: Clock
  /** A watch began or goes on: something may wait for it. */
  readonly changed?: () => void
}): Readers {
  const { query, reading } = parts.database
  return {
    lists: createReadingLists(parts),
    watches: createWatches(parts),
    kept: createKeptAbout(parts),
    async language(userId) {
      const row = await reading.selectFrom('readers').select('language').where('user_id', '=', userId).executeTakeFirst()
      return (row?.language ?? null) as Language | null
    },
    async setLanguage(userId, language) {
      await query
        .insertInto('readers')
        .values({ user_id: userId, language })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ language }))
        .execute()
    },
  }
}
