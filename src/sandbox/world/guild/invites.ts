// Invites: made for a channel, gone when their time or their uses are over.
import { randomBytes } from 'node:crypto'
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { membersOf, presentUser, settingsOf } from '../present.ts'
import type { Channel } from '../types.ts'
import { isoTime, type World } from '../world.ts'
import type { Invite } from './records.ts'

const expiryOf = ({ created_at, max_age }: Invite): string | null =>
  max_age === 0 ? null : isoTime(Date.parse(created_at) + max_age * 1_000)

function isOver(world: World, invite: Invite): boolean {
  const expiry = expiryOf(invite)
  return expiry !== null && Date.parse(expiry) <= world.clock.now()
}

/** Invites that still work; those whose time is over go now, as nobody asked before. */
export function invitesOf(world: World, guildId: Snowflake): Invite[] {
  const own = [...world.store.invites.values()].filter((invite) => invite.guild_id === guildId)
  for (const invite of own) if (isOver(world, invite)) removeInvite(world, invite)
  return own.filter((invite) => !isOver(world, invite))
}

export function findInvite(world: World, code: string): Invite {
  const invite = world.store.invites.get(code)
  if (invite && isOver(world, invite)) removeInvite(world, invite)
  const found = world.store.invites.get(code)
  if (!found) throw refusal(10006)
  return found
}

export interface InviteFields {
  readonly max_age: number
  readonly max_uses: number
  readonly temporary: boolean
  /** False: an equal invite of the same maker is given again. */
  readonly unique: boolean
  readonly target_type?: number | undefined
  readonly target_user_id?: Snowflake | undefined
  readonly target_application_id?: Snowflake | undefined
}

export function createInvite(world: World, channel: Channel, inviter: Snowflake, fields: InviteFields): Invite {
  const guild_id = channel.guild_id ?? ''
  const { unique, target_type, target_user_id, target_application_id, ...terms } = fields
  const known = invitesOf(world, guild_id)
  const equal = known.find(
    (each) =>
      each.channel_id === channel.id &&
      each.inviter_id === inviter &&
      each.max_age === terms.max_age &&
      each.max_uses === terms.max_uses &&
      each.temporary === terms.temporary,
  )
  if (equal && !unique && target_type === undefined) return equal
  if (known.length >= world.counts.invites) throw refusal(30016)
  const invite = world.store.invites.put({
    id: randomBytes(6).toString('base64url').replace(/[-_]/g, 'x'),
    guild_id,
    channel_id: channel.id,
    inviter_id: inviter,
    created_at: world.timestamp(),
    uses: 0,
    ...terms,
    ...(target_type !== undefined && { target_type }),
    ...(target_user_id !== undefined && { target_user_id }),
    ...(target_application_id !== undefined && { target_application_id }),
  })
  const user = world.store.users.get(inviter)
  const { id: code, created_at, max_age, max_uses, temporary, uses } = invite
  world.dispatch(
    'INVITE_CREATE',
    {
      channel_id: channel.id,
      guild_id,
      code,
      created_at,
      expires_at: expiryOf(invite),
      max_age,
      max_uses,
      temporary,
      uses,
      ...(user && { inviter: presentUser(user) }),
    },
    guild_id,
  )
  return invite
}

export function removeInvite(world: World, { id: code, guild_id, channel_id }: Invite): void {
  world.store.invites.remove(code)
  world.dispatch('INVITE_DELETE', { channel_id, guild_id, code }, guild_id)
}

/** What everybody sees of an invite; its makers also see the terms and the uses. */
export function presentInvite(world: World, invite: Invite, options: { terms: boolean; counts: boolean }): object {
  const guild = world.store.guilds.get(invite.guild_id)
  const channel = world.store.channels.get(invite.channel_id)
  const inviter = world.store.users.get(invite.inviter_id)
  const target = world.store.users.get(invite.target_user_id ?? '')
  const members = membersOf(world, invite.guild_id).length
  const { uses, max_uses, max_age, temporary, created_at } = invite
  const settings = guild && settingsOf(guild)
  return {
    type: 0,
    code: invite.id,
    expires_at: expiryOf(invite),
    guild_id: invite.guild_id,
    ...(guild &&
      settings && {
        guild: {
          id: guild.id,
          name: guild.name,
          splash: settings.splash,
          banner: settings.banner,
          description: settings.description,
          icon: settings.icon,
          features: settings.features,
          verification_level: settings.verification_level,
          vanity_url_code: null,
          nsfw_level: 0,
          nsfw: false,
          premium_subscription_count: 0,
        },
      }),
    channel: { id: invite.channel_id, type: channel?.type ?? 0, name: channel?.name ?? null },
    ...(inviter && { inviter: presentUser(inviter) }),
    ...(invite.target_type !== undefined && { target_type: invite.target_type }),
    ...(target && { target_user: presentUser(target) }),
    ...(options.counts && { approximate_member_count: members, approximate_presence_count: members }),
    ...(options.terms && { uses, max_uses, max_age, temporary, created_at }),
  }
}
