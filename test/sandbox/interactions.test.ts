// Interactions of all kinds through the real client, their time limits, and their errors.
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import type { Sandbox } from 'discord-sandbox'
import { createClock, createManualClock } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { call, channelId, openClient, openSandbox } from './support.ts'

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('search')
    .setDescription('Finds')
    .addStringOption((option) =>
      option.setName('query').setDescription('Words').setRequired(true).setAutocomplete(true).setMaxLength(20),
    )
    .addIntegerOption((option) => option.setName('page').setDescription('Page').setMinValue(1).setMaxValue(9)),
  new SlashCommandBuilder()
    .setName('admin')
    .setDescription('Owners')
    .setDefaultMemberPermissions(32)
    .addSubcommand((sub) =>
      sub
        .setName('ingest')
        .setDescription('A file')
        .addAttachmentOption((option) => option.setName('file').setDescription('File').setRequired(true)),
    )
    .addSubcommandGroup((group) =>
      group
        .setName('channel')
        .setDescription('Channels')
        .addSubcommand((sub) =>
          sub
            .setName('set')
            .setDescription('Sets')
            .addChannelOption((option) => option.setName('where').setDescription('Where').setRequired(true))
            .addUserOption((option) => option.setName('who').setDescription('Who'))
            .addRoleOption((option) => option.setName('role').setDescription('Role')),
        ),
    ),
  new SlashCommandBuilder().setName('guilds').setDescription('Not in DMs').setContexts(0),
  new ContextMenuCommandBuilder().setName('Save').setType(3),
  new ContextMenuCommandBuilder().setName('Who').setType(2),
].map((command) => command.toJSON())

async function scene(
  answer: (interaction: Interaction, client: Client<true>) => unknown,
  options = {},
): Promise<{ sandbox: Sandbox; client: Client<true>; failures: unknown[] }> {
  const sandbox = await openSandbox(options)
  const client = await openClient(sandbox)
  const failures: unknown[] = []
  client.on(Events.InteractionCreate, async (interaction) => {
    try {
      await answer(interaction, client)
    } catch (error) {
      failures.push(error)
    }
  })
  await client.application.commands.set(COMMANDS)
  return { sandbox, client, failures }
}

const search = (more: object = {}) => ({ channel_id: '#papers', name: 'search', options: { query: 'q' }, ...more })
const button = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('next').setLabel('Next').setStyle(ButtonStyle.Primary),
)
const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
  new StringSelectMenuBuilder().setCustomId('open').addOptions({ label: 'A', value: 'a' }, { label: 'B', value: 'b' }),
)
const modal = new ModalBuilder()
  .setCustomId('wish')
  .setTitle('Subscribe')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Words')
      .setTextInputComponent(new TextInputBuilder().setCustomId('words').setStyle(TextInputStyle.Short).setMaxLength(10)),
    new LabelBuilder()
      .setLabel('Language')
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('language')
          .addOptions({ label: '中文', value: 'zh' }, { label: 'English', value: 'en' }),
      ),
  )

describe('a slash command', () => {
  it('reaches the bot with locale, permissions and resolved options, and its reply comes back', async () => {
    const seen: Record<string, unknown> = {}
    const { sandbox } = await scene(async (interaction) => {
      const chat = interaction as ChatInputCommandInteraction
      Object.assign(seen, {
        locale: chat.locale,
        channel: chat.channelId,
        where: chat.options.getChannel('where')?.name,
        who: chat.options.getUser('who')?.username,
        role: chat.options.getRole('role')?.name,
        sub: [chat.options.getSubcommandGroup(), chat.options.getSubcommand()],
        manages: chat.memberPermissions?.has('ManageGuild'),
        mayFile: chat.appPermissions.has('AttachFiles'),
        command: chat.command?.name,
      })
      await chat.reply('done')
    })
    const reply = await sandbox.control.command({
      channel_id: '#papers',
      name: 'admin channel set',
      options: { where: '#paper-forum', who: 'member', role: 'Moderator' },
      user: 'moderator',
      locale: 'zh-CN',
    })
    expect(reply).toMatchObject({
      content: 'done',
      type: 20,
      interaction_metadata: { type: 2, user: { username: 'moderator' } },
      interaction: { type: 2, name: 'admin channel set', user: { username: 'moderator' } },
    })
    expect(seen).toEqual({
      locale: 'zh-CN',
      channel: channelId(sandbox, 'papers'),
      where: 'paper-forum',
      who: 'member',
      role: 'Moderator',
      sub: ['channel', 'set'],
      manages: true,
      mayFile: true,
      command: 'admin',
    })
  })

  it('answers with the final message after a defer, and with the file it brought', async () => {
    const { sandbox } = await scene(async (interaction) => {
      const chat = interaction as ChatInputCommandInteraction
      await chat.deferReply({ flags: MessageFlags.Ephemeral })
      const file = chat.options.getAttachment('file', true)
      const text = await (await fetch(file.url)).text()
      await chat.editReply({ content: `${file.name}: ${text}`, files: [{ attachment: Buffer.from(text), name: 'back.txt' }] })
      await chat.followUp({ content: 'and more', flags: MessageFlags.Ephemeral })
    })
    const reply = await sandbox.control.command({
      channel_id: '#papers',
      name: 'admin',
      subcommand: 'ingest',
      options: { file: { name: '../../摘要.txt', text: '内容' } },
      user: 'owner',
    })
    expect(reply).toMatchObject({
      content: '摘要.txt: 内容',
      flags: 64,
      attachments: [{ filename: 'back.txt' }],
      edited_timestamp: null,
    })
  })

  it('says why it cannot be run', async () => {
    const { sandbox } = await scene(() => {})
    const run = (more: object) => sandbox.control.command({ ...search(), ...more })
    await expect(run({ name: 'nothing' })).rejects.toThrow('there is no command "nothing"; known: search, admin, guilds')
    await expect(run({ options: {} })).rejects.toThrow('option "query" is required')
    await expect(run({ options: { query: 'x'.repeat(21) } })).rejects.toThrow('0 to 20 characters')
    await expect(run({ options: { query: 'q', page: 10 } })).rejects.toThrow('a number from 1 to 9')
    await expect(run({ options: { query: 'q', pages: 1 } })).rejects.toThrow('there is no option "pages"; known: query, page')
    await expect(run({ name: 'admin', user: 'owner' })).rejects.toThrow('needs a subcommand: ingest, channel')
    await expect(run({ name: 'admin ingest', user: 'member' })).rejects.toThrow('lacks the permissions')
    await expect(run({ channel_id: 'dm', name: 'guilds', options: {} })).rejects.toThrow('cannot be used in direct messages')
    await expect(run({ user: 'stranger' })).rejects.toThrow('cannot see this channel')
    await expect(run({ locale: 'zh' })).rejects.toThrow('no locale')
  })

  it('works in a direct message, with user and no member', async () => {
    const { sandbox } = await scene((interaction) =>
      (interaction as ChatInputCommandInteraction).reply(
        `${interaction.user.username} ${interaction.member} ${interaction.context}`,
      ),
    )
    expect(await sandbox.control.command(search({ channel_id: 'dm', user: 'stranger' }))).toMatchObject({
      content: 'stranger null 1',
    })
  })

  it('fails when no bot is there', async () => {
    const { sandbox, client } = await scene(() => {})
    await client.destroy()
    await expect(sandbox.control.command(search())).rejects.toThrow('no bot is connected')
  })
})

describe('the other interactions', () => {
  it('autocomplete sends what has been typed and answers with choices', async () => {
    const { sandbox } = await scene(async (interaction) => {
      if (!interaction.isAutocomplete()) return
      const { name, value } = interaction.options.getFocused(true)
      await interaction.respond([{ name: `${name}=${value}`, value: 'chosen' }])
    })
    const { choices } = await sandbox.control.interact({
      kind: 'autocomplete',
      channel_id: '#papers',
      name: 'search',
      focused: 'query',
      options: { query: '注' },
    })
    expect(choices).toEqual([{ name: 'query=注', value: 'chosen' }])
  })

  it('a button updates its message, a select defers and edits it', async () => {
    const { sandbox } = await scene(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'page 1', components: [button, menu] })
      if (interaction.isButton()) await interaction.update('page 2')
      if (interaction.isStringSelectMenu()) {
        await interaction.deferUpdate()
        await interaction.editReply({ content: `chose ${interaction.values}`, components: [] })
      }
    })
    const first = (await sandbox.control.command(search())) as { id: string }
    const click = { channel_id: '#papers', message_id: first.id } as const
    expect((await sandbox.control.interact({ kind: 'button', custom_id: 'next', ...click })).message).toMatchObject({
      id: first.id,
      content: 'page 2',
    })
    await expect(sandbox.control.interact({ kind: 'select', custom_id: 'open', values: ['c'], ...click })).rejects.toThrow(
      '"c" is no value',
    )
    const chosen = await sandbox.control.interact({ kind: 'select', custom_id: 'open', values: ['b'], wait: 'final', ...click })
    expect(chosen.message).toMatchObject({ id: first.id, content: 'chose b', components: [] })
    await expect(sandbox.control.interact({ kind: 'button', custom_id: 'next', ...click })).rejects.toThrow('no component "next"')
  })

  it('a modal is shown, checked as the client would, and submitted', async () => {
    const { sandbox } = await scene(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal)
      if (interaction.isModalSubmit()) {
        await interaction.reply(
          `${interaction.customId} ${interaction.fields.getTextInputValue('words')} ${interaction.fields.getStringSelectValues('language')}`,
        )
      }
    })
    const opened = await sandbox.control.interact({ kind: 'command', ...search() })
    expect(opened.modal).toMatchObject({ custom_id: 'wish', title: 'Subscribe' })
    const submit = (values: Record<string, string | string[]>) =>
      sandbox.control.interact({ kind: 'modal', interaction_id: opened.interaction.id, values })
    await expect(submit({ words: 'far too many words', language: ['zh'] })).rejects.toThrow('takes 0 to 10 characters')
    await expect(submit({ words: '注意力', language: ['fr'] })).rejects.toThrow('"fr" is no value')
    await expect(submit({ word: '注意力' })).rejects.toThrow('the modal has no input "word"; known: words, language')
    expect((await submit({ words: '注意力', language: ['zh'] })).message).toMatchObject({ content: 'wish 注意力 zh' })
  })

  it('a modal takes files: within its bounds and of its types, resolved when it is submitted', async () => {
    const component = { type: 19, custom_id: 'proof', min_values: 1, max_values: 2, file_types: ['.txt', 'image'] }
    const form = {
      title: 'Files',
      custom_id: 'form',
      components: [
        { type: 18, label: 'Proof', component },
        { type: 18, label: 'More', component: { type: 19, custom_id: 'more', required: false } },
      ],
    }
    const { sandbox } = await scene(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(form as never)
      if (!interaction.isModalSubmit()) return
      const files = [...(interaction.fields.getUploadedFiles('proof', true)?.values() ?? [])]
      const texts = await Promise.all(
        files.map(async ({ name, size, url }) => `${name} ${size} ${await (await fetch(url)).text()}`),
      )
      await interaction.reply(`${texts.join(', ')}; ${interaction.fields.getUploadedFiles('more')?.size ?? 0}`)
    })
    const opened = await sandbox.control.interact({ kind: 'command', ...search() })
    const submit = (values: Record<string, unknown>, uploads: { name: string; bytes: Uint8Array }[] = []) =>
      sandbox.control.interact({ kind: 'modal', interaction_id: opened.interaction.id, values } as never, uploads)
    const file = (name: string) => ({ name, text: '证据' })
    await expect(submit({})).rejects.toThrow('"proof" takes 1 to 2 files, not 0')
    await expect(submit({ proof: [file('a.txt'), file('b.txt'), file('c.txt')] })).rejects.toThrow('not 3')
    await expect(submit({ proof: [file('a.pdf')] })).rejects.toThrow('"proof" takes .txt, image, not a.pdf')
    await expect(submit({ proof: [1] }, [{ name: 'x.txt', bytes: new Uint8Array() }])).rejects.toThrow('files[1] did not come')
    const sent = await submit({ proof: [0, file('../b.TXT')] }, [{ name: 'a.png', bytes: new TextEncoder().encode('png') }])
    expect(sent.message).toMatchObject({ content: 'a.png 3 png, b.TXT 6 证据; 0' })
  })

  it('message and user menus bring their target', async () => {
    const { sandbox } = await scene(async (interaction) => {
      if (interaction.isMessageContextMenuCommand()) await interaction.reply(`saved ${interaction.targetMessage.content}`)
      if (interaction.isUserContextMenuCommand()) await interaction.reply(`it is ${interaction.targetUser.username}`)
    })
    const message = sandbox.control.act({ action: 'create-message', channel: 'papers', user: 'owner', content: 'a paper' }) as {
      id: string
    }
    const saved = await sandbox.control.interact({
      kind: 'message-command',
      channel_id: '#papers',
      name: 'Save',
      message_id: message.id,
    })
    expect(saved.message).toMatchObject({ content: 'saved a paper', type: 23 })
    const who = await sandbox.control.interact({ kind: 'user-command', channel_id: '#papers', name: 'Who', target_user: 'owner' })
    expect(who.message).toMatchObject({ content: 'it is owner' })
  })

  it('an ephemeral answer is hidden from everybody else and from the channel', async () => {
    const { sandbox } = await scene((interaction) =>
      (interaction as ChatInputCommandInteraction).reply({
        content: 'psst',
        components: [button],
        flags: MessageFlags.Ephemeral,
      }),
    )
    const reply = (await sandbox.control.command(search())) as { id: string }
    expect((await call(sandbox, 'GET', `/channels/${channelId(sandbox, 'papers')}/messages`)).body).toEqual([])
    expect(await call(sandbox, 'GET', `/channels/${channelId(sandbox, 'papers')}/messages/${reply.id}`)).toMatchObject({
      status: 404,
    })
    await expect(
      sandbox.control.interact({ kind: 'button', channel_id: '#papers', message_id: reply.id, custom_id: 'next', user: 'owner' }),
    ).rejects.toThrow('somebody else')
    expect(sandbox.control.messages('#papers').messages).toMatchObject([{ content: 'psst', flags: 64 }])
  })
})

describe('the rules of answering', () => {
  /** An interaction whose id and token are handed out, for bare requests. */
  async function opened(options = {}) {
    const { sandbox, failures } = await scene(() => {}, options)
    const { interaction } = await sandbox.control.interact({ kind: 'command', wait: 'none', ...search() })
    const callback = (body: unknown, query = '') =>
      call(sandbox, 'POST', `/interactions/${interaction.id}/${interaction.token}/callback${query}`, body, { authorization: '' })
    const hook = (method: string, rest: string, body?: unknown) =>
      call(sandbox, method, `/webhooks/${sandbox.applicationId}/${interaction.token}${rest}`, body, { authorization: '' })
    return { sandbox, interaction, callback, hook, failures }
  }
  const reply = { type: 4, data: { content: 'a' } }

  it('a second answer is 40060, an unknown interaction 10062', async () => {
    const { sandbox, interaction, callback } = await opened()
    expect((await callback(reply)).status).toBe(204)
    expect(await callback(reply)).toMatchObject({
      status: 400,
      body: { code: 40060, message: 'Interaction has already been acknowledged.' },
    })
    const unknown = await call(sandbox, 'POST', `/interactions/${interaction.id}/wrong/callback`, reply)
    expect(unknown).toMatchObject({ status: 404, body: { code: 10062, message: 'Unknown interaction' } })
  })

  it('after 3 seconds the answer is 10062 and the command has failed', async () => {
    const clock = createClock()
    const { sandbox, callback, interaction } = await opened({ clock })
    const waiting = sandbox.control.command(search())
    clock.advance(3_001)
    await expect(waiting).rejects.toThrow('the application did not respond')
    expect(await callback(reply)).toMatchObject({ status: 404, body: { code: 10062 } })
    expect(sandbox.world.store.interactions.get(interaction.id)?.state).toBe('failed')
  })

  it('the token lives for 15 minutes', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 24))
    const { callback, hook } = await opened({ clock })
    await callback({ type: 5 })
    clock.advance(15 * 60_000)
    expect((await hook('PATCH', '/messages/@original', { content: 'just in time' })).status).toBe(200)
    clock.advance(1)
    expect(await hook('PATCH', '/messages/@original', { content: 'late' })).toMatchObject({ status: 401, body: { code: 50027 } })
    expect(await hook('POST', '', { content: 'late' })).toMatchObject({ status: 401, body: { code: 50027 } })
  })

  it('there is no @original before the first answer, nor by a foreign application', async () => {
    const { sandbox, hook, interaction } = await opened()
    expect(await hook('GET', '/messages/%40original')).toMatchObject({ status: 404, body: { code: 10015 } })
    expect(await call(sandbox, 'POST', `/webhooks/1191168918421504999/${interaction.token}`, { content: 'a' })).toMatchObject({
      status: 404,
      body: { code: 10015 },
    })
  })

  it('answers with the resource where it is asked for, the message only for types 4 and 7', async () => {
    const first = await opened()
    expect((await first.callback(reply, '?with_response=true')).body).toMatchObject({
      interaction: { id: first.interaction.id, type: 2, response_message_loading: false, response_message_ephemeral: false },
      resource: { type: 4, message: { content: 'a' } },
    })
    const second = await opened()
    const { body } = await second.callback({ type: 5, data: { flags: 64 } }, '?with_response=true')
    expect(body).toMatchObject({
      interaction: { response_message_loading: true, response_message_ephemeral: true },
      resource: { type: 5 },
    })
    expect(body.resource).not.toHaveProperty('message')
  })

  it('a deferral decides on ephemeral, and its first follow-up fills the waiting message', async () => {
    const { callback, hook } = await opened()
    await callback({ type: 5, data: { flags: 64 } })
    const original = (await hook('GET', '/messages/@original')).body
    expect(original.flags).toBe(64 | 128)
    const filled = (await hook('POST', '?wait=true', { content: 'first' })).body
    expect(filled).toMatchObject({ id: original.id, content: 'first', flags: 64 })
    const second = (await hook('POST', '?wait=true', { content: 'second' })).body
    expect(second.id).not.toBe(original.id)
    expect((await hook('DELETE', '/messages/@original')).status).toBe(204)
    expect(await hook('GET', '/messages/@original')).toMatchObject({ status: 404, body: { code: 10008 } })
    expect((await hook('PATCH', `/messages/${second.id}`, { content: 'third' })).body.content).toBe('third')
  })

  it('a command that a person has installed gets five follow-ups, others as many as they like', async () => {
    const command = { description: 'x', integration_types: [1] }
    const answer = async (interaction: Interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('first')
    }
    const { sandbox, client } = await scene(answer)
    await client.rest.put(`/applications/${sandbox.applicationId}/commands`, {
      body: [
        { ...command, name: 'mine' },
        { ...command, name: 'ours', integration_types: [0, 1] },
      ],
    })
    const followUps = async (name: string) => {
      const { interaction } = await sandbox.control.interact({ kind: 'command', name, channel_id: '#papers' })
      const path = `/webhooks/${sandbox.applicationId}/${interaction.token}`
      const codes: unknown[] = []
      for (let count = 0; count < 6; count += 1) codes.push((await call(sandbox, 'POST', path, { content: 'more' })).body.code)
      return codes
    }
    expect(await followUps('mine')).toEqual([...Array(5).fill(undefined), 40_094])
    expect(await followUps('ours')).toEqual(Array(6).fill(undefined))
  })

  const filesOf = (min_values: number, max_values: number) => ({
    custom_id: 'm',
    title: 'Files',
    components: [{ type: 18, label: 'Files', component: { type: 19, custom_id: 'f', min_values, max_values } }],
  })

  it('only fitting answers are taken', async () => {
    const { callback } = await opened()
    for (const [body, place] of [
      [{ type: 6 }, 'type'],
      [{ type: 8, data: { choices: [] } }, 'type'],
      [{ type: 99 }, 'type'],
      [{ type: 4, data: { content: 'x'.repeat(2_001) } }, 'data.content'],
      [{ type: 5, data: { flags: 1 << 15 } }, 'data.flags'],
      [{ type: 9, data: { custom_id: 'm', title: 'x'.repeat(46), components: [] } }, 'data.title'],
      [{ type: 9, data: filesOf(3, 2) }, 'data.components.0.component.min_values'],
    ] as const) {
      const { status, body: error } = await callback(body)
      expect([status, error.code]).toEqual([400, 50035])
      expect(place.split('.').reduce((node, step) => node?.[step], error.errors)?._errors).toHaveLength(1)
    }
    expect(await callback({ type: 4, data: {} })).toMatchObject({ status: 400, body: { code: 50006 } })
  })

  it('a modal keeps its limits, and is no answer to a modal', async () => {
    const { callback, sandbox, interaction } = await opened()
    const input = (more: object = {}) => ({ type: 18, label: 'Words', component: { type: 4, custom_id: 'w', style: 1, ...more } })
    const shown = (more: object) => ({ type: 9, data: { custom_id: 'm', title: 'M', components: [input()], ...more } })
    const leaf = async (body: unknown, ...path: (string | number)[]) =>
      path.reduce((node, step) => node?.[step], (await callback(body)).body.errors?.data)?._errors?.[0]?.code
    expect(
      await leaf(shown({ components: Array.from({ length: 6 }, (_, at) => input({ custom_id: `${at}` })) }), 'components'),
    ).toBe('BASE_TYPE_BAD_LENGTH')
    expect(await leaf(shown({ components: [{ ...input(), label: 'x'.repeat(46) }] }), 'components', 0, 'label')).toBe(
      'BASE_TYPE_BAD_LENGTH',
    )
    expect(
      await leaf(shown({ components: [input({ placeholder: 'x'.repeat(101) })] }), 'components', 0, 'component', 'placeholder'),
    ).toBe('BASE_TYPE_MAX_LENGTH')
    expect(await leaf(shown({ components: [input(), input()] }), 'components', 1, 'component', 'custom_id')).toBe(
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    )
    expect((await callback(shown({}))).status).toBe(204)
    const submitted = await sandbox.control.interact({
      kind: 'modal',
      interaction_id: interaction.id,
      values: { w: 'a' },
      wait: 'none',
    })
    const again = await call(
      sandbox,
      'POST',
      `/interactions/${submitted.interaction.id}/${submitted.interaction.token}/callback`,
      shown({}),
    )
    expect(again).toMatchObject({ status: 400, body: { code: 50035 } })
  })

  it('autocomplete takes 25 choices of 100 characters', async () => {
    const { sandbox } = await scene(() => {})
    const { interaction } = await sandbox.control.interact({
      kind: 'autocomplete',
      channel_id: '#papers',
      name: 'search',
      focused: 'query',
      wait: 'none',
    })
    const answer = (choices: object[]) =>
      call(sandbox, 'POST', `/interactions/${interaction.id}/${interaction.token}/callback`, { type: 8, data: { choices } })
    const many = (count: number, more: object = {}) =>
      Array.from({ length: count }, (_, at) => ({ name: `${at}`, value: `${at}`, ...more }))
    expect((await answer(many(26))).body.errors.data.choices._errors[0].code).toBe('BASE_TYPE_MAX_LENGTH')
    expect((await answer(many(1, { name: 'x'.repeat(101) }))).body.errors.data.choices[0].name._errors[0].code).toBe(
      'BASE_TYPE_BAD_LENGTH',
    )
    expect((await answer(many(1, { value: 'x'.repeat(101) }))).status).toBe(400)
    expect((await answer(many(25))).status).toBe(204)
  })

  it('the error of a second answer reaches the real client', async () => {
    const told = new Promise((resolve) => {
      void scene(async (interaction) => {
        const chat = interaction as ChatInputCommandInteraction
        await chat.reply('one')
        await chat.client.rest
          .post(`/interactions/${chat.id}/${chat.token}/callback`, { body: { type: 4, data: { content: 'two' } }, auth: false })
          .catch(resolve)
      }).then(({ sandbox }) => sandbox.control.command(search()))
    })
    expect(await told).toMatchObject({ code: 40060, status: 400 })
  })
})
