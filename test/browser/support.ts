// A sandbox with its built page, a browser in front of it, and bots behind it: a small one that can
// do everything Discord offers, or the real one.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { type Browser, chromium, type Download, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { startSandbox } from '../support/sandbox.ts'
import { chromiumPath, SKIPPED } from './chromium.mjs'

const root = resolve(import.meta.dirname, '../..')
const artifacts = join(root, 'artifacts')
const AXE = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

if (chromiumPath === undefined) process.stderr.write(`${SKIPPED}\n`)
/** Where there is no browser the part is skipped, and one line says so. */
export const describeInBrowser = describe.skipIf(chromiumPath === undefined)

export interface View {
  readonly width?: number
  readonly height?: number
  readonly locale?: string
  readonly theme?: 'dark' | 'light'
  readonly user?: string
  readonly channel?: string
  readonly touch?: boolean
}

export interface Stage {
  readonly url: string
  /** A fresh visit: nothing remembered, at a channel. */
  visit(view?: View): Promise<Page>
  /** What was refused or went wrong in the page since the last look. */
  troubles(): string[]
  stop(): Promise<void>
}

async function openStage(url: string): Promise<Stage> {
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-gpu'] })
  let noted: string[] = []
  return {
    url,
    async visit({
      width = 1280,
      height = 800,
      locale = 'en-US',
      theme = 'dark',
      user = 'member',
      channel = '',
      touch = false,
    } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        locale,
        colorScheme: theme,
        hasTouch: touch,
        acceptDownloads: true,
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      const page = await context.newPage()
      page.on('pageerror', (error) => noted.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') noted.push(`console: ${message.text()}`)
      })
      page.on('request', (request) => {
        const address = request.url()
        if (!address.startsWith(url) && !/^(?:data|blob):/.test(address)) noted.push(`request: ${address}`)
      })
      const state = await (await fetch(`${url}sandbox/state?messages=0`)).json()
      const id = state.channels.find((each: { name?: string }) => each.name === channel)?.id ?? ''
      const viewer = state.users.find((each: { username: string }) => each.username === user).id
      await page.addInitScript((chosen) => {
        if (localStorage.getItem('sandbox.viewer') === null) localStorage.setItem('sandbox.viewer', chosen)
      }, viewer)
      await page.goto(`${url}#${id}`)
      await page.locator('html[data-ready]').waitFor()
      return page
    },
    troubles() {
      const found = noted
      noted = []
      return found
    },
    stop: () => browser.close(),
  }
}

/** A bot with a page in front of it. */
interface Place {
  readonly url: string
  stop(): Promise<void>
}

export interface Scene<P extends Place> {
  readonly place: P
  readonly stage: Stage
}

/**
 * A place for all tests of a file, opened before the first. Every page that was visited is closed
 * after its test, and demands that nothing went wrong in it but what `isExpected`.
 */
export function useScene<P extends Place>(open: () => Promise<P>, isExpected = (_line: string) => false): Scene<P> {
  let scene: Scene<P> | null = null
  const now = () => {
    if (scene === null) throw new Error('the scene is not set')
    return scene
  }
  let visited: Page[] = []
  beforeAll(async () => {
    const place = await open()
    const stage = await openStage(place.url)
    const visit: Stage['visit'] = async (view) => {
      const page = await stage.visit(view)
      visited.push(page)
      return page
    }
    scene = { place, stage: { ...stage, visit } }
  }, 60_000)
  afterAll(async () => {
    await now().stage.stop()
    await now().place.stop()
  })
  afterEach(async () => {
    for (const page of visited) await page.context().close()
    visited = []
    expect(
      now()
        .stage.troubles()
        .filter((line) => !isExpected(line)),
    ).toEqual([])
  })
  return {
    get place() {
      return now().place
    },
    get stage() {
      return now().stage
    },
  }
}

export async function openSandbox(): Promise<Sandbox> {
  return startSandbox({ port: 0, limits: 'off', pageFolder: join(root, 'dist/page') })
}

interface RealBot {
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
}

/** `paperboy start` as people start it, with the sample digests. */
export async function startRealBot(): Promise<RealBot> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-page-'))
  const digests = join(folder, 'digests')
  cpSync(join(root, 'digests'), digests, { recursive: true })
  const env = {
    ...process.env,
    PAPERBOY_DATA: join(folder, 'data'),
    PAPERBOY_SANDBOX_PORT: '0',
    PAPERBOY_DIGESTS: digests,
    DISCORD_TOKEN: '',
  }
  const bot = spawn(process.execPath, ['dist/main.js', 'start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => bot.once('exit', () => done()))
  const stop = async () => {
    bot.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: await addressOf(bot), folder, stop }
}

function addressOf(bot: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((done, fail) => {
    bot.stdout?.on('data', (chunk) => {
      printed += chunk
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0]
      if (address !== undefined) done(address)
    })
    bot.stderr?.on('data', (chunk) => {
      printed += chunk
    })
    bot.once('exit', (code) => fail(new Error(`the bot ended with ${code}:\n${printed}`)))
  })
}

/** As the bot posts: over REST, with its token. */
export async function post(
  sandbox: Sandbox,
  channel: string,
  body: object,
  files: readonly { name: string; bytes: Uint8Array }[] = [],
): Promise<{ id: string }> {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(body))
  for (const [index, { name, bytes }] of files.entries()) form.set(`files[${index}]`, new Blob([new Uint8Array(bytes)]), name)
  const answer = await fetch(`${sandbox.apiUrl}/v10/channels/${channelId(sandbox, channel)}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${sandbox.token}` },
    body: form,
  })
  const json = (await answer.json()) as { id: string }
  if (!answer.ok) throw new Error(`${answer.status}: ${JSON.stringify(json)}`)
  return json
}

export function channelId({ control }: Sandbox, name: string): string {
  const { channels } = control.state({ messages: false }) as { channels: { id: string; name?: string }[] }
  return channels.find((each) => each.name === name)?.id ?? name
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true })
  await page.screenshot({ path: join(artifacts, `${name}.png`) })
}

/** What the page gave to the disk; kept with the screenshots. */
export async function saved(download: Download, name: string): Promise<Buffer> {
  const path = join(artifacts, name)
  await download.saveAs(path)
  return readFileSync(path)
}

interface AxeResult {
  readonly violations: readonly { id: string; help: string; nodes: readonly { html: string; failureSummary?: string }[] }[]
}

/**
 * Evaluated by the debugger's own way in, which the page's content security policy does not touch.
 */
export async function demandAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(root: Document, options: object): Promise<AxeResult> } }).axe.run(document, {
      resultTypes: ['violations'],
    }),
  )
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`),
  )
  expect(lines).toEqual([])
}
