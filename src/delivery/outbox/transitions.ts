// The life of a delivery, as a function of what happens to it. Pure and total: every state answers
// every event.
//
//   planned ──claim──▶ sending ──sent──▶ sent
//      ▲                 │ ├─ wait ─────▶ waiting ──claim──▶ sending
//      │                 │ ├─ no answer ▶ unknown ──found──▶ sent
//      └─────absent──────│─┘               │  └── absent ──▶ planned
//                        ├─ forbidden ──▶ paused ──resume──▶ planned, or unknown where it was
//                        └─ refused ────▶ planned one step down the ladder, at its end dropped
import { nextStep, type Step } from '../../render/ladder.ts'
import { HOUR_MS, MINUTE_MS } from '../../text/duration.ts'
import type { Act, Failure, ForbiddenReason, Outcome, Refusal } from '../port.ts'

export type DeliveryState = 'planned' | 'sending' | 'unknown' | 'waiting' | 'paused' | 'sent' | 'dropped'

/** `direct`: a message to a person, whose channel is opened first. */
export type ActKind = Act['kind'] | 'direct'

export interface Life {
  readonly state: DeliveryState
  readonly act: ActKind
  readonly step: Step
  /** Tries in a row without a clear answer; they set the length of the next wait. */
  readonly failures: number
  /** Whether a paused one may have been sent: it must be looked for before it is sent. */
  readonly maybeSent: boolean
  /** Nothing is tried before; null: at once. */
  readonly notBefore: number | null
  /** When the wait began: a clock that shows less was wrong then, and the wait is void. */
  readonly waitingSince: number | null
  /** For people to read; nothing is decided by it. */
  readonly why: string | null
  /** What Discord refused last. */
  readonly refusal: Refusal | null
}

export type LifeEvent =
  | { readonly kind: 'claim' }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** What must precede it failed: nothing of it was sent. */
  | { readonly kind: 'not-begun'; readonly outcome: Failure }
  /** Reading the channel found it, did not find it, or failed. */
  | { readonly kind: 'found' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly outcome: Failure }
  /** The process that was sending has ended. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'drop'; readonly why: string; readonly refusal?: Refusal }
  /** Sent again on purpose. */
  | { readonly kind: 'reopen' }

/** What the transition asks of the world beyond the row. */
export type Effect =
  | { readonly kind: 'none' }
  | { readonly kind: 'forbid-channel'; readonly reason: ForbiddenReason }
  | { readonly kind: 'block-recipient' }
  | { readonly kind: 'stop-all' }

export interface Transition {
  readonly life: Life
  readonly effect: Effect
}

export interface Moment {
  readonly now: number
  /** From 0 to 1, for the jitter. */
  readonly random: number
}

const FIRST_WAIT = 1_000
const MAX_WAIT = 30 * 60_000
/**
 * A request cut on our side may still be at work on the other. Posts have no nonce that would catch
 * it: they wait longer.
 */
const SETTLE = { message: 1_000, post: 5_000 } as const

/**
 * 1 s, 2 s, 4 s … up to half an hour, for as long as it takes; half of each wait is chance, so that
 * channels do not come back together.
 */
export function backoff(failures: number, random: number): number {
  return jittered(FIRST_WAIT, MAX_WAIT, failures, random)
}

function jittered(first: number, most: number, failures: number, random: number): number {
  const full = Math.min(most, first * 2 ** Math.min(Math.max(0, failures - 1), 20))
  return Math.round(full / 2 + (full / 2) * random)
}

/**
 * A count of Discord's goes down in minutes or days: one to two minutes first, then twice as long,
 * up to an hour.
 */
export function passingWait(failures: number, random: number): number {
  return jittered(2 * MINUTE_MS, HOUR_MS, failures, random)
}

/** Doing it twice is the same as doing it once. */
export function isRepeatable(act: ActKind): boolean {
  return act === 'edit' || act === 'thread' || act === 'publish' || act === 'delete' || act === 'rename'
}

/** The wait as columns. */
const after = ({ now }: Moment, ms: number) => ({ notBefore: now + ms, waitingSince: now })

const NO_EFFECT: Effect = { kind: 'none' }
const stay = (life: Life): Transition => ({ life, effect: NO_EFFECT })
const to = (life: Life, changes: Partial<Life>, effect: Effect = NO_EFFECT): Transition => ({
  life: { ...life, notBefore: null, waitingSince: null, why: null, refusal: null, ...changes },
  effect,
})

export function transition(life: Life, event: LifeEvent, moment: Moment): Transition {
  if (event.kind === 'reopen') return to(life, { state: 'planned', failures: 0, maybeSent: false })
  if (life.state === 'sent' || life.state === 'dropped') return stay(life)
  switch (event.kind) {
    case 'claim':
      return life.state === 'planned' || life.state === 'waiting' ? to(life, { state: 'sending' }) : stay(life)
    case 'found':
      return to(life, { state: 'sent', failures: 0, maybeSent: false })
    case 'absent':
      return life.state === 'unknown' ? to(life, { state: 'planned', maybeSent: false }) : stay(life)
    case 'restart':
      return life.state === 'sending' ? afterSilence(life, moment, 0, 'the process ended while it was being sent') : stay(life)
    case 'resume':
      return life.state === 'paused' ? to(life, { state: life.maybeSent ? 'unknown' : 'planned', maybeSent: false }) : stay(life)
    case 'drop':
      return to(life, { state: 'dropped', why: event.why, refusal: event.refusal ?? null })
    case 'unread':
      return life.state === 'unknown' ? afterFailedRead(life, event.outcome, moment) : stay(life)
    case 'not-begun':
      if (life.state === 'unknown') return afterFailedRead(life, event.outcome, moment)
      return life.state === 'planned' || life.state === 'waiting' ? beforeSending(life, event.outcome, moment) : stay(life)
    case 'outcome':
      return life.state === 'sending' ? afterOutcome(life, event.outcome, moment) : stay(life)
  }
}

function afterOutcome(life: Life, outcome: Outcome, moment: Moment): Transition {
  switch (outcome.kind) {
    case 'sent':
      return to(life, { state: 'sent', failures: 0 })
    case 'wait':
      return to(life, {
        state: 'waiting',
        ...after(moment, outcome.retryAfterMs ?? 0),
        why: `rate limit (${outcome.scope})`,
      })
    case 'unknown':
      return afterSilence(life, moment, life.failures + 1, outcome.why)
    case 'withdrawn':
      return to(life, { state: 'planned' })
    case 'refused':
      return afterRefusal(life, outcome.refusal, textOf(outcome), moment)
  }
}

function beforeSending(life: Life, outcome: Failure, moment: Moment): Transition {
  if (outcome.kind === 'withdrawn') return stay(life)
  if (outcome.kind !== 'unknown') return afterOutcome(life, outcome, moment)
  const failures = life.failures + 1
  return to(life, { state: 'waiting', failures, why: outcome.why, ...after(moment, backoff(failures, moment.random)) })
}

const textOf = ({ status, code, message }: Extract<Outcome, { kind: 'refused' }>) => `${status} ${code}: ${message}`

function afterSilence(life: Life, moment: Moment, failures: number, why: string): Transition {
  const wait = failures === 0 ? 0 : backoff(failures, moment.random)
  if (isRepeatable(life.act)) return to(life, { state: 'waiting', failures, why, ...after(moment, wait) })
  const settle = life.act === 'post' ? SETTLE.post : SETTLE.message
  return to(life, { state: 'unknown', failures, why, ...after(moment, Math.max(wait, settle)) })
}

function afterRefusal(before: Life, refusal: Refusal, why: string, moment: Moment): Transition {
  const { life, effect } = refusedLife(before, refusal, why, moment)
  return { life: { ...life, refusal }, effect }
}

function refusedLife(life: Life, refusal: Refusal, why: string, moment: Moment): Transition {
  switch (refusal) {
    case 'unauthorised':
      return to(life, { state: 'waiting', ...after(moment, 0), why }, { kind: 'stop-all' })
    case 'access':
    case 'permissions':
    case 'channel-gone':
    case 'wrong-type':
    case 'tags':
      return to(life, { state: 'paused', maybeSent: false, why }, { kind: 'forbid-channel', reason: REASONS[refusal] })
    case 'passing':
    case 'unclear': {
      const failures = life.failures + 1
      return to(life, { state: 'waiting', failures, why, ...after(moment, passingWait(failures, moment.random)) })
    }
    case 'dm-blocked':
      return to(life, { state: 'dropped', why }, { kind: 'block-recipient' })
    case 'already':
      return to(life, { state: 'sent', failures: 0 })
    case 'message-gone':
    case 'thread-archived':
    case 'thread-locked':
      return to(life, { state: 'dropped', why })
    case 'invalid':
    case 'too-large':
      return downTheLadder(life, why)
  }
}

const REASONS = {
  access: 'access',
  permissions: 'permissions',
  'channel-gone': 'gone',
  'wrong-type': 'type',
  tags: 'tags',
} as const

function downTheLadder(life: Life, why: string): Transition {
  const isDrawn = life.act === 'message' || life.act === 'post' || life.act === 'edit'
  const step = isDrawn ? nextStep(life.step, life.act === 'edit') : null
  return step === null ? to(life, { state: 'dropped', why }) : to(life, { state: 'planned', step, why })
}

/** It stays unknown, whatever hinders the reading: only a look may decide. */
function afterFailedRead(life: Life, outcome: Failure, moment: Moment): Transition {
  switch (outcome.kind) {
    case 'withdrawn':
      return stay(life)
    case 'wait':
      return to(life, { state: 'unknown', ...after(moment, outcome.retryAfterMs ?? 0), why: life.why })
    case 'unknown': {
      const failures = life.failures + 1
      return to(life, { state: 'unknown', failures, ...after(moment, backoff(failures, moment.random)), why: outcome.why })
    }
    case 'refused':
      return afterRefusedRead(life, outcome, moment)
  }
}

function afterRefusedRead(life: Life, outcome: Extract<Outcome, { kind: 'refused' }>, moment: Moment): Transition {
  const why = textOf(outcome)
  switch (outcome.refusal) {
    case 'unauthorised':
      return to(life, { state: 'unknown', ...after(moment, 0), why }, { kind: 'stop-all' })
    case 'dm-blocked':
      return to(life, { state: 'dropped', why }, { kind: 'block-recipient' })
    case 'permissions':
    case 'channel-gone':
    case 'wrong-type':
      return to(life, { state: 'paused', maybeSent: true, why }, { kind: 'forbid-channel', reason: REASONS[outcome.refusal] })
    case 'passing':
    case 'unclear': {
      const failures = life.failures + 1
      return to(life, { state: 'unknown', failures, why, ...after(moment, passingWait(failures, moment.random)) })
    }
    default:
      return to(life, { state: 'paused', maybeSent: true, why }, { kind: 'forbid-channel', reason: 'access' })
  }
}
