// A row of the outbox as the program speaks of it.
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { DeliveryTable } from '../../database/schema/delivery.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { DeliveryId, SubscriptionId } from '../identity.ts'
import type { Refusal } from '../port.ts'
import type { Life } from './transitions.ts'

export interface OutboxRow extends Life {
  readonly seq: number
  readonly id: DeliveryId
  /** Null where it is owed to a person. */
  readonly subscriptionId: SubscriptionId | null
  /** The user to whom a direct message is owed. */
  readonly recipient: string | null
  readonly queue: string
  readonly digestId: number | null
  readonly role: DeliveryTable['role']
  /** Which of several messages of the day index it is. */
  readonly part: number
  readonly papers: readonly PaperId[]
  /** The delivery whose message it changes. */
  readonly target: DeliveryId | null
  /** The delivery that opened the thread or post in which it goes. */
  readonly threadOpener: DeliveryId | null
  readonly content: string | null
  readonly recipientsTried: number
  readonly updated: boolean
  readonly generation: number
  readonly channelId: string | null
  readonly messageId: string | null
  readonly hash: string | null
  readonly createdAt: number
  readonly sentAt: number | null
}

export type NewDelivery = Omit<Insertable<DeliveryTable>, 'seq' | 'state' | 'created_at'>

export function outboxRowOf(row: Selectable<DeliveryTable>): OutboxRow {
  return {
    seq: row.seq,
    id: row.id as DeliveryId,
    subscriptionId: row.subscription_id as SubscriptionId | null,
    recipient: row.recipient,
    queue: row.queue,
    digestId: row.digest_id,
    act: row.act,
    role: row.role,
    part: row.part,
    papers: JSON.parse(row.papers) as PaperId[],
    target: row.target as DeliveryId | null,
    threadOpener: row.thread_opener as DeliveryId | null,
    content: row.content,
    recipientsTried: row.recipients_tried,
    step: { layout: row.layout, images: row.images === 1 },
    updated: row.updated === 1,
    state: row.state,
    failures: row.failures,
    maybeSent: row.maybe_sent === 1,
    generation: row.generation,
    notBefore: row.not_before,
    waitingSince: row.waiting_since,
    why: row.why,
    refusal: row.refusal as Refusal | null,
    channelId: row.channel_id,
    messageId: row.message_id,
    hash: row.body_hash,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}

export function lifeColumns(life: Life): Updateable<DeliveryTable> {
  return {
    state: life.state,
    layout: life.step.layout,
    images: life.step.images ? 1 : 0,
    failures: life.failures,
    maybe_sent: life.maybeSent ? 1 : 0,
    not_before: life.notBefore,
    waiting_since: life.waitingSince,
    why: life.why,
    refusal: life.refusal,
  }
}
