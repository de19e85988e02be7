// The connections of the process to the gateway, however they share the servers.
import type { Client } from 'discord.js'
import type { LoginOutcome } from './login.ts'

/** What of the bot's servers this process sees. */
export interface SeenClients {
  /** Those that are connected, or about to be. */
  all(): readonly Client[]
  /** The one that a server belongs to; null where that is another process's, or not ready. */
  of(guildId: string): Client<true> | null
}

/** Those servers whose presence this process can see, and those of them that are there. */
export interface SeenServers {
  readonly present: ReadonlySet<string>
  sees(guildId: string): boolean
}

export interface Gateway {
  readonly clients: SeenClients
  /** One attempt. */
  start(): Promise<Exclude<LoginOutcome, { kind: 'too-few-shards' }>>
  /** From now on others may take what this process has. */
  leave(): void
  /** In any state. Nothing is waited for longer than a moment, but for others after `leave`. */
  stop(): Promise<void>
  /** Whether all that this process has of the gateway is connected. */
  isConnected(): boolean
  /** Another process has answered what came over the client. */
  answeredElsewhere(client: Client): void
}

const isReady = (client: Client): client is Client<true> => client.isReady()

/** The server's, by the shard that Discord puts it on. */
export function clientOf(clients: readonly Client[], guildId: string): Client<true> | null {
  const mine = clients.find(({ options: { shards, shardCount = 1 } }) => {
    if (!Array.isArray(shards)) return true
    return shards.includes(Number((BigInt(guildId) >> 22n) % BigInt(shardCount)))
  })
  return mine !== undefined && isReady(mine) ? mine : null
}

/**
 * All of one moment, however late it is read: the servers of a client that becomes ready only
 * afterwards would else be taken for servers that the bot has left.
 */
export function seeServersNow(clients: readonly Client[]): SeenServers {
  const ready = clients.filter(isReady)
  return {
    present: new Set(ready.flatMap(({ guilds }) => [...guilds.cache.keys()])),
    sees: (guildId) => clientOf(ready, guildId) !== null,
  }
}
