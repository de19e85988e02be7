// What a new session is sent first.
import { botIsIn } from '../world/channels.ts'
import { presentGuildCreate, presentUser } from '../world/present.ts'
import type { Guild } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { INTENTS } from './intents.ts'
import { isOfShard, type Session } from './session.ts'

const guildsOf = (world: World, { shard }: Session): Guild[] =>
  [...world.store.guilds.values()].filter(({ id }) => botIsIn(world, id) && isOfShard(id, shard))

export function readyPayload(world: World, session: Session): object {
  const bot = world.store.users.get(world.botId)
  return {
    v: 10,
    user_settings: {},
    user: bot && { ...presentUser(bot), verified: true, mfa_enabled: true, flags: 0, email: null, bio: null },
    session_type: 'normal',
    session_id: session.id,
    resume_gateway_url: `ws://${session.host}`,
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: guildsOf(world, session).map(({ id }) => ({ id, unavailable: true })),
    guild_join_requests: [],
    shard: session.shard,
    application: { id: world.botId, flags: 0 },
    _trace: ['discord-sandbox'],
  }
}

export function guildCreates(world: World, session: Session): object[] {
  const all = (session.intents & INTENTS.GUILD_MEMBERS) !== 0
  return guildsOf(world, session)
    .filter(({ unavailable }) => !unavailable)
    .map((guild) => presentGuildCreate(world, guild, all))
}
