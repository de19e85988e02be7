// What is asked of titles: they have the words of a query as typed, or what they are called in
// English.
import type { SearchNote } from '../../../archive/archive.ts'
import { spellingsOf } from '../../../text/american.ts'
import { scan } from '../../../text/terms.ts'
import type { Clause } from '../../query/query.ts'
import { synonyms } from '../../query/synonyms.ts'
import type { Expression, SearchIndex } from '../../search-index.ts'
import { all, any, phraseOf, unitExpression } from '../expressions.ts'
import type { Translator } from '../translate.ts'
import { plainUnits } from './clauses.ts'
import type { NotedExpression } from './step.ts'

const MAX_TITLES_COMPARED = 200

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

const MIN_WORDS_BEGUN = 3

const MAX_TITLES = 20

const MAX_WORDS_OF_A_TITLE = 20

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
