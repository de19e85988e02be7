// All records of the world in memory, by collection; every change is noted for the journal. Nothing
// here knows Discord's rules.

import { compareIds, type Snowflake } from '../snowflake.ts'
import type { JournalEntry } from '../storage/journal.ts'
import { FLAGS } from '../validate/limits.ts'
import type {
  ApplicationEmoji,
  ApplicationSettings,
  AuditEntry,
  AutoModerationRule,
  Ban,
  CommandPermissions,
  Entitlement,
  EventUser,
  Invite,
  Presence,
  ScheduledEvent,
  StageInstance,
  Template,
  VoiceState,
  Votes,
  Webhook,
} from './guild/records.ts'
import type { Application, Channel, Command, Guild, Interaction, Member, Message, User } from './types.ts'

export interface Collection<T> {
  get(key: string): T | undefined
  put(value: T): T
  remove(key: string): void
  values(): IterableIterator<T>
  readonly size: number
}

/** Records that belong to servers, found by theirs: in a world of thousands nobody looks at all. */
export interface ServerCollection<T> extends Collection<T> {
  inGuild(guildId: Snowflake | undefined): Iterable<T>
}

export interface Nonce {
  key: string
  channel_id: Snowflake
  message_id: Snowflake
  at: number
}

/** When somebody last acted where slow mode is on: key `channel:user:act`. */
export interface Pace {
  key: string
  at: number
}

/** Who reacted: key `message:emoji`. */
export interface Reactors {
  key: string
  user_ids: Snowflake[]
}

export interface ThreadMember {
  id: Snowflake
  user_id: Snowflake
  join_timestamp: string
  flags: number
}

/** Messages of one channel in the order of their ids. */
export interface Shelf {
  readonly ids: Snowflake[]
  readonly byId: Map<Snowflake, Message>
}

export interface Store {
  readonly users: Collection<User>
  readonly guilds: Collection<Guild>
  readonly members: ServerCollection<Member>
  readonly channels: ServerCollection<Channel>
  readonly commands: Collection<Command>
  readonly interactions: Collection<Interaction>
  readonly nonces: Collection<Nonce>
  readonly paces: Collection<Pace>
  readonly reactors: Collection<Reactors>
  readonly threadMembers: Collection<ThreadMember>
  readonly blocked: Collection<{ id: Snowflake }>
  readonly bans: Collection<Ban>
  readonly webhooks: Collection<Webhook>
  readonly invites: Collection<Invite>
  readonly events: ServerCollection<ScheduledEvent>
  readonly eventUsers: Collection<EventUser>
  readonly rules: Collection<AutoModerationRule>
  readonly audit: Collection<AuditEntry>
  readonly voiceStates: ServerCollection<VoiceState>
  readonly stages: ServerCollection<StageInstance>
  readonly templates: Collection<Template>
  readonly entitlements: Collection<Entitlement>
  readonly applicationSettings: Collection<ApplicationSettings>
  readonly applicationEmojis: Collection<ApplicationEmoji>
  readonly commandPermissions: Collection<CommandPermissions>
  readonly presences: Collection<Presence>
  readonly votes: Collection<Votes>
  readonly applications: Collection<Application>
  message(channelId: Snowflake, id: Snowflake): Message | undefined
  shelf(channelId: Snowflake): Shelf
  putMessage(message: Message): Message
  removeMessage(channelId: Snowflake, id: Snowflake): void
  removeShelf(channelId: Snowflake): void
  /** The changes since the last call. */
  takeChanges(): JournalEntry[]
  load(entries: readonly JournalEntry[]): void
  /** The whole world as journal entries. */
  dump(): Iterable<JournalEntry>
}

export const memberKey = (guildId: Snowflake, userId: Snowflake) => `${guildId}:${userId}`

/** The place of `id` in `ids`, or where it would stand. */
export function placeOf(ids: readonly Snowflake[], id: Snowflake): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareIds(ids[middle] ?? '', id) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** What new messages count up in memory only. */
function recount(channel: Channel, shelf: Shelf | undefined): void {
  const shown = (shelf?.ids ?? []).filter((id) => ((shelf?.byId.get(id)?.flags ?? 0) & FLAGS.EPHEMERAL) === 0)
  if (shown.length === 0) return
  channel.last_message_id = shown.at(-1) ?? null
  if (channel.thread_metadata === undefined) return
  channel.message_count = shown.filter((id) => id !== channel.id && shelf?.byId.get(id)?.type !== 21).length
  channel.total_message_sent = Math.max(channel.total_message_sent ?? 0, channel.message_count)
}

type Keyed = { id?: unknown; key?: unknown; user_id?: unknown; channel_id?: unknown }

/** A record from disk without its key would be found nowhere and break what comes after it. */
function demandKey(name: string, { id, key, user_id, channel_id }: Keyed): void {
  const isWhole = typeof (id ?? key ?? user_id) === 'string' && (name !== 'message' || typeof channel_id === 'string')
  if (!isWhole) throw new Error(`a ${name} without an id`)
}

export function createStore(): Store {
  let changes: JournalEntry[] = []
  const collections = new Map<string, Collection<never>>()

  function collection<T>(name: string, keyOf: (value: T) => string): Collection<T> {
    const records = new Map<string, T>()
    const made: Collection<T> = {
      get: (key) => records.get(key),
      put(value) {
        records.set(keyOf(value), value)
        changes.push(['put', name, value])
        return value
      },
      remove(key) {
        if (records.delete(key)) changes.push(['remove', name, key])
      },
      values: () => records.values(),
      get size() {
        return records.size
      },
    }
    collections.set(name, made as unknown as Collection<never>)
    return made
  }

  function serverCollection<T extends { guild_id?: Snowflake }>(name: string, keyOf: (value: T) => string): ServerCollection<T> {
    const all = collection<T>(name, keyOf)
    const byGuild = new Map<Snowflake | undefined, Map<string, T>>()
    const made: ServerCollection<T> = {
      ...all,
      get size() {
        return all.size
      },
      put(value) {
        const records = byGuild.get(value.guild_id) ?? new Map<string, T>()
        byGuild.set(value.guild_id, records.set(keyOf(value), value))
        return all.put(value)
      },
      remove(key) {
        byGuild.get(all.get(key)?.guild_id)?.delete(key)
        all.remove(key)
      },
      inGuild: (guildId) => byGuild.get(guildId)?.values() ?? [],
    }
    collections.set(name, made as unknown as Collection<never>)
    return made
  }

  const shelves = new Map<Snowflake, Shelf>()
  const shelf = (channelId: Snowflake): Shelf => {
    const found = shelves.get(channelId)
    if (found) return found
    const made: Shelf = { ids: [], byId: new Map() }
    shelves.set(channelId, made)
    return made
  }

  const byId = (value: { id: string }) => value.id
  const byKey = (value: { key: string }) => value.key

  const channels = serverCollection<Channel>('channel', byId)
  /** A message that began a thread shows it as it is now. */
  const linked = (message: Message): Message => {
    const thread = message.thread && channels.get(message.id)
    if (thread) message.thread = thread
    return message
  }

  const store: Store = {
    users: collection<User>('user', byId),
    guilds: collection<Guild>('guild', byId),
    members: serverCollection('member', (value: Member) => memberKey(value.guild_id, value.user_id)),
    channels: {
      ...channels,
      get size() {
        return channels.size
      },
      put(channel) {
        channels.put(channel)
        const starter = shelves.get(channel.parent_id ?? '')?.byId.get(channel.id)
        if (starter) linked(starter)
        return channel
      },
    },
    commands: collection<Command>('command', byId),
    interactions: collection<Interaction>('interaction', byId),
    nonces: collection<Nonce>('nonce', byKey),
    paces: collection<Pace>('pace', byKey),
    reactors: collection<Reactors>('reactors', byKey),
    threadMembers: collection('threadMember', (value: ThreadMember) => memberKey(value.id, value.user_id)),
    blocked: collection<{ id: Snowflake }>('blocked', byId),
    bans: collection('ban', (value: Ban) => memberKey(value.guild_id, value.user_id)),
    webhooks: collection<Webhook>('webhook', byId),
    invites: collection<Invite>('invite', byId),
    events: serverCollection<ScheduledEvent>('event', byId),
    eventUsers: collection<EventUser>('eventUser', byKey),
    rules: collection<AutoModerationRule>('rule', byId),
    audit: collection<AuditEntry>('audit', byId),
    voiceStates: serverCollection('voiceState', (value: VoiceState) => memberKey(value.guild_id, value.user_id)),
    stages: serverCollection<StageInstance>('stage', byId),
    templates: collection<Template>('template', byId),
    entitlements: collection<Entitlement>('entitlement', byId),
    applicationSettings: collection<ApplicationSettings>('applicationSettings', byId),
    applicationEmojis: collection<ApplicationEmoji>('applicationEmoji', byId),
    commandPermissions: collection<CommandPermissions>('commandPermissions', byKey),
    presences: collection('presence', (value: Presence) => value.user_id),
    votes: collection<Votes>('votes', byKey),
    applications: collection<Application>('application', byId),
    message: (channelId, id) => shelves.get(channelId)?.byId.get(id),
    shelf,
    putMessage(message) {
      const { ids, byId } = shelf(message.channel_id)
      if (!byId.has(message.id)) {
        const last = ids.at(-1)
        if (last === undefined || compareIds(last, message.id) < 0) ids.push(message.id)
        else ids.splice(placeOf(ids, message.id), 0, message.id)
      }
      byId.set(message.id, linked(message))
      changes.push(['put', 'message', message])
      return message
    },
    removeMessage(channelId, id) {
      const { ids, byId } = shelf(channelId)
      if (!byId.delete(id)) return
      ids.splice(placeOf(ids, id), 1)
      changes.push(['remove', 'message', `${channelId}:${id}`])
    },
    removeShelf(channelId) {
      if (shelves.delete(channelId)) changes.push(['remove', 'shelf', channelId])
    },
    takeChanges() {
      const taken = changes
      changes = []
      return taken
    },
    load(entries) {
      for (const [verb, name, value] of entries) {
        if (verb === 'put') demandKey(name, value as Keyed)
        if (verb === 'put' && name === 'message') store.putMessage(value as Message)
        else if (verb === 'put') collections.get(name)?.put(value as never)
        else if (name === 'shelf') store.removeShelf(value)
        else if (name === 'message') store.removeMessage(...(value.split(':') as [string, string]))
        else collections.get(name)?.remove(value)
      }
      for (const channel of store.channels.values()) recount(channel, shelves.get(channel.id))
      changes = []
    },
    *dump() {
      for (const [name, records] of collections) for (const value of records.values()) yield ['put', name, value]
      for (const { byId } of shelves.values()) for (const message of byId.values()) yield ['put', 'message', message]
    },
  }
  return store
}
