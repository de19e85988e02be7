// One digest to very many channels in virtual time: the bot of the simulation, and a Discord that
// only counts. What it remembers of a message is a number, so that the memory that grows is the
// bot's.
import { DefaultRestOptions } from 'discord.js'
import { type Buckets, createBuckets } from '../../simulate/discord/buckets.ts'
import { replyTo } from '../../simulate/discord/network.ts'
import { createKernel, type Kernel } from '../../simulate/kernel/kernel.ts'
import { createRandom } from '../../simulate/kernel/random.ts'
import { installVirtualGlobals, useKernel } from '../../simulate/kernel/virtual-globals.ts'
import { seedCrypto } from '../../simulate/ports/crypto.ts'
import { createFolder } from '../../simulate/ports/files.ts'
import { startBot } from '../../simulate/world/bot.ts'
import { fileOf, firstPapers } from '../../simulate/world/digests.ts'
import { createStorage } from '../../simulate/world/storage.ts'

export interface FanOutRun {
  readonly messages: number
  readonly requests: number
  readonly refused: number
  /** Messages that came twice, or to a channel before an earlier paper. */
  readonly wrong: number
  /** From the first request to the last, in virtual time. */
  readonly ms: number
  /** The heap after half of the messages, and after all. */
  readonly heap: { readonly early: number; readonly late: number }
}

/** The message that lists the papers of the day. */
const INDEX = 1
/** A paper's number in its title. */
const PAPER = /K\d{4}(?=r\d)/g
const START = Date.UTC(2026, 0, 15, 1, 0)
const SECOND = 1_000
const PER_SECOND = 50
const CHANNELS_A_GUILD = 10
const FIRST_GUILD = 300_000_000_000_000_000n
const FIRST_CHANNEL = 200_000_000_000_000_000n
const EPOCH = 1_420_070_400_000
const heapNow = () => {
  global.gc?.()
  return process.memoryUsage().heapUsed
}

/** Counts every request at once, within Discord's limits; its answer arrives after `backMs`. */
function createCounting({ now, after, turn }: Kernel, backMs: number) {
  const buckets: Buckets = createBuckets()
  const second = { opened: 0, requests: 0 }
  const papers = new Map<string, number>()
  const seen = { messages: 0, requests: 0, refused: 0, wrong: 0, first: 0, last: 0 }
  let ids = 0

  function count(): boolean {
    if (now() >= second.opened + SECOND) Object.assign(second, { opened: now(), requests: 0 })
    second.requests += 1
    return second.requests <= PER_SECOND
  }

  /** Papers of a channel come in their order, each once. */
  function post(channel: string, body: string): void {
    seen.messages += 1
    const shown = new Set(body.match(PAPER))
    // The first message lists them all.
    if (shown.size !== 1) return
    const number = Number([...shown][0]?.slice(3, 5))
    if (number !== (papers.get(channel) ?? 0) + 1) seen.wrong += 1
    papers.set(channel, number)
  }

  function answer(method: string, path: string, body: string): readonly [number, Readonly<Record<string, string>>, object] {
    const key = `${method} ${path.replace(/messages\/\d+/, 'messages/one')}`
    const over = count() ? buckets.take(key, now()) : { retryAfterMs: SECOND }
    if (over !== null) {
      seen.refused += 1
      const seconds = over.retryAfterMs / SECOND
      return [429, { 'Retry-After': String(Math.ceil(seconds)) }, { message: 'limited', retry_after: seconds, global: false }]
    }
    const [, , channel = '', kind = '', message] = path.split('/')
    if (method === 'GET')
      return [200, buckets.headers(key, now()), kind === 'messages' && message === undefined ? [] : { id: channel, type: 0 }]
    if (method === 'POST') post(channel, body)
    ids += 1
    const id = message ?? String((BigInt(now() - EPOCH) << 22n) + BigInt(ids))
    return [200, buckets.headers(key, now()), { id, channel_id: channel, author: { id: 'bot' }, components: [] }]
  }

  async function request(url: string, init: { readonly method?: string; readonly body?: unknown }): Promise<object> {
    await turn()
    seen.requests += 1
    if (seen.first === 0) seen.first = now()
    const path = decodeURIComponent(new URL(url).pathname.replace(/^.*\/v10/, ''))
    const [status, head, made] = answer(init.method ?? 'GET', path, typeof init.body === 'string' ? init.body : '')
    await new Promise<void>((resolve) => void after(backMs, resolve, 'world'))
    seen.last = now()
    return replyTo({ ...head, 'Content-Type': 'application/json' }, { status, body: made })
  }
  return { request, seen }
}

async function run(channels: number, papers: number, backMs: number): Promise<FanOutRun> {
  const storage = await createStorage()
  installVirtualGlobals()
  const random = createRandom('scale')
  const kernel = createKernel(START, random, true, { atOnce: Number.POSITIVE_INFINITY, inAll: Number.POSITIVE_INFINITY })
  useKernel(kernel)
  seedCrypto(random.fork('ids'))
  storage.reset()
  const folder = createFolder()
  const { request, seen } = createCounting(kernel, backMs)
  Object.assign(DefaultRestOptions, { makeRequest: request })

  const faults: string[] = []
  let bot: Awaited<ReturnType<typeof startBot>> | null = null
  const fault = (error: unknown) => void faults.push(String((error as Error).stack ?? error))
  const starting = startBot({
    path: storage.path,
    kernel,
    random,
    rights: { has: () => true },
    log: {
      debug: () => {},
      info: () => {},
      warn: (_fields, text) => fault(text),
      error: (fields, text) => fault(`${text} ${(fields as { err?: Error }).err?.stack}`),
    },
    settings: { requestsPerSecond: PER_SECOND, backlogDays: 100, backlogMessages: 1_000_000 },
    isBusy: () => ({ folder: true, delivery: true }),
    onFatal: fault,
  })
    .then(async (started) => {
      for (let i = 0; i < channels; i++) {
        const guildId = String(FIRST_GUILD + BigInt(Math.floor(i / CHANNELS_A_GUILD)))
        const made = await started.delivery.subscriptions.create({
          channelId: String(FIRST_CHANNEL + BigInt(i)),
          guildId,
          wish: {},
        })
        if (made.kind !== 'created') throw new Error(`channel ${i}: ${JSON.stringify(made)}`)
      }
      bot = started
    })
    .catch(fault)
  for (let ms = SECOND; bot === null && faults.length === 0; ms += SECOND) await kernel.runUntil(START + ms)
  await starting
  folder.write('2026-01-15.txt', fileOf(firstPapers(1, papers, 0)))

  let [early, late] = [0, 0]
  const expected = channels * (papers + INDEX)
  const patience = kernel.now() + (expected / PER_SECOND) * 4 * SECOND + 600 * SECOND
  while (seen.messages < expected && kernel.now() < patience && faults.length === 0) {
    await kernel.runUntil(kernel.now() + 10 * SECOND)
    if (early === 0 && seen.messages > expected / 2) early = heapNow()
  }
  late = heapNow()
  await kernel.runUntil(kernel.now() + 600 * SECOND)
  useKernel(null)
  storage.close()
  if (faults.length > 0) throw new Error(faults[0])
  const { messages, requests, refused, wrong, first, last } = seen
  return { messages, requests, refused, wrong, ms: last - first, heap: { early, late } }
}

const [channels = 0, papers = 0, backMs = 0] = process.argv.slice(2).map(Number)
const result = await run(channels, papers, backMs)
process.send?.(result)
process.exit(0)
