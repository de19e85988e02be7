// Watches at rest, and what their messages are planned from.
import { expect, it, onTestFinished } from 'vitest'
import { createOutbox } from '../../src/delivery/outbox/outbox.ts'
import { silentLog } from '../../src/log/log.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import { createMailer } from '../../src/readers/mailer.ts'
import { MAX_WATCHES } from '../../src/readers/watches.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { digest, paper, store, triedArchiveOf } from './archive-of.ts'
import { describeStorages, type Storage } from './storages.ts'

const NOW = Date.UTC(2026, 0, 15, 12)
const DAY_MS = 86_400_000
const GATHER_MS = 120_000

async function open(storage: Storage) {
  const { archive, database } = await triedArchiveOf(storage)
  const clock = createManualClock(NOW)
  const { watches } = createReaders({ database, clock })
  let whileLooking: () => Promise<unknown> = async () => {}
  const mailer = createMailer({
    database,
    archive: {
      async digest(id) {
        const found = await archive.digest(id)
        await whileLooking()
        return found
      },
      matches: (query, { title }) => title.en?.toLowerCase().includes(query) ?? false,
    },
    clock,
    log: silentLog,
    gatherMs: GATHER_MS,
    onQueued: () => {},
  })
  onTestFinished(() => mailer.stop())
  const outbox = createOutbox(database)
  return {
    archive,
    clock,
    watches,
    async plan() {
      mailer.wake()
      await mailer.idle()
    },
    openRows: async (userId: string) => await outbox.firstOf(`user ${userId}`, 10),
    outbox,
    onLook(call: () => Promise<unknown>) {
      whileLooking = call
    },
  }
}

const onFoxes = (name: string) => paper(name, { title: { en: `Foxes, ${name}`, zh: null } })

describeStorages('the watches of a reader', (storage) => {
  it('are kept in the order in which they were added, as many as there may be', async () => {
    const { watches, clock } = await open(storage)
    expect(await watches.get('ann')).toBeNull()
    for (let n = 0; n < MAX_WATCHES; n++) {
      expect(await watches.add('ann', `words ${MAX_WATCHES - n}`, 'en')).toBe('added')
      clock.advance(1)
    }
    expect(await watches.add('ann', 'one more', 'en')).toBe('full')
    expect(await watches.add('ann', 'words 1', 'zh-CN')).toBe('known')
    const kept = await watches.get('ann')
    expect(kept?.queries).toEqual(Array.from({ length: MAX_WATCHES }, (_, n) => `words ${MAX_WATCHES - n}`))
    expect(kept).toMatchObject({ state: 'active', since: clock.now(), waiting: 0 })
    expect(await watches.remove('ann', 'words 1')).toBe(true)
    expect(await watches.remove('ann', 'words 1')).toBe(false)
  })

  it('are no more than there may be, also where many are added at once', async () => {
    const { watches } = await open(storage)
    const outcomes = await Promise.all(Array.from({ length: MAX_WATCHES + 5 }, (_, n) => watches.add('ann', `words ${n}`, 'en')))
    expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(5)
    expect((await watches.get('ann'))?.queries).toHaveLength(MAX_WATCHES)
  })

  it('find nothing for words that were removed while the papers were looked at', async () => {
    const { archive, watches, plan, openRows, onLook } = await open(storage)
    await watches.add('ann', 'foxes', 'en')
    onLook(() => watches.remove('ann', 'foxes'))
    await store(archive, digest('2026-01-15', [onFoxes('a')]))
    await plan()
    expect(await openRows('ann')).toEqual([])
    expect((await watches.get('ann'))?.waiting).toBe(0)
  })

  it('get one message with all that waits, and what comes before it leaves joins it', async () => {
    const { archive, watches, plan, openRows, clock } = await open(storage)
    await watches.add('ann', 'foxes', 'en')
    await watches.add('bob', 'badgers', 'en')
    await store(archive, digest('2026-01-15', [onFoxes('b'), onFoxes('a'), paper('other')]))
    await plan()
    const [mail, ...more] = await openRows('ann')
    expect(more).toEqual([])
    expect(mail).toMatchObject({ act: 'direct', role: 'watch', notBefore: NOW + GATHER_MS, generation: 0 })
    expect(await openRows('bob')).toEqual([])
    clock.advance(1000)
    await store(archive, digest('2026-01-14', [onFoxes('late')]))
    await plan()
    expect(await openRows('ann')).toMatchObject([{ id: mail?.id, generation: 1 }])
    // In the order in which they stood.
    expect(await watches.mailed('ann', mail?.id ?? '')).toEqual(['b', 'a', 'late'])
    expect(await watches.mailed('bob', mail?.id ?? '')).toEqual([])
  })

  it('get no second message within a day', async () => {
    const { archive, watches, plan, openRows, outbox, clock } = await open(storage)
    await watches.add('ann', 'foxes', 'en')
    await store(archive, digest('2026-01-15', [onFoxes('first')]))
    await plan()
    const [first] = await openRows('ann')
    if (first === undefined) throw new Error('nothing is owed')
    await outbox.markSent({ ...first, state: 'sent' }, { channelId: '1', messageId: '2', hash: 'h' }, clock.now())
    await store(archive, digest('2026-01-15', [onFoxes('second')], { file: 'evening.txt' }))
    clock.advance(DAY_MS - 1)
    await plan()
    expect(await openRows('ann')).toEqual([])
    expect((await watches.get('ann'))?.waiting).toBe(1)
    clock.advance(1)
    await plan()
    const [second] = await openRows('ann')
    expect(second?.id).not.toBe(first.id)
    expect(await watches.mailed('ann', second?.id ?? '')).toEqual(['second'])
  })

  it('find nothing while they are stopped, and go on when they are resumed', async () => {
    const { archive, watches, plan, openRows } = await open(storage)
    await watches.add('ann', 'foxes', 'en')
    await watches.stop('ann')
    await store(archive, digest('2026-01-15', [onFoxes('unseen')]))
    await plan()
    expect(await watches.get('ann')).toMatchObject({ state: 'stopped', queries: ['foxes'], waiting: 0 })
    await watches.resume('ann', 'en')
    await store(archive, digest('2026-01-15', [onFoxes('seen')], { file: 'evening.txt' }))
    await plan()
    const [mail] = await openRows('ann')
    expect(await watches.mailed('ann', mail?.id ?? '')).toEqual(['seen'])
  })
})
