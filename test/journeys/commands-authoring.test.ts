// A day of the author: a digest is attached, looked at, posted before its time, mended and taken
// back, with the real client against the sandbox.
import { beforeAll, describe, expect, it } from 'vitest'
import { t } from '../../commands/shared/wording/wording.ts'
import { SETTABLE } from '../../commands/subscribe/panel.ts'
import { useJourney } from '../support/journey.ts'
import { createReader, type Seen, seenOf } from '../support/reader.ts'
import { until } from '../support/until.ts'

const journey = useJourney()

const owner = (locale = 'en-US') => createReader(journey.sandbox, { locale, user: 'owner' })
const member = () => createReader(journey.sandbox, { locale: 'en-US' })
const bytes = (text: string) => new TextEncoder().encode(text)
const attach = (name: string, text: string, locale?: string) =>
  owner(locale).run('admin ingest', {}, [{ option: 'file', name, bytes: bytes(text) }])
const messagesIn = (channel: string) => journey.sandbox.control.messages(channel, { limit: 500 }).messages
/** The message as it is now. */
const now = ({ id, channelId }: Seen): Seen => {
  const found = messagesIn(channelId).find((one) => one.id === id)
  if (found === undefined) throw new Error('the message is gone')
  return seenOf(found as never)
}
const guild = () => (journey.sandbox.control.state({ messages: false }) as { guilds: { id: string }[] }).guilds[0]?.id ?? ''
const subscribe = async (channel: string, wish = {}) => {
  const made = await journey.bot.delivery.subscriptions.create({ channelId: owner().channel(channel), guildId: guild(), wish })
  if (made.kind !== 'created') throw new Error('not subscribed')
}

const digest = (n: number, title: string) => `1、[CV] ${title}

A Author
[Lab]
第${n}篇论文。本文给出一种方法。
We present a method number ${n}.
https://arxiv.org/abs/2503.0000${n}

2、[QQ] A Paper Without Authors ${n}

没有作者的论文${n}。摘要一句。
An abstract of number ${n}.
`

describe('a digest that its author attaches', () => {
  let report: Seen

  beforeAll(async () => {
    await subscribe('#papers')
    await subscribe('#general', { when: [{ cron: '0 9 * * *', zone: 'Asia/Shanghai' }] })
    await subscribe('#announcements', { categories: ['RO'], place: 'announcement' })
    report = await attach('2025-03-01.txt', digest(1, 'First Things'))
  })

  it('is answered with its papers and its doubts by line', () => {
    expect(report.text).toContain('2025-03-01.txt: new digest of 2025-03-01, 2 papers')
    expect(report.text).toContain('1\\. \\[CV\\] First Things')
    expect(report.text).toContain('2\\. \\[QQ\\] A Paper Without Authors 1')
    expect(report.text).toMatch(/line 9: found no authors for paper 2.*\(`missing-authors`\)/)
  })

  it('is answered for good: the message stays in the channel', () => {
    expect(report.isEphemeral).toBe(false)
    expect(now(report).text).toContain('First Things')
  })

  it('says where the papers go and when', () => {
    const [here, timed, none] = ['#papers', '#general', '#announcements'].map((name) => owner().channel(name))
    expect(report.titles).toContain('Where it goes')
    expect(report.text).toMatch(new RegExp(`<#${here}>: (?:posting|posted) 2 papers`))
    expect(report.text).toMatch(new RegExp(`<#${timed}>: 2 papers on <t:\\d+:f> \\(<t:\\d+:R>\\)`))
    expect(report.text).toContain(`<#${none}>: no new paper matches`)
  })

  it('has its reach added to the same message once it is posted', async () => {
    await until(async () => now(report).text.includes('**Reach** 1 channel · 1 server · saved 0 times'), 'the reach')
    expect(now(report).text).toContain(`<#${owner().channel('#papers')}>: posted 2 papers`)
    expect(now(report).text).toContain('First Things')
  })

  it('shows one of its papers in each layout', async () => {
    const before = messagesIn('#general').length
    const answer = await owner().press(now(report), 'Preview in each layout')
    expect(answer.isEphemeral).toBe(true)
    const shown = () =>
      messagesIn('#general')
        .slice(before + 1)
        .map((one) => JSON.stringify(one))
    await until(async () => shown().length === SETTABLE.layout.length, 'a message for each layout')
    for (const [i, layout] of SETTABLE.layout.entries()) {
      expect(shown()[i]).toContain(`**${t('en', `layout.${layout}`)}**`)
      expect(shown()[i]).toContain('First Things')
    }
  })

  it('is posted before its time by a button, once', async () => {
    const posted = await owner().press(now(report), 'Post now')
    await until(async () => now(posted).text.includes('**Reach** 2 channels · 1 server'), 'the reach of both channels')
    const copies = () => messagesIn('#general').filter((one) => one.embeds.some(({ title }) => title === 'First Things'))
    await journey.bot.delivery.idle()
    const count = copies().length
    expect(count).toBeGreaterThanOrEqual(1)
    expect(now(report).labels).not.toContain('Post now')
    journey.bot.delivery.wake()
    await journey.bot.delivery.idle()
    expect(copies()).toHaveLength(count)
  })

  it('counts how often its papers were saved', async () => {
    const paper = await member().run('paper', { title: 'First Things' })
    await member().press(paper, 'Save')
    expect((await owner().press(now(report), 'Refresh')).text).toContain('saved 1 time')
  })

  it('lets nobody but an owner press its buttons', async () => {
    journey.sandbox.control.act({ action: 'update-role', role: 'Moderator', permissions: ['ADMINISTRATOR'] })
    const refused = await createReader(journey.sandbox, { locale: 'en-US', user: 'moderator' }).press(now(report), 'Take back')
    expect(refused.text).toContain('for the bot’s owners only')
    expect(now(report).text).toContain('First Things')
  })

  it('is taken back after a second look, and stays away under its name', async () => {
    const sure = await owner('zh-CN').press(now(report), 'Take back')
    expect(sure.text).toContain('撤回这份速递？')
    expect((await owner().press(now(report), '取消')).text).toContain('**Reach**')
    await owner().press(now(report), 'Take back')
    const done = await owner().press(now(report), 'Yes, take it back')
    expect(done.text).toMatch(/Taken back: \d+ messages in 2 channels are being deleted/)
    expect(done.labels).toEqual([])
    await journey.bot.delivery.idle()
    expect(JSON.stringify(messagesIn('#papers'))).not.toContain('First Things')
    const again = await attach('2025-03-01.txt', digest(1, 'First Things Mended'))
    expect(again.text).toContain('was taken back, and nothing was stored. To publish it again, attach it under another file name')
    const renamed = await attach('2025-03-01-mended.txt', digest(1, 'First Things Mended'))
    await journey.bot.delivery.idle()
    expect(renamed.text).toContain('new digest of 2025-03-01')
    expect(JSON.stringify(messagesIn('#papers'))).toContain('First Things Mended')
  })

  it('says that a correction changes what was posted, in Chinese as well', async () => {
    const answer = await attach('2025-03-01-mended.txt', digest(1, 'First Things Twice Mended'), 'zh-CN')
    expect(answer.text).toContain('2025-03-01 的速递已更正，2 篇论文')
    expect(answer.text).toContain('第1篇论文')
    expect(answer.titles).toContain('发送情况')
  })

  it('is held where its day has not come, and the answer says why', async () => {
    const answer = await attach('2062-03-01.txt', digest(3, 'Far Ahead of Its Day'))
    expect(answer.text).toMatch(/its day, 2062-03-01, is \d+ days from now/)
    await journey.bot.delivery.idle()
    expect(JSON.stringify(messagesIn('#papers'))).not.toContain('Far Ahead of Its Day')
    const [held] = await journey.bot.archive.digests({ held: true })
    expect(held?.file).toBe('2062-03-01.txt')
  })
})
