// What a REST route is: a method, a path, who may call it, and a synchronous act upon the world. The pipeline does the rest.
import type { Commands } from '../world/commands.ts'
import type { Interactions } from '../world/interactions.ts'
import type { Upload } from '../world/media.ts'
import type { World } from '../world/world.ts'

export interface Realm {
  readonly world: World
  readonly commands: Commands
  readonly interactions: Interactions
  readonly gateway: { readonly url: string; readonly shards: number; remaining(): number; resetAfter(): number }
  /** The privileged intents that are switched on for the application. */
  readonly intents: number
}

export interface Call {
  readonly realm: Realm
  readonly world: World
  /** A path parameter by name; absent ones are a bug in the route. */
  param(name: string): string
  /** The same where the route may lack it. */
  find(name: string): string | undefined
  query(name: string): string | undefined
  readonly body: unknown
  readonly uploads: readonly Upload[]
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Answer {
  readonly status: 200 | 201 | 204
  readonly body?: unknown
}

export interface Route {
  readonly method: Method
  readonly path: string
  /** `none`: the interaction's token in the path is the key, and no global limit counts. */
  readonly auth: 'bot' | 'none'
  readonly act: (call: Call) => Answer
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const done: Answer = { status: 204 }

export const route = (method: Method, path: string, act: Route['act'], auth: Route['auth'] = 'bot'): Route => ({
  method,
  path,
  act,
  auth,
})

/** `POST /channels/:channel/messages` → `POST /channels/:id/messages`, the name under which it is counted. */
export const nameOf = ({ method, path }: { method: string; path: string }): string =>
  `${method} ${path.replace(/:(?!token|emoji)\w+/g, ':id')}`
