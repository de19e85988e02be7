// The judge itself: what it must not let pass, and what it must not hold against anybody.
import { describe, expect, it } from 'vitest'
import { LEADER } from '../../src/cluster/leadership.ts'
import { shardLease } from '../../src/cluster/shards/shard-leases.ts'
import type { Fault } from './support/faults.ts'
import { faultsOfLeaders, judgeInteractions } from './support/judge.ts'
import type { NotedLease } from './support/noted-leases.ts'
import type { SeenInteraction } from './support/watch.ts'
import { SHARDS } from './support/world.ts'

const MEMBERS = [
  { host: 'one:1', pids: () => [11, 12] },
  { host: 'two:2', pids: () => [21] },
]
const HOLDERS = { one: 'host 12 aaaa', two: 'host 21 bbbb' }
const lease = (name: string, holder: keyof typeof HOLDERS, fence: number, at: number, forMs = 12_000): NotedLease => ({
  name,
  holder: HOLDERS[holder],
  fence,
  at,
  expiresAt: at + forMs,
})
const ROUTE = 'POST /channels/:id/messages'

describe('requests of leaders', () => {
  const leases = [lease(LEADER, 'one', 1, 1_000), lease(LEADER, 'one', 1, 5_000), lease(LEADER, 'two', 2, 20_000)]
  const faultsOf = (...requests: readonly (readonly [at: number, host: string])[]) => {
    const leaderRequests = requests.map(([at, host]) => ({ at, host, route: ROUTE }))
    return faultsOfLeaders({ leaderRequests }, { leases, members: MEMBERS })
  }

  it('of each in its own term are right', () => {
    expect(faultsOf([1_500, 'one:1'], [19_999, 'one:1'], [20_000, 'two:2'])).toEqual([])
  })

  it('that come after another has begun, or before anybody has, are not', () => {
    expect(faultsOf([20_300, 'one:1'])).toEqual([`one:1: ${ROUTE} 300 ms after two:2 began to lead`])
    expect(faultsOf([500, 'one:1'])).toEqual([`one:1: ${ROUTE} before anybody led`])
  })

  it('and a leader that is none of the processes is named', () => {
    const unknown = { ...lease(LEADER, 'one', 3, 30_000), holder: 'host 99 cccc' }
    expect(faultsOfLeaders({ leaderRequests: [] }, { leases: [unknown], members: MEMBERS })).toHaveLength(1)
  })
})

describe('an interaction without an answer', () => {
  const asked = (hosts: readonly string[], answeredAfterMs: number | null = null): SeenInteraction => ({
    ...{ id: '1', name: 'search', at: 50_000, shard: 2 },
    hosts,
    answeredAfterMs,
  })
  const fault = (kind: Fault['kind'], host: string, from: number, until: number): Fault => ({
    ...{ process: host, host, kind },
    from,
    until,
  })
  const heldBy = (holder: keyof typeof HOLDERS) => [lease(shardLease('shard', 2, SHARDS), holder, 1, 45_000)]
  const judge = (one: SeenInteraction, faults: readonly Fault[], leases: readonly NotedLease[]) =>
    judgeInteractions([one], faults, { leases, members: MEMBERS })

  it('is a fault where nothing befell the process, or only its database', () => {
    expect(judge(asked(['one:1']), [], heldBy('one')).faults).toHaveLength(1)
    const cut = fault('database silent', 'one:1', 49_000, 60_000)
    expect(judge(asked(['one:1']), [cut], heldBy('one')).faults[0]).toMatch(/no answer; database silent of one:1 1000 ms before/)
  })

  it('is excused where all that were connected, or the one with the lease, could not answer', () => {
    const paused = fault('pause', 'one:1', 52_000, 72_000)
    expect(judge(asked(['one:1']), [paused], heldBy('one'))).toMatchObject({ excused: 1, faults: [] })
    expect(judge(asked(['one:1', 'two:2']), [paused], heldBy('one'))).toMatchObject({ excused: 1, faults: [] })
    expect(judge(asked(['one:1', 'two:2']), [paused], heldBy('two')).faults).toHaveLength(1)
    expect(judge(asked(['two:2']), [paused], []).faults).toHaveLength(1)
  })

  it('is excused only while it lasted', () => {
    expect(judge(asked(['one:1']), [fault('pause', 'one:1', 53_001, 73_000)], heldBy('one')).faults).toHaveLength(1)
    expect(judge(asked(['one:1']), [fault('kill', 'one:1', 30_000, 49_999)], heldBy('one')).faults).toHaveLength(1)
  })
})
