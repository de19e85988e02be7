// Learns what terms are called in the other language before somebody asks, and keeps it in the index.
// One slice at a time, so that whatever waits for this thread waits for a slice at the most.
import { isOutdated, learnTerm } from '../ranking/translate.ts'
import type { LearnedTerm, SearchIndex, WritableSearchIndex } from '../search-index.ts'
import { createRememberingIndex } from '../words/remembered-answers.ts'
import { frequentTerms } from './frequent-terms.ts'

export const LEARNER_METHODS = ['keep', 'learn'] as const

export interface Learner {
  /** What searches have learned. */
  keep(learned: readonly LearnedTerm[]): Promise<void>
  /**
   * Learns a few terms; answers whether any are left. The call after the last one begins with all
   * terms again: most are known then, and only what newer papers have is learned again.
   */
  learn(): Promise<boolean>
}

/** A slice ends with the step at which this time is over; a step learns one term. */
const SLICE_MS = 10
/** Rows of the index; together they are smaller than a megabyte. */
const MAX_IN_INDEX = 10_000

export function createLearner(index: WritableSearchIndex, now: () => number = () => performance.now()): Learner {
  const remembering = createRememberingIndex(index)
  let steps: Iterator<LearnedTerm | null> | null = null
  const keep = (learned: readonly LearnedTerm[]) => index.transaction(async () => index.keepLearned(learned, MAX_IN_INDEX))
  return {
    keep,
    async learn() {
      const began = now()
      const learned: LearnedTerm[] = []
      // What is counted is remembered until the index changes.
      remembering.ofOneSearch()
      steps ??= stepsOf(remembering.lasting)
      do {
        const step: IteratorResult<LearnedTerm | null, unknown> = steps.next()
        if (step.done) steps = null
        else if (step.value !== null) learned.push(step.value)
      } while (steps !== null && now() - began < SLICE_MS)
      if (learned.length > 0) await keep(learned)
      return steps !== null
    },
  }
}

/** The most frequent terms first, then what was asked for once. */
function* stepsOf(index: SearchIndex): Generator<LearnedTerm | null> {
  const frequent = yield* frequentTerms(index)
  for (const term of new Set([...frequent, ...index.learnedTerms()])) {
    const before = index.learnedTerm(term)
    yield before && !isOutdated(index, before) ? null : learnTerm(index, term)
  }
}
