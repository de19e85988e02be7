// Servers and people, as far as a bot asks for them.
import { refusal } from '../../errors.ts'
import { check } from '../../validate/form.ts'
import { recipientShape } from '../../validate/modal.ts'
import { joinedGuild } from '../../world/access.ts'
import { directChannel, removeBot } from '../../world/channels.ts'
import { membersOf, presentGuild, presentMember, presentUser } from '../../world/present.ts'
import { memberKey } from '../../world/store.ts'
import type { World } from '../../world/world.ts'
import { type Call, done, ok, type Route, route } from '../route.ts'

function guild(call: Call) {
  const found = joinedGuild(call.world, call.param('guild'))
  const count = membersOf(call.world, found.id).length
  return ok({
    ...presentGuild(found),
    ...(call.query('with_counts') === 'true' && { approximate_member_count: count, approximate_presence_count: count }),
  })
}

function member(call: Call) {
  const { id } = joinedGuild(call.world, call.param('guild'))
  const found = call.world.store.members.get(memberKey(id, call.param('user')))
  if (!found) throw refusal(call.world.store.users.get(call.param('user')) ? 10007 : 10013)
  return ok(presentMember(call.world, found))
}

function role(call: Call) {
  const found = joinedGuild(call.world, call.param('guild')).roles.find(({ id }) => id === call.param('role'))
  if (!found) throw refusal(10011)
  return ok(found)
}

function me(world: World) {
  const user = world.store.users.get(world.botId)
  if (!user) throw refusal(10013)
  return {
    ...presentUser(user),
    flags: 0,
    banner: null,
    accent_color: null,
    mfa_enabled: true,
    locale: 'en-US',
    verified: true,
    email: null,
  }
}

function user(call: Call) {
  const found = call.world.store.users.get(call.param('user'))
  if (!found) throw refusal(10013)
  return ok(presentUser(found))
}

function myGuilds(call: Call) {
  const guilds = [...call.world.store.guilds.values()].filter(({ id }) =>
    call.world.store.members.get(memberKey(id, call.world.botId)),
  )
  return ok(
    guilds.map(({ id, name, owner_id }) => ({
      id,
      name,
      icon: null,
      banner: null,
      owner: owner_id === call.world.botId,
      permissions: '0',
      features: [],
    })),
  )
}

export const guildRoutes: readonly Route[] = [
  route('GET', '/guilds/:guild', guild),
  route('GET', '/guilds/:guild/roles', (call) => ok(joinedGuild(call.world, call.param('guild')).roles)),
  route('GET', '/guilds/:guild/roles/:role', role),
  route('GET', '/guilds/:guild/emojis', (call) => ok(joinedGuild(call.world, call.param('guild')) && [])),
  route('GET', '/guilds/:guild/members/:user', member),
  route('GET', '/guilds/:guild/members', (call) =>
    ok(membersOf(call.world, joinedGuild(call.world, call.param('guild')).id).map((each) => presentMember(call.world, each))),
  ),
  route('GET', '/users/@me', (call) => ok(me(call.world))),
  route('GET', '/users/@me/guilds', myGuilds),
  route('DELETE', '/users/@me/guilds/:guild', (call) => {
    removeBot(call.world, joinedGuild(call.world, call.param('guild')))
    return done
  }),
  route('POST', '/users/@me/channels', (call) => ok(directChannel(call.world, check(recipientShape, call.body).recipient_id))),
  route('GET', '/users/:user', user),
]
