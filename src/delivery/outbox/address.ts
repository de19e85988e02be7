// Where an act goes: the channel itself, the thread or post opened for it, or the message that it changes.

import type { DeliveryId } from '../identity.ts'
import type { Outbox, Owed } from './outbox.ts'

export type Address =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'message'; readonly channelId: string; readonly messageId: string; readonly shown: Owed }
  /** What it hangs on was never sent, and never will be. */
  | { readonly kind: 'nowhere'; readonly why: string }

export async function addressOf(owed: Owed, channelId: string, outbox: Pick<Outbox, 'get'>): Promise<Address> {
  if (owed.target !== null) return await changed(owed.target, outbox)
  if (owed.inside === null) return { kind: 'channel', channelId }
  const opener = await outbox.get(owed.inside)
  if (opener?.state === 'sent' && opener.channelId !== null) return { kind: 'channel', channelId: opener.channelId }
  // A thread that could not be opened leaves its papers to the channel; a forum has no place beside its posts.
  return opener?.act === 'post' ? { kind: 'nowhere', why: 'its forum post was not sent' } : { kind: 'channel', channelId }
}

async function changed(target: DeliveryId, outbox: Pick<Outbox, 'get'>): Promise<Address> {
  const shown = await outbox.get(target)
  if (shown === null || shown.channelId === null || shown.messageId === null)
    return { kind: 'nowhere', why: 'the message that it changes was not sent' }
  return { kind: 'message', channelId: shown.channelId, messageId: shown.messageId, shown }
}
