// A channel that refuses the bot: paused alone, its server told once, tried again by itself.
import type { Database } from '../../database/database.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../schedule/clock.ts'
import { deliveryId } from '../identity.ts'
import { enqueue, type Outbox, type Owed } from '../outbox/outbox.ts'
import { transition } from '../outbox/transitions.ts'
import type { DeliverySettings } from '../settings.ts'
import type { ForbiddenReason, SubscriptionId } from '../subscriptions/subscription.ts'
import { type Notice, serverLane } from './notices.ts'

export interface Forbidden {
  forbid(owed: Owed, reason: ForbiddenReason): Promise<void>
  /** Something went through: what was forbidden there is not any more. Answers whether anything was. */
  allowed(channelId: string): Promise<boolean>
  /** Lets the lanes try again: those whose probe is due, or those of a place that changed. Answers the lanes. */
  retry(where: 'due' | { channelId: string } | { guildId: string }): Promise<readonly string[]>
}

const DAY = 86_400_000

export function createForbidden(parts: {
  database: Database
  outbox: Outbox
  clock: Clock
  log: Log
  settings: DeliverySettings
  /** Before a subscription is served again. */
  returning: (id: SubscriptionId) => Promise<void>
}): Forbidden {
  const { database, outbox, clock, log, settings } = parts
  const db = database.query
  /** Channels that may be forbidden: every message that goes out asks. Null: not read yet. */
  let closed: Set<string> | null = null
  const probeAfter = (probes: number) => clock.now() + Math.min(DAY, settings.probeMinutes * 60_000 * 2 ** Math.min(probes, 20))

  async function closedChannels(): Promise<Set<string>> {
    const rows = await db.selectFrom('subscriptions').select('channel_id').distinct().where('state', '=', 'forbidden').execute()
    return new Set(rows.map((row) => row.channel_id))
  }

  return {
    async forbid(owed, reason) {
      const now = clock.now()
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where('channel_id', '=', owed.lane)
        .where('state', '!=', 'paused')
        .execute()
      const fresh = rows.filter((row) => row.state === 'active')
      log.warn({ channel: owed.lane, reason, why: owed.why }, 'A channel refuses the bot; it is paused and tried again')
      closed?.add(owed.lane)
      await db.transaction().execute(async (handle) => {
        for (const row of rows) {
          const first = row.state === 'active'
          await handle
            .updateTable('subscriptions')
            .set({
              state: 'forbidden',
              forbidden_reason: reason,
              next_probe: probeAfter(first ? 0 : row.probes + 1),
              probes: first ? 0 : row.probes + 1,
              ...(first ? { forbidden_since: now } : {}),
            })
            .where('id', '=', row.id)
            .execute()
        }
        const [told] = fresh
        if (told === undefined || told.guild_id === null) return
        const notice: Notice = { kind: 'forbidden', channelId: owed.lane, reason }
        const common = {
          part: 0,
          papers: '[]',
          layout: 'full',
          images: 0,
          digest_id: null,
          role: 'notice',
          act: 'message',
        } as const
        const id = deliveryId(told.id, 'forbidden', now)
        await enqueue(
          handle,
          [{ ...common, id, subscription_id: told.id, lane: serverLane(told.guild_id), content: JSON.stringify(notice) }],
          now,
        )
      })
    },
    async allowed(channelId) {
      closed ??= await closedChannels()
      if (!closed.has(channelId)) return false
      const rows = await db
        .selectFrom('subscriptions')
        .select('id')
        .where('channel_id', '=', channelId)
        .where('state', '=', 'forbidden')
        .execute()
      for (const { id } of rows) await parts.returning(id as SubscriptionId)
      const result = await db
        .updateTable('subscriptions')
        .set({ state: 'active', forbidden_since: null, forbidden_reason: null, next_probe: null, probes: 0 })
        .where('channel_id', '=', channelId)
        .where('state', '=', 'forbidden')
        .executeTakeFirst()
      closed.delete(channelId)
      const changed = result.numUpdatedRows > 0n
      if (changed) log.info({ channel: channelId }, 'A channel takes messages again')
      return changed
    },
    async retry(where) {
      let query = db
        .selectFrom('subscriptions')
        .select('channel_id')
        .distinct()
        .where('state', '=', 'forbidden')
        .where('dormant', 'is', null)
      // A probe more than a day ahead was set by a clock that was wrong.
      if (where === 'due')
        query = query.where((or) => or.or([or('next_probe', '<=', clock.now()), or('next_probe', '>', clock.now() + DAY)]))
      else if ('channelId' in where) query = query.where('channel_id', '=', where.channelId)
      else query = query.where('guild_id', '=', where.guildId)
      const lanes = (await query.execute()).map((row) => row.channel_id)
      for (const lane of lanes) {
        const paused = await outbox.paused(lane)
        for (const owed of paused)
          await outbox.save(owed.seq, transition(owed, { kind: 'resume' }, { now: clock.now(), random: 0 }).life)
        // Nothing is waiting that could be tried: the next digest will show.
        if (paused.length === 0) await this.allowed(lane)
      }
      return lanes
    },
  }
}
