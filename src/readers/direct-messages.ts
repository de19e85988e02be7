// The port through which readers are written to. An answer is data; a throw is a bug.
import type { MessageBody } from '../render/message.ts'

export type DirectOutcome =
  | { readonly kind: 'sent' }
  /** The reader takes no direct messages from the bot, or shares no server with it any more. */
  | { readonly kind: 'closed' }
  /** Null: nobody said when. */
  | { readonly kind: 'later'; readonly afterMs: number | null }
  | { readonly kind: 'unknown' }
  /** This body will never do. */
  | { readonly kind: 'refused'; readonly why: string }

export type FindOutcome =
  | { readonly kind: 'found' | 'missing' | 'closed' }
  | { readonly kind: 'failed'; readonly afterMs: number | null }

export interface DirectMessages {
  /** Discord takes a message of the same nonce once within a few minutes. */
  send(userId: string, body: MessageBody, nonce: string): Promise<DirectOutcome>
  /** Whether a message with this mark stands in the conversation with the reader. */
  find(userId: string, mark: string): Promise<FindOutcome>
}
