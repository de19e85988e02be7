// Ids that are the same on every machine and after every loss: a delivery is found again by its id
// in the channel.
import { createHash } from 'node:crypto'

export type SubscriptionId = string & { readonly __brand: 'SubscriptionId' }

/** 20 of `[A-Za-z0-9_-]`: the id of a delivery, and the mark inside its message. */
export type DeliveryId = string & { readonly __brand: 'DeliveryId' }

const hash = (values: readonly (string | number | null)[], length: number) =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, length)

/**
 * `owner` is a subscription or a user. An id comes from what is delivered, never from counters: a
 * database restored from a copy makes the same ids again.
 */
export function deliveryId(owner: string, ...what: readonly (string | number | null)[]): DeliveryId {
  return hash([owner, ...what], 20) as DeliveryId
}

/**
 * At most 25 characters. It holds the channel because Discord does not say whether nonces of one
 * author are kept by channel, and the generation so that a message sent again on purpose is not
 * answered with the deleted one.
 */
export function nonceOf(id: DeliveryId, channelId: string, generation: number): string {
  return hash([id, channelId, generation], 25)
}
