// discord.js against the sandbox: the operations that its guide's bots use, through its own
// managers and caches.
import {
  ApplicationCommandOptionType,
  AttachmentBuilder,
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  ChannelType,
  Client,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  type Guild,
  type GuildMember,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  type NewsChannel,
  Partials,
  PermissionFlagsBits,
  PresenceUpdateStatus,
  type TextChannel,
  type VoiceChannel,
} from 'discord.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openYard, PIXEL, pixelUri, type Yard } from './support.ts'

const ALL_INTENTS = Object.values(GatewayIntentBits).filter((each): each is number => typeof each === 'number')

let yard: Yard
let client: Client<true>
let guild: Guild
let talk: TextChannel
let news: NewsChannel
const failures: unknown[] = []

beforeAll(async () => {
  yard = await openYard()
  client = new Client({
    intents: ALL_INTENTS,
    partials: [Partials.Message, Partials.Channel, Partials.Reaction],
    rest: { api: yard.sandbox.apiUrl },
    presence: { status: PresenceUpdateStatus.Idle, activities: [{ name: 'a test' }] },
  }) as Client<true>
  client.on(Events.Error, (error) => failures.push(error))
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(yard.sandbox.token)
  await ready
  guild = await client.guilds.fetch(yard.guildId)
  talk = (await client.channels.fetch(yard.channel('talk'))) as TextChannel
  news = (await client.channels.fetch(yard.channel('news'))) as NewsChannel
})
afterAll(async () => {
  await client.destroy()
  await yard.sandbox.stop()
  expect(failures).toEqual([])
})

/** The next event of a name that fits. */
const next = <T>(name: string, fits: (value: T) => boolean = () => true) =>
  new Promise<T>((resolve) => {
    const listener = (value: T) => {
      if (!fits(value)) return
      client.off(name, listener as never)
      resolve(value)
    }
    client.on(name, listener as never)
  })

describe('members', () => {
  it('are fetched whole over the gateway, by id, by query and by name over REST', async () => {
    const all = await guild.members.fetch()
    expect(all.map(({ user }) => user.username).sort()).toEqual(['Tester', 'mark', 'nina', 'olga'])
    expect((await guild.members.fetch({ user: [yard.user('mark')] })).size).toBe(1)
    expect((await guild.members.fetch({ query: 'ni', limit: 5 })).first()?.user.username).toBe('nina')
    expect((await guild.members.search({ query: 'mark' })).first()?.displayName).toBe('Mark the Member')
    expect((await guild.members.list({ limit: 2 })).size).toBe(2)
  })

  it('get a nickname, a time-out and roles, and lose them', async () => {
    const role = await guild.roles.create({ name: 'Helpers', colors: { primaryColor: 0x33aa55 }, permissions: ['KickMembers'] })
    let mark = await guild.members.fetch(yard.user('mark'))
    const seen = next<GuildMember>(Events.GuildMemberUpdate, ({ id }) => id === mark.id)
    await mark.setNickname('Marky', 'because')
    await seen
    await mark.roles.add(role)
    await mark.timeout(60_000, 'calm down')
    mark = await guild.members.fetch({ user: mark.id, force: true })
    expect(mark).toMatchObject({ nickname: 'Marky' })
    expect([mark.roles.cache.has(role.id), mark.isCommunicationDisabled()]).toEqual([true, true])
    await mark.roles.remove(role)
    await mark.timeout(null)
    await mark.setNickname(null)
    mark = await guild.members.fetch({ user: mark.id, force: true })
    expect([mark.nickname, mark.roles.cache.has(role.id), mark.isCommunicationDisabled()]).toEqual([null, false, false])
    await role.delete()
  })

  it('are banned with what they wrote, listed, unbanned, kicked', async () => {
    const nina = yard.user('nina')
    const said = yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'nina', content: 'spam' })
    const gone = next(Events.GuildBanAdd)
    await guild.bans.create(nina, { deleteMessageSeconds: 3_600, reason: 'spam' })
    await gone
    expect((await guild.bans.fetch(nina)).reason).toBe('spam')
    expect((await guild.bans.fetch()).size).toBe(1)
    await expect(talk.messages.fetch({ message: (said as { id: string }).id, force: true })).rejects.toMatchObject({
      code: 10_008,
    })
    await expect(guild.members.fetch({ user: nina, force: true })).rejects.toMatchObject({ code: 10_007 })
    await guild.bans.remove(nina)
    await expect(guild.bans.fetch(nina)).rejects.toMatchObject({ code: 10_026 })
    const bulk = await guild.bans.bulkCreate([nina, yard.user('olga')])
    expect(bulk).toEqual({ bannedUsers: [nina], failedUsers: [yard.user('olga')] })
    await guild.bans.remove(nina)
    await expect(guild.members.kick(yard.user('olga'))).rejects.toMatchObject({ code: 50_013 })
    expect(await guild.members.prune({ dry: true, days: 7 })).toBe(1)
  })

  it('have the bot among them, with a nickname of its own', async () => {
    const me = await guild.members.fetchMe()
    await me.setNickname('Robo')
    expect((await guild.members.fetchMe({ force: true })).nickname).toBe('Robo')
    await guild.members.editMe({ nick: null })
  })
})

describe('roles', () => {
  it('are made, moved, changed, counted and deleted', async () => {
    const low = await guild.roles.create({ name: 'Low', permissions: [PermissionFlagsBits.SendPolls] })
    const high = await guild.roles.create({ name: 'High', hoist: true, mentionable: true })
    expect(low.permissions.has('SendPolls')).toBe(true)
    const before = [low.position, high.position]
    expect(before[0]).toBeGreaterThanOrEqual(1)
    await guild.roles.setPositions([{ role: low.id, position: 2 }])
    const fresh = await guild.roles.fetch()
    expect(fresh.get(low.id)?.position).toBeGreaterThan(fresh.get(high.id)?.position ?? 99)
    await low.edit({ name: 'Lower', colors: { primaryColor: 0xff0000 } })
    expect((await guild.roles.fetch(low.id, { force: true }))?.hexColor).toBe('#ff0000')
    await low.delete('not needed')
    await high.delete()
    expect(await guild.roles.fetch(low.id, { force: true })).toBeNull()
  })
})

describe('channels', () => {
  it('of every kind are made, changed, moved into a category and deleted', async () => {
    const made = []
    for (const type of [
      ChannelType.GuildText,
      ChannelType.GuildVoice,
      ChannelType.GuildForum,
      ChannelType.GuildStageVoice,
    ] as const) {
      const channel = await guild.channels.create({ name: `new-${type}`, type, parent: yard.channel('shelf') })
      expect(channel).toMatchObject({ type, parentId: yard.channel('shelf') })
      made.push(channel)
    }
    const voice = made[1] as VoiceChannel
    expect(voice).toMatchObject({ bitrate: 64_000, userLimit: 0 })
    expect(await voice.edit({ bitrate: 32_000, userLimit: 3 })).toMatchObject({ bitrate: 32_000, userLimit: 3 })
    const text = made[0] as TextChannel
    expect(await text.edit({ topic: 'All of it', nsfw: true, rateLimitPerUser: 5 })).toMatchObject({
      topic: 'All of it',
      nsfw: true,
    })
    await text.setParent(null)
    expect(await text.setType(ChannelType.GuildAnnouncement)).toMatchObject({ type: ChannelType.GuildAnnouncement })
    await guild.channels.setPositions([{ channel: text.id, position: 9 }])
    expect(((await guild.channels.fetch(text.id, { force: true })) as TextChannel).rawPosition).toBe(9)
    for (const channel of made) await channel.delete()
    await expect(client.channels.fetch(text.id, { force: true })).rejects.toMatchObject({ code: 10_003 })
  })

  it('have overwrites for roles and members', async () => {
    const channel = await guild.channels.create({ name: 'secret' })
    await channel.permissionOverwrites.edit(guild.id, { ViewChannel: false })
    await channel.permissionOverwrites.create(yard.user('mark'), { ViewChannel: true })
    expect(channel.permissionsFor(yard.user('mark'))?.has('ViewChannel')).toBe(true)
    expect(channel.permissionOverwrites.cache.size).toBe(2)
    await channel.permissionOverwrites.delete(yard.user('mark'))
    expect(((await guild.channels.fetch(channel.id, { force: true })) as TextChannel).permissionOverwrites.cache.size).toBe(1)
    await channel.permissionOverwrites.set([])
    const copy = await channel.clone({ name: 'secret-2' })
    await copy.delete()
    await channel.delete()
  })

  it('have invites, which are found by their code and revoked', async () => {
    const made = next(Events.InviteCreate)
    const invite = await talk.createInvite({ maxAge: 3_600, maxUses: 4, unique: true })
    await made
    expect(invite).toMatchObject({ maxAge: 3_600, maxUses: 4, inviterId: client.user.id })
    expect((await client.fetchInvite(invite.code)).guild?.id).toBe(guild.id)
    expect((await guild.invites.fetch()).size).toBe(1)
    expect((await talk.fetchInvites()).has(invite.code)).toBe(true)
    await invite.delete()
    await expect(client.fetchInvite(invite.code)).rejects.toMatchObject({ code: 10_006 })
  })

  it('that announce are followed, and what is published arrives', async () => {
    await news.addFollower(talk, 'news')
    const arrived = next<{ webhookId: string | null; content: string; channelId: string }>(
      Events.MessageCreate,
      ({ webhookId }) => webhookId !== null,
    )
    await (await news.send('Breaking')).crosspost()
    expect(await arrived).toMatchObject({ content: 'Breaking', channelId: talk.id })
  })
})

describe('messages', () => {
  it('carry embeds with empty parts, files, replies, polls and stickers', async () => {
    const embed = new EmbedBuilder().setTitle('T').toJSON()
    const sent = await talk.send({
      embeds: [{ ...embed, footer: {}, image: {}, thumbnail: {}, author: {} } as never],
      files: [new AttachmentBuilder(Buffer.from(PIXEL, 'base64'), { name: 'pixel.png', description: 'one' })],
    })
    expect(sent.embeds[0]).toMatchObject({ title: 'T', footer: null, image: null })
    expect(sent.attachments.first()).toMatchObject({ width: 1, height: 1, description: 'one' })
    const reply = await sent.reply('yes')
    expect((await reply.fetchReference()).id).toBe(sent.id)
    const sticker = await guild.stickers.create({
      file: { attachment: Buffer.from(PIXEL, 'base64'), name: 'wave.png' },
      name: 'wave',
      tags: 'wave',
      description: 'Hi',
    })
    const stuck = await talk.send({ stickers: [sticker] })
    expect(stuck.stickers.first()?.name).toBe('wave')
    await sticker.edit({ name: 'waves' })
    expect((await guild.stickers.fetch(sticker.id, { force: true })).name).toBe('waves')
    await sticker.delete()
    await expect(talk.send({ stickers: [sticker.id] })).rejects.toMatchObject({ code: 50_081 })
  })

  it('are polls that people vote in, and that end', async () => {
    const message = await talk.send({
      poll: {
        question: { text: 'Tea?' },
        answers: [{ text: 'Yes', emoji: '🍵' }, { text: 'No' }],
        duration: 1,
        allowMultiselect: false,
      },
    })
    expect(message.poll).toMatchObject({ question: { text: 'Tea?' }, allowMultiselect: false, resultsFinalized: false })
    const { setVote } = await import('../../../src/sandbox/world/message/votes.ts')
    const { world } = yard.sandbox
    const stored = () => world.store.message(talk.id, message.id)
    const channel = world.store.channels.get(talk.id)
    if (!channel) throw new Error('no channel')
    const voted = next(Events.MessagePollVoteAdd)
    for (const answer of [2, 1]) {
      const now = stored()
      if (now) setVote(world, channel, now, { answer, user: yard.user('mark'), voted: true })
    }
    world.commit()
    await voted
    const voters = await message.poll?.answers.get(1)?.voters.fetch()
    expect(voters?.map(({ username }) => username)).toEqual(['mark'])
    expect((await message.poll?.answers.get(2)?.voters.fetch())?.size).toBe(0)
    await message.poll?.end()
    const ended = await talk.messages.fetch({ message: message.id, force: true })
    expect(ended.poll?.resultsFinalized).toBe(true)
    await expect(message.edit('no')).rejects.toMatchObject({ code: 520_003 })
  })

  it('are forwarded with a snapshot', async () => {
    const original = await talk.send('the original')
    const forwarded = await original.forward(news.id)
    expect(forwarded.content).toBe('')
    expect(forwarded.messageSnapshots.first()?.content).toBe('the original')
    await expect(
      client.rest.post(`/channels/${news.id}/messages`, {
        body: { content: 'and mine', message_reference: { type: 1, message_id: original.id, channel_id: talk.id } },
      }),
    ).rejects.toMatchObject({ code: 50_035 })
  })

  it('are pinned, found, edited, reacted to, deleted together', async () => {
    const [first, second] = [await talk.send('alpha beta'), await talk.send('beta gamma')]
    await first.pin('keep')
    expect((await talk.messages.fetchPins()).items.map(({ message }) => message.id)).toContain(first.id)
    await first.unpin()
    await first.edit({ content: 'alpha', flags: 4 })
    await first.react('👍')
    expect((await first.reactions.resolve('👍')?.users.fetch())?.has(client.user.id)).toBe(true)
    await first.reactions.removeAll()
    const found = (await client.rest.get(`/guilds/${guild.id}/messages/search`, {
      query: new URLSearchParams({ content: 'gamma' }),
    })) as { total_results: number; messages: { id: string }[][] }
    expect([found.total_results, found.messages[0]?.[0]?.id]).toEqual([1, second.id])
    expect((await talk.bulkDelete([first, second])).size).toBe(2)
    expect((await talk.messages.fetch({ limit: 3 })).has(first.id)).toBe(false)
  })
})

describe('threads and posts', () => {
  it('are started, joined, locked, archived and found again', async () => {
    const thread = await (await talk.send('start')).startThread({ name: 'side talk', autoArchiveDuration: 60 })
    await thread.members.add(yard.user('mark'))
    expect((await thread.members.fetch()).size).toBe(2)
    await thread.members.remove(yard.user('mark'))
    await thread.setLocked(true)
    await thread.setArchived(true)
    expect((await talk.threads.fetchArchived()).threads.has(thread.id)).toBe(true)
    await thread.setArchived(false)
    expect((await guild.channels.fetchActiveThreads()).threads.has(thread.id)).toBe(true)
    await thread.delete()
  })

  it('of a forum have tags', async () => {
    const forum = await client.channels.fetch(yard.channel('posts'))
    if (forum?.type !== ChannelType.GuildForum) throw new Error('no forum')
    const tag = forum.availableTags[0]
    const post = await forum.threads.create({ name: 'Help me', message: { content: 'please' }, appliedTags: [tag?.id ?? ''] })
    expect(post.appliedTags).toEqual([tag?.id])
    expect((await post.fetchStarterMessage())?.content).toBe('please')
    await forum.setAvailableTags([{ name: 'Only', moderated: true }])
    expect(
      ((await client.channels.fetch(forum.id, { force: true })) as typeof forum).availableTags.map(({ name }) => name),
    ).toEqual(['Only'])
    await expect(forum.setAvailableTags([{ name: 'a' }, { name: 'a' }])).rejects.toMatchObject({ code: 40_061 })
  })
})

describe('webhooks', () => {
  it('are made, write under other names, change and delete what they wrote', async () => {
    const webhook = await talk.createWebhook({ name: 'Herald', avatar: pixelUri })
    const arrived = next<{ author: { username: string }; webhookId: string }>(Events.MessageCreate)
    const sent = await webhook.send({ content: '@everyone hello', username: 'Town Crier' })
    expect(await arrived).toMatchObject({ author: { username: 'Town Crier' }, webhookId: webhook.id })
    await webhook.editMessage(sent.id, 'bye')
    expect((await webhook.fetchMessage(sent.id)).content).toBe('bye')
    await webhook.deleteMessage(sent.id)
    await webhook.edit({ name: 'Herald II', channel: news })
    expect((await guild.fetchWebhooks()).get(webhook.id)?.channelId).toBe(news.id)
    expect((await client.fetchWebhook(webhook.id, webhook.token ?? '')).name).toBe('Herald II')
    await webhook.delete()
    await expect(client.fetchWebhook(webhook.id)).rejects.toMatchObject({ code: 10_015 })
  })

  it('need a thread in forums', async () => {
    const forum = await client.channels.fetch(yard.channel('posts'))
    if (forum?.type !== ChannelType.GuildForum) throw new Error('no forum')
    const webhook = await forum.createWebhook({ name: 'Poster' })
    await expect(webhook.send('x')).rejects.toMatchObject({ code: 220_001 })
    const post = await webhook.send({ content: 'x', threadName: 'By a webhook' })
    expect((await client.channels.fetch(post.channelId))?.isThread()).toBe(true)
    const more = await webhook.send({ content: 'y', threadId: post.channelId })
    expect(more.channelId).toBe(post.channelId)
    await expect(talk.createWebhook({ name: 'discord official' })).rejects.toMatchObject({ code: 50_035 })
  })
})

describe('a server', () => {
  it('has emojis', async () => {
    const emoji = await guild.emojis.create({ attachment: pixelUri, name: 'pixel' })
    expect(emoji).toMatchObject({ name: 'pixel', animated: false, available: true })
    expect((await emoji.fetchAuthor()).id).toBe(client.user.id)
    await emoji.setName('dot')
    expect((await guild.emojis.fetch(emoji.id, { force: true })).name).toBe('dot')
    await emoji.delete()
    const own = await client.application.emojis.create({ attachment: pixelUri, name: 'mine' })
    expect((await client.application.emojis.fetch()).size).toBe(1)
    await own.edit({ name: 'mine2' })
    await own.delete()
  })

  it('has events', async () => {
    const start = new Date(yard.sandbox.clock.now() + 3_600_000)
    const event = await guild.scheduledEvents.create({
      name: 'Meeting',
      scheduledStartTime: start,
      scheduledEndTime: new Date(start.getTime() + 3_600_000),
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      entityType: GuildScheduledEventEntityType.External,
      entityMetadata: { location: 'Here' },
    })
    expect(event.entityMetadata).toEqual({ location: 'Here' })
    await event.edit({ name: 'Big meeting' })
    await event.setStatus(2)
    await expect(event.setStatus(4 as never)).rejects.toMatchObject({ code: 50_035 })
    expect((await event.fetchSubscribers()).size).toBe(0)
    expect((await guild.scheduledEvents.fetch()).first()?.name).toBe('Big meeting')
    await event.delete()
    const past = {
      name: 'Past',
      scheduledStartTime: new Date(1_000),
      privacyLevel: 2,
      entityType: 2,
      channel: yard.channel('room'),
    }
    await expect(guild.scheduledEvents.create(past as never)).rejects.toMatchObject({ code: 50_035 })
  })

  it('has auto-moderation rules', async () => {
    const rule = await guild.autoModerationRules.create({
      name: 'No spam',
      eventType: AutoModerationRuleEventType.MessageSend,
      triggerType: AutoModerationRuleTriggerType.Keyword,
      triggerMetadata: { keywordFilter: ['spam*'] },
      actions: [
        { type: AutoModerationActionType.BlockMessage },
        { type: AutoModerationActionType.SendAlertMessage, metadata: { channel: talk } },
      ],
      enabled: true,
    })
    expect(rule.triggerMetadata.keywordFilter).toEqual(['spam*'])
    await rule.setEnabled(false)
    expect((await guild.autoModerationRules.fetch()).first()?.enabled).toBe(false)
    await rule.delete()
    await expect(guild.autoModerationRules.fetch(rule.id)).rejects.toMatchObject({ status: 404 })
  })

  it('is changed, previewed, and keeps an audit log with reasons', async () => {
    await guild.edit({ name: 'Library Court', description: 'Quiet', afkTimeout: 60, reason: 'a new name' })
    expect(await guild.fetch()).toMatchObject({ name: 'Library Court', description: 'Quiet', afkTimeout: 60 })
    expect((await guild.fetchPreview()).approximateMemberCount).toBe(3)
    const log = await guild.fetchAuditLogs({ limit: 1 })
    expect(log.entries.first()).toMatchObject({ action: 1, reason: 'a new name', executorId: client.user.id })
    expect(log.entries.first()?.changes.map(({ key }) => key)).toContain('name')
    await guild.edit({ name: 'Library Yard' })
  })

  it('has templates, a widget, a welcome screen, onboarding, integrations and regions', async () => {
    const template = await guild.createTemplate('Yard', 'as it is')
    expect((await client.fetchGuildTemplate(template.code)).name).toBe('Yard')
    await expect(guild.createTemplate('Two')).rejects.toMatchObject({ code: 30_031 })
    await template.sync()
    await template.edit({ name: 'Yard 2' })
    await template.delete()
    await guild.setWidgetSettings({ enabled: true, channel: talk })
    expect((await guild.fetchWidgetSettings()).enabled).toBe(true)
    expect((await guild.fetchWidget()).name).toBe('Library Yard')
    await guild.editWelcomeScreen({
      enabled: true,
      description: 'Hello',
      welcomeChannels: [{ channel: talk, description: 'talk' }],
    })
    expect((await guild.fetchWelcomeScreen()).description).toBe('Hello')
    await guild.editOnboarding({
      enabled: true,
      prompts: [{ title: 'What?', options: [{ title: 'A', channels: [talk.id] }] }],
      defaultChannels: [talk.id],
    })
    expect((await guild.fetchOnboarding()).prompts.first()?.title).toBe('What?')
    expect((await guild.fetchIntegrations()).size).toBe(1)
    expect((await client.fetchVoiceRegions()).size).toBeGreaterThan(0)
    expect((await guild.fetchVanityData()).uses).toBe(0)
  })
})

describe('voice, as data', () => {
  it('is joined over the gateway; members are moved and stages opened', async () => {
    const server = next<{ t: string; d: { endpoint: null } }>(Events.Raw, ({ t }) => t === 'VOICE_SERVER_UPDATE')
    const seen = new Promise<string | null>((resolve) =>
      client.once(Events.VoiceStateUpdate, (_, state) => resolve(state.channelId)),
    )
    client.ws.shards.first()?.send({
      op: 4,
      d: { guild_id: guild.id, channel_id: yard.channel('stage'), self_mute: false, self_deaf: false },
    })
    expect(await seen).toBe(yard.channel('stage'))
    expect((await server).d.endpoint).toBeNull()
    const stage = await client.channels.fetch(yard.channel('stage'))
    if (stage?.type !== ChannelType.GuildStageVoice) throw new Error('no stage')
    const instance = await stage.createStageInstance({ topic: 'Talk' })
    expect(instance.topic).toBe('Talk')
    await instance.edit({ topic: 'Talks' })
    await guild.voiceStates.fetch('@me')
    await guild.members.me?.voice.setSuppressed(false)
    await instance.delete()
    await guild.members.me?.voice.setChannel(yard.channel('room'))
    expect((await guild.voiceStates.fetch(client.user.id, { force: true })).channelId).toBe(yard.channel('room'))
    await guild.members.me?.voice.disconnect()
    await expect(guild.voiceStates.fetch('@me', { force: true })).rejects.toMatchObject({ code: 10_065 })
  })
})

describe('the application', () => {
  it('reads and changes itself', async () => {
    const application = await client.application.fetch()
    expect(application.owner).not.toBeNull()
    await application.edit({ description: 'A bot for tests', tags: ['test'] })
    expect((await application.fetch()).description).toBe('A bot for tests')
    await client.user.setUsername('Tester2')
    await client.user.setAvatar(pixelUri)
    expect(client.user.avatarURL()).toContain(client.user.id)
    await client.user.setUsername('Tester')
    client.user.setPresence({ status: PresenceUpdateStatus.DoNotDisturb, activities: [] })
    const metadata = [{ type: 7, key: 'verified', name: 'Verified', description: 'Is verified' }]
    expect(await application.editRoleConnectionMetadataRecords(metadata)).toHaveLength(1)
    expect(await application.fetchRoleConnectionMetadataRecords()).toHaveLength(1)
  })

  it('registers commands and hears them, with values of every kind', async () => {
    await client.application.commands.set([
      {
        name: 'echo',
        description: 'Echo',
        options: [
          { name: 'text', description: 't', type: ApplicationCommandOptionType.String, required: true },
          { name: 'who', description: 'w', type: ApplicationCommandOptionType.User },
        ],
      },
    ])
    client.once(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const response = await interaction.reply({ content: interaction.options.getString('text', true), withResponse: true })
      await interaction.followUp(`to ${interaction.options.getUser('who')?.username} in ${response.resource?.message?.channelId}`)
    })
    const reply = await yard.sandbox.control.command({
      channel_id: 'talk',
      name: 'echo',
      options: { text: 'hey', who: 'nina' },
      user: 'mark',
    })
    expect(reply).toMatchObject({ content: 'hey', type: 20 })
    const entitlement = await client.application.entitlements.createTest({ sku: '1191168998113280009', user: yard.user('mark') })
    expect((await client.application.entitlements.fetch({ user: yard.user('mark') })).size).toBe(1)
    await client.application.entitlements.deleteTest(entitlement.id)
  })
})
