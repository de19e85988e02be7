// A server's own emojis and stickers.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { badForm, imageData, setOf, snowflake, text } from '../../validate/form.ts'
import { permissionsOfMember } from '../../world/access.ts'
import { type AuditAction, changesBetween, noteAudit } from '../../world/guild/audit.ts'
import type { GuildEmoji, Sticker } from '../../world/guild/records.ts'
import { bytesOf } from '../../world/message/media.ts'
import { bits } from '../../world/permissions.ts'
import { presentEmoji, presentSticker } from '../../world/present.ts'
import type { Guild } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, created, done, guildRoute, ok, plainRoute, type Route } from '../route.ts'

/** The image of an emoji may have 256 KiB, that of a sticker 512. */
const MAX_EMOJI_BYTES = 256 * 1_024
const MAX_STICKER_BYTES = 512 * 1_024

export const emojiName = z
  .string()
  .regex(/^\w+$/, { error: 'String value did not match validation regex.' })
  .pipe(text({ min: 2, max: 32 }))

export function demandEmojiImage(image: string): void {
  const size = Buffer.byteLength(image.slice(image.indexOf(',') + 1), 'base64')
  if (size > MAX_EMOJI_BYTES) throw badForm(['image'], 'BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 256.0 kb.')
}
export const isAnimated = (image: string): boolean => image.startsWith('data:image/gif')

const emojiShape = z.object({ name: emojiName, image: imageData, roles: setOf(snowflake).nullish() })
const emojiChange = z.object({ name: emojiName.optional(), roles: setOf(snowflake).nullish() })
const stickerShape = z.object({
  name: text({ min: 2, max: 30 }),
  description: text({ max: 100 }).nullish(),
  tags: text({ min: 1, max: 200 }),
})
const stickerChange = stickerShape.partial()

/** Who may manage all expressions, or made this one and may create them. */
function demandManage(world: World, guild: Guild, maker: Snowflake): void {
  const own = permissionsOfMember(world, guild, world.botId)
  const isMaker = maker === world.botId && (own & bits('CREATE_GUILD_EXPRESSIONS')) !== 0n
  if (!isMaker && (own & bits('MANAGE_GUILD_EXPRESSIONS')) === 0n) throw refusal(50013)
}

function demandCreate(world: World, guild: Guild): void {
  const own = permissionsOfMember(world, guild, world.botId)
  if ((own & bits('CREATE_GUILD_EXPRESSIONS', 'MANAGE_GUILD_EXPRESSIONS')) === 0n) throw refusal(50013)
}

/** With who made it, for those who may manage it. */
function shownEmoji(world: World, guild: Guild, emoji: GuildEmoji): object {
  const manages = permissionsOfMember(world, guild, world.botId) & bits('MANAGE_GUILD_EXPRESSIONS', 'CREATE_GUILD_EXPRESSIONS')
  return presentEmoji(emoji, manages ? world.store.users.get(emoji.user_id) : undefined)
}
function shownSticker(world: World, guild: Guild, sticker: Sticker): object {
  const manages = permissionsOfMember(world, guild, world.botId) & bits('MANAGE_GUILD_EXPRESSIONS', 'CREATE_GUILD_EXPRESSIONS')
  return presentSticker(sticker, manages ? world.store.users.get(sticker.user_id) : undefined)
}

function putEmojis(world: World, guild: Guild, emojis: GuildEmoji[]): void {
  world.store.guilds.put({ ...guild, emojis })
  world.dispatch('GUILD_EMOJIS_UPDATE', { guild_id: guild.id, emojis: emojis.map((each) => presentEmoji(each)) }, guild.id)
}
function putStickers(world: World, guild: Guild, stickers: Sticker[]): void {
  world.store.guilds.put({ ...guild, stickers })
  const d = { guild_id: guild.id, stickers: stickers.map((each) => presentSticker(each)) }
  world.dispatch('GUILD_STICKERS_UPDATE', d, guild.id)
}

function findEmoji(guild: Guild, id: Snowflake): GuildEmoji {
  const emoji = guild.emojis?.find((each) => each.id === id)
  if (!emoji) throw refusal(10014)
  return emoji
}
function findSticker(guild: Guild, id: Snowflake): Sticker {
  const sticker = guild.stickers?.find((each) => each.id === id)
  if (!sticker) throw refusal(10060)
  return sticker
}

const note = (call: Call, guild: Guild, action: AuditAction, target: Snowflake, before: object, after: object) =>
  noteAudit(call.world, guild.id, action, { target, changes: changesBetween(before, after), reason: call.reason })

const FORMATS: readonly (readonly [string, number])[] = [
  ['png', 1],
  ['apng', 2],
  ['json', 3],
  ['gif', 4],
]

function stickerFormat(call: Call): number {
  const [file] = call.uploads
  if (!file) throw badForm(['file'], 'BASE_TYPE_REQUIRED', 'This field is required')
  if (file.bytes.length > MAX_STICKER_BYTES)
    throw badForm(['file'], 'BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 512.0 kb.')
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase()
  const format = FORMATS.find(([each]) => each === extension)
  if (!format) throw refusal(50046)
  return format[1]
}

export const emojiRoutes: readonly Route[] = [
  guildRoute('GET', '/emojis', {}, ({ world, guild }) =>
    ok((guild.emojis ?? []).map((emoji) => shownEmoji(world, guild, emoji))),
  ),
  guildRoute('GET', '/emojis/:emoji', {}, ({ world, guild, id }) => ok(shownEmoji(world, guild, findEmoji(guild, id('emoji'))))),
  guildRoute('POST', '/emojis', { body: emojiShape }, ({ call, world, guild, input }) => {
    demandCreate(world, guild)
    demandEmojiImage(input.image)
    const animated = isAnimated(input.image)
    const known = guild.emojis ?? []
    if (known.filter((each) => each.animated === animated).length >= world.counts.emojis) throw refusal(animated ? 30018 : 30008)
    const emoji = { id: world.nextId(), name: input.name, roles: input.roles ?? [], user_id: world.botId, animated }
    world.files.save(emoji.id, bytesOf(input.image))
    putEmojis(world, guild, [...known, emoji])
    note(call, guild, 'EMOJI_CREATE', emoji.id, {}, { name: emoji.name })
    return created(shownEmoji(world, guild, emoji))
  }),
  guildRoute('PATCH', '/emojis/:emoji', { body: emojiChange }, ({ call, world, guild, id, input }) => {
    const before = findEmoji(guild, id('emoji'))
    demandManage(world, guild, before.user_id)
    const after = { ...before, name: input.name ?? before.name, ...(input.roles && { roles: input.roles }) }
    putEmojis(
      world,
      guild,
      (guild.emojis ?? []).map((each) => (each.id === after.id ? after : each)),
    )
    note(call, guild, 'EMOJI_UPDATE', after.id, before, after)
    return ok(shownEmoji(world, guild, after))
  }),
  guildRoute('DELETE', '/emojis/:emoji', {}, ({ call, world, guild, id }) => {
    const emoji = findEmoji(guild, id('emoji'))
    demandManage(world, guild, emoji.user_id)
    world.files.remove(emoji.id)
    putEmojis(
      world,
      guild,
      (guild.emojis ?? []).filter((each) => each.id !== emoji.id),
    )
    note(call, guild, 'EMOJI_DELETE', emoji.id, { name: emoji.name }, {})
    return done
  }),
  guildRoute('GET', '/stickers', {}, ({ world, guild }) =>
    ok((guild.stickers ?? []).map((sticker) => shownSticker(world, guild, sticker))),
  ),
  guildRoute('GET', '/stickers/:sticker', {}, ({ world, guild, id }) =>
    ok(shownSticker(world, guild, findSticker(guild, id('sticker')))),
  ),
  guildRoute('POST', '/stickers', { body: stickerShape }, ({ call, world, guild, input }) => {
    demandCreate(world, guild)
    const format_type = stickerFormat(call)
    const known = guild.stickers ?? []
    if (known.length >= world.counts.stickers) throw refusal(30039)
    const sticker: Sticker = {
      id: world.nextId(),
      guild_id: guild.id,
      name: input.name,
      description: input.description ?? '',
      tags: input.tags,
      format_type,
      user_id: world.botId,
    }
    const [file] = call.uploads
    if (file) world.files.save(sticker.id, file.bytes)
    putStickers(world, guild, [...known, sticker])
    note(call, guild, 'STICKER_CREATE', sticker.id, {}, sticker)
    return created(shownSticker(world, guild, sticker))
  }),
  guildRoute('PATCH', '/stickers/:sticker', { body: stickerChange }, ({ call, world, guild, id, input }) => {
    const before = findSticker(guild, id('sticker'))
    demandManage(world, guild, before.user_id)
    const after: Sticker = {
      ...before,
      ...(input.name !== undefined && { name: input.name }),
      ...(input.tags !== undefined && { tags: input.tags }),
      ...(input.description !== undefined && { description: input.description ?? '' }),
    }
    putStickers(
      world,
      guild,
      (guild.stickers ?? []).map((each) => (each.id === after.id ? after : each)),
    )
    note(call, guild, 'STICKER_UPDATE', after.id, before, after)
    return ok(shownSticker(world, guild, after))
  }),
  guildRoute('DELETE', '/stickers/:sticker', {}, ({ call, world, guild, id }) => {
    const sticker = findSticker(guild, id('sticker'))
    demandManage(world, guild, sticker.user_id)
    world.files.remove(sticker.id)
    putStickers(
      world,
      guild,
      (guild.stickers ?? []).filter((each) => each.id !== sticker.id),
    )
    note(call, guild, 'STICKER_DELETE', sticker.id, sticker, {})
    return done
  }),
  plainRoute('GET', '/stickers/:sticker', {}, ({ world, id }) => {
    for (const guild of world.store.guilds.values()) {
      const sticker = guild.stickers?.find((each) => each.id === id('sticker'))
      if (sticker) return ok(presentSticker(sticker))
    }
    throw refusal(10060)
  }),
  plainRoute('GET', '/sticker-packs', {}, () => ok({ sticker_packs: [] })),
  plainRoute('GET', '/sticker-packs/:pack', {}, () => {
    throw refusal(10061)
  }),
]
