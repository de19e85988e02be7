// "efficientvideogeneration": a word that no paper has, of several words without their spaces. Of
// the ways to cut it that one is right whose words papers have in a row.
import type { SearchNote } from '../../../archive/archive.ts'
import { termOf } from '../../../text/terms.ts'
import type { Alternative, Clause } from '../../query/query.ts'
import type { Expression, KnownWord, SearchIndex } from '../../search-index.ts'
import { respell } from '../../words/respell.ts'
import { areUsed, waysToSplit } from '../../words/split-words.ts'
import { all, NO_OTHER_FORMS, TITLES } from '../expressions.ts'
import { expressionOfAll } from './clauses.ts'

const MIN_RUN_TOGETHER = 9
/** Two words without their space are found as other spellings are. */
const MIN_WORDS = 3
/**
 * Letters that the words have on average, unless papers have them in a row. A name that no paper
 * has falls into shorter ones by chance: "kathar in a", "ro eg lin ger".
 */
const MIN_MEAN_LENGTH = 4

/** So many of the likeliest ways are looked for in texts. */
const MAX_ROWS_IN_TEXTS = 3

export interface CutClauses {
  readonly clauses: readonly Clause[]
  /**
   * All of it, with what was run together in a row; null where nothing was or no paper has it so.
   */
  readonly inRow: Expression | null
  readonly notes: readonly SearchNote[]
}

export function cutRunTogether(index: SearchIndex, clauses: readonly Clause[], papers: number): CutClauses {
  const notes: SearchNote[] = []
  const rows: Expression[] = []
  const cut = clauses.map((clause): { readonly clauses: readonly Clause[]; readonly inRow: Expression } => {
    const asTyped = () => ({ clauses: [clause], inRow: expressionOfAll([clause], NO_OTHER_FORMS) })
    const text = unknownWordOf(index, clause)
    if (text === null) return asTyped()
    const ways = waysToSplit(index, text, papers)
    const inRow = firstInRow(index, ways.map(textsOfWords))
    const words = inRow?.words ?? likelyWords(index, text, ways, papers)
    if (words.length < MIN_WORDS) return asTyped()
    notes.push({ code: 'respelled', found: text, used: words.join(' ') })
    if (inRow) rows.push(inRow.row)
    const alternatives = words.map((word): Alternative => ({ kind: 'text', text: word, last: false }))
    return {
      clauses: alternatives.map((alternative) => ({ ...clause, anyOf: [alternative] })),
      inRow: inRow?.row ?? all(words.map((word) => ({ kind: 'term', term: termOf(word) }))),
    }
  })
  return {
    clauses: cut.flatMap((one) => one.clauses),
    inRow: rows.length > 0 ? all(cut.map(({ inRow }) => inRow)) : null,
    notes,
  }
}

function unknownWordOf(index: SearchIndex, { anyOf }: Clause): string | null {
  const [only, ...more] = anyOf
  if (only?.kind !== 'text' || more.length > 0 || only.text.length < MIN_RUN_TOGETHER || !/^[a-z]+$/i.test(only.text)) return null
  const text = only.text.toLowerCase()
  return index.wordFrequency(termOf(text)) > 0 ? null : text
}

const textsOfWords = (words: readonly KnownWord[]) => words.map(({ word }) => word)

/** None where it is as likely a slip, or a name. */
function likelyWords(
  index: SearchIndex,
  text: string,
  ways: readonly (readonly KnownWord[])[],
  papers: number,
): readonly string[] {
  const words = ways.find((way) => areUsed(way, papers)) ?? []
  const isLikely = text.length >= MIN_MEAN_LENGTH * words.length && respell(index, text).length === 0
  return isLikely ? textsOfWords(words) : []
}

interface WordsInRow {
  readonly words: readonly string[]
  readonly row: Expression
}

/** In a title rather than anywhere. */
function firstInRow(index: SearchIndex, ways: readonly (readonly string[])[]): WordsInRow | null {
  const rows = ways
    .filter(({ length }) => length >= MIN_WORDS)
    .map((words): WordsInRow => ({ words, row: { kind: 'phrase', terms: words.map(termOf), unfinished: false } }))
  const has = (expression: Expression) => index.match(expression, { where: [], limit: 1, order: 'newest' }).length > 0
  // Which titles have the words at all is asked of shorter lists.
  const isTitled = ({ words, row }: WordsInRow) =>
    index.titles(words, null, 1).length > 0 && has({ kind: 'in', columns: TITLES, of: row })
  return rows.find(isTitled) ?? rows.slice(0, MAX_ROWS_IN_TEXTS).find(({ row }) => has(row)) ?? null
}
