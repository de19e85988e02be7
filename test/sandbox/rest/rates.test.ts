// Rate limits on a clock that stands still until it is moved: buckets, the global limit, hidden
// limits, the block of an address.

import type { Sandbox } from 'discord-sandbox'
import { createClock, createManualClock } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { createRates, type Limits } from '../../../src/sandbox/rest/rates.ts'
import { type Answer, call, channelId, control, openClient, openSandbox } from '../support.ts'

const NOON = Date.UTC(2026, 10, 26, 12)

async function openLimited(limits: Limits = 'discord') {
  const clock = createManualClock(NOON)
  const sandbox = await openSandbox({ limits, clock })
  return { sandbox, clock, papers: channelId(sandbox, 'papers') }
}

/** Sends one after the other; the answers. */
async function times(count: number, send: (index: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let index = 0; index < count; index += 1) answers.push(await send(index))
  return answers
}

const say = (sandbox: Sandbox, channel: string) => call(sandbox, 'POST', `/channels/${channel}/messages`, { content: 'x' })
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status)
const limitHeaders = ({ headers }: Answer) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit') || name === 'retry-after'))

describe('a bucket', () => {
  it('tells what is left, refuses what is too much with a 429 of scope user, and opens again', async () => {
    const { sandbox, clock, papers } = await openLimited()
    const first = await say(sandbox, papers)
    expect(limitHeaders(first)).toEqual({
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset': (NOON / 1_000 + 5).toFixed(3),
      'x-ratelimit-reset-after': '5.000',
      'x-ratelimit-bucket': expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    clock.advance(1_250)
    await times(4, () => say(sandbox, papers))
    const refused = await say(sandbox, papers)
    expect(refused).toMatchObject({
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 3.75, global: false },
    })
    expect(limitHeaders(refused)).toMatchObject({
      'retry-after': '4',
      'x-ratelimit-scope': 'user',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '3.750',
    })
    clock.advance(3_750)
    expect(statuses(await times(6, () => say(sandbox, papers)))).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('belongs to one channel and one method, and has the same name in every channel', async () => {
    const { sandbox, papers } = await openLimited()
    const [message] = await times(5, () => say(sandbox, papers))
    const general = await say(sandbox, channelId(sandbox, 'general'))
    const edit = await call(sandbox, 'PATCH', `/channels/${papers}/messages/${message?.body.id}`, { content: 'y' })
    const remove = await call(sandbox, 'DELETE', `/channels/${papers}/messages/${message?.body.id}`)
    expect(statuses([general, edit, remove])).toEqual([200, 200, 204])
    const [sent, elsewhere, edited, removed] = [message, general, edit, remove].map((each) =>
      each?.headers.get('x-ratelimit-bucket'),
    )
    expect(elsewhere).toBe(sent)
    expect(new Set([sent, edited, removed]).size).toBe(3)
  })

  it('is split by channel, server, and webhook with its token, and by nothing else', async () => {
    const { world } = await openSandbox()
    const rates = createRates(world, createManualClock(NOON), 'discord')
    const left = (route: string, ...params: readonly string[]) =>
      rates.take({ route, params, body: {}, counted: false }).bucket?.remaining
    const edit = 'PATCH /channels/:id/messages/:id'
    expect([left(edit, '1', '10'), left(edit, '1', '11'), left(edit, '2', '10')]).toEqual([4, 3, 4])
    const nick = 'PATCH /guilds/:id/members/:id'
    expect([left(nick, '1', '10'), left(nick, '1', '11'), left(nick, '2', '10')]).toEqual([9, 8, 9])
    const hook = 'POST /webhooks/:id/:token'
    expect([left(hook, '1', 'a'), left(hook, '1', 'a'), left(hook, '1', 'b'), left(hook, '2', 'a')]).toEqual([4, 3, 4, 4])
    const command = 'POST /applications/:id/commands'
    expect([left(command, '1'), left(command, '2')]).toEqual([4, 3])
  })

  it('takes a request that Discord refuses as one of its own', async () => {
    const { sandbox, papers } = await openLimited()
    await times(5, () => call(sandbox, 'POST', `/channels/${papers}/messages`, { content: '' }))
    expect((await say(sandbox, papers)).status).toBe(429)
  })

  it('holds 10 crossposts an hour', async () => {
    const { sandbox, clock } = await openLimited({ routes: { 'POST /channels/:id/messages': { limit: 100, windowMs: 1 } } })
    const channel = channelId(sandbox, 'announcements')
    const sent = await times(11, () => say(sandbox, channel))
    const publish = (id: string) => call(sandbox, 'POST', `/channels/${channel}/messages/${id}/crosspost`)
    const answers = await times(11, (index) => publish(sent[index]?.body.id))
    expect(statuses(answers)).toEqual([...Array(10).fill(200), 429])
    expect(answers[10]?.body.retry_after).toBe(3_600)
    clock.advance(3_600_000)
    expect((await publish(sent[10]?.body.id)).status).toBe(200)
  })

  it('is seen by the real client, which then names its scope', async () => {
    const { sandbox, papers } = await openLimited({ routes: { 'GET /channels/:id': { limit: 1, windowMs: 60_000 } } })
    const client = await openClient(sandbox, { rest: { api: sandbox.apiUrl, rejectOnRateLimit: () => true } })
    await client.rest.get(`/channels/${papers}`)
    await call(sandbox, 'GET', `/channels/${papers}`)
    await expect(client.rest.get(`/channels/${papers}`)).rejects.toMatchObject({ limit: 1, scope: 'user', global: false })
    sandbox.control.fault({ kind: 'rate-limit', scope: 'global', retry_after: 5, route: 'GET /users/@me' })
    await expect(client.rest.get('/users/@me')).rejects.toMatchObject({
      scope: 'global',
      global: true,
      timeToReset: expect.any(Number),
    })
  })
})

describe('the limit over everything', () => {
  it('is 50 a second, says so, and tells of no bucket', async () => {
    const { sandbox, clock } = await openLimited()
    const ask = () => call(sandbox, 'GET', '/users/@me')
    expect(new Set(statuses(await times(50, ask)))).toEqual(new Set([200]))
    clock.advance(400)
    const refused = await ask()
    expect(refused).toMatchObject({
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 0.6, global: true },
    })
    expect(limitHeaders(refused)).toEqual({ 'retry-after': '1', 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true' })
    clock.advance(600)
    expect((await ask()).status).toBe(200)
  })

  it('does not count the answers to interactions', async () => {
    const { sandbox } = await openLimited({ global: 1 })
    await call(sandbox, 'GET', '/users/@me')
    expect((await call(sandbox, 'GET', '/users/@me')).status).toBe(429)
    const id = '1191168998113280000'
    expect((await call(sandbox, 'POST', `/interactions/${id}/token/callback`, { type: 5 })).body.code).toBe(10062)
    expect((await call(sandbox, 'PATCH', `/webhooks/${sandbox.applicationId}/token/messages/@original`, {})).body.code).toBe(
      50027,
    )
  })
})

describe('a limit that no header tells of', () => {
  it('takes three edits in 20 s of messages older than an hour: 30046', async () => {
    const { sandbox, clock, papers } = await openLimited()
    const { body } = await say(sandbox, papers)
    clock.advance(3_600_001)
    const edit = (index: number) => call(sandbox, 'PATCH', `/channels/${papers}/messages/${body.id}`, { content: `${index}` })
    const answers = await times(4, edit)
    expect(statuses(answers)).toEqual([200, 200, 200, 429])
    expect(answers[3]?.body).toMatchObject({ code: 30_046, retry_after: 20, global: false })
    expect(limitHeaders(answers[3] as Answer)).toMatchObject({
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '20.000',
    })
    clock.advance(20_000)
    expect((await edit(5)).status).toBe(200)
  })

  it('takes three edits an hour of published messages: 20022', async () => {
    const { sandbox } = await openLimited()
    const channel = channelId(sandbox, 'announcements')
    const { body } = await say(sandbox, channel)
    await call(sandbox, 'POST', `/channels/${channel}/messages/${body.id}/crosspost`)
    const answers = await times(4, (index) =>
      call(sandbox, 'PATCH', `/channels/${channel}/messages/${body.id}`, { content: `${index}` }),
    )
    expect(answers.map(({ status, body: { code } }) => [status, code])).toEqual([
      [200, undefined],
      [200, undefined],
      [200, undefined],
      [429, 20_022],
    ])
  })

  it('takes two changes of a channel’s name or topic in ten minutes', async () => {
    const { sandbox, papers } = await openLimited()
    sandbox.control.act({ action: 'set-permission', channel: papers, allow: ['MANAGE_CHANNELS'] })
    const answers = await times(3, (index) => call(sandbox, 'PATCH', `/channels/${papers}`, { topic: `${index}` }))
    expect(statuses(answers)).toEqual([200, 200, 429])
    expect((await call(sandbox, 'PATCH', `/channels/${papers}`, { nsfw: false })).status).toBe(200)
  })
})

describe('limits by choice', () => {
  it('relaxed, take ten times the messages and the same 50 a second', async () => {
    const { sandbox, clock, papers } = await openLimited('relaxed')
    const answers = await times(28, () => say(sandbox, papers))
    expect(new Set(statuses(answers))).toEqual(new Set([200]))
    expect(answers[0]?.headers.get('x-ratelimit-limit')).toBe('50')
    const rest = await times(23, () => say(sandbox, papers))
    expect(rest[22]).toMatchObject({ status: 429, body: { global: true } })
    clock.advance(1_000)
    expect((await say(sandbox, papers)).body).toMatchObject({ message: 'You are being rate limited.', global: false })
  })

  it('off, take everything and send no headers', async () => {
    const { sandbox, papers } = await openLimited('off')
    const answers = await times(60, () => say(sandbox, papers))
    expect(new Set(statuses(answers))).toEqual(new Set([200]))
    expect(limitHeaders(answers[59] as Answer)).toEqual({})
  })
})

describe('invalid requests', () => {
  it('are 401, 403 and 429, but not those of a shared limit', async () => {
    const { sandbox, papers } = await openLimited()
    const counted = async () => (await control(sandbox, 'GET', '/state?messages=0')).body.invalidRequests
    await call(sandbox, 'GET', '/users/@me', undefined, { authorization: 'Bot wrong' })
    sandbox.control.fault({ kind: 'refuse', code: 50_013, route: 'GET /users/@me' })
    await call(sandbox, 'GET', '/users/@me')
    sandbox.control.fault({ kind: 'rate-limit', route: 'GET /users/@me' })
    await call(sandbox, 'GET', '/users/@me')
    expect(await counted()).toBe(3)
    sandbox.control.fault({ kind: 'rate-limit', scope: 'shared', route: 'GET /users/@me' })
    await call(sandbox, 'GET', '/users/@me')
    await call(sandbox, 'GET', `/channels/${papers}/messages/1191168998113280000`)
    expect(await counted()).toBe(3)
  })

  it('block the address after 10,000 in ten minutes', async () => {
    const { world } = await openSandbox()
    const clock = createManualClock(NOON)
    const rates = createRates(world, clock, 'discord')
    for (let count = 0; count < 9_999; count += 1) rates.noteInvalid()
    expect(rates.blockedForMs()).toBe(0)
    clock.advance(60_000)
    rates.noteInvalid()
    expect(rates.blockedForMs()).toBe(540_000)
    clock.advance(540_000)
    expect([rates.blockedForMs(), rates.invalid()]).toEqual([0, 0])
  })

  it('forget channels that were quiet for an hour', async () => {
    const { world } = await openSandbox()
    const clock = createManualClock(NOON)
    const rates = createRates(world, clock, 'discord')
    const take = (id: string) => rates.take({ route: 'POST /channels/:id/messages', params: [id], body: {}, counted: false })
    expect([take('1').bucket?.remaining, take('1').bucket?.remaining]).toEqual([4, 3])
    clock.advance(3_700_000)
    expect(take('1').bucket?.remaining).toBe(4)
  })
})

describe('the clock', () => {
  it('of a running sandbox moves with real time and can be set, advanced and put right', async () => {
    const clock = createClock()
    const before = Date.now()
    clock.advance(86_400_000)
    expect(clock.now()).toBeGreaterThanOrEqual(before + 86_400_000)
    clock.set(NOON)
    expect(clock.now()).toBeLessThan(NOON + 60_000)
    clock.advance(-clock.offset())
    expect(clock.now()).toBeGreaterThanOrEqual(before)
  })
})
