// One client with all shards: of a process that has the bot to itself.

import { moreShards } from './close-codes.ts'
import { createAttempts, createConnection, type GatewayParts } from './connection.ts'
import { clientOf, type Gateway } from './gateway.ts'
import type { GatewayState } from './gateway-state.ts'

export function createWholeGateway(
  parts: GatewayParts & {
    readonly state: GatewayState
    readonly shards: 'auto' | number
    /** While it ran, the servers became too many for its shards: another start takes more. */
    readonly onOutgrown: () => void
    readonly onReady: () => void
  },
): Gateway {
  const { shards } = parts
  const state = parts.state.connection()
  const connection = createAttempts(() => {
    const made = createConnection({
      ...parts,
      state,
      onTooFewShards() {
        // A login that fails so is tried again as it is.
        if (shards !== 'auto') parts.onFatal(tooFew(CLOSED, shards))
        else if (made.client.isReady()) parts.onOutgrown()
      },
    })
    return made
  })

  return {
    clients: { all: () => [connection.client], of: (guildId) => clientOf([connection.client], guildId) },
    async start() {
      const outcome = await connection.logIn()
      if (outcome.kind === 'ready') {
        parts.onReady()
        return outcome
      }
      if (outcome.kind !== 'too-few-shards') return outcome
      // The next try asks again how many are recommended.
      if (shards === 'auto') return { kind: 'unreachable', why: outcome.why, retryAfterMs: null }
      return { kind: 'refused', why: tooFew(outcome.why, shards) }
    },
    leave: () => {},
    stop: () => connection.close(),
    isConnected: () => connection.isReady(),
    answeredElsewhere: () => {},
  }
}

const CLOSED = 'Discord closed the gateway for good (code 4011: too many servers for one shard)'
const tooFew = (why: string, shards: number) => `${why}. ${moreShards(shards)}`
