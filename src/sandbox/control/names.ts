// People and scripts name things by id or by name; what cannot be found is said with what there is.
import type { Snowflake } from '../snowflake.ts'
import { isThread } from '../world/access.ts'
import type { Channel, Guild, Role, User } from '../world/types.ts'
import type { World } from '../world/world.ts'

/** A refusal of the control interface: what is wrong and what to do. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: 400 | 403 | 404 | 409 | 429 | 503 | 504

  constructor(status: ControlError['status'], message: string) {
    super(message)
    this.status = status
  }
}

export function findChannel(world: World, name: string): Channel {
  const byId = world.store.channels.get(name)
  if (byId) return byId
  const wanted = name.replace(/^#/, '')
  for (const channel of world.store.channels.values()) if (channel.name === wanted && !isThread(channel)) return channel
  throw new ControlError(404, `there is no channel "${name}"; GET /sandbox/state?messages=0 lists them`)
}

/**
 * Who acts where nobody is named: in a world without a `member`, the first person who is in a
 * server.
 */
const DEFAULT_USER = 'member'
function anyMember(world: World): User | undefined {
  for (const { user_id } of world.store.members.values()) {
    const user = world.store.users.get(user_id)
    if (user && !user.bot) return user
  }
  return undefined
}

export function findUser(world: World, name: string): User {
  const wanted = name.replace(/^@/, '')
  const byId = world.store.users.get(wanted) ?? (wanted === 'bot' ? world.store.users.get(world.botId) : undefined)
  if (byId) return byId
  for (const user of world.store.users.values()) if (user.username === wanted) return user
  const somebody = wanted === DEFAULT_USER ? anyMember(world) : undefined
  if (somebody) return somebody
  const known = [...world.store.users.values()].map(({ username }) => username)
  throw new ControlError(404, `there is no user "${name}"; known: ${known.join(', ')}`)
}

export function findGuild(world: World, name: string | undefined): Guild {
  if (name === undefined) {
    for (const guild of world.store.guilds.values()) return guild
  }
  const byId = world.store.guilds.get(name ?? '')
  if (byId) return byId
  for (const guild of world.store.guilds.values()) if (guild.name === name) return guild
  throw new ControlError(
    404,
    `there is no server "${name}"; known: ${[...world.store.guilds.values()].map((guild) => guild.name).join(', ')}`,
  )
}

export function findRole(guild: Guild, name: string): Role {
  const role = guild.roles.find(({ id }) => id === name) ?? guild.roles.find((each) => each.name === name)
  if (role) return role
  throw new ControlError(404, `there is no role "${name}" in ${guild.name}`)
}

export function findMessage(world: World, channelId: Snowflake, id: Snowflake) {
  const message = world.store.message(channelId, id)
  if (message) return message
  throw new ControlError(404, `there is no message ${id} in channel ${channelId}`)
}
