// When a subscription posts, as stored state decides it.
import { describe, expect, it } from 'vitest'
import type { WishInput } from '../../src/delivery/subscriptions/subscription.ts'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** 09:00 in Shanghai is the moment at which every stage begins. */
const AT_TEN: WishInput['when'] = [{ cron: '0 10 * * *', zone: 'Asia/Shanghai' }]

async function timed(wish: WishInput = {}, settings = {}): Promise<Stage> {
  const stage = await createStage({ settings })
  await stage.subscribe({ when: AT_TEN, ...wish })
  return stage
}
const arrives = async (stage: Stage, name: string) => {
  const id = await stage.archive.add({
    file: name,
    date: '2026-01-15',
    papers: featured(`${name}001`),
    receivedAt: stage.clock.now(),
  })
  await stage.delivery.plan(id)
  await stage.settle()
}
const posted = (stage: Stage) =>
  stage.discord.in(CHANNEL).flatMap((message) => /save:1:(\w+?)001/.exec(JSON.stringify(message.body))?.[1] ?? [])
/** As the ticker does: a look each minute. */
async function ticks(stage: Stage, ms: number): Promise<void> {
  for (const end = stage.clock.now() + ms; stage.clock.now() < end; ) await stage.pass(Math.min(MINUTE, end - stage.clock.now()))
}

describe('a timetable', () => {
  it('holds a digest back until its time', async () => {
    const stage = await timed()
    await arrives(stage, 'aaaa')
    await ticks(stage, 59 * MINUTE)
    expect(posted(stage)).toEqual([])
    await ticks(stage, 2 * MINUTE)
    expect(posted(stage)).toEqual(['aaaa'])
    await ticks(stage, 2 * HOUR)
    expect(posted(stage)).toEqual(['aaaa'])
  })

  it('posts a late digest as soon as it comes, until the cut-off', async () => {
    const stage = await timed({ late: { waitMinutes: 120 } })
    await ticks(stage, 2 * HOUR)
    await arrives(stage, 'aaaa')
    await ticks(stage, 2 * MINUTE)
    expect(posted(stage)).toEqual(['aaaa'])
  })

  it('posts before its time when asked, says where it goes, and misses no digest at the slot', async () => {
    const stage = await timed({ late: { waitMinutes: 60, notice: true } })
    const id = await stage.archive.add({ file: 'aaaa', date: '2026-01-15', papers: featured('aaaa001') })
    await stage.delivery.plan(id)
    const state = async () => (await stage.delivery.destinations(id)).map(({ state, papers, sent }) => ({ state, papers, sent }))
    expect(await state()).toEqual([{ state: { kind: 'waiting', at: stage.clock.now() + HOUR }, papers: 1, sent: 0 }])
    await Promise.all([stage.delivery.postNow(id), stage.delivery.postNow(id)])
    await stage.settle()
    expect(posted(stage)).toEqual(['aaaa'])
    expect(await state()).toMatchObject([{ state: { kind: 'planned' }, papers: 1 }])
    const messages = stage.discord.in(CHANNEL).length
    expect((await state())[0]?.sent).toBe(messages)
    await ticks(stage, 4 * HOUR)
    expect(stage.discord.in(CHANNEL)).toHaveLength(messages)
    // The next day's digest is missing indeed.
    await ticks(stage, DAY)
    expect(stage.discord.in(CHANNEL)).toHaveLength(messages + 1)
  })

  it('says once after the cut-off that it is late, where that was asked for', async () => {
    for (const notice of [true, false]) {
      const stage = await timed({ late: { waitMinutes: 120, notice } })
      await ticks(stage, 4 * HOUR)
      const notices = stage.discord.in(CHANNEL).map((message) => message.body.content)
      expect(notices).toHaveLength(notice ? 1 : 0)
      if (notice) expect(notices[0]).toContain('2026-01-15 10:00')
      await arrives(stage, 'aaaa')
      await ticks(stage, HOUR)
      expect(posted(stage)).toEqual([])
      await stage.pass(20 * HOUR)
      expect(posted(stage)).toEqual(['aaaa'])
    }
  })

  it('makes up for slots that were missed, but not for those of too long ago', async () => {
    const stage = await timed({}, { catchUpHours: 48 })
    await arrives(stage, 'aaaa')
    await stage.delivery.stop(0)
    stage.clock.advance(30 * HOUR)
    await stage.restart()
    await stage.pass(MINUTE)
    expect(posted(stage)).toEqual(['aaaa'])

    const weekly = await timed({ when: [{ cron: '0 10 * * 4', zone: 'Asia/Shanghai' }] }, { catchUpHours: 48 })
    await arrives(weekly, 'bbbb')
    await weekly.delivery.stop(0)
    weekly.clock.advance(3 * DAY)
    await weekly.restart()
    await weekly.pass(HOUR)
    expect(posted(weekly)).toEqual([])
    await weekly.pass(4 * DAY)
    expect(posted(weekly)).toEqual(['bbbb'])
  })

  it('skips one slot and is itself again', async () => {
    const stage = await timed()
    const [subscription] = await stage.delivery.subscriptions.list()
    if (subscription !== undefined) await stage.delivery.subscriptions.skipOnce(subscription.id)
    await arrives(stage, 'aaaa')
    await ticks(stage, 2 * HOUR)
    await arrives(stage, 'bbbb')
    await stage.pass(DAY)
    expect(posted(stage)).toEqual(['bbbb'])
  })

  it('is not shaken by a clock that was wrong for a while', async () => {
    const stage = await timed()
    stage.clock.advance(400 * DAY)
    await stage.pass(MINUTE)
    stage.clock.set(Date.UTC(2026, 0, 15, 1, 30))
    await stage.pass(MINUTE)
    await arrives(stage, 'aaaa')
    await ticks(stage, 2 * HOUR)
    expect(posted(stage)).toEqual(['aaaa'])
  })
})

describe('a pause', () => {
  it('keeps new digests away for good, and what had begun goes on after it', async () => {
    const stage = await createStage()
    const { id } = await stage.subscribe()
    stage.discord.trouble = () => ({ made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: MINUTE } })
    await arrives(stage, 'aaaa')
    await stage.delivery.subscriptions.pause(id)
    stage.discord.trouble = () => null
    await arrives(stage, 'bbbb')
    await stage.pass(HOUR)
    expect(posted(stage)).toEqual([])
    await stage.delivery.subscriptions.resume(id)
    await arrives(stage, 'cccc')
    await stage.pass(HOUR)
    expect(posted(stage)).toEqual(['aaaa', 'cccc'])
  })
})

describe('a held digest', () => {
  it('is not posted until it is released', async () => {
    const stage = await createStage()
    await stage.subscribe()
    const id = await stage.archive.add({
      file: 'a',
      date: '2026-01-15',
      papers: featured('aaaa001'),
      held: 'half of it is missing',
    })
    await stage.delivery.plan(id)
    await arrives(stage, 'bbbb')
    expect(posted(stage)).toEqual(['bbbb'])
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.subscription.state).toBe('active')
    await stage.archive.release(id)
    await stage.pass(MINUTE)
    expect(posted(stage)).toEqual(['bbbb', 'aaaa'])
  })
})
