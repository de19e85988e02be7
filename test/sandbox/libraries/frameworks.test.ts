// The frameworks above discord.js and slash-create against the sandbox: a bot of each, as its guide
// makes it.
import { Command, container, SapphireClient } from '@sapphire/framework'
import {
  type CommandInteraction,
  Client as DiscordClient,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  MessageType,
} from 'discord.js'
import { Discord, Client as DiscordxClient, MetadataStorage, On, Slash, SlashOption } from 'discordx'
import { type CommandContext, GatewayServer, SlashCommand, SlashCreator } from 'slash-create'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openYard, type Yard } from './support.ts'

let yard: Yard
let clean: (() => unknown)[] = []

beforeEach(async () => {
  yard = await openYard()
})
afterEach(async () => {
  for (const each of clean) await each()
  clean = []
  await yard.sandbox.stop()
})

const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent]

async function logIn<T extends DiscordClient>(client: T): Promise<T> {
  clean.push(() => client.destroy())
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(yard.sandbox.token)
  await ready
  return client
}

/** What the bot answers to a message: a reply to it, not to a command. */
const answerOf = (client: DiscordClient): Promise<string> =>
  new Promise((resolve) => client.on(Events.MessageCreate, ({ type, content }) => type === MessageType.Reply && resolve(content)))

const run = (name: string, options: Record<string, unknown> = {}) =>
  yard.sandbox.control.command({ channel_id: 'talk', name, options, user: 'mark' })

describe('slash-create', () => {
  it('syncs its commands and answers over the gateway of discord.js', async () => {
    const creator = new SlashCreator({ applicationID: yard.sandbox.applicationId, token: yard.sandbox.token })
    // The library has no setting for the address; its request handler keeps it in its options.
    Object.assign(creator.requestHandler.options, { baseURL: `${yard.sandbox.apiUrl}/v10` })
    class Hello extends SlashCommand {
      constructor(owner: SlashCreator) {
        super(owner, {
          name: 'hello',
          description: 'Hello',
          options: [{ type: 3, name: 'food', description: 'f', required: true }],
        })
      }
      override async run(context: CommandContext) {
        await context.defer(true)
        return `Enjoy the ${context.options.food}, ${context.user.username}`
      }
    }
    const client = await logIn(new DiscordClient({ intents, rest: { api: yard.sandbox.apiUrl } }))
    const server = new GatewayServer((handler) =>
      client.ws.on(GatewayDispatchEvents.InteractionCreate, (data) => handler(data as never)),
    )
    creator.withServer(server).registerCommand(new Hello(creator))
    await creator.syncCommands()
    expect(await run('hello', { food: 'soup' })).toMatchObject({ content: 'Enjoy the soup, mark', flags: 64 })
  })
})

describe('discordx', () => {
  it('registers what its decorators name, and answers', async () => {
    class Bot {
      async sum(left: number, right: number, interaction: CommandInteraction) {
        await interaction.reply(`${left + right}`)
      }
      async heard([message]: [{ content: string; author: { bot: boolean }; reply(text: string): Promise<unknown> }]) {
        if (!message.author.bot) await message.reply(`heard ${message.content}`)
      }
    }
    // Decorators written out, as the tests are compiled without them.
    const proto = Bot.prototype
    const numeric = (name: string) => SlashOption({ name, description: name, type: 4, required: true } as never)
    for (const [index, name] of ['left', 'right'].entries()) (numeric(name) as (...args: unknown[]) => void)(proto, 'sum', index)
    const sum = Object.getOwnPropertyDescriptor(proto, 'sum')
    ;(Slash({ name: 'sum', description: 'Sum' } as never) as (...args: unknown[]) => void)(proto, 'sum', sum)
    const heard = Object.getOwnPropertyDescriptor(proto, 'heard')
    ;(On({ event: 'messageCreate' } as never) as (...args: unknown[]) => void)(proto, 'heard', heard)
    ;(Discord() as (target: unknown) => void)(Bot)
    const client = new DiscordxClient({ intents, rest: { api: yard.sandbox.apiUrl }, silent: true })
    client.on(Events.InteractionCreate, (interaction) => void client.executeInteraction(interaction))
    await MetadataStorage.instance.build()
    await logIn(client as never)
    await client.initApplicationCommands()
    expect(await run('sum', { left: 2, right: 3 })).toMatchObject({ content: '5' })
    const replied = answerOf(client as never)
    yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'x' })
    expect(await replied).toBe('heard x')
  })
})

describe('sapphire', () => {
  it('loads pieces, registers its commands and answers slash and message commands', async () => {
    class Ping extends Command {
      override registerApplicationCommands(registry: Command.Registry) {
        registry.registerChatInputCommand((builder) => builder.setName('ping').setDescription('Ping'))
      }
      override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
        return interaction.reply('Pong by slash')
      }
      override messageRun(message: { reply(text: string): Promise<unknown> }) {
        return message.reply('Pong by prefix')
      }
    }
    const client = new SapphireClient({
      intents,
      rest: { api: yard.sandbox.apiUrl },
      baseUserDirectory: null,
      defaultPrefix: '!',
      loadMessageCommandListeners: true,
      logger: { level: 100 },
    })
    await container.stores.loadPiece({ store: 'commands', name: 'ping', piece: Ping })
    await logIn(client)
    const registered = () => [...yard.sandbox.world.store.commands.values()].some(({ name }) => name === 'ping')
    if (!registered()) {
      await new Promise<void>((resolve) => {
        yard.sandbox.feed.listen(({ kind }) => kind === 'commands' && registered() && resolve())
      })
    }
    expect(await run('ping')).toMatchObject({ content: 'Pong by slash' })
    const replied = answerOf(client as never)
    yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: '!ping' })
    expect(await replied).toBe('Pong by prefix')
  })
})
