// A seed: the servers, people and applications that a fresh world begins with, as a file or an
// object. Things are named, not numbered.
import { z } from 'zod'
import { LIMITS, LOCALES } from '../validate/limits.ts'
import { PERMISSIONS, type PermissionName } from '../world/permissions.ts'
import { INTENT_NAMES } from './intents.ts'

const CHANNEL_TYPES = { text: 0, voice: 2, category: 4, announcement: 5, stage: 13, forum: 15, media: 16 } as const
export type ChannelType = keyof typeof CHANNEL_TYPES
export const channelTypeOf = (name: ChannelType): number => CHANNEL_TYPES[name]

const oneOf = <const Name extends string>(names: readonly Name[], what: string) =>
  z.enum(names as readonly [Name, ...Name[]], {
    error: ({ input }) => `${JSON.stringify(input)} is not ${what}; known: ${names.join(', ')}`,
  })

const MAX_COPIES = 100_000

const id = z
  .string()
  .regex(/^\d{17,19}$/, 'an id has 17 to 19 digits, in quotes')
  .optional()
const name = z.string().trim().min(1, 'must not be empty').max(100, 'has at most 100 characters')
const permission = oneOf(Object.keys(PERMISSIONS) as PermissionName[], 'a permission of Discord')
const permissions = z.array(permission)
const intent = oneOf(INTENT_NAMES, 'an intent of Discord')

const application = z.strictObject({
  id,
  name,
  token: z.string().min(1).regex(/^\S+$/, 'a token has no spaces'),
  /** The privileged intents that are switched on for it. */
  intents: z.union([z.literal('all', 'give "all", or a list of intents'), z.array(intent)]).default([]),
  /** Of its own role in each server; left out: what a bot usually asks for. */
  permissions: permissions.optional(),
})
const user = z.strictObject({ id, name, display_name: z.string().nullable().default(null), bot: z.boolean().default(false) })
const role = z.strictObject({
  id,
  name,
  permissions: permissions.default([]),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'a color is written #3498db')
    .optional(),
  hoist: z.boolean().default(false),
  mentionable: z.boolean().default(false),
})
const member = z.union([
  name,
  z.strictObject({ user: name, roles: z.array(name).default([]), nick: z.string().nullable().default(null) }),
])
const overwrite = z.strictObject({
  /** `everyone`, a role, a member or an application. */
  target: name,
  allow: permissions.default([]),
  deny: permissions.default([]),
})
const channel = z.strictObject({
  id,
  name,
  type: oneOf(Object.keys(CHANNEL_TYPES) as ChannelType[], 'a type of channel').default('text'),
  topic: z.string().nullable().default(null),
  /** The category it is in, by name; the category comes before it. */
  parent: name.optional(),
  nsfw: z.boolean().default(false),
  slowmode: z.number().int().min(0).max(LIMITS.slowmodeSeconds).default(0),
  tags: z.array(z.union([name, z.strictObject({ id, name, moderated: z.boolean().default(false) })])).default([]),
  require_tag: z.boolean().default(false),
  overwrites: z.array(overwrite).default([]),
})
const server = z.strictObject({
  id,
  name,
  /** So many servers like this one, their names numbered. */
  copies: z.number().int().min(1, 'at least 1').max(MAX_COPIES, `at most ${MAX_COPIES}`).default(1),
  /** A member by name; left out: the first. */
  owner: name.optional(),
  locale: oneOf(LOCALES, "a locale of Discord's").default('en-US'),
  roles: z.array(role).default([]),
  members: z.array(member).default([]),
  channels: z.array(channel).max(500, 'a server has at most 500 channels').default([]),
  /** The applications that are in it, by name; left out: all. */
  applications: z.array(z.union([name, z.strictObject({ name, role_id: id })])).optional(),
})

/** `Lab` with three copies becomes `Lab 1`, `Lab 2` and `Lab 3`. */
export const copiesOf = (wish: z.output<typeof server>): z.output<typeof server>[] =>
  wish.copies === 1 ? [wish] : Array.from({ length: wish.copies }, (_, at) => ({ ...wish, name: `${wish.name} ${at + 1}` }))

type Problem = (path: (string | number)[], message: string) => void

const repeated = (names: readonly string[]): number => names.findIndex((each, at) => names.indexOf(each) !== at)
const nameOf = (entry: string | { readonly name: string } | { readonly user: string }): string =>
  typeof entry === 'string' ? entry : 'name' in entry ? entry.name : entry.user

/** Names that are used and never given, or given twice. */
function checkNames({ applications, users, servers }: z.infer<typeof shape>, problem: Problem): void {
  const demandUnique = (list: readonly { name: string }[], path: (string | number)[], what: string) => {
    const at = repeated(list.map((each) => each.name))
    if (at >= 0) problem([...path, at, 'name'], `"${list[at]?.name}" is already the name of another ${what}`)
  }
  demandUnique(applications, ['applications'], 'application')
  const bots = applications.map((each) => each.name)
  for (const [at, { name: taken }] of users.entries())
    if ([...bots, ...users.slice(0, at).map((each) => each.name)].includes(taken))
      problem(['users', at, 'name'], `"${taken}" is already the name of another user or application`)
  const token = repeated(applications.map((each) => each.token))
  if (token >= 0) problem(['applications', token, 'token'], 'another application has the same token')
  const people = users.map((each) => each.name)
  for (const [index, each] of servers.entries()) {
    const path = ['servers', index]
    if (each.copies > 1)
      for (const { path: at } of idsIn(each)) problem([...path, ...at], 'a server with copies cannot have an id of its own in it')
    const demandKnown = (wanted: string, known: readonly string[], at: (string | number)[], what: string) => {
      if (!known.includes(wanted))
        problem([...path, ...at], `there is no ${what} "${wanted}"; known: ${known.join(', ') || 'none'}`)
    }
    demandUnique(each.roles, [...path, 'roles'], 'role')
    const roles = each.roles.map((one) => one.name)
    const members = each.members.map(nameOf)
    for (const [at, one] of each.members.entries()) {
      demandKnown(nameOf(one), people, ['members', at], 'user')
      if (typeof one !== 'string')
        for (const [n, wanted] of one.roles.entries()) demandKnown(wanted, roles, ['members', at, 'roles', n], 'role')
    }
    const twice = repeated(members)
    if (twice >= 0) problem([...path, 'members', twice], `"${members[twice]}" is already a member of this server`)
    if (members.length === 0) problem([...path, 'members'], 'a server needs at least one member to own it')
    else if (each.owner !== undefined) demandKnown(each.owner, members, ['owner'], 'member')
    for (const [at, one] of (each.applications ?? []).entries())
      demandKnown(nameOf(one), bots, ['applications', at], 'application')
    for (const [at, one] of each.channels.entries()) {
      const categories = each.channels.slice(0, at).filter(({ type }) => type === 'category')
      if (one.parent !== undefined)
        demandKnown(one.parent, categories.map(nameOf), ['channels', at, 'parent'], 'category before this channel')
      for (const [n, { target }] of one.overwrites.entries())
        demandKnown(
          target,
          ['everyone', ...roles, ...members, ...bots],
          ['channels', at, 'overwrites', n, 'target'],
          'role, member or application',
        )
      if (one.tags.length > 0 && one.type !== 'forum' && one.type !== 'media')
        problem(
          [...path, 'channels', at, 'tags'],
          `only forums and media channels have tags, and "${one.name}" is a ${one.type} channel`,
        )
    }
  }
}

const shape = z.strictObject({
  /** For editors that check the file as it is written. */
  $schema: z.string().optional(),
  applications: z.array(application).min(1, 'at least one application is needed: { "name": "My Bot", "token": "sandbox" }'),
  users: z.array(user).default([]),
  servers: z.array(server).default([]),
})

/** Every id that a seed gives, with its place. */
export function* idsIn(value: unknown, path: (string | number)[] = []): Generator<{ id: string; path: (string | number)[] }> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    if ((key === 'id' || key === 'role_id') && typeof each === 'string') yield { id: each, path: here }
    else yield* idsIn(each, here)
  }
}

function checkIds(seed: z.infer<typeof shape>, problem: Problem): void {
  const given = new Set<string>()
  for (const { id: each, path } of idsIn(seed)) {
    if (given.has(each)) problem(path, `the id ${each} has been given to something else already`)
    given.add(each)
  }
}

export const seedShape = shape.superRefine((seed, context) => {
  const problem: Problem = (path, message) => context.addIssue({ code: 'custom', path, message })
  checkNames(seed, problem)
  checkIds(seed, problem)
})

/** A seed as it is written. */
export type Seed = z.input<typeof shape>
/** A seed with its defaults filled in. */
export type FullSeed = z.output<typeof shape>
