// Runs `npm start` on a fresh checkout until the newest two sample digests are posted whole, stops
// it, adds one more digest and starts it again: nothing of before is posted twice, and of the other
// days nothing at all.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const samples = resolve(import.meta.dirname, '..', 'digests')
const data = mkdtempSync(join(tmpdir(), 'paperboy-first-run-'))
const digests = join(data, 'digests')
mkdirSync(digests)

const files = readdirSync(samples).sort()
const later = files.at(-1)
const shown = files.slice(-3, -1)
const before = files.slice(0, -1)
const place = (file) => copyFileSync(join(samples, file), join(digests, file))

/** The papers of a digest, by the addresses in its text. */
const papersOf = (file) => readFileSync(join(samples, file), 'utf8').match(/arxiv\.org\/abs\/[\d.]+/g)

/** How many messages name a paper. */
const count = (state, paper) => state.messages.filter((message) => JSON.stringify(message).includes(paper)).length

/** What is not posted exactly once. */
const amiss = (state, papers) => papers.filter((paper) => count(state, paper) !== 1)

async function run(until) {
  const env = { ...process.env, PAPERBOY_DATA: data, PAPERBOY_SANDBOX_PORT: '0', PAPERBOY_DIGESTS: digests }
  delete env.DISCORD_TOKEN
  const root = resolve(import.meta.dirname, '..')
  const bot = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  let printed = ''
  bot.stdout.on('data', (chunk) => {
    printed += chunk
    process.stdout.write(chunk)
  })
  const ended = new Promise((done) => bot.on('exit', (code, signal) => done(code ?? signal)))
  try {
    const state = await poll(async () => {
      const page = printed.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0]
      if (!page) return null
      const answer = await fetch(`${page}/sandbox/state`).then((r) => r.json())
      return until(answer) ? answer : null
    })
    process.kill(-bot.pid, 'SIGTERM')
    const code = await Promise.race([ended, wait(15_000, 'no exit within 15 s')])
    if (code !== 0 && code !== 'SIGTERM') throw new Error(`npm start ended with ${code}`)
    return state
  } catch (error) {
    process.kill(-bot.pid, 'SIGKILL')
    throw error
  }
}

async function poll(look) {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look().catch(() => null)
    if (found) return found
    await wait(200)
  }
  throw new Error('the messages did not appear within 120 s')
}

const arePosted = (state, posted) => posted.flatMap(papersOf).every((paper) => count(state, paper) > 0)

try {
  for (const file of before) place(file)
  const first = await run((state) => arePosted(state, shown))
  place(later)
  const again = await run((state) => arePosted(state, [...shown, later]))
  for (const [when, state, posted] of [
    ['first', first, shown],
    ['second', again, [...shown, later]],
  ]) {
    const wrong = amiss(state, posted.flatMap(papersOf))
    if (wrong.length > 0) throw new Error(`after the ${when} run ${wrong} were not posted exactly once`)
    const others = before.filter((file) => !posted.includes(file)).flatMap(papersOf)
    const early = others.filter((paper) => count(state, paper) > 0)
    if (early.length > 0) throw new Error(`${early} were posted too: the newest two days are what a newcomer sees`)
  }
  console.log(`first run: ${first.messages.length} messages; ${again.messages.length} after one more digest, nothing twice`)
} finally {
  rmSync(data, { recursive: true, force: true })
}
