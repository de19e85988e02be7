// Writes the search index: in a thread of its own where there is one, so that storing papers and
// indexing them run at the same time. Each step is one transaction; what it leaves undone is seen
// again by the next.
import type { NamesOfPaper, WritableSearchIndex } from '../search-index.ts'
import type { EntryBatch, EntryBuilder } from './build-batches.ts'

export const INDEX_WRITER_METHODS = ['catchUp', 'startRebuild', 'rebuild', 'finishRebuild', 'recreate', 'check'] as const

export interface IndexWriter {
  /**
   * Indexes papers that changed since its last turn, the earliest first; answers how many, `limit`
   * at most.
   */
  catchUp(limit: number): Promise<number>
  /** Before every paper is indexed again: what changes from now on is left to `catchUp`. */
  startRebuild(): Promise<void>
  /** Indexes the papers of these numbers again, `after` not included. */
  rebuild(after: number, to: number): Promise<void>
  finishRebuild(): Promise<void>
  recreate(): Promise<void>
  /** Findings, empty where the index is sound. */
  check(): Promise<readonly string[]>
}

/** Papers of one batch: the entries of a whole large transaction would fill the memory. */
export const BATCH_PAPERS = 256

export function createIndexWriter(index: WritableSearchIndex, builder: EntryBuilder): IndexWriter {
  return {
    catchUp: (limit) =>
      index.transaction(async () => {
        const transaction = gatherBatches(index, builder)
        const build = (after: number, done: number) => builder.buildChanged(after, Math.min(BATCH_PAPERS, limit - done))
        let [reached, done] = [index.reached(), 0]
        await builder.begin(index.countPending(BATCH_PAPERS + 1))
        for (let batch = await build(reached, 0); batch.papers > 0; ) {
          ;[reached, done] = [batch.changed, done + batch.papers]
          // The next batch is built while this one is written.
          const next = build(reached, done)
          transaction.add(batch)
          batch = await next
        }
        if (done > 0) {
          await transaction.finish()
          index.markReached(reached)
        }
        return done
      }),
    startRebuild: () =>
      index.transaction(async () => {
        index.clearWords()
        index.markReached(index.lastChange())
        index.remove(index.orphans())
      }),
    rebuild: (after, to) =>
      index.transaction(async () => {
        const transaction = gatherBatches(index, builder)
        await builder.begin(0)
        transaction.add(await builder.buildNumbered(after, to))
        await transaction.finish()
      }),
    finishRebuild: () => index.transaction(async () => index.compact()),
    recreate: () => index.transaction(async () => index.recreate()),
    check: () => index.transaction(async () => index.check()),
  }
}

interface GatheredBatches {
  add(batch: EntryBatch): void
  /**
   * Writes the names and words of all batches: each word once, however many of the papers have it.
   */
  finish(): Promise<void>
}

function gatherBatches(index: WritableSearchIndex, builder: EntryBuilder): GatheredBatches {
  const names: NamesOfPaper[] = []
  return {
    add(batch) {
      index.remove(batch.gone)
      index.put(batch.entries)
      names.push(...batch.names)
    },
    async finish() {
      const words = builder.words()
      index.putNames(names)
      index.countWords(await words, spellFrom(index.paperCount()))
    },
  }
}

/**
 * In a small archive every word may be intended; in a large one a word of one paper is as often a
 * slip itself.
 */
function spellFrom(papers: number): number {
  return papers < 2_000 ? 1 : papers < 10_000 ? 2 : 3
}
