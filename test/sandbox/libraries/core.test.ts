// @discordjs/core against the sandbox: the bare API and the gateway of the guide's examples, without caches.
import { createRequire } from 'node:module'
import { type API, Client, GatewayDispatchEvents, GatewayIntentBits, MessageFlags } from '@discordjs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openYard, pixelUri, type Yard } from './support.ts'

let yard: Yard
let api: API
let client: Client
let gateway: { connect(): Promise<void>; destroy(): Promise<void> }

// The library speaks to the REST and gateway packages that it was made for, which others of this
// repository may not be.
const require = createRequire(import.meta.resolve('@discordjs/core'))
const { REST } = require('@discordjs/rest')
const { WebSocketManager } = require('@discordjs/ws')

beforeAll(async () => {
  yard = await openYard()
  const rest = new REST({ version: '10', api: yard.sandbox.apiUrl }).setToken(yard.sandbox.token)
  gateway = new WebSocketManager({
    token: yard.sandbox.token,
    intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.MessageContent,
    rest,
    fetchGatewayInformation: () => rest.get('/gateway/bot'),
  })
  client = new Client({ rest, gateway: gateway as never })
  api = client.api
  const ready = new Promise((resolve) => client.once(GatewayDispatchEvents.Ready, resolve))
  await gateway.connect()
  await ready
})
afterAll(async () => {
  await gateway.destroy()
  await yard.sandbox.stop()
})

describe('@discordjs/core', () => {
  it('answers a command and a button as in its guide', async () => {
    const { applicationId, control } = yard.sandbox
    await api.applicationCommands.bulkOverwriteGlobalCommands(applicationId, [{ name: 'ping', description: 'Ping' }])
    client.on(GatewayDispatchEvents.InteractionCreate, async ({ data: interaction }) => {
      if (interaction.type === 2) {
        await api.interactions.reply(interaction.id, interaction.token, {
          content: 'Pong',
          components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] }],
          flags: MessageFlags.Ephemeral,
        })
      } else if (interaction.type === 3) {
        await api.interactions.deferMessageUpdate(interaction.id, interaction.token)
        await api.interactions.editReply(applicationId, interaction.token, { content: 'Pong again', components: [] })
      }
    })
    const reply = (await control.command({ channel_id: 'talk', name: 'ping', user: 'mark' })) as { id: string }
    expect(reply).toMatchObject({ content: 'Pong', flags: 64 })
    const clicked = await control.interact({
      kind: 'button',
      channel_id: 'talk',
      message_id: reply.id,
      custom_id: 'again',
      user: 'mark',
      wait: 'final',
    })
    expect(clicked.message).toMatchObject({ content: 'Pong again', components: [] })
  })

  it('answers words in a channel', async () => {
    client.once(GatewayDispatchEvents.MessageCreate, ({ data: message }) =>
      api.channels.createMessage(message.channel_id, {
        content: `you said ${message.content}`,
        message_reference: { message_id: message.id },
      }),
    )
    const answered = new Promise<string>((resolve) =>
      client.on(GatewayDispatchEvents.MessageCreate, ({ data }) => data.author.bot && resolve(data.content)),
    )
    yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'hi' })
    expect(await answered).toBe('you said hi')
  })

  it('manages a server', async () => {
    const { guildId } = yard
    const role = await api.guilds.createRole(guildId, { name: 'Core', permissions: '8192' })
    await api.guilds.addRoleToMember(guildId, yard.user('mark'), role.id, { reason: 'core' })
    expect((await api.guilds.getMember(guildId, yard.user('mark'))).roles).toEqual([role.id])
    expect(await api.guilds.getMembers(guildId, { limit: 100 })).toHaveLength(4)
    expect(await api.guilds.searchForMembers(guildId, { query: 'mar', limit: 5 })).toHaveLength(1)
    const channel = await api.guilds.createChannel(guildId, { name: 'core', type: 0 })
    const webhook = await api.channels.createWebhook(channel.id, { name: 'Core', avatar: pixelUri })
    const sent = await api.webhooks.execute(webhook.id, webhook.token ?? '', { content: 'from a hook', wait: true })
    expect(sent).toMatchObject({ webhook_id: webhook.id, content: 'from a hook' })
    const invite = await api.channels.createInvite(channel.id, { max_age: 60 })
    expect((await api.invites.get(invite.code)).guild?.id).toBe(guildId)
    yard.sandbox.clock.advance(60_001)
    await expect(api.invites.get(invite.code)).rejects.toMatchObject({ code: 10_006 })
    const log = await api.guilds.getAuditLogs(guildId, { limit: 10 })
    expect(log.audit_log_entries.map(({ action_type }) => action_type)).toEqual(expect.arrayContaining([10, 25, 30, 40, 50]))
    await api.channels.delete(channel.id)
    await expect(api.webhooks.get(webhook.id)).rejects.toMatchObject({ code: 10_015 })
    await api.guilds.deleteRole(guildId, role.id)
  })
})
