// Makes the pictures of the README: the real bot in its sandbox, looked at with a real browser. npm
// run pictures
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { chromiumPath, SKIPPED } from './chromium.mjs'

if (chromiumPath === undefined) {
  process.stderr.write(`${SKIPPED}\n`)
  process.exit(1)
}
const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'docs/pictures')
const data = mkdtempSync(join(tmpdir(), 'paperboy-pictures-'))
mkdirSync(folder, { recursive: true })
cpSync(join(root, 'digests'), join(data, 'digests'), { recursive: true })

const env = {
  ...process.env,
  PAPERBOY_DATA: join(data, 'data'),
  PAPERBOY_SANDBOX_PORT: '0',
  PAPERBOY_DIGESTS: join(data, 'digests'),
  DISCORD_TOKEN: '',
}
const bot = spawn(process.execPath, ['dist/main.js', 'start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
const url = await new Promise((done, fail) => {
  let printed = ''
  bot.stdout.on('data', (chunk) => {
    printed += chunk
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0]
    if (address) done(address)
  })
  bot.once('exit', (code) => fail(new Error(`the bot ended with ${code}`)))
})
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--force-color-profile=srgb'] })

async function visit({ width = 1200, height = 760, locale = 'zh-CN', theme = 'dark', channel = 'papers' }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    colorScheme: theme,
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  const { channels } = await (await fetch(`${url}sandbox/state?messages=0`)).json()
  await page.goto(`${url}#${channels.find(({ name }) => name === channel).id}`)
  await page.locator('html[data-ready]').waitFor()
  return page
}

async function take(page, name) {
  await page.evaluate(() => document.fonts.ready)
  await wait(400)
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path })
  process.stdout.write(`${name}.png ${Math.round(statSync(path).size / 1024)} KB\n`)
  await page.context().close()
}

async function run(page, line) {
  await page.locator('.composer-field').click()
  await page.keyboard.type(line)
  await page.locator('.command-form').waitFor()
  await wait(600)
}

async function answered(page) {
  await page.keyboard.press('Enter')
  await page.locator('.message.ephemeral:not(.note)').last().waitFor()
  await wait(600)
}

/** Scrolls so that the last message of that kind begins at the top. */
const showTop = (page, selector) =>
  page
    .locator(selector)
    .last()
    .evaluate((node) => node.scrollIntoView({ block: 'start' }))

async function everythingPosted() {
  for (let tries = 0, before = -1; tries < 120; tries += 1) {
    const { messages } = await (await fetch(`${url}sandbox/state`)).json()
    if (messages.length > 20 && messages.length === before) return
    before = messages.length
    await wait(3_000)
  }
}

/** One day's first paper, in both languages. */
async function takeChannel(name, view) {
  const page = await visit(view)
  await page.locator('.scroller').evaluate((list) => list.scrollTo(0, 0))
  await page.locator('.beginning').waitFor()
  await showTop(page, '.message', 1)
  await take(page, name)
}

const pictures = {
  async channel() {
    await takeChannel('channel', { theme: 'dark' })
  },
  async light() {
    await takeChannel('light', { theme: 'light', locale: 'en-US' })
  },
  async search() {
    const page = await visit({ channel: 'general' })
    await run(page, '/search 注意力')
    await answered(page)
    await showTop(page, '.message.ephemeral')
    await take(page, 'search')
  },
  async autocomplete() {
    const page = await visit({ channel: 'announcements', height: 480 })
    await run(page, '/search 注意')
    await page.locator('.suggest-item').first().waitFor()
    await take(page, 'autocomplete')
  },
  async phone() {
    const page = await visit({ width: 390, height: 780, channel: 'papers-2' })
    await run(page, '/search 注意力')
    await answered(page)
    await showTop(page, '.message.ephemeral')
    await take(page, 'phone')
  },
  async developer() {
    const page = await visit({ locale: 'en-US', width: 1320 })
    await page.locator('.panel-toggle').click()
    await page.locator('.log-entry summary', { hasText: 'POST /channels/:id/messages' }).first().click()
    await take(page, 'developer')
  },
  async subscribe() {
    const page = await visit({ channel: 'general', height: 640 })
    const { commands } = await (await fetch(`${url}sandbox/state?messages=0`)).json()
    if (!commands.some(({ name }) => name === 'subscribe')) return page.context().close()
    await page.locator('.viewer').click()
    await page.getByRole('menuitemradio', { name: /Olivia/ }).click()
    await run(page, '/subscribe ')
    await page.keyboard.press('Enter')
    await page.locator('dialog.modal, .message.ephemeral:not(.note)').last().waitFor()
    await take(page, 'subscribe')
  },
}

try {
  await everythingPosted()
  const wanted = process.argv.slice(2)
  for (const [name, make] of Object.entries(pictures)) if (wanted.length === 0 || wanted.includes(name)) await make()
} finally {
  await browser.close()
  bot.removeAllListeners('exit')
  bot.kill('SIGTERM')
  await new Promise((done) => bot.once('exit', done))
  rmSync(data, { recursive: true, force: true })
}
