// Threads and forum posts.
import type { ForumChannel, TextChannel } from 'discord.js'
import type { Sandbox } from 'discord-sandbox'
import { createManualClock } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { call, channelId, openClient, openSandbox } from './support.ts'

const at = (sandbox: Sandbox, name: string) => `/channels/${channelId(sandbox, name)}`
const x = (length: number) => 'x'.repeat(length)

describe('a thread', () => {
  it('from a message has its id, one to a message, and starts with a pointer to it', async () => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    const channel = client.channels.cache.get(channelId(sandbox, 'papers')) as TextChannel
    const message = await channel.send('2021-07-10')
    const thread = await message.startThread({ name: '2021-07-10', autoArchiveDuration: 60 })
    expect([thread.id, thread.name, thread.type, thread.parentId, thread.autoArchiveDuration]).toEqual([
      message.id,
      '2021-07-10',
      11,
      channel.id,
      60,
    ])
    await expect(message.startThread({ name: 'again' })).rejects.toMatchObject({ code: 160004 })
    expect((await call(sandbox, 'GET', `${at(sandbox, 'papers')}/messages/${message.id}`)).body).toMatchObject({
      flags: 32,
      thread: { id: message.id },
    })
    expect((await call(sandbox, 'GET', `/channels/${thread.id}/messages`)).body).toMatchObject([
      { type: 21, message_reference: { message_id: message.id } },
    ])
    await thread.send('in it')
    expect((await call(sandbox, 'GET', `/channels/${thread.id}`)).body).toMatchObject({ message_count: 1, member_count: 1 })
  })

  it('without a message leaves a line in its channel', async () => {
    const sandbox = await openSandbox()
    const { status, body } = await call(sandbox, 'POST', `${at(sandbox, 'papers')}/threads`, {
      name: 'Today',
      type: 11,
      auto_archive_duration: null,
    })
    expect([status, body.type, body.owner_id]).toEqual([201, 11, sandbox.applicationId])
    expect((await call(sandbox, 'GET', `${at(sandbox, 'papers')}/messages`)).body).toMatchObject([{ type: 18, content: 'Today' }])
    expect((await call(sandbox, 'GET', `/guilds/${body.guild_id}/threads/active`)).body.threads).toMatchObject([{ id: body.id }])
    const inAnnouncements = await call(sandbox, 'POST', `${at(sandbox, 'announcements')}/threads`, { name: 'Today', type: 10 })
    expect(inAnnouncements).toMatchObject({ status: 201, body: { type: 10 } })
    expect(await call(sandbox, 'POST', `${at(sandbox, 'papers')}/threads`, { name: 'Today' })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    })
  })

  it('falls asleep after its time; sending wakes it, editing in it does not go', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const sandbox = await openSandbox({ clock })
    const { body: thread } = await call(sandbox, 'POST', `${at(sandbox, 'papers')}/threads`, {
      name: 'Today',
      type: 11,
      auto_archive_duration: 60,
    })
    const { body: message } = await call(sandbox, 'POST', `/channels/${thread.id}/messages`, { content: 'a' })
    clock.advance(61 * 60_000)
    expect((await call(sandbox, 'GET', `/channels/${thread.id}`)).body.thread_metadata.archived).toBe(true)
    expect((await call(sandbox, 'GET', `${at(sandbox, 'papers')}/threads/archived/public`)).body).toMatchObject({
      threads: [{ id: thread.id }],
      has_more: false,
    })
    expect((await call(sandbox, 'GET', `/guilds/${thread.guild_id}/threads/active`)).body.threads).toEqual([])
    expect(await call(sandbox, 'PATCH', `/channels/${thread.id}/messages/${message.id}`, { content: 'b' })).toMatchObject({
      status: 400,
      body: { code: 50083 },
    })
    expect(await call(sandbox, 'PATCH', `/channels/${thread.id}`, { name: 'New' })).toMatchObject({
      status: 400,
      body: { code: 50083 },
    })
    expect((await call(sandbox, 'POST', `/channels/${thread.id}/messages`, { content: 'c' })).status).toBe(200)
    expect((await call(sandbox, 'GET', `/channels/${thread.id}`)).body.thread_metadata.archived).toBe(false)
  })

  it('that is locked takes nothing without MANAGE_THREADS', async () => {
    const sandbox = await openSandbox()
    const { body: thread } = await call(sandbox, 'POST', `${at(sandbox, 'papers')}/threads`, { name: 'Today', type: 11 })
    sandbox.control.act({ action: 'update-thread', channel: thread.id, locked: true, archived: true })
    const send = () => call(sandbox, 'POST', `/channels/${thread.id}/messages`, { content: 'a' })
    expect(await send()).toMatchObject({ status: 403, body: { code: 160005 } })
    expect(await call(sandbox, 'PATCH', `/channels/${thread.id}`, { archived: false })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    })
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['MANAGE_THREADS'] })
    expect((await send()).status).toBe(200)
  })

  it('may be renamed and archived by who made it', async () => {
    const sandbox = await openSandbox()
    const { body: own } = await call(sandbox, 'POST', `${at(sandbox, 'papers')}/threads`, { name: 'Mine', type: 11 })
    expect((await call(sandbox, 'PATCH', `/channels/${own.id}`, { name: 'Ours', archived: true })).body).toMatchObject({
      name: 'Ours',
      thread_metadata: { archived: true },
    })
    const other = sandbox.control.act({ action: 'create-thread', channel: 'papers', name: 'Theirs', user: 'member' }) as {
      id: string
    }
    expect(await call(sandbox, 'PATCH', `/channels/${other.id}`, { name: 'Mine' })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    })
    expect(await call(sandbox, 'DELETE', `/channels/${own.id}`)).toMatchObject({ status: 403, body: { code: 50013 } })
  })

  it('has members who come and go', async () => {
    const sandbox = await openSandbox()
    const thread = sandbox.control.act({ action: 'create-thread', channel: 'papers', name: 'Theirs', user: 'member' }) as {
      id: string
    }
    expect((await call(sandbox, 'PUT', `/channels/${thread.id}/thread-members/@me`)).status).toBe(204)
    expect((await call(sandbox, 'GET', `/channels/${thread.id}/thread-members`)).body).toHaveLength(2)
    expect((await call(sandbox, 'DELETE', `/channels/${thread.id}/thread-members/@me`)).status).toBe(204)
    expect(await call(sandbox, 'GET', `/channels/${thread.id}/thread-members/${sandbox.applicationId}`)).toMatchObject({
      status: 404,
      body: { code: 10007 },
    })
  })

  it('goes with its channel', async () => {
    const sandbox = await openSandbox()
    const { body: thread } = await call(sandbox, 'POST', `${at(sandbox, 'papers')}/threads`, { name: 'Today', type: 11 })
    sandbox.control.act({ action: 'delete-channel', channel: 'papers' })
    expect(await call(sandbox, 'GET', `/channels/${thread.id}`)).toMatchObject({ status: 404, body: { code: 10003 } })
  })
})

describe('a forum post', () => {
  const post = (sandbox: Sandbox, more: object = {}) =>
    call(sandbox, 'POST', `${at(sandbox, 'paper-forum')}/threads`, { name: 'A paper', message: { content: 'abstract' }, ...more })

  it('is made with its first message, whose id is the thread’s, and its tags', async () => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    const forum = client.channels.cache.get(channelId(sandbox, 'paper-forum')) as ForumChannel
    const tag = forum.availableTags.find(({ name }) => name === 'CV')
    const thread = await forum.threads.create({
      name: 'A paper',
      appliedTags: [tag?.id ?? ''],
      message: { content: 'abstract', files: [{ attachment: Buffer.from('a'), name: 'a.txt' }] },
    })
    expect(thread.appliedTags).toEqual([tag?.id])
    const first = (await call(sandbox, 'GET', `/channels/${thread.id}/messages`)).body
    expect(first).toMatchObject([{ id: thread.id, type: 0, content: 'abstract', attachments: [{ filename: 'a.txt' }] }])
    expect((await call(sandbox, 'GET', `/channels/${thread.id}`)).body.message_count).toBe(0)
    const answer = await post(sandbox)
    expect([answer.status, answer.body.id, answer.body.message.id]).toEqual([201, answer.body.id, answer.body.id])
  })

  it.each([
    ['6 tags', { applied_tags: ['1', '2', '3', '4', '5', '6'] }, 'applied_tags', 'BASE_TYPE_MAX_LENGTH'],
    ['an unknown tag', { applied_tags: ['1191168918421504999'] }, 'applied_tags.0', 'TAG_UNKNOWN'],
    ['a name of 101', { name: x(101) }, 'name', 'BASE_TYPE_BAD_LENGTH'],
    ['no name', { name: undefined }, 'name', 'BASE_TYPE_REQUIRED'],
    ['no message', { message: undefined }, 'message', 'BASE_TYPE_REQUIRED'],
    ['an odd archive time', { auto_archive_duration: 61 }, 'auto_archive_duration', 'BASE_TYPE_CHOICES'],
    ['content of 2001', { message: { content: x(2_001) } }, 'message.content', 'BASE_TYPE_MAX_LENGTH'],
  ])('is refused with %s', async (_, more, place, code) => {
    const sandbox = await openSandbox()
    const { status, body } = await post(sandbox, more)
    expect([status, body.code]).toEqual([400, 50035])
    expect(place.split('.').reduce((node, step) => node?.[step], body.errors)?._errors[0].code).toBe(code)
  })

  it('needs a tag where the forum says so, and MANAGE_THREADS for a moderated one', async () => {
    const sandbox = await openSandbox()
    sandbox.control.act({
      action: 'update-channel',
      channel: 'paper-forum',
      require_tag: true,
      tags: ['Open', { name: 'Staff', moderated: true }],
    })
    const tag = (name: string) =>
      sandbox.world.store.channels.get(channelId(sandbox, 'paper-forum'))?.available_tags?.find((each) => each.name === name)?.id
    expect(await post(sandbox)).toMatchObject({ status: 400, body: { code: 40067 } })
    expect((await post(sandbox, { applied_tags: [tag('Open')] })).status).toBe(201)
    expect(await post(sandbox, { applied_tags: [tag('Staff')] })).toMatchObject({ status: 403, body: { code: 50013 } })
  })

  it('needs SEND_MESSAGES, not CREATE_PUBLIC_THREADS', async () => {
    const sandbox = await openSandbox()
    sandbox.control.act({ action: 'set-permission', channel: 'paper-forum', deny: ['CREATE_PUBLIC_THREADS'] })
    expect((await post(sandbox)).status).toBe(201)
    sandbox.control.act({ action: 'set-permission', channel: 'paper-forum', deny: ['SEND_MESSAGES'] })
    expect(await post(sandbox)).toMatchObject({ status: 403, body: { code: 50013 } })
  })

  it('is no message: a forum takes none, and text channels take no post', async () => {
    const sandbox = await openSandbox()
    expect(await call(sandbox, 'POST', `${at(sandbox, 'paper-forum')}/messages`, { content: 'a' })).toMatchObject({
      status: 400,
      body: { code: 40058 },
    })
    const category = sandbox.control.act({ action: 'create-channel', name: 'Group', type: 4 }) as { id: string }
    expect(await call(sandbox, 'POST', `/channels/${category.id}/messages`, { content: 'a' })).toMatchObject({
      status: 400,
      body: { code: 50008 },
    })
    expect(await call(sandbox, 'POST', `/channels/${category.id}/threads`, { name: 'a', type: 11 })).toMatchObject({
      status: 400,
      body: { code: 50024 },
    })
  })

  it('keeps tags within 20 of 20 characters', async () => {
    const sandbox = await openSandbox()
    sandbox.control.act({ action: 'set-permission', channel: 'paper-forum', allow: ['MANAGE_CHANNELS'] })
    const tags = (available_tags: object[]) => call(sandbox, 'PATCH', at(sandbox, 'paper-forum'), { available_tags })
    expect((await tags(Array.from({ length: 20 }, (_, index) => ({ name: `t${index}` })))).body.available_tags).toHaveLength(20)
    expect(
      (await tags(Array.from({ length: 21 }, (_, index) => ({ name: `t${index}` })))).body.errors.available_tags._errors[0].code,
    ).toBe('BASE_TYPE_MAX_LENGTH')
    expect((await tags([{ name: x(21) }])).body.errors.available_tags[0].name._errors[0].code).toBe('BASE_TYPE_BAD_LENGTH')
  })
})
