// The world on disk: what a restart, a kill and a damaged file do to it. Bare HTTP, real files.
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSandbox as openForCli } from '../../src/cli/sandbox.ts'
import { openJournal, readJournal, StateFileError } from '../../src/sandbox/storage/journal.ts'
import { startSandbox } from '../support/sandbox.ts'
import { call, channelId } from './support.ts'

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'world.jsonl')
}

/** Opens, works, and stops whatever happens. */
async function during<T>(statePath: string, work: (sandbox: Sandbox) => T | Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ limits: 'off', statePath })
  try {
    return await work(sandbox)
  } finally {
    await sandbox.stop()
  }
}

const worldOf = (sandbox: Sandbox) => {
  const { users, guilds, channels, messages, commands } = sandbox.control.state()
  return JSON.parse(JSON.stringify({ users, guilds, channels, messages, commands }))
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('a state file', () => {
  it('brings back channels, messages, threads, reactions, permissions, commands and files', async () => {
    const path = stateFile()
    const before = await during(path, async (sandbox) => {
      const papers = channelId(sandbox, 'papers')
      const form = new FormData()
      form.set('payload_json', JSON.stringify({ content: 'with a file', nonce: 'n1', enforce_nonce: true }))
      form.set('files[0]', new Blob([PNG], { type: 'image/png' }), 'dot.png')
      const { body: message } = await call(sandbox, 'POST', `/channels/${papers}/messages`, form)
      await call(sandbox, 'PUT', `/channels/${papers}/messages/${message.id}/reactions/%F0%9F%91%8D/@me`)
      await call(sandbox, 'POST', `/channels/${papers}/messages/${message.id}/threads`, { name: 'talk' })
      await call(sandbox, 'POST', `/channels/${message.id}/messages`, { content: 'inside' })
      await call(sandbox, 'PUT', `/applications/${sandbox.applicationId}/commands`, [{ name: 'ping', description: 'pong' }])
      sandbox.control.act({ action: 'create-channel', name: 'new', topic: 'made here' })
      sandbox.control.act({ action: 'set-permission', channel: '#general', target: 'bot', deny: ['SEND_MESSAGES'] })
      const gone = sandbox.control.act({ action: 'create-message', channel: '#general', content: 'gone' }) as { id: string }
      sandbox.control.act({ action: 'create-message', channel: '#general', content: 'stays' })
      sandbox.control.act({ action: 'delete-message', channel: '#general', message: gone.id })
      return worldOf(sandbox)
    })
    await during(path, async (sandbox) => {
      const withAddress = (world: object) => JSON.parse(JSON.stringify(world).replace(/127\.0\.0\.1:\d+/g, 'here'))
      expect(withAddress(worldOf(sandbox))).toEqual(withAddress(before))
      const file = worldOf(sandbox).messages.find(({ content }: { content: string }) => content === 'with a file').attachments[0]
      expect(Buffer.from(await (await fetch(file.url)).arrayBuffer()).equals(PNG)).toBe(true)
      const papers = channelId(sandbox, 'papers')
      const again = await call(sandbox, 'POST', `/channels/${papers}/messages`, {
        content: 'x',
        nonce: 'n1',
        enforce_nonce: true,
      })
      expect(again.body.content).toBe('with a file')
      const next = await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: 'newer' })
      expect(BigInt(next.body.id)).toBeGreaterThan(BigInt(again.body.id))
    })
  })

  it('holds a message before its sender hears of it: nothing is lost by a kill at that instant', async () => {
    const path = stateFile()
    const copy = `${path}.copy`
    await during(path, async (sandbox) => {
      await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'papers')}/messages`, { content: 'said' })
      writeFileSync(copy, readFileSync(path))
    })
    await during(copy, (sandbox) => {
      expect(worldOf(sandbox).messages.map(({ content }: { content: string }) => content)).toEqual(['said'])
    })
  })

  it('loses only the line that was torn, at whichever byte', async () => {
    const path = stateFile()
    const whole = await during(path, async (sandbox) => {
      for (const content of ['one', 'two 注意力']) {
        await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'papers')}/messages`, { content })
      }
      return readFileSync(path)
    })
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1
    for (const end of [lastLine + 1, whole.indexOf('注', lastLine) + 1, whole.length - 1]) {
      writeFileSync(path, whole)
      truncateSync(path, end)
      await during(path, (sandbox) => {
        expect(worldOf(sandbox).messages.map(({ content }: { content: string }) => content)).toEqual(['one'])
      })
    }
  })

  it('that is empty is a fresh start', async () => {
    const path = stateFile()
    writeFileSync(path, '')
    await during(path, (sandbox) => expect(channelId(sandbox, 'papers')).toBeTruthy())
  })

  it.each([
    [
      'a line that is no JSON',
      (text: string) => text.replace('\n[[', '\n[[x'),
      /world\.jsonl:2: .*damaged in this line.*move the file away/,
    ],
    ['a line that is JSON of something else', (text: string) => text.replace(/\n\[\[.*/, '\n{"put":1}'), /world\.jsonl:2: /],
    [
      'no bot in it',
      (text: string) =>
        text
          .split('\n')
          .filter((line) => !line.includes('"bot":true'))
          .join('\n'),
      /world\.jsonl: .*the bot is not in it/,
    ],
    [
      'a message that is none',
      (text: string) => `${text}[["put","message",{"channel_id":"1"}],["put","message",{"channel_id":"1","id":"2"}]]\n`,
      /world\.jsonl: .*damaged/,
    ],
    ['another program’s file', () => '# Notes\nbuy milk\n', /world\.jsonl: this is not the state of a sandbox/],
  ])('with %s is named, refused and left as it is', async (_, damage, wording) => {
    const path = stateFile()
    await during(path, () => undefined)
    const damaged = damage(readFileSync(path, 'utf8'))
    writeFileSync(path, damaged)
    await expect(startSandbox({ statePath: path })).rejects.toThrow(StateFileError)
    const opened = await openForCli({ port: 0, statePath: path, limits: 'discord' })
    expect(opened).toMatchObject({ kind: 'refused', why: expect.stringMatching(wording) })
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  it('in a place that cannot be written is told in words', async () => {
    const opened = await openForCli({ port: 0, statePath: '/dev/null/world.jsonl', limits: 'discord' })
    expect(opened).toMatchObject({ kind: 'refused', why: expect.stringContaining('cannot be kept in /dev/null/world.jsonl') })
  })

  it('keeps uploads under their id, whatever name they bring', async () => {
    const path = stateFile()
    await during(path, async (sandbox) => {
      const names = ['../../escape.txt', '/etc/passwd', '..\\..\\windows.txt', '.hidden', 'a\u0000b.txt', '..', '注意力.txt']
      const form = new FormData()
      form.set('payload_json', JSON.stringify({ content: '' }))
      for (const [index, name] of names.entries()) form.set(`files[${index}]`, new Blob(['text']), name)
      const { body } = await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'papers')}/messages`, form)
      for (const { id, filename, url } of body.attachments) {
        expect(filename).not.toMatch(/[/\\\0]|^\./)
        expect(existsSync(join(`${path}.files`, id))).toBe(true)
        expect(await (await fetch(url)).text()).toBe('text')
      }
      for (const name of ['escape.txt', 'windows.txt']) expect(existsSync(join(path, '..', name))).toBe(false)
      for (const way of ['..%2F..%2Fworld.jsonl', '..%2Fworld.jsonl', '%2Fetc%2Fpasswd']) {
        expect((await fetch(`${sandbox.url}cdn/attachments/1/${way}/x.txt`)).status).toBe(404)
      }
    })
  })
})

describe('the journal', () => {
  it('writes with the next line what it could not write before', () => {
    const path = stateFile()
    const journal = openJournal(path, 'http://here', () => [])
    const put = (id: string) => [['put', 'blocked', { id }]] as const
    journal.append(put('1'))
    const circular: Record<string, unknown> = { id: '2' }
    circular.self = circular
    expect(() => journal.append([['put', 'blocked', circular]])).toThrow()
    delete circular.self
    journal.append(put('3'))
    journal.close()
    expect(readJournal(path, 'http://here').map(([, , value]) => (value as { id: string }).id)).toEqual(['1', '2', '3'])
  })

  it('is written anew once it is mostly history', () => {
    const path = stateFile()
    const record = { id: '1', text: 'x'.repeat(400_000) }
    const journal = openJournal(path, 'http://here', () => [['put', 'blocked', record]])
    for (let count = 0; count < 25; count += 1) journal.append([['put', 'blocked', record]])
    journal.append([['put', 'blocked', { id: '2' }]])
    journal.close()
    const text = readFileSync(path)
    expect(text.length).toBeLessThan(6_000_000)
    expect(readJournal(path, 'http://here').at(-1)).toEqual(['put', 'blocked', { id: '2' }])
  })
})
