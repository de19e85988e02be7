// A network between a bot and its PostgreSQL server, that can be slow or cut.
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

export interface Proxy {
  urlOf(database: string): string
  /** What is open is ended, and nothing new is let in; until `mend`. */
  cut(): void
  /** The bot loses what is open; the server does not notice. */
  abandon(): void
  /** What is sent either way arrives so much later. */
  delay(ms: number): void
  mend(): void
  close(): Promise<void>
}

/** `server` is an address of a server with a socket in a folder. */
export async function startProxy(server: string): Promise<Proxy> {
  const [, folder = ''] = /@([^/]+)\//.exec(server) ?? []
  const path = join(decodeURIComponent(folder), '.s.PGSQL.5432')
  const sockets = new Set<Socket>()
  let [isCut, delayMs] = [false, 0]
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  }
  const clients = new Set<Socket>()
  const abandoned = new WeakSet<Socket>()
  const carry = (from: Socket, to: Socket) => {
    from.on('data', (chunk) => {
      if (delayMs === 0) to.write(chunk)
      else setTimeout(() => to.write(chunk), delayMs)
    })
    from.once('close', () => {
      if (!abandoned.has(from)) to.destroy()
    })
  }
  const listener = createServer((client) => {
    if (isCut) return client.destroy()
    const upstream = connect(path)
    for (const socket of [client, upstream]) track(socket)
    clients.add(client)
    carry(client, upstream)
    carry(upstream, client)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on a port')
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    urlOf: (database) => `postgres://postgres@127.0.0.1:${address.port}/${database}`,
    cut() {
      isCut = true
      endAll()
    },
    abandon() {
      for (const client of clients) {
        abandoned.add(client)
        client.destroy()
      }
      clients.clear()
    },
    delay(ms) {
      delayMs = ms
    },
    mend() {
      ;[isCut, delayMs] = [false, 0]
    },
    async close() {
      endAll()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
