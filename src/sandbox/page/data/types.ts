// What the page holds of the world beside Discord's own records.
import type { Channel, Guild, Message, User } from '../../world/types.ts'

export interface PageMember {
  readonly user: User
  readonly nick: string | null
  readonly roles: string[]
  readonly joined_at: string
  readonly communication_disabled_until: string | null
}

export interface PageGuild extends Guild {
  readonly members: PageMember[]
  readonly botPresent: boolean
}

export const LOCALES = ['zh-CN', 'zh-TW', 'en-US'] as const
export type Locale = (typeof LOCALES)[number]

export interface Viewer {
  readonly userId: string
  readonly locale: Locale
}

/** A message that only this page knows: a command on its way, or one that came to nothing. */
export interface Note {
  readonly state: 'sending' | 'failed'
  readonly why?: string | undefined
}

export interface Shown {
  readonly message: Message
  readonly note?: Note
}

export const CHANNEL = { text: 0, direct: 1, category: 4, announcement: 5, forum: 15, media: 16 } as const
export const isThread = ({ type }: Channel): boolean => type === 10 || type === 11 || type === 12
export const isForum = ({ type }: Channel): boolean => type === CHANNEL.forum || type === CHANNEL.media
export const isDirect = ({ type }: Channel): boolean => type === CHANNEL.direct

export const FLAG = {
  crossposted: 1,
  ephemeral: 64,
  thinking: 128,
  components: 1 << 15,
  suppressEmbeds: 4,
  silent: 1 << 12,
} as const
export const hasFlag = (message: Message, flag: number): boolean => (message.flags & flag) !== 0
