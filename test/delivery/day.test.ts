// What a day looks like in a channel.
import { describe, expect, it } from 'vitest'
import type { WishInput } from '../../src/delivery/subscriptions/subscription.ts'
import type { MadePaper } from './support/archive.ts'
import type { Standing } from './support/discord.ts'
import { brief, featured } from './support/papers.ts'
import { CHANNEL, createStage, GUILD, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const PICTURE = { kind: 'file', name: 'a.png', mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]), alt: 'a curve' } as const

async function subscribed(wish: WishInput): Promise<Stage> {
  const stage = await createStage()
  await stage.subscribe(wish)
  return stage
}

async function arrives(
  stage: Stage,
  file: string,
  papers: readonly MadePaper[],
  date: string | null = '2026-01-15',
): Promise<number> {
  const id = await stage.archive.add({ file, date, papers, receivedAt: stage.clock.now() })
  await stage.delivery.plan(id)
  await stage.pass(MINUTE)
  return id
}

const textOf = (message: Standing | undefined) => JSON.stringify(message?.body ?? null)
const texts = (stage: Stage) => stage.discord.standing.map(textOf)
const has = (stage: Stage, text: string) => texts(stage).filter((body) => body.includes(text)).length

describe('the place', () => {
  it('thread: the index in the channel, one thread on it a day, the papers in the thread', async () => {
    const stage = await subscribed({ place: 'thread' })
    await arrives(stage, 'a.txt', featured('aaaa1', 'aaaa2'))
    await arrives(stage, 'b.txt', featured('bbbb1'))
    await arrives(stage, 'c.txt', featured('cccc1'), '2026-01-16')
    const threads = stage.discord.acts.filter((act) => act.kind === 'thread')
    expect(threads).toHaveLength(2)
    const [first] = stage.discord.in(CHANNEL)
    expect(stage.discord.in(CHANNEL)).toHaveLength(2)
    expect(stage.discord.in(first?.id ?? '')).toHaveLength(4)
    expect(textOf(first)).toContain(`https://discord.com/channels/${GUILD}/${first?.id}/`)
  })

  it('forum: a post a paper with tags, the short list as one post', async () => {
    const stage = await subscribed({ place: 'forum' })
    await arrives(stage, 'a.txt', [{ id: 'aaaa1', categories: ['CV', 'LG'] }, ...brief('aaaa2', 'aaaa3')])
    const posts = stage.discord.standing
    expect(posts.map((message) => message.thread?.name)).toEqual([
      '2026-01-15 · AI papers',
      'Paper aaaa1',
      expect.stringContaining('2026-01-15'),
    ])
    expect(posts[1]?.thread?.tags).toHaveLength(2)
  })

  it('announcement: the index is published once it is complete, no paper is', async () => {
    const stage = await subscribed({ place: 'announcement' })
    await arrives(stage, 'a.txt', featured('aaaa1', 'aaaa2'))
    expect(stage.discord.standing.map((message) => message.published)).toEqual([true, false, false])
    expect(stage.discord.acts.at(-1)?.kind).toBe('publish')
  })
})

describe('the layout', () => {
  it('compact needs as few messages as fit', async () => {
    const stage = await subscribed({ layout: 'compact' })
    await arrives(stage, 'a.txt', featured('aaaa1', 'aaaa2', 'aaaa3', 'aaaa4', 'aaaa5', 'aaaa6'))
    expect(stage.discord.standing).toHaveLength(2)
  })

  it('uploads figures with alternative text, and leaves them out where Discord finds them too large', async () => {
    const stage = await subscribed({})
    await arrives(stage, 'a.txt', [{ id: 'aaaa1', figures: [PICTURE] }])
    const [, sent] = stage.discord.acts
    expect(sent?.kind === 'message' ? sent.files : []).toMatchObject([{ mediaType: 'image/png' }])
    expect(textOf(stage.discord.standing[1])).toContain('a curve')
  })

  it('silent posts make no sound, and a role is mentioned by the index alone', async () => {
    const stage = await subscribed({ silent: true, mentionRole: '400000000000000001' })
    await arrives(stage, 'a.txt', featured('aaaa1'))
    expect(stage.discord.standing.map((message) => message.body.allowed_mentions)).toEqual([
      { parse: [], roles: ['400000000000000001'] },
      { parse: [] },
    ])
    const sent = stage.discord.acts.flatMap((act) => (act.kind === 'message' ? [act.body.flags] : []))
    expect(sent).toEqual([4096, 4096])
  })
})

describe('the filters', () => {
  const papers: MadePaper[] = [
    { id: 'aaaa1', categories: ['CV'], starred: true, authors: ['Zhou, Li Wei'], affiliations: ['Tsinghua University'] },
    { id: 'aaaa2', categories: ['LG'], abstract: 'On diffusion models.', authors: ['李伟'] },
    { id: 'aaaa3', section: 'brief', categories: ['LG', 'CV'] },
  ]
  it.each<[string, WishInput, string[]]>([
    ['categories in any case', { categories: ['cv'] }, ['aaaa1', 'aaaa3']],
    ['a word to include', { include: ['diffusion'] }, ['aaaa2']],
    ['a word to exclude', { exclude: ['diffusion'] }, ['aaaa1', 'aaaa3']],
    ['an author in any order of names', { authors: ['li wei zhou'] }, ['aaaa1']],
    ['an author in Chinese', { authors: ['李伟'] }, ['aaaa2']],
    ['an affiliation', { affiliations: ['tsinghua'] }, ['aaaa1']],
    ['starred only', { starredOnly: true }, ['aaaa1']],
    ['featured only', { featuredOnly: true }, ['aaaa1', 'aaaa2']],
    ['several at once', { categories: ['LG'], featuredOnly: true }, ['aaaa2']],
  ])('%s', async (_name, wish, expected) => {
    const stage = await createStage()
    const subscription = await stage.subscribe(wish)
    await arrives(stage, 'a.txt', papers)
    expect(['aaaa1', 'aaaa2', 'aaaa3'].filter((id) => has(stage, `Paper ${id}`) > 0)).toEqual(expected)
    const { messages, leftOut } = await stage.delivery.preview(subscription, '2026-01-15')
    expect(messages.flatMap((message) => message.papers)).toEqual(expected)
    expect(leftOut).toHaveLength(3 - expected.length)
  })

  it('that leave nothing leave the channel quiet, and the status says how many of how many', async () => {
    const stage = await subscribed({ categories: ['RO'] })
    await arrives(stage, 'a.txt', papers)
    expect(stage.discord.standing).toEqual([])
    const [status] = await stage.delivery.status({ guildId: GUILD })
    expect(status?.causes).toContainEqual({ kind: 'all-filtered', digest: '2026-01-15', left: 3, of: 3 })
  })
})

describe('the most of a slot', () => {
  it('keeps starred, then featured papers, and folds the rest behind a line that opens them', async () => {
    const stage = await subscribed({ most: 3 })
    await arrives(stage, 'a.txt', [
      ...brief('aaaa1', 'aaaa2'),
      { id: 'aaaa3' },
      { id: 'aaaa4', section: 'brief', starred: true },
      { id: 'aaaa5' },
    ])
    expect(['aaaa1', 'aaaa2', 'aaaa3', 'aaaa4', 'aaaa5'].map((id) => has(stage, `Paper ${id}`) > 0)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
    const token = /more:1:([A-Za-z0-9_-]+)/.exec(textOf(stage.discord.standing[0]))?.[1] ?? ''
    expect(await stage.delivery.overflow(token)).toEqual(['aaaa1', 'aaaa2'])
  })
})

describe('a digest that is corrected on disk', () => {
  it('edits what looks different, marks it, adds what is new, and sends nothing again', async () => {
    const stage = await subscribed({})
    const id = await arrives(stage, 'a.txt', featured('aaaa1', 'aaaa2'))
    await stage.archive.correct(id, [{ id: 'aaaa1', title: 'A better title' }, { id: 'aaaa2' }, { id: 'aaaa9' }])
    await stage.delivery.plan(id)
    await stage.pass(MINUTE)
    const [index, first, second, added] = stage.discord.standing
    expect(stage.discord.standing).toHaveLength(4)
    expect(textOf(first)).toContain('A better title')
    expect(textOf(first)).toMatch(/已更新/)
    expect(second?.edits).toBe(0)
    expect(textOf(added)).toContain('Paper aaaa9')
    expect(textOf(index)).toContain('A better title')
    expect(textOf(index)).toContain(added?.id)
  })

  it('before it was sent is simply sent as it is now', async () => {
    const stage = await subscribed({})
    stage.discord.trouble = () => ({ made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: 120_000 } })
    const id = await arrives(stage, 'a.txt', featured('aaaa1'))
    stage.discord.trouble = () => null
    await stage.archive.correct(id, [{ id: 'aaaa1', title: 'A better title' }])
    await stage.delivery.plan(id)
    await stage.pass(5 * MINUTE)
    expect(texts(stage).filter((text) => text.includes('已更新'))).toEqual([])
    expect(textOf(stage.discord.standing[1])).toContain('A better title')
  })
})

describe('a paper that was posted before', () => {
  it('is not posted again: the index says where it was, and that it was promoted', async () => {
    const stage = await subscribed({})
    await arrives(stage, 'a.txt', [...featured('aaaa1'), ...brief('aaaa2')])
    const carrier = stage.discord.standing[2]
    await arrives(stage, 'b.txt', featured('aaaa2', 'bbbb1'), '2026-01-16')
    expect(stage.discord.standing).toHaveLength(5)
    const index = textOf(stage.discord.standing[3])
    expect(index).toContain(carrier?.id)
    expect(index).toMatch(/promoted|升/i)
  })

  it('and comes with nothing new is not announced', async () => {
    const stage = await subscribed({})
    await arrives(stage, 'a.txt', featured('aaaa1'))
    await arrives(stage, 'b.txt', featured('aaaa1'), '2026-01-16')
    expect(stage.discord.standing).toHaveLength(2)
  })
})

describe('taking back and sending again', () => {
  it('a digest taken back disappears from every channel', async () => {
    const stage = await subscribed({})
    const id = await arrives(stage, 'a.txt', featured('aaaa1', 'aaaa2'))
    expect(await stage.delivery.retract({ digestId: id })).toEqual({ messages: 3, channels: 1 })
    await stage.pass(MINUTE)
    expect(stage.discord.standing).toEqual([])
  })

  it('a deleted message is sent again, and only that', async () => {
    const stage = await subscribed({})
    await arrives(stage, 'a.txt', featured('aaaa1', 'aaaa2'))
    stage.discord.remove(stage.discord.standing[1]?.id ?? '')
    expect(await stage.delivery.resend('2026-01-15')).toEqual({ messages: 1 })
    await stage.pass(MINUTE)
    expect(
      ['aaaa1', 'aaaa2'].map((id) => stage.discord.standing.filter((message) => textOf(message).includes(`save:1:${id}`)).length),
    ).toEqual([1, 1])
    expect(textOf(stage.discord.standing[0])).toContain(stage.discord.standing.at(-1)?.id)
  })

  it('backfill brings the days asked for, oldest first', async () => {
    const stage = await createStage()
    await arrives(stage, 'a.txt', featured('aaaa1'), '2026-01-01')
    await arrives(stage, 'b.txt', featured('bbbb1'), '2026-01-14')
    await arrives(stage, 'c.txt', featured('cccc1'), '2026-01-13')
    const { id } = await stage.subscribe()
    expect(await stage.delivery.backfill(id, 3)).toEqual({ digests: 2, papers: 2 })
    await stage.pass(MINUTE)
    expect(stage.discord.standing.map((message) => /save:1:(\w+)/.exec(textOf(message))?.[1]).filter(Boolean)).toEqual([
      'cccc1',
      'bbbb1',
    ])
    expect(await stage.delivery.backfill(id, 3)).toEqual({ digests: 0, papers: 0 })
  })

  it('says how many days a backfill brings, also while planning goes on', async () => {
    const stage = await createStage()
    await arrives(stage, 'a.txt', featured('aaaa1'), '2026-01-13')
    await arrives(stage, 'b.txt', featured('bbbb1'), '2026-01-14')
    for (let turns = 0; turns < 40; turns++) {
      const { id } = await stage.subscribe({}, `2000000000000000${10 + turns}`)
      stage.delivery.wake()
      // As long as so many questions to the database take.
      for (let turn = 0; turn < turns; turn++) await stage.delivery.posts('aaaa1' as never, GUILD)
      expect(await stage.delivery.backfill(id, 3)).toEqual({ digests: 2, papers: 2 })
    }
  })

  it('a server sees where it has a paper', async () => {
    const stage = await subscribed({})
    await arrives(stage, 'a.txt', featured('aaaa1'))
    const posts = await stage.delivery.posts('aaaa1' as never, GUILD)
    expect(posts).toMatchObject([{ channelId: CHANNEL, messageId: stage.discord.standing[1]?.id }])
    expect(await stage.delivery.posts('aaaa1' as never, '1')).toEqual([])
  })
})
