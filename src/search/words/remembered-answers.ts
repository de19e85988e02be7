// What the index was asked before it need not be asked again: every step of a search asks for the
// same few words, and so do most searches.
import type { Expression, MatchOptions, SearchIndex } from '../search-index.ts'

/** Of each kind; after that many all are forgotten. */
const MAX_KEPT = 20_000

export interface RememberingIndex {
  /** For what outlives a search. */
  readonly lasting: SearchIndex
  /** The same, without what a change of the index has made untrue. */
  upToDate(): SearchIndex
  ofOneSearch(): SearchIndex
}

/** Counts are kept until the index changes; lists, which are larger, for one search. */
export function createRememberingIndex(index: SearchIndex): RememberingIndex {
  const counts = remembered((written: string) => index.count(JSON.parse(written), []))
  const shares = remembered((written: string) => index.share(JSON.parse(written)))
  const wordFrequency = remembered(index.wordFrequency)
  const size = remembered(index.size)
  const countOf = (expression: Expression) =>
    expression.kind === 'term' ? index.frequency(expression.term) : counts(JSON.stringify(expression))
  const lasting: SearchIndex = {
    ...index,
    share: (expression) => shares(JSON.stringify(expression)),
    wordFrequency,
    size,
    count: (expression, where) => (where.length === 0 ? countOf(expression) : index.count(expression, where)),
  }
  let reached = -1
  const upToDate = () => {
    const now = index.reached()
    if (now !== reached) for (const { forget } of [counts, shares, wordFrequency, size]) forget()
    reached = now
    return lasting
  }
  return {
    lasting,
    upToDate,
    ofOneSearch() {
      upToDate()
      const matches = remembered((written: string) => {
        const [expression, options]: [Expression, MatchOptions] = JSON.parse(written)
        return index.match(expression, options)
      })
      return {
        ...lasting,
        match: (expression, options) => matches(JSON.stringify([expression, asked(options)])),
        titles: remembered(index.titles),
        hasSurname: remembered(index.hasSurname),
        hasAuthor: remembered(index.hasAuthor),
        word: remembered(index.word),
        spellings: remembered(index.spellings),
        wordsLike: remembered(index.wordsLike),
        completions: remembered(index.completions),
      }
    },
  }
}

/** Nothing but what the answer depends on: callers hand over wider objects. */
const asked = ({ where, limit, order, scoringLimit }: MatchOptions): MatchOptions => ({
  where,
  limit,
  order,
  ...(scoringLimit && { scoringLimit }),
})

/** What was asked with the same arguments is answered as before. */
function remembered<Arguments extends readonly unknown[], Answer>(
  ask: (...given: Arguments) => Answer,
): { (...given: Arguments): Answer; forget(): void } {
  const known = new Map<unknown, { readonly answer: Answer }>()
  const answer = (...given: Arguments): Answer => {
    const key = given.length === 1 && typeof given[0] === 'string' ? given[0] : JSON.stringify(given)
    const before = known.get(key)
    if (before) return before.answer
    if (known.size >= MAX_KEPT) known.clear()
    const found = { answer: ask(...given) }
    known.set(key, found)
    return found.answer
  }
  return Object.assign(answer, { forget: () => known.clear() })
}
