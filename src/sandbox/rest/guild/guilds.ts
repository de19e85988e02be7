// The server itself: read, changed, previewed, left.
import { z } from 'zod'
import { badForm, flag, imageData, integer, moment, pageLimit, setOf, snowflake, text } from '../../validate/form.ts'
import { LOCALES } from '../../validate/limits.ts'
import { joinedGuild, permissionsOfMember } from '../../world/access.ts'
import { removeBot } from '../../world/channels.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import type { GuildSettings } from '../../world/guild/records.ts'
import { imageHash } from '../../world/message/media.ts'
import { membersOf, presentEmoji, presentGuild, presentSticker, settingsOf } from '../../world/present.ts'
import { memberKey } from '../../world/store.ts'
import type { Guild } from '../../world/types.ts'
import { isoTime, type World } from '../../world/world.ts'
import { done, guildRoute, ok, plainRoute, type Route } from '../route.ts'

const channel = snowflake.nullish()
const image = imageData.nullish()
const guildShape = z
  .object({
    name: text({ min: 2, max: 100, trim: true }),
    description: text({ max: 300 }).nullish(),
    verification_level: integer(0, 4).nullish(),
    default_message_notifications: integer(0, 1).nullish(),
    explicit_content_filter: integer(0, 2).nullish(),
    preferred_locale: z.literal(LOCALES).nullish(),
    afk_timeout: z.literal([60, 300, 900, 1_800, 3_600]).nullish(),
    afk_channel_id: channel,
    system_channel_id: channel,
    system_channel_flags: integer(0, 2 ** 31 - 1).nullish(),
    rules_channel_id: channel,
    public_updates_channel_id: channel,
    safety_alerts_channel_id: channel,
    premium_progress_bar_enabled: flag().nullish(),
    icon: image,
    splash: image,
    banner: image,
    discovery_splash: image,
    features: setOf(z.string().nullable()).nullish(),
  })
  .partial()
type GuildInput = z.infer<typeof guildShape>

const CHANNEL_FIELDS = [
  'afk_channel_id',
  'system_channel_id',
  'rules_channel_id',
  'public_updates_channel_id',
  'safety_alerts_channel_id',
] as const
const IMAGE_FIELDS = ['icon', 'splash', 'banner', 'discovery_splash'] as const

/** The features that are switched by hand (docs: resources/guild, mutable guild features). */
const MUTABLE_FEATURES: readonly string[] = ['COMMUNITY', 'DISCOVERABLE', 'INVITES_DISABLED', 'RAID_ALERTS_DISABLED']

/**
 * Clients send back the whole list: what is not theirs to switch, or unknown, neither comes nor
 * goes by it.
 */
function featuresFrom(guild: Guild, given: readonly (string | null)[]): string[] {
  const fixed = settingsOf(guild).features.filter((feature) => !MUTABLE_FEATURES.includes(feature))
  return [...fixed, ...MUTABLE_FEATURES.filter((feature) => given.includes(feature))]
}

/** Null puts a setting back to what a new server has. */
function settingsFrom(world: World, guild: Guild, input: GuildInput): Partial<GuildSettings> {
  const { name: _, preferred_locale: __, ...fields } = input
  for (const field of CHANNEL_FIELDS) {
    const id = fields[field]
    if (id && world.store.channels.get(id)?.guild_id !== guild.id) {
      throw badForm([field], 'CHANNEL_NOT_FOUND', 'The channel is not in this server.')
    }
  }
  const given: Record<string, unknown> = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  for (const field of IMAGE_FIELDS) if (fields[field]) given[field] = imageHash(fields[field])
  if (fields.features) given.features = featuresFrom(guild, fields.features)
  const kept = Object.entries({ ...guild.settings, ...given })
  const nullable = [...CHANNEL_FIELDS, ...IMAGE_FIELDS, 'description'] as readonly string[]
  return Object.fromEntries(kept.filter(([field, value]) => value !== null || nullable.includes(field)))
}

const timeOf = (moment: string | null | undefined): string | null => (moment ? isoTime(Date.parse(moment)) : null)

const incidentShape = z.object({
  invites_disabled_until: moment.nullish(),
  dms_disabled_until: moment.nullish(),
})

const myGuildsShape = z.object({
  limit: pageLimit(200, 200),
  before: snowflake.optional(),
  after: snowflake.optional(),
})

function countsOf(world: World, guild: Guild): object {
  const count = membersOf(world, guild.id).length
  return { approximate_member_count: count, approximate_presence_count: count }
}

function putGuild(world: World, guild: Guild): Guild {
  const after = world.store.guilds.put(guild)
  world.dispatch('GUILD_UPDATE', presentGuild(after), guild.id)
  return after
}

export const guildRoutes: readonly Route[] = [
  guildRoute('GET', '', {}, ({ call, world, guild }) =>
    ok({ ...presentGuild(guild), ...(call.asks('with_counts') && countsOf(world, guild)) }),
  ),
  guildRoute('PATCH', '', { needs: 'MANAGE_GUILD', body: guildShape }, ({ call, world, guild, input }) => {
    const after = putGuild(world, {
      ...guild,
      name: input.name ?? guild.name,
      preferred_locale: input.preferred_locale ?? guild.preferred_locale,
      settings: settingsFrom(world, guild, input),
    })
    const changes = changesBetween({ ...settingsOf(guild), name: guild.name }, { ...settingsOf(after), name: after.name })
    noteAudit(world, guild.id, 'GUILD_UPDATE', { target: guild.id, changes, reason: call.reason })
    return ok(presentGuild(after))
  }),
  guildRoute('GET', '/preview', {}, ({ world, guild }) => {
    const { icon, splash, discovery_splash, description, features } = settingsOf(guild)
    return ok({
      id: guild.id,
      name: guild.name,
      icon,
      splash,
      discovery_splash,
      home_header: null,
      description,
      features,
      emojis: (guild.emojis ?? []).map((emoji) => presentEmoji(emoji)),
      stickers: (guild.stickers ?? []).map((sticker) => presentSticker(sticker)),
      ...countsOf(world, guild),
    })
  }),
  guildRoute('GET', '/vanity-url', { needs: 'MANAGE_GUILD' }, () => ok({ code: null, uses: 0 })),
  guildRoute('PUT', '/incident-actions', { needs: 'MANAGE_GUILD', body: incidentShape }, ({ world, guild, input }) => {
    const incidents_data = {
      invites_disabled_until: timeOf(input.invites_disabled_until),
      dms_disabled_until: timeOf(input.dms_disabled_until),
    }
    putGuild(world, { ...guild, settings: { ...guild.settings, incidents_data } })
    return ok(incidents_data)
  }),
  plainRoute('GET', '/users/@me/guilds', { query: myGuildsShape }, ({ call, world, query: { limit, before, after } }) => {
    const mine = [...world.store.guilds.values()]
      .filter(({ id }) => world.store.members.get(memberKey(id, world.botId)))
      .filter(
        ({ id }) => (before === undefined || BigInt(id) < BigInt(before)) && (after === undefined || BigInt(id) > BigInt(after)),
      )
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    const page = before === undefined ? mine.slice(0, limit) : mine.slice(-limit)
    return ok(
      page.map((guild) => {
        const { icon, banner, features } = settingsOf(guild)
        return {
          id: guild.id,
          name: guild.name,
          icon,
          banner,
          owner: guild.owner_id === world.botId,
          permissions: String(permissionsOfMember(world, guild, world.botId)),
          features,
          ...(call.asks('with_counts') && countsOf(world, guild)),
        }
      }),
    )
  }),
  plainRoute('DELETE', '/users/@me/guilds/:guild', {}, ({ world, id }) => {
    removeBot(world, joinedGuild(world, id('guild')))
    return done
  }),
]
