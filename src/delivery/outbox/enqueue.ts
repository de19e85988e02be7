// What is owed is written into the outbox in the transaction that decides it.
import { inSlices } from '../../database/parameters.ts'
import type { Handle } from '../../database/schema/index.ts'
import { type DeliveryId, deliveryId } from '../identity.ts'
import type { NewDelivery } from './outbox-row.ts'

/** Rows of one statement have the same columns. */
const UNSAID = {
  subscription_id: null,
  recipient: null,
  part: 0,
  target: null,
  thread_opener: null,
  content: null,
  updated: 0,
  not_before: null,
} as const
/** SQLite takes some thousand values a statement. */
const MAX_ROWS_PER_STATEMENT = 100

/** Within a transaction: rows that are not there yet, in order. Answers how many were new. */
export async function enqueue(db: Handle, rows: readonly NewDelivery[], now: number): Promise<number> {
  let added = 0
  for (const some of inSlices(rows, MAX_ROWS_PER_STATEMENT)) {
    const result = await db
      .insertInto('deliveries')
      .values(
        some.map((row) => ({
          ...UNSAID,
          ...row,
          waiting_since: row.not_before === undefined ? null : now,
          state: 'planned' as const,
          created_at: now,
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    added += Number(result.numInsertedOrUpdatedRows ?? 0n)
  }
  return added
}

export const userQueue = (userId: string): string => `user ${userId}`

/** A message to one person; `what` makes its id. It may go at `notBefore`. */
export async function enqueueDirect(
  db: Handle,
  direct: { readonly userId: string; readonly what: readonly (string | number)[]; readonly notBefore: number },
  now: number,
): Promise<DeliveryId> {
  const { userId, what, notBefore } = direct
  const id = deliveryId(userId, ...what)
  const row = { id, recipient: userId, queue: userQueue(userId), act: 'direct', role: 'watch', papers: '[]' } as const
  await enqueue(db, [{ ...row, digest_id: null, layout: 'full', images: 0, not_before: notBefore }], now)
  return id
}

/**
 * Its content grows: what was drawn of it is not sent. False where it is not waiting for its first
 * try any more.
 */
export async function reopenDirect(db: Handle, id: DeliveryId): Promise<boolean> {
  const result = await db
    .updateTable('deliveries')
    .set(({ eb }) => ({ generation: eb('generation', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .where('failures', '=', 0)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
