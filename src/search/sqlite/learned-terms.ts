// What was learned of terms, and the titles that they are taken from.
import type { Connection, ReadConnection } from '../../database/sqlite/connection.ts'
import type { LearnedTerm, PaperTitles, SearchIndex } from '../search-index.ts'

/** No term has it: line breaks part clauses. */
const BETWEEN = '\n'

const TITLES = 'select pid, id, title_en as en, title_zh as zh from papers where retracted = 0'

interface LearnedRow {
  readonly translations: string
  readonly newest: number | null
  readonly learned_at: number
}

export function createLearnedReader(
  reader: ReadConnection,
): Pick<SearchIndex, 'titlesOf' | 'titlesBefore' | 'learnedTerm' | 'learnedTerms'> {
  return {
    titlesOf: (pids) => reader.all<PaperTitles>(`${TITLES} and pid in (select value from json_each(?))`, [JSON.stringify(pids)]),
    titlesBefore: (pid, limit) =>
      reader.all<PaperTitles>(`${TITLES} and pid < ? order by pid desc limit ?`, [pid ?? Number.MAX_SAFE_INTEGER, limit]),
    learnedTerm(term) {
      const row = reader.get<LearnedRow>('select translations, newest, learned_at from learned_terms where term = ?', [term])
      if (!row) return null
      const translations = row.translations === '' ? [] : row.translations.split(BETWEEN)
      return { term, translations, newest: row.newest, learnedAt: row.learned_at }
    },
    learnedTerms: () => reader.all<{ term: string }>('select term from learned_terms').map(({ term }) => term),
  }
}

export function keepLearned(writer: Connection, terms: readonly LearnedTerm[], most: number): void {
  for (const { term, translations, newest, learnedAt } of terms)
    writer.run('insert or replace into learned_terms (term, translations, newest, learned_at) values (?, ?, ?, ?)', [
      term,
      translations.join(BETWEEN),
      newest,
      learnedAt,
    ])
  const kept = writer.get<{ n: number }>('select count(*) as n from learned_terms')?.n ?? 0
  if (kept > most)
    writer.run('delete from learned_terms where term in (select term from learned_terms order by learned_at, term limit ?)', [
      kept - most,
    ])
}
