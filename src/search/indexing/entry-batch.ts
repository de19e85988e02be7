// Papers → what the search index is to hold of them. This is most of the work of indexing, and it writes nothing: a second
// thread can do it while the first writes.

import { contentOfRow } from '../../archive/rows.ts'
import type { Connection } from '../../database/sqlite/connection.ts'
import type { IndexEntry, NamesOfPaper, WordCount } from '../search-index.ts'
import { createWordCounts, indexEntry, namesOf, type WordCounts } from './entry-builder.ts'

export const MAKING = ['begin', 'changedAfter', 'numbered', 'words'] as const

export interface Made {
  /** Papers looked at. */
  readonly papers: number
  /** The last change seen. */
  readonly changed: number
  readonly gone: readonly number[]
  readonly entries: readonly IndexEntry[]
  readonly names: readonly NamesOfPaper[]
}

export interface Making {
  /** Before the first of a transaction. `changed`: what the index has seen already. */
  begin(changed: number): Promise<void>
  /** Of papers that changed since, the earliest first. */
  changedAfter(changed: number, most: number): Promise<Made>
  /** Of papers with these numbers, the first not included. */
  numbered(after: number, to: number): Promise<Made>
  /** Of all that was made since the beginning: most of them are words of many papers. */
  words(): Promise<ReadonlyMap<string, WordCount>>
}

interface PaperRow {
  readonly pid: number
  readonly id: string
  readonly content: string
  readonly changed: number
  readonly retracted: number
}

export function createMaking(reader: Connection): Making {
  const rows = (which: string, values: readonly number[]) =>
    reader.all<PaperRow>(`select pid, id, content, changed, retracted from papers where ${which}`, values)
  let counts = createWordCounts()
  return {
    async begin() {
      counts = createWordCounts()
    },
    changedAfter: async (changed, most) => made(rows('changed > ? order by changed limit ?', [changed, most]), counts),
    numbered: async (after, to) => made(rows('pid > ? and pid <= ? order by pid', [after, to]), counts),
    words: async () => counts.words,
  }
}

function made(rows: readonly PaperRow[], counts: WordCounts): Made {
  const papers = rows
    .filter(({ retracted }) => retracted === 0)
    .map(({ pid, id, content }) => ({ pid, id, content: contentOfRow(content) }))
  return {
    papers: rows.length,
    changed: rows.at(-1)?.changed ?? 0,
    gone: rows.filter(({ retracted }) => retracted > 0).map(({ pid }) => pid),
    entries: papers.map(({ pid, id, content }) => indexEntry(pid, id, content, counts)),
    names: papers.map(({ pid, content }) => namesOf(pid, content)),
  }
}
