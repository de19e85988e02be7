// What the bot may do in a channel, against what a subscription there needs. Asked of the client's
// own knowledge: no request.
import { ChannelType, type Guild, PermissionFlagsBits } from 'discord.js'
import type { Wish } from '../../src/delivery/subscriptions/subscription.ts'

const NEEDED = {
  view: PermissionFlagsBits.ViewChannel,
  send: PermissionFlagsBits.SendMessages,
  embed: PermissionFlagsBits.EmbedLinks,
  attach: PermissionFlagsBits.AttachFiles,
  history: PermissionFlagsBits.ReadMessageHistory,
  threads: PermissionFlagsBits.CreatePublicThreads,
  inThreads: PermissionFlagsBits.SendMessagesInThreads,
  mention: PermissionFlagsBits.MentionEveryone,
} as const
export type Permission = keyof typeof NEEDED

const EVERYWHERE: readonly Permission[] = ['view', 'send', 'embed', 'attach', 'history']
const BY_PLACE: Readonly<Record<Wish['place'], readonly Permission[]>> = {
  channel: EVERYWHERE,
  announcement: EVERYWHERE,
  thread: [...EVERYWHERE, 'threads', 'inThreads'],
  forum: [...EVERYWHERE, 'inThreads'],
}

/** The places that a channel of this type can be; the first is the usual one. */
const PLACES: ReadonlyMap<ChannelType, readonly Wish['place'][]> = new Map([
  [ChannelType.GuildText, ['channel', 'thread']],
  [ChannelType.GuildAnnouncement, ['announcement', 'channel', 'thread']],
  [ChannelType.GuildForum, ['forum']],
])
export const POSTABLE = [...PLACES.keys()]

export type Checked =
  | {
      readonly kind: 'channel'
      readonly places: readonly Wish['place'][]
      needed(wish: Pick<Wish, 'place' | 'mentionRole'>): readonly Permission[]
      missing(wish: Pick<Wish, 'place' | 'mentionRole'>): readonly Permission[]
    }
  /** Not in this server, not seen by the bot, or of a type that takes no posts. */
  | { readonly kind: 'unusable' }

export function checkChannel(guild: Guild | null, channelId: string): Checked {
  const channel = guild?.channels.cache.get(channelId)
  const places = channel === undefined ? undefined : PLACES.get(channel.type)
  const me = guild?.members.me
  if (channel === undefined || places === undefined || me === null || me === undefined) return { kind: 'unusable' }
  const granted = channel.permissionsFor(me)
  /** A role that anybody may mention needs no right. */
  const needsRight = (role: string | null) => role !== null && guild?.roles.cache.get(role)?.mentionable !== true
  const needed = ({ place, mentionRole }: Pick<Wish, 'place' | 'mentionRole'>) => [
    ...BY_PLACE[place],
    ...(needsRight(mentionRole) ? (['mention'] as const) : []),
  ]
  return { kind: 'channel', places, needed, missing: (wish) => needed(wish).filter((name) => !granted.has(NEEDED[name])) }
}
