// Every request that a sandbox takes, every answer and every gateway event, held against Discord's
// own description.
import type { Change, RequestEntry } from '../../../src/sandbox/feed.ts'
import { createFinder, loadOpenApi, type OpenApi, type Operation } from './openapi.ts'

export interface Violation {
  readonly where: string
  readonly problems: readonly string[]
}

type Check = (value: unknown) => readonly string[]

type Schemas = OpenApi['components']['schemas']

/** The values that the `type` of a schema may have, where it names them. */
function typesOf(schemas: Schemas, branch: { $ref?: string }): unknown[] | undefined {
  const name = branch.$ref?.split('/').at(-1) ?? ''
  const type = (schemas[name] as { properties?: { type?: { enum?: unknown[] } } } | undefined)?.properties?.type
  return type && (withMediaChannels(type) as typeof type).enum
}

const [FORUM, MEDIA] = [15, 16]

/** Wherever a channel may be a forum it may be of GUILD_MEDIA (docs: resources/channel), which the file leaves out. */
function withMediaChannels(node: object): object {
  const { enum: values, oneOf } = node as { enum?: unknown[]; oneOf?: { title?: string; const?: unknown }[] }
  if (values?.includes(FORUM) && JSON.stringify(node).includes('/ChannelTypes"')) return { ...node, enum: [...values, MEDIA] }
  if (oneOf?.some(({ title }) => title === 'GUILD_FORUM')) return { ...node, oneOf: [...oneOf, { const: MEDIA }] }
  return node
}

/**
 * Unions made readable: where the branches are told apart by their `type`, only the one that is
 * meant is tried, and its faults alone are told; other unions need one fit, as the file's `oneOf`
 * often fits twice where two kinds share their fields.
 */
function loosened(node: unknown, schemas: Schemas): unknown {
  if (Array.isArray(node)) return node.map((each) => loosened(each, schemas))
  if (typeof node !== 'object' || node === null) return node
  const { oneOf, anyOf, ...rest } = withMediaChannels(node) as { oneOf?: { $ref?: string }[]; anyOf?: { $ref?: string }[] }
  const branches = oneOf ?? anyOf
  const others = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, loosened(value, schemas)]))
  if (!Array.isArray(branches)) return others
  const types = branches.map((branch) => typesOf(schemas, branch))
  if (branches.length < 2 || types.some((each) => each === undefined)) {
    return { ...others, anyOf: branches.map((branch) => loosened(branch, schemas)) }
  }
  return {
    ...others,
    required: ['type'],
    properties: { type: { enum: types.flatMap((each) => each ?? []) } },
    // Without a `then`, which looks like a promise: either the type is another one, or all of the
    // branch holds.
    allOf: branches.map((branch, index) => ({ anyOf: [{ properties: { type: { not: { enum: types[index] } } } }, branch] })),
  }
}

const MAX_PROBLEMS = 5
const INT32 = 2 ** 31
const DATE_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/

/** The formats that the file names and JSON Schema leaves to whoever checks. */
const FORMATS = {
  int32: { type: 'number', validate: (value: number) => value >= -INT32 && value < INT32 },
  'date-time': (value: string) => DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  uri: (value: string) => URL.canParse(value),
  snowflake: (value: string) => BigInt(value) < 2n ** 64n,
} as const
/** Said by the schema beside them, or of any value. */
const PLAIN_FORMATS = ['int64', 'double', 'nonce']

async function createChecker({ components }: OpenApi): Promise<(schema: object) => Check> {
  // Only who has the file pays for the validator.
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false })
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format)
  for (const name of PLAIN_FORMATS) ajv.addFormat(name, true)
  ajv.addSchema({ $id: 'discord', components: loosened(components, components.schemas) as object })
  const compiled = new WeakMap<object, Check>()
  return (schema) => {
    const known = compiled.get(schema)
    if (known) return known
    const local = JSON.parse(
      JSON.stringify(loosened(schema, components.schemas)).replaceAll('"#/components', '"discord#/components'),
    ) as object
    const validate = ajv.compile(local)
    const check: Check = (value) =>
      validate(value)
        ? []
        : (validate.errors ?? [])
            .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'not')
            .slice(0, MAX_PROBLEMS)
            .map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`)
    compiled.set(schema, check)
    return check
  }
}

/** Which schema the `d` of an event has, or a part of it. */
const EVENTS: Readonly<Record<string, readonly [schema: string, part?: string]>> = {
  MESSAGE_CREATE: ['MessageResponse'],
  MESSAGE_UPDATE: ['MessageResponse'],
  CHANNEL_CREATE: ['GuildChannelResponse|PrivateChannelResponse'],
  CHANNEL_UPDATE: ['GuildChannelResponse'],
  CHANNEL_DELETE: ['GuildChannelResponse'],
  THREAD_CREATE: ['ThreadResponse'],
  THREAD_UPDATE: ['ThreadResponse'],
  GUILD_ROLE_CREATE: ['GuildRoleResponse', 'role'],
  GUILD_ROLE_UPDATE: ['GuildRoleResponse', 'role'],
  GUILD_MEMBER_ADD: ['GuildMemberResponse'],
  GUILD_MEMBER_UPDATE: ['GuildMemberResponse'],
  GUILD_MEMBER_REMOVE: ['UserResponse', 'user'],
  GUILD_BAN_ADD: ['UserResponse', 'user'],
  GUILD_BAN_REMOVE: ['UserResponse', 'user'],
  GUILD_UPDATE: ['GuildResponse'],
  GUILD_CREATE: ['GuildResponse'],
  GUILD_AUDIT_LOG_ENTRY_CREATE: ['AuditLogEntryResponse'],
  GUILD_SCHEDULED_EVENT_CREATE: ['ExternalScheduledEventResponse|StageScheduledEventResponse|VoiceScheduledEventResponse'],
  GUILD_SCHEDULED_EVENT_UPDATE: ['ExternalScheduledEventResponse|StageScheduledEventResponse|VoiceScheduledEventResponse'],
  AUTO_MODERATION_RULE_CREATE: [
    'DefaultKeywordRuleResponse|KeywordRuleResponse|MLSpamRuleResponse|MentionSpamRuleResponse|UserProfileRuleResponse',
  ],
  VOICE_STATE_UPDATE: ['VoiceStateResponse'],
  STAGE_INSTANCE_CREATE: ['StageInstanceResponse'],
  READY: ['UserResponse', 'user'],
}

const schemaOf = (names: string): object => ({
  anyOf: names.split('|').map((name) => ({ $ref: `#/components/schemas/${name}` })),
})

interface Exception {
  readonly where?: string
  readonly problem: RegExp
  readonly why: string
}

/** Where the file and the documentation differ, and the sandbox follows the documentation. */
const EXCEPTIONS: readonly Exception[] = [
  {
    problem: /^\/message_reference\/type must be equal to constant \{"allowedValue":0\}/,
    why: 'a forward has the type 1 (docs: resources/message), which the file leaves out',
  },
  {
    where: 'request create_message',
    problem: /^\/message_reference(\/type)? must be null/,
    why: 'what remains of the same forward',
  },
  {
    where: 'create_interaction_response → 200',
    problem: /^\/resource\/type must be equal to one of the allowed values/,
    why: 'a deferral has a resource without a message (docs: interactions/receiving-and-responding)',
  },
  {
    problem: /^(\/\d+)?(\/permission_overwrites\/\d+)?\/(permissions|allow|deny|default_member_permissions) must be integer,null/,
    why: 'permissions are sent as text (docs: topics/permissions); the file has numbers for requests',
  },
  {
    problem: /^\/description must be object,null/,
    why: 'the description is a text (docs: resources/application)',
  },
  {
    where: 'request update_my_user',
    problem: /^\/ must have required property 'username'/,
    why: 'all parameters are optional (docs: resources/user)',
  },
  {
    where: 'request create_message',
    problem: /^\/tts must be boolean,null/,
    why: "a form's fields are texts, and Discord reads them",
  },
  {
    where: 'request create_message',
    problem: /^\/embeds\/\d+\/title must NOT have more than 256 characters/,
    why: 'white space around a text is taken away before it is counted (docs: resources/message, embed limits)',
  },
  {
    where: 'request create_message',
    problem: /^\/embeds\/\d+\/timestamp must be string,null/,
    why: 'discord.js 13 sends 0 with every embed that has none',
  },
  {
    problem: /^(\/data)?\/attachments\/\d+\/id must be string/,
    why: 'the id of a new file is its number (docs: reference, uploading files)',
  },
]

interface Tools {
  readonly check: (schema: object) => Check
  readonly find: ReturnType<typeof createFinder>
  readonly events: ReadonlyMap<string, { readonly schema: object; readonly part: string | undefined }>
}

async function makeTools(api: OpenApi): Promise<Tools> {
  const events = Object.entries(EVENTS).map(([t, [names, part]]) => [t, { schema: schemaOf(names), part }] as const)
  return { check: await createChecker(api), find: createFinder(api), events: new Map(events) }
}

/** To compile the schemas takes a second: once for all the sandboxes of a process. */
let tools: Promise<Tools> | undefined

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false, True: true, False: false, '1': true, '0': false }

/**
 * What the text of a query can mean: itself, a list, a number, a truth as clients in several
 * languages write it.
 */
function meaningsOf(values: readonly string[]): unknown[] {
  const [first = ''] = values
  return [first, values, ...(/^-?\d+$/.test(first) ? [Number(first)] : []), ...(first in TRUTHS ? [TRUTHS[first]] : [])]
}

function queryProblems(check: Tools['check'], operation: Operation, query: string): string[] {
  const given = new URLSearchParams(query)
  return [...operation.query].flatMap(([name, schema]) => {
    const values = given.getAll(name)
    const found = values.length === 0 ? [] : meaningsOf(values).map((value) => check(schema)(value))
    return found.some((problems) => problems.length === 0) ? [] : (found[0] ?? []).map((problem) => `query ${name}${problem}`)
  })
}

/** What an operation's description says against the request. */
function requestProblems(check: Tools['check'], operation: Operation, { body, query, files }: RequestEntry): string[] {
  const ofQuery = queryProblems(check, operation, query)
  // Nothing was sent, or the log has not kept it.
  const isEmpty = typeof body !== 'object' || body === null || Object.keys(body).length === 0
  if (isEmpty || operation.body === undefined) return ofQuery
  const whole = files.length > 0 && !Array.isArray(body) ? { ...body, file: '' } : body
  return [...ofQuery, ...check(operation.body)(JSON.parse(JSON.stringify(whole)))]
}

export interface Conformance {
  request(entry: RequestEntry): void
  event(t: string, d: unknown): void
  readonly violations: readonly Violation[]
}

/** Requests that are meant to be bad need not be as Discord describes them. */
export interface Watched {
  readonly requests: boolean
}

/** Undefined where the file is not at hand. */
export async function createConformance({ requests }: Watched): Promise<Conformance | undefined> {
  const api = loadOpenApi()
  if (!api) return undefined
  tools ??= makeTools(api)
  const { check, find, events } = await tools
  const violations: Violation[] = []
  const note = (where: string, problems: readonly string[]) => {
    const real = problems.filter(
      (problem) => !EXCEPTIONS.some((each) => (each.where ?? where) === where && each.problem.test(problem)),
    )
    if (real.length > 0) violations.push({ where, problems: real })
  }

  function request(entry: RequestEntry): void {
    const { method, path, status, answer, fault } = entry
    if (fault !== null || status === 0) return
    if (status >= 400) {
      note(`${method} ${path} → ${status}`, errorProblems(answer))
      return
    }
    const plain = decodeURIComponent(path.replace(/^\/api(\/v\d+)?/, ''))
    const operation = find(method, plain)
    // Documented, yet not in the file: answers there are still the sandbox's own business.
    if (!operation) return
    if (requests) note(`request ${operation.id}`, requestProblems(check, operation, entry))
    const schema = operation.answers.get(status)
    if (schema === undefined) {
      note(`${operation.id} → ${status}`, [`the status is not documented: ${[...operation.answers.keys()].join(', ')}`])
    } else if (schema === null) {
      note(`${operation.id} → ${status}`, answer === null ? [] : ['there is a body where none is documented'])
    } else note(`${operation.id} → ${status}`, check(schema)(JSON.parse(JSON.stringify(answer))))
  }

  return {
    violations,
    request,
    event(t, d) {
      const known = events.get(t)
      if (!known) return
      const plain = JSON.parse(JSON.stringify(d)) as Record<string, unknown>
      note(`gateway ${t}`, check(known.schema)(known.part === undefined ? plain : plain[known.part]))
    },
  }
}

/** `{ message, code }` and, for a form, a tree of `errors`; an HTML page is a proxy's. */
function errorProblems(answer: unknown): string[] {
  if (typeof answer === 'string') return []
  const { message, code } = (answer ?? {}) as { message?: unknown; code?: unknown }
  const isLimited = typeof (answer as { retry_after?: unknown } | null)?.retry_after === 'number'
  if (typeof message !== 'string') return ['an error without a message']
  return typeof code === 'number' || isLimited ? [] : ['an error without a code']
}

/** Watches all that a sandbox answers and sends. */
export function watch(conformance: Conformance, change: Change): void {
  if (change.kind === 'request') conformance.request(change.entry)
  else if (change.kind === 'gateway' && change.entry.direction === 'out' && change.entry.op === 0 && change.entry.t)
    conformance.event(change.entry.t, change.entry.d)
}
