// Requests that are right, one of each kind that has a body: what the fuzz then spoils. `$name`
// becomes an id of the world.
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const image = `data:image/png;base64,${PIXEL}`
const button = { type: 2, style: 1, custom_id: 'one', label: 'One', emoji: { name: '👍' } }
const select = { type: 3, custom_id: 'two', options: [{ label: 'A', value: 'a' }], min_values: 0, max_values: 1 }
const embed = {
  title: 'Title',
  description: 'Text',
  url: 'https://example.org/',
  timestamp: '2026-01-01T00:00:00Z',
  color: 255,
  footer: { text: 'Foot', icon_url: 'https://example.org/a.png' },
  author: { name: 'Ada' },
  fields: [{ name: 'Name', value: 'Value', inline: true }],
}
const message = {
  content: 'Hello <@$user> <@&$role>',
  embeds: [embed],
  components: [
    { type: 1, components: [button] },
    { type: 1, components: [select] },
  ],
  allowed_mentions: { parse: ['users'], roles: ['$role'], replied_user: true },
  attachments: [{ id: 0, filename: 'a.png', description: 'A' }],
  message_reference: { message_id: '$message', fail_if_not_exists: false },
  nonce: 'n',
  enforce_nonce: true,
  tts: false,
  flags: 4,
}
const display = {
  flags: 1 << 15,
  components: [
    { type: 10, content: 'Text' },
    { type: 9, components: [{ type: 10, content: 'More' }], accessory: { ...button, custom_id: 'three' } },
    {
      type: 17,
      accent_color: 1,
      components: [
        { type: 14, spacing: 1 },
        { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] },
      ],
    },
  ],
}
const poll = {
  poll: {
    question: { text: 'Tea?' },
    answers: [{ poll_media: { text: 'Yes', emoji: { name: '👍' } } }],
    duration: 2,
    allow_multiselect: true,
  },
}
const command = {
  name: 'ask',
  type: 1,
  description: 'Asks',
  name_localizations: { 'zh-CN': '问' },
  default_member_permissions: '0',
  contexts: [0, 1],
  options: [
    {
      type: 1,
      name: 'sub',
      description: 'd',
      options: [{ type: 4, name: 'count', description: 'd', min_value: 1, choices: [{ name: 'One', value: 1 }] }],
    },
  ],
}
const modal = {
  type: 9,
  data: {
    custom_id: 'm',
    title: 'T',
    components: [
      { type: 18, label: 'L', component: { type: 4, custom_id: 'in', style: 1, min_length: 1, max_length: 9 } },
      { type: 1, components: [{ type: 4, custom_id: 'in2', style: 2, label: 'L' }] },
    ],
  },
}
const event = {
  name: 'E',
  privacy_level: 2,
  entity_type: 3,
  entity_metadata: { location: 'There' },
  scheduled_start_time: '2036-01-01T00:00:00Z',
  scheduled_end_time: '2036-01-02T00:00:00Z',
  recurrence_rule: { start: '2036-01-01T00:00:00Z', frequency: 2, interval: 1 },
  image,
}
const rule = {
  name: 'R',
  event_type: 1,
  trigger_type: 1,
  trigger_metadata: { keyword_filter: ['x*'], regex_patterns: ['a+'], allow_list: ['y'] },
  actions: [
    { type: 1, metadata: { custom_message: 'No' } },
    { type: 2, metadata: { channel_id: '$channel' } },
  ],
  exempt_roles: ['$role'],
  enabled: true,
}
const channel = {
  name: 'new',
  type: 0,
  topic: 't',
  nsfw: false,
  rate_limit_per_user: 5,
  parent_id: '$category',
  permission_overwrites: [{ id: '$role', type: 0, allow: '1024', deny: '2048' }],
}
const forum = {
  name: 'f',
  type: 15,
  available_tags: [{ name: 'T', moderated: true, emoji_name: '👍' }],
  default_reaction_emoji: { emoji_name: '👍' },
  flags: 16,
}
const onboarding = {
  mode: 0,
  enabled: false,
  default_channel_ids: ['$channel'],
  prompts: [
    { id: '1', type: 0, title: 'P', options: [{ title: 'O', channel_ids: ['$channel'], emoji_name: '👍' }], single_select: true },
  ],
}

const REST: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ...[message, display, poll, { sticker_ids: ['$sticker'] }, { content: 'x' }].map(
    (body) => ['POST', '/channels/$channel/messages', body] as const,
  ),
  ['POST', '/channels/$channel/messages', { message_reference: { type: 1, message_id: '$message', channel_id: '$channel' } }],
  ['PATCH', '/channels/$channel/messages/$message', { ...message, message_reference: undefined }],
  ['POST', '/channels/$channel/messages/bulk-delete', { messages: ['$message', '$poll'] }],
  ['POST', '/channels/$channel/messages/$message/threads', { name: 'T', auto_archive_duration: 60 }],
  ['POST', '/channels/$channel/threads', { name: 'T', type: 11, invitable: true }],
  ['POST', '/channels/$forum/threads', { name: 'Post', message, applied_tags: ['$tag'], auto_archive_duration: 1_440 }],
  ['PATCH', '/channels/$channel', channel],
  ['PATCH', '/channels/$forum', forum],
  ['PATCH', '/channels/$thread', { name: 'x', archived: true, locked: true, auto_archive_duration: 60, applied_tags: [] }],
  ['PUT', '/channels/$channel/permissions/$role', { type: 0, allow: '1024', deny: '0' }],
  ['POST', '/channels/$channel/invites', { max_age: 0, max_uses: 1, temporary: false, unique: true }],
  ['POST', '/channels/$channel/webhooks', { name: 'W', avatar: image }],
  ['POST', '/channels/$news/followers', { webhook_channel_id: '$channel' }],
  ['PUT', '/channels/$room/voice-status', { status: 's' }],
  ['POST', '/guilds/$guild/channels', channel],
  ['POST', '/guilds/$guild/channels', forum],
  ['PATCH', '/guilds/$guild/channels', [{ id: '$channel', position: 3, parent_id: '$category', lock_permissions: true }]],
  [
    'PATCH',
    '/guilds/$guild',
    { name: 'GG', icon: image, afk_channel_id: '$room', afk_timeout: 60, features: ['COMMUNITY'], preferred_locale: 'de' },
  ],
  [
    'POST',
    '/guilds/$guild/roles',
    { name: 'r', permissions: '8', color: 1, colors: { primary_color: 1 }, hoist: true, icon: null },
  ],
  ['PATCH', '/guilds/$guild/roles', [{ id: '$role', position: 1 }]],
  ['PATCH', '/guilds/$guild/roles/$role', { name: 'r', permissions: '0', mentionable: true }],
  [
    'PATCH',
    '/guilds/$guild/members/$user',
    {
      nick: 'n',
      roles: ['$role'],
      mute: true,
      channel_id: '$room',
      communication_disabled_until: '2026-01-01T00:00:00Z',
      flags: 4,
    },
  ],
  ['PATCH', '/guilds/$guild/members/@me', { nick: 'n', bio: 'b', avatar: image }],
  ['PATCH', '/guilds/$guild/members/@me/nick', { nick: 'n' }],
  ['PUT', '/guilds/$guild/bans/$user', { delete_message_seconds: 60 }],
  ['POST', '/guilds/$guild/bulk-ban', { user_ids: ['$user'], delete_message_seconds: 0 }],
  ['POST', '/guilds/$guild/prune', { days: 7, compute_prune_count: true, include_roles: ['$role'] }],
  ['POST', '/guilds/$guild/emojis', { name: 'emo', image, roles: ['$role'] }],
  ['POST', '/guilds/$guild/stickers', { name: 'stick', description: 'd', tags: 'smile' }],
  ['POST', '/guilds/$guild/scheduled-events', event],
  ['POST', '/guilds/$guild/auto-moderation/rules', rule],
  ['PUT', '/guilds/$guild/onboarding', onboarding],
  [
    'PATCH',
    '/guilds/$guild/welcome-screen',
    { enabled: true, description: 'd', welcome_channels: [{ channel_id: '$channel', description: 'd', emoji_name: '👍' }] },
  ],
  ['PATCH', '/guilds/$guild/widget', { enabled: true, channel_id: '$channel' }],
  ['POST', '/guilds/$guild/templates', { name: 't', description: 'd' }],
  ['PUT', '/guilds/$guild/incident-actions', { invites_disabled_until: '2026-12-01T00:00:00Z' }],
  ['PATCH', '/guilds/$guild/voice-states/@me', { channel_id: '$stage', suppress: true, request_to_speak_timestamp: null }],
  ['POST', '/stage-instances', { channel_id: '$stage', topic: 't', privacy_level: 2, send_start_notification: true }],
  ['POST', '/users/@me/channels', { recipient_id: '$user' }],
  ['PATCH', '/users/@me', { username: 'other', avatar: image }],
  [
    'PATCH',
    '/applications/@me',
    { description: 'd', tags: ['t'], install_params: { scopes: ['bot'], permissions: '0' }, icon: image },
  ],
  ['POST', '/applications/$bot/commands', command],
  ['PUT', '/applications/$bot/commands', [command, { name: 'Menu', type: 3 }]],
  ['PUT', '/applications/$bot/guilds/$guild/commands', [command]],
  [
    'PUT',
    '/applications/$bot/guilds/$guild/commands/$bot/permissions',
    { permissions: [{ id: '$role', type: 1, permission: true }] },
  ],
  ['PUT', '/applications/$bot/role-connections/metadata', [{ type: 1, key: 'k', name: 'n', description: 'd' }]],
  ['POST', '/applications/$bot/emojis', { name: 'emo', image }],
  ['POST', '/applications/$bot/entitlements', { sku_id: '$message', owner_id: '$user', owner_type: 2 }],
  [
    'POST',
    '/webhooks/$webhook/$token?wait=true',
    { ...message, username: 'u', avatar_url: 'https://example.org/a.png', message_reference: undefined },
  ],
  [
    'POST',
    '/webhooks/$webhook/$token/slack',
    { text: 't', attachments: [{ title: 't', fields: [{ title: 'f', value: 'v', short: true }] }] },
  ],
  ['PATCH', '/webhooks/$webhook/$token', { name: 'W', avatar: image }],
  ...[{ type: 4, data: message }, { type: 5 }, modal, { type: 4, data: display }].map(
    (body) => ['POST', '/interactions/$interaction/$key/callback?with_response=true', body] as const,
  ),
  ['POST', '/webhooks/$bot/$answered', message],
  [
    'POST',
    '/interactions/$typing/$typingKey/callback?with_response=true',
    { type: 8, data: { choices: [{ name: 'n', value: 'v' }] } },
  ],
  ['PATCH', '/webhooks/$bot/$answered/messages/@original', { ...message, message_reference: undefined }],
  ['PATCH', '/webhooks/$webhook/$token/messages/$hooked', { ...message, message_reference: undefined }],
  ['PATCH', '/webhooks/$webhook', { name: 'W', avatar: image, channel_id: '$channel' }],
  ['PATCH', '/guilds/$guild/emojis/$emoji', { name: 'emo', roles: ['$role'] }],
  ['PATCH', '/guilds/$guild/stickers/$sticker', { name: 'stick', description: 'd', tags: 'smile' }],
  ['PATCH', '/guilds/$guild/scheduled-events/$event', { ...event, status: 2 }],
  ['PATCH', '/guilds/$guild/auto-moderation/rules/$rule', { ...rule, trigger_type: undefined }],
  ['PATCH', '/guilds/$guild/templates/$template', { name: 't', description: 'd' }],
  ['PATCH', '/guilds/$guild/voice-states/$bot', { channel_id: '$stage', suppress: true }],
  ['PUT', '/guilds/$guild/members/$guest', { access_token: 'x', nick: 'n', roles: ['$role'], mute: false, deaf: false }],
  ['PATCH', '/stage-instances/$stage', { topic: 't', privacy_level: 2 }],
  ['PATCH', '/applications/$bot', { description: 'd', tags: ['t'], custom_install_url: 'https://example.org/' }],
  ['PATCH', '/applications/$bot/commands/$command', command],
  ['POST', '/applications/$bot/guilds/$guild/commands', command],
  ['PATCH', '/applications/$bot/guilds/$guild/commands/$local', command],
  ['PATCH', '/applications/$bot/emojis/$ownEmoji', { name: 'emo' }],
]

const when = { wait: 'none', timeout_ms: 50 }
const recording = {
  recording: 1,
  steps: [
    { do: { kind: 'start' }, messages: [], deleted: [] },
    {
      do: {
        kind: 'act',
        action: { action: 'create-message', channel: '$channel', content: 'x' },
        files: [{ name: 'a', base64: 'eA==' }],
      },
      made: '1',
      messages: [{ id: '5', content: 'x', embeds: [embed] }],
      deleted: ['7'],
    },
    {
      do: { kind: 'interact', input: { kind: 'button', message_id: '$message', custom_id: 'one', ...when }, component: 0 },
      modal: 'T',
      error: 'e',
    },
    { do: { kind: 'clock', move: { advance: 5 } } },
    { do: { kind: 'fault', fault: { kind: 'slow', ms: 1 } } },
  ],
}
const ACTS: readonly object[] = [
  {
    action: 'create-channel',
    guild: '$guild',
    name: 'c',
    type: 15,
    tags: ['a', { name: 'b', moderated: true }],
    require_tag: true,
  },
  { action: 'update-channel', channel: '$forum', name: 'c', tags: ['a'], topic: 't' },
  { action: 'set-permission', channel: '$channel', target: '$role', allow: ['SEND_MESSAGES'], deny: ['ATTACH_FILES'], clear: [] },
  { action: 'create-thread', channel: '$channel', name: 't', user: 'mark', message: '$message' },
  { action: 'create-thread', channel: '$forum', name: 't', user: 'mark', content: 'c', tags: ['Help'] },
  { action: 'update-thread', channel: '$thread', archived: true, locked: false },
  {
    action: 'create-message',
    channel: '$channel',
    user: 'mark',
    content: 'c',
    files: [{ name: 'a.txt', text: 'a' }, { name: 'b', base64: 'eA==' }, 0],
    reply_to: '$message',
  },
  { action: 'edit-message', channel: '$channel', message: '$message', content: 'c' },
  { action: 'add-reaction', channel: '$channel', message: '$message', user: 'mark', emoji: '👍' },
  { action: 'remove-reaction', channel: '$channel', message: '$message', user: 'mark', emoji: '👍' },
  { action: 'typing', channel: '$channel', user: 'mark' },
  { action: 'create-guild', name: 'g', channels: ['a', 'b'] },
  { action: 'create-role', guild: '$guild', name: 'r', permissions: ['SEND_MESSAGES'] },
  { action: 'update-role', guild: '$guild', role: '$role', permissions: [] },
  { action: 'open-dm', user: 'mark' },
  { action: 'block-dm', user: 'mark', blocked: true },
  { action: 'timeout-bot', guild: '$guild', ms: 5 },
  { action: 'create-user', name: 'newcomer', display_name: 'N', bot: false },
  { action: 'join', guild: '$guild', user: 'guest', nick: 'g', roles: ['$role'] },
  { action: 'update-member', guild: '$guild', user: 'mark', nick: 'n', roles: ['$role'], timeout_ms: 5 },
  { action: 'boost', guild: '$guild', user: 'mark' },
  { action: 'ban', guild: '$guild', user: 'nina', reason: 'r' },
  { action: 'vote', channel: '$channel', message: '$poll', user: 'mark', answer: 1 },
  { action: 'voice', guild: '$guild', user: 'mark', channel: '$room', mute: true },
  { action: 'presence', user: 'mark', status: 'idle' },
]
const CONTROL: readonly (readonly [path: string, body: unknown])[] = [
  ...ACTS.map((act) => ['world', act] as const),
  ['world', [ACTS[6], ACTS[8]]],
  ['clock', { advance: 1_000 }],
  ['clock', { set: '2027-01-01T00:00:00Z' }],
  [
    'faults',
    {
      kind: 'rate-limit',
      route: 'POST /channels/:id/messages',
      method: 'POST',
      count: 1,
      probability: 0.5,
      scope: 'shared',
      retry_after: 1,
    },
  ],
  ['faults', { kind: 'refuse', code: 50013 }],
  ['faults', { kind: 'gateway-close', code: 4_000, every_ms: 1_000 }],
  [
    'wait',
    {
      message: {
        channel: '$channel',
        author: 'bot',
        content: { pattern: 'x', flags: 'i' },
        embed: { title: 't', field: 'f' },
        component: 'One',
      },
      since: 1,
      timeout_ms: 20,
    },
  ],
  [
    'commands',
    {
      channel_id: '$channel',
      name: 'ask',
      subcommand: 'sub',
      options: { count: 1, file: { name: 'a', text: 'x' } },
      user: 'mark',
      locale: 'en-US',
      timeout_ms: 20,
    },
  ],
  [
    'interactions',
    { kind: 'command', name: '/ask sub count:1', channel_id: '$channel', user: 'mark', options: { count: 1 }, ...when },
  ],
  [
    'interactions',
    { kind: 'autocomplete', name: 'ask sub', channel_id: '$channel', focused: 'count', options: { count: 1 }, ...when },
  ],
  ['interactions', { kind: 'message-command', name: 'Menu', message_id: '$message', channel_id: '$channel', ...when }],
  ['interactions', { kind: 'button', message_id: '$message', custom_id: 'one', ...when }],
  ['interactions', { kind: 'select', message_id: '$message', custom_id: 'two', values: ['a'], ...when }],
  [
    'interactions',
    { kind: 'modal', interaction_id: '$interaction', values: { in: 'x', in2: ['y'], f: [{ name: 'a', text: 'x' }] }, ...when },
  ],
  ['replay', { recording, timeout_ms: 5 }],
  ['recording', {}],
]

/** What a gateway client sends after it has identified. */
export const PACKETS: readonly { op: number; d: unknown }[] = [
  { op: 1, d: 5 },
  { op: 3, d: { since: null, activities: [{ name: 'a', type: 0, state: 's' }], status: 'idle', afk: false } },
  { op: 4, d: { guild_id: '$guild', channel_id: '$room', self_mute: false, self_deaf: true } },
  { op: 6, d: { token: 'sandbox', session_id: '$message', seq: 1 } },
  { op: 8, d: { guild_id: '$guild', query: '', limit: 0, presences: true, nonce: 'n' } },
  { op: 8, d: { guild_id: '$guild', user_ids: ['$user'], limit: 0 } },
  { op: 31, d: { guild_ids: ['$guild'] } },
]

export interface RightRequest {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

export const RIGHT_REQUESTS: readonly RightRequest[] = [
  ...REST.map(([method, path, body]) => ({ method, path: `/api/v10${path}`, body })),
  ...CONTROL.map(([path, body]) => ({ method: 'POST', path: `/sandbox/${path}`, body })),
]

/** Every `$name` in it becomes the id of that name. */
export const withNames = <T>(value: T, names: Readonly<Record<string, string>>): T =>
  JSON.parse(JSON.stringify(value).replaceAll(/\$(\w+)/g, (whole, name: string) => names[name] ?? whole)) as T
