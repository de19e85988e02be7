// What the fuzz has found, each under its own name: input that was taken and should not have been,
// or that ended the process instead of its request.
import { DEFAULT_SEED } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { createClock, MAX_TIME, MIN_TIME } from '../../../src/sandbox/clock.ts'
import { openYard } from '../libraries/support.ts'
import { call, channelId, control, openClient, openSandbox } from '../support.ts'

const recorded = (message: object) => ({
  recording: { recording: 1, steps: [{ do: { kind: 'start' }, messages: [message], deleted: [] }] },
  timeout_ms: 5,
})

describe('the control interface', () => {
  it.each([null, [], [null], 1, 'x', { action: null }, { action: '__proto__' }, { action: 'constructor' }])(
    'refuses the action %j',
    async (action) => {
      const sandbox = await openSandbox()
      const { status, body } = await control(sandbox, 'POST', '/world', action)
      expect(status === 400 || JSON.stringify(body) === '{"result":[]}').toBe(true)
    },
  )

  it.each([
    ['what is no recording', { recording: { recording: 2 } }],
    ['a deed of no kind', { recording: { recording: 1, steps: [{ do: { kind: ['act'] } }] } }],
    [
      'a message without an author',
      recorded({ id: '1', channel_id: '2', content: 'x', embeds: [], components: [], attachments: [] }),
    ],
    ['a message that is null', recorded(null as never)],
  ])('refuses to replay %s and goes on', async (_, body) => {
    const sandbox = await openSandbox()
    const answer = await control(sandbox, 'POST', '/replay', body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toContain('this is not a recording of a session')
    expect((await call(sandbox, 'GET', '/users/@me')).status).toBe(200)
  })

  it('ends a wait for a channel that is deleted meanwhile, not the process', async () => {
    const sandbox = await openSandbox({ seed: DEFAULT_SEED })
    const waited = expect(
      sandbox.waitForMessage({ channel: '#announcements', content: 'never' }, { timeoutMs: 500 }),
    ).rejects.toThrow('it is not in #announcements')
    sandbox.control.act({ action: 'delete-channel', channel: '#announcements' })
    await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'general')}/messages`, { content: 'never' })
    await waited
  })

  it('waits for a message in a channel that is yet to be made', async () => {
    const sandbox = await openSandbox({ seed: DEFAULT_SEED })
    await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'general')}/messages`, { content: 'before' })
    const waited = sandbox.waitForMessage({ channel: '#later', content: 'there' })
    const { id } = sandbox.control.act({ action: 'create-channel', name: 'later' }) as { id: string }
    await call(sandbox, 'POST', `/channels/${id}/messages`, { content: 'there' })
    expect((await waited).channel_id).toBe(id)
  })

  it.each([8.64e15, -1, MAX_TIME + 1, 1e308])('does not move the clock to %d, where there are no ids', async (set) => {
    const sandbox = await openSandbox()
    const { status, body } = await control(sandbox, 'POST', '/clock', { set })
    expect([status, body.error]).toEqual([400, expect.stringContaining('the clock goes from 2015-01-01T00:00:00.000Z to 2154-')])
    expect((await control(sandbox, 'POST', '/clock', { advance: 1e308 })).status).toBe(400)
    expect((await control(sandbox, 'GET', '/state')).status).toBe(200)
  })

  it.each([
    ['world', { action: 'timeout-bot', ms: 9e15 }],
    ['world', { action: 'update-member', user: 'member', timeout_ms: 9e15 }],
    ['world', { action: 'create-channel', name: 'x', type: 9 }],
    ['faults', { kind: 'slow', ms: 1e300 }],
    ['faults', { kind: 'gateway-cut', every_ms: 2 ** 31 }],
    ['wait', { message: {}, timeout_ms: 2 ** 31 }],
  ])('refuses the number in %s %j', async (path, body) => {
    const sandbox = await openSandbox()
    expect((await control(sandbox, 'POST', `/${path}`, body)).status).toBe(400)
  })
})

describe('a person', () => {
  const yard = () => openYard({}, { requests: false })

  it.each([[{ toString: 0.5 }], [{ valueOf: null }], [[{}]], [1e308]] as [unknown][])(
    'who gives %j for an option is told what is wrong with it',
    async (value) => {
      const { sandbox } = await yard()
      const options = [
        ...[3, 4, 5, 6, 7, 8, 9, 10].map((type) => ({ type, name: `of${type}`, description: 'd' })),
        { type: 3, name: 'constructor', description: 'd' },
      ]
      await call(sandbox, 'POST', `/applications/${sandbox.applicationId}/commands`, { name: 'ask', description: 'd', options })
      const client = await openClient(sandbox)
      for (const type of [4, 5, 6, 7, 8, 9, 10]) {
        const run = {
          kind: 'command',
          name: 'ask',
          channel_id: '#talk',
          user: 'mark',
          options: { [`of${type}`]: value },
          wait: 'none',
        }
        const { status } = await control(sandbox, 'POST', '/interactions', run)
        expect([type, status]).toEqual([type, expect.toBeOneOf([400, 404])])
      }
      const bare = { kind: 'command', name: 'ask', channel_id: '#talk', user: 'mark', wait: 'none' }
      expect((await control(sandbox, 'POST', '/interactions', bare)).body.interaction.data?.options ?? []).toEqual([])
      await client.destroy()
      await sandbox.stop()
    },
  )
})

describe('a pattern', () => {
  it.each(['x'.repeat(70_000), '['])('that cannot be compiled is refused (%#)', async (pattern) => {
    const sandbox = await openSandbox()
    const { status } = await control(sandbox, 'POST', '/wait', { message: { content: { pattern } }, timeout_ms: 5 })
    expect(status).toBe(400)
  })
})

describe('a clock', () => {
  it('goes no further than ids do, and stays where it was', () => {
    const clock = createClock()
    expect(() => clock.set(MIN_TIME - 60_000)).toThrow(RangeError)
    expect(() => clock.advance(Number.NaN)).toThrow(RangeError)
    expect(clock.offset()).toBe(0)
  })
})

describe('the API', () => {
  const yard = async () => {
    const opened = await openYard({}, { requests: false })
    return { ...opened, [Symbol.asyncDispose]: () => opened.sandbox.stop() }
  }
  const button = (emoji: object) => ({
    components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x', emoji }] }],
  })

  it('refuses an emoji without id and name, and knows the name of one by its id', async () => {
    await using opened = await yard()
    const path = `/channels/${opened.channel('talk')}/messages`
    const refused = await call(opened.sandbox, 'POST', path, button({}))
    expect(refused.body.errors.components['0'].components['0'].emoji._errors[0].code).toBe('COMPONENT_INVALID_EMOJI')
    const image =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const { body: emoji } = await call(opened.sandbox, 'POST', `/guilds/${opened.guildId}/emojis`, { name: 'tea', image })
    const { body } = await call(opened.sandbox, 'POST', path, button({ id: emoji.id }))
    expect(body.components[0].components[0].emoji).toEqual({ id: emoji.id, name: 'tea' })
  })

  it.each<unknown>([{ toString: 0.5 }, [{ toString: 1 }], 'x', 1e308])('refuses the flags %j', async (flags) => {
    await using opened = await yard()
    const { status, body } = await call(opened.sandbox, 'POST', `/channels/${opened.channel('talk')}/messages`, {
      content: 'x',
      flags,
    })
    expect([status, Object.keys(body.errors)]).toEqual([400, ['flags']])
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'names the key %s in its error, and leaves no trace of it',
    async (key) => {
      await using opened = await yard()
      const path = `/applications/${opened.sandbox.applicationId}/commands`
      const json = `{"name":"tea","description":"Tea","type":2,"name_localizations":{"${key}":"x"}}`
      const headers = { authorization: 'Bot sandbox', 'content-type': 'application/json' }
      const answer = await fetch(`${opened.sandbox.apiUrl}/v10${path}`, { method: 'POST', headers, body: json })
      const text = await answer.text()
      expect([answer.status, key === '__proto__' || text.includes(`"name_localizations":{"${key}":{"_errors"`)]).toEqual([
        400,
        true,
      ])
      expect([Object.keys(Object), Object.keys(Object.prototype), Object.keys(Object.prototype.toString)]).toEqual([[], [], []])
    },
  )

  it.each(['a.constructor', 'a.__proto__', 'a.toString', 'constructor', '.', '..'])('keeps a file named "%s"', async (name) => {
    await using opened = await yard()
    const form = new FormData()
    form.append('files[0]', new Blob(['x']), name)
    const { status, body } = await call(opened.sandbox, 'POST', `/channels/${opened.channel('talk')}/messages`, form)
    expect([status, body.attachments[0].content_type]).toEqual([200, 'application/octet-stream'])
    expect(await (await fetch(body.attachments[0].url)).text()).toBe('x')
  })

  it('completes the rule of a recurring event, and refuses one of no kind', async () => {
    await using opened = await yard()
    const event = {
      name: 'Tea',
      privacy_level: 2,
      entity_type: 3,
      entity_metadata: { location: 'Here' },
      scheduled_start_time: '2090-01-01T00:00:00Z',
      scheduled_end_time: '2090-01-01T01:00:00Z',
    }
    const path = `/guilds/${opened.guildId}/scheduled-events`
    const rule = { start: '2090-01-01T00:00:00Z', frequency: 2, by_weekday: [0] }
    const { body } = await call(opened.sandbox, 'POST', path, { ...event, recurrence_rule: rule })
    expect(body.recurrence_rule).toMatchObject({ ...rule, interval: 1, by_month: null, by_month_day: null, by_n_weekday: null })
    expect((await call(opened.sandbox, 'POST', path, { ...event, recurrence_rule: { frequency: 9 } })).status).toBe(400)
  })

  it('takes install parameters of the two scopes alone', async () => {
    await using opened = await yard()
    const patch = (install_params: object) => call(opened.sandbox, 'PATCH', '/applications/@me', { install_params })
    expect((await patch({ scopes: ['bot'], permissions: 8 })).body.install_params).toEqual({ scopes: ['bot'], permissions: '8' })
    expect((await patch({ scopes: ['identify'] })).status).toBe(400)
    expect((await patch({ scopes: 'bot' })).status).toBe(400)
  })

  it('counts each context of a command once', async () => {
    await using opened = await yard()
    const command = { name: 'tea', description: 'Tea', contexts: [0, 0, 1], integration_types: [0, 0] }
    const { body } = await call(opened.sandbox, 'POST', `/applications/${opened.sandbox.applicationId}/commands`, command)
    expect([body.contexts, body.integration_types]).toEqual([[0, 1], [0]])
  })

  it('keeps the categories of channels and the overwrites of roles in a template', async () => {
    await using opened = await yard()
    const { sandbox, guildId } = opened
    const { body: role } = await call(sandbox, 'POST', `/guilds/${guildId}/roles`, { name: 'r' })
    const overwrite = (id: string, type: number) => ({ id, type, allow: '1024', deny: '0' })
    const permission_overwrites = [overwrite(role.id, 0), overwrite(opened.user('mark'), 1)]
    const parent_id = opened.channel('shelf')
    await call(sandbox, 'POST', `/guilds/${guildId}/channels`, { name: 'inside', parent_id, permission_overwrites })
    const { body } = await call(sandbox, 'POST', `/guilds/${guildId}/templates`, { name: 't' })
    const { channels, roles } = body.serialized_source_guild
    const named = (list: { name: string; id: number }[], name: string) => list.find((each) => each.name === name)?.id
    const inside = channels.find(({ name }: { name: string }) => name === 'inside')
    expect(inside.parent_id).toBe(String(named(channels, 'shelf')))
    expect(inside.permission_overwrites).toEqual([overwrite(String(named(roles, 'r')), 0)])
  })
})
