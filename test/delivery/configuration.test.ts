// Subscriptions that the config file owns.
import { describe, expect, it } from 'vitest'
import type { Configured } from '../../src/delivery/subscriptions/configuration.ts'
import type { WishInput } from '../../src/delivery/subscriptions/subscription.ts'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, GUILD, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const HERE = [{ channelId: CHANNEL, guildId: GUILD }]

const entry = (wish: WishInput = {}, channels: Configured['channels'] = HERE): Configured => ({
  channelRef: '#papers',
  channels,
  wish,
  backfill: 'all',
})

/** `file` is what the config file says at the moment; a restart reads it again. */
async function configured(...entries: readonly Configured[]): Promise<{ stage: Stage; file: { now: readonly Configured[] } }> {
  const file = { now: entries }
  const stage = await createStage({ configured: () => file.now, servers: { isMember: () => true, hasRole: () => null } })
  await stage.pass(MINUTE)
  return { stage, file }
}

async function arrives(stage: Stage, name: string): Promise<void> {
  const papers = featured(`${name}1`)
  const made = { file: `${name}.txt`, date: '2026-01-15', papers, receivedAt: stage.clock.now() }
  await stage.delivery.plan(await stage.archive.add(made))
  await stage.pass(MINUTE)
}

async function restart(stage: Stage): Promise<void> {
  await stage.restart()
  await stage.pass(MINUTE)
}

const posted = (stage: Stage) =>
  stage.discord.in(CHANNEL).flatMap((message) => /save:1:(\w+?)1:?"/.exec(JSON.stringify(message.body))?.[1] ?? [])
const list = async (stage: Stage) => await stage.delivery.subscriptions.list()

describe('a subscription of the config file', () => {
  it('is kept in step with it, and its backfill comes once', async () => {
    const { stage, file } = await configured(entry())
    await arrives(stage, 'aaaa')
    const [first] = await list(stage)
    file.now = [entry({ language: 'zh' })]
    await restart(stage)
    expect(await list(stage)).toMatchObject([{ id: first?.id, wish: { language: 'zh' }, origin: 'config' }])
    expect(posted(stage)).toEqual(['aaaa'])
  })

  it('has the layout `standard` where it names none; one that was stored without a layout keeps `full`', async () => {
    const { stage } = await configured(entry())
    expect((await list(stage)).map(({ wish }) => wish.layout)).toEqual(['standard'])
    const made = await stage.delivery.subscriptions.create({ channelId: CHANNEL, guildId: GUILD, wish: { most: 9 } })
    if (made.kind !== 'created') throw new Error(made.kind)
    await stage.database.query
      .updateTable('subscriptions')
      .set({ wish: '{"most":7}' })
      .where('id', '=', made.subscription.id)
      .execute()
    const stored = await stage.delivery.subscriptions.get(made.subscription.id)
    expect(stored?.wish).toMatchObject({ most: 7, layout: 'full' })
  })

  it('cannot be deleted by a command', async () => {
    const { stage } = await configured(entry())
    const [first] = await list(stage)
    expect(first && (await stage.delivery.subscriptions.delete(first.id))).toBe('fixed')
  })

  it('whose channel cannot be seen at a start is suspended, and resumed where it was', async () => {
    const { stage, file } = await configured(entry())
    await arrives(stage, 'aaaa')
    file.now = [entry({}, [])]
    await restart(stage)
    expect(await list(stage)).toEqual([])
    await arrives(stage, 'bbbb')
    expect(posted(stage)).toEqual(['aaaa'])
    file.now = [entry()]
    await restart(stage)
    expect(posted(stage)).toEqual(['aaaa', 'bbbb'])
  })

  it('is taken up without a restart as soon as its channel is seen', async () => {
    const { stage, file } = await configured(entry({}, []))
    await arrives(stage, 'aaaa')
    file.now = [entry()]
    await stage.delivery.changed({ guildId: GUILD })
    await stage.pass(MINUTE)
    expect(posted(stage)).toEqual(['aaaa'])
  })

  it('that is taken out of the file and put back starts with the next digest', async () => {
    const { stage, file } = await configured(entry())
    await arrives(stage, 'aaaa')
    file.now = []
    await restart(stage)
    await arrives(stage, 'bbbb')
    file.now = [entry()]
    await restart(stage)
    await arrives(stage, 'cccc')
    expect(posted(stage)).toEqual(['aaaa', 'cccc'])
  })

  it('keeps its history when another one of the same channel is taken out before it', async () => {
    const [first, second] = [entry({ language: 'zh' }), entry({ language: 'en' })]
    const { stage, file } = await configured(first, second)
    const before = await list(stage)
    file.now = [second]
    await restart(stage)
    expect(await list(stage)).toMatchObject([
      { id: before.find(({ wish }) => wish.language === 'en')?.id, wish: { language: 'en' } },
    ])
  })
})
