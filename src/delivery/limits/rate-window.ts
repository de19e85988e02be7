// The limit of so many requests a second, counted in two ways: as Discord's libraries count it, and
// as strictly as it can be counted.
import { SECOND_MS } from '../../text/duration.ts'

export interface RateWindow {
  /**
   * 0 where a request may go now, else ms until one may; null: as soon as one that is under way is
   * answered.
   */
  wait(now: number): number | null
  /**
   * Ask `wait` before. The slot is given back with `answered`, with `lost` where no answer came, or
   * with `unused` where no request was made.
   */
  take(): RequestSlot
  answered(slot: RequestSlot, now: number): void
  lost(now: number): void
  unused(): void
}

/** The batch with which a request left. */
export type RequestSlot = number

/** Answers are noted in whole milliseconds. */
const MARGIN = 1

/**
 * The other side counts in windows of a second that open with their first request, and does not say
 * when. What is known of a request is that it was counted between its departure and its answer. So
 * the first answer of a batch bounds from above when the window opened into which its request fell:
 * a second later that window is over, and the next batch may go. `opened` bounds it from below:
 * what was answered later than a second after that may have been counted in the next window
 * already, as may what is still under way, and takes a slot in the next batch. What was lost may
 * have been counted in any window or in none: it takes a slot, and bounds nothing.
 */
export function fixedWindow(perSecond: number): RateWindow {
  let underWay = 0
  /** The earliest time at which the window may have opened that counts this batch. */
  let opened = 0
  /** When those were answered that this batch has to count. */
  let answers: number[] = []
  /**
   * Of this batch alone: what left with an earlier one may have been counted in the window before.
   */
  let firstAnswer: number | null = null
  let batch = 0

  const isOver = (since: number, now: number) => now >= since + SECOND_MS + MARGIN

  function turnOver(now: number): void {
    // A clock that was set back: no answer comes from the future.
    if (firstAnswer !== null) firstAnswer = Math.min(firstAnswer, now)
    const isQuiet = underWay === 0 && answers.every((at) => at > now || isOver(at, now))
    if (!isQuiet && (firstAnswer === null || !isOver(firstAnswer, now))) return
    const end = opened + SECOND_MS
    answers = isQuiet ? [] : answers.filter((at) => at >= end)
    opened = underWay + answers.length === 0 ? now : end
    firstAnswer = null
    batch += 1
  }

  return {
    wait(now) {
      turnOver(now)
      if (underWay + answers.length < perSecond) return 0
      if (firstAnswer === null && underWay > 0) return null
      return Math.max(1, (firstAnswer ?? Math.max(...answers)) + SECOND_MS + MARGIN - now)
    },
    take() {
      underWay += 1
      return batch
    },
    answered(slot, now) {
      underWay -= 1
      answers.push(now)
      if (slot === batch) firstAnswer ??= now
    },
    lost(now) {
      underWay -= 1
      answers.push(now)
    },
    unused() {
      underWay -= 1
    },
  }
}

/**
 * A slot is free again one second after the answer has come: the request was counted before that,
 * so whatever window the other side uses, it never sees more than `perSecond` in a second. But each
 * delay of an answer is lost for good.
 */
export function slidingLog(perSecond: number): RateWindow {
  let underWay = 0
  const cooling: number[] = []
  const dropOld = (now: number) => {
    // One that cools for longer than a second was noted by a clock that has been set back since.
    while (cooling[0] !== undefined && (cooling[0] <= now || cooling[0] > now + SECOND_MS)) cooling.shift()
  }
  const cool = (now: number) => {
    underWay -= 1
    cooling.push(now + SECOND_MS)
  }
  return {
    wait(now) {
      dropOld(now)
      if (underWay + cooling.length < perSecond) return 0
      return cooling[0] === undefined ? null : cooling[0] - now
    },
    take() {
      underWay += 1
      return 0
    },
    answered: (_slot, now) => cool(now),
    lost: cool,
    unused() {
      underWay -= 1
    },
  }
}
