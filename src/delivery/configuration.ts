// Keeps the subscriptions of the config file and those in the database the same.
import type { Database } from '../database/database.ts'
import type { Clock } from '../schedule/clock.ts'
import type { SubscriptionId, WishInput } from './subscription.ts'
import { parseWish } from './subscription.ts'
import { configuredId } from './subscription-rows.ts'
import type { SubscriptionStore } from './subscriptions.ts'

/** One subscription of the config file for one channel. */
export interface Configured {
  readonly channelId: string
  readonly guildId: string | null
  readonly wish: WishInput
  readonly backfill: number | 'all'
}

export interface Configuration {
  apply(configured: readonly Configured[]): Promise<void>
}

export function createConfiguration(parts: {
  database: Database
  subscriptions: SubscriptionStore
  clock: Clock
}): Configuration {
  const { database, subscriptions, clock } = parts
  const db = database.query

  async function change(id: SubscriptionId, wanted: Configured): Promise<void> {
    const [before, parsed] = [await subscriptions.get(id), parseWish(wanted.wish)]
    if (before === null || 'problems' in parsed) return
    const timed = JSON.stringify(before.wish.when) !== JSON.stringify(parsed.wish.when)
    await db
      .updateTable('subscriptions')
      .set({
        wish: JSON.stringify(parsed.wish),
        guild_id: wanted.guildId,
        ...(timed ? { last_slot: parsed.wish.when === 'arrival' ? null : clock.now(), waiting_slot: null } : {}),
      })
      .where('id', '=', id)
      .execute()
  }

  return {
    async apply(configured) {
      const known = new Set((await subscriptions.list()).filter(({ origin }) => origin === 'config').map(({ id }) => id))
      const kept = new Set<SubscriptionId>()
      const ordinals = new Map<string, number>()
      for (const wanted of configured) {
        const ordinal = ordinals.get(wanted.channelId) ?? 0
        ordinals.set(wanted.channelId, ordinal + 1)
        const id = configuredId(wanted.channelId, ordinal)
        kept.add(id)
        if (known.has(id)) await change(id, wanted)
        else await subscriptions.create({ ...wanted, configured: id })
      }
      const gone = [...known].filter((id) => !kept.has(id))
      if (gone.length > 0) await db.deleteFrom('subscriptions').where('id', 'in', gone).execute()
    },
  }
}
