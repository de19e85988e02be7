// What a server holds besides channels, roles and members, as it is kept; most of it is also what
// the API sends.
import type { Snowflake } from '../../snowflake.ts'

export interface GuildEmoji {
  id: Snowflake
  name: string
  roles: Snowflake[]
  user_id: Snowflake
  animated: boolean
}

/** An emoji of an application's own, usable wherever it is. */
export interface ApplicationEmoji extends GuildEmoji {
  application_id: Snowflake
}

export interface Sticker {
  id: Snowflake
  guild_id: Snowflake
  name: string
  description: string
  tags: string
  /** 1 PNG, 2 APNG, 3 Lottie, 4 GIF. */
  format_type: number
  user_id: Snowflake
}

/** What PATCH of a server may set; what is absent has Discord's default. */
export interface GuildSettings {
  description: string | null
  verification_level: number
  default_message_notifications: number
  explicit_content_filter: number
  afk_channel_id: Snowflake | null
  afk_timeout: number
  system_channel_id: Snowflake | null
  system_channel_flags: number
  rules_channel_id: Snowflake | null
  public_updates_channel_id: Snowflake | null
  safety_alerts_channel_id: Snowflake | null
  premium_progress_bar_enabled: boolean
  icon: string | null
  splash: string | null
  banner: string | null
  discovery_splash: string | null
  features: string[]
  widget_enabled: boolean
  widget_channel_id: Snowflake | null
  incidents_data: { invites_disabled_until: string | null; dms_disabled_until: string | null } | null
}

export interface WelcomeScreen {
  enabled: boolean
  description: string | null
  welcome_channels: { channel_id: Snowflake; description: string; emoji_id: Snowflake | null; emoji_name: string | null }[]
}

export interface Onboarding {
  enabled: boolean
  mode: number
  default_channel_ids: Snowflake[]
  prompts: Record<string, unknown>[]
}

export interface Ban {
  guild_id: Snowflake
  user_id: Snowflake
  reason: string | null
}

export interface Webhook {
  id: Snowflake
  /** 1 incoming, 2 follower of an announcement channel. */
  type: number
  token?: string
  name: string
  avatar: string | null
  guild_id: Snowflake
  channel_id: Snowflake
  application_id: Snowflake | null
  user_id: Snowflake
  source_guild_id?: Snowflake
  source_channel_id?: Snowflake
}

export interface Invite {
  /** The code is its key. */
  id: string
  guild_id: Snowflake
  channel_id: Snowflake
  inviter_id: Snowflake
  created_at: string
  /** Seconds; 0 for ever. */
  max_age: number
  max_uses: number
  uses: number
  temporary: boolean
  target_type?: number
  target_user_id?: Snowflake
  target_application_id?: Snowflake
}

export interface ScheduledEvent {
  id: Snowflake
  guild_id: Snowflake
  channel_id: Snowflake | null
  creator_id: Snowflake
  name: string
  description: string | null
  image: string | null
  scheduled_start_time: string
  scheduled_end_time: string | null
  privacy_level: 2
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled. */
  status: number
  /** 1 stage, 2 voice, 3 somewhere else. */
  entity_type: number
  entity_metadata: { location: string } | null
  recurrence_rule: object | null
}

/** Who is interested: key `event:user`. */
export interface EventUser {
  key: string
  event_id: Snowflake
  user_id: Snowflake
}

export interface AutoModerationAction {
  type: number
  metadata: Record<string, unknown>
}

export interface AutoModerationRule {
  id: Snowflake
  guild_id: Snowflake
  creator_id: Snowflake
  name: string
  event_type: number
  trigger_type: number
  trigger_metadata: Record<string, unknown>
  actions: AutoModerationAction[]
  enabled: boolean
  exempt_roles: Snowflake[]
  exempt_channels: Snowflake[]
}

export interface AuditChange {
  key: string
  old_value?: unknown
  new_value?: unknown
}

export interface AuditEntry {
  id: Snowflake
  guild_id: Snowflake
  action_type: number
  user_id: Snowflake
  target_id: Snowflake | null
  changes?: AuditChange[]
  options?: Record<string, string>
  reason?: string
}

export interface VoiceState {
  guild_id: Snowflake
  user_id: Snowflake
  channel_id: Snowflake | null
  session_id: string
  deaf: boolean
  mute: boolean
  self_deaf: boolean
  self_mute: boolean
  self_stream: boolean
  self_video: boolean
  suppress: boolean
  request_to_speak_timestamp: string | null
}

export interface StageInstance {
  id: Snowflake
  guild_id: Snowflake
  channel_id: Snowflake
  topic: string
  privacy_level: number
  discoverable_disabled: boolean
  guild_scheduled_event_id: Snowflake | null
}

export interface Template {
  /** The code is its key. */
  id: string
  name: string
  description: string | null
  creator_id: Snowflake
  created_at: string
  updated_at: string
  source_guild_id: Snowflake
  /** The server as it was when the template was last made or synced. */
  snapshot: object
}

export interface Entitlement {
  id: Snowflake
  sku_id: Snowflake
  application_id: Snowflake
  user_id?: Snowflake
  guild_id?: Snowflake
  type: number
  deleted: boolean
  consumed: boolean
}

/** What PATCH of an application has set, and its metadata for linked roles. */
export interface ApplicationSettings {
  id: Snowflake
  settings?: Record<string, unknown>
  role_connections?: object[]
}

/** Who may use a command, by server: key `guild:command`. */
export interface CommandPermissions {
  key: string
  id: Snowflake
  application_id: Snowflake
  guild_id: Snowflake
  permissions: { id: Snowflake; type: number; permission: boolean }[]
}

/** What of a person's status others see; the same in every server. */
export interface Presence {
  user_id: Snowflake
  status: string
  activities: object[]
}

/** Votes for one answer of a poll: key `message:answer`. */
export interface Votes {
  key: string
  user_ids: Snowflake[]
}
