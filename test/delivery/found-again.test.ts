// An older copy of the archive is put back, and meanwhile papers have got other names or are packed
// otherwise: what is in the channel is found by what it shows, and nothing comes twice.
import { describe, expect, it } from 'vitest'
import type { WishInput } from '../../src/delivery/subscriptions/subscription.ts'
import { paperId } from '../../src/digest/identity.ts'
import type { MadePaper } from './support/archive.ts'
import { refusal } from './support/discord.ts'
import { brief, featured } from './support/papers.ts'
import { posted } from './support/posted.ts'
import { CHANNEL, createStage, type Stage } from './support/stage.ts'

const MINUTE = 60_000

/** Of a paper that is known by its title alone, and by its number of arXiv. */
const byTitle = (title: string): MadePaper => ({
  id: paperId({ en: title, zh: `论文 ${title}` }, [], ''),
  title,
  links: [],
})
const byNumber = (title: string, number: string): MadePaper => ({ id: number, title, links: [`https://arxiv.org/abs/${number}`] })

async function corrected(stage: Stage, id: number, papers: readonly MadePaper[], date?: string): Promise<void> {
  await stage.archive.correct(id, papers, date)
  await stage.delivery.plan(id)
  await stage.pass(3 * MINUTE)
}

/**
 * The database forgets all that was posted after a digest; digests are read again as they are now.
 */
async function putBackOlderCopy(stage: Stage, after = 0): Promise<void> {
  for (const table of ['deliveries', 'editions', 'posted'] as const)
    await stage.database.query.deleteFrom(table).where('digest_id', '>', after).execute()
  await stage.database.query.updateTable('subscriptions').set({ seen_through: after }).execute()
  await stage.restart()
  await stage.pass(10 * MINUTE)
}

const ids = (stage: Stage) => stage.discord.in(CHANNEL).map(({ id }) => id)
/** To the channel and its threads; notices to people are not counted. */
const sent = (stage: Stage) =>
  stage.discord.acts.filter(({ kind, channelId }) => (kind === 'message' || kind === 'post') && !channelId.startsWith('dm-'))
    .length
const bodies = (stage: Stage) => stage.discord.in(CHANNEL).map(({ body }) => JSON.stringify(body))
const isIndex = (body: string) => body.includes('subscribe-here:1')
/** In how many messages of papers a title is. */
const times = (stage: Stage, title: string) => bodies(stage).filter((body) => !isIndex(body) && body.includes(title)).length

describe('after an older copy was put back', () => {
  it.each([
    ['its number of arXiv', byTitle('Cut Short'), byNumber('Cut Short', '2501.00007')],
    ['its title alone', byNumber('Cut Short', '2501.00007'), byTitle('Cut Short')],
  ])('a paper that is now known by %s is found in its message, which is brought up to date', async (_by, before, now) => {
    const { stage, id } = await posted({}, [before])
    await stage.archive.correct(id, [now])
    const was = ids(stage)
    await putBackOlderCopy(stage)
    expect(ids(stage)).toEqual(was)
    expect(bodies(stage)[1]).toContain(`save:1:${now.id}`)
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it.each<WishInput>([{ place: 'thread' }, { place: 'forum' }])('it is found there as well: %j', async (wish) => {
    const { stage, id } = await posted(wish, [byTitle('Cut Short')])
    await stage.archive.correct(id, [byNumber('Cut Short', '2501.00007')])
    const before = sent(stage)
    await putBackOlderCopy(stage)
    expect(sent(stage)).toBe(before)
  })

  it('papers that came in two messages are not packed into a third', async () => {
    const { stage, id } = await posted({ layout: 'compact' }, featured('aaaa1', 'aaaa2'))
    await corrected(stage, id, featured('aaaa1', 'aaaa2', 'aaaa3'))
    const was = ids(stage)
    expect(was).toHaveLength(3)
    await putBackOlderCopy(stage)
    expect(ids(stage)).toEqual(was)
    for (const title of ['Paper aaaa1', 'Paper aaaa2', 'Paper aaaa3']) expect(times(stage, title)).toBe(1)
  })

  it('only the papers of a message that are not there yet are sent, and the index leads to each', async () => {
    const { stage, id } = await posted({ layout: 'compact' }, featured('aaaa1', 'aaaa2'))
    await stage.archive.correct(id, featured('aaaa1', 'aaaa2', 'aaaa3'))
    const was = ids(stage)
    await putBackOlderCopy(stage)
    const [index, ...others] = bodies(stage)
    expect(others).toHaveLength(2)
    for (const title of ['Paper aaaa1', 'Paper aaaa2', 'Paper aaaa3']) expect(times(stage, title)).toBe(1)
    const links = [...(index ?? '').matchAll(/channels\/\d+\/\d+\/(\d+)/g)].map(([, message]) => message)
    expect(links).toEqual([was[1], was[1], ids(stage)[2]])
  })

  it('a copy that is put back twice finds what the first time had left to send', async () => {
    const { stage, id } = await posted({ layout: 'compact' }, featured('aaaa1'))
    await stage.archive.correct(id, featured('aaaa1', 'aaaa2', 'aaaa3'))
    await putBackOlderCopy(stage)
    const was = ids(stage)
    expect(was).toHaveLength(3)
    await putBackOlderCopy(stage)
    expect(ids(stage)).toEqual(was)
    for (const title of ['Paper aaaa1', 'Paper aaaa2', 'Paper aaaa3']) expect(times(stage, title)).toBe(1)
  })

  it('a paper that is beyond the limit now is known to be there, and is corrected with its digest', async () => {
    const { stage, id } = await posted({ most: 2 }, featured('aaaa1', 'aaaa2'))
    await stage.archive.correct(id, featured('aaaa1', 'aaaa0', 'aaaa2'))
    await putBackOlderCopy(stage)
    expect(times(stage, 'Paper aaaa2')).toBe(1)
    const mended = featured('aaaa1', 'aaaa0', 'aaaa2').map((paper, i) => (i === 2 ? { ...paper, title: 'Paper mended' } : paper))
    await corrected(stage, id, mended)
    expect(times(stage, 'Paper aaaa2')).toBe(0)
    expect(times(stage, 'Paper mended')).toBe(1)
    // Another digest that has it as well does not bring it again.
    await stage.archive.add({ file: 'b.txt', date: '2026-01-16', papers: [...featured('bbbb1'), ...mended.slice(2)] })
    stage.delivery.wake()
    await stage.pass(MINUTE)
    expect(times(stage, 'Paper mended')).toBe(1)
    expect(times(stage, 'Paper bbbb1')).toBe(1)
  })

  it('an empty list is not believed where nothing says that the channel may be read', async () => {
    const { stage } = await posted({}, featured('aaaa1'))
    const before = sent(stage)
    const { messages, message } = stage.discord
    // Discord's answers to who may not read: no messages and no error, and a refusal of one.
    stage.discord.messages = async () => ({ outcome: { kind: 'read', found: [] }, bucket: null })
    const refused = { kind: 'refused', refusal: 'permissions', status: 403, code: 50013, message: 'Missing Permissions' } as const
    stage.discord.message = async () => ({ outcome: refused, bucket: null })
    await putBackOlderCopy(stage)
    expect(sent(stage)).toBe(before)
    Object.assign(stage.discord, { messages, message })
    await stage.delivery.changed({ channelId: CHANNEL })
    await stage.pass(10 * MINUTE)
    expect(sent(stage)).toBe(before)
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('the short list of a forum stays one post, with what came into it later', async () => {
    const { stage, id } = await posted({ place: 'forum' }, [...featured('aaaa1'), ...brief('bbbb1')])
    await corrected(stage, id, [...featured('aaaa1'), ...brief('bbbb1', 'bbbb2')])
    const before = sent(stage)
    await putBackOlderCopy(stage)
    expect(sent(stage)).toBe(before)
    for (const title of ['Paper bbbb1', 'Paper bbbb2']) expect(times(stage, title)).toBe(1)
  })

  it('the index of a digest that has got another day is found by its papers', async () => {
    const { stage, id } = await posted({}, featured('aaaa1', 'aaaa2', 'aaaa3'))
    await stage.archive.correct(id, featured('aaaa1', 'aaaa2', 'aaaa3', 'aaaa4'), '2026-01-16')
    await putBackOlderCopy(stage)
    expect(bodies(stage).filter(isIndex)).toHaveLength(1)
    expect(ids(stage)).toHaveLength(5)
  })

  it('the index of another digest with some of the papers is not taken for it', async () => {
    const { stage } = await posted({}, featured('aaaa1', 'aaaa2', 'aaaa3'))
    await stage.database.query.updateTable('digests').set({ retracted: 1 }).execute()
    await stage.archive.add({ file: 'b.txt', date: '2026-01-15', papers: featured('aaaa1', 'bbbb2', 'bbbb3', 'bbbb4') })
    await putBackOlderCopy(stage)
    expect(bodies(stage).filter(isIndex)).toHaveLength(2)
    expect(times(stage, 'Paper aaaa1')).toBe(1)
    expect(times(stage, 'Paper bbbb4')).toBe(1)
  })

  it('what is planned only after the channel was read is found all the same', async () => {
    const { stage, id } = await posted({}, featured('aaaa1'))
    const later = await stage.archive.add({ file: 'b.txt', date: '2026-01-15', papers: featured('bbbb1') })
    await stage.delivery.plan(later)
    await stage.pass(MINUTE)
    const was = ids(stage)
    await stage.database.query.updateTable('digests').set({ held: 'not yet' }).where('id', '=', later).execute()
    await putBackOlderCopy(stage)
    await stage.archive.release(later)
    await stage.delivery.plan(later)
    await stage.pass(10 * MINUTE)
    expect(id).not.toBe(later)
    expect(ids(stage)).toEqual(was)
  })

  it('papers in a thread whose first message was deleted do not come again', async () => {
    const { stage, id } = await posted({ place: 'thread' }, featured('aaaa1', 'aaaa2'))
    const [index] = ids(stage)
    const inThread = () => stage.discord.in(index ?? '').map(({ body }) => JSON.stringify(body))
    expect(inThread()).toHaveLength(2)
    stage.discord.remove(index ?? '')
    await stage.archive.correct(id, featured('aaaa1', 'aaaa2', 'aaaa3'))
    await putBackOlderCopy(stage)
    expect(inThread()).toHaveLength(2)
    const all = stage.discord.standing.map(({ body }) => JSON.stringify(body)).filter((body) => !isIndex(body))
    for (const title of ['Paper aaaa1', 'Paper aaaa2', 'Paper aaaa3'])
      expect(all.filter((body) => body.includes(title))).toHaveLength(1)
    // The index comes again, and leads to the papers where they are.
    const links = [...(bodies(stage)[0] ?? '').matchAll(/channels\/\d+\/(\d+)\/\d+/g)].map(([, channel]) => channel)
    expect(links.slice(0, 2)).toEqual([index, index])
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('papers in a thread do not come again where threads may not be opened any more', async () => {
    const { stage } = await posted({ place: 'thread' }, featured('aaaa1', 'aaaa2'))
    const before = sent(stage)
    stage.discord.trouble = (act) => (act.kind === 'thread' ? refusal('permissions') : null)
    await putBackOlderCopy(stage)
    expect(sent(stage)).toBe(before)
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('a thread that may not be read is waited for, and its papers go nowhere else', async () => {
    let mayRead = true
    const stage = await createStage({ rights: { has: () => mayRead } })
    await stage.subscribe({ place: 'thread' })
    const digests: number[] = []
    for (const name of ['aaaa1', 'bbbb1']) {
      digests.push(await stage.archive.add({ file: name, date: '2026-01-15', papers: featured(name) }))
      await stage.delivery.plan(digests.at(-1) ?? 0)
      await stage.pass(MINUTE)
    }
    const before = sent(stage)
    const messages = stage.discord.messages
    mayRead = false
    // Discord's answer to who may not read: none, and no error.
    stage.discord.messages = async () => ({ outcome: { kind: 'read', found: [] }, bucket: null })
    await putBackOlderCopy(stage, digests[0])
    expect(sent(stage)).toBe(before)
    expect(stage.discord.standing.some(({ body }) => JSON.stringify(body).includes('takes no more messages'))).toBe(false)
    Object.assign(stage.discord, { messages })
    mayRead = true
    await stage.delivery.changed({ channelId: CHANNEL })
    await stage.pass(10 * MINUTE)
    expect(sent(stage)).toBe(before)
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('another subscription of the channel brings its own messages', async () => {
    const { stage } = await posted({}, featured('aaaa1'))
    const [old] = await stage.delivery.subscriptions.list({ channelId: CHANNEL })
    await stage.delivery.subscriptions.delete(old?.id ?? ('' as never))
    await stage.restart()
    const made = await stage.subscribe({})
    await stage.delivery.backfill(made.id, 'all')
    await stage.pass(MINUTE)
    expect(times(stage, 'Paper aaaa1')).toBe(2)
  })
})
