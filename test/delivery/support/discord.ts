// A Discord of a few lines behind the sender's port: channels that remember messages, nonces of the
// last minutes, and a script of troubles. What a trouble does to the message is up to it: before it
// was made, or after.
import type {
  Act,
  Answer,
  ChannelMessage,
  Failure,
  ForumTag,
  MessageSender,
  Outcome,
  ReadOutcome,
  Refusal,
} from '../../../src/delivery/port.ts'
import type { Clock } from '../../../src/schedule/clock.ts'

export interface Standing {
  readonly id: string
  readonly channelId: string
  body: Extract<Act, { kind: 'message' }>['body']
  readonly nonce: string | null
  readonly at: number
  edits: number
  published: boolean
  readonly thread: { readonly name: string; readonly tags: readonly string[] } | null
}

/** Null: all goes well. `made`: the message is made although the answer says otherwise. */
export type Trouble = { readonly made: boolean; readonly outcome: Failure } | null

export interface FakeDiscord extends MessageSender {
  readonly standing: Standing[]
  readonly acts: Act[]
  /** Asked before each act. */
  trouble: (act: Act) => Trouble
  readTrouble: () => Failure | null
  in(channelId: string): readonly Standing[]
  remove(messageId: string): void
  system: string | null
}

const EPOCH = 1_420_070_400_000n
const NONCE_MEMORY = 5 * 60_000

export const silence = (made: boolean): Trouble => ({ made, outcome: { kind: 'unknown', why: 'the socket was cut' } })
export const refusal = (refusal: Refusal, code = 50013): Trouble => ({
  made: false,
  outcome: {
    kind: 'refused',
    refusal,
    status: refusal === 'unauthorised' ? 401 : refusal === 'channel-gone' ? 404 : 403,
    code,
    message: refusal,
  },
})

export const tagOf = (name: string, id = name, moderated = false): ForumTag => ({
  id,
  name,
  moderated,
  emojiId: null,
  emojiName: null,
})

export function createFakeDiscord(clock: Clock): FakeDiscord {
  const standing: Standing[] = []
  const acts: Act[] = []
  let next = 0n
  /** As Discord's, an id tells when it was made. */
  const newId = () => String(((BigInt(clock.now()) - EPOCH) << 22n) + next++)
  const answer = <T>(outcome: T): Answer<T> => ({ outcome, bucket: null })

  function make(act: Act): Outcome {
    switch (act.kind) {
      case 'message': {
        const { channelId } = act
        const again = standing.find((message) => message.nonce === act.nonce && message.at > clock.now() - NONCE_MEMORY)
        if (again !== undefined) return { kind: 'sent', channelId: again.channelId, messageId: again.id }
        return add(newId(), channelId, act.body, act.nonce, null)
      }
      case 'post': {
        const id = newId()
        return add(id, id, act.body, null, { name: act.name, tags: act.tags }, act.channelId)
      }
      case 'thread': {
        if (threads.has(act.messageId))
          return { kind: 'refused', refusal: 'already', status: 400, code: 160004, message: 'exists' }
        threads.set(act.messageId, { parentId: act.channelId, name: act.name })
        return { kind: 'sent', channelId: act.messageId, messageId: act.messageId }
      }
      case 'rename': {
        const post = standing.find((one) => one.id === act.channelId && one.thread !== null)
        const thread = threads.get(act.channelId)
        if (post !== undefined) Object.assign(post, { thread: { tags: post.thread?.tags ?? [], name: act.name } })
        if (thread !== undefined) threads.set(act.channelId, { ...thread, name: act.name })
        return { kind: 'sent', channelId: act.channelId, messageId: act.messageId }
      }
      default: {
        const message = standing.find((one) => one.id === act.messageId)
        if (message === undefined)
          return { kind: 'refused', refusal: 'message-gone', status: 404, code: 10008, message: 'Unknown Message' }
        if (act.kind === 'edit') Object.assign(message, { body: act.body, edits: message.edits + 1 })
        if (act.kind === 'publish') message.published = true
        if (act.kind === 'delete') standing.splice(standing.indexOf(message), 1)
        return { kind: 'sent', channelId: act.channelId, messageId: act.messageId }
      }
    }
  }

  /** Opened on messages, which they outlive. */
  const threads = new Map<string, { readonly parentId: string; readonly name: string }>()
  const parents = new Map<string, string>()
  function add(
    id: string,
    channelId: string,
    body: Standing['body'],
    nonce: string | null,
    thread: Standing['thread'],
    parent?: string,
  ): Outcome {
    standing.push({ id, channelId, body, nonce, at: clock.now(), edits: 0, published: false, thread })
    if (parent !== undefined) parents.set(id, parent)
    return { kind: 'sent', channelId, messageId: id }
  }

  const nameOf = (id: string) => {
    const name = standing.find((one) => one.id === id)?.thread?.name ?? threads.get(id)?.name
    return name === undefined ? {} : { name }
  }
  const read = <T>(found: () => T): Answer<ReadOutcome<T>> => {
    const trouble = discord.readTrouble()
    return answer(trouble ?? { kind: 'read' as const, found: found() })
  }
  const seen = (message: Standing): ChannelMessage => ({ id: message.id, own: true, components: message.body.components ?? [] })

  const discord: FakeDiscord = {
    standing,
    acts,
    trouble: () => null,
    readTrouble: () => null,
    system: null,
    in: (channelId) =>
      standing.filter((message) => message.channelId === channelId || parents.get(message.channelId) === channelId),
    remove: (id) =>
      standing.splice(
        standing.findIndex((message) => message.id === id),
        1,
      ),
    async perform(act) {
      acts.push(act)
      const trouble = discord.trouble(act)
      if (trouble === null) return answer(make(act))
      if (trouble.made) make(act)
      return answer(trouble.outcome)
    },
    messages: async (channelId, { before }) =>
      read(() =>
        standing
          .filter((message) => message.channelId === channelId && (before === undefined || BigInt(message.id) < BigInt(before)))
          .reverse()
          .slice(0, 100)
          .map(seen),
      ),
    message: async (_channelId, id) =>
      read(() => {
        const message = standing.find((one) => one.id === id)
        return message === undefined ? null : seen(message)
      }),
    threads: async ({ parentId, archived }) =>
      read(() =>
        archived
          ? []
          : [
              ...standing
                .filter((message) => message.thread !== null && parents.get(message.channelId) === parentId)
                .map((message) => ({ id: message.channelId, parentId, name: message.thread?.name ?? '', own: true })),
              ...[...threads]
                .filter(([, thread]) => thread.parentId === parentId)
                .map(([id, { name }]) => ({ id, parentId, name, own: true })),
            ],
      ),
    forum: async (id) => answer({ kind: 'read', found: { ...nameOf(id), tags: [], requiresTag: false } }),
    setTags: async (_id, tags) =>
      answer({
        kind: 'read',
        found: { tags: tags.map((tag) => tagOf(tag.name, `tag-${tag.name}`)), requiresTag: false },
      }),
    unarchive: async () => answer({ kind: 'read', found: null }),
    openDirect: async (userId) => answer({ kind: 'read', found: { channelId: `dm-${userId}` } }),
    contacts: async () => answer({ kind: 'read', found: { systemChannelId: discord.system, ownerId: '100000000000000001' } }),
  }
  return discord
}
