// Many days that have passed and arrive at once.
import { describe, expect, it } from 'vitest'
import { requestBacklogRelease } from '../../src/delivery/planning/backlog.ts'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const OWNER = '100000000000000009'

async function withOwner(settings = {}): Promise<Stage> {
  const stage = await createStage({ owners: async () => [OWNER], settings })
  await stage.subscribe()
  return stage
}

const dayBefore = (stage: Stage, days: number) => new Date(stage.clock.now() - days * DAY).toISOString().slice(0, 10)

/** So many days before today, one file after the other, as a folder gives them. */
async function copyIn(stage: Stage, days: number): Promise<void> {
  for (let i = days; i >= 1; i--) {
    const date = dayBefore(stage, i)
    const papers = featured(`old${String(i).padStart(4, '0')}`)
    await stage.archive.add({ file: date, date, papers, receivedAt: stage.clock.now() })
    stage.delivery.wake()
    await stage.settle()
  }
  await stage.pass(MINUTE)
}

async function today(stage: Stage): Promise<void> {
  const papers = featured('today1')
  const date = dayBefore(stage, 0)
  await stage.delivery.plan(await stage.archive.add({ file: 'today', date, papers, receivedAt: stage.clock.now() }))
  await stage.pass(MINUTE)
}

const shown = (stage: Stage) =>
  stage.discord.in(CHANNEL).flatMap(({ body }) => /save:1:(\w+)/.exec(JSON.stringify(body.components))?.[1] ?? [])
const questions = (stage: Stage) => stage.discord.in(`dm-${OWNER}`).map(({ body }) => body.content ?? '')

describe('past days that arrive at once', () => {
  it('are posted where they are no more than three', async () => {
    const stage = await withOwner()
    await copyIn(stage, 3)
    expect(shown(stage)).toEqual(['old0003', 'old0002', 'old0001'])
    expect(questions(stage)).toEqual([])
  })

  it('are held where they are more, with one question to the owner; today’s digest is posted all the same', async () => {
    const stage = await withOwner()
    await copyIn(stage, 40)
    await today(stage)
    expect(shown(stage)).toEqual(['today1'])
    expect(questions(stage)).toEqual([expect.stringContaining('paperboy release --backlog')])
    expect((await stage.delivery.backlog())[0]).toMatchObject({ channelId: CHANNEL, days: 40 })
  })

  it('are held by the number of messages too', async () => {
    const stage = await withOwner()
    for (const days of [2, 1]) {
      const date = dayBefore(stage, days)
      const papers = featured(...Array.from({ length: 35 }, (_, i) => `d${days}p${String(i).padStart(2, '0')}`))
      await stage.archive.add({ file: date, date, papers, receivedAt: stage.clock.now() })
      stage.delivery.wake()
    }
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual([])
    expect(questions(stage)).toHaveLength(1)
  })

  it.each([
    ['all', ['old0005', 'old0004', 'old0003', 'old0002', 'old0001']],
    ['newest', ['old0001']],
    ['none', []],
  ] as const)('are posted as the owner says: %s', async (choice, expected) => {
    const stage = await withOwner()
    await copyIn(stage, 5)
    // An index and a paper a day; that the index is edited later is no message.
    expect(await stage.delivery.releaseBacklog(choice)).toEqual({ days: 5, messages: expected.length * 2 })
    await stage.pass(10 * MINUTE)
    expect(shown(stage)).toEqual(expected)
    expect(stage.discord.in(CHANNEL)).toHaveLength(expected.length * 2)
    expect(await stage.delivery.backlog()).toEqual([])
    await today(stage)
    expect(shown(stage)).toEqual([...expected, 'today1'])
  })

  it('come before what arrived after them, though they are looked at together first', async () => {
    const stage = await withOwner()
    const add = async (days: number, file: string) => {
      const papers = featured(file)
      await stage.archive.add({ file, date: dayBefore(stage, days), papers, receivedAt: stage.clock.now() })
      stage.delivery.wake()
    }
    await add(1, 'yesterday')
    await stage.pass(3_000)
    await add(0, 'today')
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual(['yesterday', 'today'])
  })

  it('come by a restart in between as they were', async () => {
    const stage = await withOwner()
    await copyIn(stage, 5)
    await stage.restart()
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual([])
    expect(questions(stage)).toHaveLength(1)
    await stage.delivery.releaseBacklog('all')
    await stage.pass(10 * MINUTE)
    expect(shown(stage)).toHaveLength(5)
  })

  it('that were asked for are not held', async () => {
    const stage = await createStage({ owners: async () => [OWNER] })
    await copyIn(stage, 10)
    const made = await stage.delivery.subscriptions.create({ channelId: CHANNEL, guildId: null, wish: {}, backfill: 'all' })
    expect(made.kind).toBe('created')
    await stage.pass(MINUTE)
    expect(shown(stage)).toHaveLength(10)
  })
})

it('another process may decide while the bot runs', async () => {
  const stage = await withOwner()
  await copyIn(stage, 5)
  await requestBacklogRelease(stage.database, 'newest')
  await stage.pass(MINUTE)
  expect(shown(stage)).toEqual(['old0001'])
  expect(await stage.delivery.backlog()).toEqual([])
})
