// GET /sandbox/state: the whole world as plain JSON.
import type { Clock } from '../clock.ts'
import type { Faults } from '../faults/faults.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { RequestLog } from '../requests.ts'
import { presentApplication } from '../rest/applications.ts'
import type { Rates } from '../rest/rates.ts'
import type { Realm } from '../rest/route.ts'
import { botIsIn } from '../world/channels.ts'
import { membersOf, presentGuild, presentMember, presentUser } from '../world/present.ts'

export interface StateParts {
  readonly realm: Realm
  readonly realms: readonly Realm[]
  readonly gateway: Gateway
  readonly faults: Faults
  readonly log: RequestLog
  readonly rates: Rates
  readonly token: string
}

export const clockState = (clock: Clock) => ({
  now: clock.now(),
  iso: new Date(clock.now()).toISOString(),
  offset: clock.offset(),
})

export function stateOf(parts: StateParts, options: { messages: boolean }): Record<string, unknown> {
  const { world, interactions } = parts.realm
  const { store, clock } = world
  const channels = [...store.channels.values()]
  return {
    now: clock.now(),
    clock: clockState(clock),
    token: parts.token,
    application: presentApplication(parts.realm),
    applications: parts.realms.map((realm) => ({
      ...presentApplication(realm),
      token: store.applications.get(realm.world.botId)?.token,
    })),
    bot: store.users.get(world.botId),
    users: [...store.users.values()].map((user) => ({
      ...presentUser(user),
      blocks_bot: store.blocked.get(user.id) !== undefined,
    })),
    guilds: [...store.guilds.values()].map((guild) => ({
      ...presentGuild(guild),
      unavailable: guild.unavailable,
      botPresent: botIsIn(world, guild.id),
      members: membersOf(world, guild.id).map((member) => presentMember(world, member)),
    })),
    channels,
    messages: options.messages
      ? channels.flatMap(({ id }) => {
          const { ids, byId } = store.shelf(id)
          return ids.flatMap((each) => byId.get(each) ?? [])
        })
      : [],
    commands: [...store.commands.values()],
    interactions: interactions.latest(100),
    gateway: { sessions: parts.gateway.sessions() },
    faults: parts.faults.list(),
    invalidRequests: parts.rates.invalid(),
    ...parts.log.counts(),
  }
}
