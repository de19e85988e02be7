// A subscription begins with the next digest: the day of a digest says which that is, not when its
// file could be read.
import { describe, expect, it } from 'vitest'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, START, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const BEFORE = START - 10_000

async function comes(stage: Stage, date: string | null, paper: string, appearedAt?: number): Promise<number> {
  const noticed = appearedAt === undefined ? {} : { appearedAt }
  const papers = featured(paper)
  const id = await stage.archive.add({ file: `${paper}.txt`, date, papers, receivedAt: stage.clock.now(), ...noticed })
  stage.delivery.wake()
  await stage.pass(MINUTE)
  return id
}

const shown = (stage: Stage) =>
  stage.discord.in(CHANNEL).flatMap(({ body }) => /save:1:(\w+)/.exec(JSON.stringify(body.components))?.[1] ?? [])

describe('a subscription', () => {
  it('leaves out past days that lay in the folder before it, however late they are read', async () => {
    const stage = await createStage()
    await stage.subscribe()
    for (const [date, paper] of [
      ['2026-01-12', 'aaaa1'],
      ['2026-01-13', 'aaaa2'],
      ['2026-01-14', 'aaaa3'],
    ] as const)
      await comes(stage, date, paper, BEFORE)
    expect(shown(stage)).toEqual([])
    await comes(stage, '2026-01-15', 'aaaa4', stage.clock.now())
    expect(shown(stage)).toEqual(['aaaa4'])
  })

  it('gets the digest of its first day, although the file lay there already', async () => {
    const stage = await createStage()
    await stage.subscribe()
    await comes(stage, '2026-01-15', 'aaaa1', BEFORE)
    expect(shown(stage)).toEqual(['aaaa1'])
  })

  it('leaves out a day before the newest that was there, and gets the days after it', async () => {
    const stage = await createStage()
    await comes(stage, '2026-01-12', 'aaaa1')
    await stage.subscribe()
    await comes(stage, '2026-01-10', 'aaaa2', stage.clock.now())
    await comes(stage, '2026-01-13', 'aaaa3', stage.clock.now())
    expect(shown(stage)).toEqual(['aaaa3'])
  })

  it('gets a digest that was dated before its first day by mistake, once its author has mended the day', async () => {
    const stage = await createStage()
    await comes(stage, '2026-01-12', 'aaaa1')
    await stage.subscribe()
    const [wrong, past] = [
      await comes(stage, '2025-01-15', 'aaaa2', stage.clock.now()),
      await comes(stage, '2025-01-14', 'aaaa3', stage.clock.now()),
    ]
    expect(shown(stage)).toEqual([])
    await stage.archive.correct(wrong, featured('aaaa2'), '2026-01-15')
    await stage.archive.correct(past, featured('aaaa3'), '2025-01-13')
    await stage.delivery.plan(wrong)
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual(['aaaa2'])
    await stage.restart()
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual(['aaaa2'])
  })

  it('that wanted nothing of a digest gets what a correction brings, and not what came while it was paused', async () => {
    const stage = await createStage()
    const { id } = await stage.subscribe({ categories: ['LG'] })
    const first = await comes(stage, '2026-01-15', 'aaaa1')
    await stage.delivery.subscriptions.pause(id)
    const papers = [{ id: 'bbbb1', categories: ['LG'] }]
    await stage.archive.add({ file: 'b.txt', date: '2026-01-15', papers, receivedAt: stage.clock.now() })
    await stage.pass(MINUTE)
    await stage.delivery.subscriptions.resume(id)
    await stage.archive.correct(first, [{ id: 'aaaa1', categories: ['LG'] }])
    await stage.delivery.plan(first)
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual(['aaaa1'])
  })

  it('that is paused does not get later what a correction brought meanwhile', async () => {
    const stage = await createStage()
    const { id } = await stage.subscribe({ categories: ['LG'] })
    const first = await comes(stage, '2026-01-15', 'aaaa1')
    await stage.delivery.subscriptions.pause(id)
    await stage.archive.correct(first, [{ id: 'aaaa1', categories: ['LG'] }])
    await stage.delivery.plan(first)
    await stage.pass(MINUTE)
    await stage.delivery.subscriptions.resume(id)
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual([])
  })

  it('of the newest two days gets those once all that lies there was read, and the rest when it is fetched', async () => {
    let isArriving = true
    const stage = await createStage({ isArriving: () => isArriving })
    const made = await stage.delivery.subscriptions.create({
      channelId: CHANNEL,
      guildId: null,
      wish: {},
      backfill: { newest: 2 },
    })
    if (made.kind !== 'created') throw new Error('not created')
    for (const [day, paper] of [
      ['10', 'aaaa1'],
      ['11', 'aaaa2'],
      ['12', 'aaaa3'],
      ['13', 'aaaa4'],
    ] as const) {
      await stage.archive.add({
        file: paper,
        date: `2026-01-${day}`,
        papers: featured(paper),
        receivedAt: START,
        appearedAt: BEFORE,
      })
      stage.delivery.wake()
      await stage.pass(1_000)
    }
    expect(shown(stage)).toEqual([])
    isArriving = false
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual(['aaaa3', 'aaaa4'])
    await stage.delivery.backfill(made.subscription.id, 'all')
    await stage.pass(MINUTE)
    expect(shown(stage)).toEqual(['aaaa3', 'aaaa4', 'aaaa1', 'aaaa2'])
  })
})
