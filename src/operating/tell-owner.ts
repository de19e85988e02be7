// The way of an alert to one person: a direct message that waits for nothing, since delivery may
// have stopped. It is not sent while all requests rest.
import { deliveryId, nonceOf } from '../delivery/identity.ts'
import type { Requests } from '../delivery/limits/requests.ts'
import type { MessageSender } from '../delivery/port.ts'
import type { Log } from '../log/log.ts'
import { renderNotice } from '../render/notice.ts'
import type { Recipients } from './alerts.ts'

const MAX_WAIT_MS = 5_000

export function createTellOwner(parts: {
  readonly sender: Pick<MessageSender, 'openDirect' | 'perform'>
  readonly requests: Pick<Requests, 'resting'>
  readonly log: Log
}): Recipients['send'] {
  const { sender, requests, log } = parts
  const isRefused = (kind: string) => kind === 'refused'

  return async (userId, text) => {
    if (requests.resting() !== null) return false
    const signal = AbortSignal.timeout(MAX_WAIT_MS)
    const opened = (await sender.openDirect(userId, { signal })).outcome
    const { outcome } =
      opened.kind === 'read'
        ? await sender.perform(
            {
              kind: 'message',
              channelId: opened.found.channelId,
              body: renderNotice(text, 'both'),
              files: [],
              nonce: nonceOf(deliveryId(userId, 'alert', text.en), opened.found.channelId, 0),
            },
            { signal },
          )
        : { outcome: opened }
    if (isRefused(outcome.kind)) log.warn({ owner: userId, outcome }, 'an owner of the bot does not accept its direct messages')
    return outcome.kind === 'sent' || isRefused(outcome.kind)
  }
}
