// The way from one process to a server, which a test can cut, stop for a while, swallow, slow down or
// lead to another server.
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Server, type Socket } from 'node:net'

export interface TcpProxy {
  readonly server: Server
  /** Connections are lost, and new ones are refused until `heal`. */
  cut(): void
  /** The process loses its connections; the server does not notice. */
  abandon(): void
  /** Nothing passes in either direction until `heal`; then it arrives late. */
  stop(): void
  /**
   * Nothing passes and neither side notices, as behind a firewall that has forgotten them. With
   * `heal` all these connections are lost, and what was sent in them never arrives.
   */
  swallow(): void
  /** What is sent in either direction arrives so much later until `heal`. */
  delay(ms: number): void
  heal(): void
  /** Connections are lost, and new ones lead there. */
  lead(target: NetConnectOpts): void
  close(): Promise<void>
}

export async function openProxy(listen: ListenOptions, target: NetConnectOpts): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const nearSockets = new Set<Socket>()
  const abandoned = new WeakSet<Socket>()
  let state: 'open' | 'stopped' | 'swallowing' | 'cut' = 'open'
  let delayMs = 0

  function carry(from: Socket, to: Socket): void {
    const late: Buffer[] = []
    const pass = () => to.write(late.shift() ?? '')
    from.on('data', (bytes) => {
      if (state === 'swallowing') return
      late.push(bytes)
      if (delayMs === 0 && late.length === 1) pass()
      else setTimeout(pass, delayMs)
    })
  }

  const destroyAll = () => {
    for (const socket of sockets) socket.destroy()
  }

  const server = createServer({ pauseOnConnect: true, noDelay: true }, (near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(target)
    far.setNoDelay()
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
        if (!abandoned.has(one) && state !== 'swallowing') other.destroy()
      })
      if (state === 'stopped') one.pause()
      else one.resume()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen, resolve)
  })

  return {
    server,
    cut() {
      state = 'cut'
      destroyAll()
    },
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
    swallow() {
      state = 'swallowing'
    },
    delay(ms) {
      delayMs = ms
    },
    heal() {
      if (state === 'swallowing') destroyAll()
      state = 'open'
      delayMs = 0
      for (const socket of sockets) socket.resume()
    },
    lead(other) {
      target = other
      destroyAll()
    },
    async close() {
      state = 'cut'
      destroyAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
