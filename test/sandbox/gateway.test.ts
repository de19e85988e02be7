// The gateway, driven by the real client and by a bare WebSocket: handshake, resume, reconnect,
// close codes.
import { type AddressInfo, connect as connectTo, createServer } from 'node:net'
import * as zlib from 'node:zlib'
import { Client, Events, GatewayIntentBits, type TextChannel } from 'discord.js'
import type { Sandbox } from 'discord-sandbox'
import { createManualClock, DEFAULT_SEED } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { call, channelId, openClient, openSandbox, until } from './support.ts'

interface Packet {
  op: number
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into freely here
  d: any
  s: number | null
  t: string | null
}

/** A bare gateway connection that hands out its packets one by one. */
function connect(sandbox: Sandbox, query = '?v=10&encoding=json') {
  const socket = new WebSocket(`ws://127.0.0.1:${sandbox.port}/${query}`)
  onTestFinished(() => socket.terminate())
  const packets: Packet[] = []
  const waiting: ((packet: Packet) => void)[] = []
  socket.on('message', (data) => {
    const packet = JSON.parse(String(data)) as Packet
    const next = waiting.shift()
    if (next) next(packet)
    else packets.push(packet)
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const next = () => {
    const packet = packets.shift()
    return packet ? Promise.resolve(packet) : new Promise<Packet>((resolve) => waiting.push(resolve))
  }
  return {
    socket,
    closed,
    next,
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    async nextEvent(t: string) {
      for (;;) {
        const packet = await next()
        if (packet.t === t) return packet
      }
    },
  }
}

const identify = (more: object = {}) => ({
  token: 'sandbox',
  intents: 1,
  properties: { os: 'linux', browser: 't', device: 't' },
  shard: [0, 1],
  ...more,
})

/** A session of a shard, with the first answer to its identify; `later` moves the sandbox's clock before. */
async function shardLink(sandbox: Sandbox, shard: readonly [number, number], token = 'sandbox', later = 0) {
  sandbox.clock.advance(later)
  const link = connect(sandbox)
  await link.next()
  link.send(2, identify({ shard, token }))
  return { link, first: await link.next() }
}

async function identified(sandbox: Sandbox) {
  const link = connect(sandbox)
  expect((await link.next()).op).toBe(10)
  link.send(2, identify())
  const ready = await link.next()
  return { ...link, ready }
}

describe('login of the real client', () => {
  it('becomes ready with its servers, channels, its own membership and permissions', async () => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    expect([...client.guilds.cache.values()].map(({ name, available }) => [name, available])).toEqual([
      ['Paperboy Sandbox', true],
      ['Second Server', true],
    ])
    const papers = client.channels.cache.get(channelId(sandbox, 'papers')) as TextChannel
    expect(papers.guild.members.me?.id).toBe(client.user.id)
    expect(
      papers.permissionsFor(client.user)?.has(['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory']),
    ).toBe(true)
    expect(papers.permissionsFor(client.user)?.has('ManageMessages')).toBe(false)
    expect((await client.application.fetch()).id).toBe(sandbox.applicationId)
  })

  it('is refused with a wrong token', async () => {
    const sandbox = await openSandbox()
    const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } })
    onTestFinished(() => client.destroy())
    await expect(client.login('MTE5MTE2ODkxODQyMTUwNDAwMA.wrong.token')).rejects.toThrow('invalid token')
  })

  it('is refused where it asks for privileged intents that are switched off, and let in where they are on', async () => {
    const closed = await openSandbox()
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent],
      rest: { api: closed.apiUrl },
    })
    onTestFinished(() => client.destroy())
    await expect(client.login(closed.token)).rejects.toThrow('disallowed intents')
    const open = await openSandbox({ privilegedIntents: true })
    const other = await openClient(open, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] })
    expect(other.guilds.cache.first()?.members.cache.size).toBe(4)
  })

  it('hears of changes to servers, channels, roles and threads', async () => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    const heard: string[] = []
    client.on(Events.ChannelCreate, (channel) => heard.push(`created ${channel.name}`))
    client.on(Events.ChannelUpdate, (_, channel) => heard.push(`updated ${'name' in channel ? channel.name : ''}`))
    client.on(Events.ChannelDelete, (channel) => heard.push(`deleted ${'name' in channel ? channel.name : ''}`))
    client.on(Events.GuildRoleUpdate, (_, role) => heard.push(`role ${role.name}`))
    client.on(Events.ThreadCreate, (thread) => heard.push(`thread ${thread.name}`))
    client.on(Events.GuildDelete, (guild) => heard.push(`left ${guild.name}`))
    client.on(Events.GuildCreate, (guild) => heard.push(`joined ${guild.name} with ${guild.channels.cache.size}`))
    client.on(Events.GuildUnavailable, (guild) => heard.push(`unavailable ${guild.name}`))
    const { act } = sandbox.control
    act({ action: 'create-channel', name: 'News', type: 0 })
    act({ action: 'set-permission', channel: 'news', deny: ['SEND_MESSAGES'] })
    act({ action: 'delete-channel', channel: 'news' })
    act({ action: 'update-role', role: 'Moderator', permissions: ['ADMINISTRATOR'] })
    act({ action: 'create-thread', channel: 'general', name: 'Talk', user: 'member' })
    act({ action: 'kick-bot', guild: 'Second Server' })
    act({ action: 'add-bot', guild: 'Second Server' })
    act({ action: 'unavailable-guild', guild: 'Second Server' })
    act({ action: 'create-guild', name: 'Third', channels: 3 })
    await new Promise<void>((resolve) => {
      client.on(Events.GuildCreate, (guild) => guild.name === 'Third' && resolve())
    })
    expect(heard).toEqual([
      'created news',
      'updated news',
      'deleted news',
      'role Moderator',
      'thread Talk',
      'left Second Server',
      'joined Second Server with 2',
      'unavailable Second Server',
      'joined Third with 3',
    ])
  })
})

describe('a lost connection', () => {
  it.each([
    ['is asked to reconnect', { kind: 'gateway-reconnect' }],
    ['has its socket cut', { kind: 'gateway-cut' }],
    ['is closed with 4000', { kind: 'gateway-close', code: 4000 }],
    ['is told its session is invalid but resumable', { kind: 'gateway-invalid-session', resumable: true }],
  ] as const)('resumes and receives what it missed when the client %s', async (_, fault) => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, (_id, replayed) => resolve(replayed)))
    const created = new Promise((resolve) => client.once(Events.ChannelCreate, (channel) => resolve(channel.name)))
    sandbox.control.fault(fault)
    await until(
      sandbox,
      () =>
        fault.kind === 'gateway-invalid-session' ||
        !(sandbox.control.state().gateway as { sessions: { connected: boolean }[] }).sessions[0]?.connected,
    )
    sandbox.control.act({ action: 'create-channel', name: 'missed' })
    expect(await created).toBe('missed')
    await resumed
    expect(client.isReady()).toBe(true)
  })

  it('starts a new session after an invalid one that cannot be resumed', async () => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    const before = (sandbox.control.state().gateway as { sessions: { id: string }[] }).sessions[0]?.id
    const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve))
    sandbox.control.fault({ kind: 'gateway-invalid-session', resumable: false })
    await ready
    const after = (sandbox.control.state().gateway as { sessions: { id: string }[] }).sessions.map(({ id }) => id)
    expect(after).not.toContain(before)
    expect(after).toHaveLength(1)
  })

  it('replays exactly the events after the sequence number that is given', async () => {
    const sandbox = await openSandbox()
    const first = await identified(sandbox)
    await first.nextEvent('GUILD_CREATE')
    const second = await first.nextEvent('GUILD_CREATE')
    first.socket.terminate()
    await until(
      sandbox,
      () => !(sandbox.control.state().gateway as { sessions: { connected: boolean }[] }).sessions[0]?.connected,
    )
    sandbox.control.act({ action: 'create-channel', name: 'one' })
    sandbox.control.act({ action: 'create-channel', name: 'two' })
    const link = connect(sandbox)
    await link.next()
    link.send(6, { token: 'sandbox', session_id: first.ready.d.session_id, seq: second.s })
    const packets = [await link.next(), await link.next(), await link.next()]
    expect(packets.map(({ t, s, d }) => [t, s, d.name])).toEqual([
      ['CHANNEL_CREATE', 4, 'one'],
      ['CHANNEL_CREATE', 5, 'two'],
      ['RESUMED', 6, undefined],
    ])
  })

  it('cannot resume a session that waited for more than five minutes', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const sandbox = await openSandbox({ clock })
    const first = await identified(sandbox)
    first.socket.terminate()
    await until(
      sandbox,
      () => !(sandbox.control.state().gateway as { sessions: { connected: boolean }[] }).sessions[0]?.connected,
    )
    clock.advance(6 * 60_000)
    const link = connect(sandbox)
    await link.next()
    link.send(6, { token: 'sandbox', session_id: first.ready.d.session_id, seq: 1 })
    expect(await link.next()).toMatchObject({ op: 9, d: false })
  })
})

describe('the protocol on a bare socket', () => {
  it('says hello, acknowledges heartbeats before and after identifying, and numbers its events', async () => {
    const sandbox = await openSandbox()
    const link = connect(sandbox)
    const hello = await link.next()
    expect(hello).toMatchObject({ op: 10, s: null, t: null })
    expect(hello.d.heartbeat_interval).toBeGreaterThan(1_000)
    link.send(1, null)
    expect((await link.next()).op).toBe(11)
    link.send(2, identify())
    const ready = await link.next()
    expect(ready).toMatchObject({ op: 0, s: 1, t: 'READY' })
    expect(ready.d).toMatchObject({
      v: 10,
      user: { bot: true },
      guilds: [{ unavailable: true }, { unavailable: true }],
      shard: [0, 1],
      resume_gateway_url: `ws://127.0.0.1:${sandbox.port}`,
    })
    expect([await link.next(), await link.next()].map(({ t, s }) => [t, s])).toEqual([
      ['GUILD_CREATE', 2],
      ['GUILD_CREATE', 3],
    ])
  })

  it.each([
    [4001, 'an unknown opcode', (link: ReturnType<typeof connect>) => link.send(77, null)],
    [4001, 'an unknown opcode without data', (link: ReturnType<typeof connect>) => link.send(77, undefined)],
    [4002, 'text that is no JSON', (link: ReturnType<typeof connect>) => link.socket.send('{')],
    [4002, 'an identify without a token', (link: ReturnType<typeof connect>) => link.send(2, { intents: 1, properties: {} })],
    [4003, 'a presence before identifying', (link: ReturnType<typeof connect>) => link.send(3, {})],
    [4004, 'a wrong token', (link: ReturnType<typeof connect>) => link.send(2, identify({ token: 'wrong' }))],
    [4010, 'an impossible shard', (link: ReturnType<typeof connect>) => link.send(2, identify({ shard: [3, 2] }))],
    [4013, 'unknown intents', (link: ReturnType<typeof connect>) => link.send(2, identify({ intents: 1 << 27 }))],
    [4014, 'privileged intents', (link: ReturnType<typeof connect>) => link.send(2, identify({ intents: 1 << 15 }))],
  ])('closes with %i at %s', async (code, _, act) => {
    const link = connect(await openSandbox())
    await link.next()
    act(link)
    expect(await link.closed).toBe(code)
  })

  it('closes with 4005 at a second identify', async () => {
    const link = await identified(await openSandbox())
    link.send(2, identify())
    expect(await link.closed).toBe(4005)
  })

  it('closes with 4007 at a resume from the future', async () => {
    const sandbox = await openSandbox()
    const first = await identified(sandbox)
    const link = connect(sandbox)
    await link.next()
    link.send(6, { token: 'sandbox', session_id: first.ready.d.session_id, seq: 999 })
    expect(await link.closed).toBe(4007)
  })

  it('closes with 4008 at more than 120 sends in a minute', async () => {
    const link = connect(await openSandbox())
    await link.next()
    for (let count = 0; count < 121; count += 1) link.send(1, null)
    expect(await link.closed).toBe(4008)
  })

  it('closes with 4009 when heartbeats stay away', async () => {
    const link = connect(await openSandbox({ heartbeatMs: 40 }))
    expect(await link.closed).toBe(4009)
  })

  it('asks for a heartbeat, or answers none, where a fault says so', async () => {
    const sandbox = await openSandbox()
    const link = await identified(sandbox)
    await link.nextEvent('GUILD_CREATE')
    await link.nextEvent('GUILD_CREATE')
    sandbox.control.fault({ kind: 'gateway-heartbeat' })
    expect(await link.next()).toMatchObject({ op: 1, d: null })
    link.send(1, 3)
    expect(await link.next()).toMatchObject({ op: 11 })
    sandbox.control.fault({ kind: 'gateway-silent' })
    link.send(1, 3)
    link.send(99, null)
    expect(await link.closed).toBe(4001)
    link.socket.terminate()
  })

  it('lets one further shard in every 5 s and answers the others with an invalid session', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const sandbox = await openSandbox({ clock })
    const answerTo = async (shard: number) => {
      const link = connect(sandbox)
      await link.next()
      link.send(2, identify({ shard: [shard, 3] }))
      return (await link.next()).op
    }
    expect([await answerTo(0), await answerTo(1)]).toEqual([0, 9])
    clock.advance(5_000)
    expect([await answerTo(1), await answerTo(2)]).toEqual([0, 9])
  })

  it('forgets sessions that nobody came back for', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const sandbox = await openSandbox({ clock })
    const sessions = () => (sandbox.control.state().gateway as { sessions: { connected: boolean }[] }).sessions
    for (let count = 0; count < 3; count += 1) {
      const { socket } = await identified(sandbox)
      socket.terminate()
      await until(sandbox, () => sessions().every(({ connected }) => !connected))
      clock.advance(6 * 60_000)
    }
    await identified(sandbox)
    expect(sessions()).toHaveLength(1)
  })

  it('closes with 4012 at another API version', async () => {
    expect(await connect(await openSandbox(), '?v=5&encoding=json').closed).toBe(4012)
  })

  it('closes with 4011 where 2,500 servers come on one shard', async () => {
    const sandbox = await openSandbox()
    for (let count = 0; count < 2_498; count += 1) sandbox.control.act({ action: 'create-guild', name: `S${count}` })
    const link = connect(sandbox)
    await link.next()
    link.send(2, identify())
    expect(await link.closed).toBe(4011)
  })

  it('sends each shard only its own servers, and direct-message events to shard 0', async () => {
    const sandbox = await openSandbox()
    const link = connect(sandbox)
    await link.next()
    link.send(2, identify({ shard: [1, 2] }))
    const ready = await link.next()
    const guilds = [...sandbox.world.store.guilds.values()].map(({ id }) => id).filter((id) => (BigInt(id) >> 22n) % 2n === 1n)
    expect(ready.d.guilds.map(({ id }: { id: string }) => id)).toEqual(guilds)
  })

  it('speaks one zlib stream where the client asks for it', async () => {
    const sandbox = await openSandbox()
    const socket = new WebSocket(`ws://127.0.0.1:${sandbox.port}/?v=10&encoding=json&compress=zlib-stream`)
    onTestFinished(() => socket.terminate())
    const data = await new Promise<Buffer>((resolve) => socket.on('message', (chunk: Buffer) => resolve(chunk)))
    expect(JSON.parse(String(zlib.inflateSync(data, { finishFlush: zlib.constants.Z_SYNC_FLUSH }))).op).toBe(10)
  })

  it('speaks one zstd stream where Node has it, and says what it needs where not', async () => {
    const sandbox = await openSandbox()
    const socket = new WebSocket(`ws://127.0.0.1:${sandbox.port}/?v=10&encoding=json&compress=zstd-stream`)
    onTestFinished(() => socket.terminate())
    const { createZstdDecompress } = zlib as { createZstdDecompress?: () => zlib.Inflate }
    const stream = createZstdDecompress?.()
    if (!stream) {
      const closed = await new Promise<string>((resolve) => socket.on('close', (code, reason) => resolve(`${code} ${reason}`)))
      expect(closed).toBe('4002 compress=zstd-stream needs Node 22.15 for the sandbox: use zlib-stream')
      return
    }
    socket.on('message', (chunk: Buffer) => stream.write(chunk))
    let text = ''
    const packets: string[] = []
    const ready = new Promise<void>((resolve) => {
      stream.on('data', (chunk: Buffer) => {
        text += chunk
        packets.push(String(chunk).slice(0, 40))
        if (text.includes('"op":10') && packets.length === 1) socket.send(JSON.stringify({ op: 2, d: identify() }))
        if (text.includes('"READY"')) resolve()
      })
    })
    await ready
    expect(text.startsWith('{"op":10')).toBe(true)
  })

  it('keeps messages from sessions without the intent, and blanks their content without MESSAGE_CONTENT', async () => {
    const sandbox = await openSandbox()
    const link = connect(sandbox)
    await link.next()
    link.send(2, identify({ intents: 1 | (1 << 9) }))
    await link.next()
    const guildsOnly = await identified(sandbox)
    sandbox.control.act({ action: 'create-message', channel: 'general', user: 'member', content: 'secret' })
    expect((await link.nextEvent('MESSAGE_CREATE')).d).toMatchObject({
      content: '',
      guild_id: expect.any(String),
      member: expect.any(Object),
    })
    sandbox.control.act({ action: 'create-channel', name: 'after' })
    await guildsOnly.nextEvent('GUILD_CREATE')
    await guildsOnly.nextEvent('GUILD_CREATE')
    expect((await guildsOnly.next()).t).toBe('CHANNEL_CREATE')
  })

  it('tells how many identifies are left', async () => {
    const sandbox = await openSandbox()
    await identified(sandbox)
    const { body } = await call(sandbox, 'GET', '/gateway/bot')
    expect(body).toMatchObject({
      url: `ws://127.0.0.1:${sandbox.port}`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, max_concurrency: 1 },
    })
  })
})

describe('shards', () => {
  const shardOf = (id: string, count: number) => Number((BigInt(id) >> 22n) % BigInt(count))

  it('each know the servers that their ids give them, of a seed with copies too', async () => {
    const plain = DEFAULT_SEED.servers?.[0] ?? expect.fail('no server')
    const sandbox = await openSandbox({ shards: 4, seed: { ...DEFAULT_SEED, servers: [{ ...plain, copies: 40 }] } })
    expect((await call(sandbox, 'GET', '/gateway/bot')).body.shards).toBe(4)
    const link = connect(sandbox)
    await link.next()
    link.send(2, identify({ shard: [2, 4] }))
    const { d } = await link.next()
    const guilds = [...sandbox.world.store.guilds.values()]
    expect(guilds.map(({ name }) => name)).toContain(`${plain.name} 40`)
    expect(d.guilds.map(({ id }: { id: string }) => id).sort()).toEqual(
      guilds
        .map(({ id }) => id)
        .filter((id) => shardOf(id, 4) === 2)
        .sort(),
    )
    expect(d.guilds.length).toBeGreaterThan(2)
  })

  it('are demanded of a bot in many servers, and recommended by a thousand', async () => {
    const plain = DEFAULT_SEED.servers?.[0] ?? expect.fail('no server')
    const seed = { ...DEFAULT_SEED, servers: [{ ...plain, copies: 1_200 }] }
    const sandbox = await openSandbox({ counts: { shardGuilds: 1_000 }, seed })
    expect((await call(sandbox, 'GET', '/gateway/bot')).body.shards).toBe(2)
    const link = connect(sandbox)
    await link.next()
    link.send(2, identify())
    expect(await link.closed).toBe(4_011)
  })

  it('share three thousand servers evenly', async () => {
    const plain = DEFAULT_SEED.servers?.[0] ?? expect.fail('no server')
    const sandbox = await openSandbox({ seed: { ...DEFAULT_SEED, servers: [{ ...plain, copies: 3_000 }] } })
    expect((await call(sandbox, 'GET', '/gateway/bot')).body.shards).toBe(3)
    const sizes: number[] = []
    for (const shard of [0, 1, 2]) sizes.push((await shardLink(sandbox, [shard, 3], 'sandbox', 6_000)).first.d.guilds.length)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(3_000)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(100)
  })

  it('identify as many at once as is set, in five seconds, and as often a day as is set', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const sandbox = await openSandbox({ clock, shards: 4, maxConcurrency: 2, maxSessionStarts: 5 })
    const answers = async (...shards: number[]) => {
      const seen: string[] = []
      for (const shard of shards) {
        const link = connect(sandbox)
        await link.next()
        link.send(2, identify({ shard: [shard, 4] }))
        const { op, t } = await link.next()
        seen.push(op === 9 ? 'wait' : String(t))
      }
      return seen
    }
    expect(await answers(0, 1, 2, 3)).toEqual(['READY', 'READY', 'wait', 'wait'])
    clock.advance(5_000)
    expect(await answers(2, 3)).toEqual(['READY', 'READY'])
    expect((await call(sandbox, 'GET', '/gateway/bot')).body.session_start_limit).toEqual({
      total: 5,
      remaining: 1,
      reset_after: 86_395_000,
      max_concurrency: 2,
    })
    clock.advance(5_000)
    expect(await answers(0, 1)).toEqual(['READY', 'wait'])
  })

  it('wait for each other in any order: shard 0 too comes 5 s after another of its key', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const sandbox = await openSandbox({ clock, shards: 4, maxConcurrency: 2 })
    const isLetIn = async (shard: number) => (await shardLink(sandbox, [shard, 4])).first.op === 0
    expect([await isLetIn(2), await isLetIn(0), await isLetIn(1)]).toEqual([true, false, true])
    clock.advance(4_999)
    expect(await isLetIn(0)).toBe(false)
    clock.advance(1)
    expect(await isLetIn(0)).toBe(true)
  })

  it('of two applications neither wait nor count for each other', async () => {
    const applications = [
      { name: 'One', token: 'one' },
      { name: 'Two', token: 'two' },
    ]
    const sandbox = await openSandbox({ seed: { ...DEFAULT_SEED, applications }, shards: 2, maxSessionStarts: 1 })
    expect((await shardLink(sandbox, [0, 2], 'one')).first.t).toBe('READY')
    expect((await shardLink(sandbox, [0, 2], 'two')).first.t).toBe('READY')
    const left = async (token: string) =>
      (await call(sandbox, 'GET', '/gateway/bot', undefined, { authorization: `Bot ${token}` })).body.session_start_limit
    expect(await left('one')).toMatchObject({ total: 1, remaining: 0 })
    sandbox.clock.advance(6_000)
    expect((await shardLink(sandbox, [1, 2], 'two')).first).toMatchObject({ op: 9, d: false })
  })

  it('are sent the same twice where two sessions have the same one', async () => {
    const sandbox = await openSandbox({ shards: 2 })
    const [first, second] = [await shardLink(sandbox, [0, 2]), await shardLink(sandbox, [0, 2], 'sandbox', 6_000)]
    const other = await shardLink(sandbox, [1, 2], 'sandbox', 6_000)
    const serverOf = (shard: number): string => {
      const { id } = sandbox.control.act({ action: 'create-guild', name: 'another', channels: 1 }) as { id: string }
      sandbox.clock.advance(1)
      return shardOf(id, 2) === shard ? id : serverOf(shard)
    }
    sandbox.control.act({ action: 'create-channel', guild: serverOf(0), name: 'both' })
    expect((await first.link.nextEvent('CHANNEL_CREATE')).d.name).toBe('both')
    expect((await second.link.nextEvent('CHANNEL_CREATE')).d.name).toBe('both')
    serverOf(1)
    expect(shardOf((await other.link.nextEvent('GUILD_CREATE')).d.id, 2)).toBe(1)
  })

  it('get the interactions of their servers, shard 0 those of direct messages, and where none is connected it is said', async () => {
    const plain = DEFAULT_SEED.servers?.[0] ?? expect.fail('no server')
    const sandbox = await openSandbox({ shards: 2, seed: { ...DEFAULT_SEED, servers: [{ ...plain, copies: 8 }] } })
    await call(sandbox, 'PUT', `/applications/${sandbox.applicationId}/commands`, [{ name: 'ping', description: 'x' }])
    const guilds = [...sandbox.world.store.guilds.values()]
    const placeOf = (shard: number) => {
      const guild = guilds.find(({ id }) => shardOf(id, 2) === shard) ?? expect.fail(`no server of shard ${shard}`)
      return (
        [...sandbox.world.store.channels.values()].find(({ guild_id, type }) => guild_id === guild.id && type === 0)?.id ?? ''
      )
    }
    const ping = (channel_id: string) => sandbox.control.interact({ kind: 'command', name: 'ping', channel_id, wait: 'none' })
    const { link: one } = await shardLink(sandbox, [1, 2])
    await ping(placeOf(1))
    expect((await one.nextEvent('INTERACTION_CREATE')).d.data.name).toBe('ping')
    await expect(ping(placeOf(0))).rejects.toThrow('no bot is connected to the gateway for this place')
    await expect(ping('dm')).rejects.toThrow('no bot is connected')
    const { link: zero } = await shardLink(sandbox, [0, 2], 'sandbox', 6_000)
    await ping('dm')
    expect((await zero.nextEvent('INTERACTION_CREATE')).d.guild_id).toBeUndefined()
  })
})

describe('an address before the sandbox, such as that of a proxy', () => {
  it('stays between: the gateway is named by it, and requests and sessions say by which they came', async () => {
    const sandbox = await openSandbox()
    const proxy = createServer((near) => {
      const far = connectTo(sandbox.port, '127.0.0.1')
      near.pipe(far).pipe(near)
      near.on('error', () => far.destroy())
      far.on('error', () => near.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void proxy.close())
    const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const bot = await fetch(`http://${host}/api/v10/gateway/bot`, { headers: { authorization: 'Bot sandbox' } })
    expect(await bot.json()).toMatchObject({ url: `ws://${host}` })
    expect(sandbox.requests.list().at(-1)).toMatchObject({ route: 'GET /gateway/bot', host })
    const client = await openClient(sandbox, { rest: { api: `http://${host}/api` } })
    expect((sandbox.control.state().gateway as { sessions: object[] }).sessions).toMatchObject([{ host }])
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve))
    sandbox.control.fault({ kind: 'gateway-cut' })
    await resumed
    expect((sandbox.control.state().gateway as { sessions: object[] }).sessions).toMatchObject([{ host, connected: true }])
  })
})
