// The one REST client of the process, which discord.js has for itself: its queues, retries and
// waiting are off. When a request leaves and when it is tried again is decided by the limits in
// front, which must know of each single one.
import {
  DefaultRestOptions,
  HTTPError,
  type REST,
  RESTEvents,
  type RESTOptions,
  type RequestData,
  type RequestMethod,
  type ResponseLike,
} from 'discord.js'
import type { Requests } from '../../delivery/limits/requests.ts'
import type { Answer, Failure, Upload } from '../../delivery/port.ts'
import { bucketOf, failureOf, type LimitBody, type ResponseHead } from './answers.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly route: `/${string}`
  readonly body?: unknown
  readonly files?: readonly Upload[]
  readonly query?: Readonly<Record<string, string>>
}

export interface Requester {
  request(call: Call, signal: AbortSignal): Promise<unknown>
  /** What a request comes to, with what its headers say of the bucket; never throws. */
  answer<T>(signal: AbortSignal, act: () => Promise<T>): Promise<Answer<T | Failure>>
  /** From now on all that discord.js asks by itself waits for its turn like everything else. */
  limitOwnRequests(requests: Requests): void
}

const TIMEOUT_MS = 15_000
/** What answers a person is tried again at once where Discord has a fault: it has three seconds. */
const MAX_INTERACTION_TRIES = 4

/** Discord does not count these towards the limit of the bot, and a person waits for them. */
const isInteraction = (route: string) => /^\/(?:interactions|webhooks)\//.test(route)

/** `status` is null where no answer came. */
export interface HttpAnswer {
  readonly method: string
  /** With `:id` and `:token` for what differs: `/channels/:id/messages`. */
  readonly route: string
  readonly status: number | null
  readonly ms: number
}

interface RestSettings {
  readonly timeoutMs?: number
  readonly observe?: (answer: HttpAnswer) => void
}

export const restOptions = (api: string, { timeoutMs = TIMEOUT_MS, observe = () => {} }: RestSettings = {}) => ({
  version: '10',
  api,
  retries: 0,
  offset: 0,
  timeout: timeoutMs,
  globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
  // It keeps a queue for each route of each channel; a thousand channels leave thousands unused.
  handlerSweepInterval: 15_000,
  // Without this a 429 that has no Retry-After is repeated at once, without end.
  rejectOnRateLimit: ({ route }: { route: string }) => !isInteraction(route),
  makeRequest: observed(requestWholeAnswer, observe),
})

/**
 * `https://discord.com/api/v10/channels/123/messages?limit=1` is the route
 * `/channels/:id/messages`.
 */
export function routeOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return path
    .replace(/^.*?\/v\d+(?=\/)/, '')
    .replace(/^(\/(?:interactions|webhooks)\/\d+)\/[^/]+/, '$1/:token')
    .replace(/(\/reactions)\/[^/]+/, '$1/:emoji')
    .replace(/\/\d{16,20}(?=\/|$)/g, '/:id')
}

function observed(make: RESTOptions['makeRequest'], observe: (answer: HttpAnswer) => void): RESTOptions['makeRequest'] {
  return async (url, init) => {
    const start = performance.now()
    const answer = (status: number | null) =>
      observe({ method: init.method ?? 'GET', route: routeOf(url), status, ms: performance.now() - start })
    try {
      const response = await make(url, init)
      answer(response.status)
      return response
    } catch (error) {
      answer(null)
      throw error
    }
  }
}

/**
 * discord.js stops its clock at the headers: an answer whose body does not come would be waited for
 * without end.
 */
const requestWholeAnswer: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init)
  const bytes = await response.arrayBuffer()
  const text = async () => new TextDecoder().decode(bytes)
  const { headers, ok, status, statusText } = response
  const json = async (): Promise<unknown> => JSON.parse(await text())
  return { headers, ok, status, statusText, body: null, bodyUsed: true, arrayBuffer: async () => bytes, text, json }
}

const NOTHING = Promise.resolve(null)

async function limitBodyOf(response: ResponseLike): Promise<LimitBody | null> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? body : null
  } catch {
    return null
  }
}

export function createRequester(rest: REST): Requester {
  /**
   * By the signal of their request: the only thing of it that discord.js hands back with the
   * answer.
   */
  const heads = new WeakMap<AbortSignal, ResponseHead>()
  let isTokenRefused = false
  rest.on(RESTEvents.Response, ({ data }, response) => {
    const { status, headers } = response
    if (status === 401 && data.auth !== false) isTokenRefused = true
    if (data.signal) heads.set(data.signal, { status, headers, limit: status === 429 ? limitBodyOf(response) : NOTHING })
  })
  const send = rest.request.bind(rest)

  async function answer<T>(signal: AbortSignal, act: () => Promise<T>): Promise<Answer<T | Failure>> {
    try {
      const outcome = await act()
      return { outcome, bucket: bucketOf(heads.get(signal) ?? null) }
    } catch (error) {
      const head = heads.get(signal) ?? null
      return { outcome: await failureOf(error, head, isTokenRefused), bucket: bucketOf(head) }
    }
  }

  async function sendInteraction(options: OwnRequest): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      try {
        return await send(options)
      } catch (error) {
        if (!(error instanceof HTTPError) || tries >= MAX_INTERACTION_TRIES) throw error
      }
    }
  }

  async function sendLimited(requests: Requests, options: OwnRequest): Promise<unknown> {
    let thrown: unknown = new Error('the program is stopping')
    const { outcome } = await requests.run(`own ${options.method} ${options.fullRoute}`, (signal) =>
      answer(signal, async () => {
        try {
          return { kind: 'read' as const, found: await send({ ...options, signal }) }
        } catch (error) {
          thrown = error
          throw error
        }
      }),
    )
    if (outcome.kind === 'read') return outcome.found
    throw thrown
  }

  return {
    answer,
    request: async ({ body, files = [], query, method, route }, signal) =>
      await send({
        method: method as RequestMethod,
        fullRoute: route,
        signal,
        ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
        ...(body === undefined ? {} : { body }),
        ...(files.length === 0
          ? {}
          : { files: files.map(({ name, bytes, mediaType }) => ({ name, data: bytes, contentType: mediaType })) }),
      }),
    limitOwnRequests(requests) {
      rest.request = async (options) =>
        isInteraction(options.fullRoute) ? await sendInteraction(options) : await sendLimited(requests, options)
    },
  }
}

type OwnRequest = Parameters<REST['request']>[0] & RequestData
