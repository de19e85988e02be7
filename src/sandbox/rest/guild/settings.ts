// What a community server shows: integrations, widget, welcome screen, onboarding.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { badForm, flag, integer, list, setOf, snowflake, text } from '../../validate/form.ts'
import { removeBot } from '../../world/channels.ts'
import { invitesOf } from '../../world/guild/invites.ts'
import type { WelcomeScreen } from '../../world/guild/records.ts'
import { channelsOf, membersOf, presentGuild, presentUser, settingsOf } from '../../world/present.ts'
import type { Guild } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { done, guildRoute, ok, type Route, route } from '../route.ts'

/**
 * One for each bot that came with a role of its own. The bot's id is that of its integration here.
 */
function integrationsOf(world: World, guild: Guild): object[] {
  return membersOf(world, guild.id).flatMap(({ user_id }) => {
    const user = world.store.users.get(user_id)
    if (!user?.bot) return []
    return [
      {
        id: user.id,
        type: 'discord',
        name: user.username,
        enabled: true,
        account: { id: user.id, name: user.username },
        application: {
          id: user.id,
          name: user.username,
          icon: null,
          description: '',
          type: null,
          bot: presentUser(user),
          verify_key: '0'.repeat(64),
          flags: 0,
          flags_new: '0',
        },
        scopes: ['bot', 'applications.commands'],
      },
    ]
  })
}

const widgetShape = z.object({ enabled: flag().nullish(), channel_id: snowflake.nullish() })
const widgetOf = (guild: Guild) => {
  const { widget_enabled, widget_channel_id } = settingsOf(guild)
  return { enabled: widget_enabled, channel_id: widget_channel_id }
}

const welcomeShape = z.object({
  enabled: flag().nullish(),
  description: text({ max: 140 }).nullish(),
  welcome_channels: list(
    z.object({
      channel_id: snowflake,
      description: text({ min: 1, max: 50 }),
      emoji_id: snowflake.nullish(),
      emoji_name: z.string().nullish(),
    }),
    0,
    5,
  ).nullish(),
})
const welcomeOf = (guild: Guild): WelcomeScreen =>
  guild.welcome_screen ?? { enabled: false, description: null, welcome_channels: [] }
const presentWelcome = ({ description, welcome_channels }: WelcomeScreen) => ({ description, welcome_channels })

const promptOption = z.object({
  id: snowflake.nullish(),
  title: text({ min: 1, max: 50 }),
  description: text({ max: 100 }).nullish(),
  channel_ids: setOf(snowflake).nullish(),
  role_ids: setOf(snowflake).nullish(),
  emoji_id: snowflake.nullish(),
  emoji_name: z.string().nullish(),
  emoji_animated: flag().nullish(),
})
const onboardingShape = z.object({
  enabled: flag().nullish(),
  mode: integer(0, 1).nullish(),
  default_channel_ids: setOf(snowflake).nullish(),
  prompts: list(
    z.object({
      id: snowflake.nullish(),
      title: text({ min: 1, max: 100 }),
      options: list(promptOption, 1, 50),
      single_select: flag().nullish(),
      required: flag().nullish(),
      in_onboarding: flag().nullish(),
      type: integer(0, 1).nullish(),
    }),
    0,
    15,
  ).nullish(),
})
type Prompt = NonNullable<z.infer<typeof onboardingShape>['prompts']>[number]
const onboardingOf = (guild: Guild) => ({
  guild_id: guild.id,
  ...(guild.onboarding ?? { enabled: false, mode: 0, default_channel_ids: [], prompts: [] }),
})

/** An id below the smallest snowflake is the client's own number for a new prompt. */
const ownId = (world: World, id: Snowflake | null | undefined) => (id && id.length >= 17 ? id : world.nextId())

const promptOf = (world: World, prompt: Prompt) => ({
  id: ownId(world, prompt.id),
  title: prompt.title,
  options: prompt.options.map((option) => ({
    id: ownId(world, option.id),
    title: option.title,
    description: option.description ?? '',
    emoji: { id: option.emoji_id ?? null, name: option.emoji_name ?? null, animated: option.emoji_animated ?? false },
    role_ids: option.role_ids ?? [],
    channel_ids: option.channel_ids ?? [],
  })),
  single_select: prompt.single_select ?? false,
  required: prompt.required ?? false,
  in_onboarding: prompt.in_onboarding ?? false,
  type: prompt.type ?? 0,
})

const needs = 'MANAGE_GUILD'

export const settingRoutes: readonly Route[] = [
  guildRoute('GET', '/integrations', { needs }, ({ world, guild }) => ok(integrationsOf(world, guild))),
  guildRoute('DELETE', '/integrations/:integration', { needs }, ({ world, guild, id }) => {
    const bot = membersOf(world, guild.id).find(({ user_id }) => user_id === id('integration'))
    if (!bot || !world.store.users.get(bot.user_id)?.bot) throw refusal(10005)
    if (bot.user_id !== world.botId) throw refusal(50013)
    removeBot(world, guild)
    return done
  }),
  guildRoute('GET', '/widget', { needs }, ({ guild }) => ok(widgetOf(guild))),
  guildRoute('PATCH', '/widget', { needs, body: widgetShape }, ({ world, guild, input }) => {
    const before = widgetOf(guild)
    const settings = {
      ...guild.settings,
      widget_enabled: input.enabled ?? before.enabled,
      widget_channel_id: input.channel_id === undefined ? before.channel_id : input.channel_id,
    }
    const after = world.store.guilds.put({ ...guild, settings })
    world.dispatch('GUILD_UPDATE', presentGuild(after), guild.id)
    return ok(widgetOf(after))
  }),
  route(
    'GET',
    '/guilds/:guild/widget.json',
    ({ world, param }) => {
      const guild = world.store.guilds.get(param('guild'))
      if (!guild) throw refusal(10004)
      if (!widgetOf(guild).enabled) throw refusal(50013)
      const [invite] = invitesOf(world, guild.id)
      return ok({
        id: guild.id,
        name: guild.name,
        instant_invite: invite ? `https://discord.com/invite/${invite.id}` : null,
        channels: channelsOf(world, guild.id)
          .filter(({ type }) => type === 2)
          .map(({ id, name, position }) => ({ id, name, position })),
        members: [],
        presence_count: membersOf(world, guild.id).length,
      })
    },
    'none',
  ),
  guildRoute('GET', '/welcome-screen', {}, ({ guild }) => {
    if (!guild.welcome_screen) throw refusal(10069)
    return ok(presentWelcome(guild.welcome_screen))
  }),
  guildRoute('PATCH', '/welcome-screen', { needs, body: welcomeShape }, ({ world, guild, input }) => {
    const before = welcomeOf(guild)
    for (const [index, each] of (input.welcome_channels ?? []).entries()) {
      if (world.store.channels.get(each.channel_id)?.guild_id !== guild.id)
        throw badForm(['welcome_channels', index, 'channel_id'], 'CHANNEL_NOT_FOUND', 'The channel is not in this server.')
    }
    const welcome_screen: WelcomeScreen = {
      enabled: input.enabled ?? before.enabled,
      description: input.description === undefined ? before.description : input.description,
      welcome_channels:
        input.welcome_channels?.map(({ emoji_id = null, emoji_name = null, ...each }) => ({ ...each, emoji_id, emoji_name })) ??
        before.welcome_channels,
    }
    world.store.guilds.put({ ...guild, welcome_screen })
    return ok(presentWelcome(welcome_screen))
  }),
  // There is no server guide, and no sound has been uploaded: making either is refused.
  guildRoute('GET', '/new-member-welcome', {}, () => done),
  guildRoute('GET', '/soundboard-sounds', {}, () => ok({ items: [] })),
  guildRoute('GET', '/soundboard-sounds/:sound', {}, () => {
    throw refusal(10097)
  }),
  guildRoute('GET', '/onboarding', {}, ({ guild }) => ok(onboardingOf(guild))),
  guildRoute('PUT', '/onboarding', { needs: [needs, 'MANAGE_ROLES'], body: onboardingShape }, ({ world, guild, input }) => {
    const { guild_id: _, ...before } = onboardingOf(guild)
    const after = world.store.guilds.put({
      ...guild,
      onboarding: {
        enabled: input.enabled ?? before.enabled,
        mode: input.mode ?? before.mode,
        default_channel_ids: input.default_channel_ids ?? before.default_channel_ids,
        prompts: input.prompts?.map((prompt) => promptOf(world, prompt)) ?? before.prompts,
      },
    })
    return ok(onboardingOf(after))
  }),
]
