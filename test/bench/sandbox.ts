// The sandbox: how soon it is there, how many messages a second it takes in over HTTP, and what it
// costs to keep worlds and a hundred thousand messages.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { startSandbox } from '../support/sandbox.ts'
import type { Bench, Figure } from './bench.ts'
import { figuresOf, measureStarts, openWorlds, type Worlds } from './worlds.ts'

const MB = 1_024 * 1_024
const MESSAGES = 10_000
const PARALLEL = 16
const KEPT = 100_000

/** The size of a real one: a title, an abstract in two languages, a few fields. */
const BODY = JSON.stringify({
  embeds: [
    {
      title: '注意力就是你所需要的一切 · Attention Is All You Need',
      url: 'https://arxiv.org/abs/1706.03762',
      description: `${'我们提出一种仅基于注意力机制的新型简单网络架构。'.repeat(12)}\n\n${'We propose a new simple network architecture based solely on attention. '.repeat(8)}`,
      fields: [
        { name: '作者 · Authors', value: 'Ashish Vaswani, Noam Shazeer, Niki Parmar' },
        { name: '类别 · Category', value: 'NLP', inline: true },
      ],
    },
  ],
  allowed_mentions: { parse: [] },
})

/** A request as bytes: an HTTP client would cost more than the sandbox that is measured. */
const requestOf = (host: string, method: string, path: string, body = '') =>
  `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bot sandbox\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** One kept-alive connection that posts until `next` has no more. */
function postOver(url: URL, next: () => string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname)
    let left = 0
    let head = ''
    const ask = () => {
      const channel = next()
      if (channel === undefined) return socket.end(resolve)
      head = ''
      socket.write(requestOf(url.host, 'POST', `/api/v10/channels/${channel}/messages`, BODY))
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('data', (bytes) => {
      if (head !== '') left -= bytes.length
      else {
        head = bytes.toString('latin1')
        const end = head.indexOf('\r\n\r\n') + 4
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
        if (!head.startsWith('HTTP/1.1 200 ') || end < 4 || Number.isNaN(length)) return reject(new Error(head.slice(0, 500)))
        left = end + length - bytes.length
      }
      if (left === 0) ask()
    })
  })
}

/**
 * The bot and the page, in a process of their own; answers with the seconds that the posts took.
 */
async function postAll(apiUrl: string, channels: readonly string[], count: number): Promise<number> {
  const url = new URL(apiUrl)
  const page = connect(Number(url.port), url.hostname)
  page.write(requestOf(url.host, 'GET', '/sandbox/events'))
  await once(page, 'data')
  page.resume()
  let sent = 0
  const next = () => (sent < count ? channels[sent++ % channels.length] : undefined)
  const start = performance.now()
  await Promise.all(Array.from({ length: PARALLEL }, () => postOver(url, next)))
  const seconds = (performance.now() - start) / 1_000
  page.destroy()
  return seconds
}

const textChannels = (sandbox: Sandbox) =>
  [...sandbox.world.store.channels.values()].flatMap(({ id, type }) => (type === 0 ? [id] : []))

const heap = () => {
  global.gc?.()
  return process.memoryUsage().heapUsed
}

interface Kept {
  readonly perMessage: number
  readonly edits: number
}

/**
 * Heap for each message that is kept, and for a hundred thousand edits, of which nothing must be.
 */
async function keep(): Promise<Kept> {
  const sandbox = await startSandbox({ limits: 'off' })
  const say = (content: string) =>
    sandbox.control.act({ action: 'create-message', channel: '#papers', content }) as { id: string }
  const text = 'x'.repeat(500)
  const fill = (count: number) => {
    for (let index = 0; index < count; index += 1) say(`${index} ${text}`)
  }
  fill(5_000)
  const start = heap()
  fill(KEPT)
  const filled = heap()
  const { id } = say('edited')
  for (let index = 0; index < KEPT; index += 1) {
    sandbox.control.act({ action: 'edit-message', channel: '#papers', message: id, content: `${index} ${text}` })
  }
  const edited = heap()
  await sandbox.stop()
  return { perMessage: (filled - start) / KEPT, edits: edited - filled }
}

export const sandbox: Bench = {
  async measure(runChild) {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'))
    const opened = await startSandbox({ limits: 'off', statePath: join(folder, 'world.jsonl') })
    try {
      const { user, system } = process.cpuUsage()
      const seconds = await runChild<number>('post', opened.apiUrl, textChannels(opened).join(','), String(MESSAGES))
      const spent = process.cpuUsage({ user, system })
      const kept = await runChild<Kept>('keep')
      const figures: Figure[] = [
        ...(await measureStarts()),
        ...figuresOf(await runChild<Worlds>('worlds')),
        {
          what: 'messages a second in, kept on disk, a page looking on',
          value: MESSAGES / seconds,
          unit: '/s',
          limit: { atLeast: 1_000 },
        },
        { what: 'processor time of a message', value: (spent.user + spent.system) / 1_000 / MESSAGES, unit: 'ms', limit: null },
        { what: `heap for each of ${KEPT} messages`, value: kept.perMessage / 1_024, unit: 'KB', limit: { atMost: 4 } },
        { what: `heap that ${KEPT} edits leave behind`, value: kept.edits / MB, unit: 'MB', limit: { atMost: 20 } },
      ]
      return figures
    } finally {
      await opened.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  async child(work, apiUrl = '', channels = '', count = '0') {
    if (work === 'worlds') return openWorlds()
    return work === 'keep' ? keep() : postAll(apiUrl, channels.split(','), Number(count))
  },
}
