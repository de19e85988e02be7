// Command registration: kept ids, limits, scopes, by discord.js and by bare HTTP.

import type { Sandbox } from 'discord-sandbox'
import { createManualClock } from 'discord-sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../support/sandbox.ts'
import { call, openClient, openSandbox } from './support.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ limits: 'off' })
})
afterAll(() => sandbox.stop())

const path = () => `/applications/${sandbox.applicationId}/commands`
const x = (length: number) => 'x'.repeat(length)
const chat = (more: object = {}) => ({ name: 'search', description: 'Finds papers', ...more })
const option = (more: object = {}) => ({ type: 3, name: 'query', description: 'Words', ...more })
const sub = (more: object = {}) => ({ type: 1, name: 'add', description: 'Adds', ...more })

describe('registered commands', () => {
  it('keep their ids when the same name is put again, and lose what is not in the list', async () => {
    const own = await openSandbox()
    const client = await openClient(own)
    const first = await client.application.commands.set([chat(), chat({ name: 'latest' })])
    const second = await client.application.commands.set([chat({ description: 'Finds more' }), chat({ name: 'paper' })])
    expect(second.map(({ name }) => name)).toEqual(['search', 'paper'])
    expect(second.find(({ name }) => name === 'search')?.id).toBe(first.find(({ name }) => name === 'search')?.id)
    expect(second.find(({ name }) => name === 'search')?.description).toBe('Finds more')
    expect((await client.application.commands.fetch()).size).toBe(2)
  })

  it('change their version only when their definition does', async () => {
    const put = async (more: object) => (await call(sandbox, 'PUT', path(), [chat(more)])).body[0].version
    const first = await put({})
    expect(await put({})).toBe(first)
    expect(await put({ nsfw: true })).not.toBe(first)
  })

  it('come back with what was set, translations and permissions among it', async () => {
    const command = chat({
      name_localizations: { 'zh-CN': '搜索' },
      description_localizations: { 'zh-CN': '找论文' },
      default_member_permissions: '32',
      contexts: [0],
      integration_types: [0, 1],
      options: [option({ required: true, autocomplete: true, min_length: 1, name_localizations: { 'zh-CN': '词' } })],
    })
    await call(sandbox, 'PUT', path(), [command])
    const { body } = await call(sandbox, 'GET', `${path()}?with_localizations=true`)
    expect(body).toEqual([
      expect.objectContaining({ ...command, type: 1, application_id: sandbox.applicationId, dm_permission: false }),
    ])
  })

  it('are refused with 501 by name where they are the entry point of an activity', async () => {
    const entry = { type: 4, name: 'launch', description: 'Launches it', handler: 2 }
    const { body: known } = await call(sandbox, 'POST', path(), chat({ name: 'known' }))
    for (const answer of [
      await call(sandbox, 'POST', path(), entry),
      await call(sandbox, 'PUT', path(), [chat(), entry]),
      await call(sandbox, 'PATCH', `${path()}/${known.id}`, { type: 4 }),
    ]) {
      expect(answer.status).toBe(501)
      expect(answer.body.message).toContain('an Entry Point command (type 4) is not supported by the sandbox')
    }
    expect((await call(sandbox, 'GET', path())).body).toContainEqual(known)
  })

  it('of one server stand beside the global ones and are refused where the bot is not', async () => {
    const own = await openSandbox()
    const guilds = [...own.world.store.guilds.values()]
    const inGuild = `/applications/${own.applicationId}/guilds/${guilds[0]?.id}/commands`
    expect((await call(own, 'PUT', inGuild, [chat()])).body[0]).toMatchObject({ guild_id: guilds[0]?.id })
    expect((await call(own, 'GET', `/applications/${own.applicationId}/commands`)).body).toEqual([])
    own.control.act({ action: 'kick-bot', guild: 'Paperboy Sandbox' })
    expect(await call(own, 'PUT', inGuild, [chat()])).toMatchObject({ status: 403, body: { code: 50001 } })
  })

  it('can be made, changed and removed one by one', async () => {
    const own = await openSandbox()
    const base = `/applications/${own.applicationId}/commands`
    const made = await call(own, 'POST', base, chat())
    expect(made.status).toBe(201)
    expect((await call(own, 'POST', base, chat({ description: 'Again' }))).status).toBe(200)
    expect((await call(own, 'PATCH', `${base}/${made.body.id}`, { description: 'Changed' })).body).toMatchObject({
      name: 'search',
      description: 'Changed',
    })
    expect((await call(own, 'DELETE', `${base}/${made.body.id}`)).status).toBe(204)
    expect(await call(own, 'GET', `${base}/${made.body.id}`)).toMatchObject({ status: 404, body: { code: 10063 } })
  })

  it('may be 100 for chat, 15 for users and 15 for messages', async () => {
    const many = (count: number, more: object = {}) =>
      Array.from({ length: count }, (_, at) => ({ name: `c${at}`, description: 'd', ...more }))
    const menus = (count: number, type: number) => many(count, { type, description: '' })
    const put = (list: object[]) => call(sandbox, 'PUT', path(), list)
    expect(await put([...many(100), ...menus(15, 2), ...menus(15, 3)])).toMatchObject({ status: 200 })
    expect(await put(many(101))).toMatchObject({ status: 400, body: { code: 30032 } })
    expect(await put(menus(16, 2))).toMatchObject({ status: 400, body: { code: 30032 } })
    expect(await put(menus(16, 3))).toMatchObject({ status: 400, body: { code: 30032 } })
  })

  it('may be created 200 times a day; unchanged names do not count', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const own = await openSandbox({ clock })
    const base = `/applications/${own.applicationId}/commands`
    const put = (from: number, count: number) =>
      call(
        own,
        'PUT',
        base,
        Array.from({ length: count }, (_, at) => chat({ name: `c${from + at}` })),
      )
    expect((await put(0, 100)).status).toBe(200)
    expect((await put(0, 100)).status).toBe(200)
    expect((await put(100, 100)).status).toBe(200)
    expect(await put(200, 1)).toMatchObject({ status: 400, body: { code: 30034 } })
    clock.advance(86_400_000)
    expect((await put(200, 1)).status).toBe(200)
  })
})

describe('a definition that is refused', () => {
  const cases: [string, object, string, string][] = [
    ['a capital letter', chat({ name: 'Search' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a space in the name', chat({ name: 'my search' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33', chat({ name: x(33) }), 'name', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a capital letter in a translation',
      chat({ name_localizations: { de: 'Suche' } }),
      'name_localizations.de',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    ['an unknown locale', chat({ name_localizations: { zh: '搜索' } }), 'name_localizations.zh', 'DICT_TYPE_INVALID_KEY'],
    ['no description', { name: 'search' }, 'description', 'BASE_TYPE_REQUIRED'],
    ['a description of 101', chat({ description: x(101) }), 'description', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a translated description of 101',
      chat({ description_localizations: { 'zh-CN': x(101) } }),
      'description_localizations.zh-CN',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['a description on a message command', { type: 3, name: 'Save', description: 'x' }, 'description', 'BASE_TYPE_CHOICES'],
    [
      '26 options',
      chat({ options: Array.from({ length: 26 }, (_, at) => option({ name: `o${at}` })) }),
      'options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an optional option before a required one',
      chat({ options: [option({ name: 'a' }), option({ name: 'b', required: true })] }),
      'options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'an option name twice',
      chat({ options: [option(), option()] }),
      'options.1.name',
      'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    ],
    [
      '26 choices',
      chat({ options: [option({ choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` })) })] }),
      'options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'choices with autocomplete',
      chat({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
      'options.0.autocomplete',
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_EXCLUSIVE',
    ],
    [
      'a choice name of 101',
      chat({ options: [option({ choices: [{ name: x(101), value: 'a' }] })] }),
      'options.0.choices.0.name',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a text for a number',
      chat({ options: [option({ type: 4, choices: [{ name: 'a', value: 'a' }] })] }),
      'options.0.choices.0.value',
      'APPLICATION_COMMAND_OPTIONS_VALUE_INVALID',
    ],
    ['max_length of 6001', chat({ options: [option({ max_length: 6_001 })] }), 'options.0.max_length', 'NUMBER_TYPE_MAX'],
    [
      'a subcommand beside an option',
      chat({ options: [sub(), option()] }),
      'options.1.type',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a group in a group',
      chat({ options: [{ type: 2, name: 'g', description: 'd', options: [{ type: 2, name: 'h', description: 'd' }] }] }),
      'options.0.options.0.type',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a subcommand in a subcommand',
      chat({ options: [sub({ options: [sub()] })] }),
      'options.0.options.0.type',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    ['an unknown context', chat({ contexts: [7] }), 'contexts.0', 'BASE_TYPE_CHOICES'],
    [
      'more than 8000 characters, the longest translation counted',
      chat({
        options: Array.from({ length: 25 }, (_, at) =>
          option({
            name: `o${at}`,
            description_localizations: { de: x(100) },
            choices: Array.from({ length: 5 }, (_, c) => ({ name: `${c}${x(30)}`, value: `${c}${x(30)}` })),
          }),
        ),
      }),
      '',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
  ]
  it.each(cases)('%s', async (_, body, place, code) => {
    const { status, body: error } = await call(sandbox, 'POST', path(), body)
    expect([status, error.code]).toEqual([400, 50035])
    const node = place === '' ? error.errors : place.split('.').reduce((each, step) => each?.[step], error.errors)
    expect(node?._errors?.map((each: { code: string }) => each.code)).toContain(code)
  })

  it('carries its index in a bulk put, and a name twice is told', async () => {
    const { body } = await call(sandbox, 'PUT', path(), [chat(), chat({ name: 'Bad' }), chat()])
    expect(body.errors[1].name._errors[0].code).toBe('APPLICATION_COMMAND_INVALID_NAME')
    const twice = await call(sandbox, 'PUT', path(), [chat(), chat()])
    expect(twice.body.errors[1].name._errors[0].code).toBe('APPLICATION_COMMANDS_DUPLICATE_NAME')
  })

  it('takes names in other scripts, and menu names with spaces and capitals', async () => {
    const list = [
      chat({ name: '搜索' }),
      chat({ name: "l'été_2" }),
      { type: 3, name: 'Save this Paper' },
      { type: 2, name: '保存 论文' },
    ]
    expect((await call(sandbox, 'PUT', path(), list)).status).toBe(200)
  })
})
