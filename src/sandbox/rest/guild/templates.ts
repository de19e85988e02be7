// Templates of servers: a server as it was when its template was last made or synced.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { text } from '../../validate/form.ts'
import { isThread } from '../../world/access.ts'
import type { Template } from '../../world/guild/records.ts'
import { channelsOf, presentUser, settingsOf } from '../../world/present.ts'
import type { Guild } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { guildRoute, ok, type Route, route } from '../route.ts'

const templateShape = z.object({ name: text({ min: 1, max: 100 }), description: text({ max: 120 }).nullish() })

/**
 * A template holds no channels of a community's kinds: they become what a plain server has instead.
 */
const PLAIN_TYPE: Readonly<Record<number, number>> = { 5: 0, 13: 2, 16: 15 }

/** Ids in a template are small numbers of its own. */
function snapshotOf(world: World, guild: Guild): object {
  const settings = settingsOf(guild)
  const channels = channelsOf(world, guild.id).filter((channel) => !isThread(channel))
  const numbers = new Map([...guild.roles, ...channels].map(({ id }, index) => [id, index]))
  const textOf = (id: string | null | undefined) => {
    const number = numbers.get(id ?? '')
    return number === undefined ? null : String(number)
  }
  return {
    name: guild.name,
    description: settings.description,
    region: null,
    verification_level: settings.verification_level,
    default_message_notifications: settings.default_message_notifications,
    explicit_content_filter: settings.explicit_content_filter,
    preferred_locale: guild.preferred_locale,
    afk_channel_id: null,
    afk_timeout: settings.afk_timeout,
    system_channel_id: null,
    system_channel_flags: settings.system_channel_flags,
    roles: guild.roles.map(({ id, name, permissions, color, colors, hoist, mentionable }) => ({
      id: numbers.get(id) ?? 0,
      name,
      permissions,
      color,
      colors,
      hoist,
      mentionable,
      icon: null,
      unicode_emoji: null,
    })),
    channels: channels.map((channel) => ({
      id: numbers.get(channel.id) ?? 0,
      type: PLAIN_TYPE[channel.type] ?? channel.type,
      name: channel.name ?? '',
      position: channel.position ?? 0,
      topic: channel.topic ?? null,
      bitrate: channel.bitrate ?? 64_000,
      user_limit: channel.user_limit ?? 0,
      nsfw: channel.nsfw ?? false,
      rate_limit_per_user: channel.rate_limit_per_user ?? 0,
      parent_id: textOf(channel.parent_id),
      default_auto_archive_duration: channel.default_auto_archive_duration ?? null,
      // A template has no members, so their overwrites stay behind.
      permission_overwrites: (channel.permission_overwrites ?? []).flatMap((overwrite) => {
        const id = textOf(overwrite.id)
        return id === null ? [] : [{ ...overwrite, id }]
      }),
      available_tags: null,
      template: '',
      default_reaction_emoji: null,
      default_thread_rate_limit_per_user: null,
      default_sort_order: null,
      default_forum_layout: null,
      default_tag_setting: null,
      icon_emoji: null,
      theme_color: null,
    })),
  }
}

function presentTemplate(world: World, template: Template): object {
  const { id: code, snapshot, creator_id, ...rest } = template
  const creator = world.store.users.get(creator_id)
  const guild = world.store.guilds.get(template.source_guild_id)
  const isDirty = guild ? JSON.stringify(snapshotOf(world, guild)) !== JSON.stringify(snapshot) : false
  return {
    code,
    ...rest,
    usage_count: 0,
    creator_id,
    creator: creator ? presentUser(creator) : null,
    serialized_source_guild: snapshot,
    is_dirty: isDirty || null,
  }
}

function findTemplate(world: World, guild: Guild | undefined, code: string): Template {
  const template = world.store.templates.get(code)
  if (!template || (guild && template.source_guild_id !== guild.id)) throw refusal(10057)
  return template
}

const needs = 'MANAGE_GUILD'

export const templateRoutes: readonly Route[] = [
  guildRoute('GET', '/templates', { needs }, ({ world, guild }) =>
    ok(
      [...world.store.templates.values()]
        .filter(({ source_guild_id }) => source_guild_id === guild.id)
        .map((template) => presentTemplate(world, template)),
    ),
  ),
  guildRoute('POST', '/templates', { needs, body: templateShape }, ({ world, guild, input }) => {
    for (const { source_guild_id } of world.store.templates.values()) if (source_guild_id === guild.id) throw refusal(30031)
    const template = world.store.templates.put({
      id: randomBytes(9).toString('base64url'),
      name: input.name,
      description: input.description ?? null,
      creator_id: world.botId,
      created_at: world.timestamp(),
      updated_at: world.timestamp(),
      source_guild_id: guild.id,
      snapshot: snapshotOf(world, guild),
    })
    return ok(presentTemplate(world, template))
  }),
  guildRoute('PUT', '/templates/:code', { needs }, ({ world, guild, id }) => {
    const before = findTemplate(world, guild, id('code'))
    const after = { ...before, updated_at: world.timestamp(), snapshot: snapshotOf(world, guild) }
    return ok(presentTemplate(world, world.store.templates.put(after)))
  }),
  guildRoute('PATCH', '/templates/:code', { needs, body: templateShape.partial() }, ({ world, guild, id, input }) => {
    const before = findTemplate(world, guild, id('code'))
    const after = {
      ...before,
      name: input.name ?? before.name,
      description: input.description === undefined ? before.description : input.description,
    }
    return ok(presentTemplate(world, world.store.templates.put(after)))
  }),
  guildRoute('DELETE', '/templates/:code', { needs }, ({ world, guild, id }) => {
    const template = findTemplate(world, guild, id('code'))
    world.store.templates.remove(template.id)
    return ok(presentTemplate(world, template))
  }),
  route('GET', '/guilds/templates/:code', ({ world, param }) =>
    ok(presentTemplate(world, findTemplate(world, undefined, param('code')))),
  ),
]
