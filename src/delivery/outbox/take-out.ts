// Papers that are in a channel already are taken out of the acts that were to bring them there.
import type { ArchivedPaper } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { SubscriptionId } from '../identity.ts'
import { type IndexEntry, readEdition } from './edition.ts'
import { enqueue } from './enqueue.ts'
import { type NewDelivery, type OutboxRow, outboxRowOf } from './outbox-row.ts'

/** An open act, and which of its papers a message shows. */
export interface Share {
  readonly row: OutboxRow
  readonly papers: readonly PaperId[]
}

/** What a message has brought. */
export interface Brought {
  readonly papers: readonly Pick<ArchivedPaper, 'id' | 'section'>[]
  readonly day: string | null
}

/**
 * The message gets an act of its own, `found`, with the id that is its mark; the acts that were to
 * bring its papers keep the others. Answers the new act, which is still to be marked as sent.
 */
export async function takeOut(
  { query }: Database,
  found: NewDelivery,
  brought: Brought,
  shares: readonly Share[],
  now: number,
): Promise<OutboxRow> {
  const added = await query.transaction().execute(async (handle) => {
    await enqueue(handle, [found], now)
    for (const share of shares) await shrink(handle, share, found)
    await moveReferences(handle, found, brought)
    return await handle.selectFrom('deliveries').selectAll().where('id', '=', found.id).executeTakeFirstOrThrow()
  })
  return outboxRowOf(added)
}

async function shrink(handle: Handle, { row, papers }: Share, found: NewDelivery): Promise<void> {
  const left = row.papers.filter((id) => !papers.includes(id))
  if (left.length === 0) {
    await handle.deleteFrom('deliveries').where('seq', '=', row.seq).execute()
    await handle.updateTable('deliveries').set({ thread_opener: found.id }).where('thread_opener', '=', row.id).execute()
    return
  }
  // The short list of a forum is one post, and the rest of it goes there.
  const isInPost = row.act === 'post' && row.role === 'briefs' && found.role === 'briefs'
  await handle
    .updateTable('deliveries')
    .set({
      papers: JSON.stringify(left),
      generation: row.generation + 1,
      ...(isInPost ? { act: 'message', thread_opener: found.id } : {}),
    })
    .where('seq', '=', row.seq)
    .execute()
}

/** Which act brought a paper; one beyond the limit of its slot came all the same. */
async function moveReferences(handle: Handle, found: NewDelivery, { papers, day }: Brought): Promise<void> {
  const { id, subscription_id: subscription, digest_id: digest } = found
  if (!subscription || typeof digest !== 'number' || papers.length === 0) return
  const rows = papers.map((paper) => ({
    subscription_id: subscription,
    paper_id: paper.id,
    digest_id: digest,
    delivery_id: id,
    section: paper.section,
    day,
  }))
  await handle
    .insertInto('posted')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['subscription_id', 'paper_id']).doUpdateSet({ delivery_id: id }))
    .execute()
  const lines = (await readEdition(handle, subscription as SubscriptionId, digest))?.entries ?? []
  const isBrought = (line: IndexEntry) => line.state !== 'seen' && papers.some((paper) => paper.id === line.paper)
  const moved = lines.map((line) => (isBrought(line) ? { ...line, state: 'posted', delivery: id } : line))
  await handle
    .updateTable('editions')
    .set({ entries: JSON.stringify(moved) })
    .where('subscription_id', '=', subscription)
    .where('digest_id', '=', digest)
    .execute()
}
