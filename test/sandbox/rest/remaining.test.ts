// Operations that no library's ordinary bot calls: each is asked once, and its answer held against
// Discord's description too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setInterest } from '../../../src/sandbox/world/guild/events.ts'
import { addGuildMember } from '../../../src/sandbox/world/guild/members.ts'
import { setVoiceState } from '../../../src/sandbox/world/guild/voice.ts'
import { openYard, pixelUri, type Yard } from '../libraries/support.ts'
import { type Answer, call } from '../support.ts'

let yard: Yard
let ask: (method: string, path: string, body?: unknown) => Promise<Answer>
let guild: string
let talk: string
let application: string

beforeAll(async () => {
  yard = await openYard()
  guild = `/guilds/${yard.guildId}`
  talk = `/channels/${yard.channel('talk')}`
  application = `/applications/${yard.sandbox.applicationId}`
  ask = (method, path, body) => call(yard.sandbox, method, path, body)
})
afterAll(() => yard.sandbox.stop())

describe('an application', () => {
  it('is read and changed by its id', async () => {
    await ask('PATCH', application, { description: 'by id', tags: ['a'] })
    expect((await ask('GET', application)).body).toMatchObject({ description: 'by id', tags: ['a'] })
    const endpoint = await ask('PATCH', application, { interactions_endpoint_url: 'https://example.com/' })
    expect([endpoint.status, endpoint.body.message]).toEqual([501, expect.stringContaining('over the gateway')])
  })

  it('has commands in a server, one by one', async () => {
    const commands = `${application}${guild}/commands`
    const made = await ask('POST', commands, { name: 'here', description: 'Here' })
    expect(made.status).toBe(201)
    expect((await ask('PATCH', `${commands}/${made.body.id}`, { description: 'There' })).body.description).toBe('There')
    expect((await ask('GET', `${commands}/${made.body.id}`)).body.description).toBe('There')
    expect((await ask('GET', commands)).body).toHaveLength(1)
    expect((await ask('GET', `${commands}/permissions`)).body).toEqual([])
    expect((await ask('DELETE', `${commands}/${made.body.id}`)).status).toBe(204)
  })

  it('has emojis and entitlements by their ids', async () => {
    const emoji = await ask('POST', `${application}/emojis`, { name: 'own', image: pixelUri })
    expect((await ask('GET', `${application}/emojis/${emoji.body.id}`)).body).toMatchObject({ name: 'own', animated: false })
    const grant = { sku_id: '1191168998113280009', owner_id: yard.user('mark'), owner_type: 2 }
    const { body } = await ask('POST', `${application}/entitlements`, grant)
    expect((await ask('POST', `${application}/entitlements/${body.id}/consume`)).status).toBe(204)
    expect((await ask('GET', `${application}/entitlements/${body.id}`)).body).toMatchObject({ consumed: true })
  })
})

describe('a channel', () => {
  it('loses one reaction of somebody, and all with one emoji', async () => {
    const { body } = await ask('POST', `${talk}/messages`, { content: 'x' })
    const thumb = `${talk}/messages/${body.id}/reactions/${encodeURIComponent('👍')}`
    const react = (user: string) =>
      yard.sandbox.control.act({ action: 'add-reaction', channel: 'talk', message: body.id, user, emoji: '👍' })
    react('mark')
    react('nina')
    expect((await ask('DELETE', `${thumb}/${yard.user('mark')}`)).status).toBe(204)
    expect((await ask('GET', thumb)).body.map(({ username }: { username: string }) => username)).toEqual(['nina'])
    expect((await ask('DELETE', thumb)).status).toBe(204)
    expect((await ask('GET', thumb)).body).toEqual([])
    await ask('PUT', `${talk}/pins/${body.id}`)
    expect((await ask('DELETE', `${talk}/pins/${body.id}`)).status).toBe(204)
    expect((await ask('POST', `${talk}/typing`)).status).toBe(204)
  })

  it('finds its threads, the private and archived ones too', async () => {
    const { body: thread } = await ask('POST', `${talk}/threads`, { name: 'Quiet corner', type: 12 })
    expect((await ask('GET', `/channels/${thread.id}/thread-members/${yard.sandbox.applicationId}`)).body.user_id).toBe(
      yard.sandbox.applicationId,
    )
    const found = await ask('GET', `${talk}/threads/search?name=corner`)
    expect(found.body).toMatchObject({ total_results: 1, has_more: false, threads: [{ id: thread.id }] })
    await ask('PATCH', `/channels/${thread.id}`, { archived: true })
    for (const path of ['threads/archived/private', 'users/@me/threads/archived/private']) {
      expect((await ask('GET', `${talk}/${path}`)).body.threads.map(({ id }: { id: string }) => id)).toEqual([thread.id])
    }
  })

  it('that is for voice says what it is about', async () => {
    expect((await ask('PUT', `/channels/${yard.channel('room')}/voice-status`, { status: 'Chess' })).status).toBe(204)
    expect(yard.sandbox.world.store.channels.get(yard.channel('room'))?.status).toBe('Chess')
  })
})

describe('what older libraries send', () => {
  it('has the id of the bot in place of @me', async () => {
    const own = `/users/${yard.sandbox.applicationId}`
    const opened = await ask('POST', `${own}/channels`, { recipient_id: yard.user('mark') })
    expect(opened.body).toMatchObject({ type: 1, recipients: [{ username: 'mark' }] })
    expect((await ask('POST', '/users/@me/channels', { recipient_id: yard.user('mark') })).body.id).toBe(opened.body.id)
    expect((await ask('GET', `${own}/guilds`)).body).toEqual((await ask('GET', '/users/@me/guilds')).body)
    expect((await ask('GET', `/users/${yard.user('mark')}/guilds`)).status).toBe(404)
  })

  it('has 0 for the timestamp that an embed lacks', async () => {
    const { status, body } = await ask('POST', `${talk}/messages`, { embeds: [{ title: 't', timestamp: 0 }] })
    expect([status, body.embeds]).toEqual([200, [{ type: 'rich', title: 't' }]])
    expect((await ask('POST', `${talk}/messages`, { embeds: [{ title: 't', timestamp: 1 }] })).body.code).toBe(50_035)
  })
})

describe('a server', () => {
  it('lists its channels, emojis, stickers, templates, sounds and regions', async () => {
    expect((await ask('GET', `${guild}/channels`)).body).toHaveLength(6)
    await ask('POST', `${guild}/templates`, { name: 'T' })
    expect((await ask('GET', `${guild}/templates`)).body).toHaveLength(1)
    expect((await ask('GET', `${guild}/emojis`)).body).toEqual([])
    expect((await ask('GET', `${guild}/stickers`)).body).toEqual([])
    expect((await ask('GET', `${guild}/soundboard-sounds`)).body).toEqual({ items: [] })
    expect((await ask('GET', `${guild}/soundboard-sounds/1191168956170240999`)).body.code).toBe(10_097)
    expect((await ask('GET', `${guild}/regions`)).body.length).toBeGreaterThan(0)
    expect((await ask('GET', `${guild}/new-member-welcome`)).status).toBe(204)
    expect((await ask('GET', '/sticker-packs')).body).toEqual({ sticker_packs: [] })
    expect((await ask('GET', '/sticker-packs/1191168956170240999')).body.code).toBe(10_061)
  })

  it('takes the nickname of the bot by the address that older libraries know', async () => {
    const nick = `${guild}/members/@me/nick`
    expect(await ask('PATCH', nick, { nick: 'Botty' })).toMatchObject({ status: 200, body: { nick: 'Botty' } })
    expect((await ask('GET', `${guild}/members/${yard.sandbox.applicationId}`)).body.nick).toBe('Botty')
    const { body: log } = await ask('GET', `${guild}/audit-logs?limit=1`)
    expect(log.audit_log_entries[0]).toMatchObject({ action_type: 24, changes: [{ key: 'nick', new_value: 'Botty' }] })
    expect((await ask('PATCH', nick, { nick: 'x'.repeat(33) })).body.code).toBe(50_035)
    expect((await ask('PATCH', nick, { nick: null })).body).toEqual({ nick: null })
    expect((await ask('PATCH', '/guilds/1191168956170240999/members/@me/nick', { nick: 'x' })).body.code).toBe(10_004)
  })

  it('takes in a member, and prunes who came long ago and has no role', async () => {
    const joined = await ask('PUT', `${guild}/members/${yard.user('guest')}`, { access_token: 'any', nick: 'G' })
    expect([joined.status, joined.body.nick]).toEqual([201, 'G'])
    expect((await ask('PUT', `${guild}/members/${yard.user('guest')}`, { access_token: 'any' })).status).toBe(204)
    // Nina came with the world, years ago; the guest has just come.
    await ask(
      'PUT',
      `${guild}/members/${yard.user('mark')}/roles/${(await ask('POST', `${guild}/roles`, { name: 'kept' })).body.id}`,
    )
    expect((await ask('POST', `${guild}/prune`, { days: 7 })).body).toEqual({ pruned: 1 })
    expect((await ask('GET', `${guild}/members/${yard.user('nina')}`)).body.code).toBe(10_007)
    const { world } = yard.sandbox
    const record = world.store.guilds.get(yard.guildId)
    if (record) addGuildMember(world, record, yard.user('nina'))
    world.commit()
  })

  it('pauses invites, and counts who is interested in an event', async () => {
    const until = '2099-01-01T00:00:00.000000+00:00'
    expect((await ask('PUT', `${guild}/incident-actions`, { invites_disabled_until: until })).body).toEqual({
      invites_disabled_until: until,
      dms_disabled_until: null,
    })
    const { body: event } = await ask('POST', `${guild}/scheduled-events`, {
      name: 'Chess',
      privacy_level: 2,
      entity_type: 2,
      channel_id: yard.channel('room'),
      scheduled_start_time: '2099-01-01T00:00:00Z',
    })
    const { world } = yard.sandbox
    const stored = world.store.events.get(event.id)
    if (stored) setInterest(world, stored, yard.user('mark'), true)
    world.commit()
    expect((await ask('GET', `${guild}/scheduled-events/${event.id}?with_user_count=1`)).body.user_count).toBe(1)
    expect((await ask('GET', `${guild}/scheduled-events/${event.id}/users/counts`)).body.guild_scheduled_event_count).toBe(1)
    const users = await ask('GET', `${guild}/scheduled-events/${event.id}/users?with_member=true`)
    expect(users.body).toMatchObject([{ user: { username: 'mark' }, member: { nick: null } }])
  })

  it('shows one rule, and a speaker on its stage', async () => {
    const rule = await ask('POST', `${guild}/auto-moderation/rules`, {
      name: 'r',
      event_type: 1,
      trigger_type: 5,
      trigger_metadata: { mention_total_limit: 5 },
      actions: [{ type: 3, metadata: { duration_seconds: 60 } }],
    })
    expect((await ask('GET', `${guild}/auto-moderation/rules/${rule.body.id}`)).body.trigger_metadata).toEqual({
      mention_total_limit: 5,
      mention_raid_protection_enabled: false,
    })
    const { world } = yard.sandbox
    for (const user of [yard.sandbox.applicationId, yard.user('mark')])
      setVoiceState(world, yard.guildId, user, { channel_id: yard.channel('stage') })
    world.commit()
    expect((await ask('GET', `${guild}/voice-states/${yard.user('mark')}`)).body.suppress).toBe(true)
    expect((await ask('PATCH', `${guild}/voice-states/${yard.user('mark')}`, { suppress: false })).status).toBe(204)
    expect((await ask('GET', `${guild}/voice-states/${yard.user('mark')}`)).body.suppress).toBe(false)
    expect((await ask('GET', `${guild}/voice-states/@me`)).body.channel_id).toBe(yard.channel('stage'))
    await ask('POST', '/stage-instances', { channel_id: yard.channel('stage'), topic: 'Talk' })
    expect((await ask('GET', `/stage-instances/${yard.channel('stage')}`)).body.topic).toBe('Talk')
  })
})

describe('a webhook', () => {
  it('is read by its id, changed by its token, and takes what is written for Slack', async () => {
    const { body: webhook } = await ask('POST', `${talk}/webhooks`, { name: 'Hook' })
    expect((await ask('GET', `/webhooks/${webhook.id}`)).body).toMatchObject({ token: webhook.token, user: { bot: true } })
    const changed = await ask('PATCH', `/webhooks/${webhook.id}/${webhook.token}`, { name: 'Hook 2' })
    expect([changed.body.name, changed.body.user]).toEqual(['Hook 2', undefined])
    const slack = {
      text: 'hi',
      username: 'S',
      attachments: [{ title: 'T', text: 'body', color: '#ff0000', fields: [{ title: 'a', value: 'b' }] }],
    }
    expect(await ask('POST', `/webhooks/${webhook.id}/${webhook.token}/slack`, slack)).toMatchObject({ status: 200, body: 'ok' })
    const [last] = (await ask('GET', `${talk}/messages?limit=1`)).body
    expect(last).toMatchObject({
      content: 'hi',
      author: { username: 'S' },
      embeds: [{ title: 'T', description: 'body', color: 0xff0000, fields: [{ name: 'a', value: 'b' }] }],
    })
  })
})

it('people are read by their ids, and a server is left', async () => {
  expect((await ask('GET', `/users/${yard.user('mark')}`)).body.username).toBe('mark')
  expect((await ask('GET', '/gateway')).body.url).toContain('ws://')
  expect((await ask('DELETE', `/users/@me${guild}`)).status).toBe(204)
  expect((await ask('GET', guild)).body.code).toBe(10_004)
})
