import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backoff,
  type DeliveryState,
  type Effect,
  type Life,
  type LifeEvent,
  transition,
} from '../../src/delivery/outbox/transitions.ts'
import type { ForbiddenReason, Outcome, Refusal } from '../../src/delivery/port.ts'

const life = (changes: Partial<Life> = {}): Life => ({
  state: 'planned',
  act: 'message',
  step: { layout: 'full', images: true },
  failures: 0,
  maybeSent: false,
  notBefore: null,
  waitingSince: null,
  why: null,
  refusal: null,
  ...changes,
})
const moment = { now: 1_000_000, random: 0.5 }
const step = (from: Partial<Life>, event: LifeEvent) => transition(life(from), event, moment)
const refused = (refusal: Refusal): LifeEvent => ({
  kind: 'outcome',
  outcome: { kind: 'refused', refusal, status: 400, code: 1, message: 'no' },
})
const NONE: Effect = { kind: 'none' }
const forbids = (reason: ForbiddenReason): Effect => ({ kind: 'forbid-channel', reason })
const silent: LifeEvent = { kind: 'outcome', outcome: { kind: 'unknown', why: 'cut' } }
const wait = (retryAfterMs: number | null): LifeEvent => ({
  kind: 'outcome',
  outcome: { kind: 'wait', scope: 'user', retryAfterMs },
})

describe('a delivery', () => {
  it.each<[string, Partial<Life>, LifeEvent, Partial<Life>, Effect]>([
    ['planned is claimed', {}, { kind: 'claim' }, { state: 'sending' }, NONE],
    ['waiting is claimed', { state: 'waiting', notBefore: 5 }, { kind: 'claim' }, { state: 'sending', notBefore: null }, NONE],
    ['paused is not claimed', { state: 'paused' }, { kind: 'claim' }, { state: 'paused' }, NONE],
    ['unknown is not claimed: it is looked for first', { state: 'unknown' }, { kind: 'claim' }, { state: 'unknown' }, NONE],
    [
      'sent is done',
      { state: 'sending', failures: 3 },
      { kind: 'outcome', outcome: { kind: 'sent', channelId: '1', messageId: '2' } },
      { state: 'sent', failures: 0 },
      NONE,
    ],
    ['limited waits as long as Discord says', { state: 'sending' }, wait(700), { state: 'waiting', notBefore: 1_000_700 }, NONE],
    [
      'limited without a time waits for the breaker',
      { state: 'sending' },
      wait(null),
      { state: 'waiting', notBefore: 1_000_000 },
      NONE,
    ],
    ['without an answer is unknown', { state: 'sending' }, silent, { state: 'unknown', failures: 1, notBefore: 1_001_000 }, NONE],
    [
      'a forum post without an answer is given longer to appear',
      { state: 'sending', act: 'post' },
      silent,
      { state: 'unknown', failures: 1, notBefore: 1_005_000 },
      NONE,
    ],
    [
      'an edit without an answer is done again',
      { state: 'sending', act: 'edit' },
      silent,
      { state: 'waiting', failures: 1 },
      NONE,
    ],
    ['found in the channel is sent', { state: 'unknown', failures: 4 }, { kind: 'found' }, { state: 'sent', failures: 0 }, NONE],
    ['found although only planned is sent', {}, { kind: 'found' }, { state: 'sent' }, NONE],
    [
      'absent from the channel is sent again',
      { state: 'unknown', failures: 4 },
      { kind: 'absent' },
      { state: 'planned', failures: 4 },
      NONE,
    ],
    ['interrupted is unknown', { state: 'sending' }, { kind: 'restart' }, { state: 'unknown' }, NONE],
    ['an interrupted edit is done again', { state: 'sending', act: 'edit' }, { kind: 'restart' }, { state: 'waiting' }, NONE],
    [
      'forbidden is paused',
      { state: 'sending' },
      refused('permissions'),
      { state: 'paused', maybeSent: false },
      forbids('permissions'),
    ],
    ['in a deleted channel is paused', { state: 'sending' }, refused('channel-gone'), { state: 'paused' }, forbids('gone')],
    ['paused and resumed is planned', { state: 'paused' }, { kind: 'resume' }, { state: 'planned' }, NONE],
    [
      'paused, maybe sent, and resumed is looked for',
      { state: 'paused', maybeSent: true },
      { kind: 'resume' },
      { state: 'unknown', maybeSent: false },
      NONE,
    ],
    ['with a refused token stops all', { state: 'sending' }, refused('unauthorised'), { state: 'waiting' }, { kind: 'stop-all' }],
    ['done before is done', { state: 'sending', act: 'publish' }, refused('already'), { state: 'sent' }, NONE],
    ['whose message is gone is dropped', { state: 'sending', act: 'edit' }, refused('message-gone'), { state: 'dropped' }, NONE],
    [
      'may be dropped while it is unknown',
      { state: 'unknown' },
      { kind: 'drop', why: 'x' },
      { state: 'dropped', why: 'x' },
      NONE,
    ],
    ['sent again on purpose is planned', { state: 'sent' }, { kind: 'reopen' }, { state: 'planned' }, NONE],
  ])('%s', (_name, from, event, to, effect) => {
    const result = step(from, event)
    expect(result.life).toMatchObject(to)
    expect(result.effect).toEqual(effect)
  })

  it('refused as malformed goes down the ladder to one line and is only then given up', () => {
    const steps: string[] = []
    let now = life({ state: 'sending' })
    for (;;) {
      const { life: next } = transition(now, refused('invalid'), moment)
      if (next.state === 'dropped') break
      steps.push(`${next.step.layout}${next.step.images ? '+images' : ''}`)
      now = { ...next, state: 'sending' }
    }
    expect(steps).toEqual(['full', 'compact', 'link'])
  })

  it('that cannot be looked for stays unknown, and paused, maybe sent, where reading is forbidden', () => {
    const unread = (outcome: Exclude<Outcome, { kind: 'sent' }>) => step({ state: 'unknown' }, { kind: 'unread', outcome }).life
    expect(unread({ kind: 'unknown', why: 'cut' })).toMatchObject({ state: 'unknown', failures: 1 })
    expect(unread({ kind: 'wait', scope: 'user', retryAfterMs: 5 })).toMatchObject({ state: 'unknown', notBefore: 1_000_005 })
    expect(unread({ kind: 'refused', refusal: 'access', status: 403, code: 50001, message: '' })).toMatchObject({
      state: 'paused',
      maybeSent: true,
    })
  })
})

describe('the wait after a fault', () => {
  it('doubles up to half an hour and goes on for as long as it takes', () => {
    expect([1, 2, 3, 4, 11, 12, 100, 1e9].map((failures) => backoff(failures, 1))).toEqual([
      1000, 2000, 4000, 8000, 1_024_000, 1_800_000, 1_800_000, 1_800_000,
    ])
  })
})

const STATES: readonly DeliveryState[] = ['planned', 'sending', 'unknown', 'waiting', 'paused', 'sent', 'dropped']
const REFUSALS: readonly Refusal[] = [
  'unauthorised',
  'access',
  'permissions',
  'channel-gone',
  'message-gone',
  'invalid',
  'too-large',
  'already',
  'thread-archived',
  'thread-locked',
  'tags',
  'wrong-type',
  'passing',
  'unclear',
  'dm-blocked',
]
const failing = fc.oneof(
  fc.record({ kind: fc.constant('withdrawn' as const) }),
  fc.record({ kind: fc.constant('unknown' as const), why: fc.string() }),
  fc.record({
    kind: fc.constant('wait' as const),
    scope: fc.constantFrom('user' as const, 'global' as const, 'shared' as const),
    retryAfterMs: fc.option(fc.nat(100_000)),
  }),
  fc.record({
    kind: fc.constant('refused' as const),
    refusal: fc.constantFrom(...REFUSALS),
    status: fc.constant(400),
    code: fc.nat(),
    message: fc.string(),
  }),
)
const sent = fc.constant({ kind: 'sent' as const, channelId: '1', messageId: '2' })
const events: fc.Arbitrary<LifeEvent> = fc.oneof(
  fc.constantFrom<LifeEvent>(
    { kind: 'claim' },
    { kind: 'found' },
    { kind: 'absent' },
    { kind: 'restart' },
    { kind: 'resume' },
    { kind: 'drop', why: 'x' },
  ),
  fc.record({ kind: fc.constant('outcome' as const), outcome: fc.oneof(failing, sent) }),
  fc.record({ kind: fc.constant('unread' as const), outcome: failing }),
)
const lives = fc.record({
  state: fc.constantFrom(...STATES),
  act: fc.constantFrom('message' as const, 'post' as const, 'edit' as const, 'thread' as const, 'publish' as const),
  step: fc.record({ layout: fc.constantFrom('full' as const, 'compact' as const, 'link' as const), images: fc.boolean() }),
  failures: fc.nat(1000),
  maybeSent: fc.boolean(),
  notBefore: fc.option(fc.nat()),
  waitingSince: fc.option(fc.nat()),
  why: fc.option(fc.string()),
  refusal: fc.constantFrom(null, ...REFUSALS),
})

describe('every state', () => {
  it('answers every event with a state', () => {
    fc.assert(
      fc.property(lives, events, (from, event) => {
        const { life: to } = transition(from, event, moment)
        expect(STATES).toContain(to.state)
        expect(to.notBefore === null || Number.isFinite(to.notBefore)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('that is final stays final, and nothing that may have been sent is sent again without a look', () => {
    fc.assert(
      fc.property(lives, events, (from, event) => {
        const to = transition(from, event, moment).life
        if (from.state === 'sent' || from.state === 'dropped') expect(to.state).toBe(from.state)
        const repeatable = from.act !== 'message' && from.act !== 'post'
        const looked = event.kind === 'absent' || event.kind === 'found'
        if (from.state === 'unknown' && !repeatable && !looked) expect(['unknown', 'paused', 'dropped']).toContain(to.state)
        const mayStand =
          from.state === 'sending' && (event.kind === 'restart' || (event.kind === 'outcome' && event.outcome.kind === 'unknown'))
        if (mayStand && !repeatable) expect(to.state).toBe('unknown')
      }),
      { numRuns: 2000 },
    )
  })
})
