// A bot that answers in every way a bot can: modals, selects, files, deferrals, and silence.
import { Client, GatewayIntentBits, type Interaction, MessageFlags } from 'discord.js'
import type { Sandbox } from 'discord-sandbox'
import { openSandbox } from './support.ts'

const COMMANDS = [
  { name: 'ask', description: 'Opens a form' },
  { name: 'hand-in', description: 'Opens a form for files' },
  { name: 'silent', description: 'Never answers' },
  { name: 'think', description: 'Thinks first' },
  { name: 'take', description: 'Takes a file', options: [{ type: 11, name: 'file', description: 'Any file', required: true }] },
  {
    name: 'pick',
    description: 'Every kind of option',
    options: [
      {
        type: 3,
        name: 'colour',
        description: 'A colour',
        required: true,
        choices: [
          { name: 'red', name_localizations: { 'zh-CN': '红' }, value: 'r' },
          { name: 'blue', value: 'b' },
        ],
      },
      { type: 4, name: 'number', description: 'A whole number', min_value: 1, max_value: 9 },
      { type: 5, name: 'sure', description: 'Yes or no' },
      { type: 7, name: 'where', description: 'A channel' },
      { type: 6, name: 'who', description: 'A person' },
    ],
  },
  {
    name: 'room',
    description: 'Subcommands',
    options: [
      { type: 1, name: 'open', description: 'Opens it' },
      { type: 1, name: 'close', description: 'Closes it' },
    ],
  },
  { name: 'boss', description: 'For those who manage the server', default_member_permissions: '32' },
  { name: 'Count letters', type: 3 },
] as const

const MODAL = {
  title: 'Tell me',
  custom_id: 'tell',
  components: [
    { type: 10, content: 'Some **words** first' },
    {
      type: 18,
      label: 'Your name',
      description: 'As you like it',
      component: { type: 4, custom_id: 'name', style: 1, required: true, max_length: 20 },
    },
    {
      type: 18,
      label: 'Language',
      component: {
        type: 3,
        custom_id: 'language',
        options: [
          { label: '中文', value: 'zh' },
          { label: 'English', value: 'en' },
        ],
      },
    },
    { type: 18, label: 'Channels', component: { type: 8, custom_id: 'channels', channel_types: [0], max_values: 3 } },
  ],
}

const HAND_IN = {
  title: 'Hand in',
  custom_id: 'hand-in',
  components: [
    {
      type: 18,
      label: 'Your files',
      description: 'Two or three',
      component: { type: 19, custom_id: 'files', min_values: 2, max_values: 3, file_types: ['.txt'] },
    },
  ],
}

interface FixtureBot {
  /** Lets the deferred answers come. */
  release(): void
  stop(): Promise<void>
}

async function startFixtureBot(sandbox: Sandbox): Promise<FixtureBot> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } })
  const waiting: (() => Promise<unknown>)[] = []
  client.on('interactionCreate', (interaction) => void answer(interaction, waiting))
  const ready = new Promise<void>((done) => client.once('clientReady', () => done()))
  await client.login(sandbox.token)
  await ready
  await client.application?.commands.set(COMMANDS as never)
  return {
    release() {
      for (const act of waiting.splice(0)) void act()
    },
    stop: () => client.destroy(),
  }
}

/** A sandbox with that bot in it. */
export async function openFixture() {
  const sandbox = await openSandbox()
  const bot = await startFixtureBot(sandbox)
  const stop = async () => {
    await bot.stop()
    await sandbox.stop()
  }
  return { url: sandbox.url, sandbox, bot, stop }
}

async function answer(interaction: Interaction, waiting: (() => Promise<unknown>)[]): Promise<void> {
  if (interaction.isChatInputCommand()) {
    const { commandName, options } = interaction
    if (commandName === 'ask') await interaction.showModal(MODAL as never)
    if (commandName === 'hand-in') await interaction.showModal(HAND_IN as never)
    if (commandName === 'think') {
      await interaction.deferReply()
      waiting.push(() => interaction.editReply('It came to me'))
    }
    if (commandName === 'take') {
      const file = options.getAttachment('file', true)
      await interaction.reply(`${file.name}: ${file.size} bytes`)
    }
    if (commandName === 'pick') {
      const values = options.data.map(({ name, value }) => `${name}=${value}`)
      await interaction.reply({ content: values.join(' '), flags: MessageFlags.Ephemeral })
    }
    if (commandName === 'room') await interaction.reply(`room ${options.getSubcommand()}`)
  }
  if (interaction.isMessageContextMenuCommand()) await interaction.reply(`${interaction.targetMessage.content.length} letters`)
  if (interaction.isButton() && interaction.customId === 'on') await interaction.update({ content: 'It is on', components: [] })
  if (interaction.isAnySelectMenu()) await interaction.reply(`chosen: ${interaction.values.join(', ')}`)
  if (interaction.isModalSubmit()) {
    const { fields } = interaction
    if (interaction.customId === 'hand-in') {
      const files = [...(fields.getUploadedFiles('files', true)?.values() ?? [])]
      const texts = files.map(async ({ name, url }) => `${name}: ${await (await fetch(url)).text()}`)
      await interaction.reply((await Promise.all(texts)).join(' / '))
      return
    }
    const words = [
      fields.getTextInputValue('name'),
      fields.getStringSelectValues('language'),
      [...(fields.getSelectedChannels('channels')?.values() ?? [])].map((each) => each?.name),
    ]
    await interaction.reply(words.flat().join(' / '))
  }
}
