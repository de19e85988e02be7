// The way from one process to the server, which a test can cut, or stop for a while.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PostgresProxy {
  /** The same address by this way. */
  urlOf(url: string): string
  /** Connections are lost, and new ones are refused until `heal`. */
  cut(): void
  /** Nothing passes in either direction until `heal`. */
  stop(): void
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
  let state: 'open' | 'stopped' | 'cut' = 'open'

  const proxy = createServer({ pauseOnConnect: true }, (near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('data', (bytes) => other.write(bytes))
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
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
    stop() {
      state = 'stopped'
      for (const socket of sockets) socket.pause()
    },
    heal() {
      state = 'open'
      for (const socket of sockets) socket.resume()
    },
    async close() {
      cut()
      await new Promise<void>((resolve) => proxy.close(() => resolve()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
