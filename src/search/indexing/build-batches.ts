// Papers → batches of what the search index holds of them. This is most of the work of indexing,
// and it writes nothing, so a second thread can do it while the first one writes.

import { contentOfRow } from '../../archive/rows.ts'
import type { ReadOnlyDatabase } from '../../database/database.ts'
import type { IndexEntry, NamesOfPaper, WordCount } from '../search-index.ts'
import { buildEntry, createWordCounts, namesOfPaper, type WordCounts } from './build-entry.ts'

export const ENTRY_BUILDER_METHODS = ['begin', 'buildChanged', 'buildNumbered', 'words'] as const

export interface EntryBatch {
  /** Papers looked at. */
  readonly papers: number
  /** The last change seen. */
  readonly changed: number
  /** Papers that were taken back. */
  readonly gone: readonly number[]
  readonly entries: readonly IndexEntry[]
  readonly names: readonly NamesOfPaper[]
}

export interface EntryBuilder {
  /**
   * Before the first batch of a transaction. `pending`: papers that wait, as far as they were
   * counted.
   */
  begin(pending: number): Promise<void>
  /** Of papers that changed after `changed`, the earliest first. */
  buildChanged(changed: number, limit: number): Promise<EntryBatch>
  /** Of papers with these numbers, `after` not included. */
  buildNumbered(after: number, to: number): Promise<EntryBatch>
  /**
   * Of all batches since `begin`: most words are in many papers, so each is counted once for them
   * all.
   */
  words(): Promise<ReadonlyMap<string, WordCount>>
}

interface PaperToIndex {
  readonly pid: number
  readonly id: string
  readonly content: string
  readonly changed: number
  readonly retracted: number
}

export function createEntryBuilder({ reading }: ReadOnlyDatabase): EntryBuilder {
  const papers = () => reading.selectFrom('papers').select(['pid', 'id', 'content', 'changed', 'retracted'])
  let counts = createWordCounts()
  return {
    async begin() {
      counts = createWordCounts()
    },
    async buildChanged(changed, limit) {
      return buildBatch(await papers().where('changed', '>', changed).orderBy('changed').limit(limit).execute(), counts)
    },
    async buildNumbered(after, to) {
      return buildBatch(await papers().where('pid', '>', after).where('pid', '<=', to).orderBy('pid').execute(), counts)
    },
    words: async () => counts.words,
  }
}

function buildBatch(rows: readonly PaperToIndex[], counts: WordCounts): EntryBatch {
  const papers = rows
    .filter(({ retracted }) => retracted === 0)
    .map(({ pid, id, content }) => ({ pid, id, content: contentOfRow(content) }))
  return {
    papers: rows.length,
    changed: rows.at(-1)?.changed ?? 0,
    gone: rows.filter(({ retracted }) => retracted > 0).map(({ pid }) => pid),
    entries: papers.map(({ pid, id, content }) => buildEntry(pid, id, content, counts)),
    names: papers.map(({ pid, content }) => namesOfPaper(pid, content)),
  }
}
