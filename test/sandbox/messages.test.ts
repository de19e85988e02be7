// Messages: create, edit, files, references, nonces, deletion, crosspost, pins, reactions, reading
// back.
import { AttachmentBuilder, type TextChannel } from 'discord.js'
import type { Sandbox } from 'discord-sandbox'
import { createManualClock } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { call, channelId, openClient, openSandbox } from './support.ts'

const START = Date.UTC(2026, 10, 24)
const papersOf = (sandbox: Sandbox) => `/channels/${channelId(sandbox, 'papers')}/messages`
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNgwAQAABIAAXfx7bMAAAAASUVORK5CYII=',
  'base64',
)

/** A member's message, for what a bot may do to others' messages. */
const said = (sandbox: Sandbox, content = 'hello', channel = 'papers') =>
  sandbox.control.act({ action: 'create-message', channel, user: 'member', content }) as { id: string }

describe('a sent message', () => {
  it('comes back as a raw message with a 17 to 19 digit id, and as the last one of its channel', async () => {
    const sandbox = await openSandbox()
    const { body } = await call(sandbox, 'POST', papersOf(sandbox), {
      content: ' 你好 ',
      embeds: [{ title: 'T', color: 5 }],
      flags: 4096 | 64,
    })
    expect(body).toMatchObject({
      id: expect.stringMatching(/^\d{17,19}$/),
      type: 0,
      content: '你好',
      author: { id: sandbox.applicationId, bot: true },
      embeds: [{ type: 'rich', title: 'T', color: 5 }],
      flags: 4096,
      edited_timestamp: null,
      pinned: false,
      attachments: [],
    })
    expect(Math.abs(Date.parse(body.timestamp) - Date.now())).toBeLessThan(60_000)
    expect((await call(sandbox, 'GET', `/channels/${channelId(sandbox, 'papers')}`)).body.last_message_id).toBe(body.id)
  })

  it('lets no mention through that allowed_mentions does not allow', async () => {
    const sandbox = await openSandbox()
    const member = [...sandbox.world.store.users.values()].find(({ username }) => username === 'member')
    const content = `<@${member?.id}> @everyone`
    const mentions = async (allowed?: object) =>
      (await call(sandbox, 'POST', papersOf(sandbox), { content, ...(allowed && { allowed_mentions: allowed }) })).body
    expect((await mentions({ parse: [] })).mentions).toEqual([])
    expect((await mentions()).mentions).toHaveLength(1)
    expect((await mentions({ users: [member?.id] })).mentions).toHaveLength(1)
    expect((await mentions()).mention_everyone).toBe(false)
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['MENTION_EVERYONE'] })
    expect((await mentions()).mention_everyone).toBe(true)
  })

  it('shows of several embeds with one url only the first', async () => {
    const sandbox = await openSandbox()
    const url = 'https://arxiv.org/abs/1706.03762'
    const { body } = await call(sandbox, 'POST', papersOf(sandbox), {
      embeds: [{ title: 'a', url }, { title: 'b', url }, { title: 'c' }],
    })
    expect(body.embeds.map(({ title }: { title: string }) => title)).toEqual(['a', 'c'])
  })

  it('numbers its components as Discord does', async () => {
    const sandbox = await openSandbox()
    const { body } = await call(sandbox, 'POST', papersOf(sandbox), {
      flags: 1 << 15,
      components: [{ type: 17, components: [{ type: 10, content: 'a', id: 1 }, { type: 14 }] }],
    })
    expect(body.components).toEqual([
      {
        type: 17,
        id: 2,
        accent_color: null,
        spoiler: false,
        components: [
          { type: 10, content: 'a', id: 1 },
          { type: 14, id: 3, divider: true, spacing: 1 },
        ],
      },
    ])
  })

  it('answers another message only with the right to read it', async () => {
    const sandbox = await openSandbox()
    const { id } = said(sandbox)
    const reply = (more: object = {}) =>
      call(sandbox, 'POST', papersOf(sandbox), { content: 'a', message_reference: { message_id: id, ...more } })
    expect((await reply()).body).toMatchObject({
      type: 19,
      message_reference: { message_id: id },
      referenced_message: { id, content: 'hello' },
    })
    expect((await reply({ message_id: '1191168918421504999', fail_if_not_exists: false })).body.type).toBe(0)
    sandbox.control.act({ action: 'set-permission', channel: 'papers', deny: ['READ_MESSAGE_HISTORY'] })
    expect(await reply()).toMatchObject({ status: 400, body: { code: 160002 } })
  })
})

describe('files', () => {
  it('are kept, measured, described, shown in embeds, and served without a way to run', async () => {
    const sandbox = await openSandbox()
    const client = await openClient(sandbox)
    const channel = client.channels.cache.get(channelId(sandbox, 'papers')) as TextChannel
    const message = await channel.send({
      embeds: [{ image: { url: 'attachment://figure.png' } }],
      files: [
        new AttachmentBuilder(PIXEL, { name: 'figure.png', description: 'a figure' }),
        new AttachmentBuilder(Buffer.from('<script>alert(1)</script>'), { name: 'page.html' }),
      ],
    })
    const [figure, page] = [...message.attachments.values()]
    expect(figure).toMatchObject({
      name: 'figure.png',
      description: 'a figure',
      width: 3,
      height: 2,
      contentType: 'image/png',
      size: PIXEL.length,
    })
    expect(message.embeds[0]?.image).toMatchObject({ url: figure?.url, width: 3, height: 2 })
    const shown = await fetch(figure?.url ?? '')
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PIXEL)
    expect(shown.headers.get('content-type')).toBe('image/png')
    const served = await fetch(page?.url ?? '')
    expect([
      served.headers.get('content-type'),
      served.headers.get('content-disposition'),
      served.headers.get('x-content-type-options'),
    ]).toEqual(['application/octet-stream', "attachment; filename*=UTF-8''page.html", 'nosniff'])
  })

  it('stay where an edit lists them, and join new ones', async () => {
    const sandbox = await openSandbox()
    const form = (payload: object, ...names: string[]) => {
      const body = new FormData()
      body.set('payload_json', JSON.stringify(payload))
      for (const [at, name] of names.entries()) body.set(`files[${at}]`, new Blob([name]), name)
      return body
    }
    const { body: first } = await call(
      sandbox,
      'POST',
      papersOf(sandbox),
      form({ attachments: [{ id: '0', description: 'one' }] }, '一.txt', 'b.txt'),
    )
    expect(
      first.attachments.map(({ filename, description }: { filename: string; description?: string }) => [filename, description]),
    ).toEqual([
      ['一.txt', 'one'],
      ['b.txt', undefined],
    ])
    const path = `${papersOf(sandbox)}/${first.id}`
    const edited = await call(
      sandbox,
      'PATCH',
      path,
      form({ attachments: [{ id: first.attachments[1].id }, { id: 0, description: 'new' }] }, 'c.txt'),
    )
    expect(edited.body.attachments.map(({ filename }: { filename: string }) => filename)).toEqual(['b.txt', 'c.txt'])
    expect((await fetch(first.attachments[0].url)).status).toBe(404)
    expect(await call(sandbox, 'PATCH', path, { attachments: [] })).toMatchObject({ status: 400, body: { code: 50006 } })
    expect((await call(sandbox, 'PATCH', path, { content: 'a', attachments: [] })).body.attachments).toEqual([])
  })
})

describe('a nonce', () => {
  it('gives the first message again for some minutes, over all channels, and is echoed', async () => {
    const clock = createManualClock(START)
    const sandbox = await openSandbox({ clock })
    const send = (content: string, more: object = {}, channel = 'papers') =>
      call(sandbox, 'POST', `/channels/${channelId(sandbox, channel)}/messages`, { content, nonce: 'delivery-1', ...more })
    const first = await send('one')
    expect(first.body.nonce).toBe('delivery-1')
    expect((await send('two', { enforce_nonce: true })).body).toMatchObject({
      id: first.body.id,
      content: 'one',
      nonce: 'delivery-1',
    })
    expect((await send('elsewhere', { enforce_nonce: true }, 'general')).body.id).toBe(first.body.id)
    clock.advance(5 * 60_000 + 1)
    expect((await send('three', { enforce_nonce: true })).body).toMatchObject({ content: 'three' })
    expect((await send('four')).body.content).toBe('four')
    expect((await call(sandbox, 'GET', papersOf(sandbox))).body.map(({ content }: { content: string }) => content)).toEqual([
      'four',
      'three',
      'one',
    ])
  })
})

describe('an edit', () => {
  it('changes what it names and says when', async () => {
    const sandbox = await openSandbox()
    const { body } = await call(sandbox, 'POST', papersOf(sandbox), { content: 'a', embeds: [{ title: 't' }] })
    const path = `${papersOf(sandbox)}/${body.id}`
    const edited = await call(sandbox, 'PATCH', path, { content: 'b', flags: 4 })
    expect(edited.body).toMatchObject({
      id: body.id,
      content: 'b',
      embeds: [{ title: 't' }],
      flags: 4,
      edited_timestamp: expect.any(String),
    })
    expect((await call(sandbox, 'PATCH', path, { embeds: [] })).body).toMatchObject({ content: 'b', embeds: [], flags: 4 })
    expect(await call(sandbox, 'PATCH', path, { content: '' })).toMatchObject({ status: 400, body: { code: 50006 } })
    expect((await call(sandbox, 'PATCH', path, { flags: 0 })).body.flags).toBe(0)
  })

  it('of somebody else is 50005', async () => {
    const sandbox = await openSandbox()
    const path = `${papersOf(sandbox)}/${said(sandbox).id}`
    expect(await call(sandbox, 'PATCH', path, { content: 'mine' })).toMatchObject({ status: 403, body: { code: 50005 } })
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['MANAGE_MESSAGES'] })
    expect(await call(sandbox, 'PATCH', path, { content: 'mine' })).toMatchObject({ status: 403, body: { code: 50005 } })
    expect((await call(sandbox, 'PATCH', path, { flags: 4 })).body).toMatchObject({ flags: 4, content: 'hello' })
  })

  it('can turn a message to the new components once its old fields are emptied, and never back', async () => {
    const sandbox = await openSandbox()
    const { body } = await call(sandbox, 'POST', papersOf(sandbox), { content: 'a' })
    const path = `${papersOf(sandbox)}/${body.id}`
    const display = { flags: 1 << 15, components: [{ type: 10, content: 'b' }] }
    expect((await call(sandbox, 'PATCH', path, display)).body.errors.content._errors[0].code).toBe(
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    )
    expect((await call(sandbox, 'PATCH', path, { ...display, content: null })).body).toMatchObject({
      content: '',
      flags: 1 << 15,
    })
    expect((await call(sandbox, 'PATCH', path, { flags: 0, components: [{ type: 10, content: 'c' }] })).body.flags).toBe(1 << 15)
    expect((await call(sandbox, 'PATCH', path, { content: 'back' })).status).toBe(400)
  })
})

describe('deleting', () => {
  it('is free for own messages and needs MANAGE_MESSAGES for others', async () => {
    const sandbox = await openSandbox()
    const { body } = await call(sandbox, 'POST', papersOf(sandbox), { content: 'a' })
    expect((await call(sandbox, 'DELETE', `${papersOf(sandbox)}/${body.id}`)).status).toBe(204)
    const path = `${papersOf(sandbox)}/${said(sandbox).id}`
    expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 403, body: { code: 50013 } })
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['MANAGE_MESSAGES'] })
    expect((await call(sandbox, 'DELETE', path)).status).toBe(204)
  })

  it('in bulk takes 2 to 100, none older than two weeks', async () => {
    const clock = createManualClock(START)
    const sandbox = await openSandbox({ clock })
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['MANAGE_MESSAGES'] })
    const bulk = (messages: string[]) => call(sandbox, 'POST', `${papersOf(sandbox)}/bulk-delete`, { messages })
    const old = [said(sandbox).id, said(sandbox).id]
    expect(await bulk(old.slice(1))).toMatchObject({ status: 400, body: { code: 50016 } })
    clock.advance(15 * 86_400_000)
    expect(await bulk(old)).toMatchObject({ status: 400, body: { code: 50034 } })
    expect((await bulk([said(sandbox).id, said(sandbox).id])).status).toBe(204)
    expect((await call(sandbox, 'GET', papersOf(sandbox))).body.map(({ id }: { id: string }) => id)).toEqual(old.reverse())
  })
})

describe('reading back', () => {
  it('goes before, after and around a message, newest first, at most 100', async () => {
    const sandbox = await openSandbox()
    const sent = Array.from({ length: 120 }, (_, at) => said(sandbox, `${at}`).id)
    const read = async (query: string) =>
      (await call(sandbox, 'GET', `${papersOf(sandbox)}${query}`)).body.map(({ content }: { content: string }) => Number(content))
    expect(await read('')).toEqual(Array.from({ length: 50 }, (_, at) => 119 - at))
    expect(await read(`?limit=3&before=${sent[50]}`)).toEqual([49, 48, 47])
    expect(await read(`?limit=3&after=${sent[50]}`)).toEqual([53, 52, 51])
    expect(await read(`?limit=5&around=${sent[50]}`)).toEqual([52, 51, 50, 49, 48])
    expect(await read('?limit=100')).toHaveLength(100)
    expect(await call(sandbox, 'GET', `${papersOf(sandbox)}?limit=101`)).toMatchObject({ status: 400, body: { code: 50035 } })
    sandbox.control.act({ action: 'set-permission', channel: 'papers', deny: ['READ_MESSAGE_HISTORY'] })
    expect(await read('')).toEqual([])
    expect(await call(sandbox, 'GET', `${papersOf(sandbox)}/${sent[0]}`)).toMatchObject({ status: 403, body: { code: 50013 } })
  })
})

describe('announcements', () => {
  it('are published once, and only in announcement channels', async () => {
    const sandbox = await openSandbox()
    const path = `/channels/${channelId(sandbox, 'announcements')}/messages`
    const { body } = await call(sandbox, 'POST', path, { content: 'index' })
    expect((await call(sandbox, 'POST', `${path}/${body.id}/crosspost`)).body.flags).toBe(1)
    expect(await call(sandbox, 'POST', `${path}/${body.id}/crosspost`)).toMatchObject({ status: 400, body: { code: 40033 } })
    const plain = await call(sandbox, 'POST', papersOf(sandbox), { content: 'a' })
    expect(await call(sandbox, 'POST', `${papersOf(sandbox)}/${plain.body.id}/crosspost`)).toMatchObject({
      status: 400,
      body: { code: 50024 },
    })
    const other = sandbox.control.act({ action: 'create-message', channel: 'announcements', user: 'owner', content: 'a' }) as {
      id: string
    }
    expect(await call(sandbox, 'POST', `${path}/${other.id}/crosspost`)).toMatchObject({ status: 403, body: { code: 50013 } })
  })
})

describe('reactions and pins', () => {
  it('count who reacted, need ADD_REACTIONS for the first of a kind, and at most 20 kinds', async () => {
    const sandbox = await openSandbox()
    const { id } = said(sandbox)
    const at = (emoji: string, who = '@me') => `${papersOf(sandbox)}/${id}/reactions/${encodeURIComponent(emoji)}/${who}`
    expect((await call(sandbox, 'PUT', at('👍'))).status).toBe(204)
    sandbox.control.act({ action: 'add-reaction', channel: 'papers', message: id, user: 'owner', emoji: '👍' })
    expect((await call(sandbox, 'GET', `${papersOf(sandbox)}/${id}`)).body.reactions).toMatchObject([
      { emoji: { name: '👍', id: null }, count: 2, me: true },
    ])
    expect(
      (await call(sandbox, 'GET', at('👍', '').slice(0, -1))).body.map(({ username }: { username: string }) => username),
    ).toEqual(['Paperboy', 'owner'])
    sandbox.control.act({ action: 'set-permission', channel: 'papers', deny: ['ADD_REACTIONS'] })
    expect((await call(sandbox, 'PUT', at('👍'))).status).toBe(204)
    expect(await call(sandbox, 'PUT', at('🎉'))).toMatchObject({ status: 403, body: { code: 50013 } })
    expect(await call(sandbox, 'PUT', at('no emoji'))).toMatchObject({ status: 404, body: { code: 10014 } })
    expect((await call(sandbox, 'DELETE', at('👍'))).status).toBe(204)
    expect((await call(sandbox, 'GET', `${papersOf(sandbox)}/${id}`)).body.reactions).toMatchObject([{ count: 1, me: false }])
    sandbox.control.act({ action: 'set-permission', channel: 'papers', clear: ['ADD_REACTIONS'] })
    for (let kind = 0; kind < 19; kind += 1)
      expect((await call(sandbox, 'PUT', at(String.fromCodePoint(0x1f600 + kind)))).status).toBe(204)
    expect(await call(sandbox, 'PUT', at('🎉'))).toMatchObject({ status: 400, body: { code: 30010 } })
  })

  it('pin with PIN_MESSAGES, which MANAGE_MESSAGES no longer stands for', async () => {
    const sandbox = await openSandbox()
    const pin = `${papersOf(sandbox)}/pins/${said(sandbox).id}`
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['MANAGE_MESSAGES'] })
    expect(await call(sandbox, 'PUT', pin)).toMatchObject({ status: 403, body: { code: 50013 } })
    sandbox.control.act({ action: 'set-permission', channel: 'papers', allow: ['PIN_MESSAGES'] })
    expect((await call(sandbox, 'PUT', pin)).status).toBe(204)
    expect((await call(sandbox, 'GET', `${papersOf(sandbox)}/pins`)).body.items).toMatchObject([
      { message: { content: 'hello', pinned: true } },
    ])
    expect((await call(sandbox, 'DELETE', pin)).status).toBe(204)
    expect((await call(sandbox, 'GET', `/channels/${channelId(sandbox, 'papers')}/pins`)).body).toEqual([])
  })
})

describe('direct messages', () => {
  it('go to who shares a server, not to strangers nor to who blocks the bot', async () => {
    const sandbox = await openSandbox()
    const user = (name: string) => [...sandbox.world.store.users.values()].find(({ username }) => username === name)?.id
    const open = async (name: string) => (await call(sandbox, 'POST', '/users/@me/channels', { recipient_id: user(name) })).body
    const channel = await open('member')
    expect(channel).toMatchObject({ type: 1, recipients: [{ username: 'member' }] })
    expect((await open('member')).id).toBe(channel.id)
    const send = (id: string) => call(sandbox, 'POST', `/channels/${id}/messages`, { content: 'hi' })
    expect((await send(channel.id)).status).toBe(200)
    sandbox.control.act({ action: 'block-dm', user: 'member' })
    expect(await send(channel.id)).toMatchObject({ status: 403, body: { code: 50007 } })
    expect(await send((await open('stranger')).id)).toMatchObject({ status: 403, body: { code: 50278 } })
    expect(await call(sandbox, 'POST', '/users/@me/channels', { recipient_id: sandbox.applicationId })).toMatchObject({
      status: 400,
      body: { code: 50033 },
    })
  })
})
