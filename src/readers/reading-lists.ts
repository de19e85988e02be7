// Reading lists, and what a server's readers saved most: a save inside a server is a vote there,
// one for each reader.
import type { Database } from '../database/database.ts'
import type { Handle } from '../database/schema/index.ts'
import type { PaperId } from '../digest/digest.ts'
import type { Clock } from '../schedule/clock.ts'

export const MAX_SAVED = 1000
/** Characters of a note. */
export const MAX_NOTE = 1000

export interface SavedPaper {
  readonly paperId: PaperId
  readonly note: string | null
  readonly savedAt: number
}

export interface Votes {
  readonly paperId: PaperId
  readonly votes: number
}

export interface ReadingLists {
  /** `full`: the list has all that it takes. Saving again in another server is a vote there too. */
  save(userId: string, paperId: PaperId, guildId: string | null): Promise<'saved' | 'known' | 'full'>
  /** Newest first. */
  list(userId: string, options?: { limit?: number; offset?: number }): Promise<readonly SavedPaper[]>
  count(userId: string): Promise<number>
  get(userId: string, paperId: PaperId): Promise<SavedPaper | null>
  /** False where it is not in the list. Null takes the note away. */
  note(userId: string, paperId: PaperId, note: string | null): Promise<boolean>
  /** The reader's votes for it go too. */
  remove(userId: string, paperId: PaperId): Promise<boolean>
  /** Everything of this reader's list and votes; answers how many papers it had. */
  clear(userId: string): Promise<number>
  /** How many times these papers are in somebody's list. */
  countSaves(paperIds: readonly PaperId[]): Promise<number>
  /** Papers with the most votes since a moment. */
  topVoted(guildId: string, since: number, limit: number): Promise<readonly Votes[]>
}

export function createReadingLists(parts: { readonly database: Database; readonly clock: Clock }): ReadingLists {
  const db = parts.database.query

  const count = async (userId: string, handle: Handle = db) =>
    Number(
      (
        await handle
          .selectFrom('saved')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('user_id', '=', userId)
          .executeTakeFirst()
      )?.count ?? 0,
    )

  async function get(userId: string, paperId: PaperId, handle: Handle = db): Promise<SavedPaper | null> {
    const row = await handle
      .selectFrom('saved')
      .select(['note', 'saved_at'])
      .where('user_id', '=', userId)
      .where('paper_id', '=', paperId)
      .executeTakeFirst()
    return row === undefined ? null : { paperId, note: row.note, savedAt: row.saved_at }
  }

  return {
    async save(userId, paperId, guildId) {
      const now = parts.clock.now()
      return await db.transaction().execute(async (handle) => {
        const known = await get(userId, paperId, handle)
        if (known === null && (await count(userId, handle)) >= MAX_SAVED) return 'full'
        await handle
          .insertInto('saved')
          .values({ user_id: userId, paper_id: paperId, note: null, saved_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        if (guildId !== null)
          await handle
            .insertInto('votes')
            .values({ guild_id: guildId, user_id: userId, paper_id: paperId, voted_at: now })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        return known === null ? 'saved' : 'known'
      })
    },
    async list(userId, { limit = MAX_SAVED, offset = 0 } = {}) {
      const rows = await db
        .selectFrom('saved')
        .select(['paper_id', 'note', 'saved_at'])
        .where('user_id', '=', userId)
        .orderBy('saved_at', 'desc')
        .orderBy('paper_id')
        .limit(limit)
        .offset(offset)
        .execute()
      return rows.map((row) => ({ paperId: row.paper_id as PaperId, note: row.note, savedAt: row.saved_at }))
    },
    count: (userId) => count(userId),
    get: (userId, paperId) => get(userId, paperId),
    async note(userId, paperId, note) {
      const result = await db
        .updateTable('saved')
        .set({ note })
        .where('user_id', '=', userId)
        .where('paper_id', '=', paperId)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    remove: (userId, paperId) =>
      db.transaction().execute(async (handle) => {
        await handle.deleteFrom('votes').where('user_id', '=', userId).where('paper_id', '=', paperId).execute()
        const { numDeletedRows } = await handle
          .deleteFrom('saved')
          .where('user_id', '=', userId)
          .where('paper_id', '=', paperId)
          .executeTakeFirst()
        return numDeletedRows > 0n
      }),
    clear: (userId) =>
      db.transaction().execute(async (handle) => {
        await handle.deleteFrom('votes').where('user_id', '=', userId).execute()
        const { numDeletedRows } = await handle.deleteFrom('saved').where('user_id', '=', userId).executeTakeFirst()
        return Number(numDeletedRows)
      }),
    async countSaves(paperIds) {
      if (paperIds.length === 0) return 0
      const row = await db
        .selectFrom('saved')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('paper_id', 'in', paperIds)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },
    async topVoted(guildId, since, limit) {
      const rows = await db
        .selectFrom('votes')
        .select(({ fn }) => ['paper_id', fn.countAll<number>().as('votes')])
        .where('guild_id', '=', guildId)
        .where('voted_at', '>=', since)
        .groupBy('paper_id')
        .orderBy('votes', 'desc')
        .orderBy(({ fn }) => fn.max('voted_at'), 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ paperId: row.paper_id as PaperId, votes: Number(row.votes) }))
    },
  }
}
