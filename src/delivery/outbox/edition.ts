// What is remembered of one digest in one subscription: the lines of its day index.
import type { Handle } from '../../database/schema/index.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { DeliveryId, SubscriptionId } from '../identity.ts'

export interface IndexEntry {
  readonly paper: PaperId
  /** `overflow`: above the limit of the slot, behind the "n more" line. */
  readonly state: 'posted' | 'seen' | 'overflow'
  /** The delivery that carries it, or that carried it when it was seen. */
  readonly delivery: DeliveryId | null
  readonly seen: { readonly day: string | null; readonly promoted: boolean } | null
}

export interface EditionContent {
  readonly entries: readonly IndexEntry[]
  /** The day that the index showed before the digest got another one. */
  readonly movedFrom: string | null
}

/** Null where the subscription has nothing of the digest. */
export async function readEdition(
  handle: Pick<Handle, 'selectFrom'>,
  id: SubscriptionId,
  digestId: number,
): Promise<EditionContent | null> {
  const row = await handle
    .selectFrom('editions')
    .select(['entries', 'moved_from'])
    .where('subscription_id', '=', id)
    .where('digest_id', '=', digestId)
    .executeTakeFirst()
  return row === undefined ? null : { entries: JSON.parse(row.entries) as IndexEntry[], movedFrom: row.moved_from }
}
