// Leases at rest: what only one of several processes may do, who may, and until when. A lease that
// has run out is anybody's; its fence counts the holders.
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Handle, Schema } from '../database/schema/index.ts'
import type { Clock } from '../schedule/clock.ts'

export interface HeldLease {
  readonly holder: string
  readonly fence: number
  /** How long it still holds, by the clock of the database. */
  readonly remainingMs: number
}

export interface NamedLease extends HeldLease {
  readonly name: string
}

type Held = Pick<HeldLease, 'holder' | 'fence'>

export type AcquireOutcome =
  | { readonly kind: 'acquired'; readonly fence: number }
  | { readonly kind: 'taken'; readonly by: HeldLease }

export interface Leases {
  /**
   * For `ttlMs` from now. Who holds it already begins another term: an answer may have been lost.
   */
  acquire(name: string, holder: string, ttlMs: number): Promise<AcquireOutcome>
  /** `lost`: it had run out, or another has it. Then only `acquire` gets it back. */
  renew(name: string, held: Held, ttlMs: number): Promise<'renewed' | 'lost'>
  /** Another may have it at once. */
  release(name: string, held: Held): Promise<'released' | 'lost'>
  /** Null where nobody holds it. */
  current(name: string): Promise<HeldLease | null>
  /** Those that somebody holds. */
  all(): Promise<readonly NamedLease[]>
  /** Takes one that nobody else holds; null where it is the holder's now. */
  claim(name: string, holder: string, ttlMs: number): Promise<HeldLease | null>
  /** Renews all of a holder at once, and answers their names: what is missing has run out. */
  renewAll(holder: string, ttlMs: number): Promise<readonly string[]>
  /** Gives all of a holder back, or only those of these names. */
  releaseAll(holder: string, names?: readonly string[]): Promise<void>
  /** What is read and then claimed in it is true together: nobody else is in one meanwhile. */
  together<T>(body: (handle: Transaction<Schema>, leases: LeasesTogether) => Promise<T>): Promise<T>
}

export interface LeasesTogether {
  all(): Promise<readonly NamedLease[]>
  /** False where another has it. */
  claim(name: string, holder: string, ttlMs: number): Promise<boolean>
  /** Deletes those whose name begins so and that ran out long ago: names that do not come again. */
  forget(prefix: string): Promise<void>
}

const FORGOTTEN_AFTER_MS = 86_400_000

/** `clock` tells the time where the database has no clock of its own. */
export function createLeases({ database, clock }: { readonly database: Database; readonly clock: Pick<Clock, 'now'> }): Leases {
  const db = database.shared?.urgent ?? database.query
  const now = () => database.shared?.now ?? sql<number>`${clock.now()}`
  const after = (ms: number) => sql<number>`${now()} + ${ms}`
  const remaining = () => sql<number>`expires_at - ${now()}`

  const held = (handle: Handle, name: string) =>
    handle
      .selectFrom('leases')
      .select(['holder', 'fence', remaining().as('remainingMs')])
      .where('name', '=', name)

  const all = (handle: Handle) =>
    handle
      .selectFrom('leases')
      .select(['name', 'holder', 'fence', remaining().as('remainingMs')])
      .where('expires_at', '>', now())
      .execute()

  /** The fence, where the lease is the holder's now. */
  const take = (handle: Handle, name: string, holder: string, ttlMs: number) =>
    handle
      .insertInto('leases')
      .values({ name, holder, fence: 1, expires_at: after(ttlMs) })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, fence: sql`leases.fence + 1`, expires_at: after(ttlMs) })
          .where(({ or, eb }) => or([eb('leases.expires_at', '<=', now()), eb('leases.holder', '=', holder)])),
      )
      .returning('fence')
      .executeTakeFirst()

  /** False where it had run out already, or another has it. */
  async function expire(name: string, { holder, fence }: Held, at: number | RawBuilder<number>): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('leases')
      .set({ expires_at: at })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .where('fence', '=', fence)
      .where('expires_at', '>', now())
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  return {
    acquire: (name, holder, ttlMs) =>
      // A transaction, so that no write of an earlier term is under way when this one begins.
      db.transaction().execute(async (handle): Promise<AcquireOutcome> => {
        const acquired = await take(handle, name, holder, ttlMs)
        if (acquired !== undefined) return { kind: 'acquired', fence: acquired.fence }
        return { kind: 'taken', by: await held(handle, name).executeTakeFirstOrThrow() }
      }),
    renew: async (name, held, ttlMs) => ((await expire(name, held, after(ttlMs))) ? 'renewed' : 'lost'),
    release: async (name, held) => ((await expire(name, held, 0)) ? 'released' : 'lost'),
    async current(name) {
      return (await held(db, name).where('expires_at', '>', now()).executeTakeFirst()) ?? null
    },
    all: () => all(db),
    async claim(name, holder, ttlMs) {
      if ((await take(db, name, holder, ttlMs)) !== undefined) return null
      return await held(db, name).executeTakeFirstOrThrow()
    },
    async renewAll(holder, ttlMs) {
      const renewed = await db
        .updateTable('leases')
        .set({ expires_at: after(ttlMs) })
        .where('holder', '=', holder)
        .where('expires_at', '>', now())
        .returning('name')
        .execute()
      return renewed.map(({ name }) => name)
    },
    async releaseAll(holder, names) {
      await db
        .updateTable('leases')
        .set({ expires_at: 0 })
        .where('holder', '=', holder)
        .where('expires_at', '>', now())
        .$if(names !== undefined, (update) => update.where('name', 'in', [...(names ?? [])]))
        .execute()
    },
    together: (body) =>
      db.transaction().execute((handle) =>
        body(handle, {
          all: () => all(handle),
          claim: async (name, holder, ttlMs) => (await take(handle, name, holder, ttlMs)) !== undefined,
          async forget(prefix) {
            const before = sql<number>`${now()} - ${FORGOTTEN_AFTER_MS}`
            await handle.deleteFrom('leases').where('name', 'like', `${prefix}%`).where('expires_at', '<', before).execute()
          },
        }),
      ),
  }
}
