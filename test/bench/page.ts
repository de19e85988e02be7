// The sandbox's page on a channel with ten thousand messages, in a real browser: how soon it is
// there, and how smoothly it scrolls.
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sandbox } from 'discord-sandbox'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumPath, SKIPPED } from '../browser/chromium.mjs'
import { startSandbox } from '../support/sandbox.ts'
import type { Bench, Figure } from './bench.ts'

const MESSAGES = 10_000
const BROWSERS = 7
const BURST = 1_000
const PER_SECOND = 1_000
const LOAD_SECONDS = 5
/** A frame of a screen with 60 of them a second, and one that came late. */
const TWO_FRAMES_MS = 34
const WORDS = '这是一条消息 with some **words** and `code`, as people write them. '

function fill(sandbox: Sandbox): string {
  for (let index = 0; index < MESSAGES; index += 1) {
    const user = ['owner', 'member', 'moderator'][index % 3] ?? 'member'
    const content = `${index} ${WORDS.repeat(1 + (index % 5))}`
    sandbox.control.act({ action: 'create-message', channel: '#general', user, content })
  }
  const channel = [...sandbox.world.store.channels.values()].find(({ name }) => name === 'general')
  if (channel === undefined) throw new Error('there is no #general')
  return `${sandbox.url}#${channel.id}`
}

const openBrowser = () => chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] })

/**
 * From the start of the navigation until the newest message is drawn, as the page's own clock has
 * it.
 */
async function visit(browser: Browser, url: string): Promise<{ page: Page; ms: number }> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } })
  const page = await context.newPage()
  await page.addInitScript(
    (newest) => {
      const drawn = new Promise<number>((done) => {
        const observer = new MutationObserver(() => {
          const last = [...document.querySelectorAll('.message')].at(-1)
          if (!last?.textContent?.includes(newest)) return
          observer.disconnect()
          // After the frame in which it was laid out and painted.
          requestAnimationFrame(() => setTimeout(() => done(performance.now())))
        })
        observer.observe(document, { subtree: true, childList: true })
      })
      Object.assign(globalThis, { drawn })
    },
    `${MESSAGES - 1} `,
  )
  await page.goto(url)
  const ms = await page.evaluate(() => (globalThis as unknown as { drawn: Promise<number> }).drawn)
  return { page, ms }
}

interface Scrolled {
  readonly frames: number[]
  readonly most: number
  readonly isAtTop: boolean
}

/** Upwards through everything there is; how long each frame took. */
const scroll = (page: Page): Promise<Scrolled> =>
  page.evaluate(async () => {
    const list = document.querySelector('.scroller') as HTMLElement
    const frames: number[] = []
    let most = 0
    let last = performance.now()
    const ends = last + 60_000
    const isAtTop = () => document.querySelector('.beginning') !== null && list.scrollTop === 0
    while (!isAtTop() && last < ends) {
      list.scrollTop -= 400
      await new Promise((done) => requestAnimationFrame(done))
      const now = performance.now()
      frames.push(now - last)
      most = Math.max(most, document.querySelectorAll('.message').length)
      last = now
    }
    return { frames, most, isAtTop: isAtTop() }
  })

async function burst(sandbox: Sandbox, page: Page): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < BURST; index += 1) {
    sandbox.control.act({ action: 'create-message', channel: '#general', user: 'owner', content: `burst ${index}` })
  }
  await page.locator('.to-newest').click()
  await page.locator('.message', { hasText: `burst ${BURST - 1}` }).waitFor()
  return performance.now() - start
}

/** A thousand messages a second into the channel that is open; how long each frame took meanwhile. */
async function load(sandbox: Sandbox, page: Page): Promise<{ frames: number[]; behindMs: number; perSecond: number }> {
  await page.evaluate(() => {
    const watched = { frames: [] as number[], last: performance.now() }
    const next = (now: number) => {
      watched.frames.push(now - watched.last)
      watched.last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    Object.assign(globalThis, { watched })
  })
  const total = PER_SECOND * LOAD_SECONDS
  const start = performance.now()
  for (let sent = 0; sent < total; await sleep(10)) {
    const due = Math.min(((performance.now() - start) / 1_000) * PER_SECOND, total)
    for (; sent < due; sent += 1) {
      sandbox.control.act({ action: 'create-message', channel: '#general', user: 'owner', content: `load ${sent} ${WORDS}` })
    }
  }
  const tookMs = performance.now() - start
  await page.locator('.message', { hasText: `load ${total - 1} ` }).waitFor()
  const behindMs = performance.now() - start - tookMs
  const frames = await page.evaluate(() => (globalThis as unknown as { watched: { frames: number[] } }).watched.frames)
  return { frames, behindMs, perSecond: (total / tookMs) * 1_000 }
}

function part(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}

export const page: Bench = {
  async measure() {
    if (chromiumPath === undefined) {
      process.stderr.write(`${SKIPPED}\n`)
      return []
    }
    const sandbox = await startSandbox({ limits: 'off', pageFolder: resolve(join('dist', 'page')) })
    try {
      const url = fill(sandbox)
      const first: number[] = []
      for (let index = 0; index < BROWSERS; index += 1) {
        const browser = await openBrowser()
        first.push((await visit(browser, url)).ms)
        await browser.close()
      }
      const browser = await openBrowser()
      await visit(browser, url)
      const again = await visit(browser, url)
      const scrolled = await scroll(again.page)
      const shown = await burst(sandbox, again.page)
      const loaded = await load(sandbox, again.page)
      await browser.close()
      const figures: Figure[] = [
        {
          what: `newest of ${MESSAGES} messages drawn, first visit of a fresh browser, median of ${BROWSERS}`,
          value: part(first, 0.5),
          unit: 'ms',
          limit: { atMost: 1_000 },
        },
        { what: 'the slowest of them', value: Math.max(...first), unit: 'ms', limit: null },
        { what: 'the same, second visit', value: again.ms, unit: 'ms', limit: { atMost: 1_000 } },
        {
          what: `frame while scrolling ${scrolled.isAtTop ? 'to the first message' : 'for a minute'}, median`,
          value: part(scrolled.frames, 0.5),
          unit: 'ms',
          limit: { atMost: TWO_FRAMES_MS },
        },
        { what: '95 % of the frames', value: part(scrolled.frames, 0.95), unit: 'ms', limit: { atMost: TWO_FRAMES_MS } },
        { what: '99 % of the frames', value: part(scrolled.frames, 0.99), unit: 'ms', limit: null },
        { what: 'most messages drawn at once', value: scrolled.most, unit: '', limit: { atMost: 100 } },
        { what: `${BURST} new messages shown`, value: shown, unit: 'ms', limit: { atMost: 1_000 } },
        {
          what: 'messages a second into the open channel',
          value: loaded.perSecond,
          unit: '',
          limit: { atLeast: PER_SECOND * 0.95 },
        },
        { what: 'frame meanwhile, median', value: part(loaded.frames, 0.5), unit: 'ms', limit: { atMost: TWO_FRAMES_MS } },
        { what: '95 % of the frames', value: part(loaded.frames, 0.95), unit: 'ms', limit: { atMost: TWO_FRAMES_MS } },
        { what: 'the slowest of them', value: Math.max(...loaded.frames), unit: 'ms', limit: null },
        { what: 'the last of them shown after', value: loaded.behindMs, unit: 'ms', limit: { atMost: 1_000 } },
      ]
      return figures
    } finally {
      await sandbox.stop()
    }
  },
}
