// The way to Discord and back: takes time, loses, delays, repeats nothing. It is put below discord.js,
// so that all of the bot's own code for requests runs.
import type { History } from '../judge/history.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Random } from '../kernel/random.ts'
import { type Buckets, createBuckets } from './buckets.ts'
import { drawFault, type Fault, type Spell } from './faults.ts'
import { createRoutes, type Reply, type Request, type Rules } from './routes.ts'
import { type DiscordState, PUBLIC_THREAD } from './state.ts'

export interface NetworkHooks {
  /** False: the process ends instead of asking. */
  before(request: number): boolean
  /** Right after Discord has done it. */
  after(request: number): void
}

export interface Network {
  /** In the place of `fetch`. */
  request(url: string, init: Init): Promise<object>
  /** What is under way will not be answered any more. */
  killBot(): void
  /** From now on nothing fails any more. */
  heal(): void
  /** Until then Discord has asked the bot to wait. */
  limitedUntil(): number
  requests(): number
  /** What has gone wrong, by the number of its request. */
  struck(): ReadonlyMap<number, Fault>
  readonly violations: string[]
}

interface Init {
  readonly method?: string
  readonly body?: unknown
  readonly signal?: AbortSignal | null
}

const ANSWERED_BY_PAGE: Reply = { status: 200, body: '<html>Please wait</html>' }

/** A body that does not come is waited for until the bot gives up. */
const untilAborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('This operation was aborted', 'AbortError')))
  })

/** As `fetch` gives it. `half`: the body never comes, until this is aborted. */
export function replyTo(head: Readonly<Record<string, string>>, { status, body }: Reply, half?: AbortSignal | null): object {
  const headers = new Map(Object.entries(head).map(([name, value]) => [name.toLowerCase(), value]))
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const bytes = new TextEncoder().encode(text)
  return {
    ok: status < 400,
    status,
    statusText: String(status),
    headers: {
      get: (name: string) => headers.get(name.toLowerCase()) ?? null,
      has: (name: string) => headers.has(name.toLowerCase()),
    },
    arrayBuffer: () => (half === undefined ? Promise.resolve(bytes.buffer) : untilAborted(half)),
  }
}

export function createNetwork(parts: {
  readonly kernel: Kernel
  readonly state: DiscordState
  readonly rules: Rules
  readonly random: Random
  readonly history: History
  readonly hooks: NetworkHooks
  readonly requestsPerSecond: number
  readonly spells: readonly Spell[]
  /** What goes wrong, by the number of the request; null: as chance and the spells say. */
  readonly faults: ReadonlyMap<number, Fault> | null
}): Network {
  const { kernel, state, history, hooks } = parts
  const answer = createRoutes(state, parts.rules, kernel.now)
  const buckets: Buckets = createBuckets()
  const struck = new Map<number, Fault>()
  const violations: string[] = []
  let count = 0
  let life = 0
  let isHealed = false
  let globalUntil = 0
  let limitedUntil = 0
  const second = { opened: 0, requests: 0 }
  const limitedBuckets = new Map<string, number>()

  function keyOf({ method, path }: Request): string {
    const [, root = '', id = '', kind = '', second, third = ''] = path.split('/')
    const isThreadOfForum = kind === 'threads' || second === undefined
    return [method, root, id, kind, isThreadOfForum ? '' : 'one', third].filter((part) => part !== '').join(' ')
  }

  function faultOf(number: number, request: Request): Fault | null {
    if (isHealed) return null
    if (parts.faults !== null) return parts.faults.get(number) ?? null
    const now = kernel.now()
    const spell = parts.spells.find(({ from, to }) => now >= from && now < to)
    if (spell === undefined) return null
    const random = parts.random.fork(`request ${number}`)
    if (!random.chance(spell.probability)) return null
    const isMessage = request.method === 'POST' && request.path.endsWith('/messages')
    const isChange = request.method === 'PATCH' || request.method === 'DELETE'
    return drawFault(random.pick(spell.kinds), isMessage, isChange, random)
  }

  function limitedReply(key: string, fault: Extract<Fault, { kind: 'limit' }>): readonly [Record<string, string>, Reply] {
    const now = kernel.now()
    const { scope, ms, says } = fault
    if (scope === 'global') globalUntil = Math.max(globalUntil, now + ms)
    else limitedBuckets.set(key, Math.max(limitedBuckets.get(key) ?? 0, now + ms))
    limitedUntil = Math.max(limitedUntil, now + ms)
    return limited(scope, ms, says)
  }

  function limited(scope: string, ms: number, says: 'header' | 'body' | 'nothing'): readonly [Record<string, string>, Reply] {
    const seconds = ms / 1000
    const head: Record<string, string> = says === 'nothing' ? {} : { 'X-RateLimit-Scope': scope }
    if (says === 'header') head['Retry-After'] = String(Math.ceil(seconds))
    if (says === 'header' && scope === 'global') head['X-RateLimit-Global'] = 'true'
    const body = { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' }
    return [head, { status: 429, body: says === 'nothing' ? '<html>1015</html>' : body }]
  }

  /** Discord counts in windows of a second that open with their first request. */
  function countSecond(number: number): void {
    if (kernel.now() >= second.opened + 1000) Object.assign(second, { opened: kernel.now(), requests: 0 })
    second.requests += 1
    if (second.requests > parts.requestsPerSecond)
      violations.push(`request ${number} is more than ${parts.requestsPerSecond} within a second`)
  }

  /** What Discord answers, and whether it says that the bot must wait. */
  function reply(request: Request, fault: Fault | null): readonly [Readonly<Record<string, string>>, Reply] {
    const now = kernel.now()
    const key = keyOf(request)
    if (fault?.kind === 'limit') return limitedReply(key, fault)
    if (fault?.kind === 'passing') return [{}, { status: fault.status, body: { code: fault.code, message: 'It passes' } }]
    if (now < globalUntil) return limited('global', globalUntil - now, 'header')
    const bucketUntil = limitedBuckets.get(key) ?? 0
    if (now < bucketUntil) return limited('user', bucketUntil - now, 'header')
    const over = buckets.take(key, now)
    if (over !== null) return limited('user', over.retryAfterMs, 'header')
    const reply = answer(request)
    return [buckets.headers(key, now), reply]
  }

  function learnFrom(request: Request, head: Readonly<Record<string, string>>, { status, body }: Reply): void {
    const key = keyOf(request)
    if (status !== 429) {
      buckets.learn(key, kernel.now())
      return
    }
    const { retry_after: seconds, global } = body as { retry_after?: number; global?: boolean }
    const header = head['Retry-After']
    const ms = header === undefined ? (seconds ?? 0) * 1000 : Number(header) * 1000
    if (ms > 0) buckets.learnWait(global ? null : key, kernel.now() + ms)
  }

  async function request(url: string, init: Init): Promise<object> {
    const { pathname, searchParams } = new URL(url)
    const path = decodeURIComponent(pathname.replace(/^.*\/v10/, ''))
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : {}
    const asked: Request = { method: (init.method ?? 'GET').toUpperCase(), path, query: searchParams, body }
    const own = life
    let number = 0
    await kernel.turn(() => {
      count += 1
      number = count
      return hooks.before(number)
    })
    const broken = buckets.broken(keyOf(asked), kernel.now())
    if (broken !== null) violations.push(`request ${number} (${asked.method} ${path}) leaves although ${broken}`)
    const fault = faultOf(number, asked)
    if (fault !== null) struck.set(number, fault)
    const random = parts.random.fork(`way ${number}`)
    const [there, back] = [random.int(10, 150), random.int(10, 150)]
    const line = history.request(number, asked, state)
    return await new Promise<object>((resolve, reject) => {
      const isDead = () => own !== life
      const fail = (error: Error) => {
        if (!isDead()) reject(error)
      }
      const cutOff = () => fail(new DOMException('This operation was aborted', 'AbortError'))
      init.signal?.addEventListener('abort', cutOff, { once: true })
      if (init.signal?.aborted) return cutOff()
      const happens = fault === null || !('made' in fault) || fault.made
      const late = fault?.kind === 'cut' ? fault.lateMs : 0
      if (late > 0) kernel.after(there, () => fail(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })), 'world')
      kernel.after(
        there + late,
        () => {
          if (late === 0) countSecond(number)
          const [head, real] = happens ? reply(asked, fault) : [{}, { status: 0, body: null }]
          history.answer(line, real, fault)
          hooks.after(number)
          if (late > 0) return
          kernel.after(back, () => deliver(head, real), 'world')
        },
        'world',
      )

      function deliver(head: Readonly<Record<string, string>>, real: Reply): void {
        if (isDead()) return
        switch (fault?.kind) {
          case 'cut':
            fail(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
            return
          case 'silence':
            return
          case 'server-error':
            resolve(replyTo({}, { status: fault.status, body: '' }))
            return
          case 'odd-answer':
            resolve(replyTo({}, ANSWERED_BY_PAGE))
            return
          default: {
            const isJson = typeof real.body !== 'string'
            const typed = isJson ? { ...head, 'Content-Type': 'application/json' } : head
            if (fault?.kind !== 'half-answer') learnFrom(asked, head, real)
            resolve(replyTo(typed, real, fault?.kind === 'half-answer' ? (init.signal ?? null) : undefined))
          }
        }
      }
    })
  }

  return {
    request,
    killBot() {
      life += 1
      buckets.forget()
    },
    heal() {
      isHealed = true
    },
    limitedUntil: () => limitedUntil,
    requests: () => count,
    struck: () => struck,
    violations,
  }
}

/** Threads and posts of a channel that are open or not, the newest first. */
export function threadsOf(state: DiscordState, channelId: string) {
  return [...state.channels.values()]
    .filter((one) => one.type === PUBLIC_THREAD && one.parentId === channelId && !one.isGone)
    .reverse()
}
