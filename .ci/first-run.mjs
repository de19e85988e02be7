// Runs `npm start` on a fresh checkout until the newest two sample digests stand in the sandbox,
// stops it, starts it again and sees that nothing was posted twice, and no other day.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const root = resolve(import.meta.dirname, '..')
const data = mkdtempSync(join(tmpdir(), 'paperboy-first-run-'))
const digests = join(data, 'digests')
cpSync(join(root, 'digests'), digests, { recursive: true })
const days = readdirSync(digests)
  .map((name) => name.slice(0, 10))
  .sort()
const shown = days.slice(-2)

async function run(until) {
  const env = { ...process.env, PAPERBOY_DATA: data, PAPERBOY_SANDBOX_PORT: '0', PAPERBOY_DIGESTS: digests }
  delete env.DISCORD_TOKEN
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
  for (let tries = 0; tries < 300; tries++) {
    const found = await look().catch(() => null)
    if (found) return found
    await wait(200)
  }
  throw new Error('the messages did not appear within 60 s')
}

/**
 * Each paper is named once among the channel's messages: counted by the number that its digest
 * gives it.
 */
const featured = (state) => state.messages.filter((message) => /arxiv\.org/.test(JSON.stringify(message)))

try {
  const first = await run((state) => featured(state).length >= shown.length * 2)
  // Dates have hyphens that do not break.
  const texts = JSON.stringify(first.messages).replaceAll('\u2011', '-')
  if (!shown.every((day) => texts.includes(day))) throw new Error(`not all of ${shown} were posted`)
  const others = days.filter((day) => !shown.includes(day) && texts.includes(day))
  if (others.length > 0) throw new Error(`${others} were posted too: the newest two days are what a newcomer sees`)
  await wait(0)
  const again = await run((state) => featured(state).length >= featured(first).length && state.commands.length > 0)
  if (again.messages.length !== first.messages.length)
    throw new Error(`${first.messages.length} messages after the first run, ${again.messages.length} after the second`)
  console.log(`first run: ${first.messages.length} messages, nothing twice after a restart`)
} finally {
  rmSync(data, { recursive: true, force: true })
}
