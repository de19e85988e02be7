// What an author does with files: a digest is known by its papers where its name or day is another.
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { archiveOf, digest, ids, paper } from '../contracts/archive-of.ts'
import { IN_A_FILE } from '../contracts/storages.ts'

const work = (name: string) => paper(name, { links: [`https://arxiv.org/abs/2501.0${name}`], authors: ['A Author'] })
const MONDAY = ['1001', '1002', '1003'].map(work)
const TUESDAY = ['2001', '2002', '2003'].map(work)

/** `gone` are files that are not in the folder any more. */
const storeIn = (archive: Archive, content: ReturnType<typeof digest>, gone: readonly string[] = [], sha256?: string) =>
  archive.storeDigest(content, {
    sha256: sha256 ?? JSON.stringify(content.papers.map(({ id, title }) => [id, title])),
    receivedAt: 1,
    isGone: (file) => gone.includes(file),
  })

async function withMonday(): Promise<Archive> {
  const { archive } = await archiveOf(IN_A_FILE)
  await storeIn(archive, digest('2025-03-03', MONDAY))
  return archive
}

describe('a file that is renamed', () => {
  it('to another day moves its digest there', async () => {
    const archive = await withMonday()
    const moved = await storeIn(archive, digest('2025-03-04', MONDAY), ['2025-03-03.txt'])
    expect(moved).toMatchObject({ kind: 'corrected', digestId: 1, was: { file: '2025-03-03.txt', date: '2025-03-03' } })
    expect(await archive.digestsOfDay('2025-03-03')).toEqual([])
    expect(ids((await archive.digestsOfDay('2025-03-04'))[0]?.papers ?? [])).toEqual(ids(MONDAY))
    expect((await archive.size()).digests).toBe(1)
  })

  it('to another day and mended at the same time is the same digest', async () => {
    const archive = await withMonday()
    const mended = [...MONDAY.slice(0, 2), { ...MONDAY[2], title: { en: 'Now with its right title', zh: null } }] as typeof MONDAY
    const moved = await storeIn(archive, digest('2025-03-04', mended), ['2025-03-03.txt'])
    expect(moved).toMatchObject({ kind: 'corrected', digestId: 1, newPapers: [] })
  })

  it('within its day is known, and a mend under the new name is a correction', async () => {
    const archive = await withMonday()
    const renamed = digest('2025-03-03', MONDAY, { file: 'monday.txt' })
    expect(await storeIn(archive, renamed, ['2025-03-03.txt'])).toMatchObject({ kind: 'known', digestId: 1 })
    const mended = digest('2025-03-03', [...MONDAY, work('1004')], { file: 'monday.txt' })
    expect(await storeIn(archive, mended)).toMatchObject({ kind: 'corrected', digestId: 1, newPapers: ['1004'] })
    expect((await archive.size()).digests).toBe(1)
  })

  it('before it was whole is the same digest of that day, and grows', async () => {
    const { archive } = await archiveOf(IN_A_FILE)
    await storeIn(archive, digest('2025-03-03', MONDAY.slice(0, 1)))
    const whole = digest('2025-03-03', MONDAY, { file: 'monday.txt' })
    expect(await storeIn(archive, whole, ['2025-03-03.txt'])).toMatchObject({
      kind: 'corrected',
      digestId: 1,
      was: { file: '2025-03-03.txt', date: '2025-03-03' },
    })
    expect((await archive.size()).digests).toBe(1)
  })

  it('stays away where its digest was taken back', async () => {
    const archive = await withMonday()
    await archive.retract({ digestId: 1 })
    expect((await storeIn(archive, digest('2025-03-04', MONDAY), ['2025-03-03.txt'])).kind).toBe('known')
    expect((await archive.size()).digests).toBe(0)
  })
})

describe('a file that is copied', () => {
  it('moves nothing: the first one is still there', async () => {
    const archive = await withMonday()
    expect(await storeIn(archive, digest('2025-03-04', MONDAY))).toEqual({ kind: 'known', digestId: 1 })
    expect(await archive.digestsOfDay('2025-03-03')).toHaveLength(1)
  })
})

describe('a file whose day is corrected inside', () => {
  it('moves its digest', async () => {
    const archive = await withMonday()
    const moved = await storeIn(archive, digest('2025-03-04', MONDAY, { file: '2025-03-03.txt' }), [], 'other bytes')
    expect(moved).toMatchObject({ kind: 'corrected', digestId: 1, was: { date: '2025-03-03' } })
  })
})

describe('a file that is replaced by another day’s', () => {
  it.each([
    ['of a day of its own', '2025-03-04'],
    ['whose day only the name says', '2025-03-03'],
  ])('%s leaves the old day alone', async (_, date) => {
    const archive = await withMonday()
    const replaced = await storeIn(archive, digest(date, TUESDAY, { file: '2025-03-03.txt' }))
    expect(replaced).toMatchObject({ kind: 'new', digestId: 2 })
    expect(ids((await archive.digest(1))?.papers ?? [])).toEqual(ids(MONDAY))
    expect((await archive.digest(1))?.revision).toBe(1)
    const mended = digest(date, [...TUESDAY, work('2004')], { file: '2025-03-03.txt' })
    expect(await storeIn(archive, mended)).toMatchObject({ kind: 'corrected', digestId: 2 })
  })

  it('of a week that repeats the papers of the day is a digest of its own', async () => {
    const archive = await withMonday()
    const week = digest('2025-03-09', [...MONDAY, ...TUESDAY, ...['3001', '3002'].map(work)], { file: '2025-03-03.txt' })
    expect((await storeIn(archive, week, ['2025-03-03.txt'])).kind).toBe('new')
  })
})

describe('a file that was cut', () => {
  it('and grows is a correction', async () => {
    const archive = await withMonday()
    const grown = digest('2025-03-03', [...MONDAY, ...['1004', '1005', '1006', '1007', '1008'].map(work)])
    expect(await storeIn(archive, grown)).toMatchObject({ kind: 'corrected', digestId: 1, papers: 8 })
  })
})
