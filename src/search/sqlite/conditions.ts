// A condition of the port → SQL about the paper `p`.
import type { PersonName } from '../../names/people.ts'
import type { Condition, Expression } from '../search-index.ts'
import { matchExpression } from './matching/match-expression.ts'

export interface Sql {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/**
 * What the conditions are about: rows of `papers p`, or what a search has matched. Rows of papers
 * are wide, so what has matched is joined with none: of a few the day is looked up, else all papers
 * of these days are listed first, from an index.
 */
export type Subject = 'papers' | 'matches' | 'many matches'

/** Joined by `and`, each behind one; nothing where there are no conditions. */
export function conditionsSql(where: readonly Condition[], subject: Subject = 'papers'): Sql {
  const conditions = where.map((condition) => conditionSql(condition, subject))
  return {
    sql: conditions.map(({ sql }) => `and ${sql}`).join(' '),
    values: conditions.flatMap(({ values }) => values),
  }
}

export type ConditionOnRow = Extract<Condition, { readonly kind: 'date' | 'section' | 'starred' }>

/** Whether it is about what only the row of a paper says. */
export const isOnRow = (condition: Condition): condition is ConditionOnRow =>
  condition.kind === 'date' || condition.kind === 'section' || condition.kind === 'starred'

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ')

/** The plus keeps the planner from asking the index for each row. */
const pidOf = (subject: Subject) => (subject === 'papers' ? 'p.pid' : '+search_terms.rowid')

function conditionSql(condition: Condition, subject: Subject): Sql {
  const pid = pidOf(subject)
  switch (condition.kind) {
    case 'category': {
      const { codes } = condition
      const sql =
        subject === 'papers'
          ? `exists (select 1 from paper_categories c where c.pid = p.pid and c.category in (${marks(codes)}))`
          : `${pid} in (select pid from paper_categories where category in (${marks(codes)}))`
      return { sql, values: codes }
    }
    case 'date':
    case 'section':
    case 'starred':
      return conditionOnRow(condition, subject)
    case 'author':
    case 'affiliation': {
      const { sql, values } = pidsByNameSql(condition)
      return { sql: `${pid} in (${sql})`, values }
    }
    case 'given-name': {
      const inPeople: Expression = { kind: 'in', columns: ['people'], of: { kind: 'term', term: condition.term } }
      return {
        sql: `${pid} in (select rowid from search_terms where search_terms match ?)
         and exists (select 1 from paper_authors a where a.pid = ${pid} and a.given = ?)`,
        values: [matchExpression(inPeople), condition.given],
      }
    }
    case 'matches':
      return {
        sql: `${pid} in (select rowid from search_terms where search_terms match ?)`,
        values: [matchExpression(condition.expression)],
      }
    case 'any': {
      const alternatives = condition.of.map((one) => conditionSql(one, subject))
      return {
        sql: `(${alternatives.map(({ sql }) => `(${sql})`).join(' or ') || '0'})`,
        values: alternatives.flatMap(({ values }) => values),
      }
    }
    case 'not': {
      const { sql, values } = conditionSql(condition.of, subject)
      return { sql: `not coalesce((${sql}), 0)`, values }
    }
  }
}

function conditionOnRow(condition: ConditionOnRow, subject: Subject): Sql {
  const { sql, values } = rowSql(condition)
  switch (subject) {
    case 'papers':
      return { sql, values }
    case 'matches':
      return { sql: `exists (select 1 from papers p where p.pid = search_terms.rowid and ${sql})`, values }
    case 'many matches':
      return { sql: `${pidOf(subject)} in (select p.pid from papers p where ${sql})`, values }
  }
}

/** About the row `p` itself. */
export function rowSql(condition: ConditionOnRow): Sql {
  switch (condition.kind) {
    case 'date':
      return { sql: 'p.date between ? and ?', values: [condition.from ?? '0000', condition.to ?? '9999'] }
    case 'section':
      return { sql: 'p.section = ?', values: [condition.section] }
    case 'starred':
      return { sql: 'p.starred = ?', values: [condition.starred ? 1 : 0] }
  }
}

/** Selects the papers of a name from a narrow table; a paper may be there several times. */
export function pidsByNameSql(condition: Extract<Condition, { readonly kind: 'author' | 'affiliation' }>): Sql {
  if (condition.kind === 'affiliation')
    return { sql: `select pid from paper_affiliations where key in (${marks(condition.keys)})`, values: condition.keys }
  const { sql, values } = namesSql(condition.names)
  return { sql: `select pid from paper_authors where ${sql}`, values }
}

/** About a row of authors. */
export function namesSql(people: readonly PersonName[]): Sql {
  const names = people.map(nameSql)
  return { sql: names.map(({ sql }) => `(${sql})`).join(' or ') || '0', values: names.flatMap(({ values }) => values) }
}

const PRINTED_WITH_UMLAUT = "name glob '*[äöüÄÖÜ]*'"

export const printedSql = ({ hasUmlaut }: PersonName) => (hasUmlaut ? `and ${PRINTED_WITH_UMLAUT}` : '')

function nameSql(name: PersonName): Sql {
  const { sql, values } = spelledSql(name)
  return { sql: `${sql} ${printedSql(name)}`, values }
}

/** An initial fits every name that begins with it, in the archive as in the query. */
function spelledSql({ surname, given }: PersonName): Sql {
  if (given === null) return { sql: 'surname = ?', values: [surname] }
  if (given.length === 1) return { sql: 'surname = ? and given >= ? and given < ?', values: [surname, given, firstAfter(given)] }
  return { sql: 'surname = ? and given in (?, ?)', values: [surname, given, given.slice(0, 1)] }
}

/** The first text after all that begin with `prefix`. */
export const firstAfter = (prefix: string) => `${prefix}\u{10ffff}`
