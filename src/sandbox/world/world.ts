// The ground that every part of the world stands on: records, ids, time, files and the stream of changes, committed as one.
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed.ts'
import { createIds, type Snowflake } from '../snowflake.ts'
import type { Files } from '../storage/files.ts'
import type { Journal } from '../storage/journal.ts'
import { COUNTS, type Counts } from '../validate/limits.ts'
import type { Store } from './store.ts'

export interface World {
  readonly store: Store
  readonly clock: Clock
  readonly feed: Feed
  readonly files: Files
  /** `http://127.0.0.1:N` */
  readonly base: string
  /** The application's id, which is the bot user's id too. */
  readonly botId: Snowflake
  readonly counts: Counts
  nextId(): Snowflake
  /** ISO time as Discord writes it. */
  timestamp(): string
  dispatch(t: string, d: object, guildId?: Snowflake, hidden?: boolean): void
  /** Writes what changed to the journal, then tells everybody. */
  commit(): void
}

export interface WorldParts {
  readonly store: Store
  readonly clock: Clock
  readonly feed: Feed
  readonly files: Files
  readonly base: string
  readonly botId: Snowflake
  readonly journal: Journal
  readonly counts?: Partial<Counts> | undefined
}

export const isoTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00')

export function createWorld(parts: WorldParts): World {
  const { store, clock, feed, journal } = parts
  const ids = createIds(clock.now)
  for (const channel of store.channels.values()) {
    ids.seen(channel.id)
    const last = store.shelf(channel.id).ids.at(-1)
    if (last) ids.seen(last)
  }
  for (const interaction of store.interactions.values()) ids.seen(interaction.id)
  return {
    ...parts,
    counts: { ...COUNTS, ...parts.counts },
    nextId: ids.next,
    timestamp: () => isoTime(clock.now()),
    dispatch: (t, d, guildId, hidden = false) => feed.hold({ kind: 'dispatch', t, d, guildId, hidden }),
    commit() {
      const changes = store.takeChanges()
      if (changes.length > 0) journal.append(changes)
      feed.release()
    },
  }
}
