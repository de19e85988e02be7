// How many of a thing there may be: Discord's numbers for servers, channels and threads, and the
// codes when they are reached.
import { describe, expect, it } from 'vitest'
import { createChannel } from '../../../src/sandbox/world/channels.ts'
import type { Guild } from '../../../src/sandbox/world/types.ts'
import { call, channelId, control, openSandbox } from '../support.ts'

async function open() {
  const sandbox = await openSandbox()
  const papers = channelId(sandbox, 'papers')
  for (const name of ['MANAGE_CHANNELS', 'PIN_MESSAGES', 'MANAGE_THREADS'] as const) {
    sandbox.control.act({ action: 'set-permission', channel: '#papers', allow: [name] })
  }
  const guild = sandbox.world.store.channels.get(papers)?.guild_id ?? ''
  return { sandbox, papers, guild }
}

describe('a server', () => {
  it('holds 500 channels', async () => {
    const { sandbox, guild } = await open()
    const { store } = sandbox.world
    for (let count = 4; count < 500; count += 1) {
      createChannel(sandbox.world, store.guilds.get(guild) as Guild, { name: `c${count}`, type: 0 }, true)
    }
    const answer = await control(sandbox, 'POST', '/world', { action: 'create-channel', name: 'one-more' })
    expect(answer).toMatchObject({ status: 400, body: { discord: { code: 30_013 } } })
  })

  it('holds 250 roles', async () => {
    const { sandbox } = await open()
    for (let count = 3; count < 250; count += 1) sandbox.control.act({ action: 'create-role', name: `r${count}` })
    const answer = await control(sandbox, 'POST', '/world', { action: 'create-role', name: 'one-more' })
    expect(answer).toMatchObject({ status: 400, body: { discord: { code: 30_005 } } })
  })

  it('holds 1,000 active threads; archived ones do not count', async () => {
    const { sandbox, papers } = await open()
    const made = Array.from({ length: 1_000 }, (_, count) =>
      sandbox.control.act({ action: 'create-thread', channel: '#papers', name: `t${count}` }),
    ) as { id: string }[]
    const start = (channel: string, type: number) => call(sandbox, 'POST', `/channels/${channel}/threads`, { name: 'x', type })
    expect((await start(papers, 11)).body.code).toBe(160_006)
    expect((await start(channelId(sandbox, 'announcements'), 10)).body.code).toBe(160_007)
    sandbox.control.act({ action: 'update-thread', channel: made[0]?.id ?? '', archived: true })
    expect((await start(papers, 11)).status).toBe(201)
  })
})

describe('a channel', () => {
  it('holds 250 pins', async () => {
    const { sandbox, papers } = await open()
    const say = () => sandbox.control.act({ action: 'create-message', channel: '#papers', content: 'x' }) as { id: string }
    const { store } = sandbox.world
    for (let count = 0; count < 250; count += 1) {
      const message = store.message(papers, say().id)
      if (message) store.putMessage({ ...message, pinned: true })
    }
    const pin = () => call(sandbox, 'PUT', `/channels/${papers}/messages/pins/${say().id}`)
    expect(await pin()).toMatchObject({ status: 400, body: { code: 30_003 } })
  })

  it('that is a thread holds 1,000 people', async () => {
    const { sandbox } = await open()
    const thread = sandbox.control.act({ action: 'create-thread', channel: '#papers', name: 't' }) as { id: string }
    for (let count = 1; count < 1_000; count += 1) {
      const user_id = String(1_191_168_956_170_240_000n + BigInt(count))
      sandbox.world.store.threadMembers.put({ id: thread.id, user_id, join_timestamp: '', flags: 1 })
    }
    const join = (method: string) => call(sandbox, method, `/channels/${thread.id}/thread-members/@me`)
    expect(await join('PUT')).toMatchObject({ status: 400, body: { code: 30_033 } })
  })
})

describe('what is not there', () => {
  it.each([
    ['GET', '/guilds/GUILD/roles/1191168956170240999', 10_011],
    ['GET', '/guilds/1191168956170240999', 10_004],
    ['GET', '/users/1191168956170240999', 10_013],
    ['GET', '/channels/1191168956170240999', 10_003],
    ['GET', '/channels/PAPERS/messages/1191168956170240999', 10_008],
    ['GET', '/nothing/at/all', 0],
  ])('%s %s', async (method, path, code) => {
    const { sandbox, papers, guild } = await open()
    const answer = await call(sandbox, method, path.replace('GUILD', guild).replace('PAPERS', papers))
    expect(answer).toMatchObject({ status: 404, body: { code } })
  })
})
