// INTERACTION_CREATE as Discord sends it: the fields discord.js cannot do without are all here.
import { LIMITS } from '../../validate/limits.ts'
import { isDirect, memberOf, permissionsIn, rulingChannel } from '../../world/access.ts'
import { ownersOf } from '../../world/interactions.ts'
import { presentMember, presentUser } from '../../world/present.ts'
import type { Channel, Interaction, Message } from '../../world/types.ts'
import type { World } from '../../world/world.ts'

/** A channel as it stands in interactions: with the user's permissions in it, and the bot's. */
export function partialChannel(world: World, channel: Channel, userId: string): object {
  const { id, name, type, parent_id, thread_metadata, topic, last_message_id, flags, guild_id, position, nsfw, recipients } =
    channel
  return {
    id,
    type,
    flags,
    last_message_id: last_message_id ?? null,
    ...(guild_id && {
      guild_id,
      name,
      nsfw: nsfw ?? false,
      parent_id: parent_id ?? null,
      ...(position !== undefined && { position }),
    }),
    ...(topic !== undefined && { topic }),
    ...(thread_metadata && { thread_metadata }),
    ...(recipients && { recipients: recipients.map(presentUser) }),
    permissions: String(permissionsIn(world, userId, channel)),
    app_permissions: String(permissionsIn(world, world.botId, channel)),
  }
}

export function presentInvoker(world: World, userId: string, channel: Channel): object {
  const member = memberOf(world, channel.guild_id, userId)
  if (member) return { member: { ...presentMember(world, member), permissions: String(permissionsIn(world, userId, channel)) } }
  const user = world.store.users.get(userId)
  return { user: user && presentUser(user) }
}

export interface PayloadParts {
  readonly interaction: Interaction
  readonly channel: Channel
  readonly data: object
  readonly message?: Message | undefined
  readonly userInstalled?: boolean
}

export function interactionPayload(
  world: World,
  { interaction, channel, data, message, userInstalled = false }: PayloadParts,
): object {
  const guild = channel.guild_id === undefined ? undefined : world.store.guilds.get(channel.guild_id)
  return {
    id: interaction.id,
    application_id: world.botId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: partialChannel(world, channel, interaction.user_id),
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.preferred_locale, features: [] },
      guild_locale: guild.preferred_locale,
    }),
    ...presentInvoker(world, interaction.user_id, channel),
    ...(message && { message }),
    locale: interaction.locale,
    app_permissions: String(permissionsIn(world, world.botId, rulingChannel(world, channel))),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: ownersOf(interaction, userInstalled),
    context: isDirect(channel) ? 1 : 0,
    attachment_size_limit: LIMITS.fileBytes,
  }
}
