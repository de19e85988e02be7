// Clauses of nothing but text.
import { scan, type Unit } from '../../../text/terms.ts'
import type { Clause } from '../../query/query.ts'
import type { Expression } from '../../search-index.ts'
import type { OtherForms } from '../../words/word-forms.ts'
import { all, any, expressionOf, textsOf } from '../expressions.ts'

/** Null where the clause is anything but text. */
export function plainUnits({ negative, anyOf }: Clause): readonly Unit[] | null {
  const [only, ...more] = anyOf
  return !negative && only?.kind === 'text' && more.length === 0 ? scan(only.text) : null
}

export const expressionOfAll = (clauses: readonly Clause[], forms: OtherForms): Expression =>
  all(clauses.map((clause) => any(textsOf(clause).map((alternative) => expressionOf(alternative, forms)))))
