// Who may talk to the sandbox, what uploads and bodies may do, and what its answers let a browser
// do.
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Sandbox } from 'discord-sandbox'
import { describe, expect, it, vi } from 'vitest'
import { foreignReason } from '../../../src/sandbox/server/guard.ts'
import { call, channelId, openSandbox } from '../support.ts'

/** fetch writes the Host header itself, so the request is made by hand. */
function raw(sandbox: Sandbox, path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: sandbox.port, path, headers, method }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

describe('a stranger', () => {
  it.each([
    ['/', {}],
    ['/sandbox/state', {}],
    ['/api/v10/users/@me', { authorization: 'Bot sandbox' }],
    ['/', UPGRADE],
  ])('with a foreign Host or Origin gets nothing from %s', async (path, headers) => {
    const sandbox = await openSandbox()
    const own = `127.0.0.1:${sandbox.port}`
    for (const host of ['evil.example', `evil.example:${sandbox.port}`, '127.0.0.1.evil.example', '[::2]']) {
      expect([host, await raw(sandbox, path, { ...headers, host })]).toEqual([host, 403])
    }
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost', 'file://']) {
      expect([origin, await raw(sandbox, path, { ...headers, host: own, origin })]).toEqual([origin, 403])
    }
  })

  it('is not the page itself, under any name of this machine', async () => {
    const sandbox = await openSandbox()
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${sandbox.port}`
      expect(await raw(sandbox, '/sandbox/state', { host, origin: `http://${host}` })).toBe(200)
    }
  })

  it('on another interface of this machine finds nobody listening', async () => {
    const sandbox = await openSandbox()
    const other = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')
    if (!other) return console.warn('skipped: this machine has no other interface')
    const code = await new Promise((resolve) => {
      const socket = connect(sandbox.port, other.address, () => resolve('connected'))
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(code).toBe('ECONNREFUSED')
  })

  it('is judged by where the sandbox was told to listen', () => {
    expect(foreignReason({ host: '192.168.1.5:80' }, '192.168.1.5', 80)).toBeUndefined()
    expect(foreignReason({ host: '192.168.1.6:80' }, '192.168.1.5', 80)).toContain('192.168.1.6')
    expect(foreignReason({ host: 'anything.example' }, '0.0.0.0', 80)).toContain('anything.example')
    expect(foreignReason({}, '127.0.0.1', 80)).toContain('not this machine')
  })
})

describe('a body', () => {
  const MIB = 1_024 * 1_024

  it('beyond 25 MiB is refused, whether its length was told or not', async () => {
    const sandbox = await openSandbox()
    const path = `/channels/${channelId(sandbox, 'papers')}/messages`
    const told = await call(sandbox, 'POST', path, { content: 'x'.repeat(26 * MIB) })
    expect(told).toMatchObject({ status: 413, body: { code: 40_005 } })
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(MIB))
        sent += 1
      },
    })
    const answer = await fetch(`${sandbox.apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bot sandbox', 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit).catch(() => undefined)
    // The answer may get lost while the client still writes; what counts is that reading stopped.
    if (answer) expect(answer.status).toBe(413)
    expect(sent).toBeLessThan(60)
    expect((await call(sandbox, 'POST', path, { content: 'still here' })).status).toBe(200)
  })

  it('nested without end is refused as no JSON', async () => {
    const sandbox = await openSandbox()
    const path = `/channels/${channelId(sandbox, 'papers')}/messages`
    const deep = async (depth: number) =>
      (
        await fetch(`${sandbox.apiUrl}${path}`, {
          method: 'POST',
          headers: { authorization: 'Bot sandbox', 'content-type': 'application/json' },
          body: `{"content":"a \\" [[[","unknown":${'['.repeat(depth)}${']'.repeat(depth)}}`,
        })
      ).json()
    expect(await deep(50)).toMatchObject({ content: 'a " [[[' })
    expect(await deep(200_000)).toMatchObject({ code: 50_109 })
  })
})

describe('what a browser is given', () => {
  it('runs no foreign script, is framed by this machine alone and sniffs nothing', async () => {
    const sandbox = await openSandbox()
    const { headers } = await fetch(sandbox.url)
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('content-security-policy')).toMatch(
      /frame-ancestors 'self' http:\/\/127\.0\.0\.1:\* http:\/\/localhost:\* https:\/\/localhost:\* vscode-webview:$/,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    for (const path of ['..%2Fpackage.json', '%2e%2e/package.json', 'package.json%00.html', '..%5Cindex.html']) {
      expect((await fetch(`${sandbox.url}${path}`)).status).toBe(404)
    }
  })

  it.each(['/', '/sandbox/state', '/sandbox/nothing', '/api/v10/users/@me', '/api/nothing', '/nothing'])(
    'is never left to guess the type of %s',
    async (path) => {
      const sandbox = await openSandbox()
      const answer = await fetch(new URL(path, sandbox.url))
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  it.each(['evil.html', 'evil.svg', 'evil.js', 'evil.xhtml', 'evil.png.html'])(
    'as the upload %s is a download that cannot run',
    async (name) => {
      const sandbox = await openSandbox()
      const form = new FormData()
      form.set('payload_json', '{}')
      form.set('files[0]', new Blob(['<script>alert(1)</script>'], { type: 'text/html' }), name)
      const { body } = await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'papers')}/messages`, form)
      const { headers } = await fetch(body.attachments[0].url)
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('content-disposition')).toMatch(/^attachment;/)
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      // Whatever name is asked for, an id names the same bytes: they must be harmless under each of
      // them.
      const renamed = await fetch(body.attachments[0].url.replace(/[^/]+$/, 'evil.html'))
      expect(renamed.headers.get('content-type')).toBe('application/octet-stream')
    },
  )
})

describe('trouble inside', () => {
  it('reaches the bot as Discord’s own 500', async () => {
    const sandbox = await openSandbox()
    const papers = channelId(sandbox, 'papers')
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    sandbox.world.files.save = () => {
      throw new Error('no space left on device')
    }
    const form = new FormData()
    form.set('payload_json', '{}')
    form.set('files[0]', new Blob(['x']), 'x.txt')
    const answer = await call(sandbox, 'POST', `/channels/${papers}/messages`, form)
    expect(answer).toMatchObject({ status: 500, body: { message: '500: Internal Server Error', code: 0 } })
    expect(sandbox.control.messages(papers).messages).toEqual([])
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ message: 'no space left on device' }))
    told.mockRestore()
  })
})
