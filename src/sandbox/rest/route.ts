// What a REST route is: a method, a path, who may call it, and a synchronous act upon the world.
// The pipeline does the rest.
import type { z } from 'zod'
import type { Snowflake } from '../snowflake.ts'
import { check } from '../validate/form.ts'
import { demand, demandInGuild, joinedGuild, visibleChannel } from '../world/access.ts'
import type { Commands } from '../world/commands.ts'
import type { Interactions } from '../world/interactions.ts'
import type { Upload } from '../world/message/media.ts'
import type { PermissionName } from '../world/permissions.ts'
import type { Channel, Guild } from '../world/types.ts'
import type { World } from '../world/world.ts'

export interface Realm {
  readonly world: World
  readonly commands: Commands
  readonly interactions: Interactions
  readonly gateway: {
    /** How many are recommended now. */
    shards(): number
    startLimit(): {
      readonly total: number
      readonly remaining: number
      readonly resetAfter: number
      readonly maxConcurrency: number
    }
  }
  /** The privileged intents that are switched on for the application. */
  readonly intents: number
}

export interface Call {
  readonly realm: Realm
  readonly world: World
  /** The address that the client came to, such as `127.0.0.1:3210`. */
  readonly host: string
  /** A path parameter by name; absent ones are a bug in the route. */
  param(name: string): string
  /** The same where the route may lack it. */
  find(name: string): string | undefined
  query(name: string): string | undefined
  /** All of the query: a name that comes twice is a list. */
  queries(): Record<string, string | string[]>
  /** Of the query: `true` and `1`, as clients of several languages write it. */
  asks(name: string): boolean
  readonly body: unknown
  readonly uploads: readonly Upload[]
  /** What the X-Audit-Log-Reason header says. */
  readonly reason: string | undefined
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Answer {
  readonly status: 200 | 201 | 204
  readonly body?: unknown
}

export interface Route {
  readonly method: Method
  readonly path: string
  /** `none`: a token in the path is the key, or none is needed, and no global limit counts. */
  readonly auth: 'bot' | 'none'
  /** What is out of the sandbox's scope here: the route is answered with 501 and these words. */
  readonly outOfScope?: string
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

type Needs = PermissionName | readonly PermissionName[]
const listOf = (needs: Needs | undefined): readonly PermissionName[] =>
  needs === undefined ? [] : typeof needs === 'string' ? [needs] : needs

interface Shapes<Body, Query> {
  /** Permissions of the bot, all of them needed: 50013 without. */
  readonly needs?: Needs
  readonly body?: z.ZodType<Body>
  readonly query?: z.ZodType<Query>
}

export interface Checked<Body, Query> {
  readonly call: Call
  readonly world: World
  readonly input: Body
  readonly query: Query
  /** A path parameter. */
  id(name: string): Snowflake
}

const checked = <Body, Query>(call: Call, shapes: Shapes<Body, Query>): Checked<Body, Query> => ({
  call,
  world: call.world,
  input: (shapes.body ? check(shapes.body, call.body) : undefined) as Body,
  query: (shapes.query ? check(shapes.query, call.queries()) : undefined) as Query,
  id: call.param,
})

/** A route whose body and query are checked before it acts. */
export function plainRoute<Body, Query>(
  method: Method,
  path: string,
  shapes: Omit<Shapes<Body, Query>, 'needs'>,
  act: (scene: Checked<Body, Query>) => Answer,
): Route {
  return route(method, path, (call) => act(checked(call, shapes)))
}

/**
 * A route in a server that the bot is in: 10004, then the permissions, then the form, as Discord
 * checks them.
 */
export function guildRoute<Body, Query>(
  method: Method,
  path: string,
  shapes: Shapes<Body, Query>,
  act: (scene: Checked<Body, Query> & { readonly guild: Guild }) => Answer,
): Route {
  return route(method, `/guilds/:guild${path}`, (call) => {
    const guild = joinedGuild(call.world, call.param('guild'))
    for (const name of listOf(shapes.needs)) demandInGuild(call.world, guild, name)
    return act({ ...checked(call, shapes), guild })
  })
}

/** A route in a channel that the bot sees: 10003 or 50001, then the permissions, then the form. */
export function channelRoute<Body, Query>(
  method: Method,
  path: string,
  shapes: Shapes<Body, Query>,
  act: (scene: Checked<Body, Query> & { readonly channel: Channel }) => Answer,
): Route {
  return route(method, `/channels/:channel${path}`, (call) => {
    const channel = visibleChannel(call.world, call.param('channel'))
    const needs = listOf(shapes.needs)
    if (needs.length > 0) demand(call.world, channel, ...needs)
    return act({ ...checked(call, shapes), channel })
  })
}

/**
 * `POST /channels/:channel/messages` → `POST /channels/:id/messages`, the name under which it is
 * counted.
 */
export const nameOf = ({ method, path }: { method: string; path: string }): string =>
  `${method} ${path.replace(/:(?!token|emoji|code)\w+/g, ':id')}`
