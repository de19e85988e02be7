// A Discord of forty servers in four shards, with one channel in each that wants digests its own way.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from 'discord-sandbox'
import { sandboxWorld } from '../../../src/cli/sandbox-world.ts'
import { LIMITS, makeChannel, type TestChannel } from '../../kill/support/channels.ts'

export const SHARDS = 4
const SERVERS = 40
/** Two keys of `shard_id % max_concurrency`, so that some shards wait for each other and some do not. */
const MAX_CONCURRENCY = 2

export interface ServerOfWorld {
  readonly id: string
  readonly shard: number
  /** Where people type their commands. */
  readonly general: string
  readonly channel: TestChannel
}

export interface ClusterWorld {
  readonly sandbox: Sandbox
  readonly servers: readonly ServerOfWorld[]
  readonly digests: string
  /** The settings that all processes share. */
  readonly config: string
}

export const shardOf = (guildId: string): number => Number((BigInt(guildId) >> 22n) % BigInt(SHARDS))

export async function createClusterWorld(folder: string): Promise<ClusterWorld> {
  const server = { name: 'Lab', owner: 'owner', members: ['owner', 'member'], channels: [{ name: 'general' }], copies: SERVERS }
  const seed = { ...sandboxWorld, servers: [server] }
  const sandbox = await startSandbox({ seed, limits: LIMITS, shards: SHARDS, maxConcurrency: MAX_CONCURRENCY })
  const servers = [...sandbox.world.store.guilds.values()].map(({ id }, index): ServerOfWorld => {
    const [general] = sandbox.world.store.channels.inGuild(id)
    return { id, shard: shardOf(id), general: general?.id ?? '', channel: makeChannel(sandbox, id, index) }
  })
  const digests = join(folder, 'digests')
  mkdirSync(digests)
  const config = join(folder, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({
      subscriptions: servers.map(({ channel: { id, wish } }) => ({ channel: id, ...wish, backfill: 'all' })),
      digests: { folder: digests, settleSeconds: 0 },
      // Its digests are of days that have passed, and may pile up while nobody leads.
      delivery: { requestsPerSecond: 200, backlogDays: 1000, backlogMessages: 10_000 },
      log: { level: 'info' },
    }),
  )
  return { sandbox, servers, digests, config }
}
