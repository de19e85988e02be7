// Watches at rest: words of a reader's own, for which one message a day brings new papers.
import type { Database } from '../database/database.ts'
import type { Handle } from '../database/schema/index.ts'
import type { PaperId } from '../digest/digest.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Locale } from '../text/locale.ts'

export const MAX_WATCHES = 20

export type WatcherState = 'active' | 'stopped' | 'dm-blocked'

export interface Watcher {
  /**
   * `dm-blocked`: Discord refuses direct messages to this reader; what is found meanwhile waits.
   */
  readonly state: WatcherState
  /** When it got into this state, ms. */
  readonly since: number
  /** In the order in which they were added. */
  readonly queries: readonly string[]
  /** Papers found that no message has brought yet. */
  readonly waiting: number
}

export interface Watches {
  get(userId: string): Promise<Watcher | null>
  /** `locale` is the wording of the messages from now on. One that was stopped goes on. */
  add(userId: string, query: string, locale: Locale): Promise<'added' | 'known' | 'full'>
  /** False where there is none of these words. */
  remove(userId: string, query: string): Promise<boolean>
  /** No more messages; what waits is forgotten, the words are kept. */
  stop(userId: string): Promise<void>
  /** After a stop, or when direct messages are open again. */
  resume(userId: string, locale: Locale): Promise<void>
  /** True once after messages were refused: the reader is to be notified. */
  consumeDmRefusal(userId: string): Promise<boolean>
  /** New papers may be there. */
  look(): void
  /**
   * The papers that a message of this reader's brought, in its order; empty where it is another's.
   */
  mailed(userId: string, mailId: string): Promise<readonly PaperId[]>
}

export function createWatches(parts: {
  readonly database: Database
  readonly clock: Clock
  readonly changed?: () => void
}): Watches {
  const { clock, changed = () => undefined } = parts
  const db = parts.database.query

  const queriesOf = async (userId: string, handle: Handle = db) =>
    (
      await handle
        .selectFrom('watches')
        .select('query')
        .where('user_id', '=', userId)
        .orderBy('created_at')
        .orderBy('query')
        .execute()
    ).map(({ query }) => query)

  const set = async (handle: Handle, userId: string, state: WatcherState, locale?: Locale) => {
    await handle
      .updateTable('watchers')
      .set({ state, since: clock.now(), ...(locale === undefined ? {} : { locale }) })
      .where('user_id', '=', userId)
      .execute()
  }

  /** What removed words have found goes with them, unless a message has brought it. */
  const dropWaiting = async (handle: Handle, userId: string, query?: string) => {
    let hits = handle.deleteFrom('watch_hits').where('user_id', '=', userId).where('mail_id', 'is', null)
    if (query !== undefined) hits = hits.where('query', '=', query)
    await hits.execute()
  }

  return {
    async get(userId) {
      const row = await db.selectFrom('watchers').select(['state', 'since']).where('user_id', '=', userId).executeTakeFirst()
      if (row === undefined) return null
      const waiting = await db
        .selectFrom('watch_hits')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('user_id', '=', userId)
        .where('mail_id', 'is', null)
        .executeTakeFirst()
      return { state: row.state, since: row.since, queries: await queriesOf(userId), waiting: Number(waiting?.count ?? 0) }
    },
    async add(userId, query, locale) {
      const now = clock.now()
      const outcome = await db.transaction().execute(async (handle) => {
        const present = await queriesOf(userId, handle)
        const isKnown = present.includes(query)
        if (!isKnown && present.length >= MAX_WATCHES) return 'full'
        await handle
          .insertInto('watchers')
          .values({ user_id: userId, locale, state: 'active', since: now })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ locale, state: 'active', since: now }))
          .execute()
        await handle
          .insertInto('watches')
          .values({ user_id: userId, query, created_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        return isKnown ? 'known' : 'added'
      })
      if (outcome !== 'full') changed()
      return outcome
    },
    remove: (userId, query) =>
      db.transaction().execute(async (handle) => {
        const { numDeletedRows } = await handle
          .deleteFrom('watches')
          .where('user_id', '=', userId)
          .where('query', '=', query)
          .executeTakeFirst()
        await dropWaiting(handle, userId, query)
        return numDeletedRows > 0n
      }),
    stop: (userId) =>
      db.transaction().execute(async (handle) => {
        await set(handle, userId, 'stopped')
        await dropWaiting(handle, userId)
      }),
    async resume(userId, locale) {
      await set(db, userId, 'active', locale)
      changed()
    },
    async consumeDmRefusal(userId) {
      const { numUpdatedRows } = await db
        .updateTable('watchers')
        .set({ notified: 1 })
        .where('user_id', '=', userId)
        .where('state', '=', 'dm-blocked')
        .where('notified', '=', 0)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    look: changed,
    mailed: (userId, mailId) => mailedPapers(db, userId, mailId),
  }
}

/** What a message brought, in its order; empty where it is another reader's. */
export async function mailedPapers(db: Database['query'], userId: string, mailId: string): Promise<readonly PaperId[]> {
  const rows = await db
    .selectFrom('watch_hits')
    .select('paper_id')
    .where('user_id', '=', userId)
    .where('mail_id', '=', mailId)
    .orderBy('digest_id')
    .orderBy('position')
    .execute()
  return rows.map((row) => row.paper_id as PaperId)
}
