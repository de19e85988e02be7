// An act of delivery as a request of Discord's API, and where its message is by the answer.
import { Routes } from 'discord.js'
import type { Act, MessageBody, Outcome } from '../../delivery/port.ts'
import { IS_COMPONENTS_V2, isCard } from '../../render/message.ts'
import type { Call } from './requester.ts'

export function callFor(act: Act): Call {
  switch (act.kind) {
    case 'message': {
      const body = { ...act.body, nonce: act.nonce, enforce_nonce: true }
      return { method: 'POST', route: Routes.channelMessages(act.channelId), body, files: act.files }
    }
    case 'post': {
      const body = { name: act.name, applied_tags: act.tags, message: act.body }
      return { method: 'POST', route: Routes.threads(act.channelId), body, files: act.files }
    }
    case 'thread':
      return { method: 'POST', route: Routes.threads(act.channelId, act.messageId), body: { name: act.name } }
    case 'edit': {
      const route = Routes.channelMessage(act.channelId, act.messageId)
      return { method: 'PATCH', route, body: editBody(act.body), files: act.files }
    }
    case 'publish':
      return { method: 'POST', route: Routes.channelMessageCrosspost(act.channelId, act.messageId) }
    case 'rename':
      return { method: 'PATCH', route: Routes.channel(act.channelId), body: { name: act.name } }
    case 'delete':
      return { method: 'DELETE', route: Routes.channelMessage(act.channelId, act.messageId) }
  }
}

/**
 * Everything is said again: what is left out of an edit stays as it was, and `allowed_mentions`
 * would fall back to all.
 */
function editBody(body: MessageBody): object {
  const { components, attachments = [] } = body
  const text = isCard(body)
    ? { content: null, embeds: [], flags: IS_COMPONENTS_V2 }
    : { content: body.content ?? '', embeds: body.embeds ?? [] }
  return { ...text, components: components ?? [], attachments, allowed_mentions: { parse: [] } }
}

export function sentBy(act: Act, made: unknown): Outcome {
  const answered = (made ?? {}) as { id?: unknown; message?: { id?: unknown } | null }
  switch (act.kind) {
    case 'message':
      return sentTo(act.channelId, answered.id)
    case 'post':
      return sentTo(answered.id, answered.message?.id ?? answered.id)
    case 'thread':
      return sentTo(answered.id ?? act.messageId, act.messageId)
    case 'edit':
    case 'publish':
      return sentTo(act.channelId, answered.id)
    case 'rename':
    case 'delete':
      return { kind: 'sent', channelId: act.channelId, messageId: act.messageId }
  }
}

function sentTo(channelId: unknown, messageId: unknown): Outcome {
  if (!isId(channelId) || !isId(messageId)) return { kind: 'unknown', why: 'the answer has no id' }
  return { kind: 'sent', channelId, messageId }
}

export const isId = (value: unknown): value is string => typeof value === 'string' && /^\d{1,20}$/.test(value)
