// Subscribing, from the form to the last button of the panel: the real client, the sandbox, both
// languages, and who may not.
import { describe, expect, it } from 'vitest'
import { t } from '../../commands/shared/wording/wording.ts'
import { SETTABLE } from '../../commands/subscribe/panel.ts'
import { readDigests } from '../../src/digest/index.ts'
import { useJourney } from '../support/journey.ts'
import { createReader, type Form, type Seen } from '../support/reader.ts'
import { until } from '../support/until.ts'

const journey = useJourney()

const owner = () => createReader(journey.sandbox, { locale: 'en-US', user: 'owner' })
const chinese = () => createReader(journey.sandbox, { locale: 'zh-CN', user: 'moderator' })
const member = () => createReader(journey.sandbox, { locale: 'en-US', user: 'member' })
const all = () => journey.bot.delivery.subscriptions.list()
const only = async () => {
  const [first, ...more] = await all()
  if (first === undefined || more.length > 0) throw new Error(`${more.length + 1} subscriptions`)
  return first
}

const text = (json: string) => new TextEncoder().encode(json)
/** The form, a look at what it will be, and the button that saves it. */
const confirm = async (
  reader: ReturnType<typeof owner>,
  form: Form,
  values: Parameters<typeof reader.submit>[1],
  label = 'Subscribe',
) => await reader.press(await reader.submit(form, values), label)

/** Everything that an interaction has said to its reader, further messages included. */
function hiddenIn(channel: string): string {
  return JSON.stringify(journey.sandbox.control.messages(channel, { limit: 500 }).messages)
}

describe('/subscribe', () => {
  it('opens a form for the channel it is typed in, in the language of the reader', async () => {
    const form = await chinese().openForm('subscribe')
    expect(form.title).toBe('订阅论文')
    expect(form.text).toContain(owner().channel('#general'))
    expect(form.text).toContain('CV · 计算机视觉')
  })

  it('offers frequent categories that the archive has nothing of, and takes any other as a keyword', async () => {
    const form = await owner().openForm('subscribe', { channel: owner().channel('#papers') })
    const { byCategory } = await journey.bot.archive.counts()
    expect(byCategory.SY).toBeUndefined()
    for (const code of [...Object.keys(byCategory), 'SY']) expect(form.text).toContain(`"value":"${code}"`)
    expect(form.text).toContain('write category:DS as a keyword')
    const draft = await owner().submit(form, { words: 'category:DS', times: '' })
    expect(draft.text).toContain('category:DS')
    expect(draft.text).not.toContain('Couldn’t')
    await owner().press(draft, 'Cancel')
  })

  it('makes a subscription out of the form, and shows the next three times', async () => {
    const form = await owner().openForm('subscribe', { channel: owner().channel('#papers') })
    const draft = await owner().submit(form, {
      categories: ['CV', 'LG'],
      words: 'diffusion\n-survey',
      language: ['zh'],
      times: 'weekdays 9:00, 18:00 Europe/Berlin',
    })
    expect(draft.titles).toEqual(['Not subscribed yet'])
    expect(draft.text.match(/<t:\d+:f>/g)).toHaveLength(3)
    expect(draft.text).toContain('✅ View Channel · ✅ Send Messages · ✅ Embed Links')
    expect(await all()).toEqual([])
    const panel = await owner().press(draft, 'Subscribe')
    expect(panel.isEphemeral).toBe(true)
    expect(panel.text).toContain('Posting starts with the next digest')
    expect(panel.text.match(/<t:\d+:f>/g)).toHaveLength(3)
    expect(panel.text).toContain('All permissions granted')
    expect((await only()).wish).toMatchObject({
      categories: ['CV', 'LG'],
      include: ['diffusion'],
      exclude: ['survey'],
      language: 'zh',
      layout: 'standard',
      place: 'channel',
      when: [
        { cron: '0 9 * * 1-5', zone: 'Europe/Berlin' },
        { cron: '0 18 * * 1-5', zone: 'Europe/Berlin' },
      ],
    })
  })

  it.each(['half past *nine*', 'every morning', 'every 2 hours', 'every minute', 'tomorrow', '25:00', '9:00 Atlantis'])(
    'creates nothing for the time "%s", and the form comes back filled',
    async (times) => {
      const form = await owner().openForm('subscribe', { channel: owner().channel('#announcements') })
      const draft = await owner().submit(form, { times, words: 'diffusion\n-survey', language: ['zh'] })
      expect(draft.titles).toEqual(['Not subscribed yet'])
      expect(draft.text).toContain(`Couldn’t read the time “${times.replaceAll('*', '\\*')}”`)
      expect(await all()).toHaveLength(1)
      await journey.restart()
      const again = await owner().pressForForm(draft, 'Change the form')
      for (const kept of [times, 'diffusion\\n-survey', owner().channel('#announcements')]) expect(again.text).toContain(kept)
      const panel = await confirm(owner(), again, { times: '9:00 Tokyo' })
      expect(panel.text).toContain('Posting starts with the next digest')
      const made = (await all()).find(({ channelId }) => channelId === owner().channel('#announcements'))
      expect(made?.wish).toMatchObject({
        when: [{ cron: '0 9 * * *', zone: 'Asia/Tokyo' }],
        place: 'announcement',
        include: ['diffusion'],
        exclude: ['survey'],
        language: 'zh',
      })
      await journey.bot.delivery.subscriptions.delete(made?.id as never)
    },
  )

  it('asks which zone an abbreviation means, and takes the server’s where none is named', async () => {
    const channel = owner().channel('#announcements')
    const ambiguous = await owner().submit(await owner().openForm('subscribe', { channel }), { times: 'weekdays 9am CST' })
    expect(ambiguous.text).toContain('“CST” has more than one meaning')
    expect(await all()).toHaveLength(1)
    const chosen = await owner().set(ambiguous, 'America/Chicago')
    expect(chosen.text).toContain('weekdays 09:00 America/Chicago')
    await owner().press(chosen, 'Subscribe')
    const form = await owner().openForm('subscribe', { channel: owner().channel('#general') })
    expect(form.text).toContain('America/Chicago')
    const chineseForm = await chinese().openForm('subscribe', { channel: owner().channel('#general') })
    const panel = await confirm(chinese(), chineseForm, { times: '每天早上九点' }, '订阅')
    expect(panel.text).toContain('09:00 America/Chicago')
    for (const one of await all())
      if (one.channelId !== owner().channel('#papers')) await journey.bot.delivery.subscriptions.delete(one.id)
  })

  it('asks a server for its time zone once, and the list of subscriptions changes it', async () => {
    const { id, wish } = await only()
    await journey.bot.delivery.subscriptions.update(id, { when: 'arrival' })
    const open = async () => await owner().openForm('subscribe', { channel: owner().channel('#general') })
    const asked = await owner().submit(await open(), { times: 'weekdays 9:00' })
    expect(asked.text).toContain('Which time zone are these times in?')
    const answered = await owner().set(asked, 'Europe/Helsinki')
    expect(answered.text).toContain('weekdays 09:00 Europe/Helsinki')
    await owner().press(answered, 'Cancel')
    await journey.restart()
    expect((await open()).text).toContain('In Europe/Helsinki unless you name a place')
    expect((await owner().submit(await open(), { times: 'noon' })).text).toContain('12:00 Europe/Helsinki')
    const zoneForm = async () => await owner().pressForForm(await owner().run('subscriptions', {}), 'Time zone')
    expect((await zoneForm()).text).toContain('Europe/Helsinki')
    expect((await owner().submit(await zoneForm(), { zone: 'Atlantis' })).text).toContain(
      'Couldn’t read the time zone “Atlantis”',
    )
    expect((await owner().submit(await zoneForm(), { zone: 'CST' })).text).toContain('more than one meaning')
    const set = await owner().submit(await zoneForm(), { zone: 'Berlin' })
    expect(set.text).toContain('The time zone is now Europe/Berlin')
    expect(set.text).toContain('Times without a zone are in Europe/Berlin')
    await journey.bot.delivery.subscriptions.update(id, { when: wish.when })
  })

  it('shows the next post and the permissions by name before it is saved, in the layout that is chosen', async () => {
    const channel = owner().channel('#general')
    const following = ({ id }: Seen) => {
      const all = journey.sandbox.control.messages(channel, { limit: 500 }).messages
      return all.slice(all.findIndex((one) => one.id === id) + 1).map((one) => JSON.stringify(one))
    }
    const form = await owner().openForm('subscribe', { channel })
    const draft = await owner().submit(form, { categories: ['CV'], times: '' })
    await until(() => following(draft).length === 1, 'the next post')
    expect(following(draft)[0]).toMatch(
      /The next post.*if it were the digest of 2025\u201101\u201109: \d+ papers? in \d+ messages?/,
    )
    expect(draft.text).toContain('when the next digest arrives')
    const compact = await owner().set(draft, 'compact')
    expect(compact.text).toContain('compact')
    await until(() => following(draft).length === 2, 'the next post in the layout')
    expect(following(draft)[1]).not.toBe(following(draft)[0])
    const layouts = await owner().press(compact, 'Compare layouts')
    await until(() => following(layouts).length === SETTABLE.layout.length, 'each layout')
    for (const [i, layout] of SETTABLE.layout.entries())
      expect(following(layouts)[i]).toContain(`**${t('en', `layout.${layout}`)}**`)
    expect(await all()).toHaveLength(1)
    await owner().press(compact, 'Subscribe')
    const made = (await all()).find(({ channelId }) => channelId === channel)
    expect(made?.wish).toMatchObject({ layout: 'compact', categories: ['CV'], when: 'arrival' })
    await journey.bot.delivery.subscriptions.delete(made?.id as never)
  })

  it('says before it is saved that nothing of the newest digest would be posted', async () => {
    const channel = owner().channel('#general')
    const form = await chinese().openForm('subscribe', { channel })
    const draft = await chinese().submit(form, { words: 'zebrafish' })
    await until(() => hiddenIn('#general').includes('的速递没有论文会发送'), 'what would be posted')
    expect((await chinese().press(draft, '取消')).text).toContain('没有任何改动')
  })

  it('shows doubtful keywords and times as it understands them before it saves', async () => {
    const form = await owner().openForm('subscribe', { channel: owner().channel('#announcements') })
    const draft = await owner().submit(form, { words: '"diffusion\nauthor:\n-survey', times: '* * * * * UTC' })
    expect(draft.text).toContain('“"diffusion”: A quotation mark is missing its partner')
    expect(draft.text).toContain('“author:”: ')
    expect(draft.text).toContain('1440 times a day')
    expect(draft.text.match(/<t:\d+:f>/g)).toHaveLength(3)
    expect(await all()).toHaveLength(1)
    const saved = await owner().press(draft, 'Subscribe')
    expect(saved.text).toContain('Posting starts with the next digest')
    const made = (await all()).find(({ channelId }) => channelId === owner().channel('#announcements'))
    expect(made?.wish.include).toEqual(['"diffusion', 'author:'])
    await journey.bot.delivery.subscriptions.delete(made?.id as never)
  })

  it('asks before a channel gets a second subscription: edit, or add', async () => {
    const second = await owner().submit(await owner().openForm('subscribe', { channel: owner().channel('#papers') }), {})
    expect(second.text).toContain('already has 1 subscription. Edit it, or add one')
    expect(second.labels).toEqual(['Change the form', 'Edit the existing one', 'Add another', 'Compare layouts', 'Cancel'])
    expect(await all()).toHaveLength(1)
    expect((await owner().press(second, 'Edit the existing one')).text).toContain('weekdays 09:00, 18:00 Europe/Berlin')
    const again = { times: '', words: 'robots' }
    const cancelled = await owner().submit(await owner().openForm('subscribe', { channel: owner().channel('#papers') }), again)
    expect((await owner().press(cancelled, 'Cancel')).text).toContain('Nothing was changed')
    const third = await owner().submit(await owner().openForm('subscribe', { channel: owner().channel('#papers') }), again)
    await owner().press(third, 'Add another')
    const [, added] = await all()
    expect(await all()).toHaveLength(2)
    await journey.bot.delivery.subscriptions.delete(added?.id as never)
  })

  it('names the permissions that the bot lacks in the channel', async () => {
    const channel = owner().channel('#papers')
    journey.sandbox.control.act({ action: 'set-permission', channel, target: 'bot', deny: ['EMBED_LINKS', 'ATTACH_FILES'] })
    await until(async () => {
      const panel = await owner().set(await owner().run('subscriptions', {}), (await only()).id)
      return panel.text.includes('missing permissions') && panel.text.includes('Embed Links, Attach Files')
    }, 'the missing permissions')
    journey.sandbox.control.act({ action: 'set-permission', channel, target: 'bot', clear: ['EMBED_LINKS', 'ATTACH_FILES'] })
  })

  it('asks for the right to mention a role that not everybody may mention', async () => {
    const role = (name: string, mentionable: boolean) =>
      (journey.sandbox.control.act({ action: 'create-role', name, mentionable }) as { id: string }).id
    const { id } = await only()
    const panelWith = async (mentionRole: string | null) => {
      await journey.bot.delivery.subscriptions.update(id, { mentionRole })
      return await owner().set(await owner().run('subscriptions', {}), id)
    }
    const [open, guarded] = [role('readers', true), role('board', false)]
    await until(async () => (await panelWith(open)).text.includes('All permissions granted'), 'no missing right')
    await until(
      async () => (await panelWith(guarded)).text.includes('Mention @everyone, @here, and All Roles'),
      'the missing right',
    )
    await journey.bot.delivery.subscriptions.update(id, { mentionRole: null })
  })

  it('refuses who may not manage the server, also when Discord lets the command through', async () => {
    await expect(member().openForm('subscribe')).rejects.toThrow('lacks the permissions')
    const panel = await chinese().set(await chinese().run('subscriptions', {}), (await only()).id)
    const role = { action: 'update-role', role: 'Moderator' } as const
    journey.sandbox.control.act({ ...role, permissions: ['VIEW_CHANNEL', 'USE_APPLICATION_COMMANDS'] })
    const refused = await chinese().press(panel, '暂停')
    expect(refused.text).toContain('管理服务器')
    journey.sandbox.control.act({
      ...role,
      permissions: ['MANAGE_GUILD', 'VIEW_CHANNEL', 'SEND_MESSAGES', 'USE_APPLICATION_COMMANDS'],
    })
    expect((await only()).state).toBe('active')
  })
})

describe('the panel', () => {
  const open = async (reader = owner()): Promise<Seen> => reader.set(await reader.run('subscriptions', {}), (await only()).id)
  const openMore = async (reader = owner(), label = 'More'): Promise<Seen> => reader.press(await open(reader), label)

  it('shows what one changes often, and the rest under "More"', async () => {
    const panel = await open()
    expect(panel.rows).toHaveLength(2)
    expect(panel.labels).toEqual(['Edit', 'Preview', 'Pause', 'More', 'All subscriptions'])
    const more = await openMore()
    expect(more.labels).toEqual(['More filters', 'Skip once', 'Backfill', 'Copy to…', 'Delete', 'Compare layouts', 'Back'])
    expect((await owner().press(more, 'Back')).labels).toEqual(panel.labels)
  })

  it('changes what its menus say at once', async () => {
    await owner().set(await open(), 'compact')
    await owner().set(await openMore(), 'thread')
    await owner().set(await openMore(), 'en')
    expect((await only()).wish).toMatchObject({ layout: 'compact', place: 'thread', language: 'en' })
  })

  it('opens the form with what is set, and changes it', async () => {
    const form = await owner().pressForForm(await open(), 'Edit')
    expect(form.text).toContain('weekdays 09:00, 18:00 Europe/Berlin')
    expect(form.text).toContain('diffusion\\n-survey')
    const panel = await owner().submit(form, { times: '0 7 * * 0', words: '' })
    expect(panel.text).toContain('Saved.')
    expect((await only()).wish).toMatchObject({
      include: [],
      exclude: [],
      categories: ['CV', 'LG'],
      when: [{ cron: '0 7 * * 0', zone: 'Europe/Berlin' }],
    })
  })

  it('has the finer conditions in a form of their own', async () => {
    const form = await owner().pressForForm(await openMore(), 'More filters')
    const panel = await owner().submit(form, {
      authors: 'Yann LeCun',
      affiliations: '清华大学',
      most: '3',
      options: ['starred', 'silent'],
    })
    expect(panel.text).toContain('Yann LeCun, 清华大学')
    expect((await only()).wish).toMatchObject({ most: 3, starredOnly: true, silent: true, featuredOnly: false })
    const again = await owner().submit(await owner().pressForForm(await openMore(), 'More filters'), {
      most: 'many',
      authors: '',
      affiliations: '',
      options: [],
    })
    expect(again.text).toContain('“many” isn’t a whole number from 1 to 100. The limit was not changed.')
    expect((await only()).wish).toMatchObject({ most: 3, starredOnly: false, authors: [] })
  })

  it('takes a role to mention, and never everyone', async () => {
    const role = (journey.sandbox.control.act({ action: 'create-role', name: 'readers', mentionable: true }) as { id: string }).id
    const everyone = (await only()).guildId ?? ''
    await owner().submit(await owner().pressForForm(await openMore(), 'More filters'), { role: [role] })
    expect((await only()).wish.mentionRole).toBe(role)
    const panel = await owner().submit(await owner().pressForForm(await openMore(), 'More filters'), { role: [everyone] })
    expect(panel.text).toContain('The bot never mentions @everyone. The role to mention was not changed.')
    expect((await only()).wish.mentionRole).toBe(role)
  })

  it('leaves alone what is too long for a form', async () => {
    const { id } = await only()
    const include = Array.from({ length: 50 }, (_, i) => `${'long query '.repeat(15)}${i}`)
    await journey.bot.delivery.subscriptions.update(id, { include })
    const form = await owner().pressForForm(await open(), 'Edit')
    expect(form.text).not.toContain('long query')
    await owner().submit(form, { times: '10:00' })
    expect((await only()).wish).toMatchObject({ include, when: [{ cron: '0 10 * * *', zone: 'Europe/Berlin' }] })
    await journey.bot.delivery.subscriptions.update(id, { include: [] })
  })

  it('pauses, resumes and skips, in Chinese as well', async () => {
    expect((await chinese().press(await open(chinese()), '暂停')).text).toContain('已暂停')
    expect((await only()).state).toBe('paused')
    expect((await chinese().press(await open(chinese()), '恢复')).text).toContain('已恢复')
    expect((await chinese().press(await openMore(chinese(), '更多'), '跳过一次')).text).toContain('跳过下一次')
    expect((await only()).skipNext).toBe(true)
    await chinese().press(await openMore(chinese(), '更多'), '不跳过')
    expect(await only()).toMatchObject({ state: 'active', skipNext: false })
  })

  it('works after a restart, in a message from before it', async () => {
    const panel = await openMore()
    await journey.restart()
    expect((await owner().press(panel, 'Skip once')).text).toContain('The next post will be skipped.')
    await owner().press(await openMore(), 'Don’t skip')
  })

  it('copies to another channel, as what that channel can be', async () => {
    const asked = await owner().press(await openMore(), 'Copy to…')
    const copied = await owner().set(asked, owner().channel('#paper-forum'))
    expect(copied.text).toContain('Copied.')
    const copy = (await all()).find(({ channelId }) => channelId === owner().channel('#paper-forum'))
    expect(copy?.wish).toMatchObject({ place: 'forum', most: 3 })
    const sure = await owner().press(await owner().press(copied, 'More'), 'Delete')
    expect((await owner().press(sure, 'Yes, delete')).text).toContain('was deleted')
    expect(await all()).toHaveLength(1)
  })

  it('backfills when asked, and only then', async () => {
    const before = journey.sandbox.control.messages('#papers', { limit: 500 }).messages.length
    const asked = await owner().press(await openMore(), 'Backfill')
    const done = await owner().press(asked, 'all')
    expect(done.text).toMatch(/Backfilling 4 digests with \d+ papers/)
    await journey.bot.delivery.idle()
    expect(journey.sandbox.control.messages('#papers', { limit: 500 }).messages.length).toBeGreaterThan(before)
  })
})

describe('/subscriptions', () => {
  it('lists the state and the next time of each', async () => {
    const list = await chinese().run('subscriptions', {})
    expect(list.text).toMatch(/运行中 · <t:\d+:R>/)
  })

  it('exports to a file, and imports it once', async () => {
    const exported = await owner().press(await owner().run('subscriptions', {}), 'Export')
    expect(exported.attachments).toMatchObject([{ filename: 'paperboy-subscriptions.json' }])
    const bytes = await fileOf(exported)
    const again = await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes }])
    expect(again.text).toContain('Imported 0; 1 already existed')
    await journey.bot.delivery.subscriptions.delete((await only()).id)
    expect((await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes }])).text).toContain('Imported 1')
    expect((await only()).wish.most).toBe(3)
  })

  it('says what is wrong in a file that cannot be imported', async () => {
    const broken = await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: text('{') }])
    expect(broken.text).toContain('not valid JSON')
    const foreign = text('{"paperboy":1,"subscriptions":[{"channelId":"123456789012345678","wish":{}}]}')
    expect((await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: foreign }])).text).toContain(
      "123456789012345678 isn't a channel of this server",
    )
    for (const role of ['123456789012345678', (await only()).guildId]) {
      const mention = text(
        `{"paperboy":1,"subscriptions":[{"channelId":"${owner().channel('#papers')}","wish":{"mentionRole":"${role}"}}]}`,
      )
      expect((await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: mention }])).text).toContain(
        `${role} isn't a role of this server that can be mentioned`,
      )
    }
    const forum = text(`{"paperboy":1,"subscriptions":[{"channelId":"${owner().channel('#papers')}","wish":{"place":"forum"}}]}`)
    expect((await chinese().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: forum }])).text).toMatch(
      /subscriptions\.0\.wish\.place.*是 "forum".*只能是 "channel", "thread"/,
    )
    const wish = '{"most":0,"when":[{"cron":"9 o\'clock"}]}'
    const bad = text(`{"paperboy":1,"subscriptions":[{"channelId":"${owner().channel('#papers')}","wish":${wish}}]}`)
    const named = await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: bad }])
    expect(named.text).toMatch(
      /wish\.when\.0\.cron` is "9 o'clock":[\s\S]*`subscriptions\.0\.wish\.most` is 0: a whole number from 1 to 100[\s\S]*Fix these and try again/,
    )
    expect(await all()).toHaveLength(1)
  })

  it('refuses a role that is not one of this server', async () => {
    const wish = '{"mentionRole":"123456789012345678"}'
    const bad = text(`{"paperboy":1,"subscriptions":[{"channelId":"${owner().channel('#papers')}","wish":${wish}}]}`)
    expect((await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: bad }])).text).toMatch(
      /subscriptions\.0\.wish\.mentionRole.*123456789012345678 isn't a role of this server/,
    )
  })

  it('takes ten subscriptions for a channel and says so, whether by form, copy or file', async () => {
    const channelId = owner().channel('#announcements')
    const { guildId, id } = await only()
    const { subscriptions } = journey.bot.delivery
    for (let i = 0; i < 10; i++) await subscriptions.create({ channelId, guildId, wish: { most: i + 1 } })
    const full = `<#${channelId}> may have 10 subscriptions; it has 10, and 1 more were asked for`
    const asked = await owner().submit(await owner().openForm('subscribe', { channel: channelId }), { words: 'robots' })
    expect((await owner().press(asked, 'Add another')).text).toContain(full)
    expect(await subscriptions.copy(id, { channelId, guildId })).toMatchObject({ kind: 'full', scope: 'channel', present: 10 })
    const file = text(`{"paperboy":1,"subscriptions":[{"channelId":"${channelId}","wish":{"most":99}}]}`)
    const imported = await owner().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: file }])
    expect(imported.text).toContain(full)
    for (const one of await all()) if (one.channelId === channelId) await subscriptions.delete(one.id)
  })

  it('takes no file that would give the server more than two hundred, and takes none of it', async () => {
    const wishes = Array.from({ length: 200 }, (_, i) => ({
      channelId: owner().channel('#papers'),
      wish: { exclude: [`w${i}`] },
    }))
    const file = text(JSON.stringify({ paperboy: 1, subscriptions: wishes }))
    const imported = await chinese().run('subscriptions', {}, [{ option: 'file', name: 'a.json', bytes: file }])
    expect(imported.text).toContain('本服务器最多 200 个订阅，已有 1 个，还要加 200 个')
    expect(await all()).toHaveLength(1)
  })

  it('turns pages where there are many', async () => {
    const channels = ['#general', '#announcements', '#papers'].map((name) => owner().channel(name))
    const { guildId } = await only()
    const made = []
    for (let i = 0; i < 21; i++) {
      const channelId = channels[Math.floor(i / 10)] ?? ''
      made.push(await journey.bot.delivery.subscriptions.create({ channelId, guildId, wish: { most: i + 1 } }))
    }
    const second = await owner().press(await owner().run('subscriptions', {}), 'Next')
    expect(second.text).toMatch(/\*\*21\.\*\*[\s\S]*\*\*22\.\*\*[\s\S]*Page 2 of 2/)
    for (const one of made) if (one.kind === 'created') await journey.bot.delivery.subscriptions.delete(one.subscription.id)
  })
})

describe('/preview and /status', () => {
  it('the rehearsal shows what would be posted, and why the rest would not', async () => {
    const { id } = await only()
    await journey.bot.delivery.subscriptions.update(id, {
      exclude: ['attention'],
      most: null,
      categories: [],
      place: 'channel',
      language: 'en',
    })
    const choices = await owner().suggest('preview', { subscription: 'papers' }, 'subscription')
    expect(choices).toMatchObject([{ value: id }])
    const shown = await owner().run('preview', { subscription: id, date: '2025-01-06' })
    expect(shown.text).toContain('Preview')
    expect(shown.text).toMatch(/left out:[\s\S]*has an excluded keyword \(attention\)/)
    await until(() => hiddenIn('#general').includes('Deep Residual Learning for Image Recognition'), 'the rehearsed messages')
    const preview = await journey.bot.delivery.preview(await only(), '2025-01-06')
    expect(preview.messages.length).toBeGreaterThan(1)
    expect(preview.leftOut.length).toBeGreaterThan(1)
  })

  it('without a choice it is this channel’s or the server’s only one, else one is chosen', async () => {
    expect((await owner().run('preview', { date: '2025-01-06' })).text).toContain('Preview')
    const { guildId } = await only()
    const channelId = owner().channel('#announcements')
    const other = await journey.bot.delivery.subscriptions.create({
      channelId,
      guildId,
      wish: { layout: 'full', place: 'announcement' },
    })
    if (other.kind !== 'created') throw new Error('not created')
    const which = await chinese().run('preview', { date: '2025-01-06' })
    expect(which.text).toContain('预览哪个订阅？')
    expect((await chinese().set(which, other.subscription.id)).text).toContain('<#')
    await journey.bot.delivery.subscriptions.delete(other.subscription.id)
  })

  it('brings long days in parts, and names every paper that is left out', async () => {
    const { id } = await only()
    const many = Array.from(
      { length: 60 },
      (_, i) =>
        `${i + 1}、[LG] Long Day Paper ${i + 1} ${'of many words '.repeat(5)}\n\nA Author\n[Lab]\n第${i + 1}篇很长的一天。\nIt is long.\n`,
    )
    const [digest] = await readDigests(new TextEncoder().encode(many.join('\n')), { file: '2025-03-01.txt' })
    if (digest === undefined) throw new Error('no digest')
    await journey.bot.delivery.subscriptions.update(id, {
      when: [{ cron: '0 9 * * *' }],
      layout: 'full',
      exclude: ['nothing of it'],
    })
    await journey.bot.archive.storeDigest(digest, { sha256: 'c'.repeat(64), receivedAt: Date.now() })
    const first = await owner().run('preview', { subscription: id, date: '2025-03-01' })
    expect(first.text).toContain('Messages 1 to 10:')
    expect((await owner().press(first, 'Next 10')).text).toContain('Messages 11 to 20:')
    await journey.bot.delivery.subscriptions.update(id, { exclude: ['long'] })
    const without = await owner().run('preview', { subscription: id, date: '2025-03-01' })
    expect(without.text).toContain('60 left out')
    expect(new TextDecoder().decode(await fileOf(without)).match(/Long Day Paper/g)).toHaveLength(60)
    await journey.bot.archive.retract({ digestId: (await journey.bot.archive.digestsOfDay('2025-03-01'))[0]?.id ?? 0 })
  })

  it('says kindly what it does not know', async () => {
    expect((await owner().run('preview', { subscription: 'nothing' })).text).toContain('No such subscription')
    expect((await owner().run('preview', { subscription: (await only()).id, date: 'someday' })).text).toContain('someday')
  })

  it('says in words why it is quiet', async () => {
    expect((await owner().run('status', {})).text).toContain('Posting starts with the next digest')
    const { id } = await only()
    const [digest] = await readDigests(
      new TextEncoder().encode('1、[LG] Filtered Away\n\nA Author\n[Lab]\n都不要的。\nNot wanted.\n'),
      { file: '2025-05-01.txt' },
    )
    if (digest === undefined) throw new Error('no digest')
    await journey.bot.delivery.subscriptions.update(id, { when: 'arrival', include: ['something else entirely'] })
    const { digestId } = await journey.bot.archive.storeDigest(digest, { sha256: 'd'.repeat(64), receivedAt: Date.now() })
    await journey.bot.delivery.plan(digestId)
    expect((await owner().run('status', {})).text).toMatch(/1 of the 1 papers of 2025-05-01 were filtered out/)
    await journey.bot.delivery.subscriptions.pause((await only()).id)
    expect((await chinese().run('status', {})).text).toContain('已暂停')
    await journey.bot.delivery.subscriptions.resume((await only()).id)
  })

  it('says since when Discord refuses the channel, and what to do', async () => {
    const { id } = await only()
    const channel = owner().channel('#papers')
    await journey.bot.delivery.subscriptions.update(id, { include: [] })
    journey.sandbox.control.act({
      action: 'set-permission',
      channel,
      target: 'bot',
      deny: ['SEND_MESSAGES', 'SEND_MESSAGES_IN_THREADS'],
    })
    const [digest] = await readDigests(new TextEncoder().encode('1、[CV] Refused\n\n被拒绝的。\nRefused.\n'), {
      file: '2025-05-02.txt',
    })
    if (digest === undefined) throw new Error('no digest')
    const { digestId } = await journey.bot.archive.storeDigest(digest, { sha256: 'e'.repeat(64), receivedAt: Date.now() })
    await journey.bot.delivery.plan(digestId)
    await journey.bot.delivery.idle()
    const status = await owner().run('status', {})
    expect(status.text).toMatch(/missing a permission there \(<t:\d+:R>\); <\/subscriptions:\d+> shows which/)
    expect((await chinese().run('subscriptions', {})).text).toContain('无法发送')
  })
})

async function fileOf(message: Seen): Promise<Uint8Array> {
  const [file] = message.attachments as readonly { url?: string }[]
  return new Uint8Array(await (await fetch(file?.url ?? '')).arrayBuffer())
}
