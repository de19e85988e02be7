// Invites: of a channel, of a server, and by their code.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { flag, integer, snowflake } from '../../validate/form.ts'
import { isDirect, isThread, mayIn, permissionsOfMember } from '../../world/access.ts'
import { noteAudit } from '../../world/guild/audit.ts'
import { createInvite, findInvite, invitesOf, presentInvite, removeInvite } from '../../world/guild/invites.ts'
import { bits } from '../../world/permissions.ts'
import { channelRoute, guildRoute, ok, plainRoute, type Route, route } from '../route.ts'

const DAY_SECONDS = 86_400
const TARGET = { stream: 1, embedded: 2 } as const

const inviteShape = z.object({
  max_age: integer(0, 7 * DAY_SECONDS).nullish(),
  max_uses: integer(0, 100).nullish(),
  temporary: flag().nullish(),
  unique: flag().nullish(),
  target_type: integer(TARGET.stream, TARGET.embedded).nullish(),
  target_user_id: snowflake.nullish(),
  target_application_id: snowflake.nullish(),
})

export const inviteRoutes: readonly Route[] = [
  channelRoute('GET', '/invites', { needs: 'MANAGE_CHANNELS' }, ({ world, channel }) =>
    ok(
      invitesOf(world, channel.guild_id ?? '')
        .filter(({ channel_id }) => channel_id === channel.id)
        .map((invite) => presentInvite(world, invite, { terms: true, counts: false })),
    ),
  ),
  channelRoute('POST', '/invites', { needs: 'CREATE_INSTANT_INVITE', body: inviteShape }, ({ call, world, channel, input }) => {
    if (isDirect(channel) || isThread(channel) || channel.type === 4) throw refusal(50024)
    const invite = createInvite(world, channel, world.botId, {
      max_age: input.max_age ?? DAY_SECONDS,
      max_uses: input.max_uses ?? 0,
      temporary: input.temporary ?? false,
      unique: input.unique ?? false,
      target_type: input.target_type ?? undefined,
      target_user_id: input.target_user_id ?? undefined,
      target_application_id: input.target_application_id ?? undefined,
    })
    const changes = [{ key: 'code', new_value: invite.id }]
    noteAudit(world, invite.guild_id, 'INVITE_CREATE', { target: null, changes, reason: call.reason })
    return ok(presentInvite(world, invite, { terms: true, counts: false }))
  }),
  guildRoute('GET', '/invites', {}, ({ world, guild }) => {
    const own = permissionsOfMember(world, guild, world.botId)
    if ((own & bits('MANAGE_GUILD', 'VIEW_AUDIT_LOG')) === 0n) throw refusal(50013)
    return ok(invitesOf(world, guild.id).map((invite) => presentInvite(world, invite, { terms: true, counts: false })))
  }),
  route(
    'GET',
    '/invites/:code',
    ({ world, param, asks }) =>
      ok(presentInvite(world, findInvite(world, param('code')), { terms: false, counts: asks('with_counts') })),
    'none',
  ),
  plainRoute('DELETE', '/invites/:code', {}, ({ call, world, id }) => {
    const invite = findInvite(world, id('code'))
    const channel = world.store.channels.get(invite.channel_id)
    const guild = world.store.guilds.get(invite.guild_id)
    const inChannel = channel !== undefined && mayIn(world, world.botId, channel, 'MANAGE_CHANNELS')
    const inGuild = guild !== undefined && (permissionsOfMember(world, guild, world.botId) & bits('MANAGE_GUILD')) !== 0n
    if (!inChannel && !inGuild) throw refusal(50013)
    removeInvite(world, invite)
    const changes = [{ key: 'code', old_value: invite.id }]
    noteAudit(world, invite.guild_id, 'INVITE_DELETE', { target: null, changes, reason: call.reason })
    return ok(presentInvite(world, invite, { terms: false, counts: false }))
  }),
]
