// Keeps the subscriptions of the config file and those in the database the same.
import type { Database } from '../database/database.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Subscription, WishInput } from './subscription.ts'
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
  /** Before a channel is served again. */
  opening: (channelId: string) => Promise<void>
}): Configuration {
  const { database, subscriptions, clock, opening } = parts
  const db = database.query

  async function change(before: Subscription, wanted: Configured): Promise<void> {
    const parsed = parseWish(wanted.wish)
    if ('problems' in parsed) return
    const back = before.state === 'dormant'
    if (back) await opening(before.channelId)
    const timed = JSON.stringify(before.wish.when) !== JSON.stringify(parsed.wish.when)
    await db
      .updateTable('subscriptions')
      .set({
        wish: JSON.stringify(parsed.wish),
        ...(wanted.guildId === null ? {} : { guild_id: wanted.guildId }),
        ...(back ? { state: 'active' } : {}),
        ...(timed ? { last_slot: parsed.wish.when === 'arrival' ? null : clock.now(), waiting_slot: null } : {}),
      })
      .where('id', '=', before.id)
      .execute()
  }

  return {
    async apply(configured) {
      const [served, dormant] = [await subscriptions.list(), await subscriptions.list({ state: 'dormant' })]
      const known = new Map([...served, ...dormant].filter(({ origin }) => origin === 'config').map((one) => [one.id, one]))
      const ordinals = new Map<string, number>()
      for (const wanted of configured) {
        const ordinal = ordinals.get(wanted.channelId) ?? 0
        ordinals.set(wanted.channelId, ordinal + 1)
        const id = configuredId(wanted.channelId, ordinal)
        const before = known.get(id)
        known.delete(id)
        if (before === undefined) await subscriptions.create({ ...wanted, configured: id })
        else await change(before, wanted)
      }
      const gone = [...known.keys()]
      if (gone.length > 0)
        await db.updateTable('subscriptions').set({ state: 'dormant', waiting_slot: null }).where('id', 'in', gone).execute()
    },
  }
}
