// Puts a seed into an empty world. Ids that it does not give are counted from a fixed moment, so
// they are the same on every machine.
import { snowflakeAt } from '../snowflake.ts'
import { REQUIRE_TAG } from '../validate/limits.ts'
import { ALL_PERMISSIONS, bits, PERMISSIONS } from '../world/permissions.ts'
import {
  addGuild,
  addMember,
  EVERYONE_PERMISSIONS,
  JOINED,
  makeGuildChannel,
  makeRole,
  makeTag,
  makeUser,
  SEED_MOMENT,
} from '../world/seed.ts'
import type { Store } from '../world/store.ts'
import type { Overwrite, Role } from '../world/types.ts'
import { privilegedBits } from './intents.ts'
import { channelTypeOf, copiesOf, type FullSeed, idsIn } from './schema.ts'

type Server = FullSeed['servers'][number]
type ChannelSeed = Server['channels'][number]

/** Everything but Administrator, under which no missing permission would ever show. */
const BOT_PERMISSIONS = ALL_PERMISSIONS & ~PERMISSIONS.ADMINISTRATOR

/**
 * The shard of a server follows from the milliseconds in its id: even steps would put all copies of
 * one into the same. A prime below the step keeps ids growing.
 */
const SCATTER = 997

interface Planting {
  readonly store: Store
  readonly seed: FullSeed
  /** The id that is given, or the next one. */
  idOf(given: string | undefined): string
  /** People and applications by name. */
  readonly people: Map<string, string>
}

const applicationsIn = ({ seed }: Planting, server: Server) =>
  seed.applications.flatMap((application) => {
    const listed = server.applications?.find((each) => (typeof each === 'string' ? each : each.name) === application.name)
    if (server.applications !== undefined && listed === undefined) return []
    return [{ application, roleId: typeof listed === 'object' ? listed.role_id : undefined }]
  })

function rolesOf(planting: Planting, server: Server, guildId: string) {
  const roles: Role[] = [makeRole(guildId, '@everyone', EVERYONE_PERMISSIONS, 0)]
  const byName = new Map<string, string>()
  const bots = applicationsIn(planting, server).map(({ application, roleId }) => {
    const botId = planting.people.get(application.name) ?? ''
    const permissions = application.permissions ? bits(...application.permissions) : BOT_PERMISSIONS
    const role = makeRole(planting.idOf(roleId), application.name, permissions, roles.length, {
      managed: true,
      tags: { bot_id: botId },
    })
    roles.push(role)
    return { botId, roleId: role.id }
  })
  for (const { id, name, permissions, color, hoist, mentionable } of server.roles) {
    const value = color === undefined ? 0 : Number.parseInt(color.slice(1), 16)
    const colors = { primary_color: value, secondary_color: null, tertiary_color: null }
    const role = makeRole(planting.idOf(id), name, bits(...permissions), roles.length, {
      color: value,
      colors,
      hoist,
      mentionable,
    })
    roles.push(role)
    byName.set(name, role.id)
  }
  return { roles, byName, bots }
}

function overwritesOf(
  channel: ChannelSeed,
  guildId: string,
  roles: Map<string, string>,
  people: Map<string, string>,
): Overwrite[] {
  return channel.overwrites.map(({ target, allow, deny }) => {
    const role = target === 'everyone' ? guildId : roles.get(target)
    return {
      id: role ?? people.get(target) ?? '',
      type: role ? 0 : 1,
      allow: String(bits(...allow)),
      deny: String(bits(...deny)),
    }
  })
}

function plantChannels(planting: Planting, server: Server, guildId: string, roles: Map<string, string>): void {
  const categories = new Map<string, string>()
  for (const [position, channel] of server.channels.entries()) {
    const { name, topic, nsfw, slowmode, require_tag } = channel
    const type = channelTypeOf(channel.type)
    const id = planting.idOf(channel.id)
    if (channel.type === 'category') categories.set(name, id)
    const made = makeGuildChannel({ id, guild_id: guildId, name, type, position })
    const tags = channel.tags.map((tag) =>
      typeof tag === 'string'
        ? makeTag(planting.idOf(undefined), tag)
        : { ...makeTag(planting.idOf(tag.id), tag.name), moderated: tag.moderated },
    )
    planting.store.channels.put({
      ...made,
      topic,
      nsfw,
      rate_limit_per_user: slowmode,
      parent_id: categories.get(channel.parent ?? '') ?? null,
      permission_overwrites: overwritesOf(channel, guildId, roles, planting.people),
      ...(require_tag && { flags: REQUIRE_TAG }),
      ...(made.available_tags && { available_tags: tags }),
    })
  }
}

function plantServer(planting: Planting, server: Server): void {
  const { store, people } = planting
  const id = planting.idOf(server.id)
  const { roles, byName, bots } = rolesOf(planting, server, id)
  const first = server.members[0]
  const owner = server.owner ?? (typeof first === 'object' ? first.user : first) ?? ''
  addGuild(store, { id, name: server.name, owner: people.get(owner) ?? '', locale: server.locale, roles })
  for (const { botId, roleId } of bots) addMember(store, id, botId, [roleId])
  for (const member of server.members) {
    const { user, roles: names, nick } = typeof member === 'string' ? { user: member, roles: [], nick: null } : member
    const ids = names.flatMap((name) => byName.get(name) ?? [])
    store.members.put({
      guild_id: id,
      user_id: people.get(user) ?? '',
      roles: ids,
      joined_at: JOINED,
      nick,
      communication_disabled_until: null,
    })
  }
  plantChannels(planting, server, id, byName)
}

/**
 * The applications of a seed as the store keeps them; in a world from disk their bots are known by
 * name.
 */
export function plantApplications(
  store: Store,
  seed: FullSeed,
  idOf: (application: FullSeed['applications'][number]) => string,
): void {
  for (const application of seed.applications)
    store.applications.put({ id: idOf(application), token: application.token, intents: privilegedBits(application.intents) })
}

export function plantSeed(store: Store, seed: FullSeed): void {
  let count = 0
  let isScattered = false
  const given = new Set([...idsIn(seed)].map(({ id }) => id))
  function next(): string {
    count += 1
    const made = snowflakeAt(SEED_MOMENT + count * 1_000 + (isScattered ? (count * 40_503) % SCATTER : 0))
    return given.has(made) ? next() : made
  }
  const people = new Map<string, string>()
  const planting: Planting = { store, seed, people, idOf: (id) => id ?? next() }
  for (const { id, name } of seed.applications) {
    const made = planting.idOf(id)
    people.set(name, made)
    store.users.put(makeUser(made, name, null, true))
  }
  plantApplications(store, seed, ({ name }) => people.get(name) ?? '')
  for (const { id, name, display_name, bot } of seed.users) {
    const made = planting.idOf(id)
    people.set(name, made)
    store.users.put(makeUser(made, name, display_name, bot))
  }
  for (const server of seed.servers) {
    isScattered = server.copies > 1
    for (const copy of copiesOf(server)) plantServer(planting, copy)
  }
}
