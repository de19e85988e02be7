// The ground of every part of the world: records, ids, time, files and the stream of
// changes, committed as one.
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed.ts'
import { createIds, type Snowflake } from '../snowflake.ts'
import type { Files } from '../storage/files.ts'
import type { Journal } from '../storage/journal.ts'
import { COUNTS, type Counts } from '../validate/limits.ts'
import type { Store } from './store.ts'
import type { Channel } from './types.ts'

export interface World {
  readonly store: Store
  readonly clock: Clock
  readonly feed: Feed
  readonly files: Files
  /** `http://127.0.0.1:N` */
  readonly base: string
  /** The application that looks at the world and acts in it; its id is the bot user's id too. */
  readonly botId: Snowflake
  readonly counts: Counts
  /** The first application: direct messages that name none are with it. */
  readonly firstId: Snowflake
  /** Whether these direct messages are with this application. */
  isOwn(channel: Channel): boolean
  /** The same world, as another application sees it. */
  as(applicationId: Snowflake): World
  nextId(): Snowflake
  /** ISO time as Discord writes it. */
  timestamp(): string
  /** `hidden`: seen by the page only; `to`: for this application alone. */
  dispatch(t: string, d: object, guildId?: Snowflake, hidden?: boolean, to?: Snowflake): void
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
  const first = parts.botId
  const counts = { ...COUNTS, ...parts.counts }
  const ownerOf = (channel: Channel): Snowflake => channel.application_id ?? first

  /**
   * What happens in direct messages is for the application on their other side, an interaction for
   * the one that is meant.
   */
  function addressee(
    t: string,
    d: { id?: string; channel_id?: string; application_id?: string },
    guildId: Snowflake | undefined,
  ) {
    if (t === 'INTERACTION_CREATE') return d.application_id
    if (guildId !== undefined) return undefined
    const channel = store.channels.get(d.channel_id ?? d.id ?? '')
    return channel?.type === 1 ? ownerOf(channel) : undefined
  }

  const view = (botId: Snowflake): World => ({
    ...parts,
    counts,
    botId,
    firstId: first,
    isOwn: (channel) => ownerOf(channel) === botId,
    as: view,
    nextId: ids.next,
    timestamp: () => isoTime(clock.now()),
    dispatch: (t, d, guildId, hidden = false, to = addressee(t, d, guildId)) =>
      feed.hold({ kind: 'dispatch', t, d, guildId, hidden, ...(to !== undefined && { to }) }),
    commit() {
      const changes = store.takeChanges()
      if (changes.length > 0) journal.append(changes)
      feed.release()
    },
  })
  return view(first)
}
