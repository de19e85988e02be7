// The few things that the bot says for itself: a digest is late, a channel is closed to it. Each is a delivery like any other, so it
// comes once; what concerns a server goes to the first place that takes it: its system channel, another subscribed one, its owner.
import type { Database } from '../../database/database.ts'
import { withMark } from '../../render/mark.ts'
import { renderNotice } from '../../render/notice.ts'
import { dayIn, wallTime } from '../../schedule/zone.ts'
import type { Bilingual } from '../../text/bilingual.ts'
import { nonceOf } from '../identity.ts'
import type { Owed } from '../outbox/outbox.ts'
import type { Act, MessageSender } from '../port.ts'
import type { ForbiddenReason, Subscription } from '../subscriptions/subscription.ts'
import type { Paced } from './reconcile.ts'

export type Notice =
  | { readonly kind: 'forbidden'; readonly channelId: string; readonly reason: ForbiddenReason }
  | { readonly kind: 'late'; readonly slot: number; readonly zone: string; readonly minutes: number }

export interface Notices {
  /** Null where nobody is left to be told. */
  act(owed: Owed, subscription: Subscription, paced: Paced): Promise<Act | null>
}

const SERVER_LANE = 'server '

export const serverLane = (guildId: string): string => `${SERVER_LANE}${guildId}`

/** Whether it may go to any of several places. */
export const isToServer = (owed: Pick<Owed, 'lane'>): boolean => owed.lane.startsWith(SERVER_LANE)

const REMEDIES: Readonly<Record<ForbiddenReason, { readonly zh: string; readonly en: string }>> = {
  gone: {
    zh: '该频道已不存在（或机器人看不到它）。请用 `/subscriptions` 把订阅复制到其他频道，或删除该订阅。',
    en: 'The channel no longer exists, or the bot cannot see it. Use `/subscriptions` to copy the subscription to another channel, or delete it.',
  },
  access: {
    zh: '机器人看不到该频道。请为它打开“查看频道”权限；恢复后会自动继续发送。',
    en: 'The bot cannot see the channel. Give it "View Channel" there; posting then goes on by itself.',
  },
  permissions: {
    zh: '机器人在该频道缺少权限。请打开“查看频道、发送消息、在子区发送消息、嵌入链接、附加文件、读取消息历史、创建公开子区”；恢复后会自动继续发送。',
    en: 'The bot lacks a permission in the channel. Allow it View Channel, Send Messages, Send Messages in Threads, Embed Links, Attach Files, Read Message History and Create Public Threads; posting then goes on by itself.',
  },
}

export function noticeText(notice: Notice): Bilingual {
  switch (notice.kind) {
    case 'forbidden': {
      const { zh, en } = REMEDIES[notice.reason]
      return {
        zh: `⚠️ 无法在 <#${notice.channelId}> 发布论文。${zh}`,
        en: `⚠️ Papers cannot be posted in <#${notice.channelId}>. ${en}`,
      }
    }
    case 'late': {
      const { hour, minute } = wallTime(notice.slot, notice.zone)
      const time = `${dayIn(notice.slot, notice.zone)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      return {
        zh: `${time} 的论文速递还没有到（已等待 ${notice.minutes} 分钟）。到达后会在下一个时间发布。`,
        en: `The digest for ${time} has not arrived (waited ${notice.minutes} minutes). It will be posted at the next time after it comes.`,
      }
    }
  }
}

export function createNotices(parts: { database: Database; sender: MessageSender }): Notices {
  const db = parts.database.query

  async function places(
    notice: Notice & { kind: 'forbidden' },
    guildId: string,
    paced: Paced,
  ): Promise<readonly { channelId?: string; userId?: string }[]> {
    const guild = await paced(`guild ${guildId}`, (signal) => parts.sender.guild(guildId, signal))
    const system = guild.kind === 'read' && guild.found.systemChannelId !== null ? [guild.found.systemChannelId] : []
    const others = await db
      .selectFrom('subscriptions')
      .select('channel_id')
      .distinct()
      .where('guild_id', '=', guildId)
      .where('state', '=', 'active')
      .where('dormant', 'is', null)
      .orderBy('channel_id')
      .limit(5)
      .execute()
    const channels = [...new Set([...system, ...others.map((row) => row.channel_id)])].filter((id) => id !== notice.channelId)
    const owner = guild.kind === 'read' ? [{ userId: guild.found.ownerId }] : []
    return [...channels.map((channelId) => ({ channelId })), ...owner]
  }

  return {
    async act(owed, subscription, paced) {
      const notice = JSON.parse(owed.content ?? 'null') as Notice | null
      if (notice === null) return null
      const { language, silent, place } = subscription.wish
      const body = withMark(renderNotice(noticeText(notice), language, { silent }), owed.id)
      if (notice.kind === 'late') {
        const { channelId } = subscription
        if (place === 'forum')
          return { kind: 'post', channelId, name: `${dayIn(notice.slot, notice.zone)}`, tags: [], body, files: [] }
        return { kind: 'message', channelId, body, files: [], nonce: nonceOf(owed.id, channelId, owed.generation) }
      }
      const place_ = subscription.guildId === null ? undefined : (await places(notice, subscription.guildId, paced))[owed.part]
      if (place_?.channelId !== undefined)
        return {
          kind: 'message',
          channelId: place_.channelId,
          body,
          files: [],
          nonce: nonceOf(owed.id, place_.channelId, owed.generation),
        }
      if (place_?.userId !== undefined)
        return { kind: 'direct', userId: place_.userId, body, nonce: nonceOf(owed.id, place_.userId, owed.generation) }
      return null
    },
  }
}
