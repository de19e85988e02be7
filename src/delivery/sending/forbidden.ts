// A channel that refuses the bot: it alone is paused, its server is notified once, and it is tried
// again by itself.
import type { Database } from '../../database/database.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../schedule/clock.ts'
import { DAY_MS } from '../../text/duration.ts'
import { deliveryId, type SubscriptionId } from '../identity.ts'
import type { Notice } from '../messages/notice.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { OutboxRow } from '../outbox/outbox-row.ts'
import { transition } from '../outbox/transitions.ts'
import type { ChangedPlace, ForbiddenReason } from '../port.ts'
import type { DeliverySettings } from '../settings.ts'
import { serverQueue } from './notices.ts'

export interface Forbidden {
  forbid(row: OutboxRow, reason: ForbiddenReason): Promise<void>
  /** Servers that the bot was taken out of: without a try, and nobody is left to be notified. */
  leave(isLeft: (guildId: string) => boolean): Promise<void>
  /**
   * Something went through: what was forbidden there is not any more. Answers whether anything was.
   */
  allowed(channelId: string): Promise<boolean>
  /**
   * Lets channels try again: those whose probe is due, those of a channel or server that changed,
   * or all but those of servers that the bot was taken out of. Answers their queues.
   */
  retry(where: 'due' | ChangedPlace | { isLeft: (guildId: string) => boolean }): Promise<readonly string[]>
  /** Lets the leader try them at its next look. Answers whether anything is forbidden there. */
  probeNow(where: ChangedPlace): Promise<boolean>
}

export function createForbidden(parts: {
  database: Database
  outbox: Outbox
  clock: Clock
  log: Log
  settings: DeliverySettings
  /** Before a subscription is served again. */
  beforeResume: (id: SubscriptionId) => Promise<void>
}): Forbidden {
  const { database, outbox, clock, log, settings } = parts
  const db = database.query
  /** Channels that may be forbidden, asked for every message that was sent. Null: not read yet. */
  let forbiddenChannels: Set<string> | null = null
  const probeAfter = (probes: number) =>
    clock.now() + Math.min(DAY_MS, settings.probeMinutes * 60_000 * 2 ** Math.min(probes, 20))

  async function readForbiddenChannels(): Promise<Set<string>> {
    const rows = await db.selectFrom('subscriptions').select('channel_id').distinct().where('state', '=', 'forbidden').execute()
    return new Set(rows.map((row) => row.channel_id))
  }

  return {
    async forbid(refused, reason) {
      const now = clock.now()
      log.warn({ channel: refused.queue, reason, why: refused.why }, 'A channel refuses the bot; it is paused and tried again')
      forbiddenChannels?.add(refused.queue)
      await db.transaction().execute(async (handle) => {
        const rows = await handle
          .selectFrom('subscriptions')
          .selectAll()
          .where('channel_id', '=', refused.queue)
          .where('state', '!=', 'paused')
          .execute()
        const fresh = rows.filter((row) => row.state === 'active')
        for (const row of rows) {
          const isFresh = row.state === 'active'
          await handle
            .updateTable('subscriptions')
            .set({
              state: 'forbidden',
              forbidden_reason: reason,
              next_probe: probeAfter(isFresh ? 0 : row.probes + 1),
              probes: isFresh ? 0 : row.probes + 1,
              ...(isFresh ? { forbidden_since: now } : {}),
            })
            .where('id', '=', row.id)
            .execute()
        }
        const [first] = fresh
        if (first === undefined || first.guild_id === null) return
        const seen = refused.why === null ? {} : { seen: refused.why }
        const notice: Notice = { kind: 'forbidden', channelId: refused.queue, reason, ...seen }
        const common = {
          papers: '[]',
          layout: 'full',
          images: 0,
          digest_id: null,
          role: 'notice',
          act: 'message',
        } as const
        const id = deliveryId(first.id, 'forbidden', now)
        await enqueue(
          handle,
          [{ ...common, id, subscription_id: first.id, queue: serverQueue(first.guild_id), content: JSON.stringify(notice) }],
          now,
        )
      })
    },
    async leave(isLeft) {
      const now = clock.now()
      const rows = await db
        .selectFrom('subscriptions')
        .select(['id', 'guild_id', 'channel_id'])
        .where('state', '=', 'active')
        .where('guild_id', 'is not', null)
        .execute()
      const left = rows.filter(({ guild_id }) => isLeft(guild_id ?? ''))
      if (left.length === 0) return
      log.warn({ subscriptions: left.length }, 'The bot was taken out of a server; its subscriptions rest until it is back')
      await db.transaction().execute(async (handle) => {
        for (const { id, channel_id } of left) {
          forbiddenChannels?.add(channel_id)
          const gone = {
            state: 'forbidden',
            forbidden_reason: 'gone',
            forbidden_since: now,
            next_probe: now + DAY_MS,
            probes: 0,
          } as const
          const { numUpdatedRows } = await handle
            .updateTable('subscriptions')
            .set(gone)
            .where('id', '=', id)
            .where('state', '=', 'active')
            .executeTakeFirst()
          if (numUpdatedRows === 0n) continue
          await handle
            .updateTable('deliveries')
            .set({ state: 'paused', why: 'the bot is not in the server' })
            .where('subscription_id', '=', id)
            .where('state', 'in', ['planned', 'waiting'])
            .execute()
        }
      })
    },
    async allowed(channelId) {
      forbiddenChannels ??= await readForbiddenChannels()
      if (!forbiddenChannels.has(channelId)) return false
      const rows = await db
        .selectFrom('subscriptions')
        .select('id')
        .where('channel_id', '=', channelId)
        .where('state', '=', 'forbidden')
        .execute()
      for (const { id } of rows) await parts.beforeResume(id as SubscriptionId)
      const result = await db
        .updateTable('subscriptions')
        .set({ state: 'active', forbidden_since: null, forbidden_reason: null, next_probe: null, probes: 0 })
        .where('channel_id', '=', channelId)
        .where('state', '=', 'forbidden')
        .executeTakeFirst()
      forbiddenChannels.delete(channelId)
      const changed = result.numUpdatedRows > 0n
      if (changed) log.info({ channel: channelId }, 'A channel takes messages again')
      return changed
    },
    async retry(where) {
      let query = db
        .selectFrom('subscriptions')
        .select(['channel_id', 'guild_id'])
        .distinct()
        .where('state', '=', 'forbidden')
        .where('suspended', 'is', null)
      // A probe more than a day ahead was set by a clock that was wrong.
      if (where === 'due')
        query = query.where((or) => or.or([or('next_probe', '<=', clock.now()), or('next_probe', '>', clock.now() + DAY_MS)]))
      else if ('channelId' in where) query = query.where('channel_id', '=', where.channelId)
      else if ('guildId' in where) query = query.where('guild_id', '=', where.guildId)
      const rows = await query.execute()
      const isLeft = where !== 'due' && 'isLeft' in where ? where.isLeft : () => false
      const tried = rows.filter(({ guild_id }) => guild_id === null || !isLeft(guild_id))
      const queues = [...new Set(tried.map(({ channel_id }) => channel_id))]
      for (const queue of queues) {
        // Another process may have found out that it is.
        forbiddenChannels?.add(queue)
        const paused = await outbox.paused(queue)
        for (const row of paused)
          await outbox.save(row.seq, transition(row, { kind: 'resume' }, { now: clock.now(), random: 0 }).life)
        // Nothing is waiting that could be tried: the next digest will show.
        if (paused.length === 0) await this.allowed(queue)
      }
      return queues
    },
    async probeNow(where) {
      const { numUpdatedRows } = await db
        .updateTable('subscriptions')
        .set({ next_probe: clock.now() })
        .where('state', '=', 'forbidden')
        .where('next_probe', '>', clock.now())
        .where((eb) => ('channelId' in where ? eb('channel_id', '=', where.channelId) : eb('guild_id', '=', where.guildId)))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}
