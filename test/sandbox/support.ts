// What the conformance tests share: a sandbox and a real discord.js client that go away by
// themselves, and a bare HTTP caller.
import type { Client, ClientOptions } from 'discord.js'
import type { Sandbox, SandboxOptions } from 'discord-sandbox'
import { onTestFinished } from 'vitest'
import { startSandbox } from '../support/sandbox.ts'

export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ limits: 'off', ...options })
  onTestFinished(() => sandbox.stop())
  return sandbox
}

export async function openClient(sandbox: Sandbox, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  // Only who logs in waits for the library to load.
  const { Client, Events, GatewayIntentBits } = await import('discord.js')
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl }, ...options })
  onTestFinished(() => client.destroy())
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(sandbox.token)
  await ready
  return client as Client<true>
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely here
  readonly body: any
  readonly headers: Headers
}

/** A request to the control interface; its answer is JSON. */
export async function control(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(new URL(`/sandbox${path}`, sandbox.url), {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/** A request as any HTTP client would make it; an object is sent as JSON, a FormData as it is. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isForm = body instanceof FormData
  const response = await fetch(`${sandbox.apiUrl}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${sandbox.token}`,
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
}

export function channelId(sandbox: Sandbox, name: string): string {
  for (const channel of sandbox.world.store.channels.values()) if (channel.name === name) return channel.id
  throw new Error(`no channel ${name}`)
}

/** Waits until the condition holds, looking again whenever something happens in the sandbox. */
export async function until<T>(sandbox: Sandbox, look: () => T | undefined | false): Promise<T> {
  const now = look()
  if (now) return now
  return new Promise((resolve, reject) => {
    const stop = sandbox.feed.listen(() => {
      try {
        const found = look()
        if (!found) return
        stop()
        resolve(found)
      } catch (error) {
        stop()
        reject(error)
      }
    })
  })
}
