// Who is given a notice: its own channel, or the first of a server that takes it: the system
// channel, another subscribed one, the owner. A notice is a delivery like any other, so it comes
// once.
import type { Database } from '../../database/database.ts'
import { withMark } from '../../render/mark.ts'
import { renderNotice } from '../../render/notice.ts'
import { dayIn } from '../../schedule/zone.ts'
import { nonceOf } from '../identity.ts'
import { type Notice, noticeText } from '../messages/notice.ts'
import type { OutboxRow } from '../outbox/outbox-row.ts'
import type { Act, Failure, MessageBody, MessageSender } from '../port.ts'
import type { Subscription } from '../subscriptions/subscription.ts'

/** `all-tried`: all who may be given it have been tried. */
export type NoticeAct = { readonly kind: 'act'; readonly act: Act } | { readonly kind: 'all-tried' } | Failure

export interface Notices {
  actOf(row: OutboxRow, subscription: Subscription): Promise<NoticeAct>
}

type Recipient = { readonly channelId: string } | { readonly userId: string }

const SERVER_QUEUE = 'server '

export const serverQueue = (guildId: string): string => `${SERVER_QUEUE}${guildId}`

/** Whether any of several recipients may have it. */
export const isToServer = (row: Pick<OutboxRow, 'queue'>): boolean => row.queue.startsWith(SERVER_QUEUE)

export function createNotices(parts: { database: Database; sender: MessageSender }): Notices {
  const { sender } = parts
  const db = parts.database.query

  async function recipients(guildId: string, closedChannelId: string): Promise<readonly Recipient[] | Failure> {
    const { outcome } = await sender.contacts(guildId)
    // A server that cannot be read for a while has contacts all the same.
    if (outcome.kind !== 'read' && (outcome.kind !== 'refused' || outcome.refusal === 'passing')) return outcome
    const contacts = outcome.kind === 'read' ? outcome.found : null
    const others = await db
      .selectFrom('subscriptions')
      .select('channel_id')
      .distinct()
      .where('guild_id', '=', guildId)
      .where('state', '=', 'active')
      .where('suspended', 'is', null)
      .orderBy('channel_id')
      .limit(5)
      .execute()
    const channels = new Set([
      ...(contacts?.systemChannelId ? [contacts.systemChannelId] : []),
      ...others.map((row) => row.channel_id),
    ])
    channels.delete(closedChannelId)
    const owner = contacts === null ? [] : [{ userId: contacts.ownerId }]
    return [...[...channels].map((channelId) => ({ channelId })), ...owner]
  }

  async function toServer(row: OutboxRow, guildId: string, closedChannelId: string, body: MessageBody): Promise<NoticeAct> {
    const list = await recipients(guildId, closedChannelId)
    if ('kind' in list) return list
    const recipient = list[row.recipientsTried]
    if (recipient === undefined) return { kind: 'all-tried' }
    if ('channelId' in recipient) return messageTo(row, recipient.channelId, body)
    const { outcome } = await sender.openDirect(recipient.userId)
    return outcome.kind === 'read' ? messageTo(row, outcome.found.channelId, body) : outcome
  }

  return {
    async actOf(row, subscription) {
      const notice = JSON.parse(row.content ?? 'null') as Notice | null
      if (notice === null) return { kind: 'all-tried' }
      const { language, silent, place } = subscription.wish
      const body = withMark(renderNotice(noticeText(notice), language, { silent }), row.id)
      const { channelId, guildId } = subscription
      if (notice.kind === 'backlog') return { kind: 'all-tried' }
      if (notice.kind !== 'late')
        return guildId === null ? { kind: 'all-tried' } : await toServer(row, guildId, notice.channelId, body)
      if (place !== 'forum') return messageTo(row, channelId, body)
      const name = dayIn(notice.slot, notice.zone)
      return { kind: 'act', act: { kind: 'post', channelId, name, tags: [], body, files: [] } }
    },
  }
}

function messageTo(row: OutboxRow, channelId: string, body: MessageBody): NoticeAct {
  const nonce = nonceOf(row.id, channelId, row.generation)
  return { kind: 'act', act: { kind: 'message', channelId, body, files: [], nonce } }
}
