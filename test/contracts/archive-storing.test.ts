import { expect, it } from 'vitest'
import type { PaperId } from '../../src/digest/digest.ts'
import { digest, ids, paper, store, type TriedArchive, triedArchiveOf } from './archive-of.ts'
import { describeStorages } from './storages.ts'

const FILM = paper('film', {
  title: { en: 'Watching films with attention', zh: '带着注意力看电影' },
  authors: ['A Jaegle'],
  affiliations: ['DeepMind'],
  abstract: { en: 'We watch films.', zh: '我们看电影。' },
  links: ['https://arxiv.org/abs/2103.03206'],
})
const TRAIN = paper('train', {
  title: { en: 'Trains that learn', zh: '学习的火车' },
  links: ['https://arxiv.org/abs/2103.00001'],
})
const BRIDGE = paper('bridge', { title: { en: 'Bridges of graphs', zh: null } })

/** Search follows what is stored, where it is built on the engine. */
async function expectFound(archive: TriedArchive, query: string, expected: readonly string[]): Promise<void> {
  if (archive.search === undefined) return
  expect(ids((await archive.search(query)).hits.map((hit) => hit.paper)).sort()).toEqual([...expected].sort())
}

describeStorages('storing digests', (storage) => {
  it('keeps papers of one digest apart that share a title and not the arXiv id', async () => {
    const { archive } = await triedArchiveOf(storage)
    const twins = [1, 2, 3].map((n) =>
      paper(`2501.0000${n}`, {
        title: { en: `Paper number ${n}`, zh: '同一个标题' },
        links: [`https://arxiv.org/abs/2501.0000${n}`],
      }),
    )
    const again = paper('again', { title: { en: 'Paper number 2', zh: null } })
    const outcome = await store(archive, digest('2025-01-06', [...twins, again]))
    expect(outcome).toMatchObject({ newPapers: ['2501.00001', '2501.00002', '2501.00003'] })
    await expectFound(archive, '同一个标题', ['2501.00001', '2501.00002', '2501.00003'])
    expect(await archive.size()).toEqual({ digests: 1, papers: 3 })
  })

  it('gives back what was stored', async () => {
    const { archive } = await triedArchiveOf(storage)
    const outcome = await store(archive, digest('2021-07-10', [FILM, BRIDGE], { title: 'A day' }))
    expect(outcome).toMatchObject({ kind: 'new', papers: 2, newPapers: ['film', 'bridge'] })
    const kept = await archive.digest(outcome.digestId)
    expect(kept).toMatchObject({ file: '2021-07-10.txt', date: '2021-07-10', title: 'A day', revision: 1, held: null })
    expect(ids(kept?.papers ?? [])).toEqual(['film', 'bridge'])
    // Where it stood in its file is the digest's own.
    const { figures, lines: _, ...fields } = FILM
    expect(await archive.paper('film' as PaperId)).toEqual({
      ...fields,
      figures: figures.length,
      digestId: outcome.digestId,
      date: '2021-07-10',
      categoryNames: { LG: { en: 'Machine Learning', zh: '机器学习' } },
    })
    expect(await archive.size()).toEqual({ digests: 1, papers: 2 })
  })

  it('knows the same bytes again, under whatever name they come', async () => {
    const { archive } = await triedArchiveOf(storage)
    const first = await store(archive, digest('2021-07-10', [FILM]), { sha256: 'same' })
    const again = await store(archive, digest('2021-07-10', [FILM], { file: 'copy.txt' }), { sha256: 'same' })
    expect(again).toEqual({ kind: 'known', digestId: first.digestId })
    expect(await archive.size()).toEqual({ digests: 1, papers: 1 })
  })

  it('keeps two digests of one file apart', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [FILM], { file: 'a.txt' }), { sha256: 'same' })
    expect((await store(archive, digest('2021-07-10', [TRAIN], { file: 'a.txt#2' }), { sha256: 'same' })).kind).toBe('new')
    expect((await archive.digestsOfDay('2021-07-10')).map(({ file }) => file)).toEqual(['a.txt', 'a.txt#2'])
  })

  it('takes a corrected file for the same digest', async () => {
    const { archive } = await triedArchiveOf(storage)
    const first = await store(archive, digest('2021-07-10', [FILM, TRAIN]))
    const mended = { ...FILM, abstract: { en: 'We watch many films.', zh: null } }
    const second = await store(archive, digest('2021-07-10', [mended, BRIDGE]))
    expect(second).toEqual({ kind: 'corrected', digestId: first.digestId, papers: 2, newPapers: ['bridge'] })
    expect(await archive.digest(first.digestId)).toMatchObject({ revision: 2, papers: [{ id: 'film' }, { id: 'bridge' }] })
    expect((await archive.paper('film' as PaperId))?.abstract).toEqual({ en: 'We watch many films.', zh: null })
    expect(await archive.paper('train' as PaperId)).toBeNull()
    await expectFound(archive, 'trains', [])
    await expectFound(archive, 'many films', ['film'])
  })

  it('keeps the id of a paper whose title is corrected', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [BRIDGE, TRAIN]))
    const renamed = paper('bridges', { title: { en: 'Bridges of the graphs', zh: null } })
    expect(await store(archive, digest('2021-07-10', [renamed, TRAIN]))).toMatchObject({ kind: 'corrected', newPapers: [] })
    expect(await archive.paper('bridge' as PaperId)).toMatchObject({ id: 'bridge', title: { en: 'Bridges of the graphs' } })
    expect(await archive.paper('bridges' as PaperId)).toMatchObject({ id: 'bridge' })
  })

  it('takes another file of the same name and day with other papers for a digest of its own', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [FILM], { file: 'a/today.txt' }))
    expect((await store(archive, digest('2021-07-10', [TRAIN], { file: 'b/today.txt' }))).kind).toBe('new')
    expect((await store(archive, digest('2021-07-10', [TRAIN, BRIDGE], { file: 'c/today.txt' }))).kind).toBe('corrected')
  })

  it('finds a paper known by its title alone under the id it has', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [FILM]))
    const titleOnly = paper('other-id', { title: { en: 'Watching Films with Attention.', zh: null }, section: 'brief' })
    expect(await store(archive, digest('2021-07-11', [titleOnly]))).toMatchObject({ kind: 'new', newPapers: [] })
    expect(await archive.paper('other-id' as PaperId)).toMatchObject({
      id: 'film',
      date: '2021-07-11',
      section: 'brief',
      authors: ['A Jaegle'],
    })
  })

  it('keeps two papers of one title apart when arXiv does', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [FILM]))
    const namesake = { ...FILM, id: 'namesake' as PaperId, links: ['https://arxiv.org/abs/2103.99999'] }
    expect(await store(archive, digest('2021-07-11', [namesake]))).toMatchObject({ newPapers: ['namesake'] })
  })

  it('tells where a paper stood, so that a promotion from the short list can be recognised', async () => {
    const { archive } = await triedArchiveOf(storage)
    const first = await store(archive, digest('2021-07-10', [TRAIN, { ...FILM, section: 'brief' }]))
    const second = await store(archive, digest('2021-07-12', [{ ...FILM, starred: true }]))
    expect(await archive.sightings('film' as PaperId)).toEqual([
      { digestId: first.digestId, date: '2021-07-10', section: 'brief', position: 2, starred: false },
      { digestId: second.digestId, date: '2021-07-12', section: 'featured', position: 1, starred: true },
    ])
    expect((await archive.digest(first.digestId))?.papers[1]).toMatchObject({ id: 'film', section: 'brief', date: '2021-07-10' })
  })

  it('shows the newest content, and what it leaves out from the one before', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [FILM]))
    await store(
      archive,
      digest('2021-07-12', [{ ...FILM, title: { en: 'Watching films', zh: null }, abstract: { en: null, zh: null } }]),
    )
    expect(await archive.paper('film' as PaperId)).toMatchObject({
      title: { en: 'Watching films', zh: '带着注意力看电影' },
      abstract: { en: 'We watch films.' },
      date: '2021-07-12',
    })
    await store(archive, digest('2021-07-01', [{ ...FILM, title: { en: 'An older title', zh: null } }]))
    expect(await archive.paper('film' as PaperId)).toMatchObject({ title: { en: 'Watching films' }, date: '2021-07-12' })
  })

  it('takes back a day for good', async () => {
    const { archive } = await triedArchiveOf(storage)
    const day = digest('2021-07-10', [FILM, TRAIN])
    const { digestId } = await store(archive, day)
    await store(archive, digest('2021-07-11', [TRAIN]))
    expect(await archive.retract({ digestId })).toBe(true)
    expect(await archive.retract({ digestId })).toBe(false)
    expect(await archive.digest(digestId)).toBeNull()
    await expectFound(archive, 'films', [])
    await expectFound(archive, 'trains', ['train'])
    expect((await store(archive, day)).kind).toBe('known')
    expect((await store(archive, digest('2021-07-10', [FILM, TRAIN, BRIDGE]))).kind).toBe('known')
    expect(await archive.paper('film' as PaperId)).toBeNull()
    expect(await archive.size()).toEqual({ digests: 1, papers: 1 })
  })

  it('takes back one paper for good, also when a later digest has it', async () => {
    const { archive } = await triedArchiveOf(storage)
    await store(archive, digest('2021-07-10', [FILM, TRAIN]))
    expect(await archive.retract({ paperId: 'film' as PaperId })).toBe(true)
    expect(await archive.retract({ paperId: 'nobody' as PaperId })).toBe(false)
    await store(archive, digest('2021-07-11', [FILM, BRIDGE]))
    expect(await archive.paper('film' as PaperId)).toBeNull()
    await expectFound(archive, 'films', [])
    expect(ids((await archive.digestsOfDay('2021-07-11'))[0]?.papers ?? [])).toEqual(['bridge'])
  })

  it('finds the papers of a held digest and lets it go once', async () => {
    const { archive } = await triedArchiveOf(storage)
    const { digestId } = await store(archive, digest('2021-07-10', [FILM]), { held: 'most papers have no authors' })
    expect((await archive.digest(digestId))?.held).toBe('most papers have no authors')
    await expectFound(archive, 'films', ['film'])
    expect(await archive.release(digestId)).toBe(true)
    expect(await archive.release(digestId)).toBe(false)
    expect((await archive.digest(digestId))?.held).toBeNull()
  })

  it('keeps the bytes of a figure once and gives them back in order', async () => {
    const { archive, database } = await triedArchiveOf(storage)
    const picture = { kind: 'file', name: 'a.png', mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]), alt: null } as const
    const address = { kind: 'address', url: 'https://example.org/b.png', alt: 'b' } as const
    await store(archive, digest('2021-07-10', [{ ...FILM, figures: [{ kind: 'mark' }, picture, address, picture] }]))
    expect((await archive.paper('film' as PaperId))?.figures).toBe(4)
    expect(await archive.figures('film' as PaperId)).toEqual([picture, address, picture])
    expect(await database.query.selectFrom('blobs').select('sha256').execute()).toHaveLength(1)
  })

  it('lists digests newest first and papers in the order asked', async () => {
    const { archive } = await triedArchiveOf(storage)
    for (const date of ['2021-07-10', '2021-07-12', '2021-07-11'])
      await store(archive, digest(date, [paper(`p${date.slice(-2)}`)]))
    expect((await archive.digests()).map(({ date }) => date)).toEqual(['2021-07-12', '2021-07-11', '2021-07-10'])
    expect((await archive.digests({ from: '2021-07-11', limit: 1 })).map(({ date }) => date)).toEqual(['2021-07-12'])
    expect(ids(await archive.papers(['p12', 'none', 'p10'] as PaperId[]))).toEqual(['p12', 'p10'])
    expect((await archive.random())?.id).toBe('p12')
    expect(await archive.random({ category: 'XX' })).toBeNull()
  })

  it('stores nothing of a digest that fails half way', async () => {
    const { archive } = await triedArchiveOf(storage)
    const broken = { ...TRAIN, position: Number.NaN }
    const content = digest('2021-07-10', [FILM, TRAIN])
    await expect(store(archive, { ...content, papers: [FILM, broken] })).rejects.toThrow(/number NaN/)
    expect(await archive.size()).toEqual({ digests: 0, papers: 0 })
    await expectFound(archive, 'films', [])
  })
})
