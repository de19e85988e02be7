// The port through which delivery speaks to Discord. An answer is data; a throw is a bug.
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
  | { readonly kind: 'delete'; readonly channelId: string; readonly messageId: string }
  | { readonly kind: 'direct'; readonly userId: string; readonly body: MessageBody; readonly nonce: string }

export type Refusal =
  /** 401: the token is refused. Nothing will work again. */
  | 'unauthorised'
  /** 403 that a change of permissions mends. */
  | 'access'
  | 'permissions'
  /** 404 of the channel or the server. */
  | 'channel-gone'
  /** 404 of the message, and the like: what was to be changed is no more. */
  | 'message-gone'
  /** 400: this body, not this channel. */
  | 'invalid'
  | 'too-large'
  /** It is done already: published before, thread opened before. */
  | 'already'

export type Outcome =
  /** `channelId` is where the message stands: the new thread for a post. */
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

/** What the answer's headers said of the route's bucket. */
export interface BucketState {
  readonly remaining: number
  readonly resetAfterMs: number
}

export interface Answer<T> {
  readonly outcome: T
  readonly bucket: BucketState | null
  /** False: nothing was asked after all, and no limit has counted it. */
  readonly asked?: false
}

export interface ReadMessage {
  readonly id: string
  readonly own: boolean
  readonly components: readonly unknown[]
}

export interface FoundThread {
  readonly id: string
  readonly parentId: string
  readonly name: string
  readonly own: boolean
}

export type ReadOutcome<T> = { readonly kind: 'read'; readonly found: T } | Exclude<Outcome, { kind: 'sent' }>

export interface Forum {
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  /** Every post needs a tag there. */
  readonly requiresTag: boolean
}

/** Each call is one request, but for what is rare: a direct message, and an edit in an archived thread. */
export interface MessageSender {
  perform(act: Act, signal: AbortSignal): Promise<Answer<Outcome>>
  /** Newest first, at most 100; with `before` only older ones. */
  messages(
    channelId: string,
    options: { before?: string },
    signal: AbortSignal,
  ): Promise<Answer<ReadOutcome<readonly ReadMessage[]>>>
  /** Null where there is none of that id. */
  message(channelId: string, messageId: string, signal: AbortSignal): Promise<Answer<ReadOutcome<ReadMessage | null>>>
  /** Threads of a forum: the open ones, or the hundred that were archived last. */
  threads(
    where: { readonly forumId: string; readonly guildId: string; readonly archived: boolean },
    signal: AbortSignal,
  ): Promise<Answer<ReadOutcome<readonly FoundThread[]>>>
  forum(channelId: string, signal: AbortSignal): Promise<Answer<ReadOutcome<Forum>>>
  /** Replaces the tags of a forum; those with an id are kept. */
  setTags(
    channelId: string,
    tags: readonly { readonly id?: string; readonly name: string }[],
    signal: AbortSignal,
  ): Promise<Answer<ReadOutcome<Forum>>>
  /** Where a server can be told something. */
  guild(guildId: string, signal: AbortSignal): Promise<Answer<ReadOutcome<{ systemChannelId: string | null; ownerId: string }>>>
}
