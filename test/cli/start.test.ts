// What `paperboy start` says where it cannot run, and with which exit code.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { lockArchive } from '../../src/database/lock.ts'
import { paperboy } from '../support/command-line.ts'
import { startSandbox } from '../support/sandbox.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

/** The settings come from the environment, as on a server. */
async function start(env: Readonly<Record<string, string>>, ...args: string[]) {
  const data = temporaryFolder()
  for (const [name, value] of Object.entries({ PAPERBOY_DIGESTS: data, PAPERBOY_LOG_LEVEL: 'warn', ...env }))
    vi.stubEnv(name, value)
  return await paperboy(['start', ...args], env.PAPERBOY_DATA ?? data)
}

async function runningSandbox() {
  const sandbox = await startSandbox({ port: 0 })
  onTestFinished(() => sandbox.stop())
  return sandbox
}

describe('paperboy start', () => {
  it('names every bad setting at once, with what was found and what is allowed', async () => {
    const { code, err } = await start(
      { PAPERBOY_LOG_LEVEL: 'loud', PAPERBOY_SANDBOX_PORT: 'four', PAPERBOY_DIGEST: 'x' },
      '--port',
      '99999',
    )
    expect(code).toBe(2)
    expect(err).toContain('3 settings cannot be used:')
    expect(err).toMatch(/PAPERBOY_LOG_LEVEL \(environment\): found "loud"; allowed: debug, info, warn, error or silent/)
    expect(err).toMatch(/sandbox\.port \(command line\): found "99999"; allowed: a port, a whole number from 0 to 65535/)
    expect(err).toMatch(/PAPERBOY_DIGEST \(environment\): .*PAPERBOY_DIGESTS/)
  })

  it('ends where the token is refused, and says where to get another', async () => {
    const { apiUrl } = await runningSandbox()
    const { code, err } = await start({ DISCORD_TOKEN: 'stale', DISCORD_API: apiUrl })
    expect(code).toBe(2)
    expect(err).toMatch(/refused the token \(401\)\. .*DISCORD_TOKEN/)
    expect(err).not.toContain('stale')
  })

  it('says which port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const { code, err } = await start({}, '--port', String(port))
    expect(code).toBe(2)
    expect(err).toContain(`Port ${port} on 127.0.0.1 is in use`)
  })

  it('leaves an archive alone that another instance holds, and names it', async () => {
    const { apiUrl, token } = await runningSandbox()
    const data = temporaryFolder()
    const lock = lockArchive(join(data, 'paperboy.sqlite'), Date.now())
    if (lock.kind === 'taken') throw new Error('the lock was not free')
    onTestFinished(lock.release)
    const { code, err } = await start({ DISCORD_TOKEN: token, DISCORD_API: apiUrl, PAPERBOY_DATA: data })
    expect(code).toBe(2)
    expect(err).toContain(`is in use by process ${process.pid}`)
  })

  it('tries again while the network is away, until it is told to stop', async () => {
    const before = process.listenerCount('SIGTERM')
    const running = start({ DISCORD_TOKEN: 'any', DISCORD_API: 'http://127.0.0.1:9/api' })
    await vi.waitFor(() => expect(process.listenerCount('SIGTERM')).toBeGreaterThan(before))
    process.emit('SIGTERM')
    const { code, err } = await running
    expect(code).toBe(0)
    expect(err).not.toContain('bug')
  })
})
