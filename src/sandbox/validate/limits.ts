// Discord's limits, in code points where they are texts. The sandbox's own table: it shares none
// with the bots it checks.
export const LIMITS = {
  content: 2_000,
  embeds: 10,
  embedTitle: 256,
  embedDescription: 4_096,
  embedFields: 25,
  embedFieldName: 256,
  embedFieldValue: 1_024,
  embedFooter: 2_048,
  embedAuthor: 256,
  embedTotal: 6_000,
  url: 2_048,
  attachments: 10,
  attachmentDescription: 1_024,
  fileBytes: 10 * 1_024 * 1_024,
  requestBytes: 25 * 1_024 * 1_024,
  rows: 5,
  rowButtons: 5,
  components: 40,
  displayText: 4_000,
  sectionTexts: 3,
  galleryItems: 10,
  altText: 1_024,
  customId: 100,
  buttonLabel: 80,
  buttonUrl: 512,
  selectOptions: 25,
  selectText: 100,
  selectPlaceholder: 150,
  modalTitle: 45,
  modalComponents: 5,
  labelText: 45,
  labelDescription: 100,
  inputValue: 4_000,
  inputPlaceholder: 100,
  choices: 25,
  choiceText: 100,
  chatCommands: 100,
  menuCommands: 15,
  commandDescription: 100,
  commandOptions: 25,
  commandTotal: 8_000,
  optionText: 6_000,
  nonce: 25,
  mentionIds: 100,
  channelName: 100,
  categoryChannels: 50,
  channelTopic: 1_024,
  forumTopic: 4_096,
  forumTags: 20,
  tagName: 20,
  appliedTags: 5,
  stickers: 3,
  bulkDelete: 100,
  slowmodeSeconds: 21_600,
  followUps: 5,
} as const

/** A member's time-out ends within 28 days. */
export const MAX_TIMEOUT_MS = 28 * 86_400_000

/**
 * How many of a thing there may be. A test may set them lower, so that it need not make a thousand
 * threads to reach the thousandth.
 */
export const COUNTS = {
  /** With as many servers a shard or more, a bot has to take more shards. */
  shardGuilds: 2_500,
  guildChannels: 500,
  guildRoles: 250,
  activeThreads: 1_000,
  threadMembers: 1_000,
  pins: 250,
  reactions: 20,
  channelWebhooks: 15,
  guildWebhooks: 1_000,
  emojis: 50,
  applicationEmojis: 2_000,
  stickers: 5,
  invites: 1_000,
  events: 100,
}
export type Counts = typeof COUNTS

export const LOCALES: readonly string[] =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  )

export const FLAGS = {
  CROSSPOSTED: 1 << 0,
  IS_CROSSPOST: 1 << 1,
  SUPPRESS_EMBEDS: 1 << 2,
  HAS_THREAD: 1 << 5,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  IS_VOICE_MESSAGE: 1 << 13,
  IS_COMPONENTS_V2: 1 << 15,
} as const

/** A post's flag: it stays at the top of its forum. */
export const PINNED = 1 << 1
/** A forum's flag: each post needs a tag. */
export const REQUIRE_TAG = 1 << 4
