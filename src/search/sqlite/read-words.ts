// The words and names that the index knows.
import type { ReadConnection } from '../../database/sqlite/connection.ts'
import type { PersonName } from '../../names/people.ts'
import type { KnownWord, SearchIndex } from '../search-index.ts'
import { firstAfter, namesSql, pidsByNameSql, printedSql } from './conditions.ts'
import { BEGINNING, deletionsOf, deletionsWithOtherBeginning } from './deletions.ts'

type WordReader = Pick<
  SearchIndex,
  | 'hasSurname'
  | 'hasAuthor'
  | 'knownWords'
  | 'authorsLike'
  | 'authorsNamed'
  | 'affiliationKeys'
  | 'word'
  | 'spellings'
  | 'wordsLike'
  | 'wordsWithin'
  | 'completions'
>

const COLUMNS = 'word, term, papers'
const MAX_NAMES_READ = 3_000

export function createWordReader(reader: ReadConnection): WordReader {
  return {
    hasSurname: (surname) => reader.get('select 1 from paper_authors where surname = ? limit 1', [surname]) !== undefined,
    hasAuthor(name) {
      const { sql, values } = pidsByNameSql({ kind: 'author', names: [name] })
      return reader.get(`${sql} limit 1`, values) !== undefined
    },
    knownWords: (words) =>
      reader.all<KnownWord>(`select ${COLUMNS} from search_words where word in (select value from json_each(?))`, [
        JSON.stringify(words),
      ]),
    authorsLike: (name) => authorsLike(reader, name),
    authorsNamed(names, limit) {
      const { sql, values } = namesSql(names)
      return reader.all<{ name: string; papers: number }>(
        `select name, count(*) as papers from paper_authors where ${sql} group by name order by papers desc, name limit ?`,
        [...values, limit],
      )
    },
    affiliationKeys: (text) =>
      reader
        .all<{ key: string }>(
          `select key from institutions where instr(' ' || key || ' ', ' ' || ? || ' ') > 0
             and exists (select 1 from institutions_of_papers where institution = institutions.id) limit 200`,
          [text],
        )
        .map(({ key }) => key),
    word: (word) => reader.get<KnownWord>(`select ${COLUMNS} from search_words where word = ?`, [word]) ?? null,
    spellings: (word) =>
      reader.all<KnownWord>(
        `select ${COLUMNS} from search_words where word in
           (select word from search_deletions where deletion in (select value from json_each(?)))`,
        [JSON.stringify(deletionsOf(word))],
      ),
    wordsLike: (word) => {
      const beginning = word.slice(0, BEGINNING)
      return reader.all<KnownWord>(
        `select ${COLUMNS} from search_words where word >= ?1 and word < ?2 and spelled = 1 and length(word) between ?3 and ?4
         union select ${COLUMNS} from search_words where length(word) between ?3 and ?4 and word in
           (select word from search_deletions where deletion in (select value from json_each(?5)))`,
        [beginning, firstAfter(beginning), word.length - 2, word.length + 2, JSON.stringify(deletionsWithOtherBeginning(word))],
      )
    },
    wordsWithin: (text, limit) =>
      reader.all<KnownWord>(`select ${COLUMNS} from search_words where instr(word, ?) > 0 order by papers desc limit ?`, [
        text,
        limit,
      ]),
    completions: (prefix, limit) =>
      reader.all<KnownWord>(`select ${COLUMNS} from search_words where word >= ? and word < ? order by papers desc limit ?`, [
        prefix,
        firstAfter(prefix),
        limit,
      ]),
  }
}

/**
 * One letter of a surname fits too many to go with a name of which the archive has the initial
 * only.
 */
const MIN_SURNAME_BEGINNING = 2

/**
 * Each by a range of the index: of a common surname it has tens of thousands of rows, and of its
 * beginning as many surnames.
 */
const OF_SURNAME = 'select name from paper_authors where surname = ?1 and given between ?2 and ?3'
const OF_LONGER_SURNAMES = `
  with recursive longer (surname) as (
    select min(surname) from authors where surname > ?1 and surname < ?4
    union all
    select (select min(surname) from authors where surname > longer.surname and surname < ?4)
    from longer where longer.surname is not null)
  select name from longer cross join paper_authors a on a.surname = longer.surname where a.given between ?2 and ?3`

/** A given name fits by what both sides have of it. */
function authorsLike(reader: ReadConnection, person: PersonName): { name: string; papers: number }[] {
  const { surname, given } = person
  const end = firstAfter(surname)
  const names = (select: string, values: readonly string[]) =>
    reader.all<{ name: string; papers: number }>(
      `select name, count(*) as papers from (${select} ${printedSql(person)} limit ${MAX_NAMES_READ}) group by name`,
      values,
    )
  if (given === null) return names('select name from paper_authors where surname >= ? and surname < ?', [surname, end])
  const beginning = [given, firstAfter(given)] as const
  const initial = [given.slice(0, 1), given.slice(0, 1)] as const
  const fitting = given.length === 1 ? [beginning] : [initial, beginning]
  const exact = fitting.flatMap((range) => names(OF_SURNAME, [surname, ...range]))
  const isInitialEnough = given.length === 1 || surname.length >= MIN_SURNAME_BEGINNING
  const longer = (isInitialEnough ? fitting : [beginning]).flatMap((range) => names(OF_LONGER_SURNAMES, [surname, ...range, end]))
  return [...exact, ...longer]
}
