// /livez, /readyz and /metrics of the whole program, and what else an operator gets to know.
import { mkdirSync, renameSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startApp } from '../support/app.ts'
import { numberedDigest, putDigest } from '../support/numbered-digests.ts'
import { createReader } from '../support/reader.ts'
import { SEED, startSandbox } from '../support/sandbox.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'

async function running(settings: Readonly<Record<string, unknown>> = {}) {
  const sandbox = await startSandbox({ limits: 'off' })
  onTestFinished(sandbox.stop)
  const folder = temporaryFolder()
  const digests = join(folder, 'digests')
  mkdirSync(digests)
  const app = await startApp({
    sandbox,
    data: folder,
    digests,
    settings: { 'health.port': 0, subscriptions: [{ channel: '#papers' }], ...settings },
  })
  onTestFinished(app.stop)
  const line = app.lines.find(({ msg }) => msg.startsWith('health and metrics'))
  const address = `http://127.0.0.1:${line?.port}`
  const get = async (path: string) => {
    const response = await fetch(`${address}${path}`)
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }
  return { sandbox, app, folder, digests, get }
}

/** The value of a metric with these labels; null where it is not there. */
function metric(metrics: string, name: string, labels = ''): number | null {
  const line = metrics.split('\n').find((one) => one.startsWith(`${name}${labels === '' ? ' ' : `{${labels}} `}`))
  return line === undefined ? null : Number(line.split(' ').at(-1))
}

describe('health', () => {
  it('tells that it lives and whether it can work', async () => {
    const { get, digests } = await running()
    expect(await get('/livez')).toMatchObject({ status: 200, text: 'ok\n' })
    const ready = await get('/readyz')
    expect(ready).toMatchObject({ status: 200, type: 'application/json' })
    expect(JSON.parse(ready.text)).toEqual({
      ready: true,
      checks: { gateway: 'ok', database: 'ok', folder: 'ok', lastDigest: 'none', queue: '0 messages', index: '0 papers' },
    })
    renameSync(digests, `${digests}-away`)
    const missing = await get('/readyz')
    expect(missing.status).toBe(503)
    expect(JSON.parse(missing.text).checks.folder).toContain('ENOENT')
    expect((await get('/livez')).status).toBe(200)
    expect((await get('/etc/passwd')).status).toBe(404)
  })

  it('is off unless a port is set, and refuses one that is taken with its name', async () => {
    const { app } = await running({ 'health.port': null })
    expect(app.lines.filter(({ msg }) => msg.includes('health'))).toEqual([])
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    await expect(running({ 'health.port': port })).rejects.toThrow(`127.0.0.1:${port}`)
  })
})

describe('metrics', () => {
  it('count what was read, posted, asked and answered', async () => {
    const { get, sandbox, digests } = await running()
    // Four messages, and the index once more with the links to the others.
    putDigest(digests, numberedDigest(1, 3, 0))
    const posted = () => sandbox.control.messages(SEED.papers, { limit: 50 }).messages.length
    await until(() => posted() === 4, 'the digest')
    await createReader(sandbox, { locale: 'en-US' }).run('search', { query: 'study' })
    await until(
      async () => metric((await get('/metrics')).text, 'paperboy_deliveries_total', 'outcome="sent"') === 5,
      'the count',
    )
    const { text, type } = await get('/metrics')
    expect(type).toContain('text/plain')
    expect(metric(text, 'paperboy_gateway_connected')).toBe(1)
    expect(metric(text, 'paperboy_queue_messages')).toBe(0)
    expect(metric(text, 'paperboy_queue_oldest_age_seconds')).toBe(0)
    expect(metric(text, 'paperboy_archive_papers')).toBe(3)
    expect(metric(text, 'paperboy_index_waiting_papers')).toBe(0)
    expect(metric(text, 'paperboy_digests_total', 'outcome="new"')).toBe(1)
    expect(metric(text, 'paperboy_subscriptions', 'state="active"')).toBe(1)
    expect(metric(text, 'paperboy_delivery_lateness_seconds_count')).toBe(5)
    expect(metric(text, 'paperboy_answer_duration_seconds_count', 'command="/search",outcome="answered"')).toBe(1)
    const route = 'method="POST",route="/channels/:id/messages",status="200"'
    expect(metric(text, 'paperboy_discord_requests_total', route)).toBe(4)
    expect(Math.abs((metric(text, 'paperboy_last_digest_timestamp_seconds') ?? 0) - Date.now() / 1000)).toBeLessThan(60)
    expect(text).toContain('nodejs_eventloop_lag_seconds')
    expect(text).not.toContain(SEED.papers)
  })
})

describe('the owners of the bot', () => {
  it('are written what was held when the bot stops, at the latest', async () => {
    const { sandbox, app, digests } = await running()
    // A day in years to come.
    putDigest(digests, numberedDigest(3000, 3, 0))
    await until(() => app.lines.some(({ msg }) => msg.includes('is held back')), 'the digest to be held')
    await app.stop()
    expect(directMessages(sandbox)).toEqual([expect.stringMatching(/1 digest is held and not posted.*days from now/)])
  })

  it('are written nothing where the settings say so', async () => {
    const { sandbox, app, digests } = await running({ 'alerts.to': 'none' })
    putDigest(digests, numberedDigest(3000, 3, 0))
    await until(() => app.lines.some(({ msg }) => msg.includes('is held back')), 'the digest to be held')
    await app.stop()
    expect(directMessages(sandbox)).toEqual([])
  })
})

describe('a server that removes the bot', () => {
  it('is noticed at once, and forgotten where no days are granted', async () => {
    const { sandbox, app, get } = await running({ 'privacy.forgetServerDays': 0, subscriptions: [{ channel: '#papers' }] })
    expect(metric((await get('/metrics')).text, 'paperboy_subscriptions', 'state="active"')).toBe(1)
    sandbox.control.act({ action: 'kick-bot', guild: SEED.guild })
    await until(() => app.lines.some(({ msg }) => msg.includes('was forgotten')), 'the server to be forgotten', 70_000)
    expect(metric((await get('/metrics')).text, 'paperboy_subscriptions', 'state="active"')).toBe(0)
  }, 90_000)
})

function directMessages(sandbox: Sandbox): readonly string[] {
  const { id } = sandbox.control.act({ action: 'open-dm', user: 'owner' }) as { id: string }
  return sandbox.control.messages(id, { limit: 10 }).messages.map(({ content }) => content)
}
