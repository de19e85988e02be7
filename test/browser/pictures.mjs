// Makes the pictures of the README in both languages: the real bot in its sandbox, looked at with a
// real browser. npm run pictures
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

/** The language of the pictures that are being made: a folder and a locale of the page. */
const LANGUAGES = { en: 'en-US', zh: 'zh-CN' }
let language = 'en'

async function visit({ width = 1000, height = 680, theme = 'dark', channel = 'papers' }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: LANGUAGES[language],
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
  mkdirSync(join(folder, language), { recursive: true })
  const path = join(folder, language, `${name}.png`)
  // A button over the messages would hide what the picture is of.
  await page.locator('.to-newest').evaluate((button) => button.remove())
  await page.screenshot({ path })
  process.stdout.write(`${language}/${name}.png ${Math.round(statSync(path).size / 1024)} KB\n`)
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

async function everythingPosted() {
  for (let tries = 0, before = -1; tries < 120; tries += 1) {
    const { messages } = await (await fetch(`${url}sandbox/state`)).json()
    if (messages.length > 5 && messages.length === before) return
    before = messages.length
    await wait(3_000)
  }
}

const DIGEST = `CL - 计算与语言 CV - 计算机视觉
1、[CL] Attention Is Not All You Need

[Somewhere]
只用注意力并不够。纯注意力网络的输出会随深度以双指数速度退化为秩一矩阵，跳跃连接和多层感知机阻止了退化。
Pure attention loses rank doubly exponentially with depth; skip connections and MLPs stop the degeneration.
https://arxiv.org/abs/2501.90001
2、[CV] Segment Anything in Images
A Kirillov, E Mintun
[Meta AI]
图像中的任意分割。一个可由点、框和文字提示的分割模型，无需训练就能迁移到新的图像。
A segmentation model that takes points, boxes and words, and transfers to new images without training.
https://arxiv.org/abs/2501.90002
`

const pictures = {
  /** The index of a day with the first of its papers. */
  async channel() {
    const page = await visit({ height: 1000 })
    await page.locator('.scroller').evaluate((list) => list.scrollTo(0, 0))
    await page.locator('.beginning').waitFor()
    const index = page.locator('.message', { hasText: /^.*2025-01-08/ }).first()
    await index.evaluate((node) => node.scrollIntoView({ block: 'start' }))
    await take(page, 'channel')
  },
  async search() {
    const page = await visit({ channel: 'general', height: 760 })
    await run(page, `/search ${language === 'en' ? 'attention' : '注意力'}`)
    await answered(page)
    await take(page, 'search')
  },
  async autocomplete() {
    const page = await visit({ channel: 'announcements', height: 480 })
    await run(page, `/search ${language === 'en' ? 'atten' : '注意'}`)
    await page.locator('.suggest-item').first().waitFor()
    await take(page, 'autocomplete')
  },
  async phone() {
    const page = await visit({ width: 390, height: 780, channel: 'papers-2' })
    await run(page, `/search ${language === 'en' ? 'attention' : '注意力'}`)
    await answered(page)
    await take(page, 'phone')
  },
  async subscribe() {
    const page = await visit({ channel: 'general', height: 700 })
    await beOwner(page)
    await run(page, '/subscribe ')
    await page.keyboard.press('Enter')
    await page.locator('dialog.modal').waitFor()
    await take(page, 'subscribe')
  },
  async author() {
    const page = await visit({ channel: language === 'en' ? 'general' : 'announcements', height: 760 })
    await beOwner(page)
    await run(page, '/admin ingest ')
    await page.locator('.command-form input[type=file]').setInputFiles({
      name: `2025-01-1${language === 'en' ? 0 : 1}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(
        language === 'en'
          ? DIGEST
          : DIGEST.replaceAll('2501.9', '2502.9').replace(' Not All', ' Still Not All').replace(' in Images', ' in Videos'),
      ),
    })
    await page.locator('.run').click()
    await page.locator('.message', { hasText: language === 'en' ? 'Reach' : '覆盖' }).waitFor()
    await take(page, 'author')
  },
}

async function beOwner(page) {
  await page.locator('.viewer').click()
  await page.getByRole('menuitemradio', { name: /Olivia/ }).click()
}

try {
  await everythingPosted()
  const wanted = process.argv.slice(2)
  for (language of Object.keys(LANGUAGES))
    for (const [name, make] of Object.entries(pictures)) if (wanted.length === 0 || wanted.includes(name)) await make()
} finally {
  await browser.close()
  bot.removeAllListeners('exit')
  bot.kill('SIGTERM')
  await new Promise((done) => bot.once('exit', done))
  rmSync(data, { recursive: true, force: true })
}
