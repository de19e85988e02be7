// The way from one process to the server, which a test can cut, stop for a while or slow down.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PostgresProxy {
  /** The same address by this way. */
  urlOf(url: string): string
  /** Connections are lost, and new ones are refused until `heal`. */
  cut(): void
  /** The process loses its connections; the server does not notice. */
  abandon(): void
  /** Nothing passes in either direction until `heal`. */
  stop(): void
  /** What is sent in either direction arrives so much later until `heal`. */
  delay(ms: number): void
  heal(): void
  close(): Promise<void>
}

/** As the server names its socket. */
const SOCKET = '.s.PGSQL.5432'
const ADDRESS = /^(postgres:\/\/[^@]*@)([^/]+)\//

export async function openProxy(server: string): Promise<PostgresProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-proxy-'))
  const target = join(decodeURIComponent(ADDRESS.exec(server)?.[2] ?? ''), SOCKET)
  const sockets = new Set<Socket>()
  const nearSockets = new Set<Socket>()
  const abandoned = new WeakSet<Socket>()
  let state: 'open' | 'stopped' | 'cut' = 'open'
  let delayMs = 0

  function carry(from: Socket, to: Socket): void {
    const late: Buffer[] = []
    const pass = () => to.write(late.shift() ?? '')
    from.on('data', (bytes) => {
      late.push(bytes)
      if (delayMs === 0 && late.length === 1) pass()
      else setTimeout(pass, delayMs)
    })
  }

  const proxy = createServer({ pauseOnConnect: true }, (near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(target)
    nearSockets.add(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      carry(one, other)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        nearSockets.delete(one)
        if (!abandoned.has(one)) other.destroy()
      })
      if (state === 'stopped') one.pause()
      else one.resume()
    }
  })
  await new Promise<void>((resolve) => proxy.listen(join(folder, SOCKET), resolve))

  function cut(): void {
    state = 'cut'
    for (const socket of sockets) socket.destroy()
  }

  return {
    urlOf: (url) => url.replace(ADDRESS, `$1${encodeURIComponent(folder)}/`),
    cut,
    abandon() {
      for (const socket of nearSockets) {
        abandoned.add(socket)
        socket.destroy()
      }
    },
    stop() {
      state = 'stopped'
      for (const socket of sockets) socket.pause()
    },
    delay(ms) {
      delayMs = ms
    },
    heal() {
      state = 'open'
      delayMs = 0
      for (const socket of sockets) socket.resume()
    },
    async close() {
      cut()
      await new Promise<void>((resolve) => proxy.close(() => resolve()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
