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

/**
 * Of each term of a paper FTS5 writes in two bytes in which column it is, but for the first: that is
 * the one with the most terms.
 */
const TABLES = `
  create virtual table search.search_terms using fts5(abstract_zh, abstract, title, title_zh, people,
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
  create table search.authors (id integer primary key, surname text not null, given text not null, name text not null);
  create unique index search.authors_by_name on authors (surname, given, name);
  create table search.authors_of_papers (pid integer not null, author integer not null, primary key (pid, author)) without rowid;
  create index search.papers_of_authors on authors_of_papers (author);
  create view search.paper_authors as
    select pid, name, surname, given from authors_of_papers join authors on authors.id = author;
  create table search.institutions (id integer primary key, key text not null unique);
  create table search.institutions_of_papers (pid integer not null, institution integer not null,
    primary key (pid, institution)) without rowid;
  create index search.papers_of_institutions on institutions_of_papers (institution);
  create view search.paper_affiliations as
    select pid, key from institutions_of_papers join institutions on institutions.id = institution;
  create table search.learned_terms (term text primary key, translations text not null, newest integer,
    learned_at integer not null) without rowid;
  create table search.search_state (archive text not null, reached integer not null);
`
const VIEWS = ['paper_authors', 'paper_affiliations']
const NAMES = [
  ...['terms_vocabulary', 'terms', 'titles', 'words', 'deletions', 'state'].map((name) => `search_${name}`),
  ...['authors_of_papers', 'authors', 'institutions_of_papers', 'institutions', 'learned_terms'],
]

/**
 * A change of the tables, or of how translations are learned, needs a new number: they are then
 * dropped and filled again in the background.
 */
const LAYOUT = 6

export function isOfLayout(writer: Connection): boolean {
  return writer.get<{ user_version: number }>('pragma search.user_version')?.user_version === LAYOUT
}

/**
 * Throws away what there is, damaged or not. Inside a transaction. `archive` is the id of the
 * archive to be indexed.
 */
export function createTables(writer: Connection, archive: string): void {
  // Earlier layouts have tables of these names.
  for (const name of VIEWS) dropViewOrTable(writer, name)
  for (const name of NAMES) writer.exec(`drop table if exists search.${name}`)
  writer.exec(TABLES)
  writer.run('insert into search_state (archive, reached) values (?, 0)', [archive])
  writer.exec(`pragma search.user_version = ${LAYOUT}`)
}

function dropViewOrTable(writer: Connection, name: string): void {
  const found = writer.get<{ type: string }>('select type from search.sqlite_master where name = ?', [name])
  if (found !== undefined) writer.exec(`drop ${found.type} search.${name}`)
}
