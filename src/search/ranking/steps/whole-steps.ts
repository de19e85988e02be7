// What is asked where no paper has all of a query as it was typed: all of it in another form.
import type { SearchNote } from '../../../archive/archive.ts'
import { scan } from '../../../text/terms.ts'
import { subjectOf } from '../../query/fillers.ts'
import { piecesByName, rowsByName } from '../../query/other-names.ts'
import type { Clause } from '../../query/query.ts'
import type { Expression, SearchIndex } from '../../search-index.ts'
import type { OtherForms } from '../../words/word-forms.ts'
import { all, any, phraseOf, textsOf, unitExpression } from '../expressions.ts'
import { expressionOfAll, plainUnits } from './clauses.ts'
import { respellRun } from './respell-run.ts'
import type { NotedExpression } from './step.ts'

/**
 * All of it as typed but for the terms that have other names, and Taiwan's words in the mainland's.
 * Null where it has neither.
 */
export function byOtherNames(clauses: readonly Clause[], forms: OtherForms): NotedExpression | null {
  const notes: SearchNote[] = []
  const noteOthers = (found: string, used: readonly string[]) =>
    notes.push({ code: 'also-searched', found, used: used.join(', ') })
  const rows = rowsByName(clauses).map((row) => {
    if (row.others.length > 0)
      noteOthers(
        row.clauses
          .flatMap(textsOf)
          .map(({ text }) => text)
          .join(' '),
        row.others,
      )
    return any([all(row.clauses.map(inOtherWords)), ...row.others.map((other) => phraseOf(scan(other)))])
  })
  return notes.length > 0 ? { expression: all(rows), notes } : null

  function inOtherWords(clause: Clause): Expression {
    const own = expressionOfAll([clause], forms)
    const units = plainUnits(clause)
    const typed = units?.filter(({ kind }) => kind === 'run') ?? []
    if (!units || typed.length === 0) return own
    const runs = typed.map(({ folded }) => {
      const pieces = piecesByName(folded)
      const inMainland = pieces.map(({ text }) => text).join('')
      if (inMainland !== folded) noteOthers(folded, [inMainland])
      for (const { text, others } of pieces) if (others.length > 0) noteOthers(text, others)
      return all(pieces.map(({ text, others }) => any([text, ...others].map((name) => phraseOf(scan(name))))))
    })
    const words = units.filter(({ kind }) => kind === 'word').map((unit) => unitExpression(unit, false, forms))
    return any([own, all([...words, ...runs])])
  }
}

/** What joins two terms that are written without a space. */
const JOINTS = /里的|中的|上的|以及|用于|[和与及或在对的里中]/g

const MAX_JOINED_RUN = 24

const MAX_JOINTS = 4

/**
 * Terms that are written together with what joins them, each by itself: 强化学习和扩散模型. Null
 * where nothing is written so.
 */
export function joinedTermsApart(clauses: readonly Clause[], forms: OtherForms): Expression | null {
  let isUsed = false
  const parts = clauses.map((clause) => {
    const own = expressionOfAll([clause], forms)
    const units = plainUnits(clause) ?? []
    const [unit] = units
    if (units.length !== 1 || unit?.kind !== 'run' || unit.folded.length > MAX_JOINED_RUN) return own
    const ways = waysApart(subjectOf(unit.folded, true, true))
    if (ways.length > 0) isUsed = true
    return any([own, ...ways])
  })
  return isUsed ? all(parts) : null
}

function waysApart(run: string): Expression[] {
  const joints = [...run.matchAll(JOINTS)].slice(0, MAX_JOINTS)
  return joints
    .map(({ index, 0: { length } }) => [run.slice(0, index), run.slice(index + length)])
    .filter((sides) => sides.every((side) => side.length > 1))
    .map((sides) => all(sides.map((side) => phraseOf(scan(side)))))
}

const MIN_RUN_WITH_SLIP = 5

const MAX_RUN_WITH_SLIP = 12

/**
 * One character of a run may be another: one that is known, or any where what is before it and what
 * is behind it is there. Null where no run is of such a length.
 */
export function oneCharacterWrong(index: SearchIndex, clauses: readonly Clause[], forms: OtherForms): NotedExpression | null {
  const notes: SearchNote[] = []
  let isUsed = false
  const parts = clauses.map((clause) => {
    const own = expressionOfAll([clause], forms)
    const units = plainUnits(clause) ?? []
    const [unit] = units
    if (units.length !== 1 || unit?.kind !== 'run') return own
    const known = respellRun(index, unit.folded)
    if (known !== null) notes.push({ code: 'respelled', found: unit.folded, used: known })
    const ways = known === null ? waysWithAny(index, unit.folded) : [phraseOf(scan(known))]
    if (ways.length > 0) isUsed = true
    return any([own, ...ways])
  })
  return isUsed ? { expression: all(parts), notes } : null
}

/** So many entries of the index are compared for all ways. */
const MAX_COMPARED = 200_000

function waysWithAny(index: SearchIndex, run: string): Expression[] {
  if (run.length < MIN_RUN_WITH_SLIP || run.length > MAX_RUN_WITH_SLIP) return []
  const sides = [...run].map((_, at) => [run.slice(0, at), run.slice(at + 1)])
  const ways = sides.map((both) => all(both.filter((side) => side.length > 1).map((side) => phraseOf(scan(side)))))
  // Without the wrong character all pairs are those of a text, so that the likeliest way has the most.
  const likeliest = ways.map((way) => ({ way, papers: index.mostMatches(way) })).sort((a, b) => b.papers - a.papers)
  let compared = 0
  const taken = likeliest.filter(({ papers }) => {
    const isTaken = compared <= MAX_COMPARED
    compared += papers * run.length
    return isTaken
  })
  return ways.filter((one) => taken.some(({ way }) => way === one))
}
