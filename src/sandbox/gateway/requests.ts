// What a client asks over its socket: members of a server, a place in a voice channel, its own
// status.
import { z } from 'zod'
import { flag, integer, snowflake } from '../validate/form.ts'
import { mayIn, memberOf } from '../world/access.ts'
import { searchMembers, sortedMembers } from '../world/guild/members.ts'
import { setVoiceState, VOICE_TYPES } from '../world/guild/voice.ts'
import { membersOf, presentMember, presentPresence } from '../world/present.ts'
import type { Member } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { INTENTS } from './intents.ts'
import { deliver, OP, type Session } from './session.ts'

const CHUNK = 1_000
const MAX_QUERIED = 100

const membersShape = z.object({
  guild_id: z.union([snowflake, z.tuple([snowflake]).transform(([id]) => id)]),
  query: z.string().nullish(),
  limit: integer(0, 2 ** 31 - 1).nullish(),
  presences: flag().nullish(),
  user_ids: z.union([z.array(snowflake).max(MAX_QUERIED), snowflake.transform((id) => [id])]).nullish(),
  nonce: z.union([z.string(), z.number()]).transform(String).nullish(),
})
const voiceShape = z.object({
  guild_id: snowflake,
  channel_id: snowflake.nullish(),
  self_mute: flag().default(false),
  self_deaf: flag().default(false),
})
const presenceShape = z.object({
  since: z.number().nullish(),
  activities: z.array(z.looseObject({})).nullish(),
  status: z.string().default('online'),
  afk: flag().nullish(),
})

/** Why a request ends the connection; undefined where it has been answered. */
export type RequestFault = 'malformed' | 'intents'

export function answerRequest(session: Session, op: number, d: unknown): RequestFault | undefined {
  switch (op) {
    case OP.REQUEST_MEMBERS:
      return sendMembers(session, d)
    case OP.VOICE:
      return moveVoice(session, d)
    default:
      return setPresence(session, d)
  }
}

/**
 * The whole list needs GUILD_MEMBERS, presences need GUILD_PRESENCES (docs: events/gateway-events).
 */
function sendMembers(session: Session, d: unknown): RequestFault | undefined {
  const { world, intents } = session
  const parsed = membersShape.safeParse(d)
  if (!parsed.success) return 'malformed'
  const { guild_id, query, limit, presences, user_ids, nonce } = parsed.data
  if (query == null && user_ids == null) return 'malformed'
  const isWhole = user_ids == null && query === '' && (limit ?? 0) === 0
  if (isWhole && (intents & INTENTS.GUILD_MEMBERS) === 0) return 'intents'
  if (presences && (intents & INTENTS.GUILD_PRESENCES) === 0) return 'intents'
  if (!memberOf(world, guild_id, world.botId)) return undefined
  const members = user_ids
    ? user_ids.flatMap((id) => memberOf(world, guild_id, id) ?? [])
    : isWhole
      ? sortedMembers(world, guild_id)
      : searchMembers(world, guild_id, query ?? '', Math.min(limit || MAX_QUERIED, MAX_QUERIED))
  const missing = user_ids?.filter((id) => !memberOf(world, guild_id, id))
  const chunk_count = Math.max(Math.ceil(members.length / CHUNK), 1)
  for (let chunk_index = 0; chunk_index < chunk_count; chunk_index += 1) {
    const part = members.slice(chunk_index * CHUNK, (chunk_index + 1) * CHUNK)
    deliver(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id,
      members: part.map((member) => presentMember(world, member)),
      chunk_index,
      chunk_count,
      ...(missing?.length && { not_found: missing }),
      ...(presences && { presences: part.flatMap((member) => presenceOf(world, member)) }),
      ...(nonce != null && Buffer.byteLength(nonce) <= 32 && { nonce }),
    })
  }
  return undefined
}

const presenceOf = (world: World, { guild_id, user_id }: Member): object[] => {
  const presence = world.store.presences.get(user_id)
  return presence ? [presentPresence(presence, guild_id)] : []
}

/**
 * Where the bot may not connect nothing comes back, as with Discord: libraries run into their own
 * time-out.
 */
function moveVoice({ world }: Session, d: unknown): RequestFault | undefined {
  const parsed = voiceShape.safeParse(d)
  if (!parsed.success) return 'malformed'
  const { guild_id, channel_id, self_mute, self_deaf } = parsed.data
  if (!memberOf(world, guild_id, world.botId)) return undefined
  if (channel_id != null) {
    const channel = world.store.channels.get(channel_id)
    const isVoice = channel?.guild_id === guild_id && VOICE_TYPES.includes(channel.type)
    if (!channel || !isVoice || !mayIn(world, world.botId, channel, 'VIEW_CHANNEL', 'CONNECT')) return undefined
  }
  const state = setVoiceState(world, guild_id, world.botId, { channel_id: channel_id ?? null, self_mute, self_deaf })
  // No audio flows here: a null endpoint says that no voice server has been found yet.
  if (channel_id != null)
    world.dispatch('VOICE_SERVER_UPDATE', { token: state.session_id, guild_id, endpoint: null }, guild_id, false, world.botId)
  world.commit()
  return undefined
}

export function setPresence({ world }: Pick<Session, 'world'>, d: unknown): RequestFault | undefined {
  const parsed = presenceShape.safeParse(d)
  if (!parsed.success) return 'malformed'
  const { status, activities } = parsed.data
  const presence = world.store.presences.put({ user_id: world.botId, status, activities: activities ?? [] })
  for (const { id } of world.store.guilds.values()) {
    if (membersOf(world, id).some(({ user_id }) => user_id === world.botId))
      world.dispatch('PRESENCE_UPDATE', presentPresence(presence, id), id)
  }
  world.commit()
  return undefined
}
