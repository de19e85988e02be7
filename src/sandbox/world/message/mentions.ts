// Whom a message pings: what its text names, within what allowed_mentions and the author's
// permissions let through.
import type { Snowflake } from '../../snowflake.ts'
import { walk } from '../../validate/components.ts'
import type { AllowedMentions } from '../../validate/message.ts'
import { mayIn } from '../access.ts'
import type { Channel, Component, User } from '../types.ts'
import type { World } from '../world.ts'

export function textOf(content: string, components: readonly Component[]): string {
  return [content, ...[...walk(components)].filter(({ node }) => node.type === 10).map(({ node }) => String(node.content))].join(
    '\n',
  )
}

interface Mentions {
  mentions: User[]
  mention_roles: Snowflake[]
  mention_everyone: boolean
}

export function mentionsIn(
  world: World,
  draft: { channel: Channel; author: Snowflake; mentionDefault?: 'all' | 'users' | undefined; as?: object | undefined },
  allowed: AllowedMentions | null | undefined,
  words: string,
): Mentions {
  const { channel, author } = draft
  const parse = allowed ? (allowed.parse ?? []) : draft.mentionDefault === 'users' ? ['users'] : ['users', 'roles', 'everyone']
  const idsOf = (pattern: RegExp) => [...new Set([...words.matchAll(pattern)].map((match) => match[1] ?? ''))]
  const loud = draft.as !== undefined || mayIn(world, author, channel, 'MENTION_EVERYONE')
  const roles = (channel.guild_id && world.store.guilds.get(channel.guild_id)?.roles) || []
  return {
    mentions: idsOf(/<@!?(\d{17,20})>/g)
      .filter((id) => (parse as string[]).includes('users') || allowed?.users?.includes(id))
      .flatMap((id) => world.store.users.get(id) ?? []),
    mention_roles: idsOf(/<@&(\d{17,20})>/g).filter(
      (id) =>
        ((parse as string[]).includes('roles') || allowed?.roles?.includes(id)) &&
        roles.some((role) => role.id === id && (role.mentionable || loud)),
    ),
    mention_everyone: (parse as string[]).includes('everyone') && loud && /@(everyone|here)\b/.test(words),
  }
}
