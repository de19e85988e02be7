// One step of one lane: look for what may have been sent, or send what comes next. At most one act is begun in it.

import type { Log } from '../../log/log.ts'
import type { Clock } from '../../schedule/clock.ts'
import { nonceOf } from '../identity.ts'
import { ignoreFarFuture } from '../limits/ignore-far-future.ts'
import type { Composed } from '../messages/compose.ts'
import type { Contents } from '../messages/contents.ts'
import { type Address, addressOf } from '../outbox/address.ts'
import type { Outbox, Owed } from '../outbox/outbox.ts'
import { type Effect, type LifeEvent, type Transition, transition } from '../outbox/transitions.ts'
import type { Act, Answer, MessageSender, Outcome } from '../port.ts'
import type { ForbiddenReason, Subscription } from '../subscriptions/subscription.ts'
import { isToServer, type Notices } from './notices.ts'
import { type Found, type Look, lookIntoChannel, lookIntoForum, type Paced } from './reconcile.ts'
import type { Tags } from './tags.ts'

/** What the lane may do next. */
export type Next =
  /** Nothing is open. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'later'; readonly at: number }
  /** A person or Discord must do something first. */
  | { readonly kind: 'blocked' }
  /** One act is settled, or the lane may go on at once. */
  | { readonly kind: 'again'; readonly settled: boolean }

export interface ErrandParts {
  readonly outbox: Outbox
  readonly contents: Contents
  readonly sender: MessageSender
  readonly notices: Notices
  readonly tags: Tags
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  /** When the bucket has room. */
  readonly roomAt: (key: string) => number
  /** Room for so many bytes of upload; false: not now. */
  readonly mayUpload: (bytes: number) => boolean
  /** Channels that were looked into in this run. */
  readonly looked: Set<string>
  readonly forbid: (owed: Owed, reason: ForbiddenReason) => Promise<void>
  readonly allowed: (owed: Owed) => Promise<void>
  readonly stopAll: (why: string) => void
}

const again = (settled: boolean): Next => ({ kind: 'again', settled })
const bucketKey = (kind: Act['kind'], placeId: string) => `${kind} ${placeId}`
const placeOf = (act: Act) => ('channelId' in act ? act.channelId : act.userId)

export function createErrand(parts: ErrandParts): (lane: string, paced: Paced) => Promise<Next> {
  const { outbox, contents, clock, log, looked } = parts
  const moment = () => ({ now: clock.now(), random: parts.random() })

  async function settle(owed: Owed, event: LifeEvent): Promise<Next> {
    const { life, effect } = transition(owed, event, moment())
    await outbox.save(owed.seq, life)
    await carryOut(owed, { life, effect })
    if (life.state === 'dropped') log.warn({ delivery: owed.id, why: life.why }, 'A message was given up')
    return next(life)
  }

  async function carryOut(owed: Owed, { life, effect }: { life: Transition['life']; effect: Effect }): Promise<void> {
    switch (effect) {
      case 'none':
      case 'log-dropped':
        return
      case 'forbid-channel':
        return await parts.forbid(owed, reasonOf(life.why))
      case 'stop-all':
        return parts.stopAll(life.why ?? 'the token is refused')
    }
  }

  const next = (life: Transition['life']): Next => {
    if (life.state === 'sent' || life.state === 'dropped') return again(true)
    if (life.state === 'paused') return { kind: 'blocked' }
    return life.notBefore === null ? again(false) : { kind: 'later', at: life.notBefore }
  }

  async function adopt(lane: string, found: ReadonlyMap<string, Found>): Promise<number> {
    let adopted = 0
    if (found.size === 0) return 0
    for (const owed of await outbox.openOf(lane)) {
      const where = found.get(owed.id)
      if (where === undefined) continue
      const { life } = transition(owed, { kind: 'found' }, moment())
      await outbox.land({ ...owed, ...life }, { ...where, hash: null }, clock.now())
      adopted += 1
    }
    return adopted
  }

  async function lookFor(owed: Owed, channelId: string, guildId: string | null, paced: Paced): Promise<Look> {
    if (owed.act !== 'post') return await lookIntoChannel(channelId, { outbox, sender: parts.sender, paced })
    const posts = (await outbox.openOf(owed.lane)).filter((other) => other.act === 'post')
    return await lookIntoForum(channelId, guildId ?? '', posts, { outbox, sender: parts.sender, contents, paced })
  }

  /** Null where the channel was read: then everything of ours in it is known. */
  async function look(owed: Owed, channelId: string, guildId: string | null, paced: Paced): Promise<Next | null> {
    const result = await lookFor(owed, channelId, guildId, paced)
    if (result.kind === 'failed') {
      const unknown = owed.state === 'unknown' ? owed : { ...owed, state: 'unknown' as const }
      return await settle(unknown, { kind: 'unread', outcome: result.outcome })
    }
    looked.add(channelId)
    const adopted = await adopt(owed.lane, result.found)
    if (adopted > 0) log.info({ lane: owed.lane, adopted }, 'Messages that had been sent before were found in the channel')
    return null
  }

  async function reconcile(owed: Owed, subscription: Subscription, paced: Paced): Promise<Next> {
    if (isToServer(owed)) return await settle(owed, { kind: 'absent' })
    const address = await addressOf(owed, subscription.channelId, outbox)
    if (address.kind !== 'channel') return await settle(owed, { kind: 'drop', why: 'it has no place any more' })
    const failed = await look(owed, address.channelId, subscription.guildId, paced)
    if (failed !== null) return failed
    const now = await outbox.get(owed.id)
    return now === null || now.state !== 'unknown' ? again(true) : await settle(now, { kind: 'absent' })
  }

  async function send(owed: Owed, subscription: Subscription, paced: Paced): Promise<Next> {
    const since = contents.generation()
    if (owed.role === 'notice') {
      const act = await parts.notices.act(owed, subscription, paced)
      const unread = act?.kind === 'message' && !isToServer(owed) && !looked.has(act.channelId)
      if (unread) return (await look(owed, act.channelId, subscription.guildId, paced)) ?? again(false)
      if (act === null) return await settle(owed, { kind: 'drop', why: 'nobody is left to be told' })
      return full(act.kind, placeOf(act)) ?? (await perform(owed, act, null, since, paced))
    }
    const address = await addressOf(owed, subscription.channelId, outbox)
    if (address.kind === 'nowhere') return await settle(owed, { kind: 'drop', why: address.why })
    if (address.kind === 'channel' && !looked.has(address.channelId)) {
      return (await look(owed, address.channelId, subscription.guildId, paced)) ?? again(false)
    }
    const later = full(owed.act, address.channelId)
    if (later !== null) return later
    const drawn = await drawAct(owed, address, subscription, contents)
    if (drawn === null) return await settle(owed, { kind: 'drop', why: 'nothing is left to show' })
    const { act, composed } = drawn
    const tagged = act.kind === 'post' ? { ...act, tags: await parts.tags(act.channelId, act.tags, paced) } : act
    return await perform(owed, tagged, composed, since, paced)
  }

  /** Null where the bucket has room. */
  function full(kind: Act['kind'], placeId: string): Next | null {
    const room = parts.roomAt(bucketKey(kind, placeId))
    return room > clock.now() ? { kind: 'later', at: room } : null
  }

  async function perform(owed: Owed, act: Act, composed: Composed | null, since: number, paced: Paced): Promise<Next> {
    const bytes = composed?.files.reduce((sum, file) => sum + file.bytes.byteLength, 0) ?? 0
    if (bytes > 0 && !parts.mayUpload(bytes)) return { kind: 'later', at: clock.now() + 50 }
    const sending = { ...owed, ...transition(owed, { kind: 'claim' }, moment()).life }
    const outcome = await paced(bucketKey(act.kind, placeOf(act)), async (signal): Promise<Answer<Outcome | null>> => {
      const isNews = contents.generation() === since && (await outbox.claim(owed, sending, composed?.hash ?? null))
      return isNews ? await parts.sender.perform(act, signal) : { outcome: null, bucket: null, asked: false }
    })
    if (bytes > 0) parts.mayUpload(-bytes)
    if (outcome === null) return again(false)
    return await afterwards(sending, act, settledOutcome(act, outcome, owed), composed)
  }

  async function afterwards(owed: Owed, act: Act, outcome: Outcome, composed: Composed | null): Promise<Next> {
    if (isToServer(owed) && outcome.kind === 'refused' && outcome.refusal !== 'unauthorised') {
      await outbox.setPart(owed.seq, owed.part + 1)
      return again(false)
    }
    if (outcome.kind !== 'sent') return await settle(owed, { kind: 'outcome', outcome })
    const { life } = transition(owed, { kind: 'outcome', outcome }, moment())
    const { channelId, messageId } = outcome
    await outbox.land({ ...owed, ...life }, { channelId, messageId, hash: composed?.hash ?? null }, clock.now())
    if (act.kind === 'post' || act.kind === 'thread') looked.add(outcome.channelId)
    await parts.allowed(owed)
    return again(true)
  }

  return async (lane, paced) => {
    const owed = await outbox.head(lane)
    if (owed === null) return { kind: 'empty' }
    if (owed.state === 'paused') return { kind: 'blocked' }
    if (owed.state === 'sending') return await settle(owed, { kind: 'restart' })
    if (owed.notBefore !== null && ignoreFarFuture(owed.notBefore, clock.now()) > clock.now())
      return { kind: 'later', at: owed.notBefore }
    const subscription = await contents.subscription(owed.subscriptionId)
    if (subscription === null) return { kind: 'empty' }
    return owed.state === 'unknown' ? await reconcile(owed, subscription, paced) : await send(owed, subscription, paced)
  }
}

const reasonOf = (why: string | null): ForbiddenReason => {
  if (why?.startsWith('404')) return 'gone'
  return why?.includes('50013') ? 'permissions' : 'access'
}

/** Done before is done; and a thread that is gone is no reason to forbid its channel. */
function settledOutcome(act: Act, outcome: Outcome, owed: Owed): Outcome {
  if (outcome.kind !== 'refused' || !('channelId' in act)) return outcome
  if (outcome.refusal === 'already' && 'messageId' in act)
    return { kind: 'sent', channelId: act.kind === 'thread' ? act.messageId : act.channelId, messageId: act.messageId }
  if (outcome.refusal === 'channel-gone' && act.channelId !== owed.lane) return { ...outcome, refusal: 'message-gone' }
  return outcome
}

async function drawAct(
  owed: Owed,
  address: Exclude<Address, { kind: 'nowhere' }>,
  subscription: Subscription,
  contents: Contents,
): Promise<{ act: Act; composed: Composed | null } | null> {
  const { channelId } = address
  if (address.kind === 'message') {
    const { messageId, shown } = address
    if (owed.act === 'publish' || owed.act === 'delete') return { act: { kind: owed.act, channelId, messageId }, composed: null }
    const step = owed.act === 'edit' ? owed.step : shown.step
    const composed = await contents.compose(shown, subscription, step, owed.updated || shown.updated)
    if (composed === null) return null
    if (owed.act === 'thread') return { act: { kind: 'thread', channelId, messageId, name: composed.name }, composed: null }
    return { act: { kind: 'edit', channelId, messageId, body: composed.body, files: composed.files }, composed }
  }
  const composed = await contents.compose(owed, subscription, owed.step, false)
  if (composed === null) return null
  const { body, files, name, tags } = composed
  if (owed.act === 'post') return { act: { kind: 'post', channelId, name, tags, body, files }, composed }
  return { act: { kind: 'message', channelId, body, files, nonce: nonceOf(owed.id, channelId, owed.generation) }, composed }
}
