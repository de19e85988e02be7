// What must hold of a paper besides its text, from the query's fields and from the caller's filters.
import type { Condition, SearchIndex } from '../../database/search-index.ts'
import { foldedAffiliation, keysOfAffiliation, namesOfAffiliation } from '../affiliations.ts'
import type { SearchFilters } from '../archive.ts'
import { namesMeant } from '../people.ts'
import type { Alternative, Clause } from '../query/query.ts'
import { expressionOf, isTextual, NO_OTHER_FORMS } from './expressions.ts'

/** Never met: a name without a letter in it stands for nobody. */
const NOBODY: Condition = { kind: 'any', of: [] }

export function conditionsOfFilters(filters: SearchFilters, affiliationKeys: (name: string) => readonly string[]): Condition[] {
  const conditions: Condition[] = []
  const { categories, from, to, author, affiliation, section, starred } = filters
  if (categories && categories.length > 0) conditions.push({ kind: 'category', codes: categories })
  if (from !== undefined || to !== undefined) conditions.push({ kind: 'date', from: from ?? null, to: to ?? null })
  if (author !== undefined) conditions.push(authorCondition(author))
  if (affiliation !== undefined) conditions.push({ kind: 'affiliation', keys: affiliationKeys(affiliation) })
  if (section !== undefined) conditions.push({ kind: 'section', section })
  if (starred !== undefined) conditions.push({ kind: 'starred', starred })
  return conditions
}

export function conditionOfClause(clause: Clause, affiliationKeys: (name: string) => readonly string[]): Condition {
  const parts = clause.anyOf.map((alternative) => conditionOf(alternative, affiliationKeys))
  const condition: Condition = parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', of: parts }
  return clause.negative ? { kind: 'not', of: condition } : condition
}

function conditionOf(alternative: Alternative, affiliationKeys: (name: string) => readonly string[]): Condition {
  if (isTextual(alternative)) return { kind: 'matches', expression: expressionOf(alternative, NO_OTHER_FORMS) }
  switch (alternative.kind) {
    case 'author':
      return authorCondition(alternative.text)
    case 'affiliation':
      return { kind: 'affiliation', keys: affiliationKeys(alternative.text) }
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

export function authorCondition(name: string): Condition {
  const names = namesMeant(name)
  return names.length > 0 ? { kind: 'author', names } : NOBODY
}

/** Keys of a typed institution: its own where the table knows it, else of every affiliation that has the words. */
export function createAffiliationKeys(index: SearchIndex): (name: string) => readonly string[] {
  return (name) => {
    const own = keysOfAffiliation(name)
    const folded = foldedAffiliation(name)
    if (folded === '' || namesOfAffiliation(name).length > 1) return own
    return [...new Set([...own, ...index.affiliationKeys(folded)])]
  }
}
