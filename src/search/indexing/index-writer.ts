// What writes the search index: in a thread of its own where there is one, so that storing papers and indexing them run
// side by side. Each piece is one transaction; what it leaves undone is seen again by the next.
import type { Database } from '../../database/database.ts'
import type { NamesOfPaper, SearchIndex } from '../search-index.ts'
import type { Made, Making } from './entry-batch.ts'

export const INDEX_WORK = ['catchUp', 'startRebuild', 'rebuild', 'finishRebuild', 'recreate', 'check'] as const

export interface IndexWork {
  /** Indexes papers that changed since it was last here, the earliest first; answers how many it did, `most` at most. */
  catchUp(most: number): Promise<number>
  /** Before all papers are indexed anew: what changes from now on is left to `catchUp`. */
  startRebuild(): Promise<void>
  /** Indexes the papers of these numbers anew, the first not included. */
  rebuild(after: number, to: number): Promise<void>
  finishRebuild(): Promise<void>
  recreate(): Promise<void>
  /** Findings, empty where the index is sound. */
  check(): Promise<readonly string[]>
}

/** Entries are made so many at a time: all of a large transaction would fill the memory. */
export const MADE_AT_ONCE = 256

export interface IndexWorkParts {
  readonly database: Database
  readonly index: SearchIndex
  readonly making: Making
}

export function createIndexWork({ database, index, making }: IndexWorkParts): IndexWork {
  const { reader, changeIndex } = database
  const last = () => reader.get<{ changed: number | null }>('select max(changed) as changed from papers')?.changed ?? 0
  return {
    catchUp: (most) =>
      changeIndex(async () => {
        const batch = createBatch(database, index, making)
        const make = (after: number, done: number) => making.changedAfter(after, Math.min(MADE_AT_ONCE, most - done))
        let [reached, done] = [index.reached(), 0]
        await making.begin(reached)
        for (let made = await make(reached, 0); made.papers > 0; ) {
          ;[reached, done] = [made.changed, done + made.papers]
          // The next are made while these are written.
          const next = make(reached, done)
          batch.add(made)
          made = await next
        }
        if (done > 0) {
          await batch.finish()
          index.reach(reached)
        }
        return done
      }),
    startRebuild: () =>
      changeIndex(async () => {
        index.clearWords()
        index.reach(last())
        index.remove(index.strays())
      }),
    rebuild: (after, to) =>
      changeIndex(async () => {
        const batch = createBatch(database, index, making)
        await making.begin(index.reached())
        batch.add(await making.numbered(after, to))
        await batch.finish()
      }),
    finishRebuild: () => changeIndex(async () => index.compact()),
    recreate: () => changeIndex(async () => index.recreate()),
    check: () => changeIndex(async () => index.check()),
  }
}

interface Batch {
  add(made: Made): void
  /** The names and words of them all: each word is written once, however many of the papers have it. */
  finish(): Promise<void>
}

function createBatch(database: Database, index: SearchIndex, making: Making): Batch {
  const names: NamesOfPaper[] = []
  return {
    add(made) {
      index.remove(made.gone)
      index.put(made.entries)
      names.push(...made.names)
    },
    async finish() {
      const words = making.words()
      index.putNames(names)
      index.countWords(await words, spellFrom(database))
    },
  }
}

/** In a small archive every word may be meant; in a large one a word of one paper is as often a slip itself. */
function spellFrom(database: Database): number {
  const papers = database.reader.get<{ n: number }>('select max(pid) as n from papers')?.n ?? 0
  return papers < 2_000 ? 1 : papers < 10_000 ? 2 : 3
}
