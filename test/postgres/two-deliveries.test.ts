// A process that leads and one that follows, over one database: what the follower writes is what the
// leader does, also where no signal arrives.
import { setImmediate as yieldTurn } from 'node:timers/promises'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createDelivery, type DeliveryParts } from '../../src/delivery/create-delivery.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { createLimits } from '../../src/delivery/limits/create-limits.ts'
import type { MessageSender } from '../../src/delivery/port.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { silentLog } from '../../src/log/log.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { digest, paper, store } from '../contracts/archive-of.ts'
import { createMadeArchive } from '../delivery/support/archive.ts'
import { createFakeDiscord, refusal } from '../delivery/support/discord.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'
import { storedArchive } from './support/filled-archive.ts'
import { countQueries, queriesUnderWay } from './support/under-way.ts'

const server = inject('postgres') ?? ''
const START = Date.UTC(2026, 0, 15, 1, 0)
const CHANNEL = '200000000000000001'
const GUILD = '300000000000000001'
const MINUTE = 60_000

async function open(of: { leader?: Partial<DeliveryParts>; follower?: Partial<DeliveryParts> } = {}) {
  countQueries()
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const clock = createManualClock(START)
  const discord = createFakeDiscord(clock)
  const told: (number | undefined)[] = []
  /** Before each act of the leader leaves. */
  const stage = { beforeAct: async () => {} }

  async function openProcess(parts: Partial<DeliveryParts> = {}) {
    const database = await openDatabase(url)
    onTestFinished(database.close)
    const { meets, matches } = createMadeArchive(database)
    const archive = { ...storedArchive(database), meets, matches } as unknown as Archive
    const sender: MessageSender = {
      ...discord,
      async perform(act, options) {
        await stage.beforeAct()
        return await discord.perform(act, options)
      },
    }
    const delivery = createDelivery({
      database,
      archive,
      sender,
      requests: createLimits({}, clock),
      clock,
      log: silentLog,
      random: () => 0.5,
      onFatal: () => {},
      wakeLeader: (digestId) => told.push(digestId),
      ...parts,
    })
    return { database, archive, delivery }
  }
  const leader = await openProcess(of.leader)
  const follower = await openProcess(of.follower)
  await leader.delivery.start()
  onTestFinished(() => leader.delivery.stop(0))

  async function settle(): Promise<void> {
    const happened = () => queriesUnderWay().asked + discord.acts.length
    for (let quiet = 0, before = happened(); quiet < 28; before = happened()) {
      await yieldTurn()
      quiet = queriesUnderWay().open > 0 || happened() !== before ? 0 : quiet + 1
    }
  }
  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms
    await settle()
    for (let next = clock.next(); next !== null && next <= end; next = clock.next()) {
      clock.set(Math.max(next, clock.now()))
      await settle()
    }
    clock.set(end)
    leader.delivery.wake()
    await settle()
  }
  async function subscribe(by: Delivery = follower.delivery): Promise<void> {
    const made = await by.subscriptions.create({ channelId: CHANNEL, guildId: GUILD, wish: { layout: 'full' } })
    if (made.kind !== 'created') throw new Error(JSON.stringify(made))
  }
  const seen = () => JSON.stringify(discord.in(CHANNEL).map(({ body }) => body))
  return { leader, follower, openProcess, clock, discord, told, stage, settle, pass, subscribe, seen }
}

const titled = (id: string, title: string) => paper(id, { title: { en: title, zh: null } })
const papers = (...titles: readonly string[]) => titles.map((title, n) => titled(`2601.0000${n + 1}`, title))

describe.skipIf(inject('postgres') === null)('a follower', () => {
  it('tells the leader of what it has subscribed, queued and been brought', async () => {
    const { follower, told, subscribe } = await open()
    await subscribe()
    expect(told).toEqual([undefined])
    await follower.delivery.plan(7)
    await follower.delivery.releaseBacklog('none')
    expect(told).toEqual([undefined, 7, undefined])
  })

  it('takes back a paper that the leader has drawn already and not sent', async () => {
    const { leader, follower, stage, settle, pass, subscribe, seen } = await open()
    await subscribe()
    await store(leader.archive, digest('2026-01-15', papers('Perceiver', 'Receiver', 'Deceiver')))
    let acts = 0
    stage.beforeAct = async () => {
      acts += 1
      if (acts !== 2) return
      const what = { paperId: '2601.00003' as PaperId }
      expect(await follower.archive.retract(what)).toBe(true)
      await follower.delivery.retract(what)
    }
    leader.delivery.wake()
    await settle()
    await pass(5 * MINUTE)
    expect(acts).toBeGreaterThan(2)
    expect(seen()).toContain('Perceiver')
    expect(seen()).toContain('Receiver')
    expect(seen()).not.toContain('Deceiver')
  })

  it('asks Discord for no more than five messages a second where it sends a day again', async () => {
    const { leader, follower, discord, clock, pass, subscribe } = await open()
    await subscribe()
    const titles = Array.from({ length: 9 }, (_, n) => `Number ${n}`)
    await store(leader.archive, digest('2026-01-15', papers(...titles)))
    await pass(MINUTE)
    const sent = discord.in(CHANNEL)
    expect(sent.length).toBeGreaterThan(8)
    const [last] = sent.slice(-1)
    discord.remove(last?.id ?? '')
    const started = clock.now()
    let ended: number | null = null
    const again = follower.delivery.resend('2026-01-15').then((result) => {
      ended = clock.now()
      return result
    })
    await pass(10_000)
    expect(await again).toEqual({ messages: 1 })
    expect((ended ?? 0) - started).toBeGreaterThanOrEqual((sent.length - 1) * 200)
    leader.delivery.wake()
    await pass(MINUTE)
    expect(discord.in(CHANNEL)).toHaveLength(sent.length)
  })

  it('shows in a preview what another process has stored, corrected and taken back since', async () => {
    const { leader, follower, subscribe } = await open()
    await subscribe()
    const [subscription] = await follower.delivery.subscriptions.list()
    if (subscription === undefined) throw new Error('no subscription')
    const preview = async () => JSON.stringify((await follower.delivery.preview(subscription, { digestId: 1 })).messages)
    await store(leader.archive, digest('2026-01-15', papers('Perceiver', 'Receiver')))
    expect(await preview()).toContain('Perceiver')
    await store(leader.archive, digest('2026-01-15', papers('Preceptor', 'Receiver')))
    expect(await preview()).toContain('Preceptor')
    await leader.archive.retract({ paperId: '2601.00002' as PaperId })
    expect(await preview()).not.toContain('Receiver')
  })

  it('that sees permissions change has the channel tried at the next look of the leader', async () => {
    const { leader, follower, discord, told, settle, pass, subscribe, seen } = await open()
    await subscribe()
    discord.trouble = () => refusal('permissions')
    await store(leader.archive, digest('2026-01-15', papers('Perceiver')))
    await pass(MINUTE)
    const state = async () => (await leader.delivery.subscriptions.list())[0]?.state
    expect(await state()).toBe('forbidden')
    discord.trouble = () => null
    told.length = 0
    await follower.delivery.changed({ channelId: '200000000000000009' })
    expect(told).toEqual([])
    await follower.delivery.changed({ guildId: GUILD })
    expect(told).toEqual([undefined])
    leader.delivery.wake()
    await settle()
    await pass(MINUTE)
    expect(await state()).toBe('active')
    expect(seen()).toContain('Perceiver')
  })

  it('that leaves a server keeps the leader from sending there', async () => {
    const { leader, follower, discord, pass, subscribe, seen } = await open()
    await subscribe()
    await follower.delivery.left(GUILD)
    await store(leader.archive, digest('2026-01-15', papers('Perceiver')))
    await pass(MINUTE)
    expect(discord.acts).toEqual([])
    await follower.delivery.changed({ guildId: GUILD })
    await pass(MINUTE)
    await store(leader.archive, digest('2026-01-16', papers('Receiver')))
    await pass(MINUTE)
    expect(seen()).toContain('Receiver')
  })
})

const ROLE = '400000000000000001'

/** The settings subscribe #papers, and only the follower sees the server. */
async function openApart(wish: object = {}) {
  const configured: DeliveryParts['configured'] = (elsewhere) => [
    { channelRef: '#papers', channels: elsewhere('#papers'), wish: { layout: 'full', ...wish }, backfill: 0 },
  ]
  const here = new Set([GUILD])
  const parts = {
    leader: { configured, servers: { isMember: () => null, hasRole: () => null } },
    follower: { configured, servers: { isMember: (id: string) => here.has(id), hasRole: () => null } },
  }
  const stage = await open(parts)
  const roles = new Set([ROLE])
  const notes = async (channels: readonly string[] = [CHANNEL], delivery = stage.follower.delivery) => {
    const found = channels.map((channelId) => ({ ref: '#papers', channelId }))
    await delivery.seen(here.has(GUILD) ? [{ guildId: GUILD, channels: found, hasRole: (role) => roles.has(role) }] : [], true)
    stage.leader.delivery.wake()
    await stage.settle()
  }
  const rows = async () =>
    await stage.leader.database.query
      .selectFrom('subscriptions')
      .select(['channel_id', 'guild_id', 'state', 'suspended'])
      .execute()
  /** Another term begins, in a process that sees nothing. */
  const leadAgain = async () => {
    await stage.leader.delivery.stop(0)
    const next = await stage.openProcess(parts.leader)
    await next.delivery.start()
    onTestFinished(() => next.delivery.stop(0))
    await stage.settle()
    return next
  }
  return { ...stage, roles, here, notes, rows, leadAgain }
}

describe.skipIf(inject('postgres') === null)('a server that only a follower sees', () => {
  it('has its channels found by their name, whoever leads, and is posted to', async () => {
    const { leader, notes, rows, pass, seen } = await openApart()
    expect(await rows()).toEqual([])
    await notes()
    expect(await rows()).toEqual([{ channel_id: CHANNEL, guild_id: GUILD, state: 'active', suspended: null }])
    await store(leader.archive, digest('2026-01-15', papers('Perceiver')))
    await pass(MINUTE)
    expect(seen()).toContain('Perceiver')
  })

  it('keeps its subscriptions when another leads, also before anybody has looked into it', async () => {
    const { leader, notes, rows, leadAgain } = await openApart()
    await notes()
    await leader.database.query.deleteFrom('noted_servers').execute()
    await leadAgain()
    expect(await rows()).toEqual([{ channel_id: CHANNEL, guild_id: GUILD, state: 'active', suspended: null }])
  })

  it('loses one whose channel is not there any more, and has it back with the channel', async () => {
    const { notes, rows, leadAgain } = await openApart()
    await notes()
    await notes([])
    const next = await leadAgain()
    expect(await rows()).toMatchObject([{ suspended: 'unseen' }])
    await notes()
    next.delivery.wake()
    await next.delivery.idle()
    expect(await rows()).toMatchObject([{ suspended: null }])
  })

  it('that the bot has left while nobody saw it is sent nothing, and tried again when it is back', async () => {
    const { leader, here, notes, rows, leadAgain, discord } = await openApart()
    await notes()
    here.delete(GUILD)
    await notes()
    expect(await rows()).toMatchObject([{ state: 'forbidden', suspended: null }])
    expect(await leader.database.query.selectFrom('noted_servers').selectAll().execute()).toEqual([])
    await leader.database.query.insertInto('departed_servers').values({ guild_id: GUILD, left_at: START }).execute()
    await leadAgain()
    expect(discord.acts).toEqual([])
    expect(await rows()).toMatchObject([{ state: 'forbidden' }])
  })

  it.each([
    ['is mentioned where it has it', true, [`<@&${ROLE}>`]],
    ['is left out where it does not', false, []],
  ])('its role %s', async (_, hasRole, expected) => {
    const { leader, roles, notes, pass, discord } = await openApart({ mentionRole: ROLE })
    if (!hasRole) roles.delete(ROLE)
    await notes()
    await notes()
    await store(leader.archive, digest('2026-01-15', papers('Perceiver')))
    await pass(MINUTE)
    expect(discord.in(CHANNEL).length).toBeGreaterThan(0)
    expect(discord.in(CHANNEL).flatMap(({ body }) => body.content ?? [])).toEqual(expected)
  })
})
