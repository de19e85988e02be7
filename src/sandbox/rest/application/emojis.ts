// Emojis of the application itself.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { imageData } from '../../validate/form.ts'
import type { ApplicationEmoji } from '../../world/guild/records.ts'
import { bytesOf } from '../../world/message/media.ts'
import { presentEmoji } from '../../world/present.ts'
import type { World } from '../../world/world.ts'
import { demandEmojiImage, emojiName, isAnimated } from '../guild/emojis.ts'
import { created, done, ok, plainRoute, type Route } from '../route.ts'
import { demandOwn } from './own.ts'

const EMOJIS = '/applications/:application/emojis'

const emojisOf = (world: World): ApplicationEmoji[] =>
  [...world.store.applicationEmojis.values()].filter(({ application_id }) => application_id === world.botId)

function findEmoji(world: World, id: string): ApplicationEmoji {
  const emoji = world.store.applicationEmojis.get(id)
  if (!emoji || emoji.application_id !== world.botId) throw refusal(10014)
  return emoji
}

const present = (world: World, emoji: ApplicationEmoji) => presentEmoji(emoji, world.store.users.get(emoji.user_id))

export const applicationEmojiRoutes: readonly Route[] = [
  plainRoute('GET', EMOJIS, {}, ({ call, world }) => {
    demandOwn(call)
    return ok({ items: emojisOf(world).map((emoji) => present(world, emoji)) })
  }),
  plainRoute('POST', EMOJIS, { body: z.object({ name: emojiName, image: imageData }) }, ({ call, world, input }) => {
    demandOwn(call)
    demandEmojiImage(input.image)
    if (emojisOf(world).length >= world.counts.applicationEmojis) throw refusal(30008)
    const emoji = world.store.applicationEmojis.put({
      id: world.nextId(),
      application_id: world.botId,
      name: input.name,
      roles: [],
      user_id: world.botId,
      animated: isAnimated(input.image),
    })
    world.files.save(emoji.id, bytesOf(input.image))
    return created(present(world, emoji))
  }),
  plainRoute('GET', `${EMOJIS}/:emoji`, {}, ({ call, world, id }) => {
    demandOwn(call)
    return ok(present(world, findEmoji(world, id('emoji'))))
  }),
  plainRoute('PATCH', `${EMOJIS}/:emoji`, { body: z.object({ name: emojiName }) }, ({ call, world, id, input }) => {
    demandOwn(call)
    return ok(present(world, world.store.applicationEmojis.put({ ...findEmoji(world, id('emoji')), name: input.name })))
  }),
  plainRoute('DELETE', `${EMOJIS}/:emoji`, {}, ({ call, world, id }) => {
    demandOwn(call)
    world.files.remove(findEmoji(world, id('emoji')).id)
    world.store.applicationEmojis.remove(id('emoji'))
    return done
  }),
]
