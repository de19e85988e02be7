// Which process leads, decided from what happens to one of them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advance,
  beginElection,
  type ElectionEffect,
  type ElectionEvent,
  nextMoment,
  type Role,
  TIMING,
} from '../../src/cluster/election.ts'

const START = 1_000_000
const LAST_MOMENT = TIMING.ttlMs - TIMING.marginMs

/** A process to which things happen, one after the other. */
function elect(role: Role = beginElection(START)) {
  const state = { role, effects: [] as ElectionEffect[] }
  return {
    state,
    /** Answers what is to be done. */
    on(event: ElectionEvent, at = START) {
      const step = advance(state.role, event, at)
      state.role = step.role
      return step.effects
    },
  }
}

function leader() {
  const one = elect()
  one.on({ kind: 'tick' })
  one.on({ kind: 'acquired', fence: 7, askedAt: START })
  return one
}

describe('a follower', () => {
  it('asks at once, and then as often as is due, one question at a time', () => {
    const { on, state } = elect()
    expect(on({ kind: 'tick' })).toEqual([{ kind: 'acquire' }])
    expect(on({ kind: 'tick' }, START + 60_000)).toEqual([])
    expect(on({ kind: 'taken', remainingMs: 9_000 }, START + 10)).toEqual([])
    expect(nextMoment(state.role)).toBe(START + 10 + TIMING.askMs)
    expect(on({ kind: 'tick' }, START + 10 + TIMING.askMs)).toEqual([{ kind: 'acquire' }])
  })

  it('asks when the lease of the leader ends, where that is sooner', () => {
    const { on, state } = elect()
    on({ kind: 'tick' })
    on({ kind: 'taken', remainingMs: 120 })
    expect(nextMoment(state.role)).toBe(START + 120)
  })

  it('asks again after the database has failed', () => {
    const { on, state } = elect()
    on({ kind: 'tick' })
    on({ kind: 'failed', fence: null }, START + 3_000)
    expect(nextMoment(state.role)).toBe(START + 3_000 + TIMING.askMs)
  })

  it('leads when it has the lease, counted from when it asked', () => {
    const { on, state } = elect()
    on({ kind: 'tick' })
    expect(on({ kind: 'acquired', fence: 7, askedAt: START }, START + 900)).toEqual([{ kind: 'begin', fence: 7 }])
    expect(state.role).toMatchObject({ kind: 'leading', fence: 7, until: START + LAST_MOMENT })
    expect(nextMoment(state.role)).toBe(START + TIMING.renewMs)
  })

  it('does not lead on an answer that came too late', () => {
    const { on, state } = elect()
    on({ kind: 'tick' })
    expect(on({ kind: 'acquired', fence: 7, askedAt: START }, START + LAST_MOMENT)).toEqual([])
    expect(state.role.kind).toBe('following')
  })

  it('that is stopped gives back a lease that it gets all the same', () => {
    const { on, state } = elect()
    on({ kind: 'tick' })
    expect(on({ kind: 'stop' })).toEqual([])
    expect(state.role.kind).toBe('ended')
    expect(on({ kind: 'acquired', fence: 7, askedAt: START })).toEqual([{ kind: 'release', fence: 7 }])
  })
})

describe('a leader', () => {
  it('renews in time, and leads on', () => {
    const { on, state } = leader()
    expect(on({ kind: 'tick' }, START + TIMING.renewMs)).toEqual([{ kind: 'renew', fence: 7 }])
    expect(on({ kind: 'renewed', fence: 7, askedAt: START + TIMING.renewMs }, START + TIMING.renewMs + 50)).toEqual([])
    expect(state.role).toMatchObject({ kind: 'leading', until: START + TIMING.renewMs + LAST_MOMENT })
  })

  it('that gets no answer stops before its lease ends', () => {
    const { on, state } = leader()
    on({ kind: 'tick' }, START + TIMING.renewMs)
    expect(nextMoment(state.role)).toBe(START + LAST_MOMENT)
    expect(on({ kind: 'tick' }, START + LAST_MOMENT)).toEqual([{ kind: 'cut', fence: 7 }])
    expect(state.role.kind).toBe('following')
    expect(on({ kind: 'renewed', fence: 7, askedAt: START + TIMING.renewMs }, START + LAST_MOMENT + 1)).toEqual([])
    expect(state.role.kind).toBe('following')
  })

  it('whose question fails asks again until it must stop', () => {
    const { on, state } = leader()
    let at = START + TIMING.renewMs
    for (; at < START + LAST_MOMENT; at += TIMING.askMs) {
      expect(on({ kind: 'tick' }, at)).toEqual([{ kind: 'renew', fence: 7 }])
      expect(on({ kind: 'failed', fence: 7 }, at)).toEqual([])
    }
    expect(on({ kind: 'tick' }, at)).toEqual([{ kind: 'cut', fence: 7 }])
    expect(state.role).toMatchObject({ kind: 'following', askAt: at })
  })

  it('that was paused stops with whatever it sees first', () => {
    for (const event of [
      { kind: 'tick' },
      { kind: 'renewed', fence: 7, askedAt: START },
      { kind: 'failed', fence: 7 },
      { kind: 'lost', fence: 7 },
    ] as const) {
      const { on, state } = leader()
      expect(on(event, START + 20_000)).toEqual([{ kind: 'cut', fence: 7 }])
      expect(state.role.kind).toBe('following')
    }
  })

  it('that lost the lease stops at once, but not for what an earlier term lost', () => {
    const { on } = leader()
    expect(on({ kind: 'lost', fence: 6 })).toEqual([])
    expect(on({ kind: 'lost', fence: 7 })).toEqual([{ kind: 'cut', fence: 7 }])
  })

  it('whose work could not begin leaves the lease to others for a while', () => {
    const { on, state } = leader()
    expect(on({ kind: 'resign', fence: 7 }, START + 100)).toEqual([
      { kind: 'cut', fence: 7 },
      { kind: 'release', fence: 7 },
    ])
    expect(nextMoment(state.role)).toBe(START + 100 + TIMING.restMs)
  })

  it('that is stopped keeps the lease until its work has ended, and then gives it back', () => {
    const { on, state } = leader()
    expect(on({ kind: 'stop' })).toEqual([{ kind: 'finish', fence: 7 }])
    expect(on({ kind: 'tick' }, START + TIMING.renewMs)).toEqual([{ kind: 'renew', fence: 7 }])
    expect(on({ kind: 'stop' })).toEqual([])
    expect(on({ kind: 'left' }, START + 8_000)).toEqual([{ kind: 'release', fence: 7 }])
    expect(state.role.kind).toBe('ended')
  })

  it('that loses the lease while it is stopped is cut, and has ended', () => {
    const { on, state } = leader()
    on({ kind: 'stop' })
    expect(on({ kind: 'tick' }, START + LAST_MOMENT)).toEqual([{ kind: 'cut', fence: 7 }])
    expect(state.role.kind).toBe('ended')
    expect(on({ kind: 'left' }, START + LAST_MOMENT + 1)).toEqual([])
  })
})

describe('whatever happens', () => {
  const events: fc.Arbitrary<ElectionEvent> = fc.oneof(
    fc.constantFrom<ElectionEvent>({ kind: 'tick' }, { kind: 'stop' }, { kind: 'left' }, { kind: 'failed', fence: null }),
    fc.record({
      kind: fc.constantFrom('lost' as const, 'resign' as const, 'failed' as const),
      fence: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom('acquired' as const, 'renewed' as const),
      fence: fc.integer({ min: 1, max: 3 }),
      askedAt: fc.integer({ min: START - 20_000, max: START + 60_000 }),
    }),
    fc.integer({ min: 0, max: 12_000 }).map((remainingMs): ElectionEvent => ({ kind: 'taken', remainingMs })),
  )

  it('a term begins and ends once, and nothing of it is valid for longer than the lease', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(events, fc.integer({ min: 0, max: 6_000 })), { maxLength: 40 }), (happenings) => {
        let [role, at]: [Role, number] = [beginElection(START), START]
        let open: number | null = null
        let asked = 0
        let isStopped = false
        for (const [event, ms] of happenings) {
          at += ms
          // No answer is older than the lease would be, nor from the future.
          if ('askedAt' in event && event.askedAt > at) continue
          if ('askedAt' in event) asked = Math.max(asked, event.askedAt)
          const step = advance(role, event, at)
          role = step.role
          isStopped ||= event.kind === 'stop'
          if (isStopped) expect(role.kind).toMatch(/leaving|ended/)
          for (const effect of step.effects) {
            if (effect.kind === 'begin') {
              expect(open).toBeNull()
              open = effect.fence
            }
            if (effect.kind === 'cut') {
              expect(open).toBe(effect.fence)
              open = null
            }
          }
          if (role.kind === 'ended') open = null
          expect(role.kind === 'leading' || role.kind === 'leaving').toBe(open !== null)
          if ('until' in role) expect(role.until).toBeLessThanOrEqual(asked + LAST_MOMENT)
          const next = nextMoment(role)
          if (role.kind !== 'ended' && !(role.kind === 'following' && role.isAsking)) expect(next).not.toBeNull()
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
