// What a select offers: its own options, or the people, roles and channels of the place.
import type { Component } from '../../world/types.ts'
import { maySee } from '../data/permissions.ts'
import { displayName } from '../data/store.ts'
import { isThread } from '../data/types.ts'
import type { PickOption } from '../layers/picker.ts'
import type { Page } from '../page-parts.ts'

type PagePlace = Pick<Page, 'store'>

export function peopleHere({ store }: PagePlace): PickOption[] {
  const guild = store.guilds.get(store.place?.guild_id ?? '')
  const people = guild ? guild.members.map(({ user }) => user) : (store.place?.recipients ?? [])
  return people.map((user) => ({ value: user.id, label: displayName(user), description: user.username, mark: '@' }))
}

export function rolesHere({ store }: PagePlace): PickOption[] {
  const guild = store.guilds.get(store.place?.guild_id ?? '')
  return (guild?.roles ?? []).map(({ id, name }) => ({ value: id, label: name, mark: '@' }))
}

export function channelsHere({ store }: PagePlace, types?: readonly number[] | null): PickOption[] {
  const guildId = store.place?.guild_id
  if (guildId === undefined) return []
  return [...store.channels.values()]
    .filter((channel) => channel.guild_id === guildId && maySee(store, store.viewer.userId, channel))
    .filter((channel) => (types && types.length > 0 ? types.includes(channel.type) : !isThread(channel)))
    .map((channel) => ({ value: channel.id, label: channel.name ?? channel.id, mark: '#' }))
}

interface StringOption {
  readonly value: string
  readonly label: string
  readonly description?: string
  readonly emoji?: { name?: string | null; id?: string | null }
}

export function pickOptions(page: PagePlace, node: Component): PickOption[] {
  switch (node.type) {
    case 3:
      return (node.options as StringOption[]).map(({ value, label, description, emoji }) => ({
        value,
        label,
        description,
        mark: emoji?.id ? undefined : (emoji?.name ?? undefined),
      }))
    case 5:
      return peopleHere(page)
    case 6:
      return rolesHere(page)
    case 7:
      return [...peopleHere(page), ...rolesHere(page)]
    default:
      return channelsHere(page, node.channel_types as number[] | null | undefined)
  }
}
