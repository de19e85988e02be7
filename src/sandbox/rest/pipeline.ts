// What every REST request goes through: faults, token, rate limits, the route's act, the journal,
// the log. Only reading the body waits; from the token check to the commit nothing else can come
// between.
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { ApiError, notFound, notImplemented, refusal, unauthorized } from '../errors.ts'
import type { Faults, RequestFault } from '../faults/faults.ts'
import type { BucketState } from '../feed.ts'
import type { RequestLog } from '../server/requests.ts'
import { withoutPadding } from '../validate/form.ts'
import { seenBy } from '../world/message/seen-by.ts'
import { type Body, readBody } from './body.ts'
import { faultAnswer } from './fault-answers.ts'
import { bucketHeaders, limitedAnswer, type Rates } from './rates.ts'
import { type Call, nameOf, type Realm, type Route } from './route.ts'
import { ROUTES } from './routes.ts'

/** What an application's requests meet; the faults and the log are the same for all. */
export interface RestParts {
  readonly realm: Realm
  readonly token: string
  readonly rates: Rates
  readonly faults: Faults
  readonly log: RequestLog
}

type Tenants = readonly [RestParts, ...RestParts[]]
type RestEnv = { Bindings: HttpBindings & { readonly tenants: Tenants } }
type NodeContext = Context<RestEnv>

interface Outcome {
  readonly status: number
  /** Undefined: no body. A string is sent as HTML. */
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly bucket?: BucketState | null
}

const MAX_REASON = 512

const CLOUDFLARE_BLOCK = {
  code: 0,
  message:
    'You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently. Please read our docs at https://discord.com/developers/docs/topics/rate-limits to prevent this from happening.',
}

const refuse = (error: unknown): Outcome => {
  if (error instanceof ApiError) return { status: error.status, body: error.body() }
  throw error
}

function makeCall(parts: RestParts, context: NodeContext, body: Body): Call {
  const given = Object.entries(context.req.param() as Record<string, string>)
  const params = Object.fromEntries(given.map(([name, value]) => [name, WORDS.includes(name) ? value : withoutPadding(value)]))
  return {
    realm: parts.realm,
    world: parts.realm.world,
    host: hostOf(context),
    param(name) {
      const value = params[name]
      if (value === undefined) throw new Error(`the route ${context.req.routePath} has no parameter "${name}"`)
      return value
    },
    find: (name) => params[name],
    query: (name) => context.req.query(name),
    queries: () =>
      Object.fromEntries(
        Object.entries(context.req.queries()).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
      ),
    asks: (name) => ['true', 'True', '1'].includes(context.req.query(name) ?? ''),
    body: body.json,
    uploads: body.uploads,
    reason: reasonOf(context.req.header('x-audit-log-reason')),
  }
}

/** URL-encoded, as a header can hold no other characters. */
function reasonOf(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined
  try {
    return decodeURIComponent(header).slice(0, MAX_REASON)
  } catch {
    return header.slice(0, MAX_REASON)
  }
}

/** Path parameters that are words. */
const WORDS: readonly string[] = ['token', 'code', 'instance']

/**
 * A path of a route never has an id that is not a snowflake: Discord answers 50035 naming the
 * parameter.
 */
function checkIds(route: Route, params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    if (
      WORDS.includes(name) ||
      (name === 'emoji' && route.path.includes('/reactions/')) ||
      /^\d{1,20}$/.test(value) ||
      (value === '@original' && route.path.startsWith('/webhooks'))
    )
      continue
    throw new ApiError(400, 50035, 'Invalid Form Body', {
      [`${name}_id`]: { _errors: [{ code: 'NUMBER_TYPE_COERCE', message: `Value "${value}" is not snowflake.` }] },
    })
  }
}

function actOn(parts: RestParts, route: Route, name: string, context: NodeContext, body: Body | ApiError): Outcome {
  const { rates, realm } = parts
  if (rates.blockedForMs() > 0) return { status: 429, body: CLOUDFLARE_BLOCK }
  if (route.auth === 'bot' && context.req.header('authorization') !== `Bot ${parts.token}`) return refuse(unauthorized())
  const params = context.req.param() as Record<string, string>
  const taken = rates.take({
    route: name,
    params: route.path.split('/').flatMap((step) => (step.startsWith(':') ? (params[step.slice(1)] ?? '') : [])),
    body: body instanceof ApiError ? undefined : body.json,
    counted: !(route.auth === 'none' && name !== 'GET /gateway'),
  })
  if (taken.limited) return { status: 429, ...limitedAnswer(taken.limited, taken.bucket), bucket: taken.bucket }
  const limits = taken.bucket ? { bucket: taken.bucket, headers: bucketHeaders(taken.bucket) } : {}
  try {
    if (route.outOfScope !== undefined) throw notImplemented(`${name} is not supported by the sandbox: ${route.outOfScope}`)
    if (body instanceof ApiError) throw body
    checkIds(route, params)
    const answer = route.act(makeCall(parts, context, body))
    const { world } = realm
    return { ...answer, ...(world.botId !== world.firstId && { body: seenBy(world, answer.body) }), ...limits }
  } catch (error) {
    return { ...refuse(error), ...limits }
  } finally {
    realm.world.commit()
  }
}

function respond(now: number, { status, body, headers = {}, bucket }: Outcome): Response {
  const all = new Headers({ ...headers, ...(bucket && { 'x-ratelimit-reset': (now / 1_000 + bucket.resetAfter).toFixed(3) }) })
  if (body === undefined) return new Response(null, { status, headers: all })
  const isHtml = typeof body === 'string'
  all.set('content-type', isHtml ? 'text/html; charset=utf-8' : 'application/json')
  return new Response(isHtml ? body : JSON.stringify(body), { status, headers: all })
}

/** Thousands of bodies are remembered: none may be large enough to matter. */
const MAX_REMEMBERED_BYTES = 256 * 1_024

function remembered(body: Body | ApiError): unknown {
  if (body instanceof ApiError) return null
  return body.size <= MAX_REMEMBERED_BYTES ? body.json : `${body.size} bytes, too many to show`
}

const hostOf = (context: NodeContext): string => context.env.incoming.headers.host ?? ''

/** As it came, with the version that routing takes out. */
function addressOf(context: NodeContext): { host: string; path: string; query: string } {
  const [path = '', query = ''] = (context.env.incoming.url ?? '').split(/\?(.*)/s)
  return { host: hostOf(context), path, query }
}

/** Cuts the connection without a word. */
function cut(context: NodeContext): Response {
  context.env.incoming.socket.destroy()
  return new Response(null, { status: 499 })
}

/**
 * By its token; an interaction's answer carries none, and the interaction, or the application in
 * the path, says whose it is.
 */
function partsFor(context: NodeContext): RestParts {
  const all = context.env.tenants
  const [first] = all
  if (all.length === 1) return first
  const header = context.req.header('authorization')
  const params: Record<string, string | undefined> = context.req.param()
  const asked = first.realm.world.store.interactions.get(params.interaction ?? '')?.application_id ?? params.application
  return all.find(({ token }) => header === `Bot ${token}`) ?? all.find(({ realm }) => realm.world.botId === asked) ?? first
}

export type Rest = (request: Request, env: HttpBindings) => Response | Promise<Response>

/**
 * Made once for all worlds: to sort hundreds of routes takes longer than all the rest of a world's
 * start.
 */
let shared: Hono<RestEnv> | undefined

export function createRest(tenants: Tenants, getPath: (request: Request) => string): Rest {
  shared ??= createRoutes(getPath)
  const routes = shared
  return (request, env) => routes.fetch(request, { ...env, tenants })
}

function createRoutes(getPath: (request: Request) => string): Hono<RestEnv> {
  const rest = new Hono<RestEnv>({ getPath })
  // A bug of the sandbox, or a full disk: the bot sees what Discord's own trouble looks like, the
  // console the cause.
  rest.onError((error, context) => {
    console.error(error)
    return respond(partsFor(context).realm.world.clock.now(), {
      status: 500,
      body: { message: '500: Internal Server Error', code: 0 },
    })
  })

  async function handle(route: Route, name: string, context: NodeContext): Promise<Response> {
    const parts = partsFor(context)
    const { faults, log } = parts
    const { clock } = parts.realm.world
    const at = clock.now()
    const started = performance.now()
    const body = await readBody(context.req.raw).catch((error: unknown) => {
      if (error instanceof ApiError) return error
      throw error
    })
    const fault: RequestFault | undefined = faults.strike(name, route.method)
    const faulty = fault && faultAnswer(fault)
    const outcome: Outcome = faulty ?? (fault?.kind === 'cut' ? { status: 0 } : actOn(parts, route, name, context, body))
    const lost = fault?.kind === 'cut' || fault?.kind === 'lost-answer'
    if ([401, 403, 429].includes(outcome.status) && !(outcome.headers?.['x-ratelimit-scope'] === 'shared'))
      parts.rates.noteInvalid()
    const code = (outcome.body as { code?: unknown } | undefined)?.code
    log.add({
      at,
      ms: Math.round((performance.now() - started) * 10) / 10,
      method: route.method,
      route: name,
      ...addressOf(context),
      status: lost ? 0 : outcome.status,
      code: outcome.status >= 400 && typeof code === 'number' ? code : null,
      body: remembered(body),
      files: body instanceof ApiError ? [] : body.uploads.map((upload) => ({ name: upload.name, size: upload.bytes.length })),
      answer: outcome.body ?? null,
      bucket: outcome.bucket ?? null,
      fault: fault?.kind ?? null,
    })
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    return lost ? cut(context) : respond(clock.now(), outcome)
  }

  for (const route of ROUTES) {
    const name = nameOf(route)
    rest.on(route.method, `/api${route.path}`, (context) => handle(route, name, context))
  }
  rest.all('*', (context) => {
    const { log, realm } = partsFor(context)
    const { clock } = realm.world
    const isVersion = /^\/api\/v\d+(\/|$)/.test(context.req.path)
    const error = isVersion ? refusal(50041) : notFound()
    const path = context.req.path.replace(/\/\d{17,20}(?=\/|$)/g, '/:id').replace(/^\/api/, '')
    const entry = {
      at: clock.now(),
      ms: 0,
      method: context.req.method,
      route: `${context.req.method} ${path}`,
      ...addressOf(context),
    }
    log.add({
      ...entry,
      status: error.status,
      code: error.code,
      body: null,
      files: [],
      answer: error.body(),
      bucket: null,
      fault: null,
    })
    return respond(clock.now(), refuse(error))
  })
  return rest
}
