// Keeps the subscriptions of the config file and those in the database the same. None is ever
// deleted: one whose channel cannot be found now, or that was taken out of the file, is suspended
// with its history, so that nothing comes twice when it is back.
import type { Selectable } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { SubscriptionTable } from '../../database/schema/delivery.ts'
import type { Clock } from '../../schedule/clock.ts'
import { createYielder } from '../../threads/yield.ts'
import type { SubscriptionId } from '../identity.ts'
import { isOpen } from '../outbox/outbox.ts'
import { parseWish, type Wish, type WishInput } from './subscription.ts'
import { configuredId, newestDigest } from './subscription-rows.ts'
import type { Backfill, SubscriptionStore } from './subscriptions.ts'

/** One subscription of the config file, with the channels that answer to its name now. */
export interface Configured {
  /** The channel as the file writes it: an id, or `#name`. */
  readonly channelRef: string
  readonly channels: readonly { readonly channelId: string; readonly guildId: string | null }[]
  readonly wish: WishInput
  readonly backfill: Backfill
}

/** `elsewhere` finds the channels of servers that only other processes see. */
export type ConfiguredSubscriptions = (
  elsewhere: (channelRef: string) => readonly { readonly channelId: string; readonly guildId: string }[],
) => readonly Configured[]

export interface Configuration {
  /**
   * At a start: what has no channel now is suspended, unless nobody has looked into its server.
   */
  apply(configured: readonly Configured[], isLookedAt: (guildId: string) => boolean): Promise<void>
  /**
   * Later: only what has found its channel is resumed. One that disappears is noticed when it
   * refuses a message, and its server is notified.
   */
  resume(configured: readonly Configured[]): Promise<void>
}

type SubscriptionRow = Selectable<SubscriptionTable>

interface Wanted extends Omit<Configured, 'channels'> {
  readonly channelId: string
  readonly guildId: string | null
  readonly parsed: Wish
}

export function createConfiguration(parts: {
  database: Database
  subscriptions: SubscriptionStore
  clock: Clock
  /** Before one that could not be seen is served again. */
  beforeResume: (id: SubscriptionId) => Promise<void>
}): Configuration {
  const { database, subscriptions, clock } = parts
  const db = database.query

  async function change(row: SubscriptionRow, wanted: Wanted): Promise<void> {
    const id = row.id as SubscriptionId
    if (row.suspended === 'unseen') await parts.beforeResume(id)
    const { when } = wanted.parsed
    const timed = JSON.stringify((JSON.parse(row.wish) as Wish).when) !== JSON.stringify(when)
    const fresh = row.suspended === 'removed'
    await db
      .updateTable('subscriptions')
      .set({
        wish: JSON.stringify(wanted.parsed),
        guild_id: wanted.guildId ?? row.guild_id,
        configured_as: wanted.channelRef,
        suspended: null,
        ...(timed || fresh ? { last_slot: when === 'arrival' ? null : clock.now(), waiting_slot: null } : {}),
        ...(fresh ? { seen_through: await newestDigest(db) } : {}),
      })
      .where('id', '=', id)
      .execute()
  }

  /** What was taken out of the file is not owed any more; what cannot be seen is. */
  async function suspend(row: SubscriptionRow, suspended: 'unseen' | 'removed'): Promise<void> {
    await db.transaction().execute(async (handle) => {
      await handle.updateTable('subscriptions').set({ suspended }).where('id', '=', row.id).execute()
      if (suspended === 'removed')
        await handle
          .updateTable('deliveries')
          .set({ state: 'dropped', why: 'its subscription was taken out of the settings' })
          .where('subscription_id', '=', row.id)
          .where(isOpen)
          .execute()
    })
  }

  const fromSettings = async () => await db.selectFrom('subscriptions').selectAll().where('origin', '=', 'config').execute()

  /** Answers the ids that the file has now. */
  async function keep(configured: readonly Configured[], known: readonly SubscriptionRow[]): Promise<ReadonlySet<string>> {
    const kept = new Set<string>()
    const yieldTurn = createYielder()
    for (const [channelId, wanted] of byChannel(configured)) {
      const here = known.filter((row) => row.channel_id === channelId)
      for (const [id, one] of assignIds(channelId, wanted, here)) {
        kept.add(id)
        const row = here.find((other) => other.id === id)
        if (row !== undefined) await change(row, one)
        else await subscriptions.create({ ...one, configured: { id, channelRef: one.channelRef } })
        await yieldTurn()
      }
    }
    return kept
  }

  return {
    async apply(configured, isLookedAt) {
      const known = await fromSettings()
      const kept = await keep(configured, known)
      const written = new Set(configured.map(({ channelRef }) => channelRef))
      for (const row of known) {
        if (kept.has(row.id)) continue
        const suspended = written.has(row.configured_as ?? '') && row.suspended !== 'removed' ? 'unseen' : 'removed'
        if (suspended === 'unseen' && row.guild_id !== null && !isLookedAt(row.guild_id)) continue
        if (row.suspended !== suspended) await suspend(row, suspended)
      }
    },
    async resume(configured) {
      // This runs at every change of any server.
      if (configured.length === 0) return
      const known = await fromSettings()
      const present = new Map(known.filter((row) => row.suspended === null).map((row) => [row.channel_id, row.guild_id]))
      /** Also where its server was not known. */
      const isBack = ({ channelId, guildId }: Configured['channels'][number]) =>
        !present.has(channelId) || (guildId !== null && present.get(channelId) === null)
      const back = configured.map((one) => ({ ...one, channels: one.channels.filter(isBack) }))
      await keep(back, known)
    },
  }
}

function byChannel(configured: readonly Configured[]): ReadonlyMap<string, readonly Wanted[]> {
  const channels = new Map<string, Wanted[]>()
  for (const { channels: found, ...rest } of configured) {
    const parsed = parseWish(rest.wish)
    if ('problems' in parsed) continue
    for (const channel of found)
      channels.set(channel.channelId, [...(channels.get(channel.channelId) ?? []), { ...rest, ...channel, parsed: parsed.wish }])
  }
  return channels
}

/**
 * The same wish keeps its history wherever it is in the file; a changed one takes the first that is
 * left.
 */
function assignIds(
  channelId: string,
  wanted: readonly Wanted[],
  known: readonly SubscriptionRow[],
): ReadonlyMap<SubscriptionId, Wanted> {
  const assigned = new Map<SubscriptionId, Wanted>()
  const isFree = (id: string) => !assigned.has(id as SubscriptionId)
  const changed = wanted.filter((one) => {
    const same = known.find((row) => row.wish === JSON.stringify(one.parsed) && isFree(row.id))
    if (same !== undefined) assigned.set(same.id as SubscriptionId, one)
    return same === undefined
  })
  let ordinal = 0
  for (const one of changed) {
    while (!isFree(configuredId(channelId, ordinal))) ordinal += 1
    assigned.set(configuredId(channelId, ordinal), one)
  }
  return assigned
}
