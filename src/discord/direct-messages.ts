// Direct messages to readers, over the same requests as delivery's.
import { type Client, DiscordAPIError, Routes } from 'discord.js'
import type { APIChannel } from 'discord-api-types/v10'
import type { MessageBody, MessageSender, Outcome } from '../delivery/port.ts'
import { markOf } from '../render/mark.ts'
import { failureOf } from './sender-answer.ts'

/** The reader's door is shut: settings of the server or the account, a block, no server in common, an account that is gone. */
const CLOSED = new Set([50007, 50278, 10013])
const TIMEOUT_MS = 15_000

type Failure = Exclude<Outcome, { kind: 'sent' }>

export function createDirectMessages(parts: { readonly client: Pick<Client, 'rest'>; readonly sender: MessageSender }) {
  const { client, sender } = parts
  const signal = () => AbortSignal.timeout(TIMEOUT_MS)

  async function open(userId: string): Promise<{ kind: 'open'; channelId: string } | Failure> {
    try {
      const channel = (await client.rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as APIChannel
      return { kind: 'open', channelId: channel.id }
    } catch (error) {
      if (error instanceof DiscordAPIError && error.code === 50033)
        return { kind: 'refused', refusal: 'access', status: 403, code: 50007, message: error.message }
      return failureOf(error, null)
    }
  }

  return {
    async send(userId: string, body: MessageBody, nonce: string) {
      const opened = await open(userId)
      if (opened.kind !== 'open') return outcomeOf(opened, true)
      const act = { kind: 'message', channelId: opened.channelId, body, files: [], nonce } as const
      const { outcome } = await sender.perform(act, signal())
      return outcome.kind === 'sent' ? ({ kind: 'sent' } as const) : outcomeOf(outcome, false)
    },
    async find(userId: string, mark: string) {
      const opened = await open(userId)
      const read = opened.kind === 'open' ? (await sender.messages(opened.channelId, {}, signal())).outcome : opened
      if (read.kind === 'read') {
        const isThere = read.found.some((message) => message.own && markOf(message) === mark)
        return { kind: isThere ? ('found' as const) : ('missing' as const) }
      }
      if (isClosed(read)) return { kind: 'closed' as const }
      return { kind: 'failed' as const, afterMs: read.kind === 'wait' ? read.retryAfterMs : null }
    },
  }
}

const isClosed = (failure: Failure) => failure.kind === 'refused' && CLOSED.has(failure.code)

/** Where the conversation could not even be opened, nothing was sent. */
function outcomeOf(failure: Failure, isBefore: boolean) {
  if (failure.kind === 'wait') return { kind: 'later' as const, afterMs: failure.retryAfterMs }
  if (failure.kind === 'unknown') return isBefore ? { kind: 'later' as const, afterMs: null } : { kind: 'unknown' as const }
  if (isClosed(failure)) return { kind: 'closed' as const }
  // A token that was refused ends the whole program elsewhere: the message waits for the next.
  if (failure.refusal === 'unauthorised') return { kind: 'later' as const, afterMs: null }
  return { kind: 'refused' as const, why: `${failure.status} ${failure.code} ${failure.message}` }
}
