// The small HTTP server for whoever watches the bot: /livez, /readyz and /metrics.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

export interface HealthServer {
  readonly port: number
  stop(): Promise<void>
}

interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
}

const plain = (status: number, text: string): Reply => ({ status, type: 'text/plain; charset=utf-8', text: `${text}\n` })

/** Rejects with the server's own error, such as EADDRINUSE. */
export async function startHealthServer(parts: {
  readonly host: string
  readonly port: number
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>
}): Promise<HealthServer> {
  async function replyTo(path: string): Promise<Reply> {
    switch (path) {
      case '/livez':
        return plain(200, 'ok')
      case '/readyz': {
        const readiness = await parts.readiness()
        const text = `${JSON.stringify(readiness, null, 2)}\n`
        return { status: readiness.ready ? 200 : 503, type: 'application/json', text }
      }
      case '/metrics':
        return { status: 200, type: parts.metrics.contentType, text: await parts.metrics.text() }
      default:
        return plain(404, 'There are /livez, /readyz and /metrics.')
    }
  }

  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    const reply = request.method === 'GET' || request.method === 'HEAD' ? replyTo(path) : Promise.resolve(plain(405, 'GET only'))
    reply
      .catch((error: unknown) => plain(500, error instanceof Error ? error.message : String(error)))
      .then(({ status, type, text }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
        response.end(request.method === 'HEAD' ? undefined : text)
      })
  })
  await listen(server, parts.port, parts.host)
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
