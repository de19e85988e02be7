// Many short entries in as few messages as the limits allow, in their order.
import { LIMITS } from '../message.ts'

export interface PackedEntry<T> {
  readonly item: T
  readonly text: string
  /** What to reserve for it; larger than the text where the text will grow by an edit. */
  readonly size: number
}

/**
 * Messages of embeds of entries. `overhead` is what each message spends besides the entries,
 * `separator` what comes between two of one embed. Each message takes as many as it can hold, and
 * no other division into runs needs fewer messages.
 */
export function packEntries<T>(entries: readonly PackedEntry<T>[], overhead: number, separator = 2): PackedEntry<T>[][][] {
  const messages: PackedEntry<T>[][][] = []
  let run: PackedEntry<T>[] = []
  let shown: PackedEntry<T>[][] = []
  for (const entry of entries) {
    const longer = [...run, entry]
    const divided = divide(longer, overhead, separator)
    if (divided !== null && run.length > 0) {
      run = longer
      shown = divided
      messages[messages.length - 1] = shown
    } else {
      run = [entry]
      shown = [[entry]]
      messages.push(shown)
    }
  }
  return messages
}

/**
 * The run in as few embeds as a message can hold it in: a break between two embeds costs no
 * separator, so where the text is just too long, more embeds make room. Null where none do.
 */
function divide<T>(run: readonly PackedEntry<T>[], overhead: number, separator: number): PackedEntry<T>[][] | null {
  const text = run.reduce((sum, { size }) => sum + size, 0)
  const least = text + overhead + separator * Math.max(0, run.length - LIMITS.embeds)
  if (least > LIMITS.embedText) return null
  for (let embeds = 1; embeds <= Math.min(LIMITS.embeds, run.length); embeds++) {
    if (text + overhead + separator * (run.length - embeds) > LIMITS.embedText) continue
    const made = fill(run, embeds, overhead, separator)
    if (made !== null) return made
  }
  return null
}

/**
 * Exactly so many embeds, each as full as it may be, with one entry at least left for each of the
 * others.
 */
function fill<T>(run: readonly PackedEntry<T>[], embeds: number, overhead: number, separator: number): PackedEntry<T>[][] | null {
  const most = LIMITS.embedDescription - overhead
  const made: PackedEntry<T>[][] = []
  let length = 0
  for (const [at, entry] of run.entries()) {
    const current = made.at(-1)
    const mustBreak = run.length - at <= embeds - made.length
    if (current === undefined || mustBreak || length + separator + entry.size > most) {
      made.push([entry])
      length = entry.size
    } else {
      current.push(entry)
      length += separator + entry.size
    }
  }
  return made.length <= embeds ? made : null
}
