// The package as tests use it: people in front of it, messages waited for, refusals shown, marks,
// and the same over REST.
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { DEFAULT_SEED } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { call, control, openClient, openSandbox } from '../support.ts'

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('vote')
    .setDescription('Asks')
    .addStringOption((option) => option.setName('question').setDescription('What').setRequired(true))
    .addIntegerOption((option) => option.setName('days').setDescription('How long'))
    .toJSON(),
  new SlashCommandBuilder().setName('form').setDescription('Shows a form').toJSON(),
]

const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('yes-1').setLabel('Yes').setStyle(ButtonStyle.Success),
)
const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
  new StringSelectMenuBuilder()
    .setCustomId('colour')
    .setPlaceholder('Colour')
    .addOptions({ label: 'Red', value: 'r' }, { label: 'Blue', value: 'b' }),
)
const form = new ModalBuilder()
  .setCustomId('form')
  .setTitle('A form')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Your name')
      .setTextInputComponent(new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short)),
  )

/** A bot of the usual kind: answers later, edits, opens a form, greets who joins. */
function behave(client: Client<true>): void {
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand() && interaction.commandName === 'form') return void (await interaction.showModal(form))
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply()
      const days = interaction.options.getInteger('days') ?? 1
      const embed = new EmbedBuilder().setTitle(interaction.options.getString('question')).setFooter({ text: `${days} days` })
      await interaction.editReply({ embeds: [embed], components: [row, menu] })
    }
    if (interaction.isButton()) await interaction.reply({ content: `${interaction.user.username} says yes`, flags: 64 })
    if (interaction.isStringSelectMenu()) await interaction.update({ content: `chosen: ${interaction.values}` })
    if (interaction.isModalSubmit()) await interaction.reply(`Hello ${interaction.fields.getTextInputValue('name')}`)
  })
  client.on(Events.GuildMemberAdd, async (member) => {
    const channel = await client.channels.fetch(welcome)
    if (channel?.isSendable()) await channel.send(`Welcome, ${member.displayName}!`)
  })
}
let welcome = ''

async function scene() {
  const sandbox = await openSandbox({ seed: DEFAULT_SEED, privilegedIntents: true })
  const client = await openClient(sandbox, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] })
  welcome = [...sandbox.world.store.channels.values()].find(({ name }) => name === 'general')?.id ?? ''
  behave(client)
  await client.application.commands.set(COMMANDS)
  return sandbox
}

describe('somebody in front of it', () => {
  it('types a command as on the line, and presses, chooses and fills in by the words that are shown', async () => {
    const sandbox = await scene()
    const member = sandbox.as('member')
    const message = await member.command('/vote question:Tea or coffee? days:3')
    expect(message.message?.embeds[0]).toMatchObject({ title: 'Tea or coffee?', footer: { text: '3 days' } })
    const { message: private_ } = await sandbox.as('moderator').press(message, 'Yes')
    expect(private_).toMatchObject({ content: 'moderator says yes', flags: 64 })
    expect((await member.select(message, 'Blue')).message?.content).toBe('chosen: b')
    expect((await member.select(message, 'r', 'Colour')).message?.content).toBe('chosen: r')
    const opened = await member.command('/form')
    expect(opened.modal?.title).toBe('A form')
    expect((await member.submit(opened, { 'Your name': 'Ada' })).message?.content).toBe('Hello Ada')
    expect((await member.command('/vote two words')).message?.embeds[0]?.title).toBe('two words')
    sandbox.expectNoRefusals()
  })

  it('hears what there is where something is not there', async () => {
    const sandbox = await scene()
    const member = sandbox.as('member')
    const { message } = await member.command('vote', { question: 'x' })
    if (!message) throw new Error('no message')
    await expect(member.press(message, 'No')).rejects.toThrow('there is no button "No" on this message; known: Yes')
    await expect(member.select(message, 'Green')).rejects.toThrow('no menu on this message offers Green; known: Red, Blue')
    await expect(member.press(await member.command('/form'), 'Yes')).rejects.toThrow(
      'this reply has no message: the bot showed a modal',
    )
    await expect(member.command('/votes x')).rejects.toThrow('there is no command "votes"; known: vote, form')
    await expect(member.command('/form x')).rejects.toThrow('/form has no options, but "x" was typed after it')
    await expect(member.command('/vote x days:many')).rejects.toThrow(/days/)
    expect(() => sandbox.as('nobody').write('x')).toThrow(
      'there is no user "nobody"; known: Sandbox Bot, owner, moderator, member, stranger',
    )
  })

  it('joins, is greeted, boosts, changes and leaves', async () => {
    const sandbox = await scene()
    const mark = sandbox.mark()
    const stranger = sandbox.as('stranger')
    stranger.join('Sandbox', { nick: 'Sammy', roles: ['Moderator'] })
    const greeting = await sandbox.waitForMessage({ channel: '#general', content: /Welcome, Sammy!$/ }, { since: mark })
    expect(greeting.author.username).toBe('Sandbox Bot')
    expect(() => stranger.join('Sandbox')).toThrow('stranger is already in Sandbox')
    stranger.boost()
    sandbox.as('member').boost()
    const guild = [...sandbox.world.store.guilds.values()][0]
    const shown = await call(sandbox, 'GET', `/guilds/${guild?.id}`)
    expect(shown.body).toMatchObject({ premium_subscription_count: 2, premium_tier: 1 })
    stranger.unboost()
    expect((await call(sandbox, 'GET', `/guilds/${guild?.id}`)).body).toMatchObject({
      premium_subscription_count: 1,
      premium_tier: 0,
    })
    stranger.leave()
    expect(() => stranger.leave()).toThrow('stranger is not in Sandbox')
    expect(() => sandbox.as('owner').leave()).toThrow('owner owns Sandbox and cannot leave it')
  })

  it('locks a thread and unlocks it, which the bot sees', async () => {
    const sandbox = await scene()
    const create = { action: 'create-thread', channel: '#general', name: 'Debate', user: 'owner' } as const
    const thread = sandbox.control.act(create) as { id: string }
    const lockedNow = async () => (await call(sandbox, 'GET', `/channels/${thread.id}`)).body.thread_metadata.locked
    sandbox.as('moderator').lock(thread.id)
    expect(await lockedNow()).toBe(true)
    sandbox.as('moderator').unlock(thread.id)
    expect(await lockedNow()).toBe(false)
  })
})

describe('waiting for a message', () => {
  it('says what came instead, and in what it differs', async () => {
    const sandbox = await scene()
    await sandbox.as('member').command('vote', { question: 'Tea?' })
    const wanted = { channel: '#general', embed: { title: 'Coffee?' }, component: 'No' }
    await expect(sandbox.waitForMessage(wanted, { timeoutMs: 50 })).rejects.toThrow(
      /no message like .*"Coffee\?".* came within 50 ms; what came:\n {2}\d+ by Sandbox Bot: none of its 1 embeds is like .*; their titles: \["Tea\?"\]; no component shows "No", but \["Yes","Red","Blue","Colour"|"Colour","Red","Blue"\]/,
    )
    await expect(sandbox.waitForMessage({ content: 'x' }, { timeoutMs: 1, since: sandbox.mark() })).rejects.toThrow(
      'no message came at all',
    )
    await expect(sandbox.waitForMessage({}, { since: 10_000 })).rejects.toThrow(
      'the mark 10000 has not been given by this sandbox',
    )
  })

  it('sees a message that is edited into what is wanted, and those of people by name', async () => {
    const sandbox = await scene()
    const mark = sandbox.mark()
    const mine = sandbox.as('member').write('hello')
    await expect(sandbox.waitForMessage({ content: 'hello' }, { since: mark, timeoutMs: 20 })).rejects.toThrow(
      'it is by member, who is not a bot',
    )
    expect((await sandbox.waitForMessage({ author: 'member', content: 'hello' }, { since: mark })).id).toBe(mine.id)
    const edited = sandbox.waitForMessage({ author: 'member', content: 'bye' }, { since: mark })
    sandbox.as('member').edit(mine, 'good bye')
    expect((await edited).content).toBe('good bye')
  })
})

describe('refusals', () => {
  it('are shown with their place in the body, and end at the mark', async () => {
    const sandbox = await scene()
    const channel = welcome
    await call(sandbox, 'POST', `/channels/${channel}/messages`, { embeds: [{ title: 'x'.repeat(300) }] })
    expect(() => sandbox.expectNoRefusals()).toThrow(
      /1 requests were refused:\n {2}POST \/api\/v10\/channels\/\d+\/messages → 400 \(50035\) Invalid Form Body\n {4}embeds\.0\.title: BASE_TYPE_MAX_LENGTH/,
    )
    const mark = sandbox.mark()
    await call(sandbox, 'POST', `/channels/${channel}/messages`, { content: 'fine' })
    sandbox.expectNoRefusals(mark)
    expect(sandbox.requestsSince(mark).map(({ route, status }) => [route, status])).toEqual([
      ['POST /channels/:id/messages', 200],
    ])
  })
})

describe('over REST', () => {
  it('a test in any language waits, marks, presses by label and asks for refusals', async () => {
    const sandbox = await scene()
    const { mark } = (await control(sandbox, 'GET', '/mark')).body
    const reply = await control(sandbox, 'POST', '/commands', { channel_id: '#general', name: '/vote question:Tea? days:2' })
    expect(reply.body.embeds[0].footer.text).toBe('2 days')
    const pressed = await control(sandbox, 'POST', '/interactions', {
      kind: 'button',
      user: 'member',
      channel_id: '#general',
      message_id: reply.body.id,
      label: 'Yes',
    })
    expect(pressed.body.message.content).toBe('member says yes')
    const found = await control(sandbox, 'POST', '/wait', {
      message: { embed: { title: { pattern: '^tea', flags: 'i' } } },
      since: mark,
    })
    expect(found.body.id).toBe(reply.body.id)
    const none = await control(sandbox, 'POST', '/wait', { message: { content: 'never' }, since: mark, timeout_ms: 10 })
    expect(none).toMatchObject({ status: 504, body: { error: expect.stringContaining('what came:') } })
    expect((await control(sandbox, 'GET', `/refusals?since=${mark}`)).body).toEqual([])
    expect((await control(sandbox, 'GET', `/requests?since=${mark}`)).body.length).toBeGreaterThan(1)
    expect(await control(sandbox, 'POST', '/wait', { message: { contents: 'x' } })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('contents') },
    })
    expect(await control(sandbox, 'POST', '/wait', { message: { content: { pattern: '(' } } })).toMatchObject({ status: 400 })
    expect((await control(sandbox, 'GET', '/requests?since=x')).status).toBe(400)
  })
})

describe('people', () => {
  it('vote in a poll, speak in a voice channel, are banned, and are made', async () => {
    const sandbox = await openSandbox({
      seed: {
        ...DEFAULT_SEED,
        servers: [
          { name: 'Lab', members: ['owner', 'member'], channels: [{ name: 'general' }, { name: 'talk', type: 'voice' }] },
        ],
      },
    })
    const { store } = sandbox.world
    const id = (name: string) => [...store.users.values()].find(({ username }) => username === name)?.id ?? ''
    const general = [...store.channels.values()].find(({ name }) => name === 'general')?.id ?? ''
    const guild = [...store.guilds.values()][0]?.id
    const poll = {
      question: { text: 'Tea?' },
      answers: [{ poll_media: { text: 'Yes' } }, { poll_media: { text: 'No' } }],
      duration: 1,
      allow_multiselect: false,
    }
    const { body: message } = await call(sandbox, 'POST', `/channels/${general}/messages`, { poll })
    const member = sandbox.as('member')
    member.vote(message, 1)
    member.vote(message, 2)
    const now = await call(sandbox, 'GET', `/channels/${general}/messages/${message.id}`)
    expect(now.body.poll.results.answer_counts).toEqual([{ id: 2, count: 1, me_voted: false }])
    expect(() => member.vote(member.write('no poll'), 1)).toThrow('has no poll')
    member.joinVoice('#talk')
    expect((await call(sandbox, 'GET', `/guilds/${guild}/voice-states/${id('member')}`)).status).toBe(200)
    expect(() => member.joinVoice('#general')).toThrow('#general is not a voice channel')
    member.leaveVoice()
    sandbox.control.act({ action: 'create-user', name: 'new-one', display_name: 'New' })
    expect(() => sandbox.control.act({ action: 'create-user', name: 'new-one' })).toThrow('there is already a user "new-one"')
    sandbox.as('new-one').join()
    sandbox.control.act({ action: 'update-member', user: 'new-one', nick: 'N' })
    expect((await call(sandbox, 'GET', `/guilds/${guild}/members/${id('new-one')}`)).body.nick).toBe('N')
    sandbox.control.act({ action: 'ban', user: 'new-one', reason: 'spam' })
    expect(() => sandbox.as('new-one').join()).toThrow(/banned/i)
    expect((await call(sandbox, 'GET', `/guilds/${guild}/bans/${id('new-one')}`)).body.reason).toBe('spam')
  })
})
