// The control interface over HTTP, as a page, a script or a test in another language uses it.

import type { Sandbox } from 'discord-sandbox'
import { createManualClock } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFeed } from '../../src/sandbox/feed.ts'
import { createRequestLog } from '../../src/sandbox/server/requests.ts'
import { call, channelId, control, openSandbox } from './support.ts'

interface StreamedEvent {
  readonly id: string
  readonly event: string
  // biome-ignore lint/suspicious/noExplicitAny: events are looked into freely here
  readonly data: any
}

/** The next event of a kind, as EventSource would deliver them. */
async function openEvents(sandbox: Sandbox, lastEventId?: string) {
  const aborter = new AbortController()
  onTestFinished(() => aborter.abort())
  const response = await fetch(`${sandbox.url}sandbox/events`, {
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    signal: aborter.signal,
  })
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  async function next(): Promise<StreamedEvent> {
    for (let end = buffer.indexOf('\n\n'); ; end = buffer.indexOf('\n\n')) {
      if (end === -1) {
        buffer += (await reader.read()).value ?? ''
        continue
      }
      const fields = Object.fromEntries(
        buffer
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
      )
      buffer = buffer.slice(end + 2)
      return { id: fields.id ?? '', event: fields.event ?? '', data: JSON.parse(fields.data ?? 'null') }
    }
  }
  const nextOf = async (event: string) => {
    for (;;) {
      const found = await next()
      if (found.event === event) return found
    }
  }
  return { response, next, nextOf }
}

describe('the files of a member', () => {
  it('stand on their message, uploaded or written out, and need the permission', async () => {
    const sandbox = await openSandbox()
    const form = new FormData()
    form.set(
      'payload_json',
      JSON.stringify({ action: 'create-message', channel: '#general', files: [0, { name: '二.md', text: '# 2' }] }),
    )
    form.set('files[0]', new Blob(['one']), '../../one.txt')
    const answer = await fetch(`${sandbox.url}sandbox/world`, { method: 'POST', body: form })
    const { result } = (await answer.json()) as { result: { attachments: { filename: string; size: number; url: string }[] } }
    expect(result.attachments.map(({ filename, size }) => `${filename} ${size}`)).toEqual(['one.txt 3', '二.md 3'])
    expect(await (await fetch(result.attachments[0]?.url ?? '')).text()).toBe('one')
    const act = (more: object) => control(sandbox, 'POST', '/world', { action: 'create-message', channel: '#general', ...more })
    expect((await act({})).body.error).toBe('a message needs content or files')
    expect((await act({ files: [0] })).body.error).toBe('files: files[0] did not come with the request')
    expect((await act({ files: Array.from({ length: 11 }, () => ({ name: 'a', text: 'a' })) })).status).toBe(400)
    await control(sandbox, 'POST', '/world', {
      action: 'set-permission',
      channel: '#general',
      target: 'everyone',
      deny: ['ATTACH_FILES'],
    })
    expect((await act({ files: [{ name: 'a.txt', text: 'a' }] })).body.error).toBe('member may not attach files here')
  })
})

describe('the stream of events', () => {
  it('begins with hello and tells of every change, request, fault and move of the clock', async () => {
    const sandbox = await openSandbox({ clock: createManualClock(Date.UTC(2026, 10, 26)) })
    const { response, next, nextOf } = await openEvents(sandbox)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(await next()).toMatchObject({ event: 'hello', data: { now: Date.UTC(2026, 10, 26) } })
    const papers = channelId(sandbox, 'papers')
    await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: 'hi' })
    expect(await next()).toMatchObject({
      event: 'dispatch',
      data: { t: 'MESSAGE_CREATE', d: { content: 'hi', channel_id: papers } },
    })
    expect(await next()).toMatchObject({
      event: 'request',
      data: {
        method: 'POST',
        route: 'POST /channels/:id/messages',
        status: 200,
        code: null,
        body: { content: 'hi' },
        fault: null,
      },
    })
    await call(sandbox, 'PUT', `/applications/${sandbox.applicationId}/commands`, [{ name: 'ping', description: 'pong' }])
    expect(await nextOf('commands')).toMatchObject({ data: { scope: 'global', commands: [{ name: 'ping' }] } })
    await control(sandbox, 'POST', '/faults', { kind: 'cut', count: 0 })
    expect(await nextOf('faults')).toMatchObject({ data: { faults: [{ kind: 'cut', hits: 0 }] } })
    await control(sandbox, 'POST', '/clock', { advance: 86_400_000 })
    expect(await nextOf('clock')).toMatchObject({ data: { iso: '2026-11-27T00:00:00.000Z', offset: 86_400_000 } })
    await control(sandbox, 'POST', '/world', { action: 'typing', channel: '#papers', user: 'owner' })
    expect(await nextOf('dispatch')).toMatchObject({ data: { t: 'TYPING_START', d: { channel_id: papers } } })
  })

  it('goes on where a reader left off, and says so where that is forgotten', async () => {
    const sandbox = await openSandbox()
    const say = (content: string) => sandbox.control.act({ action: 'create-message', channel: '#papers', content })
    const first = await openEvents(sandbox)
    say('one')
    const { id } = await first.nextOf('dispatch')
    say('two')
    say('three')
    const again = await openEvents(sandbox, id)
    const replayed = [await again.nextOf('dispatch'), await again.nextOf('dispatch')]
    expect(replayed.map(({ data }) => data.d.content)).toEqual(['two', 'three'])
    say('four')
    expect((await again.nextOf('dispatch')).data.d.content).toBe('four')
    for (let count = 0; count < 4_100; count += 1) sandbox.feed.tell({ kind: 'faults' })
    const late = await openEvents(sandbox, id)
    expect([(await late.next()).event, (await late.next()).event]).toEqual(['hello', 'reset'])
  })
})

describe('the state', () => {
  it('has the world, who is in it, what was asked and what was refused', async () => {
    const sandbox = await openSandbox()
    const papers = channelId(sandbox, 'papers')
    await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: 'hi' })
    await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: '' })
    const { body } = await control(sandbox, 'GET', '/state')
    expect(body).toMatchObject({
      token: 'sandbox',
      bot: { username: 'Paperboy', bot: true },
      application: { id: sandbox.applicationId },
      clock: { offset: 0 },
      commands: [],
      interactions: [],
      faults: [],
      gateway: { sessions: [] },
      requests: { 'POST /channels/:id/messages': 2 },
      refusals: { 'POST /channels/:id/messages': 1 },
      refusalCodes: { 50006: 1 },
    })
    expect(body.users.map(({ username }: { username: string }) => username)).toEqual([
      'Paperboy',
      'owner',
      'moderator',
      'member',
      'stranger',
    ])
    expect(body.channels.map(({ name, type }: { name: string; type: number }) => [name, type])).toEqual([
      ['papers', 0],
      ['general', 0],
      ['announcements', 5],
      ['paper-forum', 15],
      ['lobby', 0],
      ['papers-2', 0],
    ])
    const [guild] = body.guilds
    expect(guild).toMatchObject({ name: 'Paperboy Sandbox', botPresent: true, unavailable: false })
    expect(guild.members.map(({ user }: { user: { username: string } }) => user.username)).not.toContain('stranger')
    expect(body.messages).toHaveLength(1)
    expect((await control(sandbox, 'GET', '/state?messages=0')).body.messages).toEqual([])
  })

  it('is told message by message, in windows and one alone', async () => {
    const sandbox = await openSandbox()
    const made = ['a', 'b', 'c', 'd', 'e'].map(
      (content) => sandbox.control.act({ action: 'create-message', channel: '#papers', content }) as { id: string },
    )
    const window = async (query: string) => {
      const { body } = await control(sandbox, 'GET', `/channels/%23papers/messages?${query}`)
      return [body.messages.map(({ content }: { content: string }) => content).join(''), body.more]
    }
    expect(await window('')).toEqual(['abcde', false])
    expect(await window('limit=2')).toEqual(['de', true])
    expect(await window(`before=${made[2]?.id}&limit=2`)).toEqual(['ab', false])
    expect(await window(`after=${made[0]?.id}&limit=3`)).toEqual(['bcd', true])
    const one = await control(sandbox, 'GET', `/channels/papers/messages/${made[1]?.id}`)
    expect(one.body).toMatchObject({ content: 'b', author: { username: 'member' } })
    expect((await control(sandbox, 'GET', '/channels/papers/messages/1')).status).toBe(404)
  })

  it('remembers the last requests with body, answer and bucket, and large bodies by their size', async () => {
    const sandbox = await openSandbox({ limits: 'discord' })
    const papers = channelId(sandbox, 'papers')
    const { body: sent } = await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: 'hi' })
    await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: 'hi', ignored: 'x'.repeat(300_000) })
    const { body } = await control(sandbox, 'GET', '/requests')
    expect(body[0]).toMatchObject({
      id: 1,
      path: `/api/v10/channels/${papers}/messages`,
      answer: { id: sent.id },
      bucket: { limit: 5, remaining: 4, resetAfter: 5 },
    })
    expect(body[1].body).toMatch(/^300\d\d\d bytes, too many to show$/)
    expect((await control(sandbox, 'GET', '/requests?after=1')).body).toHaveLength(1)
    expect((await control(sandbox, 'GET', '/requests?limit=1')).body[0].id).toBe(2)
  })
})

describe('what is remembered', () => {
  it('of requests are the last thousand, however many there were', () => {
    const log = createRequestLog(createFeed())
    const entry = {
      at: 0,
      ms: 0,
      host: 'x',
      method: 'GET',
      route: 'GET /x',
      path: '/x',
      query: '',
      status: 200,
      code: null,
    } as const
    for (let count = 0; count < 100_000; count += 1)
      log.add({ ...entry, body: null, files: [], answer: null, bucket: null, fault: null })
    expect(log.list().map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, index) => 99_001 + index))
    expect(log.counts().requests).toEqual({ 'GET /x': 100_000 })
  })
})

describe('an action on the world', () => {
  it('comes alone or in a list, and its result comes back', async () => {
    const sandbox = await openSandbox()
    const one = await control(sandbox, 'POST', '/world', { action: 'create-channel', name: 'More Papers', topic: 'more' })
    expect(one.body.result).toMatchObject({ name: 'more-papers', topic: 'more', type: 0 })
    const { body } = await control(sandbox, 'POST', '/world', [
      { action: 'create-channel', name: 'shelf', type: 15, tags: ['CV', { name: 'ML', moderated: true }], require_tag: true },
      { action: 'create-thread', channel: '#shelf', name: 'post', content: 'first', tags: ['CV'] },
      { action: 'delete-channel', channel: '#more-papers' },
      { action: 'open-dm', user: 'member' },
      { action: 'create-guild', name: 'Third', channels: ['a', 'b'] },
    ])
    expect(body.result.map(({ name, type }: { name?: string; type?: number }) => name ?? type)).toEqual([
      'shelf',
      'post',
      'more-papers',
      1,
      'Third',
    ])
    expect(body.result[0].available_tags.map(({ name }: { name: string }) => name)).toEqual(['CV', 'ML'])
  })

  it.each([
    [{ action: 'fly' }, 400, /no action "fly"; known: create-channel/],
    [{ action: 'constructor' }, 400, /no action "constructor"/],
    [{ action: 5 }, 400, /action: .*expected string/],
    [null, 400, /expected object, received null/],
    ['fly', 400, /expected object, received string/],
    [{ action: 'delete-channel', channel: '#nowhere' }, 404, /no channel "#nowhere"/],
    [
      { action: 'create-message', channel: '#papers', user: 'nobody', content: 'x' },
      404,
      /no user "nobody"; known: Paperboy, owner/,
    ],
    [{ action: 'create-message', channel: '#papers', content: 'x'.repeat(2_001) }, 400, /at most 2000/],
    [{ action: 'create-message', channel: '#paper-forum', content: 'x' }, 400, /use create-thread/],
    [{ action: 'set-permission', channel: '#papers', deny: ['FLY'] }, 400, /deny.0: .*SEND_MESSAGES/],
    [{ action: 'create-message', channel: '#papers', user: 'stranger', content: 'x' }, 403, /stranger may not write here/],
  ])('says what is wrong with %j', async (action, status, wording) => {
    const sandbox = await openSandbox()
    const answer = await control(sandbox, 'POST', '/world', action)
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(wording) } })
  })

  it('holds people in slow mode for the interval, but neither bots nor who manages the channel', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 26, 12))
    const sandbox = await openSandbox({ clock })
    sandbox.control.act({ action: 'create-channel', name: 'slow', rate_limit_per_user: 10 })
    const write = async (user: string) => {
      const action = { action: 'create-message', channel: '#slow', user, content: 'x' }
      const { status, body } = await control(sandbox, 'POST', '/world', action)
      return status === 200 ? body.result : `${status} ${body.error}`
    }
    const first = await write('member')
    expect(first).toMatchObject({ content: 'x' })
    sandbox.control.act({ action: 'delete-message', channel: '#slow', message: first.id })
    clock.advance(1_500)
    expect(await write('member')).toBe('429 #slow is in slow mode: member may write again in 9 s')
    for (const user of ['bot', 'bot', 'moderator', 'moderator', 'owner', 'owner'])
      expect([user, await write(user)]).toEqual([user, expect.objectContaining({ content: 'x' })])
    clock.advance(8_500)
    expect(await write('member')).toMatchObject({ content: 'x' })
    sandbox.control.act({ action: 'update-channel', channel: '#slow', rate_limit_per_user: 0 })
    expect(await write('member')).toMatchObject({ content: 'x' })
  })

  it('counts the threads of slow mode apart from the messages, and the posts of a forum', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 26, 12))
    const sandbox = await openSandbox({ clock })
    const member = sandbox.as('member', { channel: '#slow' })
    const begin = (channel: string) =>
      sandbox.control.act({ action: 'create-thread', channel, name: 'a', user: 'member', content: 'x' })
    sandbox.control.act({ action: 'create-channel', name: 'slow', rate_limit_per_user: 60 })
    member.write('x')
    begin('#slow')
    expect(() => begin('#slow')).toThrow('#slow is in slow mode: member may start a thread again in 60 s')
    sandbox.control.act({ action: 'update-channel', channel: '#paper-forum', rate_limit_per_user: 21_600 })
    begin('#paper-forum')
    expect(() => begin('#paper-forum')).toThrow('may start a thread again in 21600 s')
    clock.advance(60_000)
    begin('#slow')
    member.write('x')
    expect(() => member.write('x')).toThrow('may write again in 60 s')
  })

  it('lets who may not, start no thread and write into no locked one', async () => {
    const sandbox = await openSandbox()
    const thread = sandbox.control.act({ action: 'create-thread', channel: '#general', name: 'a' }) as { id: string }
    sandbox.control.act({ action: 'update-thread', channel: thread.id, locked: true })
    const say = (user: string) =>
      sandbox.control.act({ action: 'create-message', channel: thread.id, user, content: 'x' }) as { content: string }
    expect(() => say('member')).toThrow('a is locked: member may not write here')
    expect(say('owner').content).toBe('x')
    sandbox.control.act({ action: 'set-permission', channel: '#general', target: 'everyone', deny: ['CREATE_PUBLIC_THREADS'] })
    expect(() => sandbox.control.act({ action: 'create-thread', channel: '#general', name: 'b' })).toThrow(
      'member may not start a thread here',
    )
  })

  it('takes a permission of the bot away in one channel and gives it back', async () => {
    const sandbox = await openSandbox()
    const say = async (name: string) =>
      (await call(sandbox, 'POST', `/channels/${channelId(sandbox, name)}/messages`, { content: 'x' })).body.code ?? 'sent'
    await control(sandbox, 'POST', '/world', { action: 'set-permission', channel: '#papers', deny: ['SEND_MESSAGES'] })
    expect([await say('papers'), await say('general')]).toEqual([50_013, 'sent'])
    expect((await control(sandbox, 'GET', '/permissions?channel=%23papers')).body).toMatchObject({ view: true, send: false })
    await control(sandbox, 'POST', '/world', { action: 'set-permission', channel: '#papers', deny: ['VIEW_CHANNEL'] })
    expect(await say('papers')).toBe(50_001)
    const clear = ['SEND_MESSAGES', 'VIEW_CHANNEL']
    await control(sandbox, 'POST', '/world', { action: 'set-permission', channel: '#papers', clear })
    expect(await say('papers')).toBe('sent')
  })
})

describe('a request to the control interface that cannot be met', () => {
  it.each([
    ['POST', '/clock', { set: 'tomorrow' }, 400, /"tomorrow" is no time: write 2026-/],
    ['POST', '/interactions', { kind: 'wink' }, 400, /kind: must be one of command, autocomplete/],
    ['POST', '/commands', { name: 'ping' }, 400, /channel_id/],
    ['POST', '/commands', { channel_id: '#papers', name: 'ping' }, 503, /no bot is connected/],
    ['GET', '/nothing', undefined, 404, /README/],
  ])('%s %s %j is told in words', async (method, path, body, status, wording) => {
    const sandbox = await openSandbox()
    expect(await control(sandbox, method, path, body)).toMatchObject({ status, body: { error: expect.stringMatching(wording) } })
  })
})
