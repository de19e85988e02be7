// Any schedule of outcomes, restarts and passing time: in the end every channel has every message
// once, in order.
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Act } from '../../../src/delivery/port.ts'
import type { WishInput } from '../../../src/delivery/subscriptions/subscription.ts'
import type { Trouble } from './discord.ts'
import { brief, featured } from './papers.ts'
import { createStage, type Stage } from './stage.ts'

const KINDS: readonly NonNullable<WishInput['place']>[] = ['channel', 'thread', 'forum', 'announcement']
const channelOf = (i: number) => `2000000000000001${String(i).padStart(2, '0')}`

const troubles: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.boolean().map((made): Trouble => ({ made, outcome: { kind: 'unknown', why: 'cut' } })) },
  {
    weight: 1,
    arbitrary: fc.record({
      made: fc.constant(false),
      outcome: fc.record({
        kind: fc.constant('wait' as const),
        scope: fc.constantFrom('user' as const, 'global' as const, 'shared' as const),
        retryAfterMs: fc.option(fc.integer({ min: 1, max: 5_000 })),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('permissions' as const, 'access' as const)
      .map(
        (refusal): Trouble => ({ made: false, outcome: { kind: 'refused', refusal, status: 403, code: 50013, message: 'no' } }),
      ),
  },
)
type Event = { kind: 'digest' } | { kind: 'restart' } | { kind: 'pass'; ms: number }
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.constant<Event>({ kind: 'digest' }),
  fc.constant<Event>({ kind: 'restart' }),
  fc.integer({ min: 1, max: 400_000 }).map((ms): Event => ({ kind: 'pass', ms })),
)

/** Papers of a channel as people read them, from its messages, its threads and its posts. */
function read(stage: Stage, channelId: string): string[] {
  const threads = stage.discord.in(channelId).map((message) => message.id)
  return stage.discord.standing
    .filter((message) => message.channelId === channelId || threads.includes(message.id) || threads.includes(message.channelId))
    .flatMap((message) => {
      const body = JSON.stringify(message.body.components)
      const menu = [...body.matchAll(/"value":"([a-z0-9]+)"/g)].map((match) => match[1] ?? '')
      return [/save:1:([a-z0-9]+)/.exec(body)?.[1] ?? '', ...menu].filter((id) => id !== '')
    })
}

async function weather(script: readonly Trouble[], happenings: readonly Event[]): Promise<{ stage: Stage; expected: string[] }> {
  const stage = await createStage()
  for (const [i, place] of KINDS.entries()) await stage.subscribe({ place }, channelOf(i))
  let next = 0
  const strikes = (act: Act) => (act.channelId.startsWith('dm-') ? null : (script[next++ % script.length] ?? null))
  stage.discord.trouble = strikes
  const expected: string[] = []
  for (const event of happenings) {
    if (event.kind === 'pass') await stage.pass(event.ms)
    else if (event.kind === 'restart') await stage.restart()
    else {
      const name = `d${String(expected.length).padStart(3, '0')}`
      const papers = [...featured(`${name}a`, `${name}b`), ...brief(`${name}c`)]
      expected.push(...papers.map((paper) => paper.id))
      await stage.delivery.plan(
        await stage.archive.add({
          file: name,
          date: `2026-02-${String(expected.length).padStart(2, '0')}`,
          papers,
          receivedAt: stage.clock.now(),
        }),
      )
    }
  }
  stage.discord.trouble = () => null
  await stage.pass(26 * 3_600_000)
  await stage.pass(60_000)
  return { stage, expected }
}

/** Runs so many weathers, and looks at what is left standing. */
export async function weatherProof(runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(troubles, { minLength: 1, maxLength: 40 }),
      fc.array(events, { maxLength: 12 }),
      async (script, happenings) => {
        const { stage, expected } = await weather(script, [{ kind: 'digest' }, ...happenings])
        for (const i of KINDS.keys()) expect(read(stage, channelOf(i))).toEqual(expected)
        expect((await stage.delivery.health()).queue).toBe(0)
      },
    ),
    { numRuns: runs },
  )
}
