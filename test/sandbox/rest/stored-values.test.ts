// What a request writes and the sandbox answers with later: taken as Discord writes it back, or
// refused with the field's name.
import { describe, expect, it, onTestFinished } from 'vitest'
import { openYard } from '../libraries/support.ts'
import { call } from '../support.ts'

async function openScene() {
  const yard = await openYard({}, { requests: false })
  onTestFinished(() => yard.sandbox.stop())
  const send = (method: string, path: string, body: unknown) => call(yard.sandbox, method, path, body)
  return { ...yard, send, guild: `/guilds/${yard.guildId}` }
}

/** The code of the first error at a place of the nested errors. */
function codeAt({ errors }: { errors?: unknown }, ...path: string[]): unknown {
  const node = path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], errors)
  return (node as { _errors?: { code: string }[] } | undefined)?._errors?.[0]?.code
}

describe('a list that names a set', () => {
  it('has each tag of an application once', async () => {
    const { send } = await openScene()
    const { status, body } = await send('PATCH', '/applications/@me', { tags: ['tea', 'cake', 'tea'] })
    expect([status, body.tags]).toEqual([200, ['tea', 'cake']])
  })

  it('has each channel and role that a rule leaves alone once', async () => {
    const { send, guild, channel } = await openScene()
    const rule = { name: 'r', event_type: 1, trigger_type: 3, actions: [{ type: 1 }] }
    const twice = [channel('talk'), channel('talk'), channel('news')]
    const { body } = await send('POST', `${guild}/auto-moderation/rules`, { ...rule, exempt_channels: twice })
    expect(body.exempt_channels).toEqual([channel('talk'), channel('news')])
  })

  it('has each role of who joins once', async () => {
    const { send, guild, user } = await openScene()
    const { body: role } = await send('POST', `${guild}/roles`, { name: 'r' })
    const path = `${guild}/members/${user('guest')}`
    const { status, body } = await send('PUT', path, { access_token: 'x', roles: [role.id, role.id] })
    expect([status, body.roles]).toEqual([201, [role.id]])
  })
})

describe('the features of a server', () => {
  it('are switched where they are of those that one switches by hand, and else stay as they are', async () => {
    const { send, guild } = await openScene()
    const patch = async (features: unknown) => (await send('PATCH', guild, { features })).body.features
    const given = ['NEWS', 'INVITES_DISABLED', 'INVITES_DISABLED', 'PARTNERED', 'OF_NO_SERVER', null]
    expect(await patch(given)).toEqual(['NEWS', 'INVITES_DISABLED'])
    expect(await patch([])).toEqual(['NEWS'])
    expect(await patch(['COMMUNITY'])).toEqual(['NEWS', 'COMMUNITY'])
  })

  it('are names', async () => {
    const { send, guild } = await openScene()
    const { status, body } = await send('PATCH', guild, { features: [7] })
    expect([status, codeAt(body, 'features', '0')]).toEqual([400, 'STRING_TYPE_CONVERT'])
  })
})

describe('an id', () => {
  const overwriteOf = (id: unknown) => ({ permission_overwrites: [{ id, type: 0, allow: '0', deny: '1024' }] })

  it('is written without leading zeros, in a body and in a path', async () => {
    const { send, channel } = await openScene()
    const path = `/channels/${channel('talk')}`
    expect((await send('PATCH', path, overwriteOf('007'))).body.permission_overwrites[0].id).toBe('7')
    expect((await send('PUT', `${path}/permissions/008`, { type: 1, deny: '1024' })).status).toBe(204)
    const { body } = await send('PATCH', path, { topic: 't' })
    expect(body.permission_overwrites.map(({ id }: { id: string }) => id)).toEqual(['7', '8'])
  })

  it('is below 2^63', async () => {
    const { send, channel } = await openScene()
    const path = `/channels/${channel('talk')}`
    expect((await send('PATCH', path, overwriteOf(String(2n ** 63n - 1n)))).status).toBe(200)
    const { status, body } = await send('PATCH', path, overwriteOf(String(2n ** 63n)))
    expect([status, codeAt(body, 'permission_overwrites', '0', 'id')]).toEqual([400, 'NUMBER_TYPE_MAX'])
  })
})

describe('the type of a channel', () => {
  it('may be that of a media channel, whose posts have tags as those of a forum', async () => {
    const { send, guild } = await openScene()
    const { status, body } = await send('POST', `${guild}/channels`, {
      name: 'Pictures',
      type: 16,
      available_tags: [{ name: 'New' }],
    })
    expect([status, body.type, body.name, body.available_tags[0].name]).toEqual([201, 16, 'pictures', 'New'])
  })

  it.each([1, 3, 6, 10, 14, 17, -1, 2 ** 31])('is not %d for one that a bot makes', async (type) => {
    const { send, guild } = await openScene()
    const { status, body } = await send('POST', `${guild}/channels`, { name: 'x', type })
    expect([status, codeAt(body, 'type')]).toEqual([400, 'BASE_TYPE_CHOICES'])
  })
})

describe('a number of a command', () => {
  const commandOf = (option: object) => ({
    name: 'count',
    description: 'd',
    options: [{ name: 'n', description: 'd', ...option }],
  })

  it.each([
    [{ type: 4, min_value: 0.5 }, 'min_value', 'NUMBER_TYPE_COERCE'],
    [{ type: 4, max_value: 1e308 }, 'max_value', 'NUMBER_TYPE_MAX'],
    [{ type: 4, min_value: -1e308 }, 'min_value', 'NUMBER_TYPE_MIN'],
  ])('of whole numbers is refused with %j', async (option, field, code) => {
    const { send, sandbox } = await openScene()
    const { status, body } = await send('POST', `/applications/${sandbox.applicationId}/commands`, commandOf(option))
    expect([status, codeAt(body, 'options', '0', field)]).toEqual([400, code])
  })

  it('of any numbers may have a fraction', async () => {
    const { send, sandbox } = await openScene()
    const path = `/applications/${sandbox.applicationId}/commands`
    expect((await send('POST', path, commandOf({ type: 10, min_value: 0.5 }))).body.options[0].min_value).toBe(0.5)
  })
})

describe('a time', () => {
  it('of a recurring event is answered whole', async () => {
    const { send, guild } = await openScene()
    const { body } = await send('POST', `${guild}/scheduled-events`, {
      name: 'Tea',
      privacy_level: 2,
      entity_type: 3,
      entity_metadata: { location: 'Here' },
      scheduled_start_time: '2090-01-01T00:00:00Z',
      scheduled_end_time: '2090-01-01T01:00:00Z',
      recurrence_rule: { start: '2090-01-01', frequency: 2, by_weekday: [0, 0] },
    })
    expect(body.recurrence_rule).toMatchObject({ start: '2090-01-01T00:00:00.000000+00:00', by_weekday: [0] })
  })

  it.each(['tomorrow', '9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00Z'])('is refused as %s', async (moment) => {
    const { send, guild } = await openScene()
    const { status, body } = await send('PUT', `${guild}/incident-actions`, { invites_disabled_until: moment })
    expect([status, codeAt(body, 'invites_disabled_until')]).toEqual([400, 'DATE_TIME_TYPE_PARSE'])
  })

  it('of a Slack message is refused where no calendar has it', async () => {
    const { send, channel } = await openScene()
    const { body: webhook } = await send('POST', `/channels/${channel('talk')}/webhooks`, { name: 'hook' })
    const slack = { text: 't', attachments: [{ title: 't', ts: 1e308 }] }
    const { status, body } = await send('POST', `/webhooks/${webhook.id}/${webhook.token}/slack`, slack)
    expect([status, codeAt(body, 'attachments', '0', 'ts')]).toEqual([400, 'NUMBER_TYPE_MAX'])
  })
})

describe('an address of the application', () => {
  it('is one, or is taken back with an empty text', async () => {
    const { send } = await openScene()
    const patch = (role_connections_verification_url: string) =>
      send('PATCH', '/applications/@me', { role_connections_verification_url })
    expect(codeAt((await patch('nowhere')).body, 'role_connections_verification_url')).toBe('URL_TYPE_INVALID_URL')
    expect((await patch('https://example.org/')).body.role_connections_verification_url).toBe('https://example.org/')
    expect((await patch('')).body.role_connections_verification_url).toBeNull()
  })
})
