// Twenty channels of every kind, what each wants, and what people read in them at the end.
import type { Sandbox, WorldAction } from 'discord-sandbox'
import type { WishInput } from '../../../src/delivery/subscriptions/subscription.ts'
import type { NumberedDigest, NumberedPaper } from '../../support/numbered-digests.ts'
import { SEED } from '../../support/sandbox.ts'

const PLACES = ['channel', 'thread', 'forum', 'announcement'] as const
const TYPE = { channel: 0, thread: 0, forum: 15, announcement: 5 } as const
const LANGUAGES = ['both', 'zh', 'en'] as const
const LAYOUTS = ['full', 'standard', 'compact'] as const
const EVERY_MINUTE: WishInput['when'] = [{ cron: '* * * * *', zone: 'Asia/Shanghai' }]
const MANY_SLOTS: WishInput['when'] = [
  { cron: '*/2 * * * *', zone: 'Europe/Berlin' },
  { cron: '1-59/2 * * * *', zone: 'America/New_York' },
]

const FAST = { limit: 10_000, windowMs: 1_000 }
const MESSAGE = '/channels/:id/messages'
/** Discord's own limits would make this a matter of hours. */
export const LIMITS = {
  global: 10_000,
  routes: {
    [`POST ${MESSAGE}`]: FAST,
    [`PATCH ${MESSAGE}/:id`]: FAST,
    [`POST ${MESSAGE}/:id/crosspost`]: FAST,
    [`POST ${MESSAGE}/:id/threads`]: FAST,
    'POST /channels/:id/threads': FAST,
  },
}

export interface TestChannel {
  readonly id: string
  readonly name: string
  readonly wish: WishInput
}

/** One channel more in that server, with the `index`th of the wishes. */
export function makeChannel(sandbox: Sandbox, guild: string, index: number): TestChannel {
  const place = PLACES[index % 4] ?? 'channel'
  const [language = 'both', layout = 'full'] = [LANGUAGES[index % 3], LAYOUTS[Math.floor(index / 2) % 3]]
  const when = index % 5 === 3 ? EVERY_MINUTE : index % 7 === 6 ? MANY_SLOTS : 'arrival'
  const categories = index === 5 || index === 10 ? ['CV'] : []
  const name = `${place}-${language}-${layout}-${index}`
  const action = { action: 'create-channel', guild, name, type: TYPE[place] } as WorldAction
  const { id } = sandbox.control.act(action) as { id: string }
  return { id, name, wish: { place, language, layout, when, categories, silent: index % 2 === 0 } }
}

export const makeChannels = (sandbox: Sandbox): readonly TestChannel[] =>
  Array.from({ length: 20 }, (_, index) => makeChannel(sandbox, SEED.guild, index))

const wants = ({ wish }: TestChannel, paper: NumberedPaper) =>
  wish.categories === undefined || wish.categories.length === 0 || wish.categories.includes(paper.category)

/**
 * Each paper at its first time, in the order of the digests; featured ones of a digest stand before
 * its brief ones.
 */
export function expectedPapers(channel: TestChannel, digests: readonly NumberedDigest[]): readonly string[] {
  const seen = new Set<string>()
  return digests.flatMap(({ papers }) => {
    const fresh = papers.filter((paper) => wants(channel, paper) && !seen.has(paper.token))
    for (const { token } of fresh) seen.add(token)
    return [...fresh.filter((paper) => !paper.brief), ...fresh.filter((paper) => paper.brief)].map(({ token }) => token)
  })
}

/** Days whose index must stand there: those that brought something new. */
export function expectedDays(channel: TestChannel, digests: readonly NumberedDigest[]): readonly string[] {
  const seen = new Set<string>()
  return digests.flatMap(({ date, papers }) => {
    const fresh = papers.filter((paper) => wants(channel, paper) && !seen.has(paper.token))
    for (const { token } of fresh) seen.add(token)
    return fresh.length > 0 ? [date] : []
  })
}

export interface Shown {
  readonly id: string
  readonly channel_id: string
  readonly content: string
  readonly embeds: readonly object[]
  readonly components?: readonly unknown[]
}

/** What was posted in a channel and in its threads, oldest first; what people were answered is not. */
export function messagesIn(sandbox: Sandbox, channelId: string): readonly Shown[] {
  const { channels, shelf } = sandbox.world.store
  return [...channels.values()]
    .filter(({ id, parent_id }) => id === channelId || parent_id === channelId)
    .flatMap(({ id }) => [...shelf(id).byId.values()])
    .filter((message) => message.interaction_metadata === undefined)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

/** What is in a channel and in its threads, oldest first. */
export function read(
  sandbox: Sandbox,
  channelId: string,
): { readonly papers: readonly string[]; readonly days: readonly string[] } {
  const standing = messagesIn(sandbox, channelId)
  const days: string[] = []
  const papers: string[] = []
  for (const message of standing) {
    const day = /"title":"(\d{4}-\d{2}-\d{2}) · /.exec(JSON.stringify(message.embeds))?.[1]
    if (day !== undefined) days.push(day)
    else papers.push(...new Set(JSON.stringify([message.content, message.embeds]).match(/K\d{4}/g) ?? []))
  }
  return { papers, days }
}
