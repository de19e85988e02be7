// A message without what is another one in every run: ids, times, addresses. Two runs of the same
// session then read the same.
import type { Dispatch } from '../feed.ts'
import type { Message } from '../world/types.ts'
import type { World } from '../world/world.ts'

export const isOfBot = (message: Pick<Message, 'author' | 'webhook_id'>): boolean =>
  message.author.bot === true || message.webhook_id !== undefined

export interface BotReaction {
  readonly message_id: string
  readonly emoji: string
  readonly added: boolean
}

/** Of a change: the reaction that is a bot's, and the message that now looks otherwise. */
export function reactionIn(world: World, { t, d }: Dispatch): { reaction?: BotReaction; message?: Message | undefined } {
  if (!t.startsWith('MESSAGE_REACTION_')) return {}
  const { channel_id, message_id, user_id, emoji } = d as Record<'channel_id' | 'message_id' | 'user_id', string> & {
    emoji?: { name: string }
  }
  const isBot = world.store.users.get(user_id)?.bot === true
  const message = world.store.message(channel_id, message_id)
  return {
    ...(isBot && { reaction: { message_id, emoji: emoji?.name ?? '', added: t === 'MESSAGE_REACTION_ADD' } }),
    message: message && isOfBot(message) ? message : undefined,
  }
}

export type Ids = ReadonlyMap<string, string>

const SNOWFLAKE = /(?<!\d)\d{17,19}(?!\d)/g

/** Every id that is known in the other run becomes what it is here. */
export function withIds<T>(value: T, ids: Ids): T {
  if (ids.size === 0 || value === undefined) return value
  return JSON.parse(JSON.stringify(value).replace(SNOWFLAKE, (id) => ids.get(id) ?? id)) as T
}

/** Moments that Discord shows to each reader in their own time, and the sandbox's own address. */
const plainText = (text: string): string =>
  text
    .replace(/<t:-?\d+(?::[a-zA-Z])?>/g, '<t>')
    .replace(/https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/g, '')
    .replace(/\/cdn\/[^\s)]*\/(?=[^/\s)]+)/g, '/cdn/')

/** Custom ids belong to the bot and are never shown. */
const LEFT_OUT = new Set(['id', 'custom_id', 'timestamp', 'proxy_url', 'proxy_icon_url'])

function plain(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (LEFT_OUT.has(key) ? [] : [[key, plain(each)]])))
}

/** What readers see of a message. */
export function readable(message: Message): Record<string, unknown> {
  const { author, channel_id, content, embeds, components, attachments, flags, pinned, message_reference, reactions } = message
  return plain({
    author: author.username,
    channel_id,
    content,
    embeds,
    components,
    attachments: attachments.map(({ filename, description }) => ({ filename, description })),
    flags,
    pinned,
    reply_to: message_reference?.message_id ?? null,
    reactions: (reactions ?? []).map(({ emoji, count }) => ({ emoji: emoji.name, count })),
  }) as Record<string, unknown>
}

/**
 * Each place in which two values differ: `embeds.0.title: "A", not "B"`, first what is, then what
 * was expected.
 */
export function changesIn(actual: unknown, expected: unknown, path: readonly (string | number)[] = []): string[] {
  if (Object.is(actual, expected)) return []
  const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  if (isTree(actual) && isTree(expected) && Array.isArray(actual) === Array.isArray(expected)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    return keys.flatMap((key) => changesIn(actual[key], expected[key], [...path, key]))
  }
  const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))
  return [`${path.join('.')}: ${shown(actual)}, not ${shown(expected)}`]
}
