// What happens in one schedule, as data: drawn from a seed, run by the world, made shorter where it
// shows a fault.
import type { WishInput } from '../../../src/delivery/subscriptions/subscription.ts'
import { FAULT_KINDS, type Fault, type Spell } from '../discord/faults.ts'
import { ANNOUNCEMENT, FORUM, type Right, TEXT } from '../discord/state.ts'
import { createRandom, type Random } from '../kernel/random.ts'
import type { Change } from './digests.ts'

export interface ChannelPlan {
  readonly id: string
  readonly name: string
  readonly type: number
  readonly wish: WishInput
  readonly tags: readonly string[]
  readonly mayManage: boolean
  readonly requiresTag: boolean
}

type Happening =
  | {
      readonly kind: 'digest'
      readonly digest: number
      readonly featured: number
      readonly briefs: number
      /** The digest of which the first paper is listed once more; 0: none. */
      readonly again: number
      /** First only a part of the file is there, for so long. */
      readonly cutMs: number
    }
  | { readonly kind: 'correct'; readonly digest: number; readonly change: Change }
  /** The file gets another name. */
  | { readonly kind: 'rename'; readonly digest: number }
  /** Nothing is finished: the process ends before the bot's next statement but so many. */
  | { readonly kind: 'kill'; readonly statements: number; readonly downMs: number }
  | { readonly kind: 'restart'; readonly downMs: number }
  | { readonly kind: 'copy' }
  | { readonly kind: 'restore'; readonly downMs: number }
  | { readonly kind: 'full-disk'; readonly ms: number }
  | { readonly kind: 'folder-away'; readonly ms: number }
  | { readonly kind: 'pause' | 'resume' | 'unsubscribe' | 'subscribe'; readonly channel: number }
  | { readonly kind: 'wish'; readonly channel: number; readonly wish: WishInput }
  | { readonly kind: 'right-taken'; readonly channel: number; readonly right: Right; readonly ms: number }
  | { readonly kind: 'close-thread'; readonly channel: number; readonly isLocked: boolean; readonly isArchived: boolean }
  | { readonly kind: 'delete-thread'; readonly channel: number }
  | { readonly kind: 'delete-message'; readonly channel: number }
  | { readonly kind: 'delete-channel'; readonly channel: number }
  | { readonly kind: 'kick' }
  | { readonly kind: 'tags'; readonly channel: number; readonly change: 'remove' | 'moderate' | 'require' }
  | { readonly kind: 'chat'; readonly channel: number; readonly messages: number }
  | { readonly kind: 'block'; readonly digest: number; readonly paper: number }
  | { readonly kind: 'gateway-away'; readonly ms: number }

export type Event = Happening & { readonly at: number }

export interface Script {
  readonly seed: string
  readonly channels: readonly ChannelPlan[]
  /** In the order of their times. */
  readonly events: readonly Event[]
  readonly spells: readonly Spell[]
  /** In place of the spells: what goes wrong, by the number of the request. */
  readonly faults: readonly (readonly [number, Fault])[] | null
  /** What is ready runs first come, first served. */
  readonly inOrder: boolean
  readonly requestsPerSecond: number
  /** How long it goes on before all is well again. */
  readonly length: number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const PLACES = ['channel', 'forum', 'thread', 'announcement'] as const
const TYPES = { channel: TEXT, thread: TEXT, forum: FORUM, announcement: ANNOUNCEMENT } as const
const TAGS = ['CV', 'LG', 'CL', 'Other']

function drawChannel(i: number, random: Random): ChannelPlan {
  const place = PLACES[i % PLACES.length] ?? 'channel'
  const most = random.chance(0.25) ? random.int(1, 3) : null
  const wish: WishInput = {
    place,
    language: random.pick(['both', 'zh', 'en'] as const),
    layout: random.pick(['full', 'standard', 'compact'] as const),
    most,
    ...(random.chance(0.15) ? { categories: ['CV'] } : {}),
    ...(most === null && random.chance(0.15) ? { when: [{ cron: '0 * * * *', zone: 'Asia/Shanghai' }] } : {}),
  }
  return planOf(i, wish, {
    tags: random.chance(0.7) ? TAGS : [],
    mayManage: random.chance(0.5),
    requiresTag: random.chance(0.3),
  })
}

function planOf(i: number, wish: WishInput, more: Pick<ChannelPlan, 'tags' | 'mayManage' | 'requiresTag'>): ChannelPlan {
  const place = wish.place ?? 'channel'
  const requiresTag = place === 'forum' && more.requiresTag && more.tags.length > 0
  return { id: `2000000000000000${10 + i}`, name: `${place}-${i}`, type: TYPES[place], wish, ...more, requiresTag }
}

/**
 * A day with a channel of each kind, and one correction: the ground that is searched exhaustively.
 */
export function plainDay(): Script {
  const channels = PLACES.map((place, i) => planOf(i, { place }, { tags: TAGS, mayManage: true, requiresTag: false }))
  return {
    seed: 'plain day',
    channels,
    events: [
      { at: MINUTE, kind: 'digest', digest: 1, featured: 2, briefs: 1, again: 0, cutMs: 0 },
      { at: 4 * MINUTE, kind: 'correct', digest: 1, change: { kind: 'text', paper: 0 } },
    ],
    spells: [],
    faults: null,
    inOrder: true,
    requestsPerSecond: 50,
    length: 10 * MINUTE,
  }
}

/** Soon after something began, when most is under way. */
const soonAfter = (at: number, random: Random) =>
  at + (random.chance(0.8) ? random.int(0, 40 * SECOND) : random.int(0, 20 * MINUTE))

function drawEvent(random: Random, at: number, channels: number, digest: number): Event | null {
  const channel = random.int(0, channels - 1)
  const downMs = random.chance(0.8) ? random.int(SECOND, 20 * SECOND) : random.int(MINUTE, 3 * HOUR)
  const ms = random.chance(0.7) ? random.int(5 * SECOND, 5 * MINUTE) : random.int(5 * MINUTE, 4 * HOUR)
  const change: Change = random.pick([
    { kind: 'text', paper: random.int(0, 5) },
    { kind: 'text', paper: random.int(0, 5) },
    { kind: 'add', isBrief: random.chance(0.5) },
    { kind: 'remove', paper: random.int(0, 5) },
  ] as const)
  const drawn: readonly (readonly [number, () => Happening])[] = [
    [14, () => ({ kind: 'kill', statements: random.int(0, 80), downMs })],
    [5, () => ({ kind: 'restart', downMs })],
    [12, () => ({ kind: 'correct', digest, change })],
    [2, () => ({ kind: 'rename', digest })],
    [3, () => ({ kind: 'copy' })],
    [4, () => ({ kind: 'restore', downMs })],
    [3, () => ({ kind: 'full-disk', ms: Math.min(ms, 10 * MINUTE) })],
    [2, () => ({ kind: 'folder-away', ms: Math.min(ms, 10 * MINUTE) })],
    [4, () => ({ kind: random.pick(['pause', 'resume'] as const), channel })],
    [2, () => ({ kind: 'wish', channel, wish: { language: random.pick(['both', 'zh', 'en'] as const) } })],
    [2, () => ({ kind: random.pick(['unsubscribe', 'subscribe'] as const), channel })],
    [5, () => ({ kind: 'right-taken', channel, right: random.pick(['view', 'send', 'threads'] as const), ms })],
    [3, () => ({ kind: 'right-taken', channel, right: 'history', ms: random.int(15 * MINUTE, 4 * HOUR) })],
    [
      5,
      () => ({
        kind: 'close-thread',
        channel: (channel & ~3) + random.int(1, 2),
        isLocked: random.chance(0.5),
        isArchived: random.chance(0.7),
      }),
    ],
    [2, () => ({ kind: 'delete-thread', channel: (channel & ~3) + random.int(1, 2) })],
    [3, () => ({ kind: 'delete-message', channel })],
    [1, () => ({ kind: 'delete-channel', channel })],
    [0.3, () => ({ kind: 'kick' })],
    [4, () => ({ kind: 'tags', channel: (channel & ~3) + 1, change: random.pick(['remove', 'moderate', 'require'] as const) })],
    [3, () => ({ kind: 'chat', channel, messages: random.chance(0.8) ? random.int(1, 120) : random.int(120, 400) })],
    [2, () => ({ kind: 'block', digest, paper: random.int(0, 5) })],
    [2, () => ({ kind: 'gateway-away', ms })],
  ]
  let left = random.next() * drawn.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, make] of drawn) {
    left -= weight
    if (left < 0) return { at, ...make() }
  }
  return null
}

/** Most copies are older than what was sent since. */
const copyBefore = (at: number, random: Random): Event => ({
  kind: 'copy',
  at: random.int(10 * SECOND, Math.max(11 * SECOND, at - SECOND)),
})

/** What one event alone would hardly ever meet. */
function drawnWith(event: Event, random: Random): readonly Event[] {
  if (event.kind === 'restore') return [copyBefore(event.at, random)]
  if (event.kind !== 'right-taken' || event.right !== 'history' || random.chance(0.2)) return []
  // A database that does not know what it has sent, in a channel that cannot be read; and the
  // nonces are forgotten.
  const at = event.at + random.int(SECOND, 30 * SECOND)
  return [copyBefore(event.at, random), { kind: 'restore', at, downMs: random.int(3 * MINUTE, 10 * MINUTE) }]
}

function drawSpells(random: Random, moments: readonly number[]): readonly Spell[] {
  return moments.flatMap((at): Spell[] => {
    if (random.chance(0.3)) return []
    const from = at + random.int(0, 10 * SECOND)
    const probability = random.pick([0.05, 0.15, 0.3, 0.6])
    const kinds = random.chance(0.5) ? FAULT_KINDS : [random.pick(FAULT_KINDS)]
    return [{ from, to: from + random.int(5 * SECOND, 3 * MINUTE), probability, kinds }]
  })
}

/** What a schedule may have more of than chance gives it. */
interface Aim {
  readonly events: readonly Event['kind'][]
  readonly faults: readonly Fault['kind'][]
  /** Few make acts wait long between being drawn and being sent. */
  readonly requestsPerSecond?: number
}

const LOST = ['cut', 'silence', 'half-answer', 'server-error'] as const

export const AIMS = {
  changed: { events: ['pause', 'unsubscribe'], faults: ['limit'], requestsPerSecond: 1 },
  closed: { events: ['right-taken', 'delete-channel', 'block'], faults: LOST },
  corrections: { events: ['correct'], faults: [] },
  cuts: { events: [], faults: ['cut'] },
  kills: { events: ['kill', 'restart'], faults: [] },
  limits: { events: [], faults: ['limit'] },
  lost: { events: [], faults: LOST },
  passing: { events: [], faults: ['passing'] },
  people: { events: ['pause', 'resume', 'wish', 'unsubscribe', 'correct'], faults: [] },
  restores: { events: ['restore', 'right-taken', 'correct'], faults: [] },
  tags: { events: ['tags'], faults: [] },
  threads: { events: ['close-thread', 'correct'], faults: [] },
} as const satisfies Record<string, Aim>

/** A seed of `tags+S-7` is aimed: the schedule has more of it. */
function aimOf(seed: string): Aim | null {
  const name = /^([a-z]+)\+/.exec(seed)?.[1] ?? ''
  return name in AIMS ? AIMS[name as keyof typeof AIMS] : null
}

function drawAimed(aim: Aim, draw: () => Event | null, random: Random): readonly Event[] {
  const events: Event[] = []
  if (aim.events.length === 0) return events
  for (let left = random.int(2, 5); left > 0; ) {
    const event = draw()
    if (event === null || !aim.events.includes(event.kind)) continue
    events.push(event, ...drawnWith(event, random))
    left -= 1
  }
  return events
}

function aimedSpell(at: number, { faults }: Aim, random: Random): readonly Spell[] {
  if (faults.length === 0) return []
  const from = at + random.int(0, 10 * SECOND)
  return [{ from, to: from + random.int(10 * SECOND, 3 * MINUTE), probability: random.pick([0.3, 0.6]), kinds: faults }]
}

export function drawScript(seed: string): Script {
  const random = createRandom(seed).fork('script')
  const aim = aimOf(seed)
  const channels = Array.from({ length: 4 }, (_, i) => drawChannel(i, random))
  const days = random.pick([1, 1, 2, 2, 3])
  const arrivals: number[] = []
  for (let i = 0; i < days; i++) arrivals.push((arrivals.at(-1) ?? 0) + (i === 0 ? MINUTE : random.int(20 * MINUTE, 6 * HOUR)))
  const digests = arrivals.map((at, i): Event => {
    const cutMs = random.chance(0.1) ? random.int(SECOND, 60 * SECOND) : 0
    return {
      at,
      kind: 'digest',
      digest: i + 1,
      featured: random.int(1, 4),
      briefs: random.int(0, 3),
      again: random.chance(0.3) ? i : 0,
      cutMs,
    }
  })
  const others: Event[] = []
  const draw = () => {
    const day = random.int(0, days - 1)
    const moment = soonAfter(arrivals[day] ?? MINUTE, random)
    return drawEvent(random, moment, channels.length, random.int(1, day + 1))
  }
  for (let i = random.int(0, 7); i > 0; i--) {
    const event = draw()
    if (event === null) continue
    others.push(event)
    others.push(...drawnWith(event, random))
  }
  if (aim !== null) others.push(...drawAimed(aim, draw, random))
  const aimed = aim === null ? [] : arrivals.flatMap((at) => aimedSpell(at, aim, random))
  const chance = random.chance(0.6) ? drawSpells(random, [...arrivals, ...others.map(({ at }) => at)]) : []
  const spells = [...aimed, ...chance]
  const events = [...digests, ...others].sort((a, b) => a.at - b.at)
  const length = Math.max(...events.map(({ at }) => at), ...spells.map(({ to }) => to)) + random.int(1, 60) * MINUTE
  const requestsPerSecond = aim?.requestsPerSecond ?? (random.chance(0.3) ? random.int(1, 6) : 50)
  return { seed, channels, events, spells, faults: null, inOrder: false, requestsPerSecond, length }
}
