// What one process tells the others of its database. Each signal only hurries what is looked for
// anyway: one that is lost, or that another version does not know, costs a delay and nothing else.
import { z } from 'zod'
import { MAX_NOTICE_BYTES, type Notices } from '../database/notices.ts'
import type { Clock } from '../schedule/clock.ts'

const signalSchema = z.discriminatedUnion('kind', [
  /** Something may be due: a subscription was changed, something was queued. Else the leader looks
   * every minute. */
  z.object({ kind: z.literal('wake') }),
  /** A person has brought this digest: it is planned without waiting for others of past days. */
  z.object({ kind: z.literal('plan'), digestId: z.int().positive() }),
])

export type Signal = z.infer<typeof signalSchema>

export interface Signals {
  /** Returns at once, and never throws. Many in a moment are sent together, each once. */
  tell(signal: Signal): void
  close(): Promise<void>
}

/** Of a process that has the database to itself. */
export const NO_SIGNALS: Signals = { tell: () => {}, close: async () => {} }

const GATHER_MS = 20
/** While nothing can be sent more are forgotten: a look finds what they were about. */
const MAX_WAITING = 100

export function createSignals(parts: {
  readonly notices: Notices
  readonly clock: Clock
  /** Told by another process. It is not called for what this one tells. */
  readonly onSignal: (signal: Signal) => void
}): Signals {
  const { notices, clock } = parts
  const waiting = new Map<string, Signal>()
  let sending: Promise<void> | null = null
  let cancel: (() => void) | null = null
  let isClosed = false

  /** What is told while it is on its way is sent again: it may be about something later. */
  async function send(): Promise<void> {
    while (waiting.size > 0) {
      const signals = [...waiting.values()]
      waiting.clear()
      let isLost = false
      for (const text of encodeSignals(signals)) isLost ||= !(await notices.send(text))
      if (!isLost) continue
      for (const signal of signals) waiting.set(JSON.stringify(signal), signal)
      return
    }
  }

  function sendSoon(): void {
    if (isClosed || waiting.size === 0 || sending !== null) return
    cancel ??= clock.after(GATHER_MS, () => {
      cancel = null
      sending = send().finally(() => {
        sending = null
      })
    })
  }

  const listening = notices.listen((text) => {
    if (isClosed) return
    // It is connected again: what could not be sent is.
    if (text === null) return sendSoon()
    for (const signal of decodeSignals(text)) parts.onSignal(signal)
  })

  return {
    tell(signal) {
      if (isClosed || waiting.size >= MAX_WAITING) return
      waiting.set(JSON.stringify(signal), signal)
      sendSoon()
    },
    async close() {
      isClosed = true
      cancel?.()
      await sending
      await listening.close()
    },
  }
}

/** As few texts as hold them all. */
export function encodeSignals(signals: readonly Signal[]): readonly string[] {
  const texts: string[] = []
  let part: string[] = []
  let bytes = 2
  for (const signal of signals) {
    const text = JSON.stringify(signal)
    const more = Buffer.byteLength(text) + 1
    if (part.length > 0 && bytes + more > MAX_NOTICE_BYTES) {
      texts.push(`[${part.join(',')}]`)
      part = []
      bytes = 2
    }
    part.push(text)
    bytes += more
  }
  if (part.length > 0) texts.push(`[${part.join(',')}]`)
  return texts
}

/** What another version says in other words is left out. */
export function decodeSignals(text: string): readonly Signal[] {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return []
  }
  if (!Array.isArray(said)) return []
  return said.flatMap((one) => {
    const parsed = signalSchema.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
}
