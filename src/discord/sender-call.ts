// An act of delivery as a request of Discord's API, and what the answer says of where the message stands.
import { Routes } from 'discord.js'
import type { Act, MessageBody, Outcome, Upload } from '../delivery/port.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly route: `/${string}`
  readonly body?: unknown
  readonly files?: readonly Upload[]
  readonly query?: Readonly<Record<string, string>>
}

export type SingleAct = Exclude<Act, { kind: 'direct' }>

export function callFor(act: SingleAct): Call {
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
    case 'delete':
      return { method: 'DELETE', route: Routes.channelMessage(act.channelId, act.messageId) }
  }
}

/** Everything is said anew: what is left out of an edit stays as it was, and `allowed_mentions` would fall back to all. */
function editBody(body: MessageBody): object {
  return {
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    attachments: body.attachments ?? [],
    allowed_mentions: { parse: [] },
  }
}

export function placeOf(act: SingleAct, made: unknown): Outcome {
  const answered = made as { id?: string; message?: { id?: string } } | undefined
  switch (act.kind) {
    case 'message':
      return placed(act.channelId, answered?.id)
    case 'post':
      return placed(answered?.id, answered?.message?.id ?? answered?.id)
    case 'thread':
      return placed(answered?.id ?? act.messageId, act.messageId)
    default:
      return { kind: 'sent', channelId: act.channelId, messageId: act.messageId }
  }
}

function placed(channelId: string | undefined, messageId: string | undefined): Outcome {
  if (channelId === undefined || messageId === undefined) return { kind: 'unknown', why: 'the answer has no id' }
  return { kind: 'sent', channelId, messageId }
}
