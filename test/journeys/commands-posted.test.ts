// What is under posted papers works for every reader, in both languages, after a restart and
// from older versions.
import { beforeAll, describe, expect, it } from 'vitest'
import { readDigests } from '../../src/digest/index.ts'
import { useJourney } from '../support/journey.ts'
import { createReader, type Seen, seenOf } from '../support/reader.ts'

const journey = useJourney()

const english = () => createReader(journey.sandbox, { locale: 'en-US' })
const chinese = () => createReader(journey.sandbox, { locale: 'zh-CN' })
const posted = (channel = '#papers'): Seen[] =>
  journey.sandbox.control
    .messages(channel, { limit: 500 })
    .messages.map((message) => seenOf(message as unknown as Parameters<typeof seenOf>[0]))

beforeAll(async () => {
  const guildId = String((journey.sandbox.control.state({ messages: false }) as { guilds: { id: string }[] }).guilds[0]?.id)
  for (const [name, wish] of [
    ['#papers', { most: 3, layout: 'full' }],
    ['#papers-2', { layout: 'card', language: 'zh' }],
  ] as const) {
    const channelId = english().channel(name)
    const created = await journey.bot.delivery.subscriptions.create({ channelId, guildId, wish })
    if (created.kind !== 'created') throw new Error(JSON.stringify(created))
    await journey.bot.delivery.backfill(created.subscription.id, 'all')
  }
  const five = [1, 2, 3, 4, 5].map(
    (n) =>
      `${n}、[LG] Paper Number ${n}\n\nA Author\n[Lab]\n第${n}篇论文。它很好。\nIt is good.\nhttps://arxiv.org/abs/2501.0000${n}\n`,
  )
  const [digest] = await readDigests(new TextEncoder().encode(five.join('\n')), { file: '2025-02-01.txt' })
  if (digest === undefined) throw new Error('no digest')
  const stored = await journey.bot.archive.storeDigest(digest, { sha256: 'a'.repeat(64), receivedAt: Date.now() })
  await journey.bot.delivery.plan(stored.digestId)
  await journey.bot.delivery.idle()
})

const paperMessage = () =>
  posted().find((message) => message.labels.includes('≈') && message.titles[0] === 'Attention Is All You Need')

describe('under a posted paper', () => {
  it('nothing offers to show what the message shows already', () => {
    expect(paperMessage()?.labels).toEqual(['≈', '🔖', 'arXiv'])
  })

  it('a card says in its channel’s language what it offers, and opens in the reader’s, after a restart too', async () => {
    const cards = posted('#papers-2').filter(({ rows }) => rows[0]?.type === 17)
    const card = cards.find(({ text }) => text.includes('你只需要注意力') || text.includes('Attention Is All You Need'))
    if (card === undefined) throw new Error('the card was not posted')
    expect(card.labels).toEqual(['全文', '相似', '收藏', 'arXiv'])
    const opened = await english().press(card, '全文')
    expect(opened.isEphemeral).toBe(true)
    expect(opened.text).toContain('Before this work')
    expect(opened.text).not.toContain('此前机器翻译')
    await journey.restart()
    expect((await english().press(opened, '中文')).text).toContain('此前机器翻译')
    expect((await chinese().press(card, '全文')).text).toContain('此前机器翻译')
    expect((await chinese().menu('Save', card)).text).toContain('已收藏')
  })

  it('the index of a day leads to a search, the newest papers and a subscription', async () => {
    const index = posted('#papers-2').find(({ labels }) => labels.includes('搜索'))
    if (index === undefined) throw new Error('the index was not posted')
    expect(index.labels.slice(-3)).toEqual(['搜索', '最新速递', '订阅'])
    const form = await english().pressForForm(index, '搜索')
    expect((await english().submit(form, { query: 'attention' })).text).toContain('**1.** ')
    expect((await english().press(index, '最新速递')).text).toContain('2025-02-01')
    expect((await english().press(index, '订阅')).text).toContain('“Manage Server”')
    const owner = createReader(journey.sandbox, { locale: 'zh-CN', user: 'owner' })
    expect((await owner.pressForForm(index, '订阅')).title).not.toBe('')
    expect((await english().press(posted()[0] as Seen, '📰')).text).toContain('2025-02-01')
  })

  it('neighbours open, with links to where this server has them', async () => {
    const message = paperMessage()
    if (message === undefined) throw new Error('the paper was not posted')
    const similar = await english().press(message, '≈')
    expect(similar.text).toContain('In common: ')
    expect(similar.text).toMatch(/discord\.com\/channels\/\d+\/\d+\/\d+/)
  })

  it('a search says where this server already has the paper', async () => {
    expect((await english().run('search', { query: 'attention is all you need' })).text).toContain('View in this server')
    expect(
      (
        await createReader(journey.sandbox, { locale: 'en-US', direct: true }).run('search', {
          query: 'attention is all you need',
        })
      ).text,
    ).not.toContain('View in this server')
  })

  it('the papers beyond the most open from "n more"', async () => {
    const index = posted().find((message) => message.labels.some((label) => /more$/.test(label)))
    if (index === undefined) throw new Error('no index says that there is more')
    const label = index.labels.find((one) => /more$/.test(one)) ?? ''
    const more = await english().press(index, label)
    expect(more.isEphemeral).toBe(true)
    expect(label).toBe('另有 2 篇 / 2 more')
    expect(more.text).toMatch(/Paper Number 4[\s\S]*Paper Number 5/)
  })
})
