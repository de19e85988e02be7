// oceanic.js against the sandbox: its client, its REST manager and its gateway.
import { type AnyInteractionGateway, ApplicationCommandTypes, Client, type Message } from 'oceanic.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openYard, PIXEL, pixelUri, type Yard } from './support.ts'

let yard: Yard
let client: Client

beforeAll(async () => {
  yard = await openYard()
  client = new Client({
    auth: `Bot ${yard.sandbox.token}`,
    rest: { baseURL: `${yard.sandbox.apiUrl}/v10` },
    gateway: { intents: ['ALL'], compress: false },
  })
  const ready = new Promise((resolve) => client.once('ready', () => resolve(true)))
  await client.connect()
  await ready
})
afterAll(async () => {
  client.disconnect(false)
  await yard.sandbox.stop()
})

describe('oceanic.js', () => {
  it('sends, edits, reacts, pins and deletes', async () => {
    const { channels } = client.rest
    const talk = yard.channel('talk')
    const message = await channels.createMessage(talk, {
      content: 'hello',
      embeds: [{ title: 'T' }],
      files: [{ name: 'a.png', contents: Buffer.from(PIXEL, 'base64') }],
    })
    expect(message.attachments.size).toBe(1)
    await message.edit({ content: 'bye' })
    await message.createReaction('👍')
    expect((await message.getReactions('👍'))[0]?.id).toBe(client.user.id)
    await message.pin()
    expect((await channels.getPinnedMessages(talk)).map(({ id }) => id)).toContain(message.id)
    await message.delete()
    await expect(channels.getMessage(talk, message.id)).rejects.toMatchObject({ code: 10_008 })
  })

  it('manages members, roles, webhooks and emojis', async () => {
    const { guilds } = client.rest
    const role = await guilds.createRole(yard.guildId, { name: 'Ocean', color: 0x0000ff, reason: 'sea' })
    await guilds.editMember(yard.guildId, yard.user('mark'), { nick: 'Sailor', roles: [role.id] })
    const member = await guilds.getMember(yard.guildId, yard.user('mark'))
    expect(member).toMatchObject({ nick: 'Sailor', roles: [role.id] })
    expect(await guilds.getMembers(yard.guildId, { limit: 10 })).toHaveLength(4)
    const chunk = await client.guilds.get(yard.guildId)?.fetchMembers()
    expect(chunk?.length).toBe(4)
    await guilds.createBan(yard.guildId, yard.user('nina'), { deleteMessageDays: 1 })
    expect(await guilds.getBans(yard.guildId)).toHaveLength(1)
    await guilds.removeBan(yard.guildId, yard.user('nina'))
    const emoji = await guilds.createEmoji(yard.guildId, { name: 'wave', image: pixelUri })
    await guilds.deleteEmoji(yard.guildId, emoji.id)
    const webhook = await client.rest.webhooks.create(yard.channel('talk'), { name: 'Ocean' })
    const sent = await webhook.execute({ content: 'splash', wait: true })
    expect(sent.content).toBe('splash')
    await webhook.delete()
    await role.delete()
  })

  it('answers commands and hears messages', async () => {
    await client.application.createGlobalCommand({
      type: ApplicationCommandTypes.CHAT_INPUT,
      name: 'sail',
      description: 'Sail',
    })
    client.once('interactionCreate', async (interaction: AnyInteractionGateway) => {
      if (!interaction.isCommandInteraction()) return
      await interaction.defer(64)
      await interaction.createFollowup({ content: 'sailing' })
    })
    const reply = await yard.sandbox.control.command({ channel_id: 'talk', name: 'sail', user: 'mark' })
    expect(reply).toMatchObject({ content: 'sailing' })
    const heard = new Promise<Message>((resolve) => client.once('messageCreate', resolve))
    yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'ahoy' })
    expect((await heard).content).toBe('ahoy')
  })
})
