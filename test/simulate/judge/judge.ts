// Says what is wrong at the end of a schedule, by what Discord shows and has counted: nothing of the
// bot's own memory is asked.
import { type DiscordState, homeOf, type Message } from '../discord/state.ts'
import type { ChannelPlan, Script } from '../world/script.ts'
import type { Run } from '../world/world.ts'
import { type Edition, editionsOf, inOrder } from './owed.ts'

export type Rule =
  | 'once'
  | 'complete'
  | 'nothing else'
  | 'order'
  | 'newest text'
  | 'limits'
  | 'in time'
  | 'announced'
  | 'index'
  | 'published'
  | 'stays up'

export interface Violation {
  readonly rule: Rule
  readonly text: string
}

interface Sent {
  readonly token: string
  readonly message: Message
}

interface ChannelView {
  readonly plan: ChannelPlan
  readonly editions: readonly Edition[]
  readonly messages: readonly Message[]
  readonly sent: readonly Sent[]
  /** The end of it: deleted, or the bot taken out of the server. */
  readonly isGone: boolean
  /** Its subscription takes messages at the end. */
  readonly isServed: boolean
  /** People took messages or threads away, or closed some. */
  readonly isDisturbed: boolean
}

const MINUTE = 60_000
const INDEX = /"title":"\d{4}-\d{2}-\d{2} · /
/** What was under way when people asked for something may still come. */
const UNDER_WAY_MS = 40_000
const MAX_LATENESS_MS = 10 * MINUTE
/** Waits grow up to half an hour, and a count of Discord's may take an hour to go down. */
const AFTER_TROUBLE_MS = 100 * MINUTE

const isIndex = (text: string) => INDEX.test(text)
const tokensOf = (text: string) => [...new Set(text.match(/K\d{4}(?=r\d)/g) ?? [])]
const firstText = ({ versions }: Message) => versions[0]?.text ?? ''
const lastText = ({ versions }: Message) => versions.at(-1)?.text ?? ''

function viewOf(run: Run, channel: number, plan: ChannelPlan): ChannelView {
  const { state, truth } = run
  const messages = state.messages
    .filter((message) => message.own && homeOf(state, message.channelId) === plan.id)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  const sent = messages.flatMap((message) => {
    if (isIndex(firstText(message))) return []
    // A title that was read from half a file shows its paper only once it is whole.
    return tokensOf(message.versions.map(({ text }) => text).join('\n')).map((token) => ({ token, message }))
  })
  const subscription = truth.subscriptions.filter((one) => one.channel === channel).at(-1)
  const last = subscription?.changes.filter(({ kind }) => kind !== 'wish').at(-1)?.kind ?? 'resume'
  return {
    plan,
    editions: editionsOf(channel, truth),
    messages,
    sent,
    isGone: truth.gone.has(channel) || truth.kickedAt !== null,
    isServed: last === 'resume' && truth.subscriptions.filter((one) => one.channel === channel).length === 1,
    isDisturbed: truth.disturbed.has(channel),
  }
}

export function judge(script: Script, run: Run): readonly Violation[] {
  const views = script.channels.map((plan, channel) => viewOf(run, channel, plan))
  return [
    ...run.faults.map((text): Violation => ({ rule: 'stays up', text })),
    ...run.network.violations.map((text): Violation => ({ rule: 'limits', text })),
    ...views.flatMap((view) => [
      ...once(view),
      ...complete(view, run),
      ...nothingElse(view, run),
      ...order(view, run),
      ...newestText(view, run),
      ...indexes(view, run),
      ...inTime(view, script, run),
    ]),
  ]
}

const say =
  (rule: Rule, { plan }: ChannelView) =>
  (text: string): Violation => ({ rule, text: `${plan.name}: ${text}` })

function once(view: ChannelView): readonly Violation[] {
  const violation = say('once', view)
  const seen = new Map<string, Message>()
  return view.sent.flatMap(({ token, message }) => {
    const before = seen.get(token)
    seen.set(token, message)
    // Where people have taken the first one away, the bot cannot know that it had come.
    return before === undefined || before.deleted !== null ? [] : [violation(`${token} came twice`)]
  })
}

function complete(view: ChannelView, { state, truth }: Run): readonly Violation[] {
  const [violation, unannounced] = [say('complete', view), say('announced', view)]
  const present = new Set(view.sent.map(({ token }) => token))
  const missing = view.editions.flatMap((edition) => [...edition.must].filter((token) => !present.has(token)))
  return [...new Set(missing)].flatMap((token) => {
    if (truth.kickedAt !== null) return []
    if (!view.isGone && !isBlocked(token, view, truth.blocked)) return [violation(`${token} never came`)]
    return isAnnounced(view, state) ? [] : [unannounced(`${token} could not come, and it is not said anywhere`)]
  })
}

/** A message of several papers is blocked with each of them. */
const isBlocked = (token: string, { editions }: ChannelView, blocked: ReadonlySet<string>) =>
  blocked.size > 0 && editions.some(({ may }) => may.has(token) && [...may].some((one) => blocked.has(one)))

/** In another place of the server, or to its owner. */
function isAnnounced({ plan }: ChannelView, state: DiscordState): boolean {
  const places = [plan.id, ...[...state.channels.values()].filter(({ parentId }) => parentId === plan.id).map(({ id }) => id)]
  return state.messages.some(
    (message) =>
      message.own && homeOf(state, message.channelId) !== plan.id && places.some((id) => firstText(message).includes(`<#${id}>`)),
  )
}

function nothingElse(view: ChannelView, { truth }: Run): readonly Violation[] {
  const violation = say('nothing else', view)
  const expected = new Set(view.editions.flatMap(({ may }) => [...may]))
  const foreign = [...new Set(view.sent.map(({ token }) => token))].filter((token) => !expected.has(token))
  const tooMany = view.editions.flatMap(({ subscription, may, digest }) => {
    const { most = null } = subscription.wish
    // What an earlier digest brought is not counted again.
    const own = (token: string) => token.startsWith(`K${String(digest.number).padStart(2, '0')}`)
    const came = new Set(view.sent.map(({ token }) => token).filter((token) => may.has(token) && own(token)))
    return most === null || came.size <= most || truth.restores.length > 0
      ? []
      : [violation(`${came.size} papers of ${digest.file} came, and at most ${most} are wished for`)]
  })
  return [...foreign.map((token) => violation(`${token} came, and is not owed`)), ...tooMany, ...whileQuiet(view, truth)]
}

function whileQuiet(view: ChannelView, { subscriptions }: Run['truth']): readonly Violation[] {
  const violation = say('nothing else', view)
  return subscriptions.flatMap(({ channel, changes }) => {
    if (view.plan !== planOf(view, channel)) return []
    return changes.flatMap(({ kind, span }, i) => {
      if (kind !== 'pause' && kind !== 'unsubscribe') return []
      const until = changes.slice(i + 1).find((later) => later.kind === 'resume')?.span.from ?? Number.POSITIVE_INFINITY
      const next = subscriptions.find((one) => one.channel === channel && one.created.from > span.from)?.created.from
      const end = Math.min(until, next ?? Number.POSITIVE_INFINITY)
      return view.sent
        .filter(({ message }) => message.at > span.to + UNDER_WAY_MS && message.at < end)
        .map(({ token }) => violation(`${token} came after /${kind}`))
    })
  })
}

const planOf = (view: ChannelView, channel: number) => (view.plan.id.endsWith(String(10 + channel)) ? view.plan : null)

function order(view: ChannelView, { truth }: Run): readonly Violation[] {
  const violation = say('order', view)
  if (truth.restores.length > 0 || truth.subscriptions.length > truthChannels(truth)) return []
  const place = new Map<string, number>()
  for (const [i, { token }] of view.sent.entries()) if (!place.has(token)) place.set(token, i)
  const editions = view.editions.filter(({ base }) => base !== null)
  const found: Violation[] = []
  let last: { token: string; at: number; edition: Edition } | null = null
  for (const edition of editions) {
    for (const { token } of inOrder(edition.base ?? [])) {
      const at = place.get(token)
      if (at === undefined || !token.startsWith(`K${String(edition.digest.number).padStart(2, '0')}`)) continue
      const isSettled = last !== null && (last.edition === edition || last.edition.decided.to < edition.decided.from)
      if (last !== null && isSettled && at < last.at) found.push(violation(`${token} came before ${last.token}`))
      if (last === null || at > last.at) last = { token, at, edition }
    }
  }
  return found
}

const truthChannels = ({ subscriptions }: Run['truth']) => new Set(subscriptions.map(({ channel }) => channel)).size

function newestText(view: ChannelView, { truth, state }: Run): readonly Violation[] {
  const violation = say('newest text', view)
  if (view.isGone || !view.isServed) return []
  const newest = new Map<string, Set<number>>()
  for (const { versions } of truth.digests.values())
    for (const { token, revision } of versions.at(-1)?.papers ?? [])
      newest.set(token, (newest.get(token) ?? new Set()).add(revision))
  return view.messages.flatMap((message) => {
    const thread = state.channels.get(message.channelId)
    if (message.deleted !== null || thread?.isLocked || thread?.isGone) return []
    const text = lastText(message)
    if ([...truth.blocked].some((token) => state.messages.length > 0 && text.includes(token))) return []
    return [...new Set(text.match(/K\d{4}r\d+/g) ?? [])].flatMap((shown) => {
      const [token = '', revision = ''] = shown.split('r')
      const wanted = newest.get(token)
      if (wanted === undefined)
        return text.includes('~~') || truth.restores.length > 0
          ? []
          : [violation(`${shown} was removed, and its message says nothing of it`)]
      return wanted.has(Number(revision))
        ? []
        : [violation(`${shown} is shown, and revision ${[...wanted].join(', ')} is the newest`)]
    })
  })
}

function indexes(view: ChannelView, { truth, state }: Run): readonly Violation[] {
  const [violation, unpublished] = [say('index', view), say('published', view)]
  const found: Violation[] = []
  const all = view.messages.filter((message) => isIndex(firstText(message)))
  for (const date of new Set([...truth.digests.values()].map((digest) => digest.date))) {
    const digests = [...truth.digests.values()].filter((digest) => digest.date === date)
    const ours = all.filter((message) => firstText(message).includes(`"title":"${date} · `) && message.deleted === null)
    const subscriptions = Math.max(1, truth.subscriptions.filter((one) => one.channel === truth.subscriptions[0]?.channel).length)
    if (ours.length > digests.length * subscriptions) found.push(violation(`the index of ${date} came ${ours.length} times`))
    if (view.isGone || !view.isServed || view.isDisturbed || truth.blocked.size > 0) continue
    for (const message of ours) {
      const links = [...lastText(message).matchAll(/discord\.com\/channels\/\d+\/\d+\/(\d+)/g)].map(([, id]) => id)
      for (const id of links)
        if (state.messages.every((one) => one.id !== id))
          found.push(violation(`the index of ${date} links a message that is not there`))
      const shown = tokensOf(lastText(message))
      const unlinked = view.sent.filter(
        (sent) => shown.includes(sent.token) && sent.message.deleted === null && !links.includes(sent.message.id),
      )
      if (unlinked.length > 0 && truth.restores.length === 0)
        found.push(violation(`the index of ${date} does not link ${unlinked.map(({ token }) => token).join(' ')}`))
      if (view.plan.wish.place === 'announcement' && message.publishedAt === null)
        found.push(unpublished(`the index of ${date} was never published`))
    }
  }
  return found
}

function inTime(view: ChannelView, script: Script, { truth, network }: Run): readonly Violation[] {
  const violation = say('in time', view)
  const troubles = [
    ...truth.unable,
    ...[...truth.closed.values()].flat(),
    ...script.spells.map(({ from, to }) => ({ from: from + START, to: to + START })),
    ...(script.faults === null ? [] : [{ from: START, to: truth.healedAt }]),
  ]
  return view.editions.flatMap((edition) => {
    const { base, must, digest, subscription } = edition
    const at = digest.versions[0]?.at ?? 0
    if (base === null || subscription.wish.when !== undefined || subscription.changes.length > 0) return []
    if (troubles.some(({ from, to }) => from < at + MAX_LATENESS_MS && to + AFTER_TROUBLE_MS > at)) return []
    if (network.limitedUntil() > at || truth.blocked.size > 0) return []
    return base.flatMap(({ token }) => {
      const came = view.sent.find((sent) => sent.token === token)?.message.at
      if (!must.has(token) || came === undefined || came <= at + MAX_LATENESS_MS) return []
      return [violation(`${token} came after ${Math.round((came - at) / MINUTE)} minutes`)]
    })
  })
}

const START = Date.UTC(2026, 0, 15, 1, 0)
