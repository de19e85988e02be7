// What the page knows, kept true by the stream of events. Views listen to topics and draw
// themselves again.
import type { GatewayEntry, RequestEntry } from '../../feed.ts'
import type { Channel, Command, Interaction, Message, User } from '../../world/types.ts'
import type { Opening } from '../opening.ts'
import { api, type ClockState, type FaultState, listen } from './api.ts'
import { createShelves, type Shelves } from './shelves.ts'
import type { Note, PageGuild, Shown, Viewer } from './types.ts'
import { isDirect } from './types.ts'

export type Topic =
  | 'world'
  | 'viewer'
  | 'place'
  | 'messages'
  | 'notes'
  | 'commands'
  | 'requests'
  | 'gateway'
  | 'faults'
  | 'clock'
  | 'typing'
  | 'line'

export interface Store {
  readonly guilds: ReadonlyMap<string, PageGuild>
  readonly channels: ReadonlyMap<string, Channel>
  readonly users: ReadonlyMap<string, User>
  readonly commands: readonly Command[]
  readonly faults: readonly FaultState[]
  readonly requests: readonly RequestEntry[]
  readonly gateway: readonly GatewayEntry[]
  readonly bot: User
  /** With which the first application logs in. */
  readonly token: string
  readonly isBotConnected: boolean
  readonly isOnline: boolean
  readonly viewer: Viewer
  /** The channel that is open. */
  readonly place: Channel | undefined
  readonly shelves: Shelves
  now(): number
  clockOffset(): number
  on(topics: Topic | readonly Topic[], listener: () => void): () => void
  setViewer(viewer: Viewer): void
  open(channelId: string | undefined): void
  /** The newest messages the viewer may see here, with this page's own notes after them. */
  shown(channelId: string): readonly Shown[]
  note(message: Message, note: Note): void
  dropNote(id: string): void
  dismiss(id: string): void
  /** What a component's last press came to: waiting or failed. */
  readonly presses: Map<string, { state: 'waiting' | 'failed'; key: string; why?: string | undefined }>
  touch(topic: Topic): void
  /** How often a topic has changed so far. */
  turnsOf(topic: Topic): number
  /** Draws what is due without waiting for the next frame. */
  flush(): void
  typingIn(channelId: string): readonly string[]
  refresh(): Promise<void>
  start(opening: Opening): Promise<void>
}

const REMEMBERED = 500
const TYPING_MS = 10_000
/** What can come by the thousand a second. */
const STREAMED: ReadonlySet<Topic> = new Set<Topic>(['messages', 'requests', 'gateway', 'typing'])
/** The browser takes about as long again to paint what was drawn. */
const REST_FACTOR = 6
const MAX_REST_MS = 120

export function createStore(first: Viewer): Store {
  const listeners = new Map<Topic, Set<() => void>>()
  const order = new Set<() => void>()
  let guilds = new Map<string, PageGuild>()
  let channels = new Map<string, Channel>()
  let users = new Map<string, User>()
  let commands: Command[] = []
  let faults: FaultState[] = []
  let requests: RequestEntry[] = []
  let gateway: GatewayEntry[] = []
  let bot: User | undefined
  let token = ''
  let isBotConnected = false
  let isOnline = true
  let viewer = first
  let placeId: string | undefined
  let offset = 0
  /** The sandbox's clock may differ from the browser's by more than its own offset. */
  let skew = 0
  const dismissed = new Set<string>()
  const notes = new Map<string, { message: Message; note: Note }>()
  const presses: Store['presses'] = new Map()
  const typing = new Map<string, Map<string, number>>()
  const waiting = new Set<Topic>()
  const turns = new Map<Topic, number>()
  let scheduled: 'frame' | 'pause' | undefined
  let pause: number | undefined
  /** Until then nothing that streams in is drawn. */
  let restsUntil = 0

  /**
   * Views draw once a frame, however much comes in; what streams in, only as often as leaves most
   * frames to the reader.
   */
  function touch(topic: Topic): void {
    waiting.add(topic)
    turns.set(topic, turnsOf(topic) + 1)
    const restMs = STREAMED.has(topic) ? restsUntil - performance.now() : 0
    if (scheduled === 'frame' || (scheduled === 'pause' && restMs > 0)) return
    window.clearTimeout(pause)
    scheduled = restMs > 0 ? 'pause' : 'frame'
    if (restMs > 0) pause = window.setTimeout(askForFrame, restMs)
    else askForFrame()
  }
  function askForFrame(): void {
    scheduled = 'frame'
    schedule(flush)
  }
  function turnsOf(topic: Topic): number {
    return turns.get(topic) ?? 0
  }
  function flush(): void {
    scheduled = undefined
    // Nothing can be drawn before the world is known; its arrival touches everything.
    if (!bot) return
    const topics = [...waiting]
    waiting.clear()
    const due = new Set(topics.flatMap((topic) => [...(listeners.get(topic) ?? [])]))
    // Whoever listened first draws first, whatever changed first: what is inside of something comes
    // after it.
    const start = performance.now()
    for (const listener of [...order].filter((each) => due.has(each))) listener()
    const end = performance.now()
    restsUntil = end + Math.min((end - start) * REST_FACTOR, MAX_REST_MS)
  }
  const shelves = createShelves(() => touch('messages'))

  function setClock(clock: ClockState): void {
    offset = clock.offset
    skew = clock.now - Date.now()
    touch('clock')
  }

  const refresh = () => take(api.state())
  async function take(asked: Opening['state']): Promise<void> {
    const state = await asked
    guilds = new Map(state.guilds.map((guild) => [guild.id, guild]))
    channels = new Map(state.channels.map((channel) => [channel.id, channel]))
    users = new Map(state.users.map((user) => [user.id, user]))
    commands = state.commands
    faults = state.faults
    bot = state.bot
    token = state.token
    isBotConnected = state.gateway.sessions.some(({ connected }) => connected !== false)
    setClock(state.clock)
    for (const topic of ['world', 'commands', 'faults', 'place'] as const) touch(topic)
  }

  let refreshing: number | undefined
  const refreshSoon = () => {
    clearTimeout(refreshing)
    refreshing = window.setTimeout(() => void refresh(), 60)
  }

  function stopTyping(channelId: string, userId: string): void {
    if (typing.get(channelId)?.delete(userId)) touch('typing')
  }

  function onMessage(message: Message): void {
    const channel = channels.get(message.channel_id)
    stopTyping(message.channel_id, message.author.id)
    if (!channel) {
      refreshSoon()
      return
    }
    if (!(message.flags & 64)) channels.set(channel.id, { ...channel, last_message_id: message.id, ...counted(channel, message) })
    shelves.add(message)
    const parent = channel.parent_id ? channels.get(channel.parent_id) : undefined
    if (parent && channel.thread_metadata) touch('world')
  }

  function onDispatch({ t, d }: { t: string; d: Record<string, unknown> }): void {
    switch (t) {
      case 'MESSAGE_CREATE':
        onMessage(d as unknown as Message)
        return
      case 'MESSAGE_UPDATE':
        shelves.change(d as unknown as Message)
        return
      case 'MESSAGE_DELETE':
        shelves.remove(String(d.channel_id), [String(d.id)])
        return
      case 'MESSAGE_DELETE_BULK':
        shelves.remove(String(d.channel_id), d.ids as string[])
        return
      case 'MESSAGE_REACTION_ADD':
      case 'MESSAGE_REACTION_REMOVE':
        shelves.react(t === 'MESSAGE_REACTION_ADD' ? 1 : -1, d as never, bot?.id ?? '')
        return
      case 'MESSAGE_REACTION_REMOVE_ALL':
      case 'MESSAGE_REACTION_REMOVE_EMOJI':
        shelves.clearReactions(d as never)
        return
      case 'TYPING_START': {
        const inChannel = typing.get(String(d.channel_id)) ?? new Map<string, number>()
        inChannel.set(String(d.user_id), Date.now() + TYPING_MS)
        typing.set(String(d.channel_id), inChannel)
        window.setTimeout(() => touch('typing'), TYPING_MS + 100)
        touch('typing')
        return
      }
      case 'CHANNEL_CREATE':
      case 'CHANNEL_UPDATE':
      case 'THREAD_CREATE':
      case 'THREAD_UPDATE': {
        const channel = d as unknown as Channel
        channels.set(channel.id, { ...channels.get(channel.id), ...channel })
        touch('world')
        touch('place')
        return
      }
      case 'CHANNEL_DELETE':
      case 'THREAD_DELETE':
        channels.delete(String(d.id))
        for (const each of [...channels.values()]) if (each.parent_id === d.id && each.thread_metadata) channels.delete(each.id)
        shelves.forget(String(d.id))
        touch('world')
        touch('place')
        return
      default:
        if (/^(?:GUILD_|USER_)/.test(t)) refreshSoon()
    }
  }

  const keep = <T>(list: readonly T[], entry: T) => [...list.slice(-REMEMBERED), entry]

  function onGateway(entry: GatewayEntry): void {
    gateway = keep(gateway, entry)
    if (entry.direction === 'closed' || (entry.direction === 'out' && (entry.t === 'READY' || entry.t === 'RESUMED')))
      refreshSoon()
    touch('gateway')
  }

  function connect(events: EventSource): void {
    let wasLost = false
    listen(events, {
      hello() {
        isOnline = true
        if (wasLost) refreshSoon()
        wasLost = false
        touch('line')
      },
      lost() {
        isOnline = false
        wasLost = true
        touch('line')
      },
      reset() {
        shelves.forgetAll()
        void refresh().then(() => touch('place'))
      },
      dispatch: onDispatch,
      commands({ scope, commands: list }) {
        commands = [...commands.filter((command) => (command.guild_id ?? 'global') !== scope), ...list]
        touch('commands')
      },
      interaction: (interaction: Interaction) => {
        if (interaction.state === 'answered') dropNoteOf(interaction)
      },
      request(entry) {
        requests = keep(requests, entry)
        touch('requests')
      },
      gateway: onGateway,
      faults(event) {
        faults = event.faults
        touch('faults')
      },
      clock: setClock,
    })
  }

  const dropNoteOf = ({ id }: Interaction) => {
    if (notes.delete(id)) touch('notes')
  }

  const mine = (message: Message) => {
    if (!(message.flags & 64)) return true
    return message.interaction_metadata?.user.id === viewer.userId && !dismissed.has(message.id)
  }

  return {
    get guilds() {
      return guilds
    },
    get channels() {
      return channels
    },
    get users() {
      return users
    },
    get commands() {
      return commands
    },
    get faults() {
      return faults
    },
    get requests() {
      return requests
    },
    get gateway() {
      return gateway
    },
    get bot() {
      if (!bot) throw new Error('the state has not been loaded yet')
      return bot
    },
    get token() {
      return token
    },
    get isBotConnected() {
      return isBotConnected
    },
    get isOnline() {
      return isOnline
    },
    get viewer() {
      return viewer
    },
    get place() {
      return placeId === undefined ? undefined : channels.get(placeId)
    },
    shelves,
    presses,
    now: () => Date.now() + skew,
    clockOffset: () => offset,
    on(topics, listener) {
      const list = typeof topics === 'string' ? [topics] : topics
      order.add(listener)
      for (const topic of list) listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener))
      return () => {
        order.delete(listener)
        for (const topic of list) listeners.get(topic)?.delete(listener)
      }
    },
    setViewer(next) {
      viewer = next
      presses.clear()
      touch('viewer')
      touch('messages')
    },
    open(channelId) {
      placeId = channelId
      touch('place')
    },
    shown(channelId) {
      const list: Shown[] = []
      for (const message of shelves.of(channelId).messages) if (mine(message)) list.push({ message })
      for (const note of notes.values()) {
        if (note.message.channel_id === channelId && note.message.interaction_metadata?.user.id === viewer.userId) list.push(note)
      }
      return list
    },
    note(message, note) {
      notes.set(message.id, { message, note })
      touch('notes')
    },
    dropNote(id) {
      if (notes.delete(id)) touch('notes')
    },
    dismiss(id) {
      notes.delete(id)
      dismissed.add(id)
      touch('messages')
    },
    touch,
    turnsOf,
    flush,
    typingIn(channelId) {
      const now = Date.now()
      const here = typing.get(channelId)
      return [...(here ?? [])].filter(([id, until]) => until > now && id !== viewer.userId).map(([id]) => id)
    },
    refresh,
    async start(opening) {
      connect(opening.events)
      await take(opening.state)
      // What only the developer's panel shows need not be waited for.
      void api.requests().then((list) => {
        requests = [...list, ...requests.filter(({ id }) => id > (list.at(-1)?.id ?? 0))]
        touch('requests')
      })
    },
  }
}

/**
 * The first message of a forum's post is not counted, nor is the line that says where a thread
 * began.
 */
function counted(thread: Channel, message: Message): Partial<Channel> {
  if (!thread.thread_metadata || message.id === thread.id || message.type === 21) return {}
  return { message_count: (thread.message_count ?? 0) + 1 }
}

/** A hidden tab gets no frames, and still must not fall behind. */
function schedule(act: () => void): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(act)
  else setTimeout(act, 50)
}

/**
 * Discord lists only the person a bot writes to, so the other side of a viewer's own direct
 * messages is the bot.
 */
export function nameOf(channel: Channel, { viewer, users, bot }: Pick<Store, 'viewer' | 'users' | 'bot'>): string {
  if (!isDirect(channel)) return channel.name ?? channel.id
  const other = channel.recipients?.find(({ id }) => id !== viewer.userId) ?? bot
  return displayName(users.get(other.id) ?? other)
}

export const displayName = (user: Pick<User, 'global_name' | 'username'>): string => user.global_name ?? user.username
