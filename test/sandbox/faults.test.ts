// Faults by script: each kind in its shape, how often and where it strikes, and what of a request
// took effect.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createManualClock, DEFAULT_SEED } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { createFaults, type FaultInput } from '../../src/sandbox/faults/faults.ts'
import { createFeed } from '../../src/sandbox/feed.ts'
import { call, channelId, control, openClient, openSandbox, until } from './support.ts'

const POST = 'POST /channels/:id/messages'

async function open() {
  const sandbox = await openSandbox()
  const papers = channelId(sandbox, 'papers')
  return {
    sandbox,
    say: (body: object = { content: 'x' }) => call(sandbox, 'POST', `/channels/${papers}/messages`, body),
    said: () => sandbox.control.messages(papers).messages.map(({ content }) => content),
  }
}

describe('an answer in place of the route’s', () => {
  it.each<[string, FaultInput, number, unknown, Record<string, string | null>]>([
    [
      'a 429 of the bot’s own',
      { kind: 'rate-limit', retry_after: 2.5 },
      429,
      { message: 'You are being rate limited.', retry_after: 2.5, global: false },
      { 'retry-after': '2.5', 'x-ratelimit-scope': 'user', 'x-ratelimit-global': null },
    ],
    [
      'a global 429',
      { kind: 'rate-limit', scope: 'global' },
      429,
      { message: 'You are being rate limited.', retry_after: 1, global: true },
      { 'retry-after': '1', 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true', 'x-ratelimit-limit': null },
    ],
    [
      'a 429 that others have caused',
      { kind: 'rate-limit', scope: 'shared', retry_after: 7 },
      429,
      { message: 'The resource is being rate limited.', retry_after: 7, global: false },
      { 'retry-after': '7', 'x-ratelimit-scope': 'shared' },
    ],
    [
      'the block of an address',
      { kind: 'rate-limit-bare' },
      429,
      { code: 0, message: expect.stringContaining('You are being blocked') },
      { 'retry-after': null, 'content-type': 'application/json' },
    ],
    [
      'the block of an address as a page',
      { kind: 'rate-limit-bare', html: true },
      429,
      expect.stringContaining('error code: 1015'),
      { 'retry-after': null, 'content-type': 'text/html; charset=utf-8' },
    ],
    ['a 502', { kind: 'server-error', status: 502 }, 502, { message: '502: Bad Gateway', code: 0 }, {}],
    ['a 503 as a page', { kind: 'server-error', status: 503, html: true }, 503, expect.stringContaining('<h1>503'), {}],
    ['the proxy’s 403', { kind: 'forbidden-page' }, 403, expect.stringContaining('403 Forbidden'), {}],
    ['a refusal by code', { kind: 'refuse', code: 50_013 }, 403, { message: 'Missing Permissions', code: 50_013 }, {}],
    [
      'a limit with its own code',
      { kind: 'refuse', code: 20_028 },
      429,
      { message: expect.stringContaining('write rate limit'), retry_after: 1, global: false, code: 20_028 },
      { 'retry-after': '1', 'x-ratelimit-scope': 'shared' },
    ],
  ])('%s has Discord’s shape, and the request no effect', async (_, fault, status, body, headers) => {
    const { sandbox, say, said } = await open()
    sandbox.control.fault({ ...fault, route: POST } as FaultInput)
    const answer = await say()
    expect(answer).toMatchObject({ status, body })
    for (const [name, value] of Object.entries(headers)) expect([name, answer.headers.get(name)]).toEqual([name, value])
    expect(said()).toEqual([])
    expect((await say()).status).toBe(200)
    expect(sandbox.requests.list().map((entry) => [entry.status, entry.fault])).toEqual([
      [status, fault.kind],
      [200, null],
    ])
  })
})

describe('a socket in trouble', () => {
  it('that loses the answer: the message is there, and its nonce gives it again', async () => {
    const { sandbox, say, said } = await open()
    sandbox.control.fault({ kind: 'lost-answer', route: POST })
    const body = { content: 'once', nonce: 'n-1', enforce_nonce: true }
    await expect(say(body)).rejects.toThrow('fetch failed')
    expect(said()).toEqual(['once'])
    expect(sandbox.requests.list()[0]).toMatchObject({ status: 0, fault: 'lost-answer', answer: { content: 'once' } })
    expect((await say(body)).status).toBe(200)
    expect(said()).toEqual(['once'])
  })

  it('that is cut before: no message', async () => {
    const { sandbox, say, said } = await open()
    sandbox.control.fault({ kind: 'cut', route: POST })
    await expect(say()).rejects.toThrow('fetch failed')
    expect(said()).toEqual([])
    expect(sandbox.requests.list()[0]).toMatchObject({ status: 0, fault: 'cut' })
  })

  it('that is slow: the message is there at once, its answer late', async () => {
    const { sandbox, say, said } = await open()
    sandbox.control.fault({ kind: 'slow', ms: 200, route: POST })
    let answered = false
    const answer = say().then((each) => {
      answered = true
      return each
    })
    await until(sandbox, () => said().length === 1)
    expect(answered).toBe(false)
    expect((await answer).status).toBe(200)
  })

  it('lets the real client try again after a 5xx, with the same nonce', async () => {
    const { sandbox, said } = await open()
    const client = await openClient(sandbox, { enforceNonce: true })
    sandbox.control.fault({ kind: 'server-error', route: POST, count: 2 })
    const channel = await client.channels.fetch(channelId(sandbox, 'papers'))
    if (!channel?.isSendable()) throw new Error('not sendable')
    await channel.send('once')
    expect(said()).toEqual(['once'])
    const sent = sandbox.requests.list().filter(({ route }) => route === POST)
    expect(sent.map(({ status }) => status)).toEqual([500, 500, 200])
    expect(new Set(sent.map(({ body }) => (body as { nonce: string }).nonce)).size).toBe(1)
  })
})

describe('when and where a fault strikes', () => {
  const strikes = (input: FaultInput, routes: readonly string[], random = () => 0) => {
    const faults = createFaults({ feed: createFeed(), clock: createManualClock(0), gateway: () => undefined, random })
    faults.add(input)
    return routes.map((route) => faults.strike(route, route.split(' ')[0] ?? '') !== undefined)
  }
  const EDIT = 'PATCH /channels/:id/messages/:id'

  it.each<[string, FaultInput, boolean[]]>([
    ['every request', { kind: 'cut', count: 0 }, [true, true, true]],
    ['once, where no count is given', { kind: 'cut' }, [true, false, false]],
    ['twice', { kind: 'cut', count: 2 }, [true, true, false]],
    ['one route', { kind: 'cut', count: 0, route: EDIT }, [false, true, false]],
    ['one method', { kind: 'cut', count: 0, method: 'GET' }, [false, false, true]],
    ['what begins so', { kind: 'cut', count: 0, route: 'PATCH /channels/*' }, [false, true, false]],
    ['a path of any method', { kind: 'cut', count: 0, route: '/channels/:id/messages*' }, [true, true, false]],
  ])('%s', (_, fault, expected) => {
    expect(strikes(fault, [POST, EDIT, 'GET /users/@me'])).toEqual(expected)
  })

  it('is left to chance where a probability is given', () => {
    let draw = 0
    const random = () => [0.05, 0.15, 0.09][draw++ % 3] ?? 1
    expect(strikes({ kind: 'cut', count: 0, probability: 0.1 }, [POST, POST, POST], random)).toEqual([true, false, true])
  })

  it('is listed with its hits, and gone when deleted or used up', async () => {
    const { sandbox, say } = await open()
    const made = await control(sandbox, 'POST', '/faults', { kind: 'server-error', route: POST, count: 2 })
    expect(made.body).toMatchObject({ id: 1, kind: 'server-error', status: 500, hits: 0 })
    await say()
    expect((await control(sandbox, 'GET', '/faults')).body).toMatchObject([{ id: 1, hits: 1 }])
    await say()
    expect((await control(sandbox, 'GET', '/faults')).body).toEqual([])
    const { body } = await control(sandbox, 'POST', '/faults', { kind: 'cut', count: 0 })
    expect((await control(sandbox, 'DELETE', `/faults/${body.id}`)).body).toEqual([])
    expect((await control(sandbox, 'DELETE', `/faults/${body.id}`)).status).toBe(404)
  })

  it('says what is wrong with a fault that is none', async () => {
    const { sandbox } = await open()
    const refused = await control(sandbox, 'POST', '/faults', { kind: 'refuse', code: 1 })
    expect(refused).toMatchObject({ status: 400, body: { error: 'code: a code that the sandbox does not know' } })
    const unknown = await control(sandbox, 'POST', '/faults', { kind: 'earthquake' })
    expect(unknown).toMatchObject({ status: 400, body: { error: expect.stringMatching(/kind: .*rate-limit.*gateway-cut/) } })
  })
})

describe('the examples of the sandbox’s pages', () => {
  const folder = join(import.meta.dirname, '../../src/sandbox')
  const pages = ['README.md', ...readdirSync(join(folder, 'docs'), { encoding: 'utf8' }).map((name) => `docs/${name}`)]
  const texts = pages.filter((name) => name.endsWith('.md')).map((name) => readFileSync(join(folder, name), 'utf8'))
  const examples = texts.flatMap((text) => [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? ''))

  it.each(examples.map((text) => [text.split('\n').find((line) => !line.startsWith('SANDBOX=')) ?? '', text]))(
    'work when pasted: %s',
    async (_, text) => {
      const sandbox = await openSandbox({ seed: DEFAULT_SEED })
      const environment = { ...process.env, SANDBOX: sandbox.url.replace(/\/$/, '') }
      const { stdout } = await promisify(execFile)('bash', ['-ec', text], { env: environment }).catch((error) => {
        if (error.code === 'ENOENT') return { stdout: '' }
        throw error
      })
      const errors = stdout.split('\n').filter((line) => line.includes('"error"') || line.includes('"code":'))
      // Only the command needs a bot, and says so.
      expect(errors.filter((line) => !line.includes('no bot is connected'))).toEqual([])
    },
  )
})
