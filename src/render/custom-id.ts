// The custom_ids of everything that can be pressed: `name:version:args`, so that a message years
// old still says what it wants. Delivery's mark, by which a message is recognised after a lost
// answer, follows a `~` and means nothing to the handlers.
import type { PaperId } from '../digest/digest.ts'
import type { LanguageChoice } from './message.ts'

export const customIds = {
  /** The whole paper in the reader's own language. */
  read: (id: PaperId) => `read:1:${id}`,
  /** The language that is not shown; of `both`, which older messages have, the whole text. */
  text: (shown: LanguageChoice, id: PaperId) => `text:1:${shown}:${id}`,
  similar: (id: PaperId) => `similar:1:${id}`,
  save: (id: PaperId) => `save:1:${id}`,
  /** A menu whose values are ids of papers; `part` keeps two menus of one message apart. */
  open: (part: number) => `open:1:${part}`,
  more: (token: string) => `more:1:${token}`,
  latest: () => 'latest:1',
  /** A form for a search. */
  ask: () => 'ask:1',
  /** The form of /subscribe, for this channel. */
  subscribe: () => 'subscribe-here:1',
} as const

export interface ParsedCustomId {
  readonly name: string
  readonly version: number
  readonly args: readonly string[]
}

export function parseCustomId(customId: string): ParsedCustomId | null {
  const [name = '', version = '', ...args] = (customId.split('~')[0] ?? '').split(':')
  return /^[a-z][a-z0-9-]*$/.test(name) && /^\d{1,4}$/.test(version) ? { name, version: Number(version), args } : null
}
