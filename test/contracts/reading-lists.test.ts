// Reading lists and votes, and the language that a reader has chosen.
import { expect, it, onTestFinished } from 'vitest'
import type { PaperId } from '../../src/digest/digest.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import { MAX_SAVED } from '../../src/readers/reading-lists.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { describeStorages, type Storage } from './storages.ts'

const NOW = Date.UTC(2026, 0, 15)
const SERVER = '300000000000000001'
const id = (name: string) => name as PaperId

async function open(storage: Storage) {
  const database = await storage.open()
  onTestFinished(() => database.close())
  const clock = createManualClock(NOW)
  return { clock, database, ...createReaders({ database, clock }) }
}

describeStorages('a reading list', (storage) => {
  it('keeps each paper once, the newest first, those of one moment by their ids', async () => {
    const { lists, clock } = await open(storage)
    for (const name of ['b', 'a', 'C']) expect(await lists.save('ann', id(name), null)).toBe('saved')
    clock.advance(1)
    expect(await lists.save('ann', id('later'), null)).toBe('saved')
    expect(await lists.save('ann', id('a'), null)).toBe('known')
    // By their bytes: a capital comes before a small letter.
    expect((await lists.list('ann')).map(({ paperId }) => paperId)).toEqual(['later', 'C', 'a', 'b'])
    expect((await lists.list('ann', { limit: 2, offset: 1 })).map(({ paperId }) => paperId)).toEqual(['C', 'a'])
    expect(await lists.count('ann')).toBe(4)
    expect(await lists.get('ann', id('later'))).toEqual({ paperId: 'later', note: null, savedAt: NOW + 1 })
    expect(await lists.get('bob', id('later'))).toBeNull()
  })

  it('takes no more than it may have, also where many are saved at once', async () => {
    const { lists, database } = await open(storage)
    const present = Array.from({ length: MAX_SAVED - 3 }, (_, n) => n)
    for (let from = 0; from < present.length; from += 100)
      await database.query
        .insertInto('saved')
        .values(
          present.slice(from, from + 100).map((n) => ({ user_id: 'ann', paper_id: `paper ${n}`, note: null, saved_at: NOW })),
        )
        .execute()
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => lists.save('ann', id(`more ${n}`), null)))
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(5)
    expect(await lists.save('ann', id('paper 0'), SERVER)).toBe('known')
    expect(await lists.count('ann')).toBe(MAX_SAVED)
  })

  it('keeps a note with a paper until it is taken away', async () => {
    const { lists } = await open(storage)
    await lists.save('ann', id('a'), null)
    expect(await lists.note('ann', id('a'), "读 first; it's 'quoted' 🙂")).toBe(true)
    expect((await lists.get('ann', id('a')))?.note).toBe("读 first; it's 'quoted' 🙂")
    expect(await lists.note('ann', id('a'), null)).toBe(true)
    expect((await lists.get('ann', id('a')))?.note).toBeNull()
    expect(await lists.note('ann', id('b'), 'x')).toBe(false)
  })

  it('counts a save in a server as one vote there, which goes with the paper', async () => {
    const { lists, clock } = await open(storage)
    await lists.save('ann', id('a'), SERVER)
    await lists.save('ann', id('a'), SERVER)
    await lists.save('bob', id('a'), SERVER)
    clock.advance(10)
    await lists.save('ann', id('b'), SERVER)
    await lists.save('ann', id('c'), null)
    expect(await lists.topVoted(SERVER, 0, 10)).toEqual([
      { paperId: 'a', votes: 2 },
      { paperId: 'b', votes: 1 },
    ])
    expect(await lists.topVoted(SERVER, NOW + 1, 10)).toEqual([{ paperId: 'b', votes: 1 }])
    expect(await lists.countSaves([id('a'), id('c')])).toBe(3)
    expect(await lists.countSaves([])).toBe(0)
    expect(await lists.remove('ann', id('a'))).toBe(true)
    expect(await lists.remove('ann', id('a'))).toBe(false)
    expect((await lists.topVoted(SERVER, 0, 1)).map(({ votes }) => votes)).toEqual([1])
    expect(await lists.clear('ann')).toBe(2)
    expect(await lists.topVoted(SERVER, 0, 10)).toEqual([{ paperId: 'a', votes: 1 }])
  })
})

describeStorages('the language of a reader', (storage) => {
  it('is the one that was chosen last', async () => {
    const { language, setLanguage } = await open(storage)
    expect(await language('ann')).toBeNull()
    await setLanguage('ann', 'zh')
    await setLanguage('ann', 'en')
    await setLanguage('bob', 'zh')
    expect(await language('ann')).toBe('en')
    await setLanguage('ann', null)
    expect(await language('ann')).toBeNull()
    expect(await language('bob')).toBe('zh')
  })
})
