// What each kind of refusal does: to one act, one thread, one channel, or for a while.
import { describe, expect, it } from 'vitest'
import type { Act, Refusal } from '../../src/delivery/port.ts'
import { REFUSALS, refusalFor } from '../../src/discord/rest/refusals.ts'
import { refusal, type Trouble } from './support/discord.ts'
import { brief, featured } from './support/papers.ts'
import { CHANNEL, createStage, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SYSTEM = '200000000000000099'

async function subscribed(place: 'channel' | 'thread' | 'forum' | 'announcement'): Promise<Stage> {
  const stage = await createStage()
  await stage.subscribe({ place })
  stage.discord.system = SYSTEM
  return stage
}

async function arrives(stage: Stage, name: string, date = '2026-01-15', papers = featured(`${name}1`, `${name}2`)) {
  const id = await stage.archive.add({ file: `${name}.txt`, date, papers, receivedAt: stage.clock.now() })
  await stage.delivery.plan(id)
  await stage.pass(MINUTE)
  return id
}

const state = async (stage: Stage) => (await stage.delivery.subscriptions.list()).map((one) => one.state)
const notices = (stage: Stage) => stage.discord.in(SYSTEM).map(({ body }) => body.content ?? '')
/** Ids of papers in the order in which they are in the channel, its threads and posts. */
function papersIn(stage: Stage, channelId = CHANNEL): readonly string[] {
  const threads = new Set(stage.discord.in(channelId).map((message) => message.id))
  return stage.discord.standing
    .filter((message) => message.channelId === channelId || threads.has(message.channelId))
    .flatMap(({ body }) => /save:1:([a-z0-9]+)/.exec(JSON.stringify(body.components))?.[1] ?? [])
}
const refuse =
  (kind: Refusal, code: number, when: (act: Act) => boolean) =>
  (act: Act): Trouble =>
    when(act) ? refusal(kind, code) : null

describe('a thread that takes nothing any more', () => {
  it.each([
    ['locked', 'thread-locked', 160005],
    ['deleted', 'channel-gone', 10003],
    ['closed to the bot', 'permissions', 50013],
  ] as const)(
    '%s: what was to go into it goes to the channel, in order, and the server is notified once',
    async (_, kind, code) => {
      const stage = await subscribed('thread')
      stage.discord.trouble = (act) => {
        const isIn = act.kind === 'message' && act.channelId !== CHANNEL && act.channelId !== SYSTEM
        const first = stage.discord.acts.filter((one) => one.kind === 'message' && one.channelId === act.channelId).length <= 1
        return isIn && !first ? refusal(kind, code) : null
      }
      await arrives(stage, 'aaaa', '2026-01-15', featured('aaaa1', 'aaaa2', 'aaaa3', 'aaaa4'))
      expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2', 'aaaa3', 'aaaa4'])
      expect(await state(stage)).toEqual(['active'])
      expect(notices(stage)).toEqual([expect.stringContaining('takes no more messages')])
      stage.discord.trouble = () => null
      await arrives(stage, 'bbbb', '2026-01-16')
      expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2', 'aaaa3', 'aaaa4', 'bbbb1', 'bbbb2'])
    },
  )

  it('a post of a forum that is locked: its next messages open a post of their own', async () => {
    const stage = await subscribed('forum')
    stage.discord.trouble = refuse('thread-locked', 160005, (act) => act.kind === 'message' && act.channelId !== SYSTEM)
    await arrives(stage, 'aaaa', '2026-01-15', brief(...Array.from({ length: 40 }, (_, i) => `brief${i}`)))
    const rows = await stage.database.query.selectFrom('deliveries').select(['role', 'act', 'state']).execute()
    expect(rows.filter(({ role }) => role === 'briefs').map(({ act, state }) => [act, state])).toEqual(
      rows.filter(({ role }) => role === 'briefs').map(() => ['post', 'sent']),
    )
    expect(await state(stage)).toEqual(['active'])
  })

  it('a correction in a locked, archived post is given up alone, and the others are made', async () => {
    const stage = await subscribed('forum')
    const id = await arrives(stage, 'aaaa')
    const locked = stage.discord.standing.find(({ thread }) => thread?.name === 'Paper aaaa1')?.id
    stage.discord.trouble = refuse('thread-archived', 50083, (act) => act.kind === 'edit' && act.channelId === locked)
    const { unarchive } = stage.discord
    stage.discord.unarchive = async (threadId, options) => {
      const no = refusal('permissions')
      return threadId === locked && no !== null ? { outcome: no.outcome, bucket: null } : await unarchive(threadId, options)
    }
    await stage.archive.correct(id, [
      { id: 'aaaa1', title: 'A Better Title' },
      { id: 'aaaa2', title: 'Another Better Title' },
    ])
    await stage.delivery.plan(id)
    await stage.pass(MINUTE)
    expect(await state(stage)).toEqual(['active'])
    expect(JSON.stringify(stage.discord.standing.map(({ body }) => body))).toContain('Another Better Title')
    expect(notices(stage)).toEqual([expect.stringContaining('could not be updated')])
    await arrives(stage, 'bbbb', '2026-01-16')
    expect(papersIn(stage)).toContain('bbbb1')
  })

  it('and was deleted before a restart is not taken for a channel that is closed', async () => {
    const stage = await subscribed('thread')
    stage.discord.trouble = (act) =>
      act.kind === 'message' && act.channelId !== CHANNEL
        ? { made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: 10 * MINUTE } }
        : null
    await arrives(stage, 'aaaa')
    const { messages } = stage.discord
    stage.discord.messages = async (channelId, ...rest) => {
      const no = refusal('channel-gone', 10003)
      return channelId !== CHANNEL && no !== null ? { outcome: no.outcome, bucket: null } : await messages(channelId, ...rest)
    }
    stage.discord.trouble = () => null
    await stage.restart()
    await stage.pass(20 * MINUTE)
    expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2'])
    expect(await state(stage)).toEqual(['active'])
  })

  it('is not taken for the thread alone where its channel is closed too', async () => {
    const stage = await subscribed('thread')
    const { forum } = stage.discord
    stage.discord.forum = async (channelId, options) => {
      const no = refusal('access', 50001)
      return channelId === CHANNEL && no !== null ? { outcome: no.outcome, bucket: null } : await forum(channelId, options)
    }
    stage.discord.trouble = refuse('access', 50001, (act) => act.channelId !== CHANNEL && act.channelId !== SYSTEM)
    await arrives(stage, 'aaaa')
    expect(await state(stage)).toEqual(['forbidden'])
  })
})

describe('an act that is impossible where messages are not', () => {
  it('a thread that may not be opened leaves its papers to the channel', async () => {
    const stage = await subscribed('thread')
    stage.discord.trouble = refuse('permissions', 50013, (act) => act.kind === 'thread')
    await arrives(stage, 'aaaa')
    expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2'])
    expect(await state(stage)).toEqual(['active'])
  })

  it('a channel that cannot publish keeps its papers', async () => {
    const stage = await subscribed('announcement')
    stage.discord.trouble = refuse('wrong-type', 50024, (act) => act.kind === 'publish')
    await arrives(stage, 'aaaa')
    await arrives(stage, 'bbbb', '2026-01-16')
    expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2', 'bbbb1', 'bbbb2'])
    expect(await state(stage)).toEqual(['active'])
  })

  it('a message that may not be published for a while is published once the right is back', async () => {
    const stage = await subscribed('announcement')
    stage.discord.trouble = refuse('permissions', 50013, (act) => act.channelId === CHANNEL && act.kind === 'publish')
    await arrives(stage, 'aaaa')
    expect(await state(stage)).toEqual(['forbidden'])
    expect(notices(stage)).toHaveLength(1)
    stage.discord.trouble = () => null
    await stage.delivery.changed({ channelId: CHANNEL })
    await stage.pass(MINUTE)
    expect(await state(stage)).toEqual(['active'])
    expect(stage.discord.in(CHANNEL).map(({ published }) => published)).toEqual([true, false, false])
    const given = await stage.database.query.selectFrom('deliveries').select('id').where('state', '=', 'dropped').execute()
    expect(given).toEqual([])
  })

  it('a channel of another kind than the subscription is for is paused, and the notice says so', async () => {
    const stage = await subscribed('forum')
    stage.discord.trouble = refuse('wrong-type', 50024, (act) => act.kind === 'post')
    await arrives(stage, 'aaaa')
    expect(await state(stage)).toEqual(['forbidden'])
    expect(notices(stage)).toEqual([expect.stringContaining('of another kind')])
    stage.discord.trouble = () => null
    await stage.delivery.changed({ channelId: CHANNEL })
    await stage.pass(MINUTE)
    expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2'])
  })
})

describe('a refusal that passes by itself', () => {
  it.each([
    ['a limit of active threads', 'passing', 160006],
    ['an error that is not known', 'unclear', 987654],
  ] as const)('%s: is tried again for as long as it takes, and nothing is given up', async (_, kind, code) => {
    const stage = await subscribed('thread')
    stage.discord.trouble = refuse(kind, code, (act) => act.kind === 'thread')
    await arrives(stage, 'aaaa')
    await stage.pass(2 * DAY)
    const tries = stage.discord.acts.filter((act) => act.kind === 'thread').length
    expect(tries).toBeGreaterThan(10)
    expect(tries).toBeLessThan(80)
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.causes.find(({ kind }) => kind === 'waiting')).toMatchObject({ why: expect.stringContaining(String(code)) })
    stage.discord.trouble = () => null
    await stage.pass(2 * HOUR)
    expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2'])
    expect(await state(stage)).toEqual(['active'])
  })
})

describe('a notice to a server', () => {
  const closed = (act: Act) => act.channelId === CHANNEL

  it('waits while its recipient is refused for a while, and then comes there', async () => {
    const stage = await subscribed('channel')
    stage.discord.trouble = (act) =>
      closed(act) ? refusal('access', 50001) : act.channelId === SYSTEM ? refusal('passing', 40062) : null
    await arrives(stage, 'aaaa')
    expect(stage.discord.standing).toEqual([])
    stage.discord.trouble = refuse('access', 50001, closed)
    await stage.pass(HOUR)
    expect(notices(stage)).toEqual([expect.stringContaining(`<#${CHANNEL}>`)])
    expect(stage.discord.standing).toHaveLength(1)
  })

  it.each(['contacts', 'openDirect'] as const)('is not given up where %s are refused for a while', async (read) => {
    const stage = await subscribed('channel')
    if (read === 'openDirect') stage.discord.system = null
    const reading = stage.discord[read]
    const no = refusal('passing', 40003)
    if (no !== null) stage.discord[read] = async () => ({ outcome: no.outcome, bucket: null })
    stage.discord.trouble = refuse('access', 50001, closed)
    await arrives(stage, 'aaaa')
    expect(stage.discord.standing).toEqual([])
    Object.assign(stage.discord, { [read]: reading })
    await stage.pass(HOUR)
    expect(stage.discord.standing.map(({ body }) => body.content)).toEqual([expect.stringContaining(`<#${CHANNEL}>`)])
  })
})

describe('a message that is refused for good', () => {
  it('is given up alone; the server is notified once what was seen, and the status shows it', async () => {
    const stage = await subscribed('channel')
    stage.discord.trouble = refuse(
      'invalid',
      240000,
      (act) => act.kind === 'message' && JSON.stringify(act.body).includes('save:1:aaaa'),
    )
    await arrives(stage, 'aaaa')
    expect(notices(stage)).toEqual([expect.stringMatching(/given up.*240000/s)])
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.causes).toContainEqual({ kind: 'given-up', messages: 2, why: expect.stringContaining('240000') })
  })
})

describe('a tag that was deleted between two days', () => {
  it('is looked up again, and all papers of the day come', async () => {
    const stage = await subscribed('forum')
    let forum = { tags: [{ id: '1', name: 'CV', moderated: false, emojiId: null, emojiName: null }], requiresTag: false }
    stage.discord.forum = async () => ({ outcome: { kind: 'read', found: forum }, bucket: null })
    stage.discord.setTags = async () => ({ outcome: { kind: 'read', found: forum }, bucket: null })
    stage.discord.trouble = (act) =>
      act.kind === 'post' && act.tags.some((id) => !forum.tags.some((tag) => tag.id === id)) ? refusal('invalid', 50035) : null
    await arrives(stage, 'aaaa')
    forum = { tags: [{ id: '2', name: 'CV', moderated: false, emojiId: null, emojiName: null }], requiresTag: false }
    await arrives(stage, 'bbbb', '2026-01-16')
    expect(papersIn(stage)).toEqual(['aaaa1', 'aaaa2', 'bbbb1', 'bbbb2'])
    expect(stage.discord.standing.flatMap(({ thread }) => thread?.tags ?? [])).toContain('2')
  })
})

describe('the table of errors', () => {
  it('knows what concerns a thread, a person, a channel, the token, and what passes', () => {
    const kinds = (codes: readonly number[]) => codes.map((code) => refusalFor(400, code))
    expect(kinds([160005, 50083, 50007, 10003, 50013, 40001, 160006, 20028, 50024, 40067])).toEqual([
      'thread-locked',
      'thread-archived',
      'dm-blocked',
      'channel-gone',
      'permissions',
      'unauthorised',
      'passing',
      'passing',
      'wrong-type',
      'tags',
    ])
    expect(refusalFor(400, 123_456_789)).toBe('unclear')
    expect(Object.keys(REFUSALS).length).toBeGreaterThan(40)
  })
})
