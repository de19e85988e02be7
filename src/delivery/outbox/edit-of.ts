// The rows of changes: the message of another row is drawn once more, as the digest has it then, or
// the thread or post that was opened with it gets the name that it would have then.
import { deliveryId } from '../identity.ts'
import type { NewDelivery, OutboxRow } from './outbox-row.ts'

/** `round` tells apart the edits of a message; `updated`: it says that it was corrected. */
export function editOf(shown: OutboxRow, round: string, updated: boolean): NewDelivery {
  return {
    id: deliveryId(shown.subscriptionId ?? '', 'edit', shown.id, round),
    subscription_id: shown.subscriptionId,
    queue: shown.queue,
    digest_id: shown.digestId,
    act: 'edit',
    role: shown.role,
    part: shown.part,
    papers: JSON.stringify(shown.papers),
    target: shown.id,
    thread_opener: null,
    layout: shown.step.layout,
    images: shown.step.images ? 1 : 0,
    updated: updated ? 1 : 0,
  }
}

export function renameOf(opened: OutboxRow, round: string): NewDelivery {
  return {
    ...editOf(opened, round, false),
    id: deliveryId(opened.subscriptionId ?? '', 'rename', opened.id, round),
    act: 'rename',
  }
}
