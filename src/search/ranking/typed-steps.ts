// What is asked first: all of a query as it was typed, words that were typed apart or together
// included.
import type { SearchNote } from '../../archive/archive.ts'
import { spellingsOf } from '../../text/american.ts'
import { pairsOf, scan, termOf, type Unit } from '../../text/terms.ts'
import { piecesByName, rowsByName } from '../query/other-names.ts'
import type { Clause } from '../query/query.ts'
import { synonyms } from '../query/synonyms.ts'
import type { Expression, SearchIndex } from '../search-index.ts'
import { respell } from '../words/respell.ts'
import { splitWords } from '../words/split-words.ts'
import type { OtherForms } from '../words/word-forms.ts'
import { all, any, expressionOf, NO_OTHER_FORMS, phraseOf, textsOf, unitExpression } from './expressions.ts'
import { subjectOf } from './fillers.ts'
import type { Translator } from './translate.ts'

/** "efficientvideogeneration": a word that no paper has, of three words or more. */
export function cutRunTogether(
  index: SearchIndex,
  clauses: readonly Clause[],
  papers: number,
): { readonly clauses: readonly Clause[]; readonly notes: readonly SearchNote[] } {
  const notes: SearchNote[] = []
  const cut = clauses.flatMap((clause): readonly Clause[] => {
    const [only, ...more] = clause.anyOf
    if (only?.kind !== 'text' || more.length > 0 || !/^[a-z]{12,}$/i.test(only.text)) return [clause]
    const text = only.text.toLowerCase()
    if (index.wordFrequency(termOf(text)) > 0) return [clause]
    const words = splitWords(index, text, papers)
    if (words === null || words.length < 3 || respell(index, text).length > 0) return [clause]
    notes.push({ code: 'respelled', found: only.text, used: words.map(({ word }) => word).join(' ') })
    return words.map(({ word }) => ({ ...clause, anyOf: [{ kind: 'text', text: word, last: false }] }))
  })
  return { clauses: cut, notes }
}

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

export interface NotedExpression {
  readonly expression: Expression
  readonly notes: readonly SearchNote[]
}

const MIN_RUN_WITH_SLIP = 5
const MAX_RUN_WITH_SLIP = 12

/** One character of a run may be another: what is before it and what is behind it must be there. */
export function oneCharacterWrong(clauses: readonly Clause[], forms: OtherForms): Expression | null {
  let isUsed = false
  const parts = clauses.map((clause) => {
    const own = expressionOfAll([clause], forms)
    const units = plainUnits(clause) ?? []
    const [unit] = units
    const length = unit?.folded.length ?? 0
    if (units.length !== 1 || unit?.kind !== 'run' || length < MIN_RUN_WITH_SLIP || length > MAX_RUN_WITH_SLIP) return own
    isUsed = true
    const sides = [...unit.folded].map((_, at) => [unit.folded.slice(0, at), unit.folded.slice(at + 1)])
    const ways = sides.map((both) => all(both.filter((side) => side.length > 1).map((side) => phraseOf(scan(side)))))
    return any([own, ...ways])
  })
  return isUsed ? all(parts) : null
}

/** Null where the clause is anything but text. */
function plainUnits({ negative, anyOf }: Clause): readonly Unit[] | null {
  const [only, ...more] = anyOf
  return !negative && only?.kind === 'text' && more.length === 0 ? scan(only.text) : null
}

/**
 * The words of the query in the title, and of each Chinese term what it is called in English: for
 * papers that have the term in one language only. Null where the query is not of both, or what was
 * found already has the words in its title.
 */
export function titleInEnglish(
  index: SearchIndex,
  clauses: readonly Clause[],
  translator: Translator,
  found: ReadonlySet<number>,
): NotedExpression | null {
  const units = clauses.map(plainUnits)
  if (units.includes(null)) return null
  const known = units.flatMap((some) => some ?? [])
  const inTitle = (of: Expression): Expression => ({ kind: 'in', columns: ['title'], of })
  const words = known.filter(({ kind }) => kind === 'word').map((unit) => inTitle(unitExpression(unit, false, () => [])))
  const runs = known.filter(({ kind }) => kind === 'run').map(({ folded }) => folded)
  if (words.length === 0 || runs.length === 0) return null
  const titled = index.match(all(words), { where: [], limit: MAX_TITLES_COMPARED, order: 'newest' })
  if (titled.length === 0 || titled.some(({ pid }) => found.has(pid))) return null
  const names = runs.map((run) => {
    const listed = synonyms(run)
    return (listed.length > 0 ? listed : translator.translate(run)).filter((name) => /[a-z]/.test(name))
  })
  if (names.some(({ length }) => length === 0)) return null
  const notes = runs.map((run, at): SearchNote => ({ code: 'also-searched', found: run, used: names[at]?.join(', ') ?? null }))
  const expression = all([...words, ...names.map((some) => inTitle(any(some.map((name) => phraseOf(scan(name))))))])
  return { expression, notes }
}

const MAX_TITLES_COMPARED = 200
const MIN_WORDS_BEGUN = 3
const MAX_TITLES = 20

/**
 * Papers whose title has all of these words in this very form, in British or American spelling; of
 * three or more the last may be only begun.
 */
export function titlesWithAll(index: SearchIndex, clauses: readonly Clause[]): readonly number[] {
  const units = clauses.map(plainUnits)
  if (units.includes(null)) return []
  const known = units.flatMap((some) => some ?? [])
  const words = known.flatMap(({ parts }) => parts)
  if (words.length < 2 || words.length > MAX_WORDS_OF_A_TITLE || !known.every(({ kind }) => kind === 'word')) return []
  const last = clauses.at(-1)?.anyOf[0]
  const begun = words.length >= MIN_WORDS_BEGUN && last?.kind === 'text' && last.last ? (words.pop() ?? null) : null
  const otherSpelling = words.map((word) => spellingsOf(word).find((other) => index.word(other) !== null) ?? word)
  const joined = words.flatMap((word, at) => {
    const whole = `${words[at - 1] ?? ''}${word}`
    return at > 0 && index.word(whole) ? [[...words.slice(0, at - 1), whole, ...words.slice(at + 1)]] : []
  })
  const found = [words, otherSpelling, ...joined.slice(0, 2)].flatMap((some) => index.titles(some, begun, MAX_TITLES))
  return [...new Set(found)].slice(0, MAX_TITLES)
}

const MAX_WORDS_OF_A_TITLE = 20

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

const expressionOfAll = (clauses: readonly Clause[], forms: OtherForms): Expression =>
  all(clauses.map((clause) => any(textsOf(clause).map((alternative) => expressionOf(alternative, forms)))))

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
