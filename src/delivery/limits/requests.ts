// Every request of the process takes its turn here: first come, first served, as fast as the rate
// limiter and the circuit breaker allow. What each was answered is recorded at once.

import type { Clock } from '../../schedule/clock.ts'
import { yieldToEventLoop } from '../../threads/yield.ts'
import type { Answer, Failure, Outcome, ReadOutcome, RequestOptions } from '../port.ts'
import type { CircuitBreaker, Rest } from './circuit-breaker.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RequestSlot } from './rate-window.ts'
import type { UploadBudget } from './upload-budget.ts'

export interface Requests {
  /** Waits for a turn, then makes the request; its signal ends when the request is to be cut. */
  run<T extends Outcome | ReadOutcome<unknown>>(
    bucketKey: string,
    request: (signal: AbortSignal) => Promise<Answer<T>>,
    options?: RequestOptions & { readonly uploadBytes?: number },
  ): Promise<Answer<T | Extract<Failure, { kind: 'withdrawn' }>>>
  /** When the bucket has room; not before now. */
  readyAt(bucketKey: string): number
  /** How long it still has none; 0 where it has. */
  fullForMs(bucketKey: string): number
  /** Resolves once the bucket has room, or when the program is stopping. */
  whenRoom(bucketKey: string): Promise<void>
  /** Null where requests may go. */
  resting(): Rest | null
  isOnTrial(): boolean
  /** Whether a request that came now would go at once. */
  hasRoom(): boolean
  underWay(): number
  invalidRequests(): number
  /** Whenever a request has left or was answered; until it is closed. */
  onChange(listener: () => void): void
  /**
   * Resolves in a round of the event loop of its own, so that answers that have come are read
   * first.
   */
  nextRound(): Promise<void>
  /** Nothing new leaves; what waits for its turn is withdrawn. */
  close(): void
  /** What is under way is cut. */
  abort(): void
  /**
   * The same turns for a part of the program that ends earlier, and is closed and cut by itself:
   * nothing of it leaves once `mayLeave` says no.
   */
  part(mayLeave: () => boolean): Requests
}

export function createRequests(parts: {
  readonly rateLimiter: RateLimiter
  readonly circuitBreaker: CircuitBreaker
  readonly uploads: UploadBudget
  readonly clock: Clock
}): Requests {
  const { rateLimiter, circuitBreaker, uploads, clock } = parts
  let waiting: WaitingRequest[] = []
  const members = new Set<Member>()
  let underWay = 0
  let cancelTimer = () => {}
  let lastRound = Promise.resolve()

  const changed = () => {
    for (const { listeners } of members) for (const listener of listeners) listener()
  }

  /** Null where it was closed before the turn came. */
  function turn(member: Member): Promise<RequestSlot | null> {
    return new Promise((resolve) => {
      waiting.push({ member, resolve })
      giveTurns()
    })
  }

  function giveTurns(): void {
    cancelTimer()
    const withdrawn = waiting.filter(({ member }) => member.isClosed)
    if (withdrawn.length > 0) waiting = waiting.filter(({ member }) => !member.isClosed)
    for (const { resolve } of withdrawn) resolve(null)
    const now = clock.now()
    while (waiting.length > 0 && circuitBreaker.resting(now) === null && rateLimiter.wait(now) === 0) {
      // The next answer gives turns.
      if (underWay > 0 && (circuitBreaker.isOnTrial() || !circuitBreaker.mayRiskOneMore(underWay, now))) return
      underWay += 1
      waiting.shift()?.resolve(rateLimiter.take())
    }
    arm(now)
  }

  function arm(now: number): void {
    if (waiting.length === 0) return
    const restsFor = (circuitBreaker.resting(now)?.until ?? now) - now
    // Null: the next answer gives turns.
    const wait = rateLimiter.wait(now)
    if (wait !== null || restsFor > 0) cancelTimer = clock.after(Math.max(1, wait ?? 0, restsFor), giveTurns)
  }

  async function ask<T extends Outcome | ReadOutcome<unknown>>(
    member: Member,
    bucketKey: string,
    request: (signal: AbortSignal) => Promise<Answer<T>>,
    { signal, isWanted }: RequestOptions,
  ): Promise<Answer<T | { readonly kind: 'withdrawn' }>> {
    const slot = await turn(member)
    if (slot === null) return WITHDRAWN
    const controller = new AbortController()
    member.controllers.add(controller)
    const cut = () => controller.abort()
    signal?.addEventListener('abort', cut, { once: true })
    let fate: 'unused' | 'lost' | 'answered' = 'unused'
    changed()
    try {
      const mayLeave = () => !signal?.aborted && !controller.signal.aborted && !member.isCut && member.mayLeave()
      if (!mayLeave() || (isWanted !== undefined && !(await isWanted()))) return WITHDRAWN
      // Finding out that it is wanted takes time.
      if (!mayLeave()) return WITHDRAWN
      fate = 'lost'
      const answer = await request(controller.signal)
      if (answer.outcome.kind !== 'unknown') fate = 'answered'
      record(bucketKey, answer)
      return answer
    } finally {
      signal?.removeEventListener('abort', cut)
      member.controllers.delete(controller)
      underWay -= 1
      if (fate === 'answered') rateLimiter.answered(slot, clock.now())
      else if (fate === 'lost') rateLimiter.lost(clock.now())
      else rateLimiter.unused()
      giveTurns()
      changed()
      await nextRound()
    }
  }

  function record(bucketKey: string, { outcome, bucket }: Answer<Outcome | ReadOutcome<unknown>>): void {
    const now = clock.now()
    if (bucket !== null) rateLimiter.recordBucket(bucketKey, bucket, now)
    // Who asks for something else of the same bucket would be refused as well.
    if (outcome.kind === 'wait' && outcome.scope !== 'global' && outcome.retryAfterMs !== null)
      rateLimiter.recordBucket(bucketKey, { remaining: 0, resetAfterMs: outcome.retryAfterMs }, now)
    circuitBreaker.recordOutcome(outcome, now)
    if (outcome.kind === 'wait' && outcome.scope === 'global' && outcome.retryAfterMs !== null) rateLimiter.tightenForAnHour(now)
  }

  const fullForMs = (bucketKey: string) => rateLimiter.readyAt(bucketKey, clock.now()) - clock.now()

  async function whenRoom({ isClosed, sleepers }: Member, bucketKey: string): Promise<void> {
    const ms = fullForMs(bucketKey)
    if (ms <= 0 || isClosed) return
    await new Promise<void>((resolve) => {
      const done = () => {
        cancel()
        sleepers.delete(done)
        resolve()
      }
      const cancel = clock.after(ms, done)
      sleepers.add(done)
    })
  }

  function nextRound(): Promise<void> {
    lastRound = lastRound.then(() => yieldToEventLoop())
    return lastRound
  }

  function join(mayLeave: () => boolean): Requests {
    const member: Member = { mayLeave, isClosed: false, isCut: false, controllers: new Set(), listeners: [], sleepers: new Set() }
    members.add(member)
    return {
      run: async (bucketKey, request, options = {}) =>
        await uploads.withUpload(options.uploadBytes ?? 0, async () => await ask(member, bucketKey, request, options)),
      readyAt: (bucketKey) => rateLimiter.readyAt(bucketKey, clock.now()),
      fullForMs,
      whenRoom: (bucketKey) => whenRoom(member, bucketKey),
      resting: () => circuitBreaker.resting(clock.now()),
      isOnTrial: circuitBreaker.isOnTrial,
      hasRoom: () => rateLimiter.wait(clock.now()) === 0,
      underWay: () => underWay,
      invalidRequests: () => circuitBreaker.invalidRequests(clock.now()),
      onChange: (listener) => void member.listeners.push(listener),
      nextRound,
      close() {
        member.isClosed = true
        members.delete(member)
        for (const done of member.sleepers) done()
        giveTurns()
      },
      abort() {
        member.isCut = true
        for (const controller of member.controllers) controller.abort()
      },
      part: join,
    }
  }

  return join(() => true)
}

/** Who makes requests: the program, or a part of it. */
interface Member {
  readonly mayLeave: () => boolean
  isClosed: boolean
  isCut: boolean
  /**
   * One controller a request: discord.js leaves its listener on a signal for as long as the signal
   * lives.
   */
  readonly controllers: Set<AbortController>
  readonly listeners: (() => void)[]
  /** Wait for room in a bucket. */
  readonly sleepers: Set<() => void>
}

interface WaitingRequest {
  readonly member: Member
  readonly resolve: (slot: RequestSlot | null) => void
}

const WITHDRAWN = { outcome: { kind: 'withdrawn' }, bucket: null } as const
