import { describe, expect, it } from 'vitest'
import { CHANNEL, createStage } from './support/stage.ts'

const papers = [
  { id: 'aaaa1' },
  { id: 'aaaa2' },
  { id: 'aaaa3', section: 'brief' as const },
  { id: 'aaaa4', section: 'brief' as const },
]

describe('a digest arrives', () => {
  it('is posted once: the index, each featured paper, the short list packed, then the links in the index', async () => {
    const stage = await createStage()
    await stage.subscribe()
    const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers })
    await stage.delivery.plan(id)
    await stage.pass(5000)
    const messages = stage.discord.in(CHANNEL)
    expect(messages).toHaveLength(4)
    expect(messages.map((message) => message.edits)).toEqual([1, 0, 0, 0])
    const index = JSON.stringify(messages[0]?.body.embeds)
    for (const message of messages.slice(1)) expect(index).toContain(message.id)
  })

  it('is not posted again after a restart, and not by planning it again', async () => {
    const stage = await createStage()
    await stage.subscribe()
    const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers })
    await stage.delivery.plan(id)
    await stage.pass(5000)
    await stage.restart()
    await stage.delivery.plan(id)
    await stage.pass(5000)
    expect(stage.discord.in(CHANNEL)).toHaveLength(4)
  })

  it('of before the subscription stays away', async () => {
    const stage = await createStage()
    const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers })
    await stage.subscribe()
    await stage.delivery.plan(id)
    await stage.pass(5000)
    expect(stage.discord.in(CHANNEL)).toEqual([])
  })
})
