// What must hold of a paper apart from its text, from the query's fields and from the caller's
// filters.

import type { SearchFilters } from '../../archive/archive.ts'
import { foldedAffiliation, isKnownAffiliation, keysMeant } from '../../names/affiliations.ts'
import { givenNameMeant, namesMeant } from '../../names/people.ts'
import { termOf } from '../../text/terms.ts'
import type { Alternative, Clause } from '../query/query.ts'
import type { Condition, SearchIndex } from '../search-index.ts'
import { expressionOf, isTextual, NO_OTHER_FORMS } from './expressions.ts'

/** Never met: a name has at least one letter. */
const NO_AUTHOR: Condition = { kind: 'any', of: [] }

/** What a typed name refers to in this archive. */
export interface NameResolver {
  author(name: string): Condition
  /**
   * Keys of a typed institution: its own where the table knows it, else of every affiliation that
   * has the words.
   */
  affiliationKeys(name: string): readonly string[]
}

export function createNameResolver(index: SearchIndex): NameResolver {
  return {
    author(name) {
      // Each spelling costs every paper that is looked at; nobody bears most of them.
      const names = namesMeant(name, index.hasAuthor).filter((one) => !one.hasUmlaut || index.hasAuthor(one))
      if (names.length === 0) return NO_AUTHOR
      const given = givenNameMeant(names, index.hasAuthor)
      return given === null ? { kind: 'author', names } : { kind: 'given-name', given, term: termOf(given) }
    },
    affiliationKeys(name) {
      const own = keysMeant(name)
      const folded = foldedAffiliation(name)
      if (folded === '' || isKnownAffiliation(name)) return own
      return [...new Set([...own, ...index.affiliationKeys(folded)])]
    },
  }
}

export function conditionsOfFilters(filters: SearchFilters, resolver: NameResolver): Condition[] {
  const conditions: Condition[] = []
  const { categories, from, to, author, affiliation, section, starred } = filters
  if (categories && categories.length > 0) conditions.push({ kind: 'category', codes: categories })
  if (from !== undefined || to !== undefined) conditions.push({ kind: 'date', from: from ?? null, to: to ?? null })
  if (author !== undefined) conditions.push(resolver.author(author))
  if (affiliation !== undefined) conditions.push({ kind: 'affiliation', keys: resolver.affiliationKeys(affiliation) })
  if (section !== undefined) conditions.push({ kind: 'section', section })
  if (starred !== undefined) conditions.push({ kind: 'starred', starred })
  return conditions
}

export function conditionOfClause(clause: Clause, resolver: NameResolver): Condition {
  const parts = clause.anyOf.map((alternative) => conditionOf(alternative, resolver))
  const condition: Condition = parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', of: parts }
  return clause.negative ? { kind: 'not', of: condition } : condition
}

function conditionOf(alternative: Alternative, resolver: NameResolver): Condition {
  if (isTextual(alternative)) return { kind: 'matches', expression: expressionOf(alternative, NO_OTHER_FORMS) }
  switch (alternative.kind) {
    case 'author':
      return resolver.author(alternative.text)
    case 'affiliation':
      return { kind: 'affiliation', keys: resolver.affiliationKeys(alternative.text) }
    case 'category':
      return { kind: 'category', codes: alternative.codes }
    case 'date':
      return alternative
    case 'starred':
      return { kind: 'starred', starred: true }
    case 'section':
      return alternative
  }
}
