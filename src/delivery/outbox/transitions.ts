// The life of a delivery, as a function of what happens to it. Pure and total: every state answers every event.
//
//   planned ──claim──▶ sending ──sent──▶ sent
//      ▲                 │ ├─ wait ─────▶ waiting ──claim──▶ sending
//      │                 │ ├─ no answer ▶ unknown ──found──▶ sent
//      └─────absent──────│─┘               │  └── absent ──▶ planned
//                        ├─ forbidden ──▶ paused ──resume──▶ planned, or unknown where it was
//                        └─ refused ────▶ planned one step down the ladder, at its end dropped
import type { Step } from '../../render/ladder.ts'
import { nextStep } from '../../render/ladder.ts'
import type { Act, Outcome, Refusal } from '../port.ts'

export type DeliveryState = 'planned' | 'sending' | 'unknown' | 'waiting' | 'paused' | 'sent' | 'dropped'

export interface Life {
  readonly state: DeliveryState
  readonly act: Act['kind']
  readonly step: Step
  /** Tries in a row without a clear answer; they set the length of the next wait. */
  readonly failures: number
  /** Whether a paused one may have been sent: it must be looked for before it is sent. */
  readonly unsure: boolean
  /** Nothing is tried before; null: at once. */
  readonly notBefore: number | null
  readonly why: string | null
}

export type LifeEvent =
  | { readonly kind: 'claim' }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** Reading the channel found it, did not find it, or failed. */
  | { readonly kind: 'found' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly outcome: Exclude<Outcome, { kind: 'sent' }> }
  /** The process that was sending is no more. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'drop'; readonly why: string }
  /** Sent again on purpose. */
  | { readonly kind: 'reopen' }

/** What the transition asks of the world beyond the row. */
export type Effect = 'none' | 'forbid-channel' | 'stop-all' | 'log-dropped'

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
/** A request cut on our side may still be at work on the other. Posts have no nonce that would catch it: they wait longer. */
const SETTLE = { message: 1_000, post: 5_000 } as const

/** 1 s, 2 s, 4 s … up to half an hour, for as long as it takes; half of each wait is chance, so that channels do not come back together. */
export function backoff(failures: number, random: number): number {
  const full = Math.min(MAX_WAIT, FIRST_WAIT * 2 ** Math.min(Math.max(0, failures - 1), 20))
  return Math.round(full / 2 + (full / 2) * random)
}

/** Doing it twice is the same as doing it once. */
export function isRepeatable(act: Act['kind']): boolean {
  return act === 'edit' || act === 'thread' || act === 'publish' || act === 'delete'
}

const stay = (life: Life): Transition => ({ life, effect: 'none' })
const to = (life: Life, changes: Partial<Life>, effect: Effect = 'none'): Transition => ({
  life: { ...life, notBefore: null, why: null, ...changes },
  effect,
})

export function transition(life: Life, event: LifeEvent, moment: Moment): Transition {
  if (event.kind === 'reopen') return to(life, { state: 'planned', failures: 0, unsure: false })
  if (life.state === 'sent' || life.state === 'dropped') return stay(life)
  switch (event.kind) {
    case 'claim':
      return life.state === 'planned' || life.state === 'waiting' ? to(life, { state: 'sending' }) : stay(life)
    case 'found':
      return to(life, { state: 'sent', failures: 0, unsure: false })
    case 'absent':
      return life.state === 'unknown' ? to(life, { state: 'planned', unsure: false }) : stay(life)
    case 'restart':
      return life.state === 'sending' ? afterSilence(life, moment, 0, 'the process ended while it was being sent') : stay(life)
    case 'resume':
      return life.state === 'paused' ? to(life, { state: life.unsure ? 'unknown' : 'planned', unsure: false }) : stay(life)
    case 'drop':
      return to(life, { state: 'dropped', why: event.why })
    case 'unread':
      return life.state === 'unknown' ? afterFailedRead(life, event.outcome, moment) : stay(life)
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
        notBefore: moment.now + (outcome.retryAfterMs ?? 0),
        why: `rate limit (${outcome.scope})`,
      })
    case 'unknown':
      return afterSilence(life, moment, life.failures + 1, outcome.why)
    case 'refused':
      return afterRefusal(life, outcome.refusal, `${outcome.status} ${outcome.code}: ${outcome.message}`, moment)
  }
}

function afterSilence(life: Life, moment: Moment, failures: number, why: string): Transition {
  const wait = failures === 0 ? 0 : backoff(failures, moment.random)
  if (isRepeatable(life.act)) return to(life, { state: 'waiting', failures, why, notBefore: moment.now + wait })
  const settle = life.act === 'post' ? SETTLE.post : SETTLE.message
  return to(life, { state: 'unknown', failures, why, notBefore: moment.now + Math.max(wait, settle) })
}

function afterRefusal(life: Life, refusal: Refusal, why: string, moment: Moment): Transition {
  switch (refusal) {
    case 'unauthorised':
      return to(life, { state: 'waiting', notBefore: moment.now, why }, 'stop-all')
    case 'access':
    case 'permissions':
    case 'channel-gone':
      return to(life, { state: 'paused', unsure: false, why }, 'forbid-channel')
    case 'already':
      return to(life, { state: 'sent', failures: 0 })
    case 'message-gone':
      return to(life, { state: 'dropped', why })
    case 'invalid':
    case 'too-large':
      return downTheLadder(life, why)
  }
}

function downTheLadder(life: Life, why: string): Transition {
  const step = life.act === 'message' || life.act === 'post' || life.act === 'edit' ? nextStep(life.step) : null
  return step === null ? to(life, { state: 'dropped', why }, 'log-dropped') : to(life, { state: 'planned', step, why })
}

/** It stays unknown, whatever hinders the reading: only a look may decide. */
function afterFailedRead(life: Life, outcome: Exclude<Outcome, { kind: 'sent' }>, moment: Moment): Transition {
  switch (outcome.kind) {
    case 'wait':
      return to(life, { state: 'unknown', notBefore: moment.now + (outcome.retryAfterMs ?? 0), why: life.why })
    case 'unknown': {
      const failures = life.failures + 1
      return to(life, { state: 'unknown', failures, notBefore: moment.now + backoff(failures, moment.random), why: outcome.why })
    }
    case 'refused': {
      const why = `${outcome.status} ${outcome.code}: ${outcome.message}`
      if (outcome.refusal === 'unauthorised') return to(life, { state: 'unknown', notBefore: moment.now, why }, 'stop-all')
      return to(life, { state: 'paused', unsure: true, why }, 'forbid-channel')
    }
  }
}
