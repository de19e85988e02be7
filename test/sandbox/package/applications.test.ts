// Several applications in one world: each with its own token, commands, intents, direct messages
// and reactions.
import { Events } from 'discord.js'
import { DEFAULT_SEED, type Seed } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { call, channelId, openClient, openSandbox } from '../support.ts'

const SEED: Seed = {
  ...DEFAULT_SEED,
  applications: [
    { name: 'Alpha', token: 'alpha' },
    { name: 'Beta', token: 'beta', intents: 'all' },
  ],
  servers: [
    ...(DEFAULT_SEED.servers ?? []),
    { name: 'Alphaland', members: ['owner'], applications: ['Alpha'], channels: [{ name: 'alpha-only' }] },
  ],
}

async function scene() {
  const sandbox = await openSandbox({ seed: SEED })
  const beta = { ...sandbox, token: 'beta', applicationId: sandbox.applications[1]?.id ?? '' }
  return { sandbox, beta }
}

describe('several applications', () => {
  it('are each themselves, and see only the servers they are in', async () => {
    const { sandbox, beta } = await scene()
    expect((await call(sandbox, 'GET', '/users/@me')).body.username).toBe('Alpha')
    expect((await call(beta, 'GET', '/users/@me')).body.username).toBe('Beta')
    expect((await call(sandbox, 'GET', '/users/@me', undefined, { authorization: 'Bot gamma' })).status).toBe(401)
    const names = async (who: typeof sandbox) =>
      (await call(who, 'GET', '/users/@me/guilds')).body.map(({ name }: { name: string }) => name)
    expect(await names(sandbox)).toEqual(['Sandbox', 'Second Server', 'Alphaland'])
    expect(await names(beta)).toEqual(['Sandbox', 'Second Server'])
    expect((await call(beta, 'GET', `/channels/${channelId(sandbox, 'alpha-only')}`)).body.code).toBe(50_001)
    const general = channelId(sandbox, 'general')
    const { body: message } = await call(sandbox, 'POST', `/channels/${general}/messages`, { content: 'by Alpha' })
    expect(await call(beta, 'PATCH', `/channels/${general}/messages/${message.id}`, { content: 'x' })).toMatchObject({
      status: 403,
      body: { code: 50_005 },
    })
  })

  it('have commands of their own, and answer those that are theirs', async () => {
    const { sandbox, beta } = await scene()
    const clients = [await openClient(sandbox), await openClient(beta)] as const
    for (const client of clients) {
      client.on(
        Events.InteractionCreate,
        (interaction) => void (interaction.isRepliable() && interaction.reply(`by ${client.user.username}`)),
      )
    }
    await clients[0].application.commands.set([
      { name: 'one', description: '1' },
      { name: 'both', description: '2' },
    ])
    await clients[1].application.commands.set([
      { name: 'two', description: '1' },
      { name: 'both', description: '2' },
    ])
    const member = sandbox.as('member')
    expect((await member.command('/one')).message?.content).toBe('by Alpha')
    expect((await member.command('/two')).message?.content).toBe('by Beta')
    await expect(member.command('/both')).rejects.toThrow(
      'several applications have a command "/both": Alpha, Beta; say which one with "application"',
    )
    expect((await sandbox.as('member', { application: 'Beta' }).command('/both')).message?.content).toBe('by Beta')
    await expect(sandbox.as('member', { application: 'owner' }).command('/both')).rejects.toThrow(
      '"owner" is not an application; known: Alpha, Beta',
    )
    expect(
      (await call(sandbox, 'GET', `/applications/${sandbox.applicationId}/commands`)).body.map(
        ({ name }: { name: string }) => name,
      ),
    ).toEqual(['one', 'both'])
    expect((await call(beta, 'GET', `/applications/${sandbox.applicationId}/commands`)).body.code).toBe(20_012)
  })

  it('have direct messages of their own, and hear only those', async () => {
    const { sandbox, beta } = await scene()
    const { store } = sandbox.world
    const member = [...store.users.values()].find(({ username }) => username === 'member')?.id
    const open = async (who: typeof sandbox) => (await call(who, 'POST', '/users/@me/channels', { recipient_id: member })).body.id
    const [mine, theirs] = [await open(sandbox), await open(beta)]
    expect(mine).not.toBe(theirs)
    expect((await call(beta, 'GET', `/channels/${mine}`)).body.code).toBe(50_001)
    expect((await call(beta, 'POST', `/channels/${theirs}/messages`, { content: 'from Beta' })).status).toBe(200)
    const heard: string[] = []
    for (const who of [sandbox, beta]) {
      const client = await openClient(who, { intents: ['Guilds', 'DirectMessages'], partials: [1] })
      client.on(Events.MessageCreate, (message) => void heard.push(`${client.user.username}: ${message.content}`))
    }
    sandbox.as('member').write('to Beta', { channel: theirs })
    sandbox.as('member').write('to Alpha', { channel: mine })
    await expect.poll(() => heard.sort()).toEqual(['Alpha: to Alpha', 'Beta: to Beta'])
  })

  it('have intents of their own, and each its own reactions', async () => {
    const { sandbox, beta } = await scene()
    const privileged = { intents: ['Guilds', 'GuildMembers'] as const }
    await openClient(beta, privileged)
    await expect(openClient(sandbox, privileged)).rejects.toThrow(/disallowed/i)
    const general = channelId(sandbox, 'general')
    const { body: message } = await call(sandbox, 'POST', `/channels/${general}/messages`, { content: 'x' })
    await call(beta, 'PUT', `/channels/${general}/messages/${message.id}/reactions/%F0%9F%91%8D/@me`)
    const mine = async (who: typeof sandbox) => (await call(who, 'GET', `/channels/${general}/messages`)).body[0].reactions[0].me
    expect([await mine(sandbox), await mine(beta)]).toEqual([false, true])
  })

  it('have nonces of their own', async () => {
    const { sandbox, beta } = await scene()
    const path = `/channels/${channelId(sandbox, 'general')}/messages`
    const send = async (who: typeof sandbox) =>
      (await call(who, 'POST', path, { content: 'x', nonce: 'same', enforce_nonce: true })).body.id
    const [mine, theirs, again] = [await send(sandbox), await send(beta), await send(sandbox)]
    expect([mine === theirs, mine === again]).toEqual([false, true])
  })

  it('leave a server one by one', async () => {
    const { sandbox, beta } = await scene()
    const clients = [await openClient(sandbox), await openClient(beta)] as const
    const left: string[] = []
    for (const client of clients)
      client.on(Events.GuildDelete, (guild) => void left.push(`${client.user.username} ${guild.name}`))
    sandbox.control.act({ action: 'kick-bot', guild: 'Second Server', application: 'Beta' })
    sandbox.control.act({ action: 'kick-bot', guild: 'Sandbox' })
    await expect.poll(() => left.sort()).toEqual(['Alpha Sandbox', 'Beta Second Server'])
    expect(clients.map(({ guilds }) => guilds.cache.map(({ name }) => name).sort())).toEqual([
      ['Alphaland', 'Second Server'],
      ['Sandbox'],
    ])
  })
})
