// Where an act goes: the channel itself, the thread or post opened for it, or the message that it
// changes.

import type { DeliveryId } from '../identity.ts'
import type { Outbox } from './outbox.ts'
import type { OutboxRow } from './outbox-row.ts'

export type Address =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'message'; readonly channelId: string; readonly messageId: string; readonly shown: OutboxRow }
  /** What it depends on was never sent, and never will be. */
  | { readonly kind: 'nowhere'; readonly why: string }

export async function addressOf(row: OutboxRow, channelId: string, outbox: Pick<Outbox, 'get'>): Promise<Address> {
  if (row.target !== null) return await messageOf(row.target, outbox)
  if (row.threadOpener === null) return { kind: 'channel', channelId }
  const opener = await outbox.get(row.threadOpener)
  if (opener?.state === 'sent' && opener.channelId !== null) return { kind: 'channel', channelId: opener.channelId }
  // Papers of a thread that could not be opened go to the channel; a forum takes no messages but in
  // posts.
  return opener?.act === 'post' ? { kind: 'nowhere', why: 'its forum post was not sent' } : { kind: 'channel', channelId }
}

async function messageOf(target: DeliveryId, outbox: Pick<Outbox, 'get'>): Promise<Address> {
  const shown = await outbox.get(target)
  if (shown === null || shown.channelId === null || shown.messageId === null)
    return { kind: 'nowhere', why: 'the message that it changes was not sent' }
  return { kind: 'message', channelId: shown.channelId, messageId: shown.messageId, shown }
}
