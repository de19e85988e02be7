// Bans, bulk bans and prunes.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds, type Snowflake } from '../../snowflake.ts'
import { flag, integer, list, pageLimit, snowflake } from '../../validate/form.ts'
import { noteAudit } from '../../world/guild/audit.ts'
import { banUser, prunable, removeMember, unbanUser } from '../../world/guild/members.ts'
import type { Ban } from '../../world/guild/records.ts'
import { outranks } from '../../world/guild/roles.ts'
import { presentUser } from '../../world/present.ts'
import { memberKey } from '../../world/store.ts'
import type { Guild } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { done, guildRoute, ok, type Route } from '../route.ts'

const MAX_DELETE_SECONDS = 604_800
const DAY_SECONDS = 86_400

const banShape = z.object({
  delete_message_seconds: integer(0, MAX_DELETE_SECONDS).nullish(),
  delete_message_days: integer(0, 7).nullish(),
})
const bulkShape = z.object({
  user_ids: list(snowflake, 1, 200),
  delete_message_seconds: integer(0, MAX_DELETE_SECONDS).nullish(),
})
const pageShape = z.object({
  limit: pageLimit(1_000, 1_000),
  before: snowflake.optional(),
  after: snowflake.optional(),
})

const presentBan = (world: World, { user_id, reason }: Ban): object => {
  const user = world.store.users.get(user_id)
  return { user: user && presentUser(user), reason }
}

function banPage(world: World, guild: Guild, { limit, before, after }: z.infer<typeof pageShape>): Ban[] {
  const bans = [...world.store.bans.values()]
    .filter(({ guild_id }) => guild_id === guild.id)
    .sort((a, b) => compareIds(a.user_id, b.user_id))
  if (before !== undefined) return bans.filter(({ user_id }) => compareIds(user_id, before) < 0).slice(-limit)
  return bans.filter(({ user_id }) => after === undefined || compareIds(user_id, after) > 0).slice(0, limit)
}

const mayBan = (world: World, guild: Guild, userId: Snowflake) =>
  userId !== world.botId && outranks(world, guild, world.botId, userId)

/** A role list in a query or a body: a list, or one text with commas. */
const roleList = z.union([z.array(snowflake), z.string().transform((value) => value.split(',').filter(Boolean))]).nullish()
const pruneShape = z.object({
  days: integer(1, 30).nullish(),
  compute_prune_count: flag().nullish(),
  include_roles: roleList,
})
const DEFAULT_PRUNE_DAYS = 7

export const banRoutes: readonly Route[] = [
  guildRoute('GET', '/bans', { needs: 'BAN_MEMBERS', query: pageShape }, ({ world, guild, query }) =>
    ok(banPage(world, guild, query).map((ban) => presentBan(world, ban))),
  ),
  guildRoute('GET', '/bans/:user', { needs: 'BAN_MEMBERS' }, ({ world, guild, id }) => {
    const ban = world.store.bans.get(memberKey(guild.id, id('user')))
    if (!ban) throw refusal(10026)
    return ok(presentBan(world, ban))
  }),
  guildRoute('PUT', '/bans/:user', { needs: 'BAN_MEMBERS', body: banShape }, ({ call, world, guild, id, input }) => {
    const userId = id('user')
    if (!mayBan(world, guild, userId)) throw refusal(50013)
    const seconds = input.delete_message_seconds ?? (input.delete_message_days ?? 0) * DAY_SECONDS
    banUser(world, guild, userId, call.reason ?? null, seconds)
    noteAudit(world, guild.id, 'MEMBER_BAN_ADD', { target: userId, reason: call.reason })
    return done
  }),
  guildRoute('DELETE', '/bans/:user', { needs: 'BAN_MEMBERS' }, ({ call, world, guild, id }) => {
    unbanUser(world, guild, id('user'))
    noteAudit(world, guild.id, 'MEMBER_BAN_REMOVE', { target: id('user'), reason: call.reason })
    return done
  }),
  guildRoute(
    'POST',
    '/bulk-ban',
    { needs: ['BAN_MEMBERS', 'MANAGE_GUILD'], body: bulkShape },
    ({ call, world, guild, input }) => {
      const banned_users: Snowflake[] = []
      const failed_users: Snowflake[] = []
      for (const userId of new Set(input.user_ids)) {
        const isBanned = world.store.bans.get(memberKey(guild.id, userId))
        if (isBanned || !world.store.users.get(userId) || !mayBan(world, guild, userId)) {
          failed_users.push(userId)
          continue
        }
        banUser(world, guild, userId, call.reason ?? null, input.delete_message_seconds ?? 0)
        noteAudit(world, guild.id, 'MEMBER_BAN_ADD', { target: userId, reason: call.reason })
        banned_users.push(userId)
      }
      if (banned_users.length === 0) throw refusal(500000)
      return ok({ banned_users, failed_users })
    },
  ),
  guildRoute('GET', '/prune', { needs: ['MANAGE_GUILD', 'KICK_MEMBERS'], query: pruneShape }, ({ world, guild, query }) =>
    ok({ pruned: prunable(world, guild, query.days ?? DEFAULT_PRUNE_DAYS, query.include_roles ?? []).length }),
  ),
  guildRoute('POST', '/prune', { needs: ['MANAGE_GUILD', 'KICK_MEMBERS'], body: pruneShape }, ({ call, world, guild, input }) => {
    const days = input.days ?? DEFAULT_PRUNE_DAYS
    const gone = prunable(world, guild, days, input.include_roles ?? [])
    for (const { user_id } of gone) removeMember(world, guild, user_id)
    const options = { delete_member_days: String(days), members_removed: String(gone.length) }
    noteAudit(world, guild.id, 'MEMBER_PRUNE', { target: null, options, reason: call.reason })
    return ok({ pruned: input.compute_prune_count === false ? null : gone.length })
  }),
]
