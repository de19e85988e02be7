// Decides when terms are learned: after papers were indexed, and only while nothing is asked.
import type { LearnedTerm, SearchIndex } from '../search-index.ts'
import type { Learner } from './learner.ts'

export interface LearningScheduler {
  /** Somebody asks something: learning goes on once nothing was asked for a while. */
  asked(): void
  /** Or the index was emptied to be made again. */
  papersChanged(): void
  /** Ends after the slice under way. */
  close(): Promise<void>
}

export interface LearningSchedulerParts {
  readonly index: Pick<SearchIndex, 'reached' | 'countPending'>
  readonly learner: Learner
  /** What searches have learned since the last call. */
  readonly takeLearned: () => Promise<readonly LearnedTerm[]>
  readonly onFault: (error: unknown) => void
  /** Calls after so long, unless what it answers is called before. */
  readonly startTimer?: (act: () => void, ms: number) => () => void
}

/** Nothing was asked or stored for so long. */
export const LEARNING_QUIET_MS = 2_000
/** Between two slices, each of which takes about a quarter of it: other work has the processor. */
export const LEARNING_REST_MS = 40

function startNodeTimer(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

export function createLearningScheduler(parts: LearningSchedulerParts): LearningScheduler {
  const { index, learner, takeLearned, onFault, startTimer = startNodeTimer } = parts
  let stopTimer = () => {}
  let slice: Promise<void> = Promise.resolve()
  let isLearning = false
  let wasAsked = false
  let closed = false
  /** Changes of the archive at which everything was learned, and the round under way began. */
  let [learnedAt, roundFrom]: [number | null, number | null] = [null, null]

  /** While a slice is under way its end starts the timer. */
  let wait = LEARNING_QUIET_MS
  const startIn = (ms: number) => {
    wait = ms
    stopTimer()
    if (!closed && !isLearning) stopTimer = startTimer(run, ms)
  }
  const keepLearned = async () => {
    if (!wasAsked) return
    wasAsked = false
    const learned = await takeLearned()
    if (learned.length > 0) await learner.keep(learned)
  }
  /** Whether there is more to do. */
  const learnSlice = async (): Promise<boolean> => {
    if (index.countPending(1) > 0) {
      wait = LEARNING_QUIET_MS
      return true
    }
    await keepLearned()
    const reached = index.reached()
    if (closed || learnedAt === reached) return false
    roundFrom ??= reached
    if (await learner.learn()) return true
    ;[learnedAt, roundFrom] = [roundFrom, null]
    return learnedAt !== index.reached()
  }
  const run = () => {
    isLearning = true
    wait = LEARNING_REST_MS
    slice = learnSlice()
      .catch((error) => {
        onFault(error)
        return false
      })
      .then((isMore) => {
        isLearning = false
        if (isMore || wait === LEARNING_QUIET_MS) startIn(wait)
      })
  }
  startIn(LEARNING_QUIET_MS)
  return {
    asked() {
      wasAsked = true
      startIn(LEARNING_QUIET_MS)
    },
    papersChanged() {
      learnedAt = null
      startIn(LEARNING_QUIET_MS)
    },
    async close() {
      closed = true
      stopTimer()
      await slice
    },
  }
}
