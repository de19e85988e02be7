// The one HTTP server: the API, the control interface, uploaded files, the page, and sockets for
// the gateway.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { WebSocketServer } from 'ws'
import type { Gateway } from '../gateway/gateway.ts'
import type { Rest } from '../rest/pipeline.ts'
import type { Files } from '../storage/files.ts'
import { foreignReason } from './guard.ts'
import { expressionResponse, fileResponse, pageResponse } from './page-files.ts'

type Env = { Bindings: HttpBindings }

/**
 * Listens first: the addresses inside the world hold the port. Rejects with the server's own error,
 * EADDRINUSE among them.
 */
function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

export interface HttpServer {
  readonly port: number
  /** `127.0.0.1:3210` */
  readonly address: string
  /** From now on requests are answered; before, with 503. */
  serve(parts: ServedParts): void
  stop(): Promise<void>
}

export interface ServedParts {
  readonly rest: Rest
  readonly control: Hono
  readonly gateway: Gateway
  readonly files: Files
  readonly pageFolder: string | undefined
}

export async function openServer(wantedPort: number, host: string): Promise<HttpServer> {
  let app: Hono<Env> | undefined
  let sockets: WebSocketServer | undefined
  const server = createAdaptorServer({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }),
  }) as Server
  const port = await listen(server, wantedPort, host)
  const shown = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host
  return {
    port,
    address: `${shown}:${port}`,
    serve(parts) {
      app = createApp(parts, (headers) => foreignReason(headers, host, port))
      sockets = upgradeTo(parts.gateway, server, (headers) => foreignReason(headers, host, port))
    },
    stop: () =>
      new Promise((resolve) => {
        sockets?.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Foreign = (headers: { host?: string | undefined; origin?: string | undefined }) => string | undefined

function createApp(parts: ServedParts, foreign: Foreign): Hono<Env> {
  const app = new Hono<Env>({ getPath: pathOf })
  app.use(async (context, next) => {
    const { headers } = context.req.raw
    const reason = foreign({ host: headers.get('host') ?? undefined, origin: headers.get('origin') ?? undefined })
    if (reason !== undefined) return context.text(`Refused: ${reason}.\n`, 403)
    await next()
    context.res.headers.set('x-content-type-options', 'nosniff')
  })
  app.get('/readyz', (context) => context.text('ok\n'))
  app.all('/api/*', (context) => parts.rest(context.req.raw, context.env))
  app.route('/sandbox', parts.control)
  // A client asks for what it shows it as: bytes that are there are sent as they were uploaded.
  app.get(
    '/cdn/:kind{emojis|stickers}/:file',
    (context) => expressionResponse(parts.files, context.req.param('file')) ?? context.notFound(),
  )
  app.get('/cdn/:kind/:channel/:attachment/:filename', (context) => {
    const { attachment, filename } = context.req.param()
    return fileResponse(parts.files, attachment, filename) ?? context.notFound()
  })
  app.get('*', (context) => pageResponse(parts.pageFolder, context.req.path) ?? context.notFound())
  return app
}

/** The version in the path is optional, and discord.js writes @original as %40original. */
export function pathOf(request: Request): string {
  const start = request.url.indexOf('/', request.url.indexOf('://') + 3)
  const end = request.url.indexOf('?', start)
  const path = request.url.slice(start, end === -1 ? undefined : end)
  return path.replace(/^\/api\/v(?:10|9)(?=\/|$)/, '/api').replaceAll('%40', '@')
}

function upgradeTo(gateway: Gateway, server: Server, foreign: Foreign): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1_024 })
  server.on('upgrade', (request, socket, head) => {
    // Between here and the handshake nothing else listens: an error without a listener would end
    // the process.
    socket.on('error', () => socket.destroy())
    if (foreign(request.headers) !== undefined) return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // The address is whatever a client wrote, "//?v=10" too, which is not a URL: only what follows
      // its question mark counts.
      const [, query = ''] = (request.url ?? '').split(/\?(.*)/s)
      gateway.accept(webSocket, new URLSearchParams(query), request.headers.host ?? '')
    })
  })
  return sockets
}
