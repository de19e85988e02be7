// Fields of a documented body that are seldom sent: each is kept, answered, or refused; none is
// dropped without a word.
import type { Sandbox } from 'discord-sandbox'
import { expect, it } from 'vitest'
import { type Answer, call, channelId, openSandbox } from '../support.ts'

async function openGeneral() {
  const sandbox = await openSandbox()
  return { sandbox, messages: `/channels/${channelId(sandbox, 'general')}/messages` }
}

/** A message with files, as a browser or a library sends it. */
function upload(sandbox: Sandbox, path: string, body: object, ...names: readonly string[]): Promise<Answer> {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(body))
  for (const [index, name] of names.entries()) form.set(`files[${index}]`, new Blob(['x']), name)
  return call(sandbox, 'POST', path, form)
}

it('keeps what is said of a file: title, description, spoiler, remix, and what an edit changes of it', async () => {
  const { sandbox, messages } = await openGeneral()
  const said = { id: 0, title: 'A title', description: 'a text', is_spoiler: true, is_remix: true }
  const { body } = await upload(sandbox, messages, { attachments: [said] }, 'a.txt')
  expect(body.attachments).toMatchObject([{ filename: 'a.txt', title: 'A title', description: 'a text', flags: 12 }])
  const { id } = body.attachments[0]
  const edited = await call(sandbox, 'PATCH', `${messages}/${body.id}`, { attachments: [{ id, title: 'Another' }] })
  expect(edited.body.attachments).toMatchObject([{ title: 'Another', description: 'a text', flags: 12 }])
})

it('takes a voice message with its length and shape, and refuses any other', async () => {
  const { sandbox, messages } = await openGeneral()
  const voice = { id: '0', duration_secs: 1.5, waveform: 'AAAA' }
  const say = async (body: object, ...names: readonly string[]) =>
    (await upload(sandbox, messages, { flags: 8_192, ...body }, ...names)).body
  expect(await say({ attachments: [voice] }, 'a.ogg')).toMatchObject({
    flags: 8_192,
    attachments: [{ content_type: expect.stringMatching(/^audio\//), duration_secs: 1.5, waveform: 'AAAA' }],
  })
  expect((await say({ attachments: [voice], content: 'x' }, 'a.ogg')).code).toBe(50_159)
  expect((await say({ attachments: [voice] }, 'a.txt')).code).toBe(50_160)
  expect((await say({ attachments: [voice, { id: '1' }] }, 'a.ogg', 'b.ogg')).code).toBe(50_160)
  expect((await say({ attachments: [{ id: '0' }] }, 'a.ogg')).code).toBe(50_161)
})

it('hands round the colours of a client, checked', async () => {
  const { sandbox, messages } = await openGeneral()
  const theme = { colors: ['5865f2', 'ffffff'], gradient_angle: 45, base_mix: 50 }
  const sent = await call(sandbox, 'POST', messages, { shared_client_theme: theme })
  expect(sent.body.shared_client_theme).toEqual({ ...theme, base_theme: 0 })
  const wrong = await call(sandbox, 'POST', messages, { shared_client_theme: { ...theme, gradient_angle: 361 } })
  expect(wrong.body).toMatchObject({ code: 50_035, errors: { shared_client_theme: { gradient_angle: {} } } })
})

it('searches by host, file, replied message, and leaves age-restricted channels out', async () => {
  const { sandbox, messages } = await openGeneral()
  const { body: link } = await call(sandbox, 'POST', messages, { content: 'see https://Example.org/a' })
  const { body: file } = await upload(sandbox, messages, { content: 'a file' }, 'notes.TXT')
  const { body: reply } = await call(sandbox, 'POST', messages, { content: 'yes', message_reference: { message_id: link.id } })
  const found = async (query: string) => {
    const guildId = sandbox.world.store.channels.get(channelId(sandbox, 'general'))?.guild_id
    const { body } = await call(sandbox, 'GET', `/guilds/${guildId}/messages/search?${query}`)
    return body.messages.map(([{ id }]: [{ id: string }]) => id)
  }
  expect(await found('link_hostname=example.org')).toEqual([link.id])
  expect(await found('attachment_extension=txt')).toEqual([file.id])
  expect(await found('attachment_filename=notes.TXT')).toEqual([file.id])
  expect(await found(`replied_to_message_id=${link.id}`)).toEqual([reply.id])
  expect(await found(`replied_to_user_id=${sandbox.applicationId}`)).toEqual([reply.id])
  expect(await found('embed_type=video')).toEqual([])
  const general = sandbox.world.store.channels.get(channelId(sandbox, 'general'))
  if (general) sandbox.world.store.channels.put({ ...general, nsfw: true })
  expect(await found('content=yes')).toEqual([])
  expect(await found('content=yes&include_nsfw=true')).toEqual([reply.id])
})

it('takes back with null what an application says of itself', async () => {
  const { sandbox } = await openGeneral()
  await call(sandbox, 'PATCH', '/applications/@me', { description: 'Reads', tags: ['papers'] })
  const nulls = { description: null, tags: null, icon: null, install_params: null, custom_install_url: null }
  const { status, body } = await call(sandbox, 'PATCH', '/applications/@me', nulls)
  expect([status, body.description, body.tags]).toEqual([200, '', []])
})
