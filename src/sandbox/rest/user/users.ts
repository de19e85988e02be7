// People: the bot itself, others, and the direct-message channel with one.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { imageData, snowflake, text } from '../../validate/form.ts'
import { directChannel } from '../../world/channels.ts'
import { imageHash } from '../../world/message/media.ts'
import { presentMember, presentUser } from '../../world/present.ts'
import type { User } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { ok, plainRoute, type Route } from '../route.ts'

function findUser(world: World, id: string): User {
  const user = world.store.users.get(id)
  if (!user) throw refusal(10013)
  return user
}

function presentMe(world: World): object {
  return {
    ...presentUser(findUser(world, world.botId)),
    mfa_enabled: true,
    locale: 'en-US',
    verified: true,
    email: null,
    premium_type: 0,
    bio: '',
  }
}

const meShape = z.object({
  username: text({ min: 2, max: 32, trim: true }).optional(),
  avatar: imageData.nullish(),
  banner: imageData.nullish(),
})

export const userRoutes: readonly Route[] = [
  plainRoute('GET', '/users/@me', {}, ({ world }) => ok(presentMe(world))),
  plainRoute('PATCH', '/users/@me', { body: meShape }, ({ world, input: { username, avatar, banner } }) => {
    const user = world.store.users.put({
      ...findUser(world, world.botId),
      ...(username !== undefined && { username }),
      ...(avatar !== undefined && { avatar: avatar && imageHash(avatar) }),
      ...(banner !== undefined && { banner: banner && imageHash(banner) }),
    })
    world.dispatch('USER_UPDATE', presentMe(world))
    for (const member of world.store.members.values()) {
      if (member.user_id !== user.id) continue
      const d = { ...presentMember(world, member), guild_id: member.guild_id }
      world.dispatch('GUILD_MEMBER_UPDATE', d, member.guild_id)
    }
    return ok(presentMe(world))
  }),
  plainRoute('GET', '/users/:user', {}, ({ world, id }) => ok(presentUser(findUser(world, id('user'))))),
  plainRoute('POST', '/users/@me/channels', { body: z.object({ recipient_id: snowflake }) }, ({ world, input }) =>
    ok(directChannel(world, input.recipient_id)),
  ),
]
