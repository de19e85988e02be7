// Subscriptions at rest, the zones of servers, and what the settings file owns.
import { expect, it } from 'vitest'
import { type Configured, createConfiguration } from '../../src/delivery/subscriptions/configuration.ts'
import { createSubscriptionStore } from '../../src/delivery/subscriptions/subscription-rows.ts'
import { MAX_SUBSCRIPTIONS } from '../../src/delivery/subscriptions/subscriptions.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { digest, paper, store, triedArchiveOf } from './archive-of.ts'
import { describeStorages, type Storage } from './storages.ts'

const NOW = Date.UTC(2026, 0, 15, 12)
const SERVER = '300000000000000001'
const CHANNEL = '200000000000000001'
const OTHER = '200000000000000002'
const DAILY = { when: [{ cron: '0 9 * * *', zone: 'Asia/Shanghai' }] }

async function open(storage: Storage) {
  const { archive, database } = await triedArchiveOf(storage)
  const clock = createManualClock(NOW)
  let changes = 0
  const subscriptions = createSubscriptionStore({
    database,
    clock,
    changed: () => {
      changes += 1
    },
  })
  const create = async (wish: object = {}, channelId = CHANNEL) => {
    const made = await subscriptions.create({ channelId, guildId: SERVER, wish })
    if (made.kind !== 'created') throw new Error(JSON.stringify(made))
    return made.subscription
  }
  return { archive, database, clock, subscriptions, create, changes: () => changes }
}

describeStorages('subscriptions', (storage) => {
  it('are given back as they were made, and start after the digests that are there', async () => {
    const { archive, subscriptions, create } = await open(storage)
    const { digestId } = await store(archive, digest('2026-01-14', [paper('a')]))
    const made = await create({ ...DAILY, categories: ['cv'], most: 5, silent: true })
    expect(made).toMatchObject({
      channelId: CHANNEL,
      guildId: SERVER,
      state: 'active',
      origin: 'command',
      startsAfter: digestId,
      skipNext: false,
      createdAt: NOW,
      lastSlot: NOW,
      waitingSlot: null,
      forbidden: null,
    })
    expect(made.wish).toMatchObject({ ...DAILY, categories: ['CV'], most: 5, silent: true })
    expect(await subscriptions.get(made.id)).toEqual(made)
  })

  it('are listed the oldest first, by server, channel and state', async () => {
    const { subscriptions, create, clock } = await open(storage)
    const first = await create()
    clock.advance(1)
    const second = await create({ language: 'en' }, OTHER)
    expect((await subscriptions.list()).map(({ id }) => id)).toEqual([first.id, second.id])
    expect((await subscriptions.list({ channelId: OTHER })).map(({ id }) => id)).toEqual([second.id])
    expect(await subscriptions.list({ guildId: 'another' })).toEqual([])
    expect(await subscriptions.pause(second.id)).toBe(true)
    expect((await subscriptions.list({ guildId: SERVER, state: 'paused' })).map(({ id }) => id)).toEqual([second.id])
  })

  it('change what was asked for and nothing else, and each change is announced', async () => {
    const { subscriptions, create, changes, clock } = await open(storage)
    const made = await create(DAILY)
    clock.advance(1000)
    const before = changes()
    const changed = await subscriptions.update(made.id, { language: 'zh' })
    expect(changed).toMatchObject({ kind: 'created', subscription: { ...made, wish: { ...made.wish, language: 'zh' } } })
    expect(await subscriptions.skipOnce(made.id)).toBe(true)
    expect(await subscriptions.get(made.id)).toMatchObject({ skipNext: true, lastSlot: NOW })
    expect(await subscriptions.update(made.id, { when: 'arrival' })).toMatchObject({ subscription: { lastSlot: null } })
    expect(await subscriptions.update(made.id, { most: 0 })).toMatchObject({ kind: 'invalid' })
    expect(changes()).toBe(before + 3)
    expect(await subscriptions.delete(made.id)).toBe('deleted')
    expect(await subscriptions.delete(made.id)).toBe('unknown')
    expect(await subscriptions.pause(made.id)).toBe(false)
  })

  it('keep both of two changes that are made at once', async () => {
    const { subscriptions, create } = await open(storage)
    const made = await create()
    await Promise.all([
      subscriptions.update(made.id, { language: 'zh' }),
      subscriptions.update(made.id, { silent: true }),
      subscriptions.update(made.id, { most: 3 }),
    ])
    expect((await subscriptions.get(made.id))?.wish).toMatchObject({ language: 'zh', silent: true, most: 3 })
  })

  it('leave out after a pause what came meanwhile', async () => {
    const { archive, database, subscriptions, create } = await open(storage)
    const made = await create()
    await subscriptions.pause(made.id)
    const { digestId } = await store(archive, digest('2026-01-15', [paper('a')]))
    expect(await subscriptions.resume(made.id)).toBe(true)
    const row = await database.query.selectFrom('subscriptions').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'active', starts_after: 0, seen_through: digestId })
  })

  it('are as many as a channel takes, also when they are made at once', async () => {
    const { subscriptions } = await open(storage)
    const wanted = Array.from({ length: MAX_SUBSCRIPTIONS.channel + 3 }, (_, n) => ({ most: n + 1 }))
    const outcomes = await Promise.all(wanted.map((wish) => subscriptions.create({ channelId: CHANNEL, guildId: SERVER, wish })))
    expect(outcomes.filter(({ kind }) => kind === 'created')).toHaveLength(MAX_SUBSCRIPTIONS.channel)
    expect(outcomes.find(({ kind }) => kind === 'full')).toEqual({
      kind: 'full',
      scope: 'channel',
      channelId: CHANNEL,
      present: MAX_SUBSCRIPTIONS.channel,
      wanted: 1,
    })
  })

  it('are taken over from an export, all or none', async () => {
    const { subscriptions, create, clock } = await open(storage)
    await create({ language: 'zh' })
    clock.advance(1)
    await create(DAILY, OTHER)
    const exported = await subscriptions.export(SERVER)
    const { subscriptions: others } = await open(storage)
    const parts = { hasChannel: (id: string) => id === CHANNEL || id === OTHER, hasRole: () => false }
    const lacking = { ...parts, hasChannel: (id: string) => id === CHANNEL }
    expect(await others.import(exported, SERVER, lacking)).toMatchObject({
      created: [],
      problems: [{ path: 'subscriptions.1.channelId' }],
    })
    expect(await others.list()).toEqual([])
    expect((await others.import(exported, SERVER, parts)).created).toHaveLength(2)
    expect(await others.import(exported, SERVER, parts)).toMatchObject({ created: [], known: 2 })
    const { subscriptions: third } = await open(storage)
    const twice = await Promise.all([third.import(exported, SERVER, parts), third.import(exported, SERVER, parts)])
    expect(twice.map(({ created }) => created.length).sort()).toEqual([0, 2])
    expect((await others.export(SERVER)).subscriptions.map(({ channelId }) => channelId).sort()).toEqual([CHANNEL, OTHER])
  })

  it('know the zone of a server once it was set', async () => {
    const { subscriptions } = await open(storage)
    expect(await subscriptions.zone(SERVER)).toBeNull()
    await subscriptions.setZone(SERVER, 'Europe/Berlin')
    await subscriptions.setZone(SERVER, 'Asia/Shanghai')
    expect(await subscriptions.zone(SERVER)).toBe('Asia/Shanghai')
    expect(await subscriptions.zone('another')).toBeNull()
  })
})

describeStorages('the subscriptions of the settings', (storage) => {
  it('keep their history through a channel that is gone for a time, and a change of the file', async () => {
    const { database, subscriptions, clock } = await open(storage)
    const configuration = createConfiguration({ database, subscriptions, clock, beforeResume: async () => {} })
    const apply = (found: readonly Configured[]) => configuration.apply(found, () => true)
    const channels = [{ channelId: CHANNEL, guildId: SERVER }]
    const wanted = (found: typeof channels, wish: object = {}) => [{ channelRef: '#papers', channels: found, wish, backfill: 0 }]
    await apply(wanted(channels))
    const [made] = await subscriptions.list()
    if (made === undefined) throw new Error('there is none')
    expect(made.origin).toBe('config')
    expect(await subscriptions.update(made.id, { language: 'zh' })).toEqual({ kind: 'fixed' })
    expect(await subscriptions.delete(made.id)).toBe('fixed')
    await apply(wanted([]))
    expect(await subscriptions.list()).toEqual([])
    await apply(wanted(channels, { language: 'zh' }))
    expect(await subscriptions.list()).toMatchObject([{ id: made.id, wish: { language: 'zh' } }])
    await apply([])
    expect(await subscriptions.list()).toEqual([])
    expect(await subscriptions.get(made.id)).toMatchObject({ id: made.id })
  })
})
