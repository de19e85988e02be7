import { describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { archiveOf, digest, ids, paper, store, triedArchiveOf } from './archive-of.ts'
import { describeStorages, SQLITE_STORAGES } from './storages.ts'

async function lines(archive: Pick<Archive, 'exportLines'>): Promise<string[]> {
  const all: string[] = []
  for await (const line of archive.exportLines()) all.push(line)
  return all
}

/**
 * A digest with everything a line can hold, a correction, a held one, one that was taken back, and
 * a paper taken back.
 */
async function fill(archive: Pick<Archive, 'storeDigest' | 'retract'>): Promise<void> {
  const full = paper('full', {
    title: { en: 'All "quoted" \u2028 and 🙂', zh: '全部「引号」' },
    authors: ['A Jaegle', '何恺明'],
    affiliations: ['DeepMind', '清华大学'],
    abstract: { en: 'One. Two.', zh: '一。二。' },
    points: ['(1) 一', '(2) 二'],
    takeaway: '要点',
    links: ['https://arxiv.org/abs/2107.00001'],
    figures: [
      { kind: 'file', name: 'a.png', mediaType: 'image/png', alt: null, bytes: new Uint8Array([0, 255, 10, 13]) },
      { kind: 'address', url: 'https://example.org/b.png', alt: 'b' },
      { kind: 'mark' },
    ],
    starred: true,
  })
  await store(archive, digest('2021-07-01', [full, paper('second')], { title: 'A day', legend: { LG: '机器学习' } }))
  await store(
    archive,
    digest('2021-07-01', [full, paper('second', { title: { en: 'Corrected', zh: null } })], { title: 'A day' }),
  )
  await store(archive, digest('2021-07-02', [paper('full', { section: 'brief', links: full.links })]))
  await store(archive, digest('2021-07-03', [paper('held')]), { held: 'lost most of its authors' })
  const { digestId } = await store(archive, digest('2021-07-04', [paper('gone')]))
  await archive.retract({ digestId })
  await store(archive, digest(null, [paper('unwanted')]))
  await archive.retract({ paperId: paper('unwanted').id })
}

describeStorages('exporting an archive', (storage) => {
  it('gives lines from which another archive becomes the same', async () => {
    const { archive } = await triedArchiveOf(storage)
    await fill(archive)
    const exported = await lines(archive)
    for (const line of exported) expect(line).not.toMatch(/[\n\r]/)
    const { archive: other } = await triedArchiveOf(storage)
    const tally = await other.importLines(exported)
    expect(tally.refused).toEqual([])
    expect(await lines(other)).toEqual(exported)
    expect(await other.size()).toEqual(await archive.size())
    expect(await other.counts?.()).toEqual(await archive.counts?.())
    const [first, second] = [await archive.papers([paper('full').id]), await other.papers([paper('full').id])]
    expect(second.map(({ digestId, ...rest }) => rest)).toEqual(first.map(({ digestId, ...rest }) => rest))
    expect(await other.figures(paper('full').id)).toEqual(await archive.figures(paper('full').id))
    expect((await other.digests({ held: true })).map(({ held }) => held)).toEqual(['lost most of its authors'])
    if (other.search === undefined || other.doctor === undefined) return
    expect(ids((await other.search('gone OR unwanted')).hits.map((hit) => hit.paper))).toEqual([])
    expect((await other.search('作者：何恺明')).total).toBe(1)
    expect(await other.doctor()).toEqual([])
  })

  it('takes the same lines twice without a change', async () => {
    const { archive } = await triedArchiveOf(storage)
    await fill(archive)
    const exported = await lines(archive)
    const tally = await archive.importLines(exported)
    expect(tally).toMatchObject({ new: 0, corrected: 0, refused: [] })
    expect(await lines(archive)).toEqual(exported)
  })

  it('names the lines that are none of an export, and takes the others', async () => {
    const { archive } = await triedArchiveOf(storage)
    await fill(archive)
    const exported = await lines(archive)
    const { archive: other } = await triedArchiveOf(storage)
    const tally = await other.importLines(['no JSON', '{"kind":"digest"}', '', ...exported])
    expect(tally.refused.map(({ line }) => line)).toEqual([1, 2])
    expect(await lines(other)).toEqual(exported)
  })
})

describe.each(SQLITE_STORAGES)('damage of an archive on SQLite ($name)', (storage) => {
  it('finds what the archive lacks', async () => {
    const { archive, database } = await archiveOf(storage)
    await fill(archive)
    await archive.settled()
    expect(await archive.doctor()).toEqual([])
    database.writer.exec('pragma foreign_keys = off')
    database.writer.run('delete from blobs')
    database.writer.run("update papers set content = '{' where id = 'second'")
    database.writer.run("insert into paper_keys (key, pid) values ('nobody', 4711)")
    const codes = new Set((await archive.doctor()).map(({ code }) => code))
    expect(codes).toEqual(new Set(['dangling-reference', 'lost-figure', 'bad-content']))
  })
})
