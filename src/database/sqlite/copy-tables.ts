// The tables of a read copy, in the place of those of an archive: what readers ask is the same, but the
// text is packed, nothing refers to anything, and only what a reader is served by has an index. A
// copy of a million papers takes a third of the room so.
import type { Connection, ReadConnection } from './connection.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { PACKED_TABLES } from './packed-text.ts'

/** More rows of a kilobyte fit into a large page without a rest, and more neighbours are read at once. */
export const COPY_PAGE_SIZE = 16_384

/** A change of the tables needs a new number: copies with another are filled again. */
const LAYOUT = 1

/** Migrations are made for the tables of an archive: a copy from before one is filled again, too. */
const layout = () => `${LAYOUT} ${MIGRATIONS.at(-1)?.name}`

const UNPACKED = 'packed blob, content text generated always as (unpacked(packed)) virtual'

const TABLES = `
  drop table paper_categories; drop table paper_keys; drop table sightings; drop table papers;
  ${PACKED_TABLES};
  create table papers (pid integer primary key, id text not null unique, digest_id integer not null,
    position integer not null, section text not null, starred integer not null, date text, title_en text, title_zh text,
    retracted integer not null, changed integer not null, ${UNPACKED});
  create index papers_by_date on papers (date, retracted, section, starred);
  create index papers_taken_back on papers (retracted) where retracted > 0;
  create unique index papers_by_change on papers (changed);
  create table sightings (digest_id integer not null, position integer not null, pid integer not null,
    section text not null, starred integer not null, line_start integer not null, line_end integer not null,
    ${UNPACKED}, primary key (digest_id, position)) without rowid;
  create index sightings_by_paper on sightings (pid);
  create table paper_keys (key text primary key, pid integer not null) without rowid;
  create index keys_by_paper on paper_keys (pid);
  create table paper_categories (category text not null, pid integer not null, primary key (category, pid)) without rowid;
  create index categories_by_paper on paper_categories (pid);
`
const NAME = 'copy_layout'

export function isOfLayout(connection: ReadConnection): boolean {
  const row = connection.get<{ value: string }>('select value from settings where name = ?', [NAME])
  return row?.value === layout()
}

/** Of a new file that has the tables of an archive. */
export function createCopyTables(writer: Connection): void {
  writer.exec('begin immediate')
  try {
    // Another process may have made them between our look and our lock.
    if (!isOfLayout(writer)) {
      writer.exec(TABLES)
      writer.run('insert into settings (name, value) values (?, ?)', [NAME, layout()])
    }
    writer.exec('commit')
  } catch (error) {
    writer.rollBack()
    throw error
  }
}
