// What is unknown, malformed or against the rules, and the code that says so. Codes: docs,
// topics/opcodes-and-status-codes; the paths of form errors: docs, reference.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openYard, type Yard } from '../libraries/support.ts'
import { call } from '../support.ts'

const NO = '1191168956170240999'
let yard: Yard
let ids: Record<string, string>

beforeAll(async () => {
  yard = await openYard()
  const said = yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'x' }) as {
    id: string
  }
  const webhook = await call(yard.sandbox, 'POST', `/channels/${yard.channel('posts')}/webhooks`, { name: 'w' })
  ids = {
    G: yard.guildId,
    T: yard.channel('talk'),
    N: yard.channel('news'),
    F: yard.channel('posts'),
    V: yard.channel('room'),
    C: yard.channel('shelf'),
    M: yard.user('mark'),
    O: yard.user('olga'),
    A: yard.sandbox.applicationId,
    P: said.id,
    W: webhook.body.id,
    K: webhook.body.token,
  }
})
afterAll(() => yard.sandbox.stop())

const filled = (text: string) => text.replace(/(?<=[/"])[A-Z](?=["/?]|$)/g, (letter) => ids[letter] ?? letter)
const ask = (method: string, path: string, body: object | null) =>
  call(yard.sandbox, method, filled(path), body === null ? undefined : JSON.parse(filled(JSON.stringify(body))))

type Refusal = readonly [method: string, path: string, body: object | null, status: number, code: number]

describe('what is not there', () => {
  it.each<Refusal>([
    ['GET', `/guilds/G/members/${NO}`, null, 404, 10_013],
    ['GET', `/guilds/G/bans/${NO}`, null, 404, 10_026],
    ['DELETE', `/guilds/G/bans/${NO}`, null, 404, 10_026],
    ['GET', `/guilds/G/emojis/${NO}`, null, 404, 10_014],
    ['GET', `/guilds/G/stickers/${NO}`, null, 404, 10_060],
    ['GET', `/stickers/${NO}`, null, 404, 10_060],
    ['GET', `/guilds/G/scheduled-events/${NO}`, null, 404, 10_070],
    ['GET', `/guilds/G/auto-moderation/rules/${NO}`, null, 404, 0],
    ['GET', '/guilds/G/voice-states/M', null, 404, 10_065],
    ['GET', '/guilds/G/welcome-screen', null, 404, 10_069],
    ['GET', '/guilds/templates/nothing', null, 404, 10_057],
    ['DELETE', `/guilds/G/integrations/${NO}`, null, 404, 10_005],
    ['PATCH', `/guilds/G/roles/${NO}`, { name: 'x' }, 404, 10_011],
    ['PUT', `/guilds/G/members/M/roles/${NO}`, null, 404, 10_011],
    ['DELETE', `/channels/T/permissions/${NO}`, null, 404, 10_009],
    ['GET', '/invites/nothing', null, 404, 10_006],
    ['GET', `/webhooks/${NO}`, null, 404, 10_015],
    ['GET', '/webhooks/W/wrong', null, 401, 50_027],
    ['GET', `/webhooks/W/K/messages/${NO}`, null, 404, 10_008],
    ['GET', `/applications/A/emojis/${NO}`, null, 404, 10_014],
    ['GET', `/applications/A/entitlements/${NO}`, null, 404, 10_029],
    ['GET', `/applications/A/guilds/G/commands/${NO}/permissions`, null, 404, 10_066],
    ['GET', `/stage-instances/${NO}`, null, 404, 10_003],
    ['GET', '/channels/T/polls/P/answers/1', null, 404, 10_008],
  ])('%s %s', async (method, path, body, status, code) => {
    expect(await ask(method, path, body)).toMatchObject({ status, body: { code } })
  })
})

describe('what the rules forbid', () => {
  it.each<Refusal>([
    ['GET', `/applications/${NO}/emojis`, null, 403, 20_012],
    ['PUT', '/applications/A/guilds/G/commands/1191168956170240998/permissions', { permissions: [] }, 403, 20_001],
    ['DELETE', '/guilds/G/members/O', null, 403, 50_013],
    ['PUT', '/guilds/G/bans/O', {}, 403, 50_013],
    ['PATCH', '/guilds/G/members/O', { nick: 'x' }, 403, 50_013],
    ['PATCH', '/guilds/G/members/M', { mute: true }, 400, 40_032],
    ['PUT', '/guilds/G/members/M/roles/G', null, 400, 50_028],
    ['DELETE', '/guilds/G/roles/G', null, 400, 50_028],
    ['POST', '/guilds/G/roles', { unicode_emoji: '🔥' }, 400, 50_101],
    ['POST', '/guilds/G/bulk-ban', { user_ids: ['O'] }, 400, 500_000],
    ['POST', '/channels/C/messages', { content: 'x' }, 400, 50_008],
    ['POST', '/channels/F/messages', { content: 'x' }, 400, 40_058],
    ['POST', '/channels/T/followers', { webhook_channel_id: 'T' }, 400, 50_024],
    ['POST', '/channels/C/invites', {}, 400, 50_024],
    ['POST', '/channels/C/webhooks', { name: 'x' }, 400, 50_024],
    ['POST', '/channels/T/polls/P/expire', null, 400, 520_006],
    ['PUT', '/channels/T/voice-status', { status: 'x' }, 400, 50_024],
    ['POST', '/stage-instances', { channel_id: 'V', topic: 'x' }, 400, 50_024],
    ['POST', '/webhooks/W/K', { content: 'x' }, 400, 220_001],
    ['POST', '/webhooks/W/K?thread_id=T', { content: 'x' }, 404, 10_003],
    ['POST', '/channels/T/messages', { sticker_ids: [NO] }, 400, 50_081],
    ['PATCH', '/channels/T/messages/P', { content: 'x' }, 403, 50_005],
    ['POST', '/channels/T/messages', {}, 400, 50_006],
  ])('%s %s %j', async (method, path, body, status, code) => {
    expect(await ask(method, path, body)).toMatchObject({ status, body: { code } })
  })
})

const START = { scheduled_start_time: '2099-01-01T00:00:00Z' }

describe('a form with a fault names the field and the fault', () => {
  it.each<readonly [method: string, path: string, body: object, field: string, code: string]>([
    ['PATCH', '/guilds/G', { name: 'x' }, 'name', 'BASE_TYPE_BAD_LENGTH'],
    ['PATCH', '/guilds/G', { system_channel_id: NO }, 'system_channel_id', 'CHANNEL_NOT_FOUND'],
    ['PATCH', '/guilds/G', { icon: 'not an image' }, 'icon', 'BASE_TYPE_INVALID'],
    ['POST', '/guilds/G/roles', { name: 'x'.repeat(101) }, 'name', 'BASE_TYPE_MAX_LENGTH'],
    ['POST', '/guilds/G/roles', { color: 16_777_216 }, 'color', 'NUMBER_TYPE_MAX'],
    ['POST', '/guilds/G/emojis', { name: 'a b', image: 'x' }, 'name', 'BASE_TYPE_INVALID'],
    ['PATCH', '/guilds/G/members/M', { nick: 'x'.repeat(33) }, 'nick', 'BASE_TYPE_MAX_LENGTH'],
    [
      'PATCH',
      '/guilds/G/members/M',
      { communication_disabled_until: 'soon' },
      'communication_disabled_until',
      'DATE_TIME_TYPE_PARSE',
    ],
    [
      'PATCH',
      '/guilds/G/members/M',
      { communication_disabled_until: '2099-01-01T00:00:00Z' },
      'communication_disabled_until',
      'BASE_TYPE_INVALID',
    ],
    ['POST', '/guilds/G/channels', {}, 'name', 'BASE_TYPE_REQUIRED'],
    ['POST', '/guilds/G/channels', { name: 'x', parent_id: 'T' }, 'parent_id', 'CHANNEL_PARENT_INVALID_TYPE'],
    ['PATCH', '/channels/V', { bitrate: 1 }, 'bitrate', 'NUMBER_TYPE_MIN'],
    ['PATCH', '/channels/T', { type: 2 }, 'type', 'BASE_TYPE_CHOICES'],
    ['POST', '/channels/T/invites', { max_uses: 101 }, 'max_uses', 'NUMBER_TYPE_MAX'],
    ['POST', '/channels/T/webhooks', { name: 'Clyde' }, 'name', 'USERNAME_INVALID_CONTAINS'],
    [
      'POST',
      '/guilds/G/scheduled-events',
      { ...START, name: 'x', privacy_level: 2, entity_type: 3 },
      'entity_metadata',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'POST',
      '/guilds/G/scheduled-events',
      { ...START, name: 'x', privacy_level: 2, entity_type: 2 },
      'channel_id',
      'BASE_TYPE_REQUIRED',
    ],
    ['POST', '/channels/T/messages', { poll: { answers: [] } }, 'poll', 'question'],
    ['PATCH', '/users/@me', { username: 'x' }, 'username', 'BASE_TYPE_BAD_LENGTH'],
  ])('%s %s %j', async (method, path, body, field, code) => {
    const answer = await ask(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 50_035, message: 'Invalid Form Body' } })
    const errors = answer.body.errors[field]
    expect(errors._errors?.[0]?.code ?? Object.keys(errors)[0]).toBe(code)
  })
})

describe('an address', () => {
  it('with a fixed step is never taken for one with an id', async () => {
    const found = await ask('GET', '/guilds/G/members/search?query=mark', null)
    expect(found.body.map(({ user }: { user: { id: string } }) => user.id)).toEqual([ids.M])
    expect((await ask('GET', '/guilds/G/roles/member-counts', null)).status).toBe(200)
    expect((await ask('PATCH', '/guilds/G/members/@me', { nick: null })).body.user.id).toBe(ids.A)
  })

  it('with a word where an id belongs names the parameter', async () => {
    expect(await ask('GET', '/guilds/G/emojis/smile', null)).toMatchObject({
      status: 400,
      body: { code: 50_035, errors: { emoji_id: { _errors: [{ code: 'NUMBER_TYPE_COERCE' }] } } },
    })
  })
})

describe('a body', () => {
  const send = async (body: string | FormData, type?: string) => {
    const response = await fetch(`${yard.sandbox.apiUrl}/v10/channels/${ids.T}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${yard.sandbox.token}`, ...(type && { 'content-type': type }) },
      body,
    })
    return { status: response.status, body: await response.json() }
  }

  it('may be a form, with fields or with payload_json', async () => {
    const form = 'application/x-www-form-urlencoded'
    expect(await send('content=true+%26+more&tts=false', form)).toMatchObject({
      status: 200,
      body: { content: 'true & more', tts: false },
    })
    const payload = new URLSearchParams({ payload_json: JSON.stringify({ content: 'in JSON', flags: 4 }) })
    expect(await send(String(payload), form)).toMatchObject({ status: 200, body: { content: 'in JSON', flags: 4 } })
    const multipart = new FormData()
    multipart.set('content', 'a field')
    expect(await send(multipart)).toMatchObject({ status: 200, body: { content: 'a field' } })
  })

  it('keeps every digit of integers past 2^53', async () => {
    const json = 'application/json'
    const reply = `{"content":"r","message_reference":{"message_id":${ids.P}},"nonce":9007199254740993}`
    expect((await send(reply, json)).body).toMatchObject({ nonce: '9007199254740993', message_reference: { message_id: ids.P } })
    expect(
      (await send('{"content":"12345678901234567890","embeds":[{"title":"1\\"2345678901234567890"}]}', json)).body,
    ).toMatchObject({
      content: '12345678901234567890',
      embeds: [{ title: '1"2345678901234567890' }],
    })
  })
})
