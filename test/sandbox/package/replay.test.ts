// A session is recorded in one world and played in another: the same bot passes, a changed one is
// shown by step and place.
import { Events } from 'discord.js'
import { DEFAULT_SEED, type Recording, ReplayError } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { control, openClient, openSandbox } from '../support.ts'

/** Counts under a button; its custom ids and wording are another one's choice. */
async function withCounter(words: (count: number) => string, prefix: string) {
  const sandbox = await openSandbox({ seed: DEFAULT_SEED })
  const client = await openClient(sandbox)
  const components = (count: number) => [
    { type: 1, components: [{ type: 2, style: 1, label: 'More', custom_id: `${prefix}:${count}` }] },
  ]
  client.on(Events.InteractionCreate, async (interaction) => {
    const count = interaction.isButton() ? Number(interaction.customId.split(':')[1]) + 1 : 0
    const answer = { content: words(count), components: components(count) }
    if (interaction.isButton()) await interaction.update(answer)
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply()
      await interaction.editReply(answer)
    }
  })
  await client.application.commands.set([{ name: 'count', description: 'Counts' }])
  return sandbox
}

async function record(): Promise<Recording> {
  const sandbox = await withCounter((count) => `${count} so far, <t:${Math.floor(Date.now() / 1_000)}:R>`, 'a')
  sandbox.recorder.start()
  const member = sandbox.as('member')
  const thread = sandbox.control.act({ action: 'create-thread', channel: '#general', name: 'here' }) as { id: string }
  const { message } = await sandbox.as('member', { channel: thread.id }).command('/count')
  if (!message) throw new Error('no message')
  await member.press(message, 'More')
  const { custom_id } = (message.components[0] as unknown as { components: { custom_id: string }[] }).components[0] ?? {}
  await expect(
    sandbox.control.interact({ kind: 'button', user: 'member', channel_id: thread.id, message_id: message.id, custom_id }),
  ).rejects.toThrow('no component')
  await sandbox.as('moderator').press(message, 'More')
  member.write('thanks', { channel: thread.id })
  const recording = sandbox.recorder.stop()
  if (!recording) throw new Error('no recording')
  // As it comes back from a file.
  return JSON.parse(JSON.stringify(recording))
}

describe('a recorded session', () => {
  it('is what people did and what the bot then showed', async () => {
    const { steps } = await record()
    expect(
      steps.map(({ do: { kind }, messages }) => [kind, messages.map(({ content }) => String(content).split(',')[0])]),
    ).toEqual([
      ['start', []],
      ['act', []],
      ['interact', ['0 so far']],
      ['interact', ['1 so far']],
      ['interact', []],
      ['interact', ['2 so far']],
      ['act', []],
    ])
    expect(steps[4]?.error).toContain('no component "a:0"')
  })

  it('passes with the same bot, whatever its ids and times are', async () => {
    const recording = await record()
    const sandbox = await withCounter((count) => `${count} so far, <t:1:R>`, 'a')
    await sandbox.replay(recording)
    const thread = [...sandbox.world.store.channels.values()].find(({ name }) => name === 'here')
    expect(sandbox.control.messages(thread?.id ?? '').messages.map(({ content }) => content)).toEqual([
      '2 so far, <t:1:R>',
      'thanks',
    ])
  })

  it('shows a changed answer by its step and place, and passes where that is ignored', async () => {
    const recording = await record()
    const changed = () => withCounter((count) => `${count === 1 ? 'one' : count} so far, <t:1:R>`, 'a')
    const error = await (await changed()).replay(recording, { timeoutMs: 100 }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ReplayError)
    expect((error as ReplayError).differences).toEqual([
      { step: 3, deed: 'button', differences: ['message 0.content: "one so far, <t>", not "1 so far, <t>"'] },
    ])
    await (await changed()).replay(recording, { timeoutMs: 100, ignore: [/"one so far/] })
  })

  it('fails where no bot is there, or where the bot says more', async () => {
    const recording = await record()
    const alone = await openSandbox({ seed: DEFAULT_SEED })
    await expect(alone.replay(recording, { timeoutMs: 10 })).rejects.toThrow(
      /step 2 \(command \/count\):\n {2}error: .*, not nothing/,
    )
    await expect(alone.replay({ steps: [] })).rejects.toThrow('this is not a recording of a session: recording')
  })

  describe('with a bot that reacts', () => {
    /** Puts emojis on whatever people write, and on its own answer to it. */
    async function withReacting(emojis: readonly string[]) {
      const sandbox = await openSandbox({ seed: DEFAULT_SEED })
      const client = await openClient(sandbox, { intents: ['Guilds', 'GuildMessages'] })
      client.on(Events.MessageCreate, async (message) => {
        if (message.author.bot) return
        for (const emoji of emojis) await message.react(emoji)
        await (await message.channel.messages.fetch(message.id)).reply('seen').then((answer) => answer.react('✅'))
      })
      return sandbox
    }
    const written = async (sandbox: Awaited<ReturnType<typeof withReacting>>) => {
      sandbox.recorder.start()
      sandbox.as('member').write('tea?', { channel: '#general' })
      const answer = await sandbox.waitForMessage({ content: 'seen' })
      await expect.poll(() => sandbox.world.store.message(answer.channel_id, answer.id)?.reactions?.length).toBe(1)
      return JSON.parse(JSON.stringify(sandbox.recorder.stop())) as Recording
    }

    it('has the reactions in its steps, and passes with the same ones', async () => {
      const recording = await written(await withReacting(['👍', '👎']))
      expect(recording.steps[1]?.reactions.map(({ emoji, added }) => [emoji, added])).toEqual([
        ['👍', true],
        ['👎', true],
        ['✅', true],
      ])
      await (await withReacting(['👍', '👎'])).replay(recording)
    })

    it('fails where one is missing or another came', async () => {
      const recording = await written(await withReacting(['👍']))
      await expect((await withReacting(['👎'])).replay(recording, { timeoutMs: 300 })).rejects.toThrow(
        /the reaction 👍 on message \d+ did not come\n.*the reaction 👎 on message \d+ is not in the recording/,
      )
    })
  })

  it('is made and played over REST', async () => {
    const sandbox = await withCounter((count) => `${count}`, 'a')
    expect(await control(sandbox, 'GET', '/recording')).toMatchObject({ status: 404 })
    await control(sandbox, 'POST', '/recording')
    await control(sandbox, 'POST', '/commands', { channel_id: '#general', name: '/count' })
    const { body: recording } = await control(sandbox, 'GET', '/recording')
    expect(recording.steps).toHaveLength(2)
    await control(sandbox, 'DELETE', '/recording')
    const other = await withCounter((count) => `${count}`, 'b')
    expect(await control(other, 'POST', '/replay', { recording })).toMatchObject({ status: 200, body: { same: true } })
    const changed = await withCounter((count) => `No ${count}`, 'b')
    expect(await control(changed, 'POST', '/replay', { recording, timeout_ms: 50 })).toMatchObject({
      status: 409,
      body: { differences: [{ step: 1, differences: ['message 0.content: "No 0", not "0"'] }] },
    })
  })
})
