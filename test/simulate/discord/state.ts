// What Discord remembers: servers, channels, threads, messages with all that they ever showed.
// Nothing is forgotten, so that the judge can look back.

export const BOT = '100000000000000009'
export const OWNER = '100000000000000001'
export const GUILD = '300000000000000001'

export const TEXT = 0
export const DIRECT = 1
export const ANNOUNCEMENT = 5
export const PUBLIC_THREAD = 11
export const FORUM = 15

export type Right = 'view' | 'send' | 'history' | 'threads' | 'manage'

export interface Tag {
  readonly id: string
  name: string
  moderated: boolean
}

export interface Channel {
  readonly id: string
  readonly type: number
  readonly parentId: string | null
  name: string
  isGone: boolean
  /** Of a server's channel; a thread has those of its parent. */
  readonly rights: Record<Right, boolean>
  tags: Tag[]
  requiresTag: boolean
  appliedTags: readonly string[]
  isArchived: boolean
  isLocked: boolean
}

export interface Version {
  readonly at: number
  readonly text: string
}

export interface Message {
  readonly id: string
  readonly channelId: string
  readonly own: boolean
  readonly nonce: string | null
  readonly at: number
  body: { readonly components?: readonly unknown[] }
  readonly versions: Version[]
  publishedAt: number | null
  deleted: { readonly at: number; readonly by: 'bot' | 'people' } | null
}

export interface DiscordState {
  readonly channels: Map<string, Channel>
  readonly messages: Message[]
  /** The bot was taken out of the server. */
  isKicked: boolean
  readonly systemChannelId: string
  newId(now: number): string
}

const EPOCH = 1_420_070_400_000

export function createState(systemChannelId: string): DiscordState {
  let count = 0
  return {
    channels: new Map(),
    messages: [],
    isKicked: false,
    systemChannelId,
    newId(now) {
      count += 1
      return String((BigInt(now - EPOCH) << 22n) + BigInt(count))
    },
  }
}

export function addChannel(state: DiscordState, channel: Pick<Channel, 'id' | 'type' | 'name'> & Partial<Channel>): Channel {
  const made: Channel = {
    parentId: null,
    isGone: false,
    rights: { view: true, send: true, history: true, threads: true, manage: false },
    tags: [],
    requiresTag: false,
    appliedTags: [],
    isArchived: false,
    isLocked: false,
    ...channel,
  }
  state.channels.set(made.id, made)
  return made
}

export function mayIn(state: DiscordState, channel: Channel, right: Right): boolean {
  if (channel.type === DIRECT) return true
  const parent = channel.parentId === null ? channel : (state.channels.get(channel.parentId) ?? channel)
  return !state.isKicked && parent.rights[right]
}

/** The channel of a server in which a message or thread is. */
export function homeOf(state: DiscordState, channelId: string): string {
  return state.channels.get(channelId)?.parentId ?? channelId
}

/** What people see there now, oldest first. */
export function messagesIn(state: DiscordState, channelId: string): readonly Message[] {
  return state.messages.filter((message) => message.channelId === channelId && message.deleted === null)
}
