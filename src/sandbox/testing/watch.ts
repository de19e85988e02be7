// What tests wait for and assert: a message like this one, the requests since a mark, no refusal
// among them.

import type { History, Numbered } from '../control/history.ts'
import { ControlError } from '../control/names.ts'
import { waitFor } from '../control/wait-for.ts'
import type { Change, RequestEntry } from '../feed.ts'
import type { Message } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { errorLines } from './error-lines.ts'
import { differences, type MessageLike, messageLikeShape, type WantedMessage } from './match.ts'

export interface WaitOptions {
  /** Only what came after this mark counts; left out: from the beginning. */
  readonly since?: number | undefined
  /** Of real time; 5,000 where it is left out. */
  readonly timeoutMs?: number | undefined
}

export interface Watch {
  /** This moment, for `since`. */
  mark(): number
  /** The first message like this, once it is there; rejects with what came instead. */
  waitForMessage(like: MessageLike, options?: WaitOptions): Promise<Message>
  /** Without a mark: all that are remembered. */
  requestsSince(mark?: number): RequestEntry[]
  /**
   * Throws where the API has refused a request since the mark (or ever), and says which and why.
   */
  expectNoRefusals(mark?: number): void
}

const DEFAULT_TIMEOUT_MS = 5_000
const MAX_SHOWN = 5
const THINKING = 128

/** A deferred answer is not there yet: its message is still without content. */
const messageIn = (change: Change): Message | undefined => {
  if (change.kind !== 'dispatch' || (change.t !== 'MESSAGE_CREATE' && change.t !== 'MESSAGE_UPDATE')) return undefined
  const message = change.d as Message
  return (message.flags & THINKING) === 0 ? message : undefined
}

export const isRefusal = ({ status, fault }: RequestEntry): boolean => status >= 400 && fault === null

function refusalText(entry: RequestEntry): string {
  const { message, errors } = (entry.answer ?? {}) as { message?: string; errors?: unknown }
  const lines = errorLines(errors).map((line) => `\n    ${line}`)
  return `  ${entry.method} ${entry.path} → ${entry.status}${entry.code ? ` (${entry.code})` : ''} ${message ?? ''}${lines.join('')}`
}

export function createWatch(world: World, history: History): Watch {
  /** The message as it is now: an event may be older than its last edit. */
  const current = (message: Message): Message => world.store.message(message.channel_id, message.id) ?? message

  function changesSince(mark = Math.max(0, history.last() - history.remembered())) {
    const found = history.since(mark)
    if (found) return found
    const why = mark > history.last() ? 'has not been given by this sandbox' : 'is too old: thousands of events have come since'
    throw new ControlError(400, `the mark ${mark} ${why}; take a new one just before what is tested`)
  }

  function nothingLike(wanted: WantedMessage, seen: readonly Message[], timeoutMs: number): ControlError {
    const latest = [...new Map(seen.map((message) => [message.id, current(message)])).values()].slice(-MAX_SHOWN)
    const lines = latest.map(
      (message) => `\n  ${message.id} by ${message.author.username}: ${differences(world, wanted, message).join('; ')}`,
    )
    const instead = lines.length > 0 ? `; what came:${lines.join('')}` : '; no message came at all'
    const words = JSON.stringify(wanted, (_, value) => (value instanceof RegExp ? String(value) : value))
    return new ControlError(504, `no message like ${words} came within ${timeoutMs} ms${instead}`)
  }

  const requestsSince = (mark?: number) =>
    changesSince(mark).flatMap(({ change }) => (change.kind === 'request' ? [change.entry] : []))

  return {
    mark: history.last,
    async waitForMessage(like, { since, timeoutMs = DEFAULT_TIMEOUT_MS } = {}) {
      const wanted = messageLikeShape.parse(like)
      const isLike = (message: Message) => differences(world, wanted, message).length === 0
      const seen = changesSince(since).flatMap(({ change }) => messageIn(change) ?? [])
      const known = seen.find(isLike)
      if (known) return current(known)
      return await waitFor<Numbered, Message>({
        listen: history.listen,
        look({ change }) {
          const message = messageIn(change)
          if (!message) return undefined
          seen.push(message)
          return isLike(message) ? current(message) : undefined
        },
        late: () => {
          throw nothingLike(wanted, seen, timeoutMs)
        },
        timeoutMs,
      })
    },
    requestsSince,
    expectNoRefusals(mark) {
      const refused = requestsSince(mark).filter(isRefusal)
      if (refused.length === 0) return
      throw new ControlError(409, `${refused.length} requests were refused:\n${refused.map(refusalText).join('\n')}`)
    },
  }
}
