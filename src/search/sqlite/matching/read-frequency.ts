// How many papers have a term. FTS5 knows only by reading the list of all of them.
import type { ReadConnection } from '../../../database/sqlite/connection.ts'
import { firstAfter } from '../conditions.ts'
import { quoted } from './match-expression.ts'
import { type Frequency, isLarge } from './scoring-bounds.ts'

/** In a large archive the newest papers say it of a term that many of them have. */
const SAMPLE = 2_500
const MIN_IN_SAMPLE = 100
/** Of the pairs that begin with a character the most used. */
const MAX_PAIRS = 40
/** So many terms are remembered. */
const MAX_KEPT = 20_000

/** What so many papers have is had by few more of them a little later; what none had may be news. */
const MANY = 1_000
const GROWTH = 0.01

export function createFrequency(reader: ReadConnection): Frequency {
  const read = (term: string): number => {
    const newest = newestOf(reader)
    if (isLarge(newest)) {
      const sql = 'select count(*) as n from search_terms where search_terms match ? and rowid > ?'
      const inSample = reader.get<{ n: number }>(sql, [quoted(term), newest - SAMPLE])?.n ?? 0
      if (inSample >= MIN_IN_SAMPLE) return Math.round((inSample / SAMPLE) * newest)
    }
    return reader.get<{ doc: number }>('select doc from search_terms_vocabulary where term = ?', [term])?.doc ?? 0
  }
  return rememberWhileTrue(reader, MAX_KEPT, read, (papers) => papers >= MANY)
}

/** So many characters are remembered. */
const MAX_CHARACTERS = 1_000

export type PairsBeginning = (character: string) => readonly { readonly term: string; readonly papers: number }[]

/**
 * For each the lists of all pairs that begin so are read; in a large archive those of titles, which
 * are a tenth as long.
 */
export function createPairsBeginning(reader: ReadConnection): PairsBeginning {
  const read = (character: string) => {
    const vocabulary = isLarge(newestOf(reader)) ? vocabularyOfTitles(reader) : 'search_terms_vocabulary'
    const sql = `select term, doc as papers from ${vocabulary} where term >= ? and term < ? order by doc desc limit ?`
    return reader.all<{ term: string; papers: number }>(sql, [character, firstAfter(character), MAX_PAIRS])
  }
  return rememberWhileTrue(reader, MAX_CHARACTERS, read, (pairs) => (pairs[0]?.papers ?? 0) >= MANY)
}

const newestOf = (reader: ReadConnection) =>
  reader.get<{ id: number | null }>('select max(id) as id from search_terms_docsize')?.id ?? 0

/** A table of this connection alone: it holds nothing. */
function vocabularyOfTitles(reader: ReadConnection): string {
  reader.get('create virtual table if not exists temp.search_titles_vocabulary using fts5vocab(search, search_titles, row)')
  return 'temp.search_titles_vocabulary'
}

/** What `isSlow` is remembered until the index has grown by a hundredth, all else until it changes. */
function rememberWhileTrue<Answer>(
  reader: ReadConnection,
  most: number,
  read: (text: string) => Answer,
  isSlow: (answer: Answer) => boolean,
): (text: string) => Answer {
  const kept = new Map<string, { readonly answer: Answer; readonly reached: number }>()
  const isStillTrue = (answer: Answer, then: number, now: number) =>
    now === then || (isSlow(answer) && now > then && now - then <= then * GROWTH)
  return (text) => {
    const reached = reader.get<{ reached: number }>('select reached from search_state')?.reached ?? 0
    const before = kept.get(text)
    if (before && isStillTrue(before.answer, before.reached, reached)) return before.answer
    if (kept.size >= most) kept.clear()
    const answer = read(text)
    kept.set(text, { answer, reached })
    return answer
  }
}
