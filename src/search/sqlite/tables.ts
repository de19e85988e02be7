// The tables of the search index: FTS5 tables without content of their own, a table of words and
// one of their one-letter deletions, the names of authors and institutions, and translations learned.
import type { Connection } from '../../database/sqlite/connection.ts'

/** The `ascii` tokenizer splits at spaces and folds nothing: terms are compared as they come. */
const TOKENIZER = `tokenize = "ascii tokenchars '+#.''&_-'"`

/**
 * How many bytes FTS5 gathers before it writes, and how many segments it keeps before it merges
 * them: measured for filling.
 */
const BYTES_GATHERED = 4 * 2 ** 20
const MAX_SEGMENTS = 8

const TABLES = `
  create virtual table search.search_terms using fts5(title, title_zh, people, abstract, abstract_zh,
    content = '', contentless_delete = 1, ${TOKENIZER});
  create virtual table search.search_terms_vocabulary using fts5vocab(search_terms, row);
  create virtual table search.search_titles using fts5(words,
    content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', ${TOKENIZER});
  insert into search_terms (search_terms, rank) values ('hashsize', ${BYTES_GATHERED}), ('automerge', ${MAX_SEGMENTS});
  insert into search_titles (search_titles, rank) values ('hashsize', ${BYTES_GATHERED}), ('automerge', ${MAX_SEGMENTS});
  create table search.search_words (word text primary key, term text not null, papers integer not null,
    spelled integer not null) without rowid;
  create index search.search_words_by_term on search_words (term);
  create table search.search_deletions (deletion text, word text, primary key (deletion, word)) without rowid;
  create table search.paper_authors (pid integer not null, position integer not null, name text not null,
    surname text not null, given text not null, primary key (pid, position)) without rowid;
  create index search.paper_authors_by_name on paper_authors (surname, given, pid, name);
  create table search.paper_affiliations (pid integer not null, position integer not null, name text not null,
    key text not null, primary key (pid, position, key)) without rowid;
  create index search.paper_affiliations_by_key on paper_affiliations (key, pid);
  create table search.learned_terms (term text primary key, translations text not null, newest integer,
    learned_at integer not null) without rowid;
  create table search.search_state (archive text not null, reached integer not null);
`
const NAMES = [
  ...['terms_vocabulary', 'terms', 'titles', 'words', 'deletions', 'state'].map((name) => `search_${name}`),
  'paper_authors',
  'paper_affiliations',
  'learned_terms',
]

/**
 * A change of the tables, or of how translations are learned, needs a new number: they are then
 * dropped and filled again in the background.
 */
const LAYOUT = 5

export function isOfLayout(writer: Connection): boolean {
  return writer.get<{ user_version: number }>('pragma search.user_version')?.user_version === LAYOUT
}

/**
 * Throws away what there is, damaged or not. Inside a transaction. `archive` is the id of the
 * archive to be indexed.
 */
export function createTables(writer: Connection, archive: string): void {
  for (const name of NAMES) writer.exec(`drop table if exists search.${name}`)
  writer.exec(TABLES)
  writer.run('insert into search_state (archive, reached) values (?, 0)', [archive])
  writer.exec(`pragma search.user_version = ${LAYOUT}`)
}
