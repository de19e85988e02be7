import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import type { Archive, Progress } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import type { SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'
import { TERMS_VERSION } from '../../src/text/terms.ts'
import { archiveOf, digest, paper, store } from './archive-of.ts'
import { IN_A_FILE, SQLITE_STORAGES } from './storages.ts'

const COUNT = 200

async function filled(archive: Archive): Promise<void> {
  const papers = Array.from({ length: COUNT }, (_, at) =>
    paper(`p${at}`, { title: { en: `Paper ${at} on foxes`, zh: `关于狐狸的论文${at}` }, authors: ['Ann Fox'] }),
  )
  await store(archive, digest('2021-07-01', papers))
  await archive.settled()
}

const total = async (archive: Archive, query: string) => (await archive.search(query)).total

const setting = (database: SqliteDatabase, name: string) =>
  database.writer.get<{ value: string }>('select value from settings where name = ?', [name])?.value

const madeByOtherTerms = (database: SqliteDatabase) =>
  database.writer.run("update settings set value = '0' where name = 'terms_version'")

describe.each(SQLITE_STORAGES)('the index of an archive ($name)', (storage) => {
  it('is rebuilt with progress, and answers as before', async () => {
    const { archive } = await archiveOf(storage)
    await filled(archive)
    const progress: Progress[] = []
    await archive.reindex((step) => progress.push(step))
    expect(progress.length).toBeGreaterThan(1)
    expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).sort((a, b) => a - b))
    expect(progress.at(-1)).toEqual({ done: COUNT, total: COUNT })
    expect(await total(archive, 'foxes')).toBe(COUNT)
    expect(await total(archive, 'foxse')).toBe(COUNT)
    expect(await archive.doctor()).toEqual([])
  })

  it('is mended by a rebuild when entries are lost, or left over', async () => {
    const { archive, database } = await archiveOf(storage)
    await filled(archive)
    const { writer, close } = openIndex(database)
    writer.run('delete from search_terms where rowid <= 10')
    expect((await archive.doctor()).map(({ code }) => code)).toEqual(['index-count'])
    writer.run("insert into search_terms (rowid, title) values (99999, 'stray')")
    close()
    await archive.reindex()
    expect(await archive.doctor()).toEqual([])
    expect(await total(archive, '狐狸')).toBe(COUNT)
    expect(await total(archive, 'stray')).toBe(0)
  })

  it('is rebuilt on start when it was made by other terms, while the archive answers and takes digests', async () => {
    const database = await storage.open()
    const before = await createArchive({ database })
    await filled(before)
    await before.close()
    madeByOtherTerms(database)
    const archive = await createArchive({ database })
    let isDone = false
    const settled = archive.settled().then(() => {
      isDone = true
    })
    let turns = 0
    const turn = () => {
      turns++
      if (!isDone) setImmediate(turn)
    }
    turn()
    expect(await total(archive, 'foxes')).toBe(COUNT)
    expect(isDone).toBe(false)
    await store(archive, digest('2021-07-02', [paper('late', { title: { en: 'Late badgers', zh: null } })]))
    await settled
    expect(turns).toBeGreaterThan(COUNT / 100)
    expect(setting(database, 'terms_version')).toBe(String(TERMS_VERSION))
    expect(await total(archive, 'foxes')).toBe(COUNT)
    expect(await total(archive, 'badgers')).toBe(1)
    expect(await archive.doctor()).toEqual([])
    await archive.close()
    await database.close()
  })

  it('goes on with a rebuild where a stop interrupted it', async () => {
    const database = await storage.open()
    const first = await createArchive({ database })
    await filled(first)
    let stopped: Promise<void> | undefined
    await first.reindex(() => {
      stopped ??= first.close()
    })
    await stopped
    const reached = Number(setting(database, 'reindex_from')?.split(':')[1])
    expect(reached).toBeGreaterThan(0)
    expect(reached).toBeLessThan(COUNT)
    const second = await createArchive({ database })
    await second.settled()
    expect(setting(database, 'reindex_from')).toBeUndefined()
    expect(await second.doctor()).toEqual([])
    expect(await total(second, 'foxes')).toBe(COUNT)
    expect((await second.byAuthor('Fox')).total).toBe(COUNT)
    await second.close()
    await database.close()
  })

  it('begins a rebuild anew when the terms changed once more in between', async () => {
    const { archive, database } = await archiveOf(storage)
    await filled(archive)
    database.writer.run("insert into settings (name, value) values ('reindex_from', '0:150')")
    const progress: Progress[] = []
    await archive.reindex((step) => progress.push(step))
    expect(progress[0]?.done).toBeLessThan(150)
  })
})

describe('a damaged index in a file', () => {
  it('is made from nothing by a rebuild', async () => {
    const { archive, database } = await archiveOf(IN_A_FILE)
    await filled(archive)
    const other = new DatabaseSync(`${database.path}.index`)
    other.enableDefensive(false)
    other.exec('delete from search_terms_data where id > 1')
    other.close()
    expect((await archive.doctor()).map(({ code }) => code)).toContain('index-damaged')
    await archive.reindex()
    expect(await archive.doctor()).toEqual([])
    expect(await total(archive, 'foxes')).toBe(COUNT)
  })
})
