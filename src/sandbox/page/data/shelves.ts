// The loaded messages of each channel: a gapless stretch that ends at the newest message, longer
// whenever one scrolls to its top, shorter again where nobody reads its older part.
import { compareIds } from '../../snowflake.ts'
import type { Emoji, Message, Reaction } from '../../world/types.ts'
import { api, type MessageStretch } from './api.ts'

/** More than the tallest window shows. */
export const FIRST = 60
const MORE = 150
/** Of a channel that fills while its older messages are out of sight; twice as many are cut back. */
const KEPT = 500

export interface Shelf {
  readonly messages: readonly Message[]
  readonly isLoaded: boolean
  readonly hasOlder: boolean
}

interface Writable {
  messages: Message[]
  isLoaded: boolean
  hasOlder: boolean
  loading: Promise<void> | undefined
  /** What came while the first stretch was on its way. */
  early: Message[]
}

interface ReactionEvent {
  readonly channel_id: string
  readonly message_id: string
  readonly user_id: string
  readonly emoji?: Emoji
}

export interface Shelves {
  of(channelId: string): Shelf
  /** `asked`: its newest messages, where they are on their way already. */
  load(channelId: string, asked?: Promise<MessageStretch>): Promise<void>
  loadOlder(channelId: string): Promise<void>
  add(message: Message): void
  /** The channel whose older messages are being read; all others keep their newest alone. */
  keepWhole(channelId: string | undefined): void
  change(message: Message): void
  remove(channelId: string, ids: readonly string[]): void
  react(by: 1 | -1, event: ReactionEvent, botId: string): void
  clearReactions(event: ReactionEvent): void
  /** Whether this person's reaction was seen to be set. */
  hasReacted(messageId: string, emoji: Emoji, userId: string): boolean
  forget(channelId: string): void
  forgetAll(): void
}

const EMPTY: Shelf = { messages: [], isLoaded: false, hasOlder: true }
const keyOf = (emoji: Emoji) => emoji.id ?? emoji.name

/**
 * The place of `id`, or where it would stand; new messages stand at the end, so the search begins
 * there.
 */
function placeOf(messages: readonly Message[], id: string): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareIds(messages[middle]?.id ?? '', id) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export function createShelves(changed: () => void): Shelves {
  const shelves = new Map<string, Writable>()
  const reacted = new Set<string>()
  let whole: string | undefined

  function put(shelf: Writable, message: Message): void {
    const at = placeOf(shelf.messages, message.id)
    if (shelf.messages[at]?.id === message.id) shelf.messages[at] = message
    else shelf.messages.splice(at, 0, message)
  }

  function cutBack(channelId: string, shelf: Writable): void {
    if (channelId === whole || shelf.messages.length <= 2 * KEPT) return
    shelf.messages = shelf.messages.slice(-KEPT)
    shelf.hasOlder = true
  }

  function update(channelId: string, id: string, next: (message: Message) => Message): void {
    const shelf = shelves.get(channelId)
    if (!shelf) return
    const at = placeOf(shelf.messages, id)
    const known = shelf.messages[at]
    if (known?.id !== id) return
    shelf.messages[at] = next(known)
    changed()
  }

  async function first(shelf: Writable, asked: Promise<MessageStretch>): Promise<void> {
    const { messages, more } = await asked
    shelf.messages = messages
    shelf.hasOlder = more
    shelf.isLoaded = true
    for (const message of shelf.early) put(shelf, message)
    shelf.early = []
    changed()
  }

  async function older(channelId: string, shelf: Writable): Promise<void> {
    const before = shelf.messages[0]?.id
    if (before === undefined) return
    const { messages, more } = await api.messages(channelId, { before, limit: MORE })
    // Meanwhile cut back or emptied: there would be a gap.
    if (shelf.messages[0]?.id !== before) return
    shelf.messages = [...messages, ...shelf.messages]
    shelf.hasOlder = more
    changed()
  }

  function once(shelf: Writable, act: () => Promise<void>): Promise<void> {
    shelf.loading ??= act().finally(() => {
      shelf.loading = undefined
    })
    return shelf.loading
  }

  return {
    of: (channelId) => shelves.get(channelId) ?? EMPTY,
    async load(channelId, asked) {
      const known = shelves.get(channelId)
      if (known?.isLoaded) return
      const shelf: Writable = known ?? { messages: [], isLoaded: false, hasOlder: true, loading: undefined, early: [] }
      shelves.set(channelId, shelf)
      await once(shelf, () => first(shelf, asked ?? api.messages(channelId, { limit: FIRST })))
    },
    async loadOlder(channelId) {
      const shelf = shelves.get(channelId)
      if (shelf?.isLoaded && shelf.hasOlder) await once(shelf, () => older(channelId, shelf))
    },
    add(message) {
      const shelf = shelves.get(message.channel_id)
      if (!shelf) return
      if (!shelf.isLoaded) shelf.early.push(message)
      else {
        put(shelf, message)
        cutBack(message.channel_id, shelf)
        changed()
      }
    },
    keepWhole(channelId) {
      whole = channelId
    },
    change: (message) => update(message.channel_id, message.id, () => message),
    remove(channelId, ids) {
      const shelf = shelves.get(channelId)
      if (!shelf) return
      const gone = new Set(ids)
      shelf.messages = shelf.messages.filter(({ id }) => !gone.has(id))
      changed()
    },
    react(by, event, botId) {
      const { emoji, user_id } = event
      if (!emoji) return
      const mark = `${event.message_id}:${keyOf(emoji)}:${user_id}`
      if (by === 1) reacted.add(mark)
      else reacted.delete(mark)
      update(event.channel_id, event.message_id, (message) => ({
        ...message,
        reactions: counted(message, emoji, by, user_id === botId),
      }))
    },
    clearReactions(event) {
      update(event.channel_id, event.message_id, (message) => {
        const { emoji } = event
        return {
          ...message,
          reactions: emoji ? (message.reactions ?? []).filter((each) => keyOf(each.emoji) !== keyOf(emoji)) : [],
        }
      })
    },
    hasReacted: (messageId, emoji, userId) => reacted.has(`${messageId}:${keyOf(emoji)}:${userId}`),
    forget(channelId) {
      shelves.delete(channelId)
      changed()
    },
    forgetAll() {
      shelves.clear()
      changed()
    },
  }
}

function counted(message: Message, emoji: Emoji, by: 1 | -1, isBot: boolean): Reaction[] {
  const known = message.reactions ?? []
  const found = known.find((each) => keyOf(each.emoji) === keyOf(emoji))
  const base = found ?? { emoji, count: 0, count_details: { burst: 0, normal: 0 }, me: false, me_burst: false, burst_colors: [] }
  const next = { ...base, count: base.count + by, me: isBot ? by === 1 : base.me }
  const list = found ? known.map((each) => (each === found ? next : each)) : [...known, next]
  return list.filter(({ count }) => count > 0)
}
