// Auto-moderation rules, as data: they are kept and shown, and block nothing by themselves.
import { z } from 'zod'
import { notFound, refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { badForm, flag, integer, list, setOf, snowflake, text } from '../../validate/form.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import type { AutoModerationAction, AutoModerationRule } from '../../world/guild/records.ts'
import type { Guild } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { done, guildRoute, ok, type Route } from '../route.ts'

const TRIGGER = { keyword: 1, spam: 3, preset: 4, mentions: 5, profile: 6 } as const
/** How many rules of a trigger a server may have (docs: resources/auto-moderation). */
const MAX_RULES: Readonly<Record<number, number>> = { 1: 6, 3: 1, 4: 1, 5: 1, 6: 1 }
const ACTION = { block: 1, alert: 2, timeout: 3, interact: 4 } as const

const words = (count: number, length: number) => list(text({ min: 1, max: length }), 0, count).nullish()
const metadataShape = z.object({
  keyword_filter: words(1_000, 60),
  regex_patterns: words(10, 260),
  allow_list: words(1_000, 60),
  presets: setOf(integer(1, 3)).nullish(),
  mention_total_limit: integer(0, 50).nullish(),
  mention_raid_protection_enabled: flag().nullish(),
})
const actionShape = z.object({
  type: z.literal([1, 2, 3, 4]),
  metadata: z
    .object({
      channel_id: snowflake.nullish(),
      duration_seconds: integer(0, 2_419_200).nullish(),
      custom_message: text({ max: 150 }).nullish(),
    })
    .nullish(),
})
const fields = {
  name: text({ min: 1, max: 100 }),
  event_type: z.literal([1, 2]),
  trigger_metadata: metadataShape.nullish(),
  actions: list(actionShape, 1, 5),
  enabled: flag().nullish(),
  exempt_roles: setOf(snowflake, 20).nullish(),
  exempt_channels: setOf(snowflake, 50).nullish(),
}
const createShape = z.object({ ...fields, trigger_type: z.literal([1, 3, 4, 5, 6]) })
const changeShape = z.object(fields).partial()

/** Each trigger has its own metadata, whole, with what was left out empty. */
function metadataOf(trigger: number, given: z.infer<typeof metadataShape> | null | undefined): Record<string, unknown> {
  const lists = {
    keyword_filter: given?.keyword_filter ?? [],
    regex_patterns: given?.regex_patterns ?? [],
    allow_list: given?.allow_list ?? [],
  }
  switch (trigger) {
    case TRIGGER.keyword:
    case TRIGGER.profile:
      return lists
    case TRIGGER.preset:
      return { presets: given?.presets ?? [], allow_list: lists.allow_list }
    case TRIGGER.mentions:
      return {
        mention_total_limit: given?.mention_total_limit ?? 20,
        mention_raid_protection_enabled: given?.mention_raid_protection_enabled ?? false,
      }
    default:
      return {}
  }
}

function actionsOf(world: World, guild: Guild, given: readonly z.infer<typeof actionShape>[]): AutoModerationAction[] {
  return given.map(({ type, metadata }, index) => {
    const need = (field: string) => badForm(['actions', index, 'metadata', field], 'BASE_TYPE_REQUIRED', 'This field is required')
    if (type === ACTION.alert) {
      if (metadata?.channel_id == null) throw need('channel_id')
      if (world.store.channels.get(metadata.channel_id)?.guild_id !== guild.id) throw refusal(10003)
      return { type, metadata: { channel_id: metadata.channel_id } }
    }
    if (type === ACTION.timeout) {
      if (metadata?.duration_seconds == null) throw need('duration_seconds')
      return { type, metadata: { duration_seconds: metadata.duration_seconds } }
    }
    return { type, metadata: metadata?.custom_message ? { custom_message: metadata.custom_message } : {} }
  })
}

const rulesOf = (world: World, guildId: Snowflake) =>
  [...world.store.rules.values()].filter(({ guild_id }) => guild_id === guildId)

/**
 * Discord answers a plain 404 here, without a code of its own (seen in reports of discord.js'
 * users).
 */
function findRule(world: World, guildId: Snowflake, id: Snowflake): AutoModerationRule {
  const rule = world.store.rules.get(id)
  if (!rule || rule.guild_id !== guildId) throw notFound()
  return rule
}

const needs = 'MANAGE_GUILD'
const RULE = '/auto-moderation/rules/:rule'

export const autoModerationRoutes: readonly Route[] = [
  guildRoute('GET', '/auto-moderation/rules', { needs }, ({ world, guild }) => ok(rulesOf(world, guild.id))),
  guildRoute('POST', '/auto-moderation/rules', { needs, body: createShape }, ({ call, world, guild, input }) => {
    const { trigger_type } = input
    const same = rulesOf(world, guild.id).filter((rule) => rule.trigger_type === trigger_type).length
    if (same >= (MAX_RULES[trigger_type] ?? 0)) {
      throw badForm(
        [],
        'AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED',
        'The maximum number of rules for this trigger type has been exceeded for this guild',
      )
    }
    const rule = world.store.rules.put({
      id: world.nextId(),
      guild_id: guild.id,
      creator_id: world.botId,
      name: input.name,
      event_type: input.event_type,
      trigger_type,
      trigger_metadata: metadataOf(trigger_type, input.trigger_metadata),
      actions: actionsOf(world, guild, input.actions),
      enabled: input.enabled ?? false,
      exempt_roles: input.exempt_roles ?? [],
      exempt_channels: input.exempt_channels ?? [],
    })
    world.dispatch('AUTO_MODERATION_RULE_CREATE', rule, guild.id)
    const changes = changesBetween({}, rule)
    noteAudit(world, guild.id, 'AUTO_MODERATION_RULE_CREATE', { target: rule.id, changes, reason: call.reason })
    return ok(rule)
  }),
  guildRoute('GET', RULE, { needs }, ({ world, guild, id }) => ok(findRule(world, guild.id, id('rule')))),
  guildRoute('PATCH', RULE, { needs, body: changeShape }, ({ call, world, guild, id, input }) => {
    const before = findRule(world, guild.id, id('rule'))
    const { name, event_type, trigger_metadata, actions, enabled, exempt_roles, exempt_channels } = input
    const after = world.store.rules.put({
      ...before,
      ...(name !== undefined && { name }),
      ...(event_type !== undefined && { event_type }),
      ...(trigger_metadata && { trigger_metadata: metadataOf(before.trigger_type, trigger_metadata) }),
      ...(actions && { actions: actionsOf(world, guild, actions) }),
      ...(enabled != null && { enabled }),
      ...(exempt_roles && { exempt_roles }),
      ...(exempt_channels && { exempt_channels }),
    })
    world.dispatch('AUTO_MODERATION_RULE_UPDATE', after, guild.id)
    const changes = changesBetween(before, after)
    noteAudit(world, guild.id, 'AUTO_MODERATION_RULE_UPDATE', { target: after.id, changes, reason: call.reason })
    return ok(after)
  }),
  guildRoute('DELETE', RULE, { needs }, ({ call, world, guild, id }) => {
    const rule = findRule(world, guild.id, id('rule'))
    world.store.rules.remove(rule.id)
    world.dispatch('AUTO_MODERATION_RULE_DELETE', rule, guild.id)
    noteAudit(world, guild.id, 'AUTO_MODERATION_RULE_DELETE', { target: rule.id, reason: call.reason })
    return done
  }),
]
