// The sender of delivery with its limits in front: whatever asks Discord through it is counted,
// waits for its turn, and is recorded.
import type { Clock } from '../../schedule/clock.ts'
import type { Act, Answer, MessageSender, Outcome, ReadOutcome, RequestOptions } from '../port.ts'
import type { Requests } from './requests.ts'

/** A scan of several pages would begin again after each wait that it has to answer. */
const MAX_WAIT_MS = 10_000
/**
 * It would also begin again after each answer that is lost, and each time twice as late: what only
 * reads is asked again at once.
 */
const MAX_READS = 3
/** A queue that has waited this long for answers gives way to the others. */
const MAX_READING_MS = 2_000

export interface LimitedSender extends MessageSender {
  /**
   * When an act of this kind to this channel finds room in its bucket: who asks before drawing
   * draws once.
   */
  readyAt(kind: Act['kind'], channelId: string): number
}

export function createLimitedSender(sender: MessageSender, requests: Requests, clock: Clock): LimitedSender {
  /** By bucket, until the last that asks has its answer. */
  const asking = new Map<string, Promise<unknown>>()

  /** One after the other: the answer says whether the next into the same bucket may leave. */
  async function limited<T extends Outcome | ReadOutcome<unknown>>(
    bucketKey: string,
    options: RequestOptions | undefined,
    ask: (options: RequestOptions) => Promise<Answer<T>>,
  ) {
    const before = asking.get(bucketKey)
    const next = () => whenRoom(bucketKey, options, ask)
    const answer = before === undefined ? next() : before.then(next, next)
    asking.set(bucketKey, answer)
    try {
      return await answer
    } finally {
      if (asking.get(bucketKey) === answer) asking.delete(bucketKey)
    }
  }

  /** A bucket that has room soon is waited for; else what is known of it is the answer. */
  async function whenRoom<T extends Outcome | ReadOutcome<unknown>>(
    bucketKey: string,
    options: RequestOptions | undefined,
    ask: (options: RequestOptions) => Promise<Answer<T>>,
  ) {
    if (requests.fullForMs(bucketKey) <= MAX_WAIT_MS) await requests.whenRoom(bucketKey)
    const ms = requests.fullForMs(bucketKey)
    if (ms > 0) return { outcome: { kind: 'wait', scope: 'user', retryAfterMs: ms }, bucket: null } as const
    return await requests.run(bucketKey, (signal) => ask({ signal }), options)
  }

  async function read<T>(
    bucketKey: string,
    options: RequestOptions | undefined,
    ask: (options: RequestOptions) => Promise<Answer<ReadOutcome<T>>>,
  ) {
    const start = clock.now()
    for (let reads = 1; ; reads++) {
      const answer = await limited(bucketKey, options, ask)
      if (answer.outcome.kind !== 'unknown' || reads >= MAX_READS || clock.now() - start > MAX_READING_MS) return answer
    }
  }

  return {
    readyAt: (kind, channelId) => requests.readyAt(bucketOf(kind, channelId)),
    perform: (act, options) =>
      requests.run(bucketOf(act.kind, act.channelId), (signal) => sender.perform(act, { signal }), {
        ...options,
        uploadBytes: bytesOf(act),
      }),
    messages: (channelId, page, options) => read(`read ${channelId}`, options, (own) => sender.messages(channelId, page, own)),
    message: (channelId, messageId, options) =>
      read(`read one ${channelId}`, options, (own) => sender.message(channelId, messageId, own)),
    threads: (where, options) => read(`threads ${where.guildId}`, options, (own) => sender.threads(where, own)),
    unarchive: (threadId, options) => limited(`channel ${threadId}`, options, (own) => sender.unarchive(threadId, own)),
    openDirect: (userId, options) => read('open direct', options, (own) => sender.openDirect(userId, own)),
    forum: (channelId, options) => read(`forum ${channelId}`, options, (own) => sender.forum(channelId, own)),
    setTags: (channelId, tags, options) =>
      limited(`channel ${channelId}`, options, (own) => sender.setTags(channelId, tags, own)),
    contacts: (guildId, options) => read(`guild ${guildId}`, options, (own) => sender.contacts(guildId, own)),
  }
}

const bucketOf = (kind: Act['kind'], channelId: string) => `${kind} ${channelId}`

function bytesOf(act: Act): number {
  return 'files' in act ? act.files.reduce((sum, file) => sum + file.bytes.byteLength, 0) : 0
}
