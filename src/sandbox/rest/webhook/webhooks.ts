// Webhooks themselves: of a channel, of a server, by id, and by id and token; and following an
// announcement channel.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { badForm, check, imageData, snowflake, text } from '../../validate/form.ts'
import { demand, mayIn, visibleChannel } from '../../world/access.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import type { Webhook } from '../../world/guild/records.ts'
import { imageHash } from '../../world/message/media.ts'
import {
  createWebhook,
  findWebhook,
  presentWebhook,
  tellWebhooks,
  WEBHOOK,
  webhookByToken,
  webhooksOf,
} from '../../world/message/webhooks.ts'
import type { Channel } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, channelRoute, done, guildRoute, ok, plainRoute, type Route, route } from '../route.ts'

const TEXT_TYPES: readonly number[] = [0, 2, 5, 13, 15, 16]

/**
 * Discord keeps its own name, and that of its client, from being used (docs: resources/webhook).
 */
export const webhookName = text({ min: 1, max: 80, trim: true }).check((context) => {
  const found = ['discord', 'clyde'].find((word) => context.value.toLowerCase().includes(word))
  if (!found) return
  context.issues.push({
    code: 'custom',
    input: context.value,
    message: `Username cannot contain "${found}"`,
    params: { code: 'USERNAME_INVALID_CONTAINS' },
    continue: true,
  })
})

const createShape = z.object({ name: webhookName, avatar: imageData.nullish() })
const changeShape = z.object({ name: webhookName.optional(), avatar: imageData.nullish(), channel_id: snowflake.nullish() })

/** The webhook, for who may manage webhooks in its channel. */
function managed(world: World, id: string): Webhook {
  const webhook = findWebhook(world, id)
  const channel = world.store.channels.get(webhook.channel_id)
  if (!channel || !mayIn(world, world.botId, channel, 'MANAGE_WEBHOOKS')) throw refusal(50013)
  return webhook
}

/** Where it is moved to: a channel of the same server that it can write in. */
function moveTarget(world: World, webhook: Webhook, id: string): Channel {
  const channel = visibleChannel(world, id)
  if (channel.guild_id !== webhook.guild_id || !TEXT_TYPES.includes(channel.type)) throw refusal(50024)
  demand(world, channel, 'MANAGE_WEBHOOKS')
  return channel
}

function change(call: Call, webhook: Webhook, withChannel: boolean): Webhook {
  const { world } = call
  const { name, avatar, channel_id } = check(changeShape, call.body)
  const moved = withChannel && channel_id ? moveTarget(world, webhook, channel_id) : undefined
  const after = world.store.webhooks.put({
    ...webhook,
    ...(name !== undefined && { name }),
    ...(avatar !== undefined && { avatar: avatar && imageHash(avatar) }),
    ...(moved && { channel_id: moved.id }),
  })
  if (moved) tellWebhooks(world, webhook)
  tellWebhooks(world, after)
  const changes = changesBetween(webhook, after)
  noteAudit(world, webhook.guild_id, 'WEBHOOK_UPDATE', { target: webhook.id, changes, reason: call.reason })
  return after
}

function remove(call: Call, webhook: Webhook) {
  call.world.store.webhooks.remove(webhook.id)
  tellWebhooks(call.world, webhook)
  noteAudit(call.world, webhook.guild_id, 'WEBHOOK_DELETE', { target: webhook.id, reason: call.reason })
  return done
}

const byToken = (call: Call) => webhookByToken(call.world, call.param('webhook'), call.param('token'))
const TOKEN = '/webhooks/:webhook/:token'

export const webhookRoutes: readonly Route[] = [
  channelRoute('GET', '/webhooks', { needs: 'MANAGE_WEBHOOKS' }, ({ world, channel }) =>
    ok(webhooksOf(world, { channel_id: channel.id }).map((webhook) => presentWebhook(world, webhook))),
  ),
  channelRoute(
    'POST',
    '/webhooks',
    { needs: 'MANAGE_WEBHOOKS', body: createShape },
    ({ call, world, channel, input: { name, avatar } }) => {
      if (!TEXT_TYPES.includes(channel.type)) throw refusal(50024)
      const webhook = createWebhook(world, channel, {
        name,
        avatar: avatar ? imageHash(avatar) : null,
        type: WEBHOOK.incoming,
      })
      noteAudit(world, webhook.guild_id, 'WEBHOOK_CREATE', {
        target: webhook.id,
        changes: changesBetween({}, { name, channel_id: channel.id, type: webhook.type }),
        reason: call.reason,
      })
      return ok(presentWebhook(world, webhook))
    },
  ),
  channelRoute(
    'POST',
    '/followers',
    { body: z.object({ webhook_channel_id: snowflake }) },
    ({ world, channel, input: { webhook_channel_id } }) => {
      if (channel.type !== 5) throw refusal(50024)
      const target = visibleChannel(world, webhook_channel_id)
      if (target.type !== 0 && target.type !== 5)
        throw badForm(['webhook_channel_id'], 'CHANNEL_TYPE_INVALID', 'Only text channels can follow')
      demand(world, target, 'MANAGE_WEBHOOKS')
      const guild = world.store.guilds.get(channel.guild_id ?? '')
      const webhook = createWebhook(world, target, {
        name: `${guild?.name ?? ''} #${channel.name ?? ''}`,
        avatar: null,
        type: WEBHOOK.follower,
        source_guild_id: channel.guild_id ?? '',
        source_channel_id: channel.id,
      })
      return ok({ channel_id: channel.id, webhook_id: webhook.id })
    },
  ),
  guildRoute('GET', '/webhooks', { needs: 'MANAGE_WEBHOOKS' }, ({ world, guild }) =>
    ok(webhooksOf(world, { guild_id: guild.id }).map((webhook) => presentWebhook(world, webhook))),
  ),
  plainRoute('GET', '/webhooks/:webhook', {}, ({ world, id }) => ok(presentWebhook(world, managed(world, id('webhook'))))),
  plainRoute('PATCH', '/webhooks/:webhook', {}, ({ call, world, id }) =>
    ok(presentWebhook(world, change(call, managed(world, id('webhook')), true))),
  ),
  plainRoute('DELETE', '/webhooks/:webhook', {}, ({ call, world, id }) => remove(call, managed(world, id('webhook')))),
  route('GET', TOKEN, (call) => ok(presentWebhook(call.world, byToken(call), true, false)), 'none'),
  route('PATCH', TOKEN, (call) => ok(presentWebhook(call.world, change(call, byToken(call), false), true, false)), 'none'),
  route('DELETE', TOKEN, (call) => remove(call, byToken(call)), 'none'),
]
