// The sandbox's control interface as the page uses it: requests, and the stream of events.

import type { BucketState, GatewayEntry, RequestEntry } from '../../feed.ts'
import type { Channel, Command, Component, Interaction, Message, User } from '../../world/types.ts'
import type { PageGuild } from './types.ts'

export type { BucketState, GatewayEntry, RequestEntry }

export interface ClockState {
  readonly now: number
  readonly iso: string
  readonly offset: number
}

export interface FaultState {
  readonly id: number
  readonly kind: string
  readonly hits: number
  readonly count?: number
  readonly route?: string
  readonly probability?: number
  readonly method?: string
  readonly [key: string]: unknown
}

export interface WorldState {
  readonly clock: ClockState
  readonly token: string
  readonly bot: User
  readonly users: User[]
  readonly guilds: PageGuild[]
  readonly channels: Channel[]
  readonly commands: Command[]
  readonly interactions: Interaction[]
  readonly faults: FaultState[]
  readonly gateway: { sessions: { connected?: boolean }[] }
}

export interface InteractionAnswer {
  readonly interaction: Interaction
  readonly message?: Message
  readonly modal?: Modal
  readonly choices?: Choice[]
}

export interface Choice {
  readonly name: string
  readonly name_localizations?: Record<string, string> | null | undefined
  readonly value: string | number
}

export interface Modal {
  readonly title: string
  readonly custom_id: string
  readonly components: Component[]
}

/** The sandbox's "no": its own words, and Discord's error where that is what it was. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

async function call<T>(method: string, path: string, body?: object | FormData, signal?: AbortSignal): Promise<T> {
  const asForm = body instanceof FormData
  const answer = await fetch(`/sandbox${path}`, {
    method,
    ...(body && { body: asForm ? body : JSON.stringify(body) }),
    ...(body && !asForm && { headers: { 'content-type': 'application/json' } }),
    ...(signal && { signal }),
  })
  const json = (await answer.json()) as T & { error?: string }
  if (!answer.ok) throw new Refused(answer.status, json.error ?? answer.statusText)
  return json
}

function formOf(input: object, files: readonly File[]): FormData {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(input))
  for (const [index, file] of files.entries()) form.set(`files[${index}]`, file, file.name)
  return form
}

export interface MessageStretch {
  readonly messages: Message[]
  readonly more: boolean
}

export interface MessageWindow {
  readonly before?: string
  readonly after?: string
  readonly around?: string
  readonly limit: number
}

export const api = {
  state: () => call<WorldState>('GET', '/state?messages=0'),
  messages(channel: string, window: MessageWindow) {
    const query = new URLSearchParams(Object.entries(window).map(([key, value]) => [key, String(value)]))
    return call<MessageStretch>('GET', `/channels/${channel}/messages?${query}`)
  },
  search: (query: readonly (readonly [string, string])[]) =>
    call<{ messages: Message[]; total: number }>(
      'GET',
      `/search?${new URLSearchParams(query.map(([key, value]) => [key, value]))}`,
    ),
  requests: () => call<RequestEntry[]>('GET', '/requests?limit=300'),
  interact(input: object, files: readonly File[] = [], signal?: AbortSignal) {
    if (files.length === 0) return call<InteractionAnswer>('POST', '/interactions', input, signal)
    return call<InteractionAnswer>('POST', '/interactions', formOf(input, files), signal)
  },
  act: <T = unknown>(action: { action: string } & Record<string, unknown>, files: readonly File[] = []) =>
    call<{ result: T }>('POST', '/world', files.length === 0 ? action : formOf(action, files)),
  fault: (fault: object) => call<FaultState>('POST', '/faults', fault),
  removeFault: (id: number) => call<FaultState[]>('DELETE', `/faults/${id}`),
  clearFaults: () => call<FaultState[]>('DELETE', '/faults'),
  startRecording: () => call('POST', '/recording'),
  stopRecording: () => call<object | null>('DELETE', '/recording'),
  clock: (move: object) => call<ClockState>('POST', '/clock', move),
}

export interface Listeners {
  hello(): void
  lost(): void
  reset(): void
  dispatch(event: { t: string; d: Record<string, unknown> }): void
  commands(event: { scope: string; commands: Command[] }): void
  interaction(interaction: Interaction): void
  request(entry: RequestEntry): void
  gateway(entry: GatewayEntry): void
  faults(event: { faults: FaultState[] }): void
  clock(clock: ClockState): void
}

/** The browser comes back by itself after a loss and says which event was the last it saw. */
export const openEvents = (): EventSource => new EventSource('/sandbox/events')

export function listen(source: EventSource, listeners: Listeners): void {
  const names = ['hello', 'reset', 'dispatch', 'commands', 'interaction', 'request', 'gateway', 'faults', 'clock'] as const
  for (const name of names) {
    source.addEventListener(name, (event) => (listeners[name] as (data: unknown) => void)(JSON.parse(event.data)))
  }
  source.addEventListener('error', () => listeners.lost())
}
