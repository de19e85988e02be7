// The few things that the bot says for itself: a digest is late, a channel is closed to it.
import { dayIn, wallTime } from '../../schedule/zone.ts'
import type { Bilingual } from '../../text/bilingual.ts'
import { escapeLine } from '../../text/markdown.ts'
import type { ForbiddenReason, Refusal } from '../port.ts'

export type Notice =
  /** `seen` is Discord's own error; older notices have none. */
  | {
      readonly kind: 'forbidden'
      readonly channelId: string
      readonly reason: ForbiddenReason
      readonly seen?: string
    }
  /** Something Discord refuses for good; `seen` is its own error. */
  | {
      readonly kind: 'given-up'
      readonly what: 'message' | 'change' | 'thread'
      readonly channelId: string
      readonly refusal: Refusal
      readonly seen: string
    }
  /** To the owner: past days arrived at once. */
  | { readonly kind: 'backlog'; readonly days: number; readonly channels: number }
  | { readonly kind: 'late'; readonly slot: number; readonly zone: string; readonly minutes: number }

const REMEDIES: Readonly<Record<ForbiddenReason, { readonly zh: string; readonly en: string }>> = {
  gone: {
    zh: '该频道已不存在（或机器人看不到它）。请用 `/subscriptions` 把订阅复制到其他频道，或删除该订阅。',
    en: 'The channel no longer exists, or the bot cannot see it. Use `/subscriptions` to copy the subscription to another channel, or delete it.',
  },
  access: {
    zh: '机器人看不到该频道。请授予它「查看频道」权限；授予后会自动恢复发送。',
    en: 'The bot cannot see the channel. Grant it “View Channel” there; posting then resumes automatically.',
  },
  permissions: {
    zh: '机器人在该频道缺少权限。请授予「查看频道、发送消息、在子区内发送消息、嵌入链接、附加文件、阅读消息历史记录、创建公开子区」；授予后会自动恢复发送。',
    en: 'The bot is missing a permission in the channel. Grant it View Channel, Send Messages, Send Messages in Threads, Embed Links, Attach Files, Read Message History and Create Public Threads; posting then resumes automatically.',
  },
  type: {
    zh: '该频道的类型与订阅不符（例如订阅为论坛帖子，而频道是文字频道）。请用 `/subscriptions` 修改订阅的发布方式，或复制到其他频道。',
    en: 'The channel is of another kind than the subscription is for, such as a text channel for forum posts. Change where it posts with `/subscriptions`, or copy the subscription to another channel.',
  },
  tags: {
    zh: '该论坛要求帖子带标签，而没有机器人可用的标签。请新增一个非管理员专用的标签，或取消「必须选择标签」。',
    en: 'The forum requires a tag, and has none that the bot may use. Add a tag that is not for moderators alone, or stop requiring one.',
  },
}

const seenZh = (seen: string | undefined) => (seen === undefined ? '' : `（Discord 的答复：${escapeLine(seen)}）`)
const seenEn = (seen: string | undefined) => (seen === undefined ? '' : ` (Discord answered: ${escapeLine(seen)})`)

const GIVEN_UP = {
  message: {
    zh: (where: string) => `有一条消息无法发到 ${where}，已放弃；论文仍在库中，可用 \`/paper\` 查看。`,
    en: (where: string) =>
      `A message could not be posted in ${where} and was given up. Its papers stay in the archive: see \`/paper\`.`,
  },
  change: {
    zh: (where: string) => `${where} 中一条已发消息无法更正，保持原样。`,
    en: (where: string) => `A posted message in ${where} could not be updated; it stays as it was.`,
  },
  thread: {
    zh: (where: string) => `子区 ${where} 不再接受消息；其余论文改为直接发布。`,
    en: (where: string) => `The thread ${where} takes no more messages; the other papers are posted outside it.`,
  },
} as const

const GIVEN_UP_REMEDIES: Partial<Record<Refusal, { readonly zh: string; readonly en: string }>> = {
  'thread-locked': {
    zh: '该子区已锁定：请解锁，或给机器人「管理子区」权限。',
    en: 'The thread is locked: unlock it, or allow the bot Manage Threads.',
  },
  'thread-archived': {
    zh: '该子区已归档，机器人无权重新打开。',
    en: 'The thread is archived and the bot may not open it again: open it, or allow the bot Manage Threads.',
  },
  'channel-gone': { zh: '它已被删除。', en: 'It was deleted.' },
  permissions: { zh: '机器人缺少所需权限。', en: 'The bot is missing the permission to do so.' },
  'wrong-type': { zh: '该频道的类型不支持此操作。', en: 'The channel is of a kind that does not allow this.' },
}

export function noticeText(notice: Notice): Bilingual {
  switch (notice.kind) {
    case 'forbidden': {
      const { zh, en } = REMEDIES[notice.reason]
      return {
        zh: `⚠️ 无法在 <#${notice.channelId}> 发布论文。${zh}${seenZh(notice.seen)}`,
        en: `⚠️ Papers cannot be posted in <#${notice.channelId}>. ${en}${seenEn(notice.seen)}`,
      }
    }
    case 'given-up': {
      const where = `<#${notice.channelId}>`
      const remedy = GIVEN_UP_REMEDIES[notice.refusal]
      return {
        zh: `⚠️ ${GIVEN_UP[notice.what].zh(where)}${remedy?.zh ?? ''}${seenZh(notice.seen)}`,
        en: `⚠️ ${GIVEN_UP[notice.what].en(where)}${remedy === undefined ? '' : ` ${remedy.en}`}${seenEn(notice.seen)}`,
      }
    }
    case 'backlog':
      return {
        zh: `一次收到了过去 ${notice.days} 天的速递，涉及 ${notice.channels} 个频道，已暂缓发送。请用 \`/admin release\` 或命令 \`paperboy release --backlog all|newest|none\` 选择：全部发送、只发最新一天，或都不发。`,
        en: `Digests of ${notice.days} past days arrived at once, for ${notice.channels} channels; they are held. Choose with \`/admin release\` or \`paperboy release --backlog all|newest|none\`: post all, only the newest day, or none.`,
      }
    case 'late': {
      const { hour, minute } = wallTime(notice.slot, notice.zone)
      const time = `${dayIn(notice.slot, notice.zone)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      return {
        zh: `${time} 的论文速递还没有到（已等待 ${notice.minutes} 分钟）。收到后会在下一个发送时间发布。`,
        en: `The digest for ${time} has not arrived (waited ${notice.minutes} minutes). It will be posted at the next posting time after it arrives.`,
      }
    }
  }
}
