// What stands under posted papers works for every reader, in both languages, after a restart and
// from older versions.
import { beforeAll, describe, expect, it } from 'vitest'
import { readDigests } from '../../src/digest/index.ts'
import { useJourney } from '../support/journey.ts'
import { createReader, type Seen, seenOf } from '../support/reader.ts'

const journey = useJourney()

const english = () => createReader(journey.sandbox, { locale: 'en-US' })
const chinese = () => createReader(journey.sandbox, { locale: 'zh-CN' })
const posted = (): Seen[] =>
  journey.sandbox.control
    .messages('#papers', { limit: 500 })
    .messages.map((message) => seenOf(message as unknown as Parameters<typeof seenOf>[0]))

beforeAll(async () => {
  const channelId = english().channel('#papers')
  const guildId = String((journey.sandbox.control.state({ messages: false }) as { guilds: { id: string }[] }).guilds[0]?.id)
  const created = await journey.bot.delivery.subscriptions.create({ channelId, guildId, wish: { most: 3 } })
  if (created.kind !== 'created') throw new Error(JSON.stringify(created))
  await journey.bot.delivery.backfill(created.subscription.id, 'all')
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
  posted().find((message) => message.labels.includes('中文 / English') && message.titles[0] === 'Attention Is All You Need')

describe('under a posted paper', () => {
  it('the whole text opens for one reader, their language first, and after a restart too', async () => {
    const message = paperMessage()
    if (message === undefined) throw new Error('the paper was not posted')
    const opened = await chinese().press(message, '中文 / English')
    expect(opened.isEphemeral).toBe(true)
    expect(opened.text).toMatch(/此前机器翻译[\s\S]*Before this work/)
    await journey.restart()
    expect((await english().press(message, '中文 / English')).text).toMatch(/Before this work[\s\S]*此前机器翻译/)
  })

  it('neighbours open, with links to where this server has them', async () => {
    const message = paperMessage()
    if (message === undefined) throw new Error('the paper was not posted')
    const similar = await english().press(message, '相似 / Similar')
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
