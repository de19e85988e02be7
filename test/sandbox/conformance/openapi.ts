// Discord's own description of its API, where it is at hand: DISCORD_OPENAPI names the file, or it
// lies in ../shared. It is read, never copied.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface Operation {
  /** As Discord names it: `create_message`. */
  readonly id: string
  readonly method: string
  /** `/channels/{channel_id}/messages`. */
  readonly path: string
  /** Whether a bot's token may call it. */
  readonly isForBots: boolean
  /** The schema of a body; undefined where it takes none. Of forms it is that without the files. */
  readonly body: object | undefined
  /** The schema of each parameter of the query. */
  readonly query: ReadonlyMap<string, object>
  /** The schema of the JSON answer by status; null where there is no body. */
  readonly answers: ReadonlyMap<number, object | null>
}

export interface OpenApi {
  readonly operations: readonly Operation[]
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

interface RawOperation {
  operationId: string
  security?: Record<string, unknown>[]
  requestBody?: { content: Record<string, { schema: object }> }
  parameters?: { name: string; in: string; schema: object }[]
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}
interface RawFile {
  paths: Record<string, Record<string, RawOperation>>
  components: { schemas: Record<string, object> }
}

const root = resolve(import.meta.dirname, '../../..')
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

export const openApiPath = (): string | undefined =>
  [process.env.DISCORD_OPENAPI, join(root, '../shared/discord/openapi.json')].find(
    (path) => path !== undefined && existsSync(path),
  )

export const SKIPPED = 'skipped: Discord’s OpenAPI file is not at hand (name it with DISCORD_OPENAPI)'

function answersOf({ responses }: RawOperation): Map<number, object | null> {
  const found = Object.entries(responses).filter(([status]) => /^2\d\d$/.test(status))
  return new Map(found.map(([status, { content }]) => [Number(status), content?.['application/json']?.schema ?? null]))
}

/** A form says what the JSON says, and has files: those are counted by the sandbox. */
const bodyOf = ({ requestBody }: RawOperation): object | undefined =>
  (requestBody?.content['application/json'] ?? requestBody?.content['multipart/form-data'])?.schema

const queryOf = (parameters: NonNullable<RawOperation['parameters']>): Map<string, object> =>
  new Map(parameters.filter((each) => each.in === 'query').map(({ name, schema }) => [name, schema]))

let loaded: OpenApi | undefined

/** Undefined where the file is not at hand. */
export function loadOpenApi(): OpenApi | undefined {
  if (loaded) return loaded
  const path = openApiPath()
  if (path === undefined) return undefined
  const { paths, components } = JSON.parse(readFileSync(path, 'utf8')) as RawFile
  const operations = Object.entries(paths).flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(
        ([method, operation]): Operation => ({
          id: operation.operationId,
          method: method.toUpperCase(),
          path: template,
          isForBots: (operation.security ?? []).some((each) => 'BotToken' in each),
          body: bodyOf(operation),
          query: queryOf(operation.parameters ?? []),
          answers: answersOf(operation),
        }),
      ),
  )
  loaded = { operations, components }
  return loaded
}

/** How special a path is: where two fit one address, the one with more fixed steps is meant. */
const fixedSteps = (path: string) => path.split('/').filter((step) => !step.startsWith('{')).length

const patternOf = (path: string) => new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`)

/** Finds the operation of a request by its method and its path without `/api/v10`. */
export function createFinder({ operations }: OpenApi): (method: string, path: string) => Operation | undefined {
  const known = [...operations]
    .sort((a, b) => fixedSteps(b.path) - fixedSteps(a.path))
    .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
  return (method, path) => known.find(({ operation, pattern }) => operation.method === method && pattern.test(path))?.operation
}
