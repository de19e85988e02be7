// The index over papers in SQLite, in the tables of search-tables.ts. All of it is derived: it may be dropped and made again.

import type { Connection } from '../../database/sqlite/connection.ts'
import { createTables } from '../../database/sqlite/search-tables.ts'
import type { PersonName } from '../../names/people.ts'
import type {
  Condition,
  Expression,
  IndexMatch,
  KnownWord,
  NamesOfPaper,
  Scored,
  SearchIndex,
  WordCount,
} from '../search-index.ts'
import { deletionsOf, MAX_SPELLED, MIN_SPELLED } from './deletions.ts'

/** A match in a title outweighs any number in the abstracts; measured by the evaluation. */
const WEIGHTS = '16.0, 8.0, 3.0, 1.0, 1.0'

/** `indexing` writes the index; `reader` sees the index and the archive. */
export function createSqliteSearchIndex(indexing: Connection, reader: Connection): SearchIndex {
  return {
    ...createWriting(indexing),
    ...createMatching(reader),
    ...createWords(reader),
    reached: () => reader.get<{ reached: number }>('select reached from search_state')?.reached ?? 0,
    strays: () =>
      reader
        .all<{ pid: number }>(
          `select id as pid from search_terms_docsize where id not in
             (select pid from papers where retracted = 0 or changed > (select reached from search_state))`,
        )
        .map(({ pid }) => pid),
    check: () => check(indexing),
    size: () => reader.get<{ n: number }>('select count(*) as n from search_terms_docsize')?.n ?? 0,
  }
}

function createWriting(
  writer: Connection,
): Pick<SearchIndex, 'put' | 'putNames' | 'countWords' | 'remove' | 'reach' | 'clearWords' | 'compact' | 'recreate'> {
  const remove = (pids: readonly number[]) => {
    for (const pid of pids) {
      writer.run('delete from search_terms where rowid = ?', [pid])
      writer.run('delete from search_titles where rowid = ?', [pid])
    }
    removeNames(writer, pids)
  }
  const known = (pids: readonly number[]) =>
    writer
      .all<{ pid: number }>('select id as pid from search_terms_docsize where id in (select value from json_each(?))', [
        JSON.stringify(pids),
      ])
      .map(({ pid }) => pid)
  return {
    remove,
    put(entries) {
      remove(known(entries.map(({ pid }) => pid)))
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
    },
    putNames: (names) => putNames(writer, names),
    countWords: (counts, spellFrom) => countWords(writer, counts, spellFrom),
    reach: (changed) => void writer.run('update search_state set reached = ?', [changed]),
    clearWords() {
      writer.exec('delete from search_words; delete from search_deletions')
    },
    compact() {
      for (const table of ['search_terms', 'search_titles']) writer.exec(`insert into ${table} (${table}) values ('optimize')`)
    },
    recreate: () => createTables(writer, writer.get<{ archive: string }>('select archive from search_state')?.archive ?? ''),
  }
}

function removeNames(writer: Connection, pids: readonly number[]): void {
  for (const table of ['paper_authors', 'paper_affiliations'])
    inParts(pids, (part) =>
      writer.run(`delete from ${table} where pid in (select value from json_each(?))`, [JSON.stringify(part)]),
    )
}

function putNames(writer: Connection, names: readonly NamesOfPaper[]): void {
  removeNames(
    writer,
    names.map(({ pid }) => pid),
  )
  const authors = names.flatMap(({ pid, authors }) =>
    authors.map(({ name, surname, given }, position) => [pid, position, name, surname, given] as const),
  )
  const affiliations = names.flatMap(({ pid, affiliations }) =>
    affiliations.flatMap(({ name, keys }, position) => keys.map((key) => [pid, position, name, key] as const)),
  )
  inParts(authors, (part) =>
    writer.run(
      `insert into paper_authors (pid, position, name, surname, given)
         select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`,
      [JSON.stringify(part)],
    ),
  )
  inParts(affiliations, (part) =>
    writer.run(
      `insert into paper_affiliations (pid, position, name, key)
         select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(?)`,
      [JSON.stringify(part)],
    ),
  )
}

function countWords(writer: Connection, counts: ReadonlyMap<string, WordCount>, spellFrom: number): void {
  // In the order of the table, so that neighbours are written together.
  const words = [...counts].sort(([one], [other]) => (one < other ? -1 : 1))
  inParts(words, (part) =>
    writer.run(
      `insert into search_words (word, term, papers, spelled)
         select value ->> 0, value ->> 1, value ->> 2, 0 from json_each(?) where true
         on conflict (word) do update set papers = papers + excluded.papers`,
      [JSON.stringify(part.map(([word, { term, papers }]) => [word, term, papers]))],
    ),
  )
  const spellable = words.filter(([word]) => isSpelled(word))
  const fresh: string[] = []
  inParts(spellable, (part) => {
    const known = writer.all<{ word: string }>(
      `update search_words set spelled = 1 where spelled = 0 and word in (select value ->> 0 from json_each(?1))
         and (papers >= ?2 or word in (select value ->> 0 from json_each(?1) where value ->> 1)) returning word`,
      [JSON.stringify(part.map(([word, { inTitle }]) => [word, inTitle ? 1 : 0])), spellFrom],
    )
    fresh.push(...known.map(({ word }) => word))
  })
  const deletions = fresh.flatMap((word) => deletionsOf(word).map((deletion) => [deletion, word] as const))
  inParts(
    deletions.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
    (part) =>
      writer.run('insert or ignore into search_deletions (deletion, word) select value ->> 0, value ->> 1 from json_each(?)', [
        JSON.stringify(part),
      ]),
  )
}

const ROWS_A_STATEMENT = 5_000

function inParts<Row>(rows: readonly Row[], write: (part: readonly Row[]) => unknown): void {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) write(rows.slice(start, start + ROWS_A_STATEMENT))
}

const isSpelled = (word: string) => word.length >= MIN_SPELLED && word.length <= MAX_SPELLED

function createMatching(
  reader: Connection,
): Pick<SearchIndex, 'match' | 'count' | 'list' | 'countListed' | 'counts' | 'frequency' | 'wordFrequency' | 'titles'> {
  return {
    match(expression, { where, limit, order, scored }) {
      const { joined, conditions, values } = filtered(where)
      const score = order === 'best' ? `-bm25(search_terms, ${WEIGHTS})` : '0.0'
      const sorted = order === 'best' ? 'score desc, search_terms.rowid desc' : 'search_terms.rowid desc'
      const [few, which] = scored && where.length === 0 ? fewScored(reader, expression, scored) : ['', []]
      return reader.all<IndexMatch>(
        `select search_terms.rowid as pid, ${score} as score from search_terms ${joined}
         where search_terms match ? ${few} ${conditions} order by ${sorted} limit ?`,
        [written(expression), ...which, ...values, limit],
      )
    },
    count(expression, where) {
      const { joined, conditions, values } = filtered(where)
      const sql = `select count(*) as n from search_terms ${joined} where search_terms match ? ${conditions}`
      return reader.get<{ n: number }>(sql, [written(expression), ...values])?.n ?? 0
    },
    list(where, limit, offset) {
      const { conditions, values } = filtered(where)
      const sql = `select pid from papers p where retracted = 0 ${conditions} order by date desc, pid desc limit ? offset ?`
      return reader.all<{ pid: number }>(sql, [...values, limit, offset]).map(({ pid }) => pid)
    },
    countListed(where) {
      const { conditions, values } = filtered(where)
      return reader.get<{ n: number }>(`select count(*) as n from papers p where retracted = 0 ${conditions}`, values)?.n ?? 0
    },
    counts(where) {
      const { conditions, values } = filtered(where)
      const grouped = (sql: string) =>
        Object.fromEntries(reader.all<{ name: string; n: number }>(sql, values).map(({ name, n }) => [name, n]))
      const papers = `select pid from papers p where retracted = 0 ${conditions}`
      // Nearly every paper is among those that count, so where nothing is asked of them the few others are looked up.
      const which = where.length === 0 ? 'not in (select pid from papers where retracted > 0)' : `in (${papers})`
      return {
        byCategory: grouped(`select category as name, count(*) as n from paper_categories where pid ${which} group by category`),
        byMonth: grouped(
          `select substr(date, 1, 7) as name, count(*) as n from papers p where retracted = 0 and date is not null ${conditions} group by name`,
        ),
      }
    },
    wordFrequency(term) {
      return reader.get<{ n: number | null }>('select sum(papers) as n from search_words where term = ?', [term])?.n ?? 0
    },
    frequency(term) {
      return reader.get<{ doc: number }>('select doc from search_terms_vocabulary where term = ?', [term])?.doc ?? 0
    },
    titles(words, prefix, limit) {
      if (words.length === 0 && prefix === null) return []
      return reader
        .all<{ pid: number }>('select rowid as pid from search_titles where search_titles match ? order by rowid desc limit ?', [
          titleMatch(words, prefix),
          limit,
        ])
        .map(({ pid }) => pid)
    },
  }
}

function createWords(
  reader: Connection,
): Pick<SearchIndex, 'hasSurname' | 'affiliationKeys' | 'word' | 'spellings' | 'wordsLike' | 'completions'> {
  const columns = 'word, term, papers'
  return {
    hasSurname: (surname) => reader.get('select 1 from paper_authors where surname = ? limit 1', [surname]) !== undefined,
    affiliationKeys: (text) =>
      reader
        .all<{ key: string }>(
          `select distinct key from paper_affiliations where instr(' ' || key || ' ', ' ' || ? || ' ') > 0 limit 200`,
          [text],
        )
        .map(({ key }) => key),
    word: (word) => reader.get<KnownWord>(`select ${columns} from search_words where word = ?`, [word]) ?? null,
    spellings: (word) =>
      reader.all<KnownWord>(
        `select ${columns} from search_words where word in
           (select word from search_deletions where deletion in (select value from json_each(?)))`,
        [JSON.stringify(deletionsOf(word))],
      ),
    wordsLike: (word) =>
      reader.all<KnownWord>(
        `select ${columns} from search_words where word >= ? and word < ? and length(word) between ? and ? and papers > 1`,
        [word.slice(0, 1), after(word.slice(0, 1)), word.length - 2, word.length + 2],
      ),
    completions: (prefix, limit) =>
      reader.all<KnownWord>(`select ${columns} from search_words where word >= ? and word < ? order by papers desc limit ?`, [
        prefix,
        after(prefix),
        limit,
      ]),
  }
}

/** The first text behind all that begin with `prefix`. */
function after(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

type Written = readonly [sql: string, values: readonly (string | number)[]]

function filtered(where: readonly Condition[]): { joined: string; conditions: string; values: (string | number)[] } {
  const parts = where.map(conditionWritten)
  return {
    joined: parts.length > 0 ? 'join papers p on p.pid = search_terms.rowid' : '',
    conditions: parts.map(([sql]) => `and ${sql}`).join(' '),
    values: parts.flatMap(([, values]) => values),
  }
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ')

function conditionWritten(condition: Condition): Written {
  switch (condition.kind) {
    case 'category':
      return [
        `exists (select 1 from paper_categories c where c.pid = p.pid and c.category in (${marks(condition.codes)}))`,
        condition.codes,
      ]
    case 'date':
      return ['p.date between ? and ?', [condition.from ?? '0000', condition.to ?? '9999']]
    case 'section':
      return ['p.section = ?', [condition.section]]
    case 'starred':
      return ['p.starred = ?', [condition.starred ? 1 : 0]]
    case 'author': {
      const names = condition.names.map(nameWritten)
      return [
        `p.pid in (select pid from paper_authors where ${names.map(([sql]) => `(${sql})`).join(' or ')})`,
        names.flatMap(([, values]) => values),
      ]
    }
    case 'given-name': {
      const inPeople: Expression = { kind: 'in', columns: ['people'], of: { kind: 'term', term: condition.term } }
      return [
        `p.pid in (select rowid from search_terms where search_terms match ?)
         and exists (select 1 from paper_authors a where a.pid = p.pid and a.given = ?)`,
        [written(inPeople), condition.given],
      ]
    }
    case 'affiliation':
      return [`p.pid in (select pid from paper_affiliations where key in (${marks(condition.keys)}))`, condition.keys]
    case 'matches':
      return ['p.pid in (select rowid from search_terms where search_terms match ?)', [written(condition.expression)]]
    case 'any': {
      const parts = condition.of.map(conditionWritten)
      return [`(${parts.map(([sql]) => `(${sql})`).join(' or ') || '0'})`, parts.flatMap(([, values]) => values)]
    }
    case 'not': {
      const [sql, values] = conditionWritten(condition.of)
      return [`not coalesce((${sql}), 0)`, values]
    }
  }
}

const MAX_TITLED = 1_500

/** Nothing where no more papers match than are to be scored. The plus keeps the planner from asking the index for each row. */
function fewScored(reader: Connection, expression: Expression, { newest, titleBeginnings }: Scored): Written {
  const sql = 'select rowid as pid from search_terms where search_terms match ? order by rowid desc limit 1 offset ?'
  const oldest = reader.get<{ pid: number }>(sql, [written(expression), newest])
  if (!oldest) return ['', []]
  const titled = 'select rowid from search_titles where search_titles match ? order by rowid desc limit ?'
  return [
    `and (+search_terms.rowid > ? or +search_terms.rowid in (${titled}))`,
    [oldest.pid, titleBeginnings.map(beginning).join(' AND '), MAX_TITLED],
  ]
}

function titleMatch(words: readonly string[], prefix: string | null): string {
  return [...words.map(quoted), ...(prefix === null ? [] : [beginning(prefix)])].join(' AND ')
}

/** An initial stands for every name that begins with it, in the archive as in the question. */
export function nameWritten({ surname, given }: PersonName): Written {
  if (given === null) return ['surname = ?', [surname]]
  if (given.length === 1) return ['surname = ? and given >= ? and given < ?', [surname, given, after(given)]]
  return ['surname = ? and given in (?, ?)', [surname, given, given.slice(0, 1)]]
}

const beginning = (term: string) => `${quoted(term)} *`
const quoted = (term: string) => `"${term.replaceAll('"', '""')}"`

function written(expression: Expression): string {
  switch (expression.kind) {
    case 'term':
      return quoted(expression.term)
    case 'prefix':
      return beginning(expression.term)
    case 'phrase':
      return (expression.unfinished ? beginning : quoted)(expression.terms.join(' '))
    case 'all':
      return `(${expression.of.map(written).join(' AND ')})`
    case 'any':
      return `(${expression.of.map(written).join(' OR ')})`
    case 'in':
      return `({${expression.columns.join(' ')}} : ${written(expression.of)})`
  }
}

function check(indexing: Connection): string[] {
  const file = indexing.all<{ integrity_check: string }>('pragma search.integrity_check(20)').map((row) => row.integrity_check)
  const tables = (['search_terms', 'search_titles'] as const).flatMap((table) => {
    try {
      indexing.run(`insert into ${table} (${table}) values ('integrity-check')`)
      return []
    } catch (error) {
      return [`The search index ${table} is damaged: ${String(error)}`]
    }
  })
  return [...file.filter((message) => message !== 'ok'), ...tables]
}
