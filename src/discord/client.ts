// The bot at Discord: its connections to the gateway, and the REST client for what it asks by
// itself.
import { type Interaction, REST } from 'discord.js'
import { type APIApplication, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord-api-types/v10'
import type { ShardGateway, ShardKeeper } from '../cluster/shards/shard-keeper.ts'
import type { Requests } from '../delivery/limits/requests.ts'
import type { Log } from '../log/log.ts'
import { type Clock, systemClock } from '../schedule/clock.ts'
import { aborted } from './aborted.ts'
import type { CommandIds } from './command-mentions.ts'
import { type Gateway, type SeenClients, type SeenServers, seeServersNow } from './gateway/gateway.ts'
import { createGatewayState } from './gateway/gateway-state.ts'
import type { GatewayEvents } from './gateway/listen.ts'
import type { LoginOutcome as GatewayLogin } from './gateway/login.ts'
import { guardRejections } from './gateway/payload-guard.ts'
import { createSharedGateway } from './gateway/shared.ts'
import { createWholeGateway } from './gateway/whole.ts'
import type { Outage } from './outage.ts'
import { publishCommands, type Registration } from './rest/registration.ts'
import { createRequester, type HttpAnswer, type Requester, restOptions } from './rest/requester.ts'

export interface DiscordSettings {
  readonly token: string
  /** Base address without the version, such as `https://discord.com/api`. */
  readonly api: string
  /** How many connections the servers are spread over; `auto`: as many as Discord recommends. */
  readonly shards: 'auto' | number
  /** User ids that may use owners' commands; empty: the owner of the application, or its team. */
  readonly owners: readonly string[]
}

export interface DiscordParts extends DiscordSettings, GatewayEvents {
  readonly log: Log
  readonly outage: Outage
  /** The clock of `outage`; default the machine's. */
  readonly clock?: Clock
  /** Each answer of Discord's API. */
  readonly onAnswer?: (answer: HttpAnswer) => void
  /** The turns of all requests of the process. */
  readonly requests: Requests
  readonly definitions: readonly RESTPostAPIApplicationCommandsJSONBody[]
  /** The servers are known, or those of one more shard. */
  readonly onServers?: (seen: SeenServers) => void
  /** While it ran, the servers became too many for its shards: another start takes more. */
  readonly onOutgrown: () => void
  /** Shares the shards with other processes; without it this one has them all. */
  readonly share?: ((gateway: ShardGateway) => ShardKeeper) | null
}

export type LoginOutcome =
  | (Extract<GatewayLogin, { kind: 'ready' }> & {
      /**
       * Goes on in parallel. Null where Discord would not take the commands: the log says
       * why, and the bot goes on with those of last time.
       */
      readonly registration: Promise<Registration | null>
    })
  | Exclude<GatewayLogin, { kind: 'ready' | 'too-few-shards' }>

export interface Discord {
  readonly clients: SeenClients
  readonly requester: Requester
  /** One attempt. */
  start(): Promise<LoginOutcome>
  /** From now on other processes may take the shards of this one. */
  leave(): void
  /**
   * In any state. Nothing is answered any more, and nothing is waited for longer than a moment, but
   * for other processes after `leave`.
   */
  stop(): Promise<void>
  isOwner(userId: string): Promise<boolean>
  /** Empty until the commands are published. */
  commandIds(): CommandIds
  /** Whether the gateway is connected now, as far as it is this process's. */
  isConnected(): boolean
  /** Who may use owners' commands, and is asked what only an owner can say. */
  owners(): Promise<readonly string[]>
  /** An answer came too late: another process had answered. */
  answeredElsewhere(interaction: Interaction): void
}

export function createDiscord(parts: DiscordParts): Discord {
  const stopping = new AbortController()
  const observe = (answer: HttpAnswer) => {
    parts.outage.answered(answer.status)
    parts.onAnswer?.(answer)
  }
  const rest = new REST(restOptions(parts.api, { observe })).setToken(parts.token)
  const requester = createRequester(rest)
  requester.limitOwnRequests(parts.requests)
  const unguard = guardRejections(parts.log)
  const gateway = createGateway(parts, rest, observe)
  let owners: Promise<ReadonlySet<string>> | null = null
  let ids: CommandIds = new Map()

  async function start(): Promise<LoginOutcome> {
    const stopped = aborted(stopping.signal).then(() => ({ kind: 'stopped' }) as const)
    const outcome = await Promise.race([gateway.start(), stopped])
    if (outcome.kind !== 'ready') return outcome
    const publishing = publishCommands(rest, outcome.applicationId, { ...parts, signal: stopping.signal })
    const registration = publishing.then((done) => {
      ids = done?.ids ?? ids
      return done
    })
    return { ...outcome, registration }
  }

  async function ownerIds(): Promise<readonly string[]> {
    if (parts.owners.length > 0) return parts.owners
    owners ??= ownersOf(rest)
    try {
      return [...(await owners)]
    } catch (error) {
      owners = null
      throw error
    }
  }

  return {
    clients: gateway.clients,
    requester,
    start,
    leave: gateway.leave,
    async stop() {
      stopping.abort()
      await gateway.stop()
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
      unguard()
    },
    isConnected: gateway.isConnected,
    commandIds: () => ids,
    isOwner: async (userId) => (await ownerIds()).includes(userId),
    owners: ownerIds,
    answeredElsewhere: ({ client }) => gateway.answeredElsewhere(client),
  }
}

function createGateway(parts: DiscordParts, rest: REST, observe: (answer: HttpAnswer) => void): Gateway {
  const { share, clock = systemClock } = parts
  const common = { ...parts, observe, state: createGatewayState(parts.outage) }
  const onReady = () => parts.onServers?.(seeServersNow(gateway.clients.all()))
  const gateway: Gateway = share
    ? createSharedGateway({ ...common, rest, share, clock, onReady })
    : createWholeGateway({ ...common, onReady })
  return gateway
}

async function ownersOf(rest: REST): Promise<ReadonlySet<string>> {
  const { owner, team } = (await rest.get(Routes.currentApplication())) as APIApplication
  if (team) return new Set(team.members.map(({ user }) => user.id))
  return new Set(owner === undefined ? [] : [owner.id])
}
