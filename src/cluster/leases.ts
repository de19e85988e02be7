// Leases at rest: what only one of several processes may do, who may, and until when. A lease that
// has run out is anybody's; its fence counts the holders.
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../schedule/clock.ts'

export interface HeldLease {
  readonly holder: string
  readonly fence: number
  /** How long it still holds, by the clock of the database. */
  readonly remainingMs: number
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
}

/** `clock` tells the time where the database has no clock of its own. */
export function createLeases({ database, clock }: { readonly database: Database; readonly clock: Pick<Clock, 'now'> }): Leases {
  const db = database.shared?.urgent ?? database.query
  const now = () => database.shared?.now ?? sql<number>`${clock.now()}`
  const after = (ms: number) => sql<number>`${now()} + ${ms}`
  const remaining = () => sql<number>`expires_at - ${now()}`

  const held = (handle: Pick<typeof db, 'selectFrom'>, name: string) =>
    handle
      .selectFrom('leases')
      .select(['holder', 'fence', remaining().as('remainingMs')])
      .where('name', '=', name)

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
        const acquired = await handle
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
        if (acquired !== undefined) return { kind: 'acquired', fence: acquired.fence }
        return { kind: 'taken', by: await held(handle, name).executeTakeFirstOrThrow() }
      }),
    renew: async (name, held, ttlMs) => ((await expire(name, held, after(ttlMs))) ? 'renewed' : 'lost'),
    release: async (name, held) => ((await expire(name, held, 0)) ? 'released' : 'lost'),
    async current(name) {
      return (await held(db, name).where('expires_at', '>', now()).executeTakeFirst()) ?? null
    },
  }
}
