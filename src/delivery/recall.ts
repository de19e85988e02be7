// What is asked about messages that were sent: take them back, send them again, fill in days, find
// them.
import type { Database } from '../database/database.ts'
import type { Handle } from '../database/schema/index.ts'
import type { PaperId } from '../digest/digest.ts'
import { type Clock, sleep } from '../schedule/clock.ts'
import type { Delivery } from './delivery.ts'
import { deliveryId } from './identity.ts'
import { type Contents, linkTo } from './messages/contents.ts'
import { editOf } from './outbox/edit-of.ts'
import type { IndexEntry } from './outbox/edition.ts'
import { enqueue } from './outbox/enqueue.ts'
import { type NewDelivery, type OutboxRow, outboxRowOf } from './outbox/outbox-row.ts'
import { backoff, transition } from './outbox/transitions.ts'
import { deliveriesOfEditions } from './planning/editions.ts'
import type { Planner } from './planning/planner.ts'
import type { MessageSender } from './port.ts'

type Recall = Pick<Delivery, 'retract' | 'resend' | 'backfill' | 'overflow' | 'posts'>

type Retracted = { readonly digestId: number } | { readonly paperId: PaperId }

/** Asked so often whether a message exists, each time after a wait of at most a minute. */
const MAX_TRIES = 5
const MAX_WAIT_MS = 60_000

export function createRecall(parts: {
  database: Database
  contents: Contents
  planner: Planner
  sender: MessageSender
  clock: Clock
  /** Waits as long as another process that sends at the same time makes it. */
  pause: () => Promise<void>
  onQueued: () => Promise<void>
}): Recall {
  const { contents, planner, sender, clock } = parts
  const db = parts.database.query

  const messages = (handle: Handle) => handle.selectFrom('deliveries').selectAll().where('act', 'in', ['message', 'post'])

  async function carriersOf(handle: Handle, what: Retracted): Promise<readonly OutboxRow[]> {
    if ('digestId' in what)
      return (await messages(handle).where('digest_id', '=', what.digestId).orderBy('seq').execute()).map(outboxRowOf)
    const posted = await handle.selectFrom('posted').select('delivery_id').where('paper_id', '=', what.paperId).execute()
    const ids = posted.map((row) => row.delivery_id)
    return ids.length === 0 ? [] : (await messages(handle).where('id', 'in', ids).orderBy('seq').execute()).map(outboxRowOf)
  }

  /** A message of one paper goes; one of several is drawn without it, and so is the day index. */
  async function changesFor(handle: Handle, carrier: OutboxRow, what: Retracted): Promise<readonly NewDelivery[]> {
    const round = `retract ${clock.now()}`
    if ('digestId' in what || carrier.papers.length === 1) {
      const remove = {
        ...editOf(carrier, round, false),
        id: deliveryId(carrier.subscriptionId ?? '', 'delete', carrier.id, round),
        act: 'delete' as const,
      }
      return 'digestId' in what ? [remove] : [remove, ...(await indexEdits(handle, carrier, round))]
    }
    return [editOf(carrier, round, true), ...(await indexEdits(handle, carrier, round))]
  }

  async function indexEdits(handle: Handle, carrier: OutboxRow, round: string): Promise<readonly NewDelivery[]> {
    if (carrier.digestId === null) return []
    const index = await messages(handle)
      .where('subscription_id', '=', carrier.subscriptionId)
      .where('digest_id', '=', carrier.digestId)
      .where('role', '=', 'index')
      .where('state', '=', 'sent')
      .execute()
    return index.map((row) => editOf(outboxRowOf(row), round, true))
  }

  async function dropOpen(handle: Handle, carriers: readonly OutboxRow[], what: Retracted): Promise<void> {
    for (const carrier of carriers) {
      // One that may be under way is settled first, and then deleted like any other.
      if (carrier.state !== 'planned' && carrier.state !== 'waiting') continue
      const isWhole = 'digestId' in what || carrier.papers.length === 1
      await handle
        .updateTable('deliveries')
        // As it was drawn, by whatever process, it is not sent any more.
        .set(isWhole ? { state: 'dropped', why: 'retracted' } : { generation: carrier.generation + 1 })
        .where('seq', '=', carrier.seq)
        .execute()
    }
  }

  /** False where somebody else has, or it changed since it was looked for. */
  async function reopen(row: OutboxRow): Promise<boolean> {
    const { life } = transition(row, { kind: 'reopen' }, { now: clock.now(), random: 0 })
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set({
        state: life.state,
        failures: 0,
        not_before: null,
        why: null,
        message_id: null,
        channel_id: null,
        generation: row.generation + 1,
      })
      .where('seq', '=', row.seq)
      .where('state', '=', row.state)
      .where('generation', '=', row.generation)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  /**
   * Only a clear "unknown message" is a reason to send it again; what Discord does not answer now
   * is asked for later.
   */
  async function presenceOf(row: OutboxRow): Promise<'present' | 'missing' | 'unchecked'> {
    if (row.channelId === null || row.messageId === null) return 'missing'
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      await parts.pause()
      const { outcome } = await sender.message(row.channelId, row.messageId)
      if (outcome.kind === 'read') return outcome.found === null ? 'missing' : 'present'
      if (outcome.kind === 'refused' || outcome.kind === 'withdrawn') return 'unchecked'
      const wait = (outcome.kind === 'wait' ? outcome.retryAfterMs : null) ?? backoff(tries, 1)
      if (wait > MAX_WAIT_MS) return 'unchecked'
      await sleep(clock, wait)
    }
    return 'unchecked'
  }

  return {
    async retract(what) {
      contents.invalidate()
      const sent = await db.transaction().execute(async (handle) => {
        const carriers = await carriersOf(handle, what)
        await dropOpen(handle, carriers, what)
        const taken = carriers.filter((carrier) => !['planned', 'waiting', 'dropped'].includes(carrier.state))
        const rows: NewDelivery[] = []
        for (const carrier of taken) rows.push(...(await changesFor(handle, carrier, what)))
        await enqueue(handle, rows, clock.now())
        if (!('digestId' in what)) return taken
        await handle.updateTable('editions').set({ state: 'retracted' }).where('digest_id', '=', what.digestId).execute()
        // The channels do not have its papers any more: another digest may bring them.
        await handle.deleteFrom('posted').where('digest_id', '=', what.digestId).execute()
        return taken
      })
      await parts.onQueued()
      return { messages: sent.length, channels: new Set(sent.map((carrier) => carrier.queue)).size }
    },
    async resend(date, where = {}) {
      let query = deliveriesOfEditions(db)
        .innerJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
        .selectAll('deliveries')
        .where('editions.day', '=', date)
        .where('editions.state', '=', 'planned')
        .where('deliveries.act', 'in', ['message', 'post'])
        .where('deliveries.state', 'in', ['sent', 'dropped'])
        .orderBy('deliveries.seq')
      if (where.channelId !== undefined) query = query.where('subscriptions.channel_id', '=', where.channelId)
      if (where.guildId !== undefined) query = query.where('subscriptions.guild_id', '=', where.guildId)
      const gone: OutboxRow[] = []
      let unchecked = 0
      for (const row of (await query.execute()).map(outboxRowOf)) {
        const presence = await presenceOf(row)
        if (presence === 'missing') gone.push(row)
        if (presence === 'unchecked') unchecked += 1
      }
      const missing: OutboxRow[] = []
      for (const row of gone) if (await reopen(row)) missing.push(row)
      const round = `resend ${clock.now()}`
      const edits = (await Promise.all(missing.map((row) => indexEdits(db, row, round)))).flat()
      const reopened = missing.filter((row) => row.role === 'index').map((row) => editOf(row, round, false))
      await enqueue(db, [...edits, ...reopened], clock.now())
      await parts.onQueued()
      return { messages: missing.length, ...(unchecked > 0 ? { unchecked } : {}) }
    },
    async backfill(id, days) {
      const found = await planner.backfill(id, days)
      await parts.onQueued()
      return found
    },
    async overflow(token) {
      const row = await deliveriesOfEditions(db).select('editions.entries').where('deliveries.id', '=', token).executeTakeFirst()
      const entries = row === undefined ? [] : (JSON.parse(row.entries) as IndexEntry[])
      return entries.filter((entry) => entry.state === 'overflow').map((entry) => entry.paper)
    },
    async posts(paperId, guildId) {
      const rows = await parts.database.reading
        .selectFrom('posted')
        .innerJoin('deliveries', 'deliveries.id', 'posted.delivery_id')
        .innerJoin('subscriptions', 'subscriptions.id', 'posted.subscription_id')
        .select(['deliveries.channel_id', 'deliveries.message_id', 'deliveries.sent_at'])
        .where('posted.paper_id', '=', paperId)
        .where('subscriptions.guild_id', '=', guildId)
        .where('deliveries.state', '=', 'sent')
        .orderBy('deliveries.sent_at', 'desc')
        .execute()
      return rows.flatMap(({ channel_id, message_id, sent_at }) =>
        channel_id === null || message_id === null
          ? []
          : [
              {
                channelId: channel_id,
                messageId: message_id,
                sentAt: sent_at ?? 0,
                url: linkTo(guildId, channel_id, message_id),
              },
            ],
      )
    },
  }
}
