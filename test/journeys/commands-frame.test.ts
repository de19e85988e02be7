// What the frame promises of every command, whatever its handler does: an answer in time, refusals,
// codes, one publication.

import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { describe, expect, it } from 'vitest'
import type { ChatCommand, Handler } from '../../commands/shared/services.ts'
import { startBot } from '../support/bot.ts'
import { useJourney } from '../support/journey.ts'
import { createReader } from '../support/reader.ts'
import { until } from '../support/until.ts'

const press = (custom_id: string, label: string) => ({
  type: 1 as const,
  components: [{ type: 2 as const, style: 2 as const, label, custom_id }],
})

function command(name: string, run: ChatCommand['run'], more: Partial<ChatCommand> = {}): ChatCommand {
  const options = [
    { type: ApplicationCommandOptionType.String as const, name: 'word', description: 'a word', autocomplete: true },
  ]
  return {
    kind: 'chat',
    definition: {
      type: ApplicationCommandType.ChatInput,
      name,
      description: name,
      options,
      contexts: [0],
      integration_types: [0],
    },
    run,
    ...more,
  }
}

const gates: { slow: Promise<void>; release: () => void } = { slow: Promise.resolve(), release: () => undefined }
function closeGate(): void {
  gates.slow = new Promise((resolve) => {
    gates.release = resolve
  })
}

const handlers: readonly Handler[] = [
  command('slow', async () => {
    await gates.slow
    return { kind: 'reply', body: { content: 'at last' } }
  }),
  command(
    'broken',
    async () => {
      throw new Error('the disk is full')
    },
    {
      autocomplete: async () => {
        throw new Error('no suggestions')
      },
    },
  ),
  command('slow-broken', async () => {
    await gates.slow
    throw new Error('too late')
  }),
  command('malformed', async () => ({ kind: 'reply', body: { content: 'x'.repeat(2001) } })),
  command('owners', async () => ({ kind: 'reply', body: { content: 'for owners' } }), { allowed: 'owner' }),
  command('managers', async () => ({ kind: 'reply', body: { content: 'for managers' } }), { allowed: 'manage-server' }),
  command('buttons', async () => ({
    kind: 'reply',
    body: {
      content: 'buttons',
      components: [
        press('gone:1:x', 'Gone'),
        press('change:1', 'Change'),
        press('guarded:1', 'Guarded'),
        press('ask:1', 'Ask'),
        press('change:2:x', 'Newer'),
      ],
    },
  })),
  command('long', async () => ({ kind: 'reply', body: { content: 'one' }, more: [{ content: 'two' }, { content: 'three' }] })),
  {
    kind: 'component',
    name: 'change',
    answers: 'update',
    run: async () => {
      await gates.slow
      return { kind: 'update', body: { content: 'changed' } }
    },
  },
  {
    kind: 'component',
    name: 'guarded',
    answers: 'reply',
    allowed: 'manage-server',
    run: async () => ({ kind: 'reply', body: { content: 'for managers' } }),
  },
  {
    kind: 'component',
    name: 'ask',
    answers: 'modal',
    run: async () => ({
      kind: 'modal',
      modal: {
        custom_id: 'asked:1:7',
        title: 'Ask',
        components: [{ type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } }],
      },
    }),
  },
  {
    kind: 'modal',
    name: 'asked',
    answers: 'reply',
    run: async ({ field, args }) => ({ kind: 'reply', body: { content: `${field('name')} ${args[0]}` } }),
  },
]
const definitions = handlers.flatMap((handler) => ('definition' in handler ? [handler.definition] : []))

const journey = useJourney({ handlers, definitions })

const reader = (user = 'member', locale = 'en-US') => createReader(journey.sandbox, { locale, user })
const interactions = () =>
  journey.sandbox.control.state({ messages: false }).interactions as { state: string; custom_id?: string | null }[]
const thinking = () => interactions().filter(({ state }) => state === 'thinking')

describe('an answer that takes long', () => {
  it('is announced in time and then given', async () => {
    closeGate()
    const reply = reader().run('slow', {})
    await until(() => thinking().length === 1, 'the deferral')
    gates.release()
    expect((await reply).text).toContain('at last')
    expect((await reply).isEphemeral).toBe(true)
    expect(thinking()).toEqual([])
  })

  it('of a button changes its message in the end', async () => {
    closeGate()
    const person = reader()
    const message = await person.run('buttons', {})
    const changed = person.press(message, 'Change')
    await until(
      () => interactions().some(({ custom_id, state }) => custom_id === 'change:1' && state !== 'waiting'),
      'the deferral',
    )
    gates.release()
    expect((await changed).id).toBe(message.id)
    await until(async () =>
      (journey.sandbox.control.state().messages as { id: string; content: string }[]).some(
        ({ id, content }) => id === message.id && content === 'changed',
      ),
    )
  })
})

describe('a command that breaks', () => {
  it('says so in the reader’s language, with a code that the log has too', async () => {
    const reply = await reader('member', 'zh-CN').run('broken', {})
    expect(reply.text).toMatch(/代码 [A-Z2-9]{6}/)
    const code = /代码 ([A-Z2-9]{6})/.exec(reply.text)?.[1]
    const line = journey.bot.lines.find(({ level, fields }) => level === 'error' && fields.code === code)
    expect(line?.fields.err).toMatchObject({ message: 'the disk is full' })
  })

  it('says so too when Discord refuses what it wanted to say', async () => {
    expect((await reader().run('malformed', {})).text).toMatch(/Something went wrong \(code [A-Z2-9]{6}\)/)
  })

  it('says so after it was announced, so that nothing is left thinking', async () => {
    closeGate()
    const reply = reader().run('slow-broken', {})
    await until(() => thinking().length === 1, 'the deferral')
    gates.release()
    expect((await reply).text).toMatch(/Something went wrong/)
    expect(thinking()).toEqual([])
  })

  it('suggests nothing while typing', async () => {
    expect(await reader().suggest('broken', { word: 'x' }, 'word')).toEqual([])
  })
})

describe('who may', () => {
  it('owners’ commands refuse others and serve the application’s owner', async () => {
    expect((await reader('member').run('owners', {})).text).toContain('for the bot’s owners only')
    expect((await reader('owner').run('owners', {})).text).toContain('for owners')
  })

  it('“Manage Server” is checked at each use, of buttons too', async () => {
    expect((await reader('member').run('managers', {})).text).toContain('“Manage Server”')
    expect((await reader('owner').run('managers', {})).text).toContain('for managers')
    const member = reader('member', 'zh-CN')
    expect((await member.press(await member.run('buttons', {}), 'Guarded')).text).toContain('管理服务器')
  })
})

describe('other answers', () => {
  it('a button that nobody knows any more says what to do', async () => {
    const person = reader()
    expect((await person.press(await person.run('buttons', {}), 'Gone')).text).toContain('another version of the bot')
  })

  it('a button of a version that this bot does not know is answered the same way, and nothing is run', async () => {
    const person = reader('member', 'zh-TW')
    const message = await person.run('buttons', {})
    const answered = await person.press(message, 'Newer')
    expect(answered.text).toContain('另一個版本')
    expect(answered.id).not.toBe(message.id)
  })

  it('a modal opens from a button and hands over what was written', async () => {
    const person = reader()
    const message = await person.run('buttons', {})
    const opened = await journey.sandbox.control.interact({
      kind: 'button',
      user: 'member',
      locale: 'en-US',
      channel_id: message.channelId,
      message_id: message.id,
      custom_id: 'ask:1',
    })
    const submitted = await journey.sandbox.control.interact({
      kind: 'modal',
      user: 'member',
      locale: 'en-US',
      interaction_id: opened.interaction.id,
      values: { name: ' Ada ' },
      wait: 'final',
    })
    expect(submitted.message?.content).toBe('Ada 7')
  })

  it('a long answer goes on in further messages for the same reader', async () => {
    const person = reader()
    const first = await person.run('long', {})
    const texts = () =>
      (journey.sandbox.control.state().messages as { channel_id: string; content: string; flags: number }[])
        .filter(({ channel_id, flags }) => channel_id === first.channelId && (flags & 64) !== 0)
        .map(({ content }) => content)
    await until(() => texts().includes('three'), 'the third message')
    expect(texts().slice(-3)).toEqual(['one', 'two', 'three'])
  })
})

describe('publishing', () => {
  it('happens once, again only when a definition differs', async () => {
    const puts = () =>
      (journey.sandbox.control.state({ messages: false }).requests as Record<string, number>)['PUT /applications/:id/commands'] ??
      0
    const before = puts()
    await journey.restart({ definitions: definitions.toReversed() })
    expect(journey.bot.login).toMatchObject({ kind: 'ready', registration: { kind: 'unchanged' } })
    expect(puts()).toBe(before)
    const changed = definitions.map((definition, i) =>
      i === 0 ? { ...definition, description: 'other' } : definition,
    ) as typeof definitions
    await journey.restart({ definitions: changed })
    expect(journey.bot.login).toMatchObject({ registration: { kind: 'published' } })
  })

  it('a refused token and a wrong address say which it was', async () => {
    const refused = await startBot({
      sandbox: { apiUrl: journey.sandbox.apiUrl, token: 'wrong' },
      folder: journey.folder,
      handlers,
      definitions,
    })
    expect(refused.login).toMatchObject({ kind: 'refused', why: expect.stringContaining('refused the token') as string })
    await refused.stop()
  })

  it('a gateway that drops comes back, and the bot goes on answering', async () => {
    journey.sandbox.control.fault({ kind: 'gateway-cut' })
    const reply = await until(
      () =>
        reader()
          .run('buttons', {})
          .catch(() => null),
      'an answer after the cut',
    )
    expect(reply.text).toContain('buttons')
  })
})
