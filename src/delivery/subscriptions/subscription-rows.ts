// The table of subscriptions behind the store that commands speak to.
import { createHash, randomBytes } from 'node:crypto'
import type { Selectable, Updateable } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { SubscriptionTable } from '../../database/schema/delivery.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { Clock } from '../../schedule/clock.ts'
import type { SubscriptionId } from '../identity.ts'
import { exportSchema, parseWish, type Subscription, type Wish, type WishProblem, wishSchema } from './subscription.ts'
import {
  type ChangeOutcome,
  type CreateOutcome,
  type Full,
  type ImportOutcome,
  MAX_SUBSCRIPTIONS,
  type NewSubscription,
  type ServerParts,
  type SubscriptionStore,
} from './subscriptions.ts'

export function subscriptionOf(row: Selectable<SubscriptionTable>): Subscription {
  return {
    id: row.id as SubscriptionId,
    channelId: row.channel_id,
    guildId: row.guild_id,
    wish: wishOf(row.wish),
    state: row.state,
    origin: row.origin,
    startsAfter: row.starts_after,
    skipNext: row.skip_next === 1,
    createdAt: row.created_at,
    lastSlot: row.last_slot,
    waitingSlot: row.waiting_slot,
    forbidden:
      row.forbidden_since === null
        ? null
        : {
            since: row.forbidden_since,
            reason: row.forbidden_reason ?? 'access',
            nextProbe: row.next_probe ?? row.forbidden_since,
          },
  }
}

const MAX_WISHES = 100
const wishes = new Map<string, Wish>()

/** Most subscriptions wish for the same few things: what was read lately is not read again. */
function wishOf(text: string): Wish {
  const known = wishes.get(text)
  if (known !== undefined) return known
  // What was stored before there was a choice keeps the layout that it had.
  const wish = wishSchema.parse({ layout: 'full', ...(JSON.parse(text) as object) })
  if (wishes.size >= MAX_WISHES) wishes.clear()
  wishes.set(text, wish)
  return wish
}

/**
 * The same for the same place in a config file on every machine, so that a lost database finds its
 * messages again.
 */
export function configuredId(channelId: string, ordinal: number): SubscriptionId {
  return createHash('sha256')
    .update(JSON.stringify([channelId, ordinal]))
    .digest('base64url')
    .slice(0, 12) as SubscriptionId
}

/** The number of the newest digest; 0 where there is none. */
export async function newestDigest(db: Handle): Promise<number> {
  const row = await db
    .selectFrom('digests')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}

/** The setting that keeps the time zone of a server. */
export const zoneKey = (guildId: string) => `zone of ${guildId}`

const NEWEST = /^newest (\d+)$/

/** How many of the newest days a backfill asks for; null where it asks for others. */
export function newestDaysOf(backfill: string): number | null {
  const days = NEWEST.exec(backfill)?.[1]
  return days === undefined ? null : Number(days)
}

function backfillColumn(backfill: NewSubscription['backfill'] = 0): string | null {
  if (typeof backfill === 'object') return `newest ${backfill.newest}`
  return backfill === 0 ? null : String(backfill)
}

const newId = () => randomBytes(9).toString('base64url') as SubscriptionId

export function createSubscriptionStore(parts: { database: Database; clock: Clock; changed: () => void }): SubscriptionStore {
  const { database, clock } = parts
  const db = database.query
  const row = async (handle: Handle, id: SubscriptionId) =>
    handle.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
  const set = async (handle: Handle, id: SubscriptionId, values: Updateable<SubscriptionTable>) => {
    const result = await handle.updateTable('subscriptions').set(values).where('id', '=', id).executeTakeFirst()
    return result.numUpdatedRows > 0n
  }
  /** What is read in it is still true when it writes: others may change the same subscription. */
  const change = async <T>(changeIn: (handle: Handle) => Promise<T>, isMade: (outcome: T) => boolean): Promise<T> => {
    const outcome = await db.transaction().execute(changeIn)
    if (isMade(outcome)) parts.changed()
    return outcome
  }

  const insert = async (handle: Handle, wanted: NewSubscription, wish: Wish): Promise<Subscription> => {
    const id = wanted.configured?.id ?? newId()
    const after = await newestDigest(handle)
    const values: Selectable<SubscriptionTable> = {
      id,
      channel_id: wanted.channelId,
      guild_id: wanted.guildId,
      wish: JSON.stringify(wish),
      state: 'active',
      origin: wanted.configured === undefined ? 'command' : 'config',
      starts_after: after,
      seen_through: after,
      backfill: backfillColumn(wanted.backfill),
      skip_next: 0,
      created_at: clock.now(),
      last_slot: wish.when === 'arrival' ? null : clock.now(),
      waiting_slot: null,
      forbidden_since: null,
      forbidden_reason: null,
      next_probe: null,
      probes: 0,
      configured_as: wanted.configured?.channelRef ?? null,
      suspended: null,
    }
    await handle
      .insertInto('subscriptions')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    const kept = await handle.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
    return subscriptionOf(kept ?? values)
  }

  /** Null where there is room for as many more in these channels of a server. */
  const fullness = async (handle: Handle, guildId: string | null, channelIds: readonly string[]): Promise<Full | null> => {
    const [first] = channelIds
    if (first === undefined) return null
    const count = async (column: 'guild_id' | 'channel_id', value: string) => {
      const { amount } = await handle
        .selectFrom('subscriptions')
        .select(({ fn }) => fn.countAll<number>().as('amount'))
        .where(column, '=', value)
        .where('origin', '=', 'command')
        .executeTakeFirstOrThrow()
      return Number(amount)
    }
    const inServer = guildId === null ? 0 : await count('guild_id', guildId)
    if (inServer + channelIds.length > MAX_SUBSCRIPTIONS.server)
      return { kind: 'full', scope: 'server', channelId: first, present: inServer, wanted: channelIds.length }
    for (const channelId of new Set(channelIds)) {
      const present = await count('channel_id', channelId)
      const wanted = channelIds.filter((one) => one === channelId).length
      if (present + wanted > MAX_SUBSCRIPTIONS.channel) return { kind: 'full', scope: 'channel', channelId, present, wanted }
    }
    return null
  }

  const create = async (wanted: NewSubscription): Promise<CreateOutcome> => {
    const parsed = parseWish(wanted.wish)
    if ('problems' in parsed) return { kind: 'invalid', problems: parsed.problems }
    return await change(async (handle): Promise<CreateOutcome> => {
      const isLimited = wanted.configured === undefined
      const full = isLimited ? await fullness(handle, wanted.guildId, [wanted.channelId]) : null
      return full ?? { kind: 'created', subscription: await insert(handle, wanted, parsed.wish) }
    }, wasCreated)
  }

  const listed = (handle: Handle, where: NonNullable<Parameters<SubscriptionStore['list']>[0]>) => {
    let query = handle.selectFrom('subscriptions').selectAll().where('suspended', 'is', null).orderBy('created_at').orderBy('id')
    if (where.guildId !== undefined) query = query.where('guild_id', '=', where.guildId)
    if (where.channelId !== undefined) query = query.where('channel_id', '=', where.channelId)
    if (where.state !== undefined) query = query.where('state', '=', where.state)
    return query
  }

  const store: SubscriptionStore = {
    create,
    async get(id) {
      const found = await row(db, id)
      return found === undefined ? null : subscriptionOf(found)
    },
    list: async (where = {}) => (await listed(db, where).execute()).map(subscriptionOf),
    update: (id, changes) =>
      change(async (handle): Promise<ChangeOutcome> => {
        const found = await row(handle, id)
        if (found === undefined) return { kind: 'unknown' }
        if (found.origin === 'config') return { kind: 'fixed' }
        const before = subscriptionOf(found)
        const parsed = parseWish({ ...before.wish, ...changes })
        if ('problems' in parsed) return { kind: 'invalid', problems: parsed.problems }
        const timed = JSON.stringify(before.wish.when) !== JSON.stringify(parsed.wish.when)
        await set(handle, id, {
          wish: JSON.stringify(parsed.wish),
          ...(timed ? { last_slot: parsed.wish.when === 'arrival' ? null : clock.now(), waiting_slot: null } : {}),
        })
        const after = await row(handle, id)
        return after === undefined ? { kind: 'unknown' } : { kind: 'created', subscription: subscriptionOf(after) }
      }, wasCreated),
    pause: (id) => change((handle) => set(handle, id, { state: 'paused', waiting_slot: null }), isTrue),
    resume: (id) =>
      change(async (handle) => {
        const found = await row(handle, id)
        if (found === undefined) return false
        if (found.state === 'active') return true
        // What came or was corrected during the pause is left out.
        if (found.state === 'paused')
          await handle
            .updateTable('editions')
            .set({ state: 'skipped' })
            .where('subscription_id', '=', id)
            .where('state', '=', 'reopened')
            .execute()
        return await set(handle, id, {
          state: 'active',
          ...(found.state === 'paused'
            ? { seen_through: await newestDigest(handle), last_slot: found.last_slot === null ? null : clock.now() }
            : {}),
          forbidden_since: null,
          forbidden_reason: null,
          next_probe: null,
          probes: 0,
        })
      }, isTrue),
    skipOnce: (id, skip = true) => change((handle) => set(handle, id, { skip_next: skip ? 1 : 0 }), isTrue),
    delete: (id) =>
      change(
        async (handle) => {
          const found = await row(handle, id)
          if (found === undefined) return 'unknown'
          if (found.origin === 'config') return 'fixed'
          await handle.deleteFrom('subscriptions').where('id', '=', id).execute()
          return 'deleted'
        },
        (outcome) => outcome === 'deleted',
      ),
    async copy(id, to): Promise<ChangeOutcome> {
      const found = await store.get(id)
      if (found === null) return { kind: 'unknown' }
      const wish = to.place === undefined ? found.wish : { ...found.wish, place: to.place }
      return await create({ channelId: to.channelId, guildId: to.guildId, wish })
    },
    async zone(guildId) {
      const found = await db.selectFrom('settings').select('value').where('name', '=', zoneKey(guildId)).executeTakeFirst()
      return found?.value ?? null
    },
    async setZone(guildId, zone) {
      await db
        .insertInto('settings')
        .values({ name: zoneKey(guildId), value: zone })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: zone }))
        .execute()
    },
    async export(guildId) {
      const list = await store.list({ guildId })
      return { paperboy: 1, subscriptions: list.map(({ channelId, wish }) => ({ channelId, wish })) }
    },
    async import(data, guildId, server): Promise<ImportOutcome> {
      const nothing = { created: [], known: 0, problems: [], full: null }
      const parsed = exportSchema.safeParse(data)
      if (!parsed.success)
        return { ...nothing, problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) }
      const wanted = parsed.data.subscriptions
      const foreign = wanted.flatMap((one, i) => foreignParts(one, guildId, server, `subscriptions.${i}`))
      if (foreign.length > 0) return { ...nothing, problems: foreign }
      return await change(async (handle): Promise<ImportOutcome> => {
        const rows = await listed(handle, { guildId }).execute()
        const present = new Set(rows.map(subscriptionOf).map(({ channelId, wish }) => JSON.stringify([channelId, wish])))
        const fresh = wanted.filter(({ channelId, wish }) => !present.has(JSON.stringify([channelId, wish])))
        const channelIds = fresh.map(({ channelId }) => channelId)
        const full = await fullness(handle, guildId, channelIds)
        if (full !== null) return { ...nothing, full }
        const created: Subscription[] = []
        for (const { channelId, wish } of fresh) created.push(await insert(handle, { channelId, guildId, wish }, wish))
        return { ...nothing, created, known: wanted.length - fresh.length }
      }, hasCreated)
    },
  }
  return store
}

const isTrue = (outcome: boolean) => outcome
const wasCreated = ({ kind }: ChangeOutcome) => kind === 'created'
const hasCreated = ({ created }: ImportOutcome) => created.length > 0

/** What a file names that this server does not have. */
function foreignParts(
  { channelId, wish }: { readonly channelId: string; readonly wish: Wish },
  guildId: string,
  server: ServerParts,
  path: string,
): readonly WishProblem[] {
  if (!server.hasChannel(channelId))
    return [{ path: `${path}.channelId`, message: `${channelId} isn't a channel of this server` }]
  const role = wish.mentionRole
  // The role that has the server's id is everybody.
  if (role === null || (role !== guildId && server.hasRole(role))) return []
  return [{ path: `${path}.wish.mentionRole`, message: `${role} isn't a role of this server that can be mentioned` }]
}
