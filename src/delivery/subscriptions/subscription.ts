// What a channel wishes for: one schema for the config file, /subscribe, the database and exported
// files.
import { z } from 'zod'
import { LAYOUTS } from '../../render/ladder.ts'
import { cronProblem } from '../../schedule/cron.ts'
import { isZone } from '../../schedule/zone.ts'
import type { SubscriptionId } from '../identity.ts'
import type { ForbiddenReason } from '../port.ts'

export type { SubscriptionId } from '../identity.ts'
export type { ForbiddenReason } from '../port.ts'

const words = z.array(z.string().trim().min(1).max(200, 'at most 200 characters')).max(50, 'at most 50')

const range = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`
  return z.int(expected).min(min, expected).max(max, expected)
}

const cronSchema = z.string().superRefine((value, context) => {
  const problem = cronProblem(value)
  if (problem !== null) context.addIssue({ code: 'custom', message: `not a usable cron expression (${problem})`, input: value })
})

const zoneSchema = z.string().refine(isZone, 'a time zone such as Asia/Shanghai, Europe/Berlin or UTC')

export const timetableSchema = z.strictObject({ cron: cronSchema, zone: zoneSchema.default('Asia/Shanghai') })

/**
 * `arrival`: as soon as a digest is in the archive. `cron`: at each time of any of the timetables.
 */
export const whenSchema = z.union([z.literal('arrival'), z.array(timetableSchema).min(1).max(10)])

export const wishSchema = z.strictObject({
  /** Codes such as `CV`; empty: all. */
  categories: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[A-Za-z][A-Za-z0-9.-]{0,15}$/, 'a category code such as CV'),
    )
    .max(50)
    .transform((codes) => [...new Set(codes.map((code) => code.toUpperCase()))])
    .default([]),
  /**
   * Queries of the search language: a paper must answer one of `include` (empty: any paper) and
   * none of `exclude`.
   */
  include: words.default([]),
  exclude: words.default([]),
  /**
   * One of these must be among the authors, or the affiliations; case and word order do not matter.
   * Empty: all.
   */
  authors: words.default([]),
  affiliations: words.default([]),
  starredOnly: z.boolean().default(false),
  featuredOnly: z.boolean().default(false),
  language: z.enum(['zh', 'en', 'both']).default('both'),
  layout: z.enum(LAYOUTS).default('standard'),
  /**
   * `thread`: one thread a day. `forum`: a post a paper. `announcement`: as `channel`, and the day
   * index is published.
   */
  place: z.enum(['channel', 'thread', 'forum', 'announcement']).default('channel'),
  when: whenSchema.default('arrival'),
  /**
   * Most papers in one slot: starred first, then featured, then brief ones, each in the digest's
   * order. Null: all.
   */
  most: range(1, 100).nullable().default(null),
  silent: z.boolean().default(false),
  /** A role that the day index mentions. */
  mentionRole: z
    .string()
    .regex(/^\d{17,20}$/, 'the id of a role')
    .nullable()
    .default(null),
  /**
   * With timetables: how long after a slot a late digest is still posted at once, and whether its
   * absence is then announced.
   */
  late: z
    .strictObject({
      waitMinutes: range(0, 1440).default(180),
      notice: z.boolean().default(false),
    })
    .prefault({}),
})

export type Wish = z.infer<typeof wishSchema>
export type WishInput = z.input<typeof wishSchema>

/** `paused`: by a person. `forbidden`: Discord refuses the channel; it resumes by itself. */
export type SubscriptionState = 'active' | 'paused' | 'forbidden'

export interface Subscription {
  readonly id: SubscriptionId
  readonly channelId: string
  /** Null where it is not known yet. */
  readonly guildId: string | null
  readonly wish: Wish
  readonly state: SubscriptionState
  /**
   * Where it came from: the config file owns its subscriptions, commands may pause them but not
   * edit or delete.
   */
  readonly origin: 'config' | 'command'
  /** Digests up to this one were there before it. */
  readonly startsAfter: number
  /** The next slot, or the next digest, is left out. */
  readonly skipNext: boolean
  readonly createdAt: number
  /** The last slot that was dealt with, ms; null before the first and with `arrival`. */
  readonly lastSlot: number | null
  /** With `late.waitMinutes`: the slot that still waits for its digest. */
  readonly waitingSlot: number | null
  readonly forbidden: { readonly since: number; readonly reason: ForbiddenReason; readonly nextProbe: number } | null
}

export interface WishProblem {
  /** Such as `when.0.cron`. */
  readonly path: string
  readonly message: string
}

export function parseWish(input: unknown): { readonly wish: Wish } | { readonly problems: readonly WishProblem[] } {
  const result = wishSchema.safeParse(input ?? {})
  if (result.success) return { wish: result.data }
  return { problems: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) }
}

/** What `/subscriptions export` writes and `import` reads. */
export const exportSchema = z.strictObject({
  paperboy: z.literal(1),
  // Counted before any is looked at.
  subscriptions: z
    .array(z.unknown())
    .max(1000, 'at most 1000')
    .pipe(z.array(z.strictObject({ channelId: z.string().regex(/^\d{17,20}$/), wish: wishSchema }))),
})
export type SubscriptionExport = z.infer<typeof exportSchema>
