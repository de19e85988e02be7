// What a client asks over its socket, how it may speak, and which events it gets for its intents
// and its permissions.
import * as zlib from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { INTENTS, intentOf } from '../../../src/sandbox/gateway/intents.ts'
import { openYard, type Yard } from '../libraries/support.ts'
import { call } from '../support.ts'

interface Packet {
  op: number
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into freely here
  d: any
  t: string | null
}

async function open(): Promise<Yard> {
  const yard = await openYard()
  onTestFinished(() => yard.sandbox.stop())
  return yard
}

function connect(yard: Yard, query = '?v=10&encoding=json') {
  const socket = new WebSocket(`ws://127.0.0.1:${yard.sandbox.port}/${query}`)
  onTestFinished(() => socket.terminate())
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  const seen: Packet[] = []
  let look: (() => void)[] = []
  socket.on('message', (data) => {
    seen.push(JSON.parse(String(data)) as Packet)
    for (const each of look.splice(0)) each()
  })
  const find = async (fits: (packet: Packet) => boolean): Promise<Packet> => {
    for (;;) {
      const found = seen.find(fits)
      if (found) return found
      await new Promise<void>((resolve) => {
        look = [...look, resolve]
      })
    }
  }
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  return { socket, closed, seen, find, send, event: (t: string) => find((packet) => packet.t === t) }
}

async function identified(yard: Yard, intents: number) {
  const connection = connect(yard)
  await connection.find(({ op }) => op === 10)
  connection.send(2, { token: yard.sandbox.token, intents, properties: {} })
  await connection.event('GUILD_CREATE')
  return connection
}

const ALL = Object.values(INTENTS).reduce((sum, intent) => sum | intent, 0)

it.each([
  ['?v=10&encoding=etf', 'encoding=etf is not supported by the sandbox: use json'],
  ['?v=10&encoding=json&compress=gzip', 'compress=gzip is unknown: use zlib-stream or leave it out'],
])('%s is refused with 4002 and the reason', async (query, reason) => {
  expect(await connect(await open(), query).closed).toEqual({ code: 4_002, reason })
})

it('compress=zstd-stream is spoken where this Node has it, and refused with the reason where not', async () => {
  const yard = await open()
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (data: Buffer, options: object) => Buffer }
  if (!zstdDecompressSync) {
    const reason = 'compress=zstd-stream needs Node 22.15 for the sandbox: use zlib-stream'
    expect(await connect(yard, '?v=10&encoding=json&compress=zstd-stream').closed).toEqual({ code: 4_002, reason })
    return
  }
  const socket = new WebSocket(`ws://127.0.0.1:${yard.sandbox.port}/?v=10&encoding=json&compress=zstd-stream`)
  onTestFinished(() => socket.terminate())
  const first = await new Promise<Buffer>((resolve) => socket.once('message', (data) => resolve(data as Buffer)))
  const text = zstdDecompressSync(first, { finishFlush: 0 }).toString()
  expect(JSON.parse(text)).toMatchObject({ op: 10 })
})

it('members are sent in chunks: all, by name, by id, with who was not found and the nonce', async () => {
  const yard = await open()
  const { send, find } = await identified(yard, ALL)
  const chunk = async (nonce: string, d: object) => {
    send(8, { guild_id: yard.guildId, nonce, ...d })
    return (await find((packet) => packet.t === 'GUILD_MEMBERS_CHUNK' && packet.d.nonce === nonce)).d
  }
  const names = ({ members }: { members: { user: { username: string } }[] }) => members.map(({ user }) => user.username)
  expect(names(await chunk('all', { query: '', limit: 0 }))).toEqual(['Tester', 'olga', 'mark', 'nina'])
  expect(names(await chunk('name', { query: 'NI', limit: 10 }))).toEqual(['nina'])
  const byId = await chunk('ids', { user_ids: [yard.user('mark'), yard.user('guest')] })
  expect([names(byId), byId.not_found]).toEqual([['mark'], [yard.user('guest')]])
})

it('thousands of members come in chunks of a thousand', async () => {
  const yard = await open()
  const { store } = yard.sandbox.world
  for (let count = 0; count < 2_100; count += 1) {
    const id = String(1_191_168_960_000_000_000n + BigInt(count))
    const model = store.users.get(yard.user('mark'))
    if (!model) throw new Error('no model')
    store.users.put({ ...model, id, username: `m${count}` })
    store.members.put({
      guild_id: yard.guildId,
      user_id: id,
      roles: [],
      joined_at: '2024-01-01T00:00:00Z',
      nick: null,
      communication_disabled_until: null,
    })
  }
  const { send, seen, find } = await identified(yard, ALL)
  send(8, { guild_id: yard.guildId, query: '', limit: 0 })
  await find((packet) => packet.t === 'GUILD_MEMBERS_CHUNK' && packet.d.chunk_index === 2)
  const chunks = seen
    .filter(({ t }) => t === 'GUILD_MEMBERS_CHUNK')
    .map(({ d }) => [d.members.length, d.chunk_index, d.chunk_count])
  expect(chunks).toEqual([
    [1_000, 0, 3],
    [1_000, 1, 3],
    [104, 2, 3],
  ])
})

it.each([
  ['the whole list without GUILD_MEMBERS', { query: '', limit: 0 }, 4_014],
  ['presences without GUILD_PRESENCES', { query: 'm', presences: true }, 4_014],
  ['neither a query nor ids', {}, 4_002],
])('a request for %s ends the connection', async (_, d, code) => {
  const yard = await open()
  const { send, closed } = await identified(yard, INTENTS.GUILDS)
  send(8, { guild_id: yard.guildId, ...d })
  expect((await closed).code).toBe(code)
})

it('a voice channel is joined and left; the server is unknown, as no audio flows', async () => {
  const yard = await open()
  const { send, find, event } = await identified(yard, ALL)
  const move = (channel_id: string | null) => send(4, { guild_id: yard.guildId, channel_id, self_mute: true, self_deaf: false })
  move(yard.channel('room'))
  expect((await event('VOICE_STATE_UPDATE')).d).toMatchObject({ channel_id: yard.channel('room'), self_mute: true })
  expect((await event('VOICE_SERVER_UPDATE')).d).toMatchObject({ guild_id: yard.guildId, endpoint: null })
  move(null)
  await find((packet) => packet.t === 'VOICE_STATE_UPDATE' && packet.d.channel_id === null)
})

it('a status is seen by who may see presences', async () => {
  const yard = await open()
  const { send, find } = await identified(yard, ALL)
  send(3, { since: null, activities: [{ name: 'chess', type: 0 }], status: 'dnd', afk: false })
  const { d } = await find((packet) => packet.t === 'PRESENCE_UPDATE' && packet.d.status === 'dnd')
  expect(d).toMatchObject({
    user: { id: yard.sandbox.applicationId },
    activities: [{ name: 'chess' }],
    client_status: { web: 'dnd' },
  })
})

it('what happens in a channel is not for who cannot see it', async () => {
  const yard = await open()
  const { seen, find } = await identified(yard, ALL)
  const { guilds, channels } = yard.sandbox.world.store
  const guild = guilds.get(yard.guildId)
  const talk = channels.get(yard.channel('talk'))
  if (!guild || !talk) throw new Error('no server')
  guilds.put({
    ...guild,
    roles: guild.roles.map((role) => ({ ...role, permissions: role.permissions === '8' ? '1024' : role.permissions })),
  })
  channels.put({ ...talk, permission_overwrites: [{ id: yard.sandbox.applicationId, type: 1, allow: '0', deny: '1024' }] })
  yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'secret' })
  yard.sandbox.control.act({ action: 'create-message', channel: 'news', user: 'olga', content: 'open' })
  await find((packet) => packet.t === 'MESSAGE_CREATE')
  expect(seen.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d.content)).toEqual(['open'])
})

it.each([
  ['GUILD_BAN_ADD', true, INTENTS.GUILD_MODERATION],
  ['GUILD_AUDIT_LOG_ENTRY_CREATE', true, INTENTS.GUILD_MODERATION],
  ['GUILD_EMOJIS_UPDATE', true, INTENTS.GUILD_EXPRESSIONS],
  ['GUILD_STICKERS_UPDATE', true, INTENTS.GUILD_EXPRESSIONS],
  ['WEBHOOKS_UPDATE', true, INTENTS.GUILD_WEBHOOKS],
  ['INVITE_CREATE', true, INTENTS.GUILD_INVITES],
  ['VOICE_STATE_UPDATE', true, INTENTS.GUILD_VOICE_STATES],
  ['PRESENCE_UPDATE', true, INTENTS.GUILD_PRESENCES],
  ['MESSAGE_POLL_VOTE_ADD', true, INTENTS.GUILD_MESSAGE_POLLS],
  ['MESSAGE_POLL_VOTE_ADD', false, INTENTS.DIRECT_MESSAGE_POLLS],
  ['GUILD_SCHEDULED_EVENT_CREATE', true, INTENTS.GUILD_SCHEDULED_EVENTS],
  ['AUTO_MODERATION_RULE_CREATE', true, INTENTS.AUTO_MODERATION_CONFIGURATION],
  ['GUILD_ROLE_CREATE', true, INTENTS.GUILDS],
  ['STAGE_INSTANCE_CREATE', true, INTENTS.GUILDS],
  ['INTERACTION_CREATE', true, 0],
])('%s (in a server: %s) needs the intent of the documentation', (t, inGuild, intent) => {
  expect(intentOf(t, inGuild)).toBe(intent)
})

it('a locked thread takes no message, edit or reaction but from who manages threads', async () => {
  const yard = await open()
  const { sandbox } = yard
  const { guilds } = sandbox.world.store
  const made = await call(sandbox, 'POST', `/channels/${yard.channel('talk')}/threads`, { name: 't', type: 11 })
  const own = await call(sandbox, 'POST', `/channels/${made.body.id}/messages`, { content: 'before' })
  const guild = guilds.get(yard.guildId)
  if (!guild) throw new Error('no server')
  const plain = String(BigInt(1_024 + 65_536 + 64) | (1n << 38n))
  guilds.put({ ...guild, roles: guild.roles.map((role) => ({ ...role, permissions: plain })) })
  const messages = `/channels/${made.body.id}/messages`
  const attempts = () =>
    Promise.all([
      call(sandbox, 'POST', messages, { content: 'x' }),
      call(sandbox, 'PATCH', `${messages}/${own.body.id}`, { content: 'x' }),
      call(sandbox, 'PUT', `${messages}/${own.body.id}/reactions/${encodeURIComponent('👍')}/@me`),
    ])
  expect((await attempts()).map(({ status }) => status)).toEqual([200, 200, 204])
  sandbox.control.act({ action: 'update-thread', channel: made.body.id, locked: true })
  expect((await attempts()).map(({ status, body }) => [status, body.code])).toEqual(
    Array.from({ length: 3 }, () => [403, 160_005]),
  )
})
