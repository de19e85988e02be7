// Each field of each body that is described, with values at and beyond what is allowed: a request is
// refused, or its answer and the events it sets off are as Discord describes them.
import type { Sandbox } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { JournalEntry } from '../../../src/sandbox/storage/journal.ts'
import { RIGHT_REQUESTS, withNames } from '../safety/bodies.ts'
import { openTarget, type Target } from '../safety/target.ts'
import { call } from '../support.ts'
import { coverageOf, isReal } from './coverage.ts'
import { createFinder, loadOpenApi, type OpenApi, type Operation } from './openapi.ts'
import { createConformance, watch } from './validate.ts'
import { variantsOf } from './variants.ts'

const api = loadOpenApi()
const PREFIX = '/api/v10'

interface Case {
  readonly operation: Operation
  readonly path: string
  readonly body: unknown
}

function casesOf(openApi: OpenApi): Case[] {
  const find = createFinder(openApi)
  return RIGHT_REQUESTS.filter(({ path }) => path.startsWith(PREFIX)).flatMap(({ method, path, body }) => {
    const plain = path.slice(PREFIX.length)
    const operation = find(method, plain.replace(/\?.*/, '').replaceAll('$', ''))
    return operation?.body === undefined ? [] : [{ operation, path: plain, body }]
  })
}

const keyOf = (name: string, { id, key, guild_id, user_id, channel_id }: Record<string, string>): string => {
  if (name === 'message') return `${channel_id}:${id}`
  if (['member', 'ban', 'voiceState'].includes(name)) return `${guild_id}:${user_id}`
  if (name === 'threadMember') return `${id}:${user_id}`
  return id ?? key ?? user_id ?? ''
}

/** Puts the world back to what it is now, so that no request meets what another has made. */
function createRestorer({ world }: Sandbox): () => void {
  const entries = () =>
    [...world.store.dump()].flatMap(([verb, name, value]) =>
      verb === 'put' ? [{ name, value: value as Record<string, string> }] : [],
    )
  const before = structuredClone(entries())
  const known = new Set(before.map(({ name, value }) => `${name} ${keyOf(name, value)}`))
  return () => {
    const added = entries().filter(({ name, value }) => !known.has(`${name} ${keyOf(name, value)}`))
    world.store.load([
      ...added.map(({ name, value }): JournalEntry => ['remove', name, keyOf(name, value)]),
      ...structuredClone(before).map(({ name, value }): JournalEntry => ['put', name, value]),
    ])
  }
}

/** There is one of each at most: it is made where there is none. */
const SINGLE: Readonly<Record<string, 'templates' | 'stages'>> = {
  create_guild_template: 'templates',
  create_stage_instance: 'stages',
}

/** Only a person may do it. */
const REFUSED = ['set_guild_application_command_permissions']

/** Stickers alone are made with a form and a file. */
function formOf(body: unknown): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body as object))
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  form.set('file', new Blob(['x']), 'a.png')
  return form
}

/** What many bodies share, such as embeds, is tried in one of them. */
const tried = new Set<string>()

/** What is wrong with the answers to all variants of a right body; and how many were accepted. */
async function tryVariants(target: Target, { components }: OpenApi, { operation, path, body }: Case) {
  const { sandbox, names } = target
  const conformance = await createConformance({ requests: false })
  if (!conformance) throw new Error('the description is at hand, and its checks are not')
  const stopWatching = sandbox.feed.listen((change) => watch(conformance, change))
  const single = SINGLE[operation.id]
  if (single) for (const { id } of sandbox.world.store[single].values()) sandbox.world.store[single].remove(id)
  const restore = createRestorer(sandbox)
  const idOf = (field: string) => names[field.replace(/s?_ids?$|s$/, '')] ?? names.channel ?? ''
  const send = async (given: unknown): Promise<number> => {
    const form = operation.id === 'create_guild_sticker' ? formOf(given) : given
    const { status } = await call(sandbox, operation.method, withNames(path, names), form)
    if (status < 300) restore()
    return status
  }
  const right = withNames(body, names)
  const first = await send(right)
  const findings: string[] = []
  let accepted = 0
  for (const variant of variantsOf(operation.body ?? {}, components.schemas, right, idOf, tried)) {
    const known = conformance.violations.length
    const status = await send(variant.body)
    if (status < 300) accepted += 1
    for (const { where, problems } of conformance.violations.slice(known))
      findings.push(`${variant.field} = ${variant.value}: ${where} ${problems.join('; ')}`)
    if (status === 500) findings.push(`${variant.field} = ${variant.value}: ${status}`)
  }
  stopWatching()
  return { isRight: first < 300, accepted, findings }
}

const TIMEOUT_MS = 60_000

describe.runIf(api)('each field of the body of', () => {
  const cases = api ? casesOf(api) : []

  it('every operation that takes one is tried', () => {
    const tried = new Set(cases.map(({ operation }) => operation.id))
    const wanted = api ? coverageOf(api).filter((each) => isReal(each) && each.operation.body !== undefined) : []
    const missing = wanted.filter(({ operation }) => operation.method !== 'DELETE' && !tried.has(operation.id))
    expect(missing.map(({ operation }) => operation.id)).toEqual([])
  })

  it.each(cases.map((each, index) => [`${each.operation.id} (${index})`, each] as const))(
    '%s',
    async (_, each) => {
      const target = await openTarget(true)
      onTestFinished(() => target.stop().catch(() => undefined))
      const { isRight, accepted, findings } = await tryVariants(target, api as OpenApi, each)
      expect(findings).toEqual([])
      // Were the right body refused, its variants would all be refused for what is wrong with it.
      expect(isRight).toBe(!REFUSED.includes(each.operation.id))
      expect(accepted > 0).toBe(isRight)
    },
    TIMEOUT_MS,
  )
})
