// The few things that the bot says for itself: a digest is late, a channel is closed to it.
import { dayIn, wallTime } from '../../schedule/zone.ts'
import type { Bilingual } from '../../text/bilingual.ts'
import type { ForbiddenReason } from '../port.ts'

export type Notice =
  | { readonly kind: 'forbidden'; readonly channelId: string; readonly reason: ForbiddenReason }
  | { readonly kind: 'late'; readonly slot: number; readonly zone: string; readonly minutes: number }

const REMEDIES: Readonly<Record<ForbiddenReason, { readonly zh: string; readonly en: string }>> = {
  gone: {
    zh: '该频道已不存在（或机器人看不到它）。请用 `/subscriptions` 把订阅复制到其他频道，或删除该订阅。',
    en: 'The channel no longer exists, or the bot cannot see it. Use `/subscriptions` to copy the subscription to another channel, or delete it.',
  },
  access: {
    zh: '机器人看不到该频道。请为它打开“查看频道”权限；恢复后会自动继续发送。',
    en: 'The bot cannot see the channel. Give it "View Channel" there; posting then resumes by itself.',
  },
  permissions: {
    zh: '机器人在该频道缺少权限。请打开“查看频道、发送消息、在子区发送消息、嵌入链接、附加文件、读取消息历史、创建公开子区”；恢复后会自动继续发送。',
    en: 'The bot lacks a permission in the channel. Allow it View Channel, Send Messages, Send Messages in Threads, Embed Links, Attach Files, Read Message History and Create Public Threads; posting then resumes by itself.',
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
