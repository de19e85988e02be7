// Every limit of Discord's that the sandbox enforces, each with the code, the status and the place
// in the error tree.

import type { Sandbox } from 'discord-sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../support/sandbox.ts'
import { call, channelId } from './support.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ limits: 'off' })
})
afterAll(() => sandbox.stop())

const x = (length: number) => 'x'.repeat(length)
const post = (body: unknown, channel = 'papers') =>
  call(sandbox, 'POST', `/channels/${channelId(sandbox, channel)}/messages`, body)

/** The leaf codes of an error tree as `path code`. */
function leaves(node: Record<string, unknown> | undefined, path: string[] = []): string[] {
  return Object.entries(node ?? {}).flatMap(([key, value]) =>
    key === '_errors'
      ? (value as { code: string }[]).map(({ code }) => `${path.join('.')} ${code}`)
      : leaves(value as Record<string, unknown>, [...path, key]),
  )
}

const button = (more: object = {}) => ({ type: 2, style: 1, label: 'go', custom_id: 'a', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...more })
const display = (...components: object[]) => ({ flags: 1 << 15, components })
const text = (content: string) => ({ type: 10, content })
const media = { url: 'https://example.org/a.png' }
const embed = (more: object) => ({ embeds: [more] })
const field = (more: object = {}) => ({ name: 'n', value: 'v', ...more })

describe('a message that Discord refuses with "Invalid Form Body"', () => {
  const cases: [string, object, string][] = [
    ['content of 2001 characters', { content: x(2_001) }, 'content BASE_TYPE_MAX_LENGTH'],
    ['content that is no text', { content: { a: 1 } }, 'content STRING_TYPE_CONVERT'],
    ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 't' })) }, 'embeds BASE_TYPE_MAX_LENGTH'],
    ['an embed title of 257', embed({ title: x(257) }), 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
    ['an embed description of 4097', embed({ description: x(4_097) }), 'embeds.0.description BASE_TYPE_MAX_LENGTH'],
    ['26 fields', embed({ fields: Array.from({ length: 26 }, () => field()) }), 'embeds.0.fields BASE_TYPE_MAX_LENGTH'],
    ['a field name of 257', embed({ fields: [field({ name: x(257) })] }), 'embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH'],
    ['a field value of 1025', embed({ fields: [field({ value: x(1_025) })] }), 'embeds.0.fields.0.value BASE_TYPE_BAD_LENGTH'],
    ['an empty field name', embed({ fields: [field({ name: '' })] }), 'embeds.0.fields.0.name BASE_TYPE_REQUIRED'],
    ['a field value of white space', embed({ fields: [field({ value: ' \n ' })] }), 'embeds.0.fields.0.value BASE_TYPE_REQUIRED'],
    ['a field without a value', embed({ fields: [{ name: 'n' }] }), 'embeds.0.fields.0.value BASE_TYPE_REQUIRED'],
    ['a footer of 2049', embed({ footer: { text: x(2_049) } }), 'embeds.0.footer.text BASE_TYPE_MAX_LENGTH'],
    ['an author of 257', embed({ author: { name: x(257) } }), 'embeds.0.author.name BASE_TYPE_BAD_LENGTH'],
    [
      '6001 characters over two embeds',
      { embeds: [{ description: x(4_000) }, { description: x(2_001) }] },
      'embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['an embed url without a scheme', embed({ title: 't', url: 'example.org' }), 'embeds.0.url URL_TYPE_INVALID_URL'],
    ['an embed url of another scheme', embed({ title: 't', url: 'javascript:alert(1)' }), 'embeds.0.url URL_TYPE_INVALID_SCHEME'],
    ['an embed url of 2049', embed({ title: 't', url: `https://example.org/${x(2_029)}` }), 'embeds.0.url BASE_TYPE_MAX_LENGTH'],
    ['attachment:// for a title link', embed({ title: 't', url: 'attachment://a.png' }), 'embeds.0.url URL_TYPE_INVALID_SCHEME'],
    [
      'an image that is no picture',
      embed({ image: { url: 'attachment://a.pdf' } }),
      'embeds.0.image.url URL_TYPE_INVALID_EXTENSION',
    ],
    ['an image that was not sent', embed({ image: { url: 'attachment://a.png' } }), 'embeds.0.image.url ATTACHMENT_NOT_FOUND'],
    ['a colour of 16777216', embed({ title: 't', color: 16_777_216 }), 'embeds.0.color NUMBER_TYPE_MAX'],
    ['a colour of -1', embed({ title: 't', color: -1 }), 'embeds.0.color NUMBER_TYPE_MIN'],
    ['a timestamp that is no time', embed({ title: 't', timestamp: 'yesterday' }), 'embeds.0.timestamp DATE_TIME_TYPE_PARSE'],
    [
      '6 rows',
      { components: Array.from({ length: 6 }, (_, at) => row(button({ custom_id: `${at}` }))) },
      'components BASE_TYPE_MAX_LENGTH',
    ],
    [
      '6 buttons in a row',
      { components: [row(...Array.from({ length: 6 }, (_, at) => button({ custom_id: `${at}` })))] },
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty row', { components: [row()] }, 'components.0.components BASE_TYPE_BAD_LENGTH'],
    [
      'a select beside a button',
      { components: [row(button(), select())] },
      'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'a custom_id twice',
      { components: [row(button(), button({ disabled: true }))] },
      'components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a component id twice',
      { components: [row(button({ id: 7 }), button({ id: 7, custom_id: 'b' }))] },
      'components.0.components.1.id COMPONENT_ID_DUPLICATED',
    ],
    [
      'a custom_id of 101',
      { components: [row(button({ custom_id: x(101) }))] },
      'components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button label of 81',
      { components: [row(button({ label: x(81) }))] },
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a button with neither label nor emoji',
      { components: [row(button({ label: undefined }))] },
      'components.0.components.0 BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
    ],
    [
      'a button without custom_id',
      { components: [row(button({ custom_id: undefined }))] },
      'components.0.components.0.custom_id BASE_TYPE_REQUIRED',
    ],
    ['a button style of 9', { components: [row(button({ style: 9 }))] }, 'components.0.components.0.style BASE_TYPE_CHOICES'],
    [
      'a link button with a custom_id',
      { components: [row(button({ style: 5, url: 'https://example.org' }))] },
      'components.0.components.0.custom_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
    ],
    [
      'a link button without url',
      { components: [row(button({ style: 5, custom_id: undefined }))] },
      'components.0.components.0.url BASE_TYPE_REQUIRED',
    ],
    [
      'a link of 513',
      { components: [row(button({ style: 5, custom_id: undefined, url: `https://example.org/${x(493)}` }))] },
      'components.0.components.0.url BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a link of another scheme',
      { components: [row(button({ style: 5, custom_id: undefined, url: 'ftp://example.org' }))] },
      'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a premium button with a label',
      { components: [row(button({ style: 6, custom_id: undefined, sku_id: '1191168918421504000' }))] },
      'components.0.components.0.label BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
    ],
    [
      '26 options',
      { components: [row(select({ options: Array.from({ length: 26 }, (_, at) => ({ label: `${at}`, value: `${at}` })) }))] },
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a select without options',
      { components: [row(select({ options: [] }))] },
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option label of 101',
      { components: [row(select({ options: [{ label: x(101), value: 'a' }] }))] },
      'components.0.components.0.options.0.label BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option value of 101',
      { components: [row(select({ options: [{ label: 'a', value: x(101) }] }))] },
      'components.0.components.0.options.0.value BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option description of 101',
      { components: [row(select({ options: [{ label: 'a', value: 'a', description: x(101) }] }))] },
      'components.0.components.0.options.0.description BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an option value twice',
      {
        components: [
          row(
            select({
              options: [
                { label: 'a', value: 'a' },
                { label: 'b', value: 'a' },
              ],
            }),
          ),
        ],
      },
      'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'a placeholder of 151',
      { components: [row(select({ placeholder: x(151) }))] },
      'components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH',
    ],
    [
      'max_values above the options',
      { components: [row(select({ max_values: 2 }))] },
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'max_values of 26',
      { components: [row(select({ max_values: 26 }))] },
      'components.0.components.0.max_values NUMBER_TYPE_MAX',
    ],
    ['max_values of 0', { components: [row(select({ max_values: 0 }))] }, 'components.0.components.0.max_values NUMBER_TYPE_MIN'],
    ['a text display without the flag', { content: 'a', components: [text('a')] }, 'components.0.type UNION_TYPE_CHOICES'],
    [
      'content beside the new components',
      { ...display(text('a')), content: 'a' },
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'embeds beside the new components',
      { ...display(text('a')), embeds: [{ title: 't' }] },
      'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      '41 components, nested ones counted',
      display(...Array.from({ length: 4 }, () => ({ type: 17, components: Array.from({ length: 10 }, () => text('a')) }))),
      'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '4001 characters over two text displays',
      display(text(x(4_000)), text('a')),
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['an empty container', display({ type: 17, components: [] }), 'components.0.components BASE_TYPE_BAD_LENGTH'],
    [
      'a container in a container',
      display({ type: 17, components: [{ type: 17, components: [text('a')] }] }),
      'components.0.components.0.type UNION_TYPE_CHOICES',
    ],
    [
      'an accent colour above white',
      display({ type: 17, accent_color: 0x1000000, components: [text('a')] }),
      'components.0.accent_color NUMBER_TYPE_MAX',
    ],
    [
      'a section of 4 texts',
      display({ type: 9, components: [text('a'), text('b'), text('c'), text('d')], accessory: button() }),
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    ['a section without accessory', display({ type: 9, components: [text('a')] }), 'components.0.accessory BASE_TYPE_REQUIRED'],
    [
      'a gallery of 11',
      display({ type: 12, items: Array.from({ length: 11 }, () => ({ media })) }),
      'components.0.items BASE_TYPE_BAD_LENGTH',
    ],
    [
      'alternative text of 1025',
      display({ type: 12, items: [{ media, description: x(1_025) }] }),
      'components.0.items.0.description BASE_TYPE_MAX_LENGTH',
    ],
    ['a separator spacing of 3', display({ type: 14, spacing: 3 }), 'components.0.spacing BASE_TYPE_CHOICES'],
    ['a file component with a web address', display({ type: 13, file: media }), 'components.0.file.url URL_TYPE_INVALID_SCHEME'],
    ['a nonce of 26', { content: 'a', nonce: x(26) }, 'nonce BASE_TYPE_MAX_LENGTH'],
    [
      'users both parsed and listed',
      { content: 'a', allowed_mentions: { parse: ['users'], users: ['1191168918421504000'] } },
      'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'an unknown kind of mention',
      { content: 'a', allowed_mentions: { parse: ['all'] } },
      'allowed_mentions.parse.0 BASE_TYPE_CHOICES',
    ],
    [
      '101 listed users',
      { content: 'a', allowed_mentions: { users: Array.from({ length: 101 }, (_, at) => `${at + 1}`) } },
      'allowed_mentions.users BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an answer to nothing',
      { content: 'a', message_reference: { message_id: '1191168918421504000' } },
      'message_reference MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
    ],
    ['4 stickers', { content: 'a', sticker_ids: ['1', '2', '3', '4'] }, 'sticker_ids BASE_TYPE_MAX_LENGTH'],
    [
      '11 attachments',
      { content: 'a', attachments: Array.from({ length: 11 }, (_, id) => ({ id })) },
      'attachments BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an attachment description of 1025',
      { content: 'a', attachments: [{ id: 0, description: x(1_025) }] },
      'attachments.0.description BASE_TYPE_MAX_LENGTH',
    ],
  ]
  it.each(cases)('%s', async (_, body, leaf) => {
    const { status, body: error } = await post(body)
    expect([status, error.code, error.message]).toEqual([400, 50035, 'Invalid Form Body'])
    expect(leaves(error.errors)).toContain(leaf)
  })

  it('tells every fault at once, array indexes as keys', async () => {
    const { body } = await post({ content: x(2_001), embeds: [{ title: 't' }, { title: x(300), color: -1 }] })
    expect(body).toEqual({
      message: 'Invalid Form Body',
      code: 50035,
      errors: {
        content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
        embeds: {
          1: {
            title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] },
            color: { _errors: [{ code: 'NUMBER_TYPE_MIN', message: 'int value should be greater than or equal to 0.' }] },
          },
        },
      },
    })
  })
})

describe('a message that Discord takes', () => {
  const full = '😀'
  const cases: [string, object][] = [
    ['2000 emoji: code points are counted, not UTF-16 units', { content: full.repeat(2_000) }],
    ['an embed title of 256 emoji', embed({ title: full.repeat(256) })],
    ['white space around a title that is not counted', embed({ title: `  ${x(256)}\n` })],
    ['6000 characters over ten embeds', { embeds: Array.from({ length: 10 }, () => ({ description: x(600) })) }],
    ['an embed with a picture alone', embed({ image: media })],
    [
      '5 rows of 5 buttons',
      {
        content: 'a',
        components: Array.from({ length: 5 }, (_, r) =>
          row(...Array.from({ length: 5 }, (_, b) => button({ custom_id: `${r}.${b}` }))),
        ),
      },
    ],
    [
      '40 components and 4000 characters',
      display({ type: 17, components: [text(x(4_000 - 38)), ...Array.from({ length: 38 }, () => text('a'))] }),
    ],
    [
      'every component of the new kind',
      display(
        text('a'),
        { type: 9, components: [text('b')], accessory: { type: 11, media } },
        { type: 12, items: [{ media, description: 'alt' }] },
        { type: 14, divider: false, spacing: 2 },
        row(button()),
        { type: 17, accent_color: 0, components: [row(select())] },
      ),
    ],
    [
      'the keys that discord.js always adds',
      { content: 'a', tts: false, enforce_nonce: false, nonce: undefined, flags: undefined, embeds: [], components: [] },
    ],
    ['a number as nonce', { content: 'a', nonce: 12_345_678_901 }],
    [
      'nulls for what is left out',
      { content: 'a', embeds: null, components: null, allowed_mentions: null, message_reference: null, flags: null },
    ],
  ]
  it.each(cases)('%s', async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 200 })
  })
})

describe('a request refused as a whole', () => {
  it.each([
    ['nothing in it', {}, 400, 50006],
    ['white space alone', { content: ' \n ' }, 400, 50006],
    ['an embed with nothing to see', { embeds: [{}] }, 400, 50006],
  ])('%s', async (_, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { code } })
  })

  it.each([
    ['GET', '/nowhere', 404, 0],
    ['GET', '/channels/1191168918421504999', 404, 10003],
    ['GET', '/guilds/1191168918421504999', 404, 10004],
    ['GET', '/users/1191168918421504999', 404, 10013],
    ['PATCH', '/applications/1191168918421504999/commands/1191168918421504999', 403, 20012],
    ['GET', '/channels/papers', 400, 50035],
  ])('%s %s', async (method, path, status, code) => {
    expect(await call(sandbox, method, path, method === 'PATCH' ? {} : undefined)).toMatchObject({ status, body: { code } })
  })

  it('an unknown message', async () => {
    const path = `/channels/${channelId(sandbox, 'papers')}/messages/1191168918421504999`
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(await call(sandbox, method, path, method === 'PATCH' ? { content: 'a' } : undefined)).toMatchObject({
        status: 404,
        body: { code: 10008, message: 'Unknown Message' },
      })
    }
  })

  it('no token, a wrong one, one without its prefix', async () => {
    for (const authorization of ['', 'Bot wrong', 'sandbox']) {
      expect(await call(sandbox, 'GET', '/users/@me', undefined, { authorization })).toMatchObject({
        status: 401,
        body: { message: '401: Unauthorized', code: 0 },
      })
    }
  })

  it('a version of the API that is gone', async () => {
    const response = await fetch(`${sandbox.apiUrl}/v5/users/@me`, { headers: { authorization: 'Bot sandbox' } })
    expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([400, 50041])
  })

  it('a body that is no JSON, and one that does not say it is', async () => {
    const url = `${sandbox.apiUrl}/v10/channels/${channelId(sandbox, 'papers')}/messages`
    const send = async (type: string, body: string) => {
      const response = await fetch(url, { method: 'POST', headers: { authorization: 'Bot sandbox', 'content-type': type }, body })
      return [response.status, ((await response.json()) as { code: number }).code]
    }
    expect(await send('application/json', '{"content":')).toEqual([400, 50109])
    expect(await send('text/plain', '{"content":"a"}')).toEqual([400, 50035])
  })

  it('files that are too many, too large, or too large together', async () => {
    const form = (sizes: readonly number[]) => {
      const body = new FormData()
      body.set('payload_json', '{}')
      for (const [at, size] of sizes.entries()) body.set(`files[${at}]`, new Blob([new Uint8Array(size)]), `${at}.bin`)
      return body
    }
    expect(await post(form(Array.from({ length: 11 }, () => 1)))).toMatchObject({ status: 400, body: { code: 30015 } })
    expect(await post(form([10 * 2 ** 20 + 1]))).toMatchObject({ status: 413, body: { code: 40005 } })
    expect(await post(form([9, 9, 9].map((mib) => mib * 2 ** 20)))).toMatchObject({ status: 413, body: { code: 40005 } })
    expect(await post(form([10 * 2 ** 20]))).toMatchObject({ status: 200 })
  })
})
