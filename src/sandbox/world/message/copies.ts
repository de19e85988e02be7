// Messages that carry another one: forwards with a snapshot of it, and what followers of an
// announcement channel get.
import { badForm } from '../../validate/form.ts'
import { FLAGS } from '../../validate/limits.ts'
import { createMessage } from '../messages.ts'
import type { Channel, Message, Snapshot } from '../types.ts'
import type { World } from '../world.ts'
import { WEBHOOK, webhookAuthor } from './webhooks.ts'

/** The message types that may be forwarded: plain ones, replies and answers to commands. */
const FORWARDABLE: readonly number[] = [0, 19, 20, 23]

export function snapshotOf(message: Message): Snapshot {
  const { type, content, mentions, mention_roles, attachments, embeds, timestamp, edited_timestamp, flags, components } = message
  if (!FORWARDABLE.includes(type) || message.poll) {
    throw badForm(['message_reference'], 'MESSAGE_REFERENCE_NOT_FORWARDABLE', 'This message cannot be forwarded')
  }
  return {
    message: {
      type,
      content,
      mentions,
      mention_roles,
      attachments,
      embeds,
      timestamp,
      edited_timestamp,
      flags,
      components,
      ...(message.sticker_items && { sticker_items: message.sticker_items }),
    },
  }
}

/** A published message is copied into each channel that follows its own. */
export function copyToFollowers(world: World, source: Channel, message: Message): void {
  for (const webhook of world.store.webhooks.values()) {
    if (webhook.type !== WEBHOOK.follower || webhook.source_channel_id !== source.id) continue
    const channel = world.store.channels.get(webhook.channel_id)
    if (!channel) continue
    const { content, embeds, attachments, components } = message
    createMessage(world, {
      channel,
      author: message.author.id,
      as: { user: webhookAuthor(webhook, {}), webhook_id: webhook.id },
      input: { content },
      extraFlags: FLAGS.IS_CROSSPOST,
      type: 0,
      ready: { embeds, attachments, components },
      reference: {
        type: 0,
        message_id: message.id,
        channel_id: source.id,
        ...(source.guild_id && { guild_id: source.guild_id }),
      },
    })
  }
}
