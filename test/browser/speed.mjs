// How fast the page opens on a channel with 10,000 messages, and how smoothly it scrolls there. Prints; judges nothing. npm run bench:page
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumPath, SKIPPED } from './chromium.mjs'

if (chromiumPath === undefined) {
  process.stderr.write(`${SKIPPED}\n`)
  process.exit(1)
}
const MESSAGES = 10_000
const root = resolve(import.meta.dirname, '../..')
const sandbox = spawn(process.execPath, [join(root, 'dist/main.js'), 'sandbox', '--port', '0'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const url = await new Promise((done) => {
  sandbox.stdout.on('data', (chunk) => {
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(chunk))?.[0]
    if (address) done(address)
  })
})
const ask = async (path, body) => {
  const answer = await fetch(`${url}sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return answer.json()
}
const words = '这是一条消息 with some **words** and `code`, as people write them. '
for (let at = 0; at < MESSAGES; at += 500) {
  const actions = Array.from({ length: 500 }, (_, index) => ({
    action: 'create-message',
    channel: '#general',
    user: ['owner', 'member', 'moderator'][(at + index) % 3],
    content: `${at + index} ${words.repeat(1 + ((at + index) % 5))}`,
  }))
  await ask('world', actions)
}
const { channels } = await (await fetch(`${url}sandbox/state?messages=0`)).json()
const { id } = channels.find(({ name }) => name === 'general')
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })

const opened = []
for (let round = 0; round < 3; round += 1) {
  const start = performance.now()
  await page.goto(`${url}#${id}`)
  await page.locator('.message').last().waitFor()
  opened.push(performance.now() - start)
  if (round < 2) await page.goto('about:blank')
}

// Wheels upwards through everything there is, and notes how long each frame took.
const scrolled = await page.evaluate(async () => {
  const list = document.querySelector('.scroller')
  const frames = []
  let most = 0
  let last = performance.now()
  const ends = last + 60_000
  while (document.querySelector('.beginning') === null || list.scrollTop > 0) {
    if (last > ends) break
    list.scrollTop -= 400
    await new Promise((done) => requestAnimationFrame(done))
    const now = performance.now()
    frames.push(now - last)
    most = Math.max(most, document.querySelectorAll('.message').length)
    last = now
  }
  frames.sort((a, b) => a - b)
  const at = (part) => frames[Math.floor((frames.length - 1) * part)]
  return {
    frames: frames.length,
    median: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    most,
    isAtTop: document.querySelector('.beginning') !== null,
  }
})
const ms = (value) => `${Math.round(value)} ms`
process.stdout.write(`${MESSAGES} messages: open ${opened.map(ms).join(', ')} (each a fresh visit)\n`)
process.stdout.write(
  `scrolled ${scrolled.isAtTop ? 'to the first message' : 'for a minute'} in ${scrolled.frames} frames: median ${ms(scrolled.median)}, 95 % ${ms(scrolled.p95)}, 99 % ${ms(scrolled.p99)}; at most ${scrolled.most} messages drawn\n`,
)

// A thousand messages at once, while the page looks on.
const before = performance.now()
await ask(
  'world',
  Array.from({ length: 1_000 }, (_, index) => ({
    action: 'create-message',
    channel: '#general',
    user: 'owner',
    content: `burst ${index}`,
  })),
)
await page.locator('.to-newest').click()
await page.locator('.message', { hasText: 'burst 999' }).waitFor()
process.stdout.write(`1000 new messages shown in ${ms(performance.now() - before)}\n`)
await browser.close()
sandbox.kill('SIGTERM')
