// The port through which delivery speaks to Discord. An answer is data; a throw is a bug. Each call
// is one request, so that a limit can count it.
import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10'

export type MessageBody = RESTPostAPIChannelMessageJSONBody

export interface Upload {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export type Act =
  | {
      readonly kind: 'message'
      readonly channelId: string
      readonly body: MessageBody
      readonly files: readonly Upload[]
      readonly nonce: string
    }
  | {
      readonly kind: 'post'
      readonly channelId: string
      readonly name: string
      /** Ids of tags. */
      readonly tags: readonly string[]
      readonly body: MessageBody
      readonly files: readonly Upload[]
    }
  /** The thread has the id of its message. */
  | { readonly kind: 'thread'; readonly channelId: string; readonly messageId: string; readonly name: string }
  | {
      readonly kind: 'edit'
      readonly channelId: string
      readonly messageId: string
      readonly body: MessageBody
      readonly files: readonly Upload[]
    }
  | { readonly kind: 'publish'; readonly channelId: string; readonly messageId: string }
  /** `channelId` is the thread or post, `messageId` the message that it was opened with. */
  | { readonly kind: 'rename'; readonly channelId: string; readonly messageId: string; readonly name: string }
  | { readonly kind: 'delete'; readonly channelId: string; readonly messageId: string }

export type Refusal =
  /** 401: the token is refused. Nothing will work again. */
  | 'unauthorised'
  /** The channel cannot be seen; a change of permissions mends it. */
  | 'access'
  /** A right is missing in the channel; a change of permissions mends it. */
  | 'permissions'
  /** The channel or the server does not exist, at least for the bot. */
  | 'channel-gone'
  /** What was to be changed does not exist any more. */
  | 'message-gone'
  /** The thread is archived: it must be opened before anything in it can be edited. */
  | 'thread-archived'
  /** The thread is locked: only who may manage threads can change anything in it. */
  | 'thread-locked'
  /** The tags of a post: one is missing, unknown, or for moderators alone. */
  | 'tags'
  /** The channel is of a kind in which this act is not possible. */
  | 'wrong-type'
  /** The person takes no direct messages from the bot, or shares no server with it. */
  | 'dm-blocked'
  /** This body, not this channel. */
  | 'invalid'
  | 'too-large'
  /** It is done already: published before, thread opened before. */
  | 'already'
  /** A count that goes down by itself, or a fault of Discord's: it is tried again. */
  | 'passing'
  /** An error that is not known: it is tried again, and reported. */
  | 'unclear'

/**
 * Why a channel is closed to the bot. `gone`: the channel or server does not exist, at least for
 * the bot. `access`: it cannot be seen. `permissions`: a right is missing. `type`: it is not of the
 * kind that the subscription is for. `tags`: its posts need a tag that the bot may not give.
 */
export type ForbiddenReason = 'gone' | 'access' | 'permissions' | 'type' | 'tags'

export type Outcome =
  /** `channelId` is where the message is: the new thread for a post. */
  | { readonly kind: 'sent'; readonly channelId: string; readonly messageId: string }
  /** 429. `retryAfterMs` is null where Discord did not say: the look of a block. */
  | { readonly kind: 'wait'; readonly scope: 'user' | 'global' | 'shared'; readonly retryAfterMs: number | null }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      readonly status: number
      readonly code: number
      readonly message: string
    }
  /** No answer, or one that does not tell whether it was done. */
  | { readonly kind: 'unknown'; readonly why: string }
  /**
   * Nothing was asked: it was not wanted any more when its turn came, or the program is stopping.
   */
  | { readonly kind: 'withdrawn' }

export type Failure = Exclude<Outcome, { kind: 'sent' }>

export type ReadOutcome<T> = { readonly kind: 'read'; readonly found: T } | Failure

/** What the answer's headers said of the route's bucket. */
export interface BucketState {
  readonly remaining: number
  readonly resetAfterMs: number
}

export interface Answer<T> {
  readonly outcome: T
  readonly bucket: BucketState | null
}

export interface RequestOptions {
  /** Aborting it cuts the request. */
  readonly signal?: AbortSignal
  /** Asked when the turn of the request has come, right before it leaves; false withdraws it. */
  readonly isWanted?: () => Promise<boolean>
}

export interface ChannelMessage {
  readonly id: string
  readonly own: boolean
  readonly components: readonly unknown[]
}

export interface ForumThread {
  readonly id: string
  readonly parentId: string
  readonly name: string
  readonly own: boolean
}

/** All of a tag that Discord keeps: what is left out of a change would be taken away. */
export interface ForumTag {
  readonly id: string
  readonly name: string
  /** Only moderators may give it. */
  readonly moderated: boolean
  readonly emojiId: string | null
  readonly emojiName: string | null
}

export interface Forum {
  readonly name?: string
  readonly guildId?: string
  readonly tags: readonly ForumTag[]
  /** Every post needs a tag there. */
  readonly requiresTag: boolean
}

export interface ServerContacts {
  readonly systemChannelId: string | null
  readonly ownerId: string
}

/** What the bot may do in a channel, as far as the gateway says; null where it is not known. */
export interface ChannelRights {
  has(channelId: string, right: 'ManageChannels' | 'ReadMessageHistory'): boolean | null
}

/** Servers and their roles, as far as the gateway says; null where it is not known. */
export interface Servers {
  isMember(guildId: string): boolean | null
  hasRole(guildId: string, roleId: string): boolean | null
}

/** Where permissions, channels or roles may have changed. */
export type ChangedPlace = { readonly channelId: string } | { readonly guildId: string }

/** A server that this process sees. */
export interface SeenServer {
  readonly guildId: string
  /** The channels in it that the settings mean: `ref` is how they write it, an id or `#name`. */
  readonly channels: readonly { readonly ref: string; readonly channelId: string }[]
  hasRole(roleId: string): boolean
}

export interface MessageSender {
  perform(act: Act, options?: RequestOptions): Promise<Answer<Outcome>>
  /** Newest first, at most 100; with `before` only older ones. */
  messages(
    channelId: string,
    page: { readonly before?: string },
    options?: RequestOptions,
  ): Promise<Answer<ReadOutcome<readonly ChannelMessage[]>>>
  /** Null where there is none of that id. */
  message(channelId: string, messageId: string, options?: RequestOptions): Promise<Answer<ReadOutcome<ChannelMessage | null>>>
  /** Threads of a forum or a channel: the open ones, or the hundred that were archived last. */
  threads(
    where: { readonly parentId: string; readonly guildId: string; readonly archived: boolean },
    options?: RequestOptions,
  ): Promise<Answer<ReadOutcome<readonly ForumThread[]>>>
  /** Opens an archived thread again. */
  unarchive(threadId: string, options?: RequestOptions): Promise<Answer<ReadOutcome<null>>>
  /** The channel of the conversation with a person. */
  openDirect(userId: string, options?: RequestOptions): Promise<Answer<ReadOutcome<{ readonly channelId: string }>>>
  forum(channelId: string, options?: RequestOptions): Promise<Answer<ReadOutcome<Forum>>>
  /** Replaces the tags of a forum; those with an id are kept. */
  setTags(
    channelId: string,
    tags: readonly (ForumTag | { readonly name: string })[],
    options?: RequestOptions,
  ): Promise<Answer<ReadOutcome<Forum>>>
  /** Where a server can be notified. */
  contacts(guildId: string, options?: RequestOptions): Promise<Answer<ReadOutcome<ServerContacts>>>
}
