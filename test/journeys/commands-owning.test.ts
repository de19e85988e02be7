// The owners' command, with the real client against the sandbox.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { SAMPLES } from '../support/bot.ts'
import { useJourney } from '../support/journey.ts'
import { createReader } from '../support/reader.ts'

const journey = useJourney()

const reader = (locale = 'en-US', user = 'member') => createReader(journey.sandbox, { locale, user })
const owner = (locale = 'en-US') => reader(locale, 'owner')
const papersChannel = () => journey.sandbox.control.messages('#papers', { limit: 500 }).messages

describe('/admin', () => {
  const digest = (title: string) =>
    new TextEncoder().encode(
      `1、[CV] ${title}\n\nA Author\n[Lab]\n标题。摘要。\nAn abstract.\nhttps://arxiv.org/abs/2502.00001\n`,
    )
  const ingest = (name: string, bytes: Uint8Array, locale = 'en-US') =>
    owner(locale).run('admin ingest', {}, [{ option: 'file', name, bytes }])

  it('refuses everybody but the owners', async () => {
    await expect(reader().run('admin health', {})).rejects.toThrow('lacks the permissions')
    journey.sandbox.control.act({ action: 'update-role', role: 'Moderator', permissions: ['ADMINISTRATOR'] })
    expect((await reader('zh-CN', 'moderator').run('admin health', {})).text).toContain('仅限机器人的管理员使用')
  })

  it('brings a digest in, posts it, and knows it the second time', async () => {
    await journey.bot.delivery.subscriptions.create({ channelId: owner().channel('#papers'), guildId: await guild(), wish: {} })
    const answer = await ingest('2025-02-03.txt', digest('Brought by Hand'))
    expect(answer.text).toContain('2025-02-03.txt: new digest of 2025-02-03, 1 paper')
    await journey.bot.delivery.idle()
    expect(JSON.stringify(papersChannel())).toContain('Brought by Hand')
    expect((await ingest('2025-02-03.txt', digest('Brought by Hand'), 'zh-CN')).text).toContain('已在库中')
  })

  it('says what is wrong with a file that is no digest', async () => {
    const answer = await ingest('note.txt', new TextEncoder().encode('milk and bread'), 'zh-CN')
    expect(answer.text).toContain('不是速递')
    expect(answer.text).toContain('no-papers')
    const known = await ingest('2025-01-06.txt', readFileSync(join(SAMPLES, '2025-01-06.txt')))
    expect(known.text).toContain('is already in the archive')
  })

  it('takes an archive of many, and tells of each in a file', async () => {
    const many = Array.from({ length: 40 }, (_, i) => {
      const [name, title] = [`2025-04-${String((i % 28) + 1).padStart(2, '0')}-${i}.txt`, `Packed Paper Number ${i}`]
      return [name, new TextEncoder().encode(`1、[CV] ${title}\n\n第${i}篇打包的论文。\nAn abstract.\n`)] as const
    })
    const answer = await ingest(
      'many.zip',
      zipSync(Object.fromEntries([...many, ['note.txt', new TextEncoder().encode('milk')]])),
    )
    expect(answer.text).toMatch(/41 digests.*40 new.*1 unreadable.*40 papers.*The full list is in the file/s)
    const [file] = answer.attachments as readonly { url?: string }[]
    const report = await (await fetch(file?.url ?? '')).text()
    expect(report.match(/: new, 2025-04-/g)).toHaveLength(40)
    expect(report).toMatch(/note\.txt.* error no-papers /)
    for (const { id } of await journey.bot.archive.digests({ from: '2025-04-01', to: '2025-04-28' }))
      await journey.bot.archive.retract({ digestId: id })
  })

  it('suggests days and papers while typing', async () => {
    expect(await owner().suggest('admin resend', { day: '2025-01' }, 'day')).not.toEqual([])
    const [paper] = await owner().suggest('admin retract', { paper: 'Brought' }, 'paper')
    expect(paper?.name).toBe('Brought by Hand')
    expect(await owner().suggest('admin release', { digest: '' }, 'digest')).toEqual([])
  })

  it('sends again what was deleted in a channel, and nothing else', async () => {
    const before = papersChannel()
    const [gone] = before.filter((message) => JSON.stringify(message).includes('Brought by Hand') && message.components?.length)
    journey.sandbox.control.act({ action: 'delete-message', channel: '#papers', message: gone?.id ?? '' })
    expect((await owner().run('admin resend', { day: '2025-02-03' })).text).toMatch(/2025-02-03: sending 1 message again/)
    await journey.bot.delivery.idle()
    expect(papersChannel()).toHaveLength(before.length)
  })

  it('takes a paper back everywhere, after a second look', async () => {
    expect((await owner().run('admin retract', {})).text).toContain('not both')
    expect((await owner().run('admin retract', { paper: 'Brought by Foot' })).text).toContain('Nothing found')
    const sure = await owner().run('admin retract', { paper: 'Brought by Hand' })
    expect(sure.text).toContain('Retract “Brought by Hand”?')
    expect((await owner().press(sure, 'Yes, retract it')).text).toMatch(/Retracted: \d+ messages? in 1 channel\./)
    await journey.bot.delivery.idle()
    expect((await reader().run('search', { query: 'Brought by Hand' })).titles).not.toContain('1. Brought by Hand')
    expect(await journey.bot.archive.paper('2502.00001' as never)).toBeNull()
  })

  it('shows its health, and rebuilds the index', async () => {
    expect((await owner().run('admin health', {})).text).toMatch(/Archive: 5 digests, \d+ papers\nSubscriptions: 1 active/)
    expect((await owner('zh-CN').run('admin reindex', {})).text).toContain('正在重建')
    expect((await owner().run('admin release', {})).text).toContain('No digest is on hold')
    expect((await owner().run('admin release', { digest: 'x' })).text).toContain('No digest named “x”')
  })
})

async function guild(): Promise<string> {
  return (journey.sandbox.control.state({ messages: false }) as { guilds: { id: string }[] }).guilds[0]?.id ?? ''
}
