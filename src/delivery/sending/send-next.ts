// One step of one queue, from top to bottom: what is next, where it goes, whether it may be there
// already, how it looks, sending it, and what the answer means. At most one act is begun in a step.
import type { Log } from '../../log/log.ts'
import { withMark } from '../../render/mark.ts'
import { renderNotice } from '../../render/notice.ts'
import type { Clock } from '../../schedule/clock.ts'
import type { DirectMessages } from '../delivery.ts'
import { nonceOf } from '../identity.ts'
import type { LimitedSender } from '../limits/limited-sender.ts'
import type { Contents } from '../messages/contents.ts'
import { type Notice, noticeText } from '../messages/notice.ts'
import { type Address, addressOf } from '../outbox/address.ts'
import { chooseNext, isWaiting, type NextRow } from '../outbox/next-row.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { OutboxRow } from '../outbox/outbox-row.ts'
import { type Effect, type Life, type LifeEvent, transition } from '../outbox/transitions.ts'
import type { Act, Failure, MessageBody, Outcome, Refusal } from '../port.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Adoption } from './adoption.ts'
import type { Forbidden } from './forbidden.ts'
import type { GivenUp } from './given-up.ts'
import { isToServer, type Notices } from './notices.ts'
import type { Reconciler } from './reconcile.ts'
import type { Tags } from './tags.ts'

/** What the queue may do next. */
export type QueueStep =
  /** Nothing is open. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'later'; readonly at: number }
  /** A person or Discord must do something first. */
  | { readonly kind: 'blocked' }
  /** One act is settled, or the queue may go on at once. */
  | { readonly kind: 'again'; readonly settled: boolean }

export type SendNext = (queue: string) => Promise<QueueStep>

export interface SendNextParts {
  readonly outbox: Outbox
  readonly contents: Contents
  readonly sender: LimitedSender
  readonly direct: DirectMessages
  readonly notices: Notices
  readonly tags: Tags
  readonly reconciler: Reconciler
  readonly adoption: Adoption
  readonly forbidden: Forbidden
  readonly givenUp: GivenUp
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  /** Something else may be due now: a notice, or what a channel was waiting for. */
  readonly wake: () => void
  /** With how long it was owed. */
  readonly onSent: (owedMs: number) => void
  readonly stopAll: (why: string) => void
}

/** So many changes of a queue may wait at a time before what is behind them waits too. */
const MAX_LOOKED_AT = 50
/** Buckets of messages refill in seconds; one of published messages takes an hour. */
const MAX_BUCKET_WAIT_MS = 10_000

const again = (settled: boolean): QueueStep => ({ kind: 'again', settled })

export function createSendNext(parts: SendNextParts): SendNext {
  const { outbox, contents, sender, direct, notices, reconciler, forbidden, clock, log } = parts
  const moment = () => ({ now: clock.now(), random: parts.random() })

  async function sendNext(queue: string): Promise<QueueStep> {
    const next = await nextOf(queue)
    if (next.kind !== 'row') return next
    const { row } = next
    if (row.state === 'paused') return { kind: 'blocked' }
    if (row.state === 'sending') return await settle(row, { kind: 'restart' })
    if (row.notBefore !== null && isWaiting(row, clock.now())) return { kind: 'later', at: row.notBefore }
    const version = contents.version()
    if (row.recipient !== null) return await sendToPerson(row, row.recipient, version)
    const subscription = row.subscriptionId === null ? null : await contents.subscription(row.subscriptionId)
    if (subscription === null) return { kind: 'empty' }
    if (row.role === 'notice') return await sendNotice(row, subscription, version)
    return await sendToChannel(row, subscription, version)
  }

  /** Nearly always the first: the others are read only where that is a change that waits. */
  async function nextOf(queue: string): Promise<NextRow> {
    const first = chooseNext(await outbox.firstOf(queue, 1), clock.now())
    return first.kind === 'later' ? chooseNext(await outbox.firstOf(queue, MAX_LOOKED_AT), clock.now()) : first
  }

  async function sendToChannel(row: OutboxRow, subscription: Subscription, version: number): Promise<QueueStep> {
    const address = await addressOf(row, subscription.channelId, outbox)
    if (address.kind === 'nowhere') return await settle(row, { kind: 'drop', why: address.why })
    if (address.kind === 'channel') {
      const known = await lookFirst(row, address.channelId, subscription.guildId)
      if (known !== null) return known
    }
    const later = fullUntil(row.act === 'direct' ? 'message' : row.act, address.channelId)
    if (later !== null) return await waitInBucket(row, later)
    const drawn = await drawAct(row, address, subscription)
    if (drawn === null) return await settle(row, { kind: 'drop', why: 'nothing is left to show' })
    const { act, hash } = drawn
    if (act.kind === 'rename' && (await isNamed(act))) return await settle(row, { kind: 'found' })
    if (act.kind !== 'post') return await perform(row, act, hash, version)
    const tags = await parts.tags.idsFor(act.channelId, act.tags)
    if ('kind' in tags) return await settle(row, { kind: 'not-begun', outcome: tags })
    return await perform(row, { ...act, tags }, hash, version, act.tags)
  }

  async function sendToPerson(row: OutboxRow, userId: string, version: number): Promise<QueueStep> {
    const { outcome } = await sender.openDirect(userId)
    if (outcome.kind !== 'read') return await settle(row, { kind: 'not-begun', outcome })
    const { channelId } = outcome.found
    const known = await lookFirst(row, channelId, null)
    if (known !== null) return known
    const body = row.role === 'notice' ? noticeBody(row) : await direct.compose(row.id, userId)
    if (body === null) return await settle(row, { kind: 'drop', why: 'nothing is left to say' })
    const nonce = nonceOf(row.id, channelId, row.generation)
    const act: Act = { kind: 'message', channelId, body: withMark(body, row.id), files: [], nonce }
    return fullUntil(act.kind, channelId) ?? (await perform(row, act, null, version))
  }

  async function sendNotice(row: OutboxRow, subscription: Subscription, version: number): Promise<QueueStep> {
    // The first who takes it is not known any more: one sent twice is better than none.
    if (row.state === 'unknown' && isToServer(row)) return await settle(row, { kind: 'absent' })
    const prepared = await notices.actOf(row, subscription)
    if (prepared.kind === 'all-tried') return await settle(row, { kind: 'drop', why: 'all who may be notified were tried' })
    if (prepared.kind !== 'act') return await notPrepared(row, prepared)
    const { act } = prepared
    if (!isToServer(row)) {
      const known = await lookFirst(row, act.channelId, subscription.guildId)
      if (known !== null) return known
    }
    return fullUntil(act.kind, act.channelId) ?? (await perform(row, act, null, version))
  }

  async function notPrepared(row: OutboxRow, outcome: Failure): Promise<QueueStep> {
    if (outcome.kind !== 'refused' || outcome.refusal === 'unauthorised' || outcome.refusal === 'passing')
      return await settle(row, { kind: 'not-begun', outcome })
    await outbox.tryNextRecipient(row)
    return again(false)
  }

  /**
   * Before it is sent, and where it may have been sent without our knowing, the channel is read.
   * Null: it is not there, and may be sent.
   */
  async function lookFirst(row: OutboxRow, channelId: string, guildId: string | null): Promise<QueueStep | null> {
    if (row.state !== 'unknown' && reconciler.isScanned(channelId)) {
      const unclaimed = reconciler.unclaimedIn(channelId)
      return unclaimed.size > 0 && (await takeOver(row, channelId, unclaimed)) ? again(true) : null
    }
    const scan = await reconciler.scan(row, channelId, guildId)
    if (scan.kind === 'failed') {
      const { outcome } = scan
      const isOfThread = row.threadOpener !== null && channelId !== row.queue
      if (isOfThread && outcome.kind === 'refused' && HIDES_THREAD.has(outcome.refusal))
        return await threadUnreadable(row, channelId, outcome)
      return await settle({ ...row, state: 'unknown' }, { kind: 'unread', outcome })
    }
    if (await takeOver(row, channelId, scan.found)) return again(true)
    return row.state === 'unknown' ? await settle(row, { kind: 'absent' }) : null
  }

  /** Whether the row is not what it was: its message is there, or some of its papers are. */
  async function takeOver(row: OutboxRow, channelId: string, found: Parameters<Adoption['adopt']>[2]): Promise<boolean> {
    const adopted = await parts.adoption.adopt(row.queue, row.act === 'post' ? 'post' : 'message', found)
    await reconciler.keepUnclaimed(channelId, found)
    if (adopted.length > 0)
      log.info({ queue: row.queue, adopted: adopted.length }, 'Messages that had been sent before were found in the channel')
    return adopted.includes(row.id)
  }

  /** Null where the bucket has room. */
  function fullUntil(kind: Act['kind'], channelId: string): Extract<QueueStep, { kind: 'later' }> | null {
    const at = sender.readyAt(kind, channelId)
    return at > clock.now() ? { kind: 'later', at } : null
  }

  /** A change of an older message that must wait for long is passed by what is behind it. */
  async function waitInBucket(row: OutboxRow, later: Extract<QueueStep, { kind: 'later' }>): Promise<QueueStep> {
    const ms = later.at - clock.now()
    if (row.target === null || ms < MAX_BUCKET_WAIT_MS) return later
    return await settle(row, { kind: 'not-begun', outcome: { kind: 'wait', scope: 'user', retryAfterMs: ms } })
  }

  async function drawAct(
    row: OutboxRow,
    address: Exclude<Address, { kind: 'nowhere' }>,
    subscription: Subscription,
  ): Promise<{ readonly act: Act; readonly hash: string | null } | null> {
    const { channelId } = address
    if (address.kind === 'message') {
      const { messageId, shown } = address
      if (row.act === 'publish' || row.act === 'delete') return { act: { kind: row.act, channelId, messageId }, hash: null }
      const step = row.act === 'edit' ? row.step : shown.step
      const composed = await contents.compose(shown, subscription, step, row.updated || shown.updated)
      if (composed === null) return null
      const { body, files, name, hash } = composed
      // What is struck through has no name of its own: its post keeps the one it has.
      if (row.act === 'rename' && name === '') return null
      if (row.act === 'thread' || row.act === 'rename') return { act: { kind: row.act, channelId, messageId, name }, hash: null }
      return { act: { kind: 'edit', channelId, messageId, body, files }, hash }
    }
    const composed = await contents.compose(row, subscription, row.step, false)
    if (composed === null) return null
    const { body, files, name, tags, hash } = composed
    if (row.act === 'post') return { act: { kind: 'post', channelId, name, tags, body, files }, hash }
    return { act: { kind: 'message', channelId, body, files, nonce: nonceOf(row.id, channelId, row.generation) }, hash }
  }

  async function perform(
    row: OutboxRow,
    act: Act,
    hash: string | null,
    version: number,
    tagNames: readonly string[] = [],
  ): Promise<QueueStep> {
    const sending = { ...row, ...transition(row, { kind: 'claim' }, moment()).life }
    const isWanted = async () => contents.version() === version && (await outbox.claim(row, sending, hash))
    const { outcome } = await sender.perform(act, { isWanted })
    if (outcome.kind === 'withdrawn') return again(false)
    const answered = await withCurrentTags(act, tagNames, await inOpenThread(act, outcome))
    const settled = meaningFor(row, act, answered)
    if (settled.kind !== 'sent') return await notSent(sending, act, settled)
    const { life } = transition(sending, { kind: 'outcome', outcome: settled }, moment())
    if (contents.version() !== version) await parts.adoption.bringUpToDate({ ...sending, ...life }, hash)
    await outbox.markSent({ ...sending, ...life }, { ...settled, hash }, clock.now())
    parts.onSent(clock.now() - row.createdAt)
    // One that was there already may have messages of ours that this database does not know.
    if (answered.kind === 'sent' && (act.kind === 'post' || act.kind === 'thread')) reconciler.markScanned(settled.channelId)
    if (await forbidden.allowed(row.queue)) parts.wake()
    return again(true)
  }

  async function notSent(row: OutboxRow, act: Act, outcome: Outcome): Promise<QueueStep> {
    if (outcome.kind !== 'refused' || outcome.refusal === 'unauthorised') return await settle(row, { kind: 'outcome', outcome })
    if (isToServer(row) && outcome.refusal !== 'passing') {
      await outbox.tryNextRecipient(row)
      return again(false)
    }
    if (outcome.refusal === 'unclear')
      log.error({ ...outcome, delivery: row.id }, 'Discord answered with an unknown error; it is tried again')
    // The messages say the right day anyway.
    if (act.kind === 'rename' && !PASSES.has(outcome.refusal))
      return await settle(row, { kind: 'drop', why: `the old name stays: ${outcome.message}` })
    if (isInThread(row, act) && CLOSES_THREAD.has(outcome.refusal)) return await threadClosed(row, act, outcome)
    if (isOnlyThisAct(act, outcome.refusal)) return await giveUp(row, act, outcome)
    return await settle(row, { kind: 'outcome', outcome })
  }

  /** A thread that takes nothing any more concerns the thread, unless its channel is closed too. */
  async function threadClosed(row: OutboxRow, act: Act, outcome: RefusedOutcome): Promise<QueueStep> {
    const channel = (await sender.forum(row.queue)).outcome
    if (channel.kind === 'refused') return await settle(row, { kind: 'outcome', outcome: channel })
    // Whose fault it is cannot be said now: nothing was done, and it is tried again.
    if (channel.kind !== 'read') return await settle(row, { kind: 'outcome', outcome: TRY_SOON })
    if (row.threadOpener === null || act.kind !== 'message') return await giveUp(row, act, outcome)
    return await leaveThread(row, act.channelId, outcome)
  }

  /** The same where it cannot even be read, as after a restart. */
  async function threadUnreadable(row: OutboxRow, threadId: string, outcome: RefusedOutcome): Promise<QueueStep> {
    const channel = (await sender.forum(row.queue)).outcome
    if (channel.kind === 'read') return await leaveThread(row, threadId, outcome)
    return await settle({ ...row, state: 'unknown' }, { kind: 'unread', outcome: channel })
  }

  async function leaveThread(row: OutboxRow, threadId: string, outcome: RefusedOutcome): Promise<QueueStep> {
    log.warn({ delivery: row.id, thread: threadId, refused: outcome.message }, 'A thread no longer takes messages')
    await parts.givenUp.report(row, { what: 'thread', channelId: threadId, outcome })
    await outbox.leaveThread(row)
    parts.wake()
    return again(false)
  }

  async function giveUp(row: OutboxRow, act: Act, outcome: RefusedOutcome): Promise<QueueStep> {
    const why = `${outcome.status} ${outcome.code}: ${outcome.message}`
    return await settle(row, { kind: 'drop', why, refusal: outcome.refusal }, { channelId: act.channelId, outcome })
  }

  /** Discord counts every change of a name, and allows few. */
  async function isNamed({ channelId, name }: Extract<Act, { kind: 'rename' }>): Promise<boolean> {
    const { outcome } = await sender.forum(channelId)
    return outcome.kind === 'read' && outcome.found.name === name
  }

  /** An archived thread, and what is in it, can be changed only once the thread is open again. */
  async function inOpenThread(act: Act, outcome: Outcome): Promise<Outcome> {
    if (act.kind !== 'edit' && act.kind !== 'rename') return outcome
    if (outcome.kind !== 'refused' || outcome.refusal !== 'thread-archived') return outcome
    const opened = (await sender.unarchive(act.channelId)).outcome
    return opened.kind === 'read' ? (await sender.perform(act)).outcome : opened
  }

  /** A tag may have been deleted, required or left to moderators since the forum was read. */
  async function withCurrentTags(act: Act, names: readonly string[], outcome: Outcome): Promise<Outcome> {
    if (act.kind !== 'post' || outcome.kind !== 'refused') return outcome
    const mayBeTags = outcome.refusal === 'permissions' ? act.tags.length > 0 : ABOUT_TAGS.has(outcome.refusal)
    if (!mayBeTags) return outcome
    parts.tags.invalidate(act.channelId)
    const tags = await parts.tags.idsFor(act.channelId, names)
    if ('kind' in tags) return tags.kind === 'refused' ? outcome : TRY_SOON
    const isSame = tags.length === act.tags.length && tags.every((id) => act.tags.includes(id))
    return isSame ? outcome : (await sender.perform({ ...act, tags })).outcome
  }

  async function settle(row: OutboxRow, event: LifeEvent, refused = refusedBy(row, event)): Promise<QueueStep> {
    const { life, effect } = transition(row, event, moment())
    // What a person is owed goes back to who owes it before the delivery ends: a crash in between
    // loses nothing.
    if (effect.kind === 'block-recipient' && row.recipient !== null) await direct.blocked(row.id, row.recipient)
    await outbox.save(row.seq, life)
    await carryOut({ ...row, ...life }, effect)
    if (life.state === 'dropped') {
      log.warn({ delivery: row.id, why: life.why }, 'A message was given up')
      if (refused !== null && refused.outcome.refusal !== 'message-gone') {
        await parts.givenUp.report(row, { what: row.target === null ? 'message' : 'change', ...refused })
        parts.wake()
      }
    }
    return stepAfter(life)
  }

  async function carryOut(row: OutboxRow, effect: Effect): Promise<void> {
    switch (effect.kind) {
      case 'none':
      case 'block-recipient':
        return
      case 'forbid-channel':
        await forbidden.forbid(row, effect.reason)
        return parts.wake()
      case 'stop-all':
        return parts.stopAll(row.why ?? 'the token is refused')
    }
  }

  return sendNext
}

type RefusedOutcome = Extract<Outcome, { kind: 'refused' }>

function refusedBy(row: OutboxRow, event: LifeEvent): { readonly channelId: string; readonly outcome: RefusedOutcome } | null {
  if (event.kind !== 'outcome' || event.outcome.kind !== 'refused') return null
  return { channelId: row.channelId ?? row.queue, outcome: event.outcome }
}

const TRY_SOON: Outcome = { kind: 'wait', scope: 'shared', retryAfterMs: 5_000 }

/** In a thread these say something of the thread, not of its channel. */
const CLOSES_THREAD: ReadonlySet<Refusal> = new Set([
  'access',
  'permissions',
  'channel-gone',
  'message-gone',
  'thread-archived',
  'thread-locked',
  'wrong-type',
])

/**
 * A thread that cannot be read for these may be gone. Whether its messages may be read is a right
 * of its channel: then what is in it is not known, and nothing goes elsewhere.
 */
const HIDES_THREAD: ReadonlySet<Refusal> = new Set(['access', 'channel-gone', 'wrong-type'])

const PASSES: ReadonlySet<Refusal> = new Set(['passing', 'unclear'])

const ABOUT_TAGS: ReadonlySet<Refusal> = new Set(['tags', 'invalid'])

const isInThread = (row: OutboxRow, act: Act) => row.recipient === null && act.channelId !== row.queue

/**
 * What opens a thread or publishes may be impossible where messages are not. Publishing a message of
 * one's own needs no more rights than sending it: without them the channel takes nothing.
 */
const isOnlyThisAct = (act: Act, refusal: Refusal) =>
  act.kind === 'thread'
    ? refusal === 'permissions' || refusal === 'wrong-type'
    : act.kind === 'publish' && refusal === 'wrong-type'

/** A notice to a person, in both languages. */
function noticeBody(row: OutboxRow): MessageBody | null {
  const notice = JSON.parse(row.content ?? 'null') as Notice | null
  return notice === null ? null : renderNotice(noticeText(notice), 'both')
}

function stepAfter(life: Life): QueueStep {
  if (life.state === 'sent' || life.state === 'dropped') return again(true)
  if (life.state === 'paused') return { kind: 'blocked' }
  return life.notBefore === null ? again(false) : { kind: 'later', at: life.notBefore }
}

/**
 * What an answer means for this row: done before is done, and a lost thread is not a lost channel.
 */
function meaningFor(row: OutboxRow, act: Act, outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused') return outcome
  const { refusal } = outcome
  if (refusal === 'already' && 'messageId' in act)
    return { kind: 'sent', channelId: act.kind === 'thread' ? act.messageId : act.channelId, messageId: act.messageId }
  if (row.recipient !== null && (refusal === 'access' || refusal === 'permissions' || refusal === 'channel-gone'))
    return { ...outcome, refusal: 'dm-blocked' }
  // Its thread is gone with the message that was to be changed.
  if (refusal === 'channel-gone' && act.channelId !== row.queue && act.kind !== 'message')
    return { ...outcome, refusal: 'message-gone' }
  return outcome
}
