// Servers and their roles as they change: a role that is gone, a bot that is taken out.
import { describe, expect, it } from 'vitest'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, GUILD, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const ROLE = '400000000000000001'

async function comes(stage: Stage, paper: string): Promise<void> {
  await stage.delivery.plan(await stage.archive.add({ file: paper, date: '2026-01-15', papers: featured(paper) }))
  await stage.pass(MINUTE)
}

const mentions = (stage: Stage) => stage.discord.in(CHANNEL).flatMap(({ body }) => body.content ?? [])

describe('the role that a day mentions', () => {
  it.each([
    ['is mentioned where it is there', ROLE, true, [`<@&${ROLE}>`]],
    ['is left out where it was deleted', ROLE, false, []],
    ['is never everybody, whose role has the id of the server', GUILD, true, []],
  ])('%s', async (_, mentionRole, isThere, expected) => {
    const stage = await createStage({ servers: { isMember: () => true, hasRole: () => isThere } })
    await stage.subscribe({ mentionRole })
    await comes(stage, 'aaaa1')
    expect(mentions(stage)).toEqual(expected)
  })
})

describe('a server that the bot was taken out of', () => {
  it('is sent nothing, without a try, until the bot is back', async () => {
    const stage = await createStage()
    await stage.subscribe()
    await stage.delivery.left(GUILD)
    const before = stage.discord.acts.length
    await comes(stage, 'aaaa1')
    expect(stage.discord.acts.slice(before)).toEqual([])
    expect((await stage.delivery.subscriptions.list())[0]).toMatchObject({ state: 'forbidden', forbidden: { reason: 'gone' } })
    await stage.delivery.changed({ guildId: GUILD })
    await stage.pass(MINUTE)
    expect((await stage.delivery.subscriptions.list())[0]?.state).toBe('active')
    await comes(stage, 'aaaa2')
    expect(JSON.stringify(stage.discord.in(CHANNEL))).toContain('Paper aaaa2')
  })

  it('while it did not run is noticed at the start', async () => {
    let isMember = true
    const stage = await createStage({ servers: { isMember: () => isMember, hasRole: () => null } })
    await stage.subscribe()
    isMember = false
    await stage.restart()
    expect((await stage.delivery.subscriptions.list())[0]?.state).toBe('forbidden')
  })
})

it('what a channel waits for is said with its reason and its end', async () => {
  const stage = await createStage()
  await stage.subscribe()
  stage.discord.trouble = () => ({ made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: 86_400_000 } })
  const now = stage.clock.now()
  await comes(stage, 'aaaa1')
  const [status] = await stage.delivery.status({ channelId: CHANNEL })
  const waiting = status?.causes.find(({ kind }) => kind === 'waiting')
  expect(waiting).toMatchObject({ kind: 'waiting', why: 'rate limit (user)' })
  expect(waiting?.kind === 'waiting' && waiting.until).toBeGreaterThanOrEqual(now + 86_400_000)
})
