// What can be read off the running bot at any moment, for /readyz and /metrics.
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { isOpen } from '../delivery/outbox/outbox.ts'
import type { Clock } from '../schedule/clock.ts'

export interface Queue {
  readonly messages: number
  /** Of what may go out: a paused channel's messages wait for a person. */
  readonly oldestAgeMs: number
}

export interface Readings {
  /** Throws where the database does not answer. */
  queue(): Promise<Queue>
  lastDigestAt(): Promise<number | null>
  subscriptions(): Promise<Readonly<Record<'active' | 'paused' | 'forbidden', number>>>
  index(): Promise<{ readonly papers: number; readonly waiting: number }>
  /** Why a folder cannot be used; null where all can. */
  folderProblem(): Promise<string | null>
}

export function createReadings(parts: {
  readonly database: Database
  readonly archive: Pick<Archive, 'indexing' | 'size'>
  readonly clock: Clock
  readonly folders: { readonly digests: string; readonly data: string }
}): Readings {
  const { archive, clock, folders } = parts
  const db = parts.database.reading

  return {
    async queue() {
      const all = await db
        .selectFrom('deliveries')
        .select(({ fn }) => fn.countAll<number>().as('messages'))
        .where(isOpen)
        .executeTakeFirstOrThrow()
      const sendable = await db
        .selectFrom('deliveries')
        .leftJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
        .select(({ fn }) => fn.min('deliveries.created_at').as('oldest'))
        .where(isOpen)
        .where('deliveries.state', '!=', 'paused')
        .where(({ or, and, eb }) =>
          or([
            eb('deliveries.subscription_id', 'is', null),
            and([eb('subscriptions.state', '=', 'active'), eb('subscriptions.suspended', 'is', null)]),
          ]),
        )
        .executeTakeFirstOrThrow()
      const oldestAgeMs = sendable.oldest === null ? 0 : Math.max(0, clock.now() - Number(sendable.oldest))
      return { messages: Number(all.messages), oldestAgeMs }
    },
    async lastDigestAt() {
      const row = await db.selectFrom('digests').select('received_at').orderBy('id', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? null : Number(row.received_at)
    },
    async subscriptions() {
      const rows = await db
        .selectFrom('subscriptions')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .where('suspended', 'is', null)
        .groupBy('state')
        .execute()
      const count = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
      return { active: count('active'), paused: count('paused'), forbidden: count('forbidden') }
    },
    async index() {
      const indexing = archive.indexing()
      if (indexing !== null) return { papers: indexing.total, waiting: indexing.total - indexing.done }
      return { papers: (await archive.size()).papers, waiting: 0 }
    },
    async folderProblem() {
      try {
        await access(folders.digests, constants.R_OK | constants.X_OK)
        await access(folders.data, constants.W_OK)
        return null
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
  }
}
