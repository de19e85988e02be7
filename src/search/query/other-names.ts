// Where a query names something that has other names: rows of words ("large language models") and
// pieces of runs (大模型推理).
import { scan } from '../../text/terms.ts'
import type { Clause } from './query.ts'
import { inMainlandWords, synonyms, termsWithSynonyms } from './synonyms.ts'

const MAX_TERM_WORDS = 4

export interface ClauseRow {
  readonly clauses: readonly Clause[]
  /** Other names of what the clauses say together; none for most. */
  readonly others: readonly string[]
}

/** The clauses in rows, the longest that have another name first; each other clause by itself. */
export function rowsByName(clauses: readonly Clause[]): ClauseRow[] {
  const rows: ClauseRow[] = []
  for (let at = 0; at < clauses.length; at += rows.at(-1)?.clauses.length ?? 1) rows.push(rowAt(clauses.slice(at)))
  return rows
}

function rowAt(clauses: readonly Clause[]): ClauseRow {
  const words = clauses.slice(0, MAX_TERM_WORDS).map(wordsOf)
  const end = words.indexOf(null)
  for (let count = end < 0 ? words.length : end; count > 0; count--) {
    const others = synonyms(words.slice(0, count).join(' '))
    if (others.length > 0) return { clauses: clauses.slice(0, count), others }
  }
  return { clauses: clauses.slice(0, 1), others: [] }
}

/** Folded, with single spaces; null for what is not a plain text of words. */
function wordsOf({ negative, anyOf }: Clause): string | null {
  const [only, ...more] = anyOf
  if (negative || only?.kind !== 'text' || more.length > 0) return null
  const units = scan(only.text)
  if (units.length === 0 || units.some(({ kind }) => kind === 'run')) return null
  return units.map(({ folded }) => folded.replace(/[-\s]+/g, ' ')).join(' ')
}

export interface NamedPiece {
  readonly text: string
  readonly others: readonly string[]
}

/** A run in the mainland's words, cut at the terms that have other names. */
export function piecesByName(typed: string): NamedPiece[] {
  const run = inMainlandWords(typed)
  const pieces: NamedPiece[] = []
  let at = 0
  for (const term of termsWithSynonyms(run)) {
    const found = run.indexOf(term, at)
    if (found > at) pieces.push({ text: run.slice(at, found), others: [] })
    pieces.push({ text: term, others: synonyms(term) })
    at = found + term.length
  }
  if (at < run.length) pieces.push({ text: run.slice(at), others: [] })
  return pieces
}
