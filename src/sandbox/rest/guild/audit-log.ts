// The audit log, newest first unless `after` is asked.
import { z } from 'zod'
import { compareIds } from '../../snowflake.ts'
import { integer, pageLimit, snowflake } from '../../validate/form.ts'
import { presentAudit } from '../../world/guild/audit.ts'
import { presentEvent } from '../../world/guild/events.ts'
import { presentWebhook } from '../../world/message/webhooks.ts'
import { presentUser } from '../../world/present.ts'
import { guildRoute, ok, type Route } from '../route.ts'

const queryShape = z.object({
  user_id: snowflake.optional(),
  target_id: snowflake.optional(),
  action_type: integer(1, 1_000).optional(),
  before: snowflake.optional(),
  after: snowflake.optional(),
  limit: pageLimit(100, 50),
})

export const auditLogRoutes: readonly Route[] = [
  guildRoute('GET', '/audit-logs', { needs: 'VIEW_AUDIT_LOG', query: queryShape }, ({ world, guild, query }) => {
    const { user_id, target_id, action_type, before, after, limit } = query
    const found = [...world.store.audit.values()]
      .filter(
        (entry) =>
          entry.guild_id === guild.id &&
          (user_id === undefined || entry.user_id === user_id) &&
          (target_id === undefined || entry.target_id === target_id) &&
          (action_type === undefined || entry.action_type === action_type) &&
          (before === undefined || compareIds(entry.id, before) < 0) &&
          (after === undefined || compareIds(entry.id, after) > 0),
      )
      .sort((a, b) => (after === undefined ? compareIds(b.id, a.id) : compareIds(a.id, b.id)))
      .slice(0, limit)
    const ids = new Set(found.flatMap((entry) => [entry.user_id, entry.target_id ?? '']))
    const named = <T>(collection: { get(id: string): T | undefined }): T[] => [...ids].flatMap((id) => collection.get(id) ?? [])
    return ok({
      audit_log_entries: found.map(presentAudit),
      users: named(world.store.users).map(presentUser),
      integrations: [],
      webhooks: named(world.store.webhooks).map((webhook) => presentWebhook(world, webhook, false)),
      guild_scheduled_events: named(world.store.events).map((event) => presentEvent(world, event)),
      threads: named(world.store.channels).filter(({ thread_metadata }) => thread_metadata),
      application_commands: named(world.store.commands),
      auto_moderation_rules: named(world.store.rules),
    })
  }),
]
