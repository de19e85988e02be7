// Seeds: what a world begins with, and what is said about one that cannot be used.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_SEED, parseSeed, readSeed, type Seed, SeedError } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { call, openSandbox } from '../support.ts'

const SEED: Seed = {
  applications: [
    { name: 'Feed', token: 'feed-token', intents: ['MESSAGE_CONTENT'], permissions: ['VIEW_CHANNEL', 'SEND_MESSAGES'] },
  ],
  users: [{ name: 'ada', display_name: 'Ada L.' }, { name: 'bo' }],
  servers: [
    {
      name: 'Lab',
      owner: 'bo',
      locale: 'de',
      roles: [{ name: 'Chief', permissions: ['BAN_MEMBERS'], color: '#ff0000' }],
      members: [{ user: 'ada', roles: ['Chief'], nick: 'Countess' }, 'bo'],
      channels: [
        { name: 'Rooms', type: 'category' },
        {
          name: 'lounge',
          parent: 'Rooms',
          topic: 'Sit down',
          slowmode: 5,
          overwrites: [{ target: 'Feed', deny: ['SEND_MESSAGES'] }],
        },
        { name: 'ideas', type: 'forum', tags: ['new', { name: 'old', moderated: true }], require_tag: true },
      ],
    },
  ],
}

const problems = (change: (seed: Seed) => void): string => {
  const seed = structuredClone(SEED)
  change(seed)
  try {
    parseSeed(seed, 'seed.json')
  } catch (error) {
    if (error instanceof SeedError) return error.message
    throw error
  }
  throw new Error('the seed was taken')
}
const server = (seed: Seed) => seed.servers?.[0] as NonNullable<Seed['servers']>[number]
const channel = (seed: Seed, at: number) =>
  server(seed).channels?.[at] as NonNullable<NonNullable<Seed['servers']>[number]['channels']>[number]

describe('a seed', () => {
  it('takes copies of a server, and no ids in one', () => {
    expect(problems((seed) => Object.assign(server(seed), { copies: 2, id: '12345678901234567' }))).toBe(
      'seed.json: servers[0].id: a server with copies cannot have an id of its own in it',
    )
    expect(problems((seed) => Object.assign(server(seed), { copies: 0 }))).toBe('seed.json: servers[0].copies: at least 1')
  })

  it('becomes servers, roles, members and channels as it says', async () => {
    const sandbox = await openSandbox({ seed: SEED })
    expect(sandbox.applications).toEqual([{ id: sandbox.applicationId, name: 'Feed', token: 'feed-token' }])
    const { guilds, channels } = sandbox.control.state() as { guilds: Record<string, never>[]; channels: Record<string, never>[] }
    expect(guilds).toHaveLength(1)
    expect(guilds[0]).toMatchObject({
      name: 'Lab',
      preferred_locale: 'de',
      roles: [
        { name: '@everyone' },
        { name: 'Feed', managed: true, permissions: '3072' },
        { name: 'Chief', color: 0xff0000, permissions: '4' },
      ],
    })
    const [category, lounge, ideas] = channels as unknown as { id: string }[]
    expect(lounge).toMatchObject({ parent_id: category?.id, topic: 'Sit down', rate_limit_per_user: 5, type: 0 })
    expect(ideas).toMatchObject({
      type: 15,
      flags: 16,
      available_tags: [
        { name: 'new', moderated: false },
        { name: 'old', moderated: true },
      ],
    })
    const guild = guilds[0] as unknown as { id: string }
    const [ada] = [...sandbox.world.store.users.values()].filter(({ username }) => username === 'ada')
    const member = await call(sandbox, 'GET', `/guilds/${guild.id}/members/${ada?.id}`)
    expect(member.body).toMatchObject({ nick: 'Countess', user: { global_name: 'Ada L.' }, roles: [expect.any(String)] })
    expect(await call(sandbox, 'POST', `/channels/${lounge?.id}/messages`, { content: 'x' })).toMatchObject({
      status: 403,
      body: { code: 50_013 },
    })
    // No user is called "member": the first person of a server acts where no user is named.
    expect(
      (sandbox.control.act({ action: 'create-message', channel: '#lounge', content: 'hi' }) as { author: { username: string } })
        .author.username,
    ).toBe('ada')
  })

  it('may give ids, and those that are counted keep clear of them', async () => {
    // The first one that would be counted.
    const id = '1191168918421504000'
    const { store } = (await openSandbox({ seed: { ...SEED, users: [{ name: 'ada', id }, { name: 'bo' }] } })).world
    expect(store.users.get(id)?.username).toBe('ada')
    expect(store.users.size).toBe(3)
  })

  it('has the same ids in every world', async () => {
    const ids = async () => {
      const { store } = (await openSandbox({ seed: DEFAULT_SEED })).world
      return [...store.users.values(), ...store.guilds.values(), ...store.channels.values()].map(({ id }) => id)
    }
    const first = await ids()
    expect(await ids()).toEqual(first)
    expect(new Set(first).size).toBe(first.length)
  })

  it.each<[string, (seed: Seed) => void]>([
    [
      'servers[0].channels[1].type: "txt" is not a type of channel; known: text, voice, category, announcement, stage, forum, media',
      (seed) => Object.assign(channel(seed, 1), { type: 'txt' }),
    ],
    ['servers[0].owner: there is no member "eve"; known: ada, bo', (seed) => Object.assign(server(seed), { owner: 'eve' })],
    [
      'servers[0].members[0].roles[0]: there is no role "Boss"; known: Chief',
      (seed) => Object.assign(server(seed), { members: [{ user: 'ada', roles: ['Boss'] }, 'bo'] }),
    ],
    ['servers[0].members[2]: there is no user "eve"; known: ada, bo', (seed) => server(seed).members?.push('eve')],
    [
      'servers[0].channels[1].parent: there is no category before this channel "Hall"; known: Rooms',
      (seed) => Object.assign(channel(seed, 1), { parent: 'Hall' }),
    ],
    [
      'servers[0].channels[1].overwrites[0].target: there is no role, member or application "Fed"',
      (seed) => Object.assign(channel(seed, 1), { overwrites: [{ target: 'Fed' }] }),
    ],
    [
      'servers[0].channels[1].tags: only forums and media channels have tags',
      (seed) => Object.assign(channel(seed, 1), { tags: ['a'] }),
    ],
    [
      'servers[0].roles[0].permissions[0]: "BAN" is not a permission of Discord',
      (seed) => Object.assign(server(seed), { roles: [{ name: 'Chief', permissions: ['BAN'] }] }),
    ],
    [
      'applications[0].intents[0]: "CONTENT" is not an intent of Discord',
      (seed) => Object.assign(seed.applications[0] ?? {}, { intents: ['CONTENT'] }),
    ],
    [
      'applications[1].token: another application has the same token',
      (seed) => seed.applications.push({ name: 'Other', token: 'feed-token' }),
    ],
    ['applications: at least one application is needed', (seed) => Object.assign(seed, { applications: [] })],
    ['servers[0]: Unrecognized key: "channel"', (seed) => Object.assign(server(seed), { channel: [] })],
    [
      'servers[0].members: a server needs at least one member to own it',
      (seed) => Object.assign(server(seed), { members: [], owner: undefined }),
    ],
    ['applications[0].token: is missing', (seed) => Object.assign(seed.applications[0] ?? {}, { token: undefined })],
    [
      'users[1].name: "Feed" is already the name of another user or application',
      (seed) => Object.assign(seed.users?.[1] ?? {}, { name: 'Feed' }),
    ],
    ['users[0].id: must be a text, not a number', (seed) => Object.assign(seed.users?.[0] ?? {}, { id: 5 })],
    ['servers[0].members[2]: "ada" is already a member of this server', (seed) => server(seed).members?.push('ada')],
    ['servers[0].locale: "xx" is not a locale of Discord', (seed) => Object.assign(server(seed), { locale: 'xx' })],
    ['servers[0].channels[0].nsfw: must be true or false, not a text', (seed) => Object.assign(channel(seed, 0), { nsfw: 'no' })],
    [
      'servers[0].channels[1].id: the id 1191168951975936000 has been given to something else already',
      (seed) => [0, 1].map((at) => Object.assign(channel(seed, at), { id: '1191168951975936000' })),
    ],
  ])('that is wrong is refused: %s', (expected, change) => {
    expect(problems(change)).toContain(`seed.json: ${expected}`)
  })

  it('is the one that its page shows', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../src/sandbox/docs/seed.md'), 'utf8')
    const sandbox = await openSandbox({ seed: JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '') })
    expect(sandbox.applications.map(({ name }) => name)).toEqual(['My Bot', 'Other Bot'])
    expect([...sandbox.world.store.channels.values()].map(({ name, type }) => [name, type])).toEqual([
      ['Rooms', 4],
      ['general', 0],
      ['quiet', 0],
      ['ideas', 15],
      ['talk', 2],
    ])
  })

  it('as a file is named with what is wrong with the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seed-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'seed.json')
    expect(() => readSeed(path)).toThrow(`${path}: there is no such file`)
    expect(() => readSeed(folder)).toThrow(`${folder}: cannot be read`)
    writeFileSync(path, '{ "applications": [ }')
    expect(() => readSeed(path)).toThrow(`${path}: is not JSON`)
    writeFileSync(path, `\ufeff${JSON.stringify(SEED)}`)
    expect(readSeed(path).applications[0]?.name).toBe('Feed')
    writeFileSync(path, '[]')
    expect(() => readSeed(path)).toThrow(SeedError)
  })
})
