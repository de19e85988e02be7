// The index over papers in SQLite, in the tables of tables.ts. All of it is derived: it may be
// dropped and made again.
import { contentOfRow } from '../../archive/rows.ts'
import type { Connection, ReadConnection } from '../../database/sqlite/connection.ts'
import type { SearchIndex, WritableSearchIndex } from '../search-index.ts'
import { createLearnedReader, keepLearned } from './learned-terms.ts'
import { createMatchReader } from './matching/read-matches.ts'
import { createListReader } from './read-lists.ts'
import { createWordReader } from './read-words.ts'
import { createTables } from './tables.ts'
import { countWords, putEntries, putNames, removeEntries } from './write-entries.ts'

/** `reader` sees the index and the archive. */
export function createReadableIndex(reader: ReadConnection): SearchIndex {
  const number = (sql: string, values: readonly number[] = []) => reader.get<{ n: number | null }>(sql, values)?.n ?? 0
  return {
    ...createMatchReader(reader),
    ...createListReader(reader),
    ...createWordReader(reader),
    ...createLearnedReader(reader),
    texts: (pids) =>
      reader
        .all<{ content: string }>('select content from papers where retracted = 0 and pid in (select value from json_each(?))', [
          JSON.stringify(pids),
        ])
        .map(({ content }) => {
          const { title, abstract } = contentOfRow(content)
          return { en: `${title.en ?? ''}.\n${abstract.en ?? ''}`, zh: `${title.zh ?? ''}。\n${abstract.zh ?? ''}` }
        }),
    paperCount: () => number('select max(pid) as n from papers'),
    lastChange: () => number('select max(changed) as n from papers'),
    reached: () => number('select reached as n from search_state'),
    countPending: (limit) =>
      number('select count(*) as n from (select 1 from papers where changed > (select reached from search_state) limit ?)', [
        limit,
      ]),
    size: () => number('select count(*) as n from search_terms_docsize'),
    orphans: () =>
      reader
        .all<{ pid: number }>(
          `select id as pid from search_terms_docsize where id not in
             (select pid from papers where retracted = 0 or changed > (select reached from search_state))`,
        )
        .map(({ pid }) => pid),
  }
}

export function createWritableIndex(
  reader: ReadConnection,
  writer: Connection,
  transaction: WritableSearchIndex['transaction'],
): WritableSearchIndex {
  return {
    ...createReadableIndex(reader),
    transaction,
    put: (entries) => putEntries(writer, entries),
    putNames: (names) => putNames(writer, names),
    countWords: (counts, spellFrom) => countWords(writer, counts, spellFrom),
    remove: (pids) => removeEntries(writer, pids),
    markReached: (changed) => void writer.run('update search_state set reached = ?', [changed]),
    clearWords: () => writer.exec('delete from search_words; delete from search_deletions; delete from learned_terms'),
    keepLearned: (terms, most) => keepLearned(writer, terms, most),
    compact() {
      for (const table of ['search_terms', 'search_titles']) writer.exec(`insert into ${table} (${table}) values ('optimize')`)
    },
    recreate: () => createTables(writer, writer.get<{ archive: string }>('select archive from search_state')?.archive ?? ''),
    check: () => check(writer),
  }
}

function check(writer: Connection): string[] {
  const file = writer.all<{ integrity_check: string }>('pragma search.integrity_check(20)').map((row) => row.integrity_check)
  const tables = (['search_terms', 'search_titles'] as const).flatMap((table) => {
    try {
      writer.run(`insert into ${table} (${table}) values ('integrity-check')`)
      return []
    } catch (error) {
      return [`The search index ${table} is damaged: ${String(error)}`]
    }
  })
  return [...file.filter((message) => message !== 'ok'), ...tables]
}
