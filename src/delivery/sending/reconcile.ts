// Looks into a channel for messages that we may have sent without knowing: by the mark that each of ours carries. It is done for every send
// without an answer, and once in each run of the program before the first send into a channel: the database may be an older copy.
import { markOf } from '../../render/mark.ts'
import type { Contents } from '../messages/contents.ts'
import type { Outbox, Owed } from '../outbox/outbox.ts'
import type { Answer, FoundThread, MessageSender, Outcome, ReadMessage, ReadOutcome } from '../port.ts'

export interface Found {
  readonly channelId: string
  readonly messageId: string
}

/** By mark; or why it could not be read. */
export type Look =
  | { readonly kind: 'looked'; readonly found: ReadonlyMap<string, Found> }
  | { readonly kind: 'failed'; readonly outcome: Exclude<Outcome, { kind: 'sent' }> }

/** Makes one request within the limits. */
export type Paced = <T extends Outcome | ReadOutcome<unknown> | null>(
  key: string,
  call: (signal: AbortSignal) => Promise<Answer<T>>,
) => Promise<T>

const PAGE = 100
/** A thousand messages of others since ours: the channel is busier than any that a digest is read in. */
const MAX_PAGES = 10
const EPOCH = 1_420_070_400_000n

const isOlder = (a: string, b: string) => BigInt(a) < BigInt(b)
const sentAt = (id: string) => Number((BigInt(id) >> 22n) + EPOCH)

/** All marks of ours newer than the newest message that we know of. */
export async function lookIntoChannel(
  channelId: string,
  parts: { outbox: Outbox; sender: MessageSender; paced: Paced },
): Promise<Look> {
  const newest = await parts.outbox.newestIn(channelId)
  const found = new Map<string, Found>()
  let before: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const at = before
    const read = await parts.paced(`read ${channelId}`, (signal) =>
      parts.sender.messages(channelId, at === undefined ? {} : { before: at }, signal),
    )
    if (read.kind !== 'read') return { kind: 'failed', outcome: read }
    for (const message of read.found) remember(found, message, channelId)
    const oldest = read.found.at(-1)?.id
    if (oldest === undefined || read.found.length < PAGE || (newest !== null && !isOlder(newest, oldest))) break
    before = oldest
  }
  return { kind: 'looked', found }
}

function remember(found: Map<string, Found>, message: ReadMessage, channelId: string): void {
  const mark = message.own ? markOf(message) : null
  if (mark !== null) found.set(mark, { channelId, messageId: message.id })
}

/** A post is one of ours if its first message has a mark. Only those are opened that may be among the owed: by name, or by age. */
export async function lookIntoForum(
  forumId: string,
  guildId: string,
  owed: readonly Owed[],
  parts: { outbox: Outbox; sender: MessageSender; contents: Contents; paced: Paced },
): Promise<Look> {
  const { outbox, sender, paced } = parts
  const threads: FoundThread[] = []
  for (const archived of [false, true]) {
    const listed = await paced(`threads ${guildId}`, (signal) => sender.threads({ forumId, guildId, archived }, signal))
    if (listed.kind !== 'read') return { kind: 'failed', outcome: listed }
    threads.push(...listed.found)
  }
  const found = new Map<string, Found>()
  for (const thread of await candidates(threads, owed, parts)) {
    if (await outbox.isKnown(thread.id, thread.id)) continue
    const read: ReadOutcome<ReadMessage | null> = await paced(`read ${thread.id}`, (signal) =>
      sender.message(thread.id, thread.id, signal),
    )
    if (read.kind === 'read') {
      if (read.found !== null) remember(found, read.found, thread.id)
    } else if (!(read.kind === 'refused' && read.refusal !== 'unauthorised')) return { kind: 'failed', outcome: read }
  }
  return { kind: 'looked', found }
}

async function candidates(
  threads: readonly FoundThread[],
  owed: readonly Owed[],
  { contents }: { contents: Contents },
): Promise<readonly FoundThread[]> {
  const names = new Set<string>()
  for (const post of owed) {
    const subscription = await contents.subscription(post.subscriptionId)
    const composed = subscription === null ? null : await contents.compose(post, subscription, post.step, false)
    if (composed !== null) names.add(composed.name)
  }
  const since = Math.min(...owed.map((post) => post.createdAt))
  const MINUTE = 60_000
  return threads.filter((thread) => thread.own && (names.has(thread.name) || sentAt(thread.id) >= since - MINUTE))
}
