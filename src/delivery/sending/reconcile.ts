// Looks into a channel for messages that we may have sent without knowing: by the mark that each of
// ours carries. It is done for every send without an answer, and once in each run of the program
// before the first send into a channel: the database may be an older copy.
import { readMark } from '../../render/mark.ts'
import { DAY_MS, MINUTE_MS } from '../../text/duration.ts'
import type { DeliveryId } from '../identity.ts'
import type { Contents } from '../messages/contents.ts'
import { readTrace, type Trace } from '../messages/trace.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { OutboxRow } from '../outbox/outbox-row.ts'
import type { ChannelMessage, ChannelRights, Failure, ForumThread, MessageSender, Refusal } from '../port.ts'

export interface FoundMessage {
  readonly channelId: string
  readonly messageId: string
  /** Null where the message says nothing of what it shows. */
  readonly trace: Trace | null
}

/** By mark; or why it could not be read. */
export type Scan =
  | { readonly kind: 'scanned'; readonly found: ReadonlyMap<DeliveryId, FoundMessage> }
  | { readonly kind: 'failed'; readonly outcome: Failure }

/** It does not show the newest message that we know of. */
interface UnprovenList {
  /** Null: we know of none. */
  readonly newest: string | null
  readonly isEmpty: boolean
  /** What the gateway said of the right to read the history when the list was asked for. */
  readonly mayReadBefore: boolean | null
}

export interface Reconciler {
  /** Whether everything of ours in it is known. */
  isScanned(channelId: string): boolean
  /** Ours alone: a thread or post that was just opened. */
  markScanned(channelId: string): void
  /**
   * What a scan found and no act was known for: after an older copy of the database was put back,
   * its act may be planned only later.
   */
  unclaimedIn(channelId: string): ReadonlyMap<DeliveryId, FoundMessage>
  /** Of what was found, keeps what no act is known for. */
  keepUnclaimed(channelId: string, found: ReadonlyMap<DeliveryId, FoundMessage>): Promise<void>
  /** For a forum post its forum is scanned, else the channel with threads that are not known. */
  scan(row: OutboxRow, channelId: string, guildId: string | null): Promise<Scan>
}

const PAGE = 100
/**
 * With a thousand messages of others since ours the channel is busier than any that a digest is
 * read in.
 */
const MAX_PAGES = 10
const EPOCH = 1_420_070_400_000n

/** The post may be ours all the same. */
const SAYS_NOTHING: ReadonlySet<Refusal> = new Set(['unauthorised', 'access', 'permissions', 'passing', 'unclear'])

const mayBeThere = (outcome: Failure) => outcome.kind !== 'refused' || SAYS_NOTHING.has(outcome.refusal)

const NO_HISTORY: Failure = {
  kind: 'refused',
  refusal: 'permissions',
  status: 403,
  code: 50013,
  message: 'Read Message History is missing',
}

const NOTHING: ReadonlyMap<DeliveryId, FoundMessage> = new Map()

/** By their ids. */
export const isOlder = (a: string, b: string) => BigInt(a) < BigInt(b)
const createdAt = (id: string) => Number((BigInt(id) >> 22n) + EPOCH)

export function createReconciler(parts: {
  outbox: Outbox
  contents: Contents
  sender: MessageSender
  rights: ChannelRights
}): Reconciler {
  const { outbox, contents, sender, rights } = parts
  const scannedChannels = new Set<string>()
  const unclaimed = new Map<string, ReadonlyMap<DeliveryId, FoundMessage>>()

  /** All marks of ours newer than the newest message that we know of. */
  async function scanChannel(channelId: string): Promise<Scan> {
    const newest = await outbox.newestIn(channelId)
    const mayReadBefore = rights.has(channelId, 'ReadMessageHistory')
    const found = new Map<DeliveryId, FoundMessage>()
    let before: string | undefined
    let [isEmpty, isNewestSeen] = [true, false]
    for (let page = 0; page < MAX_PAGES; page++) {
      const { outcome } = await sender.messages(channelId, before === undefined ? {} : { before })
      if (outcome.kind !== 'read') return { kind: 'failed', outcome }
      for (const message of outcome.found) collect(found, message, channelId)
      isEmpty &&= outcome.found.length === 0
      isNewestSeen ||= outcome.found.some((message) => message.id === newest)
      const oldest = outcome.found.at(-1)?.id
      if (oldest === undefined || outcome.found.length < PAGE || (newest !== null && !isOlder(newest, oldest))) break
      before = oldest
    }
    const unreadable = isNewestSeen ? null : await whyUnreadable(channelId, { newest, isEmpty, mayReadBefore })
    return unreadable === null ? { kind: 'scanned', found } : { kind: 'failed', outcome: unreadable }
  }

  /**
   * Without the right to read the history Discord answers an empty list, not an error: a list that
   * lacks the newest message we know of is believed only where the right is there. Where the
   * gateway does not say whether it is, a single message is asked for, which is refused without it.
   */
  async function whyUnreadable(channelId: string, list: UnprovenList): Promise<Failure | null> {
    const { newest, isEmpty, mayReadBefore } = list
    const mayRead = rights.has(channelId, 'ReadMessageHistory')
    if (mayRead === false || mayReadBefore === false) return NO_HISTORY
    if ((mayRead === true && mayReadBefore === true) || (newest === null && !isEmpty)) return null
    const { outcome } = await sender.message(channelId, newest ?? channelId)
    return outcome.kind === 'read' ? null : outcome
  }

  /** Where no process has seen the channel yet, such as during an outage of its server. */
  async function guildOf(channelId: string): Promise<string | Failure> {
    const { outcome } = await sender.forum(channelId)
    if (outcome.kind !== 'read') return outcome
    return outcome.found.guildId ?? { kind: 'unknown', why: `${channelId} is a channel of no server` }
  }

  async function threadsOf(parentId: string, knownGuildId: string | null): Promise<readonly ForumThread[] | Failure> {
    const guildId = knownGuildId ?? (await guildOf(parentId))
    if (typeof guildId !== 'string') return guildId
    const threads: ForumThread[] = []
    for (const archived of [false, true]) {
      const { outcome } = await sender.threads({ parentId, guildId, archived })
      if (outcome.kind !== 'read') return outcome
      threads.push(...outcome.found)
    }
    return threads
  }

  /**
   * A thread outlives the message that it was opened on: where people have deleted that one, or
   * threads may not be opened now, an older copy of the database knows of no way to the papers in
   * the thread but a list of all threads. `papers` are those that may be in one.
   */
  async function scanWithThreads(channelId: string, guildId: string, papers: readonly OutboxRow[]): Promise<Scan> {
    const scan = await scanChannel(channelId)
    if (scan.kind === 'failed' || papers.length === 0) return scan
    const threads = await threadsOf(channelId, guildId)
    if ('kind' in threads) return { kind: 'failed', outcome: threads }
    const found = new Map(scan.found)
    const since = await oldestOf(papers)
    for (const { id, own } of threads) {
      if (!own || (since !== null && createdAt(id) < since) || (await outbox.isKnown(id, id))) continue
      const inThread = await scanChannel(id)
      if (inThread.kind === 'scanned') for (const [mark, message] of inThread.found) found.set(mark, message)
      else if (mayBeThere(inThread.outcome)) return inThread
    }
    return { kind: 'scanned', found }
  }

  /**
   * A post is one of ours if its first message has a mark. Only threads that may be among `posts`
   * are opened.
   */
  async function scanForum(forumId: string, guildId: string | null, posts: readonly OutboxRow[]): Promise<Scan> {
    const threads = await threadsOf(forumId, guildId)
    if ('kind' in threads) return { kind: 'failed', outcome: threads }
    const found = new Map<DeliveryId, FoundMessage>()
    for (const thread of await candidates(threads, posts)) {
      if (await outbox.isKnown(thread.id, thread.id)) continue
      const { outcome } = await sender.message(thread.id, thread.id)
      if (outcome.kind === 'read') {
        if (outcome.found !== null) collect(found, outcome.found, thread.id)
      } else if (mayBeThere(outcome)) return { kind: 'failed', outcome }
    }
    return { kind: 'scanned', found }
  }

  /**
   * By name, or by age: a post that an older copy of the database does not know may have got
   * another name since, but it is not older than the day of its digest. Null: no bound is known.
   */
  async function oldestOf(posts: readonly OutboxRow[]): Promise<number | null> {
    let oldest = Number.POSITIVE_INFINITY
    for (const { createdAt: planned, digestId } of posts) {
      const digest = digestId === null ? null : await contents.digest(digestId)
      if (digest !== null && digest.date === null) return null
      const day = digest?.date ? Date.parse(digest.date) - DAY_MS : planned
      oldest = Math.min(oldest, day, planned)
    }
    return oldest - MINUTE_MS
  }

  async function candidates(threads: readonly ForumThread[], posts: readonly OutboxRow[]): Promise<readonly ForumThread[]> {
    const names = new Set<string>()
    for (const post of posts) {
      const subscription = post.subscriptionId === null ? null : await contents.subscription(post.subscriptionId)
      const composed = subscription === null ? null : await contents.compose(post, subscription, post.step, false)
      if (composed !== null) names.add(composed.name)
    }
    const since = await oldestOf(posts)
    return threads.filter(({ own, name, id }) => own && (names.has(name) || since === null || createdAt(id) >= since))
  }

  async function scanFor(row: OutboxRow, channelId: string, guildId: string | null): Promise<Scan> {
    const isOfThread = channelId !== row.queue
    if (row.act !== 'post' && (isOfThread || guildId === null)) return await scanChannel(channelId)
    const open = await outbox.openOf(row.queue)
    if (row.act === 'post')
      return await scanForum(
        channelId,
        guildId,
        open.filter(({ act }) => act === 'post'),
      )
    return await scanWithThreads(
      channelId,
      guildId ?? '',
      open.filter(({ threadOpener }) => threadOpener !== null),
    )
  }

  return {
    isScanned: (channelId) => scannedChannels.has(channelId),
    markScanned: (channelId) => void scannedChannels.add(channelId),
    unclaimedIn: (channelId) => unclaimed.get(channelId) ?? NOTHING,
    async keepUnclaimed(channelId, found) {
      const left = await outbox.unknownAmong([...found].map(([mark, message]) => ({ ...message, mark })))
      if (left.length === 0) unclaimed.delete(channelId)
      else unclaimed.set(channelId, new Map(left.map(({ mark, ...message }) => [mark, message])))
    },
    async scan(row, channelId, guildId) {
      const scan = await scanFor(row, channelId, guildId)
      if (scan.kind === 'scanned') scannedChannels.add(channelId)
      return scan
    },
  }
}

function collect(found: Map<DeliveryId, FoundMessage>, message: ChannelMessage, channelId: string): void {
  const read = message.own ? readMark(message) : null
  if (read !== null) found.set(read.mark as DeliveryId, { channelId, messageId: message.id, trace: readTrace(read) })
}
