// The world a sandbox opens with: the one in its state file, or else a fresh one from the seed.
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed.ts'
import { createFolderFiles, createMemoryFiles } from '../storage/files.ts'
import { type JournalEntry, noJournal, openJournal, readJournal, StateFileError } from '../storage/journal.ts'
import type { Counts } from '../validate/limits.ts'
import { createStore, type Store } from '../world/store.ts'
import { createWorld, type World } from '../world/world.ts'
import { plantApplications, plantSeed } from './plant.ts'
import type { FullSeed } from './schema.ts'

export interface WorldOptions {
  readonly statePath: string | undefined
  readonly seed: FullSeed
  readonly feed: Feed
  readonly clock: Clock
  /** The address under which files are served. */
  readonly base: string
  readonly counts?: Partial<Counts> | undefined
}

/** Lines that are whole may still be nonsense, or lack what nothing works without. */
function restore(store: Store, known: readonly JournalEntry[], { statePath, seed }: WorldOptions): void {
  try {
    store.load(known)
    // A file from before there were several applications names none: its bot is the seed's.
    if (store.applications.size === 0) {
      const bots = [...store.users.values()].filter(({ bot }) => bot)
      plantApplications(store, seed, ({ id, name }) => bots.find((user) => user.id === id || user.username === name)?.id ?? '')
    }
    for (const { id } of store.applications.values()) if (!store.users.get(id)) throw new Error('the bot is not in it')
  } catch (cause) {
    const reason = (cause as Error).message
    throw new StateFileError(`${statePath}: the sandbox's state is damaged (${reason}). Move the file away to start afresh.`, {
      cause,
    })
  }
}

export function openWorld(options: WorldOptions): { world: World; close: () => void } {
  const { statePath, seed, feed, clock, base, counts } = options
  const store = createStore()
  const known = statePath === undefined ? [] : readJournal(statePath, base)
  if (known.length > 0) restore(store, known, options)
  else plantSeed(store, seed)
  store.takeChanges()
  const journal = statePath === undefined ? noJournal : openJournal(statePath, base, store.dump)
  const files = statePath === undefined ? createMemoryFiles() : createFolderFiles(`${statePath}.files`)
  const [first] = store.applications.values()
  return {
    world: createWorld({ store, clock, feed, journal, files, base, botId: first?.id ?? '', counts }),
    close: journal.close,
  }
}
