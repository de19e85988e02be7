// Writes entries, names and words, many rows a statement.
import { inSlices } from '../../database/parameters.ts'
import type { Connection } from '../../database/sqlite/connection.ts'
import type { IndexEntry, NamesOfPaper, WordCount } from '../search-index.ts'
import { deletionsOf, MAX_SPELLED, MIN_SPELLED } from './deletions.ts'

const ROWS_A_STATEMENT = 5_000

export function putEntries(writer: Connection, entries: readonly IndexEntry[]): void {
  const known = writer.all<{ pid: number }>(
    'select id as pid from search_terms_docsize where id in (select value from json_each(?))',
    [JSON.stringify(entries.map(({ pid }) => pid))],
  )
  removeEntries(
    writer,
    known.map(({ pid }) => pid),
  )
  for (const entry of entries) {
    writer.run('insert into search_terms (rowid, title, title_zh, people, abstract, abstract_zh) values (?, ?, ?, ?, ?, ?)', [
      entry.pid,
      entry.title,
      entry.titleZh,
      entry.people,
      entry.abstract,
      entry.abstractZh,
    ])
    writer.run('insert into search_titles (rowid, words) values (?, ?)', [entry.pid, entry.titleWords])
  }
}

export function removeEntries(writer: Connection, pids: readonly number[]): void {
  for (const pid of pids) {
    writer.run('delete from search_terms where rowid = ?', [pid])
    writer.run('delete from search_titles where rowid = ?', [pid])
  }
  removeNames(writer, pids)
}

function removeNames(writer: Connection, pids: readonly number[]): void {
  for (const table of ['authors_of_papers', 'institutions_of_papers'])
    inChunks(pids, (chunk) =>
      writer.run(`delete from ${table} where pid in (select value from json_each(?))`, [JSON.stringify(chunk)]),
    )
}

export function putNames(writer: Connection, names: readonly NamesOfPaper[]): void {
  removeNames(
    writer,
    names.map(({ pid }) => pid),
  )
  const authors = names.flatMap(({ pid, authors }) =>
    authors.map(({ name, surname, given }) => [pid, surname, given, name] as const),
  )
  const institutions = names.flatMap(({ pid, affiliations }) =>
    affiliations.flatMap(({ keys }) => keys.map((key) => [pid, key] as const)),
  )
  inChunks(authors, (chunk) => putAuthors(writer, JSON.stringify(chunk)))
  inChunks(institutions, (chunk) => putInstitutions(writer, JSON.stringify(chunk)))
}

/** A name is kept once; so that of nobody any more is kept on: somebody else may come with it. */
function putAuthors(writer: Connection, rows: string): void {
  writer.run(
    `insert or ignore into authors (surname, given, name)
       select value ->> 1, value ->> 2, value ->> 3 from json_each(?)`,
    [rows],
  )
  writer.run(
    `insert or ignore into authors_of_papers (pid, author)
       select value ->> 0, authors.id from json_each(?) cross join authors
       on surname = value ->> 1 and given = value ->> 2 and name = value ->> 3`,
    [rows],
  )
}

function putInstitutions(writer: Connection, rows: string): void {
  writer.run('insert or ignore into institutions (key) select value ->> 1 from json_each(?)', [rows])
  writer.run(
    `insert or ignore into institutions_of_papers (pid, institution)
       select value ->> 0, institutions.id from json_each(?) cross join institutions on institutions.key = value ->> 1`,
    [rows],
  )
}

export function countWords(writer: Connection, counts: ReadonlyMap<string, WordCount>, spellFrom: number): void {
  // In the order of the table, so that neighbours are written together.
  const words = [...counts].sort(([one], [other]) => (one < other ? -1 : 1))
  inChunks(words, (chunk) =>
    writer.run(
      `insert into search_words (word, term, papers, spelled)
         select value ->> 0, value ->> 1, value ->> 2, 0 from json_each(?) where true
         on conflict (word) do update set papers = papers + excluded.papers`,
      [JSON.stringify(chunk.map(([word, { term, papers }]) => [word, term, papers]))],
    ),
  )
  addSpellings(
    writer,
    words.filter(([word]) => word.length >= MIN_SPELLED && word.length <= MAX_SPELLED),
    spellFrom,
  )
}

function addSpellings(writer: Connection, words: readonly (readonly [string, WordCount])[], spellFrom: number): void {
  const added: string[] = []
  inChunks(words, (chunk) => {
    const rows = writer.all<{ word: string }>(
      `update search_words set spelled = 1 where spelled = 0 and word in (select value ->> 0 from json_each(?1))
         and (papers >= ?2 or word in (select value ->> 0 from json_each(?1) where value ->> 1)) returning word`,
      [JSON.stringify(chunk.map(([word, { inTitle }]) => [word, inTitle ? 1 : 0])), spellFrom],
    )
    added.push(...rows.map(({ word }) => word))
  })
  const deletions = added.flatMap((word) => deletionsOf(word).map((deletion) => [deletion, word] as const))
  inChunks(
    deletions.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
    (chunk) =>
      writer.run('insert or ignore into search_deletions (deletion, word) select value ->> 0, value ->> 1 from json_each(?)', [
        JSON.stringify(chunk),
      ]),
  )
}

function inChunks<Row>(rows: readonly Row[], write: (chunk: readonly Row[]) => unknown): void {
  for (const chunk of inSlices(rows, ROWS_A_STATEMENT)) write(chunk)
}
