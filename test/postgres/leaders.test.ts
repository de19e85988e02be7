// Several processes deliver from one database: one of them leads, whatever befalls it, and every
// message comes once and in order.
import fc from 'fast-check'
import { describe, expect, inject, it } from 'vitest'
import { TIMING } from '../../src/cluster/election.ts'
import { brief, featured } from '../delivery/support/papers.ts'
import { type Cluster, type ClusterProcess, createCluster } from './support/cluster.ts'

const START = Date.UTC(2026, 0, 15, 1, 0)
const CHANNELS = ['200000000000000001', '200000000000000002', '200000000000000003'] as const
const GUILD = '300000000000000001'
const MINUTE = 60_000
/** By then another process leads where one has died. */
const MAX_TAKEOVER_MS = 15_000

async function open(processes = 3): Promise<Cluster> {
  const cluster = await createCluster(START)
  for (let n = 0; n < processes; n++) await cluster.startProcess()
  const [first] = cluster.alive
  for (const channelId of CHANNELS) {
    const made = await first?.delivery.subscriptions.create({ channelId, guildId: GUILD, wish: {} })
    if (made?.kind !== 'created') throw new Error(JSON.stringify(made))
  }
  return cluster
}

const papersOf = (name: string) => [...featured(`${name}a`, `${name}b`, `${name}c`), ...brief(`${name}d`)]

/** A digest comes, and whoever leads is woken. */
async function post(cluster: Cluster, name: string, date = '2026-01-15'): Promise<number> {
  const id = await cluster.archive.add({ file: `${name}.txt`, date, papers: papersOf(name), receivedAt: cluster.clock.now() })
  for (const { delivery } of cluster.alive) delivery.wake()
  await cluster.settle()
  return id
}

/** Papers of a channel as people read them. */
const read = ({ discord }: Cluster, channelId: string) =>
  discord.in(channelId).flatMap(({ body }) => {
    const components = JSON.stringify(body.components)
    const menu = [...components.matchAll(/"value":"([a-z0-9]+)"/g)].map((match) => match[1] ?? '')
    return [/save:1:([a-z0-9]+)/.exec(components)?.[1] ?? '', ...menu].filter((id) => id !== '')
  })

function leaderOf(cluster: Cluster): ClusterProcess {
  const leader = cluster.leader()
  if (leader === null) throw new Error('nobody leads')
  return leader
}

/** Every paper once and in order, and no request of one whose lease another had or might have. */
function expectWhole(cluster: Cluster, names: readonly string[]): void {
  const expected = names.flatMap((name) => papersOf(name).map(({ id }) => id))
  for (const channelId of CHANNELS) expect(read(cluster, channelId)).toEqual(expected)
  const { requests } = cluster
  for (const { remainingMs } of requests) expect(remainingMs).toBeGreaterThan(0)
  const fences = requests.map(({ fence }) => fence)
  expect(fences).toEqual([...fences].sort((a, b) => a - b))
}

/** Once, when the act for which `when` is true leaves. */
function strike(cluster: Cluster, nth: number, made: boolean, what: (by: ClusterProcess) => void): void {
  let acts = 0
  cluster.sendTrouble = (_act, by) => {
    acts += 1
    if (acts !== nth) return null
    what(by)
    return { made }
  }
}

describe.skipIf(inject('postgres') === null)('of several processes', () => {
  it('one leads, and another at once when it is stopped', async () => {
    const cluster = await open()
    expect(cluster.alive.filter(({ leadership }) => leadership.isLeading())).toHaveLength(1)
    await post(cluster, 'one')
    const first = leaderOf(cluster)
    const stopped = first.leadership.stop()
    await cluster.pass(TIMING.askMs + 100)
    await stopped
    expect(cluster.leader()?.name).not.toBe(first.name)
    expect(cluster.leader()).not.toBeNull()
    await post(cluster, 'two', '2026-01-16')
    await cluster.pass(MINUTE)
    expectWhole(cluster, ['one', 'two'])
  })

  it.each([true, false])(
    'another goes on when the leader dies in the middle of a send; the message was made: %s',
    async (made) => {
      const cluster = await open()
      strike(cluster, 5, made, (by) => by.kill())
      await post(cluster, 'one')
      expect(cluster.leader()).toBeNull()
      await cluster.pass(MAX_TAKEOVER_MS)
      expect(cluster.leader()).not.toBeNull()
      await cluster.pass(MINUTE)
      expectWhole(cluster, ['one'])
      expect(new Set(cluster.requests.map(({ process }) => process)).size).toBe(2)
    },
  )

  it.each([true, false])(
    'one that is paused in the middle of a send neither sends nor notes anything when it goes on; made: %s',
    async (made) => {
      const cluster = await open()
      const paused: ClusterProcess[] = []
      strike(cluster, 5, made, (by) => {
        by.pause()
        paused.push(by)
      })
      await post(cluster, 'one')
      await cluster.pass(20_000)
      const [former] = paused
      expect(cluster.leader()?.name ?? former?.name).not.toBe(former?.name)
      await post(cluster, 'two', '2026-01-16')
      const before = cluster.requests.length
      former?.goOn()
      await cluster.settle()
      expect(former?.leadership.isLeading()).toBe(false)
      expect(cluster.requests.slice(before).filter(({ process }) => process === former?.name)).toEqual([])
      await cluster.pass(MINUTE)
      expectWhole(cluster, ['one', 'two'])
    },
  )

  it('one that is cut off from the database stops before its lease ends, and follows when it is back', async () => {
    const cluster = await open()
    await post(cluster, 'one')
    const first = leaderOf(cluster)
    first.cutOff()
    await cluster.pass(TIMING.ttlMs - TIMING.marginMs)
    expect(first.leadership.isLeading()).toBe(false)
    await cluster.pass(MAX_TAKEOVER_MS - TIMING.ttlMs + TIMING.marginMs)
    expect(cluster.leader()).not.toBeNull()
    await post(cluster, 'two', '2026-01-16')
    first.reconnect()
    await cluster.pass(MINUTE)
    expect(first.leadership.isLeading()).toBe(false)
    await leaderOf(cluster).leadership.stop()
    await cluster.pass(MINUTE)
    expectWhole(cluster, ['one', 'two'])
  })

  it('none leads or sends while the database takes no writes, and one goes on when it does', async () => {
    const cluster = await open()
    await post(cluster, 'one')
    await cluster.setReadOnly(true)
    await cluster.pass(TIMING.ttlMs)
    expect(cluster.leader()).toBeNull()
    const before = cluster.requests.length
    await cluster.pass(MINUTE)
    expect(cluster.requests).toHaveLength(before)
    await cluster.setReadOnly(false)
    await cluster.pass(MAX_TAKEOVER_MS)
    expect(cluster.leader()).not.toBeNull()
    await post(cluster, 'two', '2026-01-16')
    await cluster.pass(MINUTE)
    expectWhole(cluster, ['one', 'two'])
  })

  it('one leads and posts all in order where the database is slow for all of them', async () => {
    const cluster = await open(2)
    for (const one of cluster.alive) one.slowDown(100)
    const first = leaderOf(cluster)
    await post(cluster, 'one')
    await cluster.pass(5_000)
    for (const one of cluster.alive) one.reconnect()
    await cluster.pass(MINUTE)
    expect(cluster.leader()?.name).toBe(first.name)
    expectWhole(cluster, ['one'])
  }, 120_000)

  it('all end quickly when they are stopped, also where the database is away', async () => {
    const cluster = await open()
    await post(cluster, 'one')
    for (const one of cluster.alive) one.cutOff()
    let ended = 0
    for (const { leadership } of cluster.alive)
      void leadership.stop().then(() => {
        ended += 1
      })
    await cluster.pass(9_500)
    expect(ended).toBe(3)
  })
})

type Blow = 'kill' | 'pause' | 'cut'
type Happening =
  | { readonly kind: 'digest' | 'correction' | 'stop' | 'read-only' }
  /** Of the leader, when so many acts have left from now. */
  | { readonly kind: 'strike'; readonly nth: number; readonly made: boolean; readonly blow: Blow }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'mend' }

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Happening>({ kind: 'digest' }) },
  { weight: 1, arbitrary: fc.constantFrom<Happening>({ kind: 'correction' }, { kind: 'stop' }, { kind: 'read-only' }) },
  { weight: 2, arbitrary: fc.constant<Happening>({ kind: 'mend' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('strike' as const),
      nth: fc.integer({ min: 1, max: 12 }),
      made: fc.boolean(),
      blow: fc.constantFrom<Blow>('kill', 'pause', 'cut'),
    }),
  },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 25_000 }).map((ms): Happening => ({ kind: 'pass', ms })) },
)

/** Runs in a cluster of its own; answers it with the digests that came. */
async function happen(script: readonly Happening[]): Promise<{ cluster: Cluster; names: readonly string[] }> {
  const cluster = await open()
  const names: string[] = []
  const ids: number[] = []
  let hurt: ClusterProcess[] = []
  const mend = async () => {
    for (const one of hurt.splice(0)) {
      one.goOn()
      one.reconnect()
    }
    hurt = []
    while (cluster.alive.length < 3) await cluster.startProcess()
  }
  const blows: Record<Blow, (one: ClusterProcess) => void> = {
    kill: (one) => one.kill(),
    pause: (one) => one.pause(),
    cut: (one) => one.cutOff(),
  }
  for (const event of script) {
    if (event.kind === 'pass') await cluster.pass(event.ms)
    else if (event.kind === 'mend') await mend()
    else if (event.kind === 'stop') void cluster.leader()?.leadership.stop()
    else if (event.kind === 'strike')
      strike(cluster, event.nth, event.made, (by) => {
        blows[event.blow](by)
        hurt.push(by)
      })
    else if (event.kind === 'read-only') {
      await cluster.setReadOnly(true)
      await cluster.pass(5_000)
      await cluster.setReadOnly(false)
    } else if (event.kind === 'digest') {
      const name = `d${names.length}`
      names.push(name)
      ids.push(await post(cluster, name, `2026-02-${String(names.length).padStart(2, '0')}`))
    } else {
      const [id, name] = [ids.at(-1), names.at(-1)]
      const better = papersOf(name ?? '').map((paper) => ({ ...paper, title: `Better ${paper.id}` }))
      if (id !== undefined) await cluster.archive.correct(id, better)
    }
  }
  cluster.sendTrouble = () => null
  await mend()
  // One that was stopped leads no more, and its place is taken.
  await cluster.startProcess()
  await cluster.pass(4 * MINUTE)
  return { cluster, names }
}

describe.skipIf(inject('postgres') === null)('whatever befalls them', () => {
  it('every message comes once and in order, and none leaves after the lease has passed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happenings, { minLength: 3, maxLength: 14 }), async (script) => {
        const { cluster, names } = await happen(script)
        expectWhole(cluster, names)
        await cluster.close()
      }),
      { numRuns: Number(process.env.RUNS ?? 6), ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }) },
    )
  }, 180_000)
})
