// Readers at rest.
import type { Database } from '../database/database.ts'
import type { Language } from '../text/bilingual.ts'
import type { Readers } from './readers.ts'

export function createReaders(parts: { readonly database: Database }): Readers {
  const { query } = parts.database
  return {
    async language(userId) {
      const row = await query.selectFrom('readers').select('language').where('user_id', '=', userId).executeTakeFirst()
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
