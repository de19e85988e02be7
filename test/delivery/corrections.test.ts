// Corrections as an author makes them: in bursts, with papers added and taken out.
import { describe, expect, it } from 'vitest'
import type { WishInput } from '../../src/delivery/subscriptions/subscription.ts'
import { markOf } from '../../src/render/mark.ts'
import type { MadePaper } from './support/archive.ts'
import { madeDay } from './support/digest.ts'
import { refusal } from './support/discord.ts'
import { startLive } from './support/live.ts'
import { brief, featured } from './support/papers.ts'
import { posted } from './support/posted.ts'
import { CHANNEL, createStage, type Stage } from './support/stage.ts'

const MINUTE = 60_000

async function corrected(stage: Stage, id: number, papers: readonly MadePaper[], date?: string): Promise<void> {
  await stage.archive.correct(id, papers, date)
  await stage.delivery.plan(id)
  await stage.settle()
}

/** Threads and posts. */
const openedIn = (stage: Stage) => [
  ...new Set(stage.discord.acts.flatMap((act) => (act.kind === 'thread' ? [act.messageId] : []))),
  ...stage.discord.in(CHANNEL).flatMap(({ channelId, thread }) => (thread === null ? [] : [channelId])),
]

/** Dates have hyphens that do not break. */
const plain = (text: string) => text.replaceAll('\u2011', '-')
const text = (stage: Stage) => stage.discord.in(CHANNEL).map(({ body }) => plain(JSON.stringify(body)))

describe('a correction', () => {
  it('that is one of five within a minute is made once, with the last of them', async () => {
    const { stage, id } = await posted({}, featured('aaaa1', 'aaaa2'))
    const before = stage.discord.acts.length
    for (let mend = 1; mend <= 5; mend++) {
      await corrected(stage, id, [{ id: 'aaaa1', title: `Mended ${mend}` }, { id: 'aaaa2' }])
      await stage.pass(10_000)
    }
    await stage.pass(2 * MINUTE)
    const edits = stage.discord.acts.slice(before).filter(({ kind }) => kind === 'edit')
    expect(edits).toHaveLength(2)
    expect(text(stage)[1]).toContain('Mended 5')
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('that adds papers keeps the limit of the slot: what is beyond it is behind the line', async () => {
    const { stage, id } = await posted({ most: 3 }, featured('aaaa1', 'aaaa2'))
    const all = featured('aaaa1', 'aaaa2', 'aaaa3', 'aaaa4', 'aaaa5', 'aaaa6')
    await corrected(stage, id, all)
    await stage.pass(2 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(4)
    const token = /more:1:([\w-]+)/.exec(text(stage)[0] ?? '')?.[1] ?? ''
    expect(await stage.delivery.overflow(token)).toEqual(['aaaa4', 'aaaa5', 'aaaa6'])
  })

  it('that adds to the short list of a forum opens no second post', async () => {
    const { stage, id } = await posted({ place: 'forum' }, [...featured('aaaa1'), ...brief('bbbb1', 'bbbb2')])
    const posts = () => stage.discord.in(CHANNEL).filter(({ thread }) => thread !== null)
    const before = posts().length
    await corrected(stage, id, [...featured('aaaa1'), ...brief('bbbb1', 'bbbb2', 'bbbb3')])
    await stage.pass(2 * MINUTE)
    expect(posts()).toHaveLength(before)
    expect(JSON.stringify(stage.discord.standing)).toContain('Paper bbbb3')
  })

  it('that takes a paper out deletes its message where the settings say so', async () => {
    const { stage, id } = await posted({}, featured('aaaa1', 'aaaa2'), { removedPapers: 'delete' })
    await corrected(stage, id, featured('aaaa2'))
    await stage.pass(2 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(2)
    expect(text(stage).join()).not.toContain('Paper aaaa1')
  })

  it('of a paper that was not sent yet simply leaves it out', async () => {
    const stage = await createStage()
    await stage.subscribe()
    stage.discord.trouble = (act) =>
      JSON.stringify(act).includes('Paper aaaa1') && act.kind === 'message' && !JSON.stringify(act).includes('aaaa2')
        ? { made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: 5 * MINUTE } }
        : null
    const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('aaaa1', 'aaaa2') })
    await stage.delivery.plan(id)
    await stage.settle()
    await corrected(stage, id, featured('aaaa2'))
    stage.discord.trouble = () => null
    await stage.pass(10 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(2)
  })
})

it('a paper that its author takes out is struck through, with the day it was taken from', async () => {
  const live = await startLive()
  try {
    const channel = live.channel('papers-of-mine')
    await live.delivery.subscriptions.create({ channelId: channel, guildId: null, wish: { language: 'en' } })
    const day = madeDay('aaaa', '2026-01-15', 3)
    await live.store(day)
    await live.delivery.idle()
    expect(live.standing(channel)).toHaveLength(4)
    await live.store({ ...day, papers: day.papers.slice(1) })
    await live.database.query.updateTable('deliveries').set({ not_before: null }).where('state', '=', 'planned').execute()
    live.delivery.wake()
    await live.delivery.idle()
    const [, first] = live.standing(channel)
    expect(first?.content).toContain('~~Paper aaaa000~~')
    expect(plain(first?.content ?? '')).toContain('removed from the digest of 2026-01-15')
    expect(first?.embeds).toEqual([])
  } finally {
    await live.stop()
  }
}, 60_000)

it('in a forum its post keeps its name, also where the server of the forum is not known', async () => {
  const live = await startLive()
  try {
    const channel = live.channel('forum-of-mine', 15)
    await live.delivery.subscriptions.create({ channelId: channel, guildId: null, wish: { language: 'en', place: 'forum' } })
    const day = madeDay('aaaa', '2026-01-15', 3)
    await live.store(day)
    await live.delivery.idle()
    const names = () =>
      [...live.sandbox.world.store.channels.values()].filter(({ parent_id }) => parent_id === channel).map(({ name }) => name)
    const before = names()
    expect(before).toContain('Paper aaaa000')
    await live.store({ ...day, papers: day.papers.slice(1) })
    await live.database.query.updateTable('deliveries').set({ not_before: null }).where('state', '=', 'planned').execute()
    live.delivery.wake()
    await live.delivery.idle()
    expect(
      live
        .standing(channel)
        .map(({ content }) => content)
        .join(),
    ).toContain('~~Paper aaaa000~~')
    expect(names()).toEqual(before)
    expect(live.sandbox.requests.list().filter(({ code }) => code === 50_035)).toEqual([])
  } finally {
    await live.stop()
  }
}, 60_000)

describe('a digest that gets another day', () => {
  it('moves there: its index says so, no paper comes again, and what is mended afterwards is mended', async () => {
    const { stage, id } = await posted({ language: 'en' }, featured('aaaa1', 'aaaa2'))
    await corrected(stage, id, featured('aaaa1', 'aaaa2'), '2026-01-16')
    await stage.pass(2 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
    expect(text(stage)[0]).toContain('2026-01-16 · ')
    expect(text(stage)[0]).toContain('date corrected, was 2026-01-15')
    await corrected(stage, id, [{ id: 'aaaa1', title: 'A mended title' }, { id: 'aaaa2' }])
    await stage.pass(2 * MINUTE)
    expect(text(stage)[1]).toContain('A mended title')
    expect(text(stage)[0]).toContain('date corrected, was 2026-01-15')
    await corrected(stage, id, featured('aaaa1', 'aaaa2'), '2026-01-15')
    await stage.pass(2 * MINUTE)
    expect(text(stage)[0]).not.toContain('date corrected')
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })

  it.each<WishInput>([{ place: 'thread' }, { place: 'forum' }])(
    'has a thread or posts with the new day in their names: %j',
    async (wish) => {
      const { stage, id } = await posted({ language: 'en', ...wish }, [...featured('aaaa1'), ...brief('bbbb1')])
      const names = async () =>
        (await Promise.all(openedIn(stage).map((channelId) => stage.discord.forum(channelId)))).map(({ outcome }) =>
          outcome.kind === 'read' ? outcome.found.name : null,
        )
      const dated = (await names()).filter((name) => name?.startsWith('2026-01-15'))
      expect(dated.length).toBeGreaterThan(0)
      // Mended twice within a minute: each gets its name once.
      await corrected(stage, id, [...featured('aaaa1'), ...brief('bbbb1')], '2026-01-17')
      await corrected(stage, id, [...featured('aaaa1'), ...brief('bbbb1')], '2026-01-16')
      await stage.pass(3 * MINUTE)
      expect((await names()).filter((name) => name?.startsWith('2026-01-16'))).toHaveLength(dated.length)
      expect(stage.discord.acts.filter(({ kind }) => kind === 'rename')).toHaveLength(dated.length)
      expect((await stage.delivery.health()).queue).toBe(0)
    },
  )

  it('keeps the old name where it may not be changed, and all else goes on', async () => {
    const { stage, id } = await posted({ language: 'en', place: 'thread' }, featured('aaaa1'))
    stage.discord.trouble = (act) => (act.kind === 'rename' ? refusal('permissions') : null)
    await corrected(stage, id, featured('aaaa1', 'aaaa2'), '2026-01-16')
    await stage.pass(3 * MINUTE)
    expect(stage.discord.acts.filter(({ kind }) => kind === 'rename')).toHaveLength(1)
    const [thread] = openedIn(stage)
    expect(stage.discord.in(thread ?? '')).toHaveLength(2)
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.causes.map(({ kind }) => kind)).toEqual(['no-digest'])
    expect(stage.discord.standing.filter(({ channelId }) => channelId.startsWith('dm-'))).toEqual([])
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('leaves the name of a thread in which another digest of the old day is', async () => {
    const { stage, id } = await posted({ place: 'thread' }, featured('aaaa1'))
    await stage.delivery.plan(await stage.archive.add({ file: 'b.txt', date: '2026-01-15', papers: featured('bbbb1') }))
    await stage.pass(MINUTE)
    await corrected(stage, id, featured('aaaa1'), '2026-01-16')
    await stage.pass(3 * MINUTE)
    expect(stage.discord.acts.filter(({ kind }) => kind === 'rename')).toEqual([])
  })

  it('and one that replaced it under its name and day are two: the old messages stay, the new ones come', async () => {
    const { stage } = await posted({}, featured('aaaa1', 'aaaa2'))
    const before = text(stage)
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('bbbb1') }))
    await stage.pass(2 * MINUTE)
    expect(text(stage).slice(0, 3)).toEqual(before)
    expect(text(stage)).toHaveLength(5)
    expect(text(stage)[3]).toContain('Paper bbbb1')
  })
})

describe('two subscriptions of one channel', () => {
  it('bring the same paper once, and each what the other does not have', async () => {
    const stage = await createStage()
    await stage.subscribe({ categories: ['CV'] })
    await stage.subscribe({ categories: ['CV', 'LG'] })
    const papers: MadePaper[] = [
      { id: 'aaaa1', categories: ['CV'] },
      { id: 'aaaa2', categories: ['LG'] },
    ]
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers }))
    await stage.pass(MINUTE)
    const shown = stage.discord.in(CHANNEL).flatMap(({ body }) => /save:1:(\w+)/.exec(JSON.stringify(body.components))?.[1] ?? [])
    expect(shown.sort()).toEqual(['aaaa1', 'aaaa2'])
    expect(stage.discord.in(CHANNEL)).toHaveLength(4)
  })

  it('of the same wish post one day once', async () => {
    const stage = await createStage()
    for (let i = 0; i < 3; i++) await stage.subscribe()
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('aaaa1', 'aaaa2') }))
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })
})

it('a card that is corrected, and then taken out, stays a card with its mark', async () => {
  const live = await startLive()
  try {
    const channel = live.channel('papers-of-mine')
    await live.delivery.subscriptions.create({ channelId: channel, guildId: null, wish: { language: 'en', layout: 'card' } })
    const day = madeDay('aaaa', '2026-01-15', 3)
    const settled = async (papers: typeof day.papers) => {
      await live.store({ ...day, papers })
      await live.database.query.updateTable('deliveries').set({ not_before: null }).where('state', '=', 'planned').execute()
      live.delivery.wake()
      await live.delivery.idle()
      return live.standing(channel)[1] as unknown as {
        components: readonly { type: number }[]
        embeds: unknown[]
        content: string
      }
    }
    await live.store(day)
    await live.delivery.idle()
    const [before] = [live.standing(channel)[1]]
    const [first, ...rest] = day.papers
    if (first === undefined) throw new Error('no paper')
    const corrected = await settled([{ ...first, title: 'A Better Title' }, ...rest])
    expect(corrected.components.map(({ type }) => type)).toEqual([17])
    expect(JSON.stringify(corrected)).toContain('A Better Title')
    const removed = await settled(rest)
    expect([removed.content, removed.embeds]).toEqual(['', []])
    expect(JSON.stringify(removed.components)).toContain('~~A Better Title~~')
    expect(markOf(removed)).toBe(markOf(before as unknown as Parameters<typeof markOf>[0]))
  } finally {
    await live.stop()
  }
}, 60_000)
