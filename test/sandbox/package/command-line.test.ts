// The command of the built package: what it says, what it refuses, and that it is there in under a
// second.
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'

const root = resolve(import.meta.dirname, '../../../src/sandbox')
const command = join(root, 'bin.mjs')
const run = promisify(execFile)

beforeAll(async () => {
  await run(process.execPath, [join(root, 'build.mjs')])
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-cli-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/**
 * What the process has worked so far, where the system tells (in hundredths of a second): the time
 * on the wall is that of a busy machine.
 */
function workedMs(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Until it says that it is open; it ends with the test. */
async function open(...words: string[]) {
  const started = performance.now()
  const child = spawn(process.execPath, [command, '--port', '0', '--json', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (data) => {
    complaints += data
  })
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const line = await new Promise<string>((done) => child.stdout.once('data', (data) => done(String(data))))
  return {
    child,
    ended,
    complaints: () => complaints,
    ms: workedMs(child.pid) ?? performance.now() - started,
    ...(JSON.parse(line) as { url: string; apiUrl: string; applications: { name: string; token: string }[] }),
  }
}

/** A bot that repeats what is said. */
async function echo(api: string, words = (text: string) => text) {
  const { Client, Events, GatewayIntentBits } = await import('discord.js')
  const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages], rest: { api } })
  const echoed = new Promise((done) => {
    client.on(Events.MessageCreate, async (message) => {
      if (message.author.bot) return
      done(await message.reply(`You said: ${words('something')}`).catch(() => undefined))
    })
  })
  const ready = new Promise((done) => client.once(Events.ClientReady, done))
  await client.login('sandbox')
  await ready
  return { echoed, stop: () => client.destroy() }
}

const failing = async (...words: string[]) => {
  const { code, stderr } = (await run(process.execPath, [command, ...words]).catch((error: unknown) => error)) as {
    code: number
    stderr: string
  }
  return { code, stderr: stderr.trim() }
}

describe('discord-sandbox', () => {
  it('opens in under a second, answers, serves its page, and ends at a signal with 0', async () => {
    const times: number[] = []
    for (let count = 0; count < 3; count += 1) times.push((await open()).ms)
    expect(Math.min(...times)).toBeLessThan(1_000)
    const { url, apiUrl, applications, child, ended } = await open('--limits', 'off')
    expect(applications).toMatchObject([{ name: 'Sandbox Bot', token: 'sandbox' }])
    const me = await fetch(`${apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot sandbox' } })
    expect(await me.json()).toMatchObject({ username: 'Sandbox Bot', bot: true })
    expect(me.headers.get('x-ratelimit-limit')).toBeNull()
    expect((await fetch(`${url}page.js`)).headers.get('content-type')).toContain('javascript')
    expect((await fetch(`${url}readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('takes a seed, intents for all its applications, and a state', async () => {
    const here = folder()
    const seed = join(here, 'seed.json')
    writeFileSync(
      seed,
      JSON.stringify({
        applications: [
          { name: 'One', token: '1' },
          { name: 'Two', token: '2' },
        ],
        users: [],
        servers: [],
      }),
    )
    const { apiUrl, applications } = await open(
      '--seed',
      seed,
      '--intents',
      'MessageContent,GUILD_MEMBERS',
      '--state',
      join(here, 'world.jsonl'),
    )
    expect(applications.map(({ name }) => name)).toEqual(['One', 'Two'])
    const application = await (await fetch(`${apiUrl}/applications/@me`, { headers: { authorization: 'Bot 2' } })).json()
    expect(application.flags).toBe((1 << 15) | (1 << 19))
  })

  it('recommends the shards that it is asked for', async () => {
    const { apiUrl } = await open('--shards', '4', '--max-concurrency', '2')
    const answer = await (await fetch(`${apiUrl}/gateway/bot`, { headers: { authorization: 'Bot sandbox' } })).json()
    expect(answer).toMatchObject({ shards: 4, session_start_limit: { max_concurrency: 2 } })
  })

  it('records what is done, and plays it to the next bot that connects', { timeout: 60_000 }, async () => {
    const session = join(folder(), 'session.json')
    const recording = await open('--limits', 'off', '--record', session)
    const bot = await echo(recording.apiUrl)
    const said = await fetch(`${recording.url}sandbox/world`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'create-message', channel: '#general', user: 'member', content: 'hello' }),
    })
    expect(said.status).toBe(200)
    await bot.echoed
    await bot.stop()
    recording.child.kill('SIGTERM')
    expect(await recording.ended).toBe(0)
    const replay = async (words?: (text: string) => string) => {
      const sandbox = await open('--limits', 'off', '--intents', 'all', '--replay', session)
      const again = await echo(sandbox.apiUrl, words)
      const code = await sandbox.ended
      await again.stop()
      return { code, complaints: sandbox.complaints() }
    }
    expect(await replay()).toEqual({ code: 0, complaints: '' })
    expect(await replay((text) => text.toUpperCase())).toEqual({
      code: 1,
      complaints: expect.stringContaining('message 0.content: "You said: SOMETHING", not "You said: something"'),
    })
  })

  it('says how it is used, and its version', async () => {
    expect((await run(process.execPath, [command, '--help'])).stdout).toContain('--seed FILE')
    expect((await run(process.execPath, [command, '--version'])).stdout).toBe('0.1.0\n')
  })

  it.each([
    [['--port', 'many'], '--port takes a number from 0 to 65535, not "many".'],
    [['--port', '70000'], '--port takes a number from 0 to 65535, not "70000".'],
    [['--shards', '0'], '--shards takes a number from 1 to 10000, not "0".'],
    [['--max-concurrency', 'two'], '--max-concurrency takes a number from 1 to 10000, not "two".'],
    [['--limits', 'some'], '--limits takes discord, relaxed, off, not "some".'],
    [
      ['--intents', 'all,of,them'],
      '--intents: "all" is not an intent of Discord; give all, none, or any of GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT.',
    ],
    [['--seed', '/nowhere/seed.json'], '/nowhere/seed.json: there is no such file'],
    [['--sed', 'x'], "Unknown option '--sed'.\nRun discord-sandbox --help for the options."],
    [
      ['--host', '203.0.113.9', '--port', '0'],
      '"203.0.113.9" is not an address of this machine. Take another one with --host, or leave it out.',
    ],
    [['--replay', '/nowhere/session.json'], '/nowhere/session.json: there is no such file'],
  ])('refuses %j', async (words, expected) => {
    expect(await failing(...words)).toEqual({ code: 2, stderr: expected })
  })

  it('refuses a port that another program has, and a state that is none', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    expect(await failing('--port', String(port))).toEqual({
      code: 2,
      stderr: `Port ${port} on 127.0.0.1 is in use by another program. Take another one with --port; 0 takes any free one.`,
    })
    const state = join(folder(), 'world.jsonl')
    writeFileSync(state, 'hello')
    expect((await failing('--port', '0', '--state', state)).stderr).toContain(`${state}: this is not the state of a sandbox`)
  })
})
