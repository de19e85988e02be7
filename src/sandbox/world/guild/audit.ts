// The audit log: who did what to whom in a server, and why.
import type { Snowflake } from '../../snowflake.ts'
import type { World } from '../world.ts'
import type { AuditChange, AuditEntry } from './records.ts'

/** Action types (docs: resources/audit-log). */
export const AUDIT = {
  GUILD_UPDATE: 1,
  CHANNEL_CREATE: 10,
  CHANNEL_UPDATE: 11,
  CHANNEL_DELETE: 12,
  OVERWRITE_CREATE: 13,
  OVERWRITE_UPDATE: 14,
  OVERWRITE_DELETE: 15,
  MEMBER_KICK: 20,
  MEMBER_PRUNE: 21,
  MEMBER_BAN_ADD: 22,
  MEMBER_BAN_REMOVE: 23,
  MEMBER_UPDATE: 24,
  MEMBER_ROLE_UPDATE: 25,
  MEMBER_MOVE: 26,
  ROLE_CREATE: 30,
  ROLE_UPDATE: 31,
  ROLE_DELETE: 32,
  INVITE_CREATE: 40,
  INVITE_DELETE: 42,
  WEBHOOK_CREATE: 50,
  WEBHOOK_UPDATE: 51,
  WEBHOOK_DELETE: 52,
  EMOJI_CREATE: 60,
  EMOJI_UPDATE: 61,
  EMOJI_DELETE: 62,
  MESSAGE_DELETE: 72,
  MESSAGE_BULK_DELETE: 73,
  MESSAGE_PIN: 74,
  MESSAGE_UNPIN: 75,
  STAGE_INSTANCE_CREATE: 83,
  STAGE_INSTANCE_UPDATE: 84,
  STAGE_INSTANCE_DELETE: 85,
  STICKER_CREATE: 90,
  STICKER_UPDATE: 91,
  STICKER_DELETE: 92,
  GUILD_SCHEDULED_EVENT_CREATE: 100,
  GUILD_SCHEDULED_EVENT_UPDATE: 101,
  GUILD_SCHEDULED_EVENT_DELETE: 102,
  THREAD_CREATE: 110,
  THREAD_UPDATE: 111,
  THREAD_DELETE: 112,
  COMMAND_PERMISSION_UPDATE: 121,
  AUTO_MODERATION_RULE_CREATE: 140,
  AUTO_MODERATION_RULE_UPDATE: 141,
  AUTO_MODERATION_RULE_DELETE: 142,
  AUTO_MODERATION_BLOCK_MESSAGE: 143,
  AUTO_MODERATION_FLAG_TO_CHANNEL: 144,
  AUTO_MODERATION_USER_COMMUNICATION_DISABLED: 145,
} as const
export type AuditAction = keyof typeof AUDIT

export interface AuditNote {
  readonly target: Snowflake | null
  readonly changes?: AuditChange[]
  readonly options?: Record<string, string>
  readonly reason?: string | undefined
  /** Left out: the bot. */
  readonly user?: Snowflake
}

/** Entries older than this many are forgotten, so that a long run does not grow without end. */
const MAX_ENTRIES = 1_000

export function noteAudit(world: World, guildId: Snowflake, action: AuditAction, note: AuditNote): void {
  const { target, changes = [], options, reason, user = world.botId } = note
  const entry: AuditEntry = world.store.audit.put({
    id: world.nextId(),
    guild_id: guildId,
    action_type: AUDIT[action],
    user_id: user,
    target_id: target,
    ...(changes.length > 0 && { changes }),
    ...(options && { options }),
    ...(reason !== undefined && { reason }),
  })
  for (const { id } of world.store.audit.values()) {
    if (world.store.audit.size <= MAX_ENTRIES) break
    world.store.audit.remove(id)
  }
  world.dispatch('GUILD_AUDIT_LOG_ENTRY_CREATE', entry, guildId)
}

/** What differs between two records, field by field, in the form of the audit log. */
export function changesBetween(before: object, after: object): AuditChange[] {
  const [old, fresh] = [before as Record<string, unknown>, after as Record<string, unknown>]
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((key) =>
    JSON.stringify(old[key]) === JSON.stringify(fresh[key])
      ? []
      : [
          {
            key,
            ...(old[key] !== undefined && { old_value: old[key] }),
            ...(fresh[key] !== undefined && { new_value: fresh[key] }),
          },
        ],
  )
}

export const presentAudit = ({ guild_id: _, ...entry }: AuditEntry): object => entry
