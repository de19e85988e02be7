// What is asked first: all of a query as it was typed, words that were typed apart or together
// included.
import { pairsOf, scan } from '../../../text/terms.ts'
import { subjectOf } from '../../query/fillers.ts'
import type { Clause } from '../../query/query.ts'
import type { Expression, SearchIndex } from '../../search-index.ts'
import type { OtherForms } from '../../words/word-forms.ts'
import { all, any, expressionOf, NO_OTHER_FORMS, phraseOf, textsOf, unitExpression } from '../expressions.ts'
import { expressionOfAll, plainUnits } from './clauses.ts'

export type LoneCharacters = 'at the end' | 'anywhere'

/**
 * Without characters that stand alone: in a long query they say little, and every pair that begins
 * with one would have to be looked for. Side by side with others only the end is such a beginning.
 * Of what is in quotes nothing is left out.
 */
export function withoutLoneCharacters(clause: Clause, where: LoneCharacters): Clause[] {
  const [only, ...more] = clause.anyOf
  if (only?.kind !== 'text' || more.length > 0) return [clause]
  const units = scan(only.text)
  const lone = units
    .slice(where === 'anywhere' ? 0 : -1)
    .filter(({ kind, folded }) => kind === 'run' && pairsOf(folded).length === 1)
  if (lone.length === units.length) return where === 'anywhere' ? [] : [clause]
  const text = lone.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, only.text)
  return [{ ...clause, anyOf: [{ ...only, text }] }]
}

const isWord = (text: string) => /^[a-z]+$/i.test(text)

/** "image net" for "imagenet": neighbours that papers write as one word. */
export function joinedNeighbours(index: SearchIndex, clauses: readonly Clause[], forms: OtherForms): Expression {
  const expressions: Expression[] = []
  for (let at = 0; at < clauses.length; at++) {
    const [one, other] = [clauses[at], clauses[at + 1]].map((clause) =>
      clause?.anyOf.length === 1 ? clause.anyOf[0] : undefined,
    )
    const own = expressionOfAll(clauses.slice(at, at + 1), forms)
    const isPair = one?.kind === 'text' && other?.kind === 'text' && isWord(one.text) && isWord(other.text)
    const known = isPair ? index.word(`${one.text}${other.text}`.toLowerCase()) : null
    if (!known) {
      expressions.push(own)
      continue
    }
    const apart = expressionOfAll(clauses.slice(at, at + 2), forms)
    expressions.push(any([apart, { kind: 'term', term: known.term }]))
    at++
  }
  return all(expressions)
}

/**
 * What is written without a space belongs together across marks, too: "注意力，卷积". Null where
 * nothing is written so.
 */
export function sideBySide(clauses: readonly Clause[], forms: OtherForms): Expression | null {
  let isUsed = false
  const parts = clauses.map((clause) =>
    any(
      textsOf(clause).map((alternative) => {
        const units = scan(alternative.text)
        if (alternative.kind !== 'text' || units.length < 2 || !units.some(({ kind }) => kind === 'run'))
          return expressionOf(alternative, forms)
        isUsed = true
        return phraseOf(units)
      }),
    ),
  )
  return isUsed ? all(parts) : null
}

const MIN_SUBJECT = 4

/** The subject of a question side by side, without what phrases it. Null where nothing does. */
export function subjectSideBySide(clauses: readonly Clause[]): Expression | null {
  const units = clauses.map(plainUnits)
  if (units.includes(null)) return null
  const known = units.flatMap((some) => some ?? [])
  const subjects = known.flatMap((unit, at) => {
    if (unit.kind === 'word') return [unitExpression(unit, false, NO_OTHER_FORMS)]
    const subject = subjectOf(unit.folded, at === 0, at === known.length - 1)
    return subject === '' ? [] : [phraseOf(scan(subject))]
  })
  const length = known.reduce((sum, { folded }, at) => sum + subjectOf(folded, at === 0, at === known.length - 1).length, 0)
  const isStripped = length < known.reduce((sum, { folded }) => sum + folded.length, 0)
  return isStripped && length >= MIN_SUBJECT ? all(subjects) : null
}
