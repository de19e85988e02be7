// What the world is made of: Discord's own objects, as its API sends them (snake case), plus what
// the sandbox must remember about them.
import type { Snowflake } from '../snowflake.ts'
import type { GuildEmoji, GuildSettings, Onboarding, Sticker, WelcomeScreen } from './guild/records.ts'

export interface User {
  id: Snowflake
  username: string
  discriminator: string
  global_name: string | null
  avatar: string | null
  banner: string | null
  accent_color: null
  public_flags: number
  flags: number
  primary_guild: null
  bot?: boolean
}

/** A bot that may log in; its id is its user's too. */
export interface Application {
  id: Snowflake
  token: string
  /** The privileged intents that are switched on for it. */
  intents: number
}

export interface Member {
  guild_id: Snowflake
  user_id: Snowflake
  roles: Snowflake[]
  joined_at: string
  nick: string | null
  communication_disabled_until: string | null
  mute?: boolean
  deaf?: boolean
  flags?: number
  avatar?: string | null
  banner?: string | null
  pending?: boolean
  premium_since?: string | null
}

export interface Role {
  id: Snowflake
  name: string
  color: number
  colors: { primary_color: number; secondary_color: number | null; tertiary_color: number | null }
  hoist: boolean
  icon: string | null
  unicode_emoji: string | null
  position: number
  permissions: string
  managed: boolean
  mentionable: boolean
  flags: number
  tags?: { bot_id?: Snowflake }
}

export interface Guild {
  id: Snowflake
  name: string
  owner_id: Snowflake
  preferred_locale: string
  roles: Role[]
  joined_at: string
  unavailable: boolean
  /** How many people boost it. */
  boosts?: number
  settings?: Partial<GuildSettings>
  emojis?: GuildEmoji[]
  stickers?: Sticker[]
  welcome_screen?: WelcomeScreen
  onboarding?: Onboarding
}

export interface Overwrite {
  id: Snowflake
  type: 0 | 1
  allow: string
  deny: string
}

export interface ForumTag {
  id: Snowflake
  name: string
  moderated: boolean
  emoji_id: Snowflake | null
  emoji_name: string | null
}

export interface ThreadMetadata {
  archived: boolean
  auto_archive_duration: number
  archive_timestamp: string
  locked: boolean
  create_timestamp: string
  invitable?: boolean
}

export interface Channel {
  id: Snowflake
  type: number
  flags: number
  guild_id?: Snowflake
  name?: string
  position?: number
  parent_id?: Snowflake | null
  topic?: string | null
  nsfw?: boolean
  rate_limit_per_user?: number
  permission_overwrites?: Overwrite[]
  last_message_id?: Snowflake | null
  last_pin_timestamp?: string | null
  default_auto_archive_duration?: number
  available_tags?: ForumTag[]
  default_reaction_emoji?: object | null
  default_sort_order?: number | null
  default_forum_layout?: number
  default_thread_rate_limit_per_user?: number
  bitrate?: number
  user_limit?: number
  rtc_region?: string | null
  video_quality_mode?: number
  /** What a voice channel says of itself. */
  status?: string | null
  recipients?: User[]
  /** Of direct messages: the application on the other side, where it is not the world's first. */
  application_id?: Snowflake
  owner_id?: Snowflake
  thread_metadata?: ThreadMetadata
  message_count?: number
  member_count?: number
  total_message_sent?: number
  applied_tags?: Snowflake[]
}

export interface Attachment {
  id: Snowflake
  filename: string
  title?: string
  description?: string
  content_type: string
  size: number
  url: string
  proxy_url: string
  width?: number
  height?: number
  duration_secs?: number
  waveform?: string
  flags?: number
  ephemeral?: boolean
}

export interface Emoji {
  id: Snowflake | null
  name: string
  animated?: boolean
}

export interface Poll {
  question: { text: string }
  answers: { answer_id: number; poll_media: { text?: string; emoji?: Emoji } }[]
  expiry: string
  allow_multiselect: boolean
  layout_type: number
  results: { is_finalized: boolean; answer_counts: { id: number; count: number; me_voted: boolean }[] }
}

/** A message as it was when it was forwarded. */
export interface Snapshot {
  message: Pick<
    Message,
    | 'type'
    | 'content'
    | 'mentions'
    | 'mention_roles'
    | 'attachments'
    | 'embeds'
    | 'timestamp'
    | 'edited_timestamp'
    | 'flags'
    | 'components'
    | 'sticker_items'
  >
}

export interface Reaction {
  emoji: Emoji
  count: number
  count_details: { burst: number; normal: number }
  me: boolean
  me_burst: boolean
  burst_colors: string[]
}

export interface MessageReference {
  type: number
  message_id?: Snowflake
  channel_id: Snowflake
  guild_id?: Snowflake
}

export type Embed = Record<string, unknown>
/** A message component as it is stored and sent. */
export type Component = { type: number; id?: number; custom_id?: string; [key: string]: unknown }

export interface InteractionMetadata {
  id: Snowflake
  type: number
  user: User
  authorizing_integration_owners: Record<string, Snowflake>
  name?: string
  command_type?: number
  interacted_message_id?: Snowflake
  original_response_message_id?: Snowflake
  /** Of a submitted form: the interaction that opened it. */
  triggering_interaction_metadata?: InteractionMetadata
}

/** What older libraries read in place of the metadata: discord.py finds a view by this id. */
export interface MessageInteraction {
  id: Snowflake
  type: 2
  /** With the subcommand and its group. */
  name: string
  user: User
}

export interface Message {
  id: Snowflake
  channel_id: Snowflake
  type: number
  author: User
  content: string
  timestamp: string
  edited_timestamp: string | null
  tts: boolean
  mention_everyone: boolean
  mentions: User[]
  mention_roles: Snowflake[]
  attachments: Attachment[]
  embeds: Embed[]
  components: Component[]
  pinned: boolean
  flags: number
  reactions?: Reaction[]
  nonce?: string | number
  message_reference?: MessageReference
  referenced_message?: Message | null
  message_snapshots?: Snapshot[]
  poll?: Poll
  shared_client_theme?: { colors: string[]; gradient_angle: number; base_mix: number; base_theme: number }
  sticker_items?: { id: Snowflake; name: string; format_type: number }[]
  thread?: Channel
  webhook_id?: Snowflake
  application_id?: Snowflake
  interaction_metadata?: InteractionMetadata
  /** Deprecated, and still sent with the answer to a command. */
  interaction?: MessageInteraction
}

export interface CommandOption {
  type: number
  name: string
  description: string
  name_localizations?: Record<string, string> | null | undefined
  description_localizations?: Record<string, string> | null | undefined
  required?: boolean | undefined
  autocomplete?: boolean | undefined
  choices?: { name: string; name_localizations?: Record<string, string> | null | undefined; value: string | number }[] | undefined
  options?: CommandOption[] | undefined
  channel_types?: number[] | undefined
  min_value?: number | undefined
  max_value?: number | undefined
  min_length?: number | undefined
  max_length?: number | undefined
}

export interface Command {
  id: Snowflake
  application_id: Snowflake
  version: Snowflake
  guild_id?: Snowflake
  type: number
  name: string
  name_localizations: Record<string, string> | null
  description: string
  description_localizations: Record<string, string> | null
  options?: CommandOption[]
  default_member_permissions: string | null
  dm_permission?: boolean
  contexts?: number[] | null
  integration_types?: number[]
  nsfw: boolean
}

/** `waiting` for the first answer; `thinking`: deferred; `failed`: no answer in time. */
export type InteractionState = 'waiting' | 'thinking' | 'answered' | 'modal' | 'failed'

export interface Interaction {
  id: Snowflake
  application_id: Snowflake
  token: string
  type: number
  at: number
  state: InteractionState
  user_id: Snowflake
  channel_id: Snowflake
  guild_id?: Snowflake
  name?: string
  custom_id?: string
  /** The message that holds the component. */
  source_id?: Snowflake
  /** Of a submitted form: the interaction that opened it. */
  opened_by?: Snowflake
  command_type?: number
  /** By a command that the person, not the server, has installed: five follow-ups, then. */
  user_installed?: boolean
  follow_ups?: number
  /** The type of the callback that came. */
  answer?: number
  /** The message that is @original. */
  message_id?: Snowflake
  /** The deferral's message still says "thinking…". */
  loading?: boolean
  ephemeral?: boolean
  modal?: Record<string, unknown>
  choices?: unknown[]
  locale: string
}
