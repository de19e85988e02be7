// The last things that happened, numbered: what a page that comes back has missed, and what a test
// asks for afterwards.
import type { Change, Feed } from '../feed.ts'
import { weightOf } from '../weight.ts'

const REMEMBERED = 2_000
/** Of all that is remembered together; what is older is gone sooner. */
const MAX_REMEMBERED_BYTES = 32 * 1_024 * 1_024

export interface Numbered {
  readonly id: number
  readonly change: Change
}

export interface History {
  /** The number of the last one. */
  last(): number
  /** How many are known. */
  remembered(): number
  /**
   * What came after that number, oldest first; undefined where it is no longer all known, or was
   * never given.
   */
  since(id: number): readonly Numbered[] | undefined
  listen(listener: (entry: Numbered) => void): () => void
  close(): void
}

export function createHistory(feed: Feed): History {
  const listeners = new Set<(entry: Numbered) => void>()
  let memory: Numbered[] = []
  let weights: number[] = []
  let held = 0
  let last = 0

  /** Half of each ceiling is left, so that not every change has to move all the others. */
  function forget(): void {
    let first = Math.max(0, memory.length - REMEMBERED)
    for (const gone of weights.slice(0, first)) held -= gone
    for (; held > MAX_REMEMBERED_BYTES / 2 && first < memory.length - 1; first += 1) held -= weights[first] ?? 0
    memory = memory.slice(first)
    weights = weights.slice(first)
  }

  const close = feed.listen((change) => {
    // The bot's own copy of an interaction holds its token and is of no use to a page.
    if (change.kind === 'dispatch' && change.t === 'INTERACTION_CREATE') return
    const entry = { id: ++last, change }
    const weight = weightOf(change)
    memory.push(entry)
    weights.push(weight)
    held += weight
    if (memory.length > REMEMBERED * 2 || held > MAX_REMEMBERED_BYTES) forget()
    for (const listener of listeners) listener(entry)
  })
  return {
    last: () => last,
    remembered: () => memory.length,
    since(id) {
      const first = memory[0]?.id ?? last + 1
      if (!Number.isInteger(id) || id > last || id < first - 1) return undefined
      return memory.slice(id - first + 1)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close,
  }
}
