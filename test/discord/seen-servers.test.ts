// What is taken for seen while the clients of several shards become ready one after the other.
import type { Client } from 'discord.js'
import { expect, it } from 'vitest'
import { seeServersNow } from '../../src/discord/gateway/gateway.ts'

/** By their ids in the shards 0 and 1 of 2. */
const [EVEN, ODD] = [String(2n << 22n), String(3n << 22n)]

/** As much of a client as is asked. */
function clientOfShard(shard: number, isReady: () => boolean, ...servers: readonly string[]): Client {
  const cache = new Map(servers.map((id) => [id, {}]))
  return { options: { shards: [shard], shardCount: 2 }, isReady, guilds: { cache } } as unknown as Client
}

it('the servers of a client that becomes ready later are not taken for gone', () => {
  let isSecondReady = false
  const clients = [clientOfShard(0, () => true, EVEN), clientOfShard(1, () => isSecondReady, ODD)]
  const before = seeServersNow(clients)
  isSecondReady = true
  expect([before.sees(EVEN), before.present.has(EVEN)]).toEqual([true, true])
  expect(before.sees(ODD)).toBe(false)
  const after = seeServersNow(clients)
  expect([after.sees(ODD), after.present.has(ODD)]).toEqual([true, true])
})

it('a server that is not among those of its client is gone', () => {
  const seen = seeServersNow([clientOfShard(0, () => true)])
  expect([seen.sees(EVEN), seen.present.has(EVEN), seen.sees(ODD)]).toEqual([true, false, false])
})
