// A world with one of everything that a path or a body can name, and a bot at its gateway.
import type { Sandbox } from 'discord-sandbox'
import { WebSocket } from 'ws'
import { openYard, pixelUri } from '../libraries/support.ts'
import { call } from '../support.ts'

/** A world with one of everything that a path or a body can name. */
export interface Target {
  readonly sandbox: Sandbox
  readonly ids: readonly string[]
  readonly names: Readonly<Record<string, string>>
  stop(): Promise<void>
}

const EVENT = {
  name: 'event',
  privacy_level: 2,
  entity_type: 3,
  entity_metadata: { location: 'There' },
  scheduled_start_time: '2036-01-01T00:00:00Z',
  scheduled_end_time: '2036-01-02T00:00:00Z',
}
const RULE = {
  name: 'rule',
  event_type: 1,
  trigger_type: 1,
  trigger_metadata: { keyword_filter: ['x*'] },
  actions: [{ type: 1, metadata: {} }],
}
const BUTTONS = [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'one', label: 'One' }] }]
const POLL = { question: { text: 'Tea?' }, answers: [{ poll_media: { text: 'Yes' } }, { poll_media: { text: 'No' } }] }
const WORD = { type: 3, name: 'word', description: 'A word', autocomplete: true }
const ALL_INTENTS = 53_608_447

/** A bot of the sandbox's only application, at the gateway, that gets every kind of event. */
async function openBot(sandbox: Sandbox): Promise<WebSocket> {
  const bot = new WebSocket(`ws://127.0.0.1:${sandbox.port}/?v=10&encoding=json`)
  bot.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    bot.on('message', (data) => {
      const { op, t } = JSON.parse(String(data)) as { op: number; t: string | null }
      if (op === 10) bot.send(JSON.stringify({ op: 2, d: { token: 'sandbox', intents: ALL_INTENTS, properties: {} } }))
      if (t === 'READY') resolve()
    })
  })
  return bot
}

/** `single`: also what there is one of at most, so that making it is refused from then on. */
export async function openTarget(single: boolean): Promise<Target> {
  const { sandbox, guildId, channel, user } = await openYard({}, { requests: false })
  const post = async (path: string, body?: unknown) =>
    (await call(sandbox, 'POST', path, body)).body as { id: string; token: string; code: string }
  const bot = await openBot(sandbox)
  const talk = channel('talk')
  const message = await post(`/channels/${talk}/messages`, { content: 'x', components: BUTTONS })
  const poll = await post(`/channels/${talk}/messages`, { poll: POLL })
  const webhook = await post(`/channels/${talk}/webhooks`, { name: 'hook' })
  const hooked = await post(`/webhooks/${webhook.id}/${webhook.token}?wait=true`, { content: 'x' })
  const thread = await post(`/channels/${talk}/threads`, { name: 'thread', type: 11 })
  const role = await post(`/guilds/${guildId}/roles`, { name: 'role' })
  const commands = `/applications/${sandbox.applicationId}/commands`
  const command = await post(commands, { name: 'ask', description: 'Asks' })
  await post(commands, { name: 'find', description: 'Finds', options: [WORD] })
  const press = async () => {
    const input = {
      kind: 'button',
      message_id: message.id,
      custom_id: 'one',
      channel_id: talk,
      user: 'mark',
      wait: 'none',
    } as const
    const { id } = (await sandbox.control.interact(input)).interaction
    return { id, key: sandbox.world.store.interactions.get(id)?.token ?? '' }
  }
  const typed = await sandbox.control.interact({
    kind: 'autocomplete',
    name: 'find',
    channel_id: talk,
    user: 'mark',
    focused: 'word',
    options: { word: 'x' },
    wait: 'none',
  })
  const pressed = await press()
  const answered = await press()
  await post(`/interactions/${answered.id}/${answered.key}/callback`, { type: 4, data: { content: 'x' } })
  const form = new FormData()
  for (const [name, value] of Object.entries({ name: 'stick', description: 'd', tags: 'smile' })) form.set(name, value)
  form.set('file', new Blob(['x']), 'a.png')
  for (const [who, place] of [
    ['mark', 'room'],
    ['bot', 'stage'],
  ])
    sandbox.control.act({ action: 'voice', guild: guildId, user: who, channel: channel(place ?? '') })
  const names = {
    guild: guildId,
    channel: talk,
    news: channel('news'),
    forum: channel('posts'),
    room: channel('room'),
    stage: channel('stage'),
    category: channel('shelf'),
    thread: thread.id,
    user: user('mark'),
    guest: user('guest'),
    role: role.id,
    message: message.id,
    poll: poll.id,
    bot: sandbox.applicationId,
    command: command.id,
    webhook: webhook.id,
    token: webhook.token,
    hooked: hooked.id,
    interaction: pressed.id,
    key: pressed.key,
    answered: answered.key,
    typing: typed.interaction.id,
    typingKey: sandbox.world.store.interactions.get(typed.interaction.id)?.token ?? '',
    local: (await post(`/applications/${sandbox.applicationId}/guilds/${guildId}/commands`, { name: 'ask', description: 'Asks' }))
      .id,
    tag: sandbox.world.store.channels.get(channel('posts'))?.available_tags?.[0]?.id ?? '',
    emoji: (await post(`/guilds/${guildId}/emojis`, { name: 'emo', image: pixelUri })).id,
    ownEmoji: (await post(`/applications/${sandbox.applicationId}/emojis`, { name: 'emo', image: pixelUri })).id,
    sticker: (await post(`/guilds/${guildId}/stickers`, form)).id,
    event: (await post(`/guilds/${guildId}/scheduled-events`, EVENT)).id,
    rule: (await post(`/guilds/${guildId}/auto-moderation/rules`, RULE)).id,
    ...(single && {
      template: (await post(`/guilds/${guildId}/templates`, { name: 'template' })).code,
      open: (await post('/stage-instances', { channel_id: channel('stage'), topic: 't' })).id,
    }),
  }
  return {
    sandbox,
    names,
    ids: [...Object.values(names), '#talk', 'mark', 'bot', '@me'],
    async stop() {
      bot.terminate()
      await sandbox.stop()
    },
  }
}
