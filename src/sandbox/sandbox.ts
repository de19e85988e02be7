// The sandbox on one screen: what it is made of, how the parts hang together, and its one HTTP server.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { WebSocketServer } from 'ws'
import { type Clock, createClock } from './clock.ts'
import { type Control, createControl } from './control/control.ts'
import { createEventStream } from './control/events.ts'
import { createInvoker } from './control/interactions/invoke.ts'
import { createControlRoutes } from './control/routes.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { createFeed, type Feed } from './feed.ts'
import { createGateway, type Gateway } from './gateway/gateway.ts'
import { createRequestLog, type RequestLog } from './requests.ts'
import { createRest } from './rest/pipeline.ts'
import { createRates, type Limits } from './rest/rates.ts'
import type { Realm } from './rest/route.ts'
import { foreignReason } from './server/guard.ts'
import { fileResponse, pageResponse } from './server/page-files.ts'
import { createFolderFiles, createMemoryFiles } from './storage/files.ts'
import { type JournalEntry, noJournal, openJournal, readJournal, StateFileError } from './storage/journal.ts'
import type { Counts } from './validate/limits.ts'
import { createCommands } from './world/commands.ts'
import { createInteractions } from './world/interactions.ts'
import { SEED, seedWorld } from './world/seed.ts'
import { createStore, type Store } from './world/store.ts'
import { createWorld, type World } from './world/world.ts'

export type { Limits } from './rest/rates.ts'
export { StateFileError } from './storage/journal.ts'

export interface SandboxOptions {
  readonly port?: number
  readonly host?: string
  readonly statePath?: string
  readonly pageFolder?: string
  readonly clock?: Clock
  readonly limits?: Limits
  /** How many roles, threads, pins … there may be, where a test wants fewer than Discord. */
  readonly counts?: Partial<Counts>
  readonly privilegedIntents?: boolean
  readonly heartbeatMs?: number
}

export interface Sandbox {
  readonly port: number
  /** The page. */
  readonly url: string
  readonly apiUrl: string
  readonly token: string
  readonly applicationId: string
  readonly world: World
  readonly control: Control
  readonly requests: RequestLog
  readonly faults: Faults
  readonly clock: Clock
  readonly feed: Feed
  stop(): Promise<void>
}

const TOKEN = 'sandbox'
type Env = { Bindings: HttpBindings }

/** Listens first: the addresses inside the world hold the port. Rejects with the server's own error, EADDRINUSE among them. */
function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Lines that are whole may still be nonsense, or lack what nothing works without. */
function restore(store: Store, known: readonly JournalEntry[], path: string): void {
  try {
    store.load(known)
    if (!store.users.get(SEED.bot)) throw new Error('the bot is not in it')
  } catch (cause) {
    const reason = (cause as Error).message
    throw new StateFileError(`${path}: the sandbox's state is damaged (${reason}). Move the file away to start afresh.`, {
      cause,
    })
  }
}

function openWorld(options: SandboxOptions, feed: Feed, clock: Clock, base: string): { world: World; close: () => void } {
  const { statePath } = options
  const store = createStore()
  const known = statePath === undefined ? [] : readJournal(statePath, base)
  if (statePath !== undefined && known.length > 0) restore(store, known, statePath)
  else seedWorld(store)
  store.takeChanges()
  const journal = statePath === undefined ? noJournal : openJournal(statePath, base, store.dump)
  const files = statePath === undefined ? createMemoryFiles() : createFolderFiles(`${statePath}.files`)
  return {
    world: createWorld({ store, clock, feed, journal, files, base, botId: SEED.bot, counts: options.counts }),
    close: journal.close,
  }
}

function createApp(parts: {
  rest: Hono<Env>
  control: Hono
  world: World
  pageFolder: string | undefined
  foreign: (headers: Headers) => string | undefined
}): Hono<Env> {
  const app = new Hono<Env>({ getPath: pathOf })
  app.use(async (context, next) => {
    const reason = parts.foreign(context.req.raw.headers)
    if (reason !== undefined) return context.text(`Refused: ${reason}.\n`, 403)
    await next()
    context.res.headers.set('x-content-type-options', 'nosniff')
  })
  app.route('/api', parts.rest)
  app.route('/sandbox', parts.control)
  app.get('/cdn/:kind/:channel/:attachment/:filename', (context) => {
    const { attachment, filename } = context.req.param()
    return fileResponse(parts.world.files, attachment, filename) ?? context.notFound()
  })
  app.get('*', (context) => pageResponse(parts.pageFolder, context.req.path) ?? context.notFound())
  return app
}

/** The version in the path is optional, and discord.js writes @original as %40original. */
function pathOf(request: Request): string {
  const start = request.url.indexOf('/', request.url.indexOf('://') + 3)
  const end = request.url.indexOf('?', start)
  const path = request.url.slice(start, end === -1 ? undefined : end)
  return path.replace(/^\/api\/v(?:10|9)(?=\/|$)/, '/api').replaceAll('%40', '@')
}

function upgradeTo(
  gateway: Gateway,
  server: Server,
  foreign: (headers: { host?: string | undefined; origin?: string | undefined }) => string | undefined,
): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1_024 })
  server.on('upgrade', (request, socket, head) => {
    // Between here and the handshake nothing else listens: an error without a listener would end the process.
    socket.on('error', () => socket.destroy())
    if (foreign(request.headers) !== undefined) return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // The address is whatever a client wrote, "//?v=10" too, which is no URL: only what follows its question mark counts.
      const [, query = ''] = (request.url ?? '').split(/\?(.*)/s)
      gateway.accept(webSocket, new URLSearchParams(query))
    })
  })
  return sockets
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  let app: Hono<Env> | undefined
  const server = createAdaptorServer({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }),
  }) as Server
  const port = await listen(server, options.port ?? 0, host)
  const address = host.includes(':') ? `[${host}]:${port}` : `${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const base = `http://${address}`
  const clock = options.clock ?? createClock()
  const feed = createFeed()
  try {
    const { world, close } = openWorld(options, feed, clock, base)
    const { privilegedIntents = false } = options
    const gateway = createGateway({
      world,
      clock,
      token: TOKEN,
      url: `ws://${address}`,
      privilegedIntents,
      ...(options.heartbeatMs !== undefined && { heartbeatMs: options.heartbeatMs }),
    })
    const realm: Realm = {
      world,
      commands: createCommands(world),
      interactions: createInteractions(world),
      gateway: {
        url: `ws://${address}`,
        shards: 1,
        remaining: () => gateway.identifies().remaining,
        resetAfter: () => gateway.identifies().resetAfter,
      },
      limits: { privilegedIntents },
    }
    const log = createRequestLog(feed)
    const faults = createFaults({ feed, clock, gateway: (fault) => gateway.fault(fault) })
    const rates = createRates(world, clock, options.limits ?? 'discord')
    const invoker = createInvoker({
      world,
      commands: realm.commands,
      interactions: realm.interactions,
      isConnected: gateway.isConnected,
    })
    const controlParts = { world, realm, gateway, faults, log, rates, token: TOKEN, clock, feed, invoker }
    const control = createControl(controlParts)
    const events = createEventStream(feed, faults, clock.now)
    feed.listen((change) => {
      if (change.kind === 'dispatch') gateway.dispatch(change)
    })
    clock.onMove(() => feed.tell({ kind: 'clock', clock }))
    app = createApp({
      rest: createRest({ realm, token: TOKEN, rates, faults, log }),
      control: createControlRoutes(controlParts, control, events),
      world,
      pageFolder: options.pageFolder,
      foreign: (headers) =>
        foreignReason({ host: headers.get('host') ?? undefined, origin: headers.get('origin') ?? undefined }, host, port),
    })
    const sockets = upgradeTo(gateway, server, (headers) => foreignReason(headers, host, port))
    const stop = async () => {
      events.close()
      faults.clear()
      gateway.stop()
      sockets.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      close()
    }
    return {
      port,
      url: `${base}/`,
      apiUrl: `${base}/api`,
      token: TOKEN,
      applicationId: world.botId,
      world,
      control,
      requests: log,
      faults,
      clock,
      feed,
      stop,
    }
  } catch (error) {
    server.close()
    throw error
  }
}
