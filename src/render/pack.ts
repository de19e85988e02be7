// Many short entries in as few messages as the limits allow, in their order.
import { LIMITS } from './message.ts'

export interface Entry<T> {
  readonly item: T
  readonly text: string
  /** What to reserve for it; larger than the text where the text will grow by an edit. */
  readonly size: number
}

/** Messages of embeds of entries. `overhead` is what each message spends beside the entries. Taking each entry as early as it fits needs the fewest messages. */
export function packEntries<T>(entries: readonly Entry<T>[], overhead: number, separator = 2): Entry<T>[][][] {
  const messages: Entry<T>[][][] = []
  let embeds: Entry<T>[][] = []
  let left = 0
  let inEmbed = 0
  for (const entry of entries) {
    const size = entry.size + separator
    if (embeds.length === 0 || size > left) {
      embeds = [[]]
      messages.push(embeds)
      left = LIMITS.embedText - overhead
      inEmbed = 0
    } else if (inEmbed + size > LIMITS.embedDescription - overhead + separator && embeds.length < LIMITS.embeds) {
      embeds.push([])
      inEmbed = 0
    }
    embeds.at(-1)?.push(entry)
    left -= size
    inEmbed += size
  }
  return messages
}
