// eris against the sandbox. Its address is fixed in its code (discord.com over HTTPS), so its
// request handler is given another way out.
import { Client, type Message, type TextableChannel } from 'eris'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openYard, type Yard } from './support.ts'

type Bot = Client & {
  requestHandler: { request(method: string, url: string, auth: boolean, body?: object, file?: unknown): Promise<unknown> }
}

let yard: Yard
let bot: Bot

/** The library's own handler speaks HTTPS only. */
function sendTo(apiUrl: string, token: string): Bot['requestHandler']['request'] {
  return async (method, url, auth, body = {}) => {
    const { reason, ...fields } = body as { reason?: string }
    const query = method === 'GET' ? `?${new URLSearchParams(fields as Record<string, string>)}` : ''
    const response = await fetch(`${apiUrl}/v10${url}${query}`, {
      method,
      headers: {
        ...(auth && { authorization: token }),
        ...(reason && { 'x-audit-log-reason': encodeURIComponent(reason) }),
        'content-type': 'application/json',
      },
      ...(method !== 'GET' && { body: JSON.stringify(Array.isArray(body) ? body : fields) }),
    })
    const text = await response.text()
    const answer = text === '' ? undefined : JSON.parse(text)
    if (response.status >= 400) throw Object.assign(new Error(answer.message), { code: answer.code })
    return answer
  }
}

beforeAll(async () => {
  yard = await openYard()
  bot = new Client(`Bot ${yard.sandbox.token}`, {
    intents: ['all'],
    restMode: true,
    getAllUsers: true,
    compress: true,
  } as never) as Bot
  bot.requestHandler.request = sendTo(yard.sandbox.apiUrl, `Bot ${yard.sandbox.token}`)
  const ready = new Promise((resolve) => bot.once('ready', () => resolve(true)))
  await bot.connect()
  await ready
})
afterAll(async () => {
  bot.disconnect({ reconnect: false })
  await yard.sandbox.stop()
})

describe('eris', () => {
  it('knows everybody, whom it has asked for over the gateway', () => {
    expect(bot.guilds.get(yard.guildId)?.members.size).toBe(4)
  })

  it('writes, edits, reacts and cleans up', async () => {
    const talk = yard.channel('talk')
    const message = await bot.createMessage(talk, { content: 'hello', embeds: [{ title: 'T' }] })
    expect(message.embeds[0]?.title).toBe('T')
    await message.edit('bye')
    await message.addReaction('👍')
    expect((await bot.getMessage(talk, message.id)).content).toBe('bye')
    await message.pin()
    await message.delete()
    await expect(bot.getMessage(talk, message.id)).rejects.toMatchObject({ code: 10_008 })
  })

  it('manages roles, members and channels', async () => {
    const role = await bot.createRole(yard.guildId, { name: 'Strife', permissions: 0, color: 1 })
    await bot.addGuildMemberRole(yard.guildId, yard.user('mark'), role.id, 'apple')
    await bot.editGuildMember(yard.guildId, yard.user('mark'), { nick: 'Paris' })
    expect(await bot.getRESTGuildMember(yard.guildId, yard.user('mark'))).toMatchObject({ nick: 'Paris', roles: [role.id] })
    const channel = await bot.createChannel(yard.guildId, 'apple', 0)
    await bot.editChannelPermission(channel.id, role.id, 1_024, 2_048, 0)
    const webhook = await bot.createChannelWebhook(channel.id, { name: 'Apple', avatar: null })
    expect((await bot.getGuildWebhooks(yard.guildId)).map(({ id }) => id)).toEqual([webhook.id])
    await bot.deleteChannel(channel.id)
    await bot.deleteRole(yard.guildId, role.id)
  })

  it('hears and answers', async () => {
    bot.once('messageCreate', (message: Message<TextableChannel>) => {
      bot.createMessage(message.channel.id, `${message.content}?`).catch(() => undefined)
    })
    const answered = new Promise<string>((resolve) =>
      bot.on('messageCreate', ({ author, content }) => author.bot && resolve(content)),
    )
    yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'ping' })
    expect(await answered).toBe('ping?')
  })
})
