// Webhooks: who they belong to, how they are shown, and the message that comes from one.
import { randomBytes } from 'node:crypto'
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import type { Webhook } from '../guild/records.ts'
import { presentUser, settingsOf } from '../present.ts'
import type { Channel, User } from '../types.ts'
import type { World } from '../world.ts'

export const WEBHOOK = { incoming: 1, follower: 2 } as const

export const webhooksOf = (world: World, where: { guild_id?: Snowflake; channel_id?: Snowflake }): Webhook[] =>
  [...world.store.webhooks.values()].filter(
    (webhook) =>
      (where.guild_id === undefined || webhook.guild_id === where.guild_id) &&
      (where.channel_id === undefined || webhook.channel_id === where.channel_id),
  )

export function findWebhook(world: World, id: Snowflake): Webhook {
  const webhook = world.store.webhooks.get(id)
  if (!webhook) throw refusal(10015)
  return webhook
}

/** By id and token: 50027 where the token is wrong, as Discord tells the two apart. */
export function webhookByToken(world: World, id: Snowflake, token: string): Webhook {
  const webhook = findWebhook(world, id)
  if (webhook.token !== token) throw refusal(50027)
  return webhook
}

type Source = Partial<Pick<Webhook, 'source_guild_id' | 'source_channel_id'>>

export function createWebhook(
  world: World,
  channel: Channel,
  fields: { name: string; avatar: string | null; type: number } & Source,
): Webhook {
  const guild_id = channel.guild_id ?? ''
  if (webhooksOf(world, { channel_id: channel.id }).length >= world.counts.channelWebhooks) throw refusal(30007)
  if (webhooksOf(world, { guild_id }).length >= world.counts.guildWebhooks) throw refusal(30058)
  const webhook = world.store.webhooks.put({
    id: world.nextId(),
    ...(fields.type === WEBHOOK.incoming && { token: randomBytes(51).toString('base64url') }),
    guild_id,
    channel_id: channel.id,
    application_id: fields.type === WEBHOOK.incoming ? world.botId : null,
    user_id: world.botId,
    ...fields,
  })
  tellWebhooks(world, webhook)
  return webhook
}

export function tellWebhooks(world: World, { guild_id, channel_id }: Webhook): void {
  world.dispatch('WEBHOOKS_UPDATE', { guild_id, channel_id }, guild_id)
}

/** With its token for whom may manage it; a call by token says nothing of the maker. */
export function presentWebhook(world: World, webhook: Webhook, withToken = true, withUser = true): object {
  const { user_id, token, source_guild_id, source_channel_id, ...fields } = webhook
  const user = world.store.users.get(user_id)
  const guild = world.store.guilds.get(source_guild_id ?? '')
  const channel = world.store.channels.get(source_channel_id ?? '')
  return {
    ...fields,
    ...(withUser && user && { user: presentUser(user) }),
    ...(withToken && token !== undefined && { token, url: `${world.base}/api/webhooks/${webhook.id}/${token}` }),
    ...(guild && { source_guild: { id: guild.id, name: guild.name, icon: settingsOf(guild).icon } }),
    ...(channel && { source_channel: { id: channel.id, name: channel.name } }),
  }
}

/**
 * The author of a webhook's message is not a user: it has the webhook's id, name and picture, or
 * those given with the message.
 */
export function webhookAuthor(webhook: Webhook, given: { username?: string | undefined; avatar?: string | undefined }): User {
  return {
    id: webhook.id,
    username: given.username ?? webhook.name,
    discriminator: '0000',
    global_name: null,
    avatar: given.avatar ?? webhook.avatar,
    banner: null,
    accent_color: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    bot: true,
  }
}
