// The copy of a process follows the archive on the server, and may be lost.
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { formatProblems, loadConfig } from '../../config/load.ts'
import type { Archive, ArchivedPaper } from '../../src/archive/archive.ts'
import { copyPath } from '../../src/archive/read-copy/take-place.ts'
import { createFollowingArchive } from '../../src/create-following-archive.ts'
import type { Database } from '../../src/database/database.ts'
import { openPostgres } from '../../src/database/postgres/open-postgres.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { openArchive } from '../../src/open-archive.ts'
import { digest, ids, paper, store } from '../contracts/archive-of.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'
import { fillArchive, numberedPapers, storedArchive } from './support/filled-archive.ts'

const server = inject('postgres') ?? ''

const newDatabase = () => createTestDatabase(server, `template ${TEMPLATE}`)

/** A process with a copy in a folder of its own, or in one that is given. */
async function openProcess(url: string, folder = temporaryFolder()) {
  const database = await openPostgres(url)
  const file = join(folder, 'copy.sqlite')
  const opened = await createFollowingArchive({ database, copy: file, random: () => 0.5 })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await opened.archive.close()
    await database.close()
  }
  onTestFinished(close)
  return { ...opened, database, file, close }
}

async function withPapers(digests = 3): Promise<string> {
  const url = await newDatabase()
  const database = await openPostgres(url)
  await fillArchive(database, digests)
  await database.close()
  return url
}

/** A copy keeps the texts packed as well, and of the keys those that somebody may ask for. */
const withoutPacked = <Row extends object>(rows: readonly Row[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'packed')))

const rowsOf = async ({ query }: Pick<Database, 'query'>) => ({
  digests: await query.selectFrom('digests').selectAll().orderBy('id').execute(),
  papers: withoutPacked(await query.selectFrom('papers').selectAll().orderBy('pid').execute()),
  ids: await query.selectFrom('paper_keys').selectAll().where('key', 'like', 'id:%').orderBy('key').execute(),
  categories: await query.selectFrom('paper_categories').selectAll().orderBy('pid').orderBy('category').execute(),
  sightings: withoutPacked(await query.selectFrom('sightings').selectAll().orderBy('digest_id').orderBy('position').execute()),
})

async function expectSame(database: Database, file: string): Promise<void> {
  const copy = await openSqlite(file)
  try {
    expect(await rowsOf(copy)).toEqual(await rowsOf(database))
  } finally {
    await copy.close()
  }
}

/** The share of its bytes that the text of papers takes in the copy. */
async function textBytesOf(file: string) {
  const copy = await openSqlite(file)
  try {
    const sql = 'select sum(length(packed)) * 1.0 / sum(octet_length(content)) as packed from papers'
    const dictionaries = copy.reader.get<{ n: number }>('select count(*) as n from dictionaries')?.n
    return { packed: copy.reader.get<{ packed: number }>(sql)?.packed, dictionaries }
  } finally {
    await copy.close()
  }
}

const found = async (archive: Archive, query: string) =>
  ids((await archive.search(query)).hits.map((hit: { paper: ArchivedPaper }) => hit.paper))

describe.skipIf(inject('postgres') === null)('the copy of an archive on a server', () => {
  it('has every row of the papers, and search finds them', { timeout: 60_000 }, async () => {
    const url = await withPapers()
    const { archive, shown, database, file } = await openProcess(url)
    await archive.settled()
    await expectSame(database, file)
    expect((await shown.search('attention')).total).toBeGreaterThan(90)
    expect((await shown.search('注意力机制')).total).toBeGreaterThan(90)
    expect(await textBytesOf(file)).toEqual({ packed: expect.toSatisfy((share) => share < 0.4), dictionaries: 1 })
    expect(await shown.size()).toEqual(await storedArchive(database).size())
    expect(await archive.doctor()).toEqual([])
  })

  it('follows what another process stores, corrects, releases and takes back', { timeout: 60_000 }, async () => {
    const url = await newDatabase()
    const writer = await openProcess(url)
    const reader = await openProcess(url)
    const sees = async (query: string, expected: readonly string[]) =>
      await until(async () => JSON.stringify(await found(reader.shown, query)) === JSON.stringify(expected))
    await store(writer.archive, digest('2026-01-15', [paper('a', { title: { en: 'Perceiver', zh: null } }), paper('b')]), {
      held: 'odd',
    })
    await sees('perceiver', ['a'])
    expect(await reader.shown.digests({ held: true })).toHaveLength(1)

    const corrected = digest('2026-01-15', [paper('b'), paper('a', { title: { en: 'Receiver', zh: null } })])
    await store(writer.archive, corrected)
    await sees('receiver', ['a'])
    await writer.archive.release(1)
    await until(async () => (await reader.shown.digests({ held: true })).length === 0)
    await writer.archive.retract({ paperId: 'a' as PaperId })
    await sees('receiver', [])
    await writer.archive.retract({ digestId: 1 })
    await until(async () => (await reader.shown.digests()).length === 0)
    await reader.archive.settled()
    await expectSame(reader.database, reader.file)
  })

  it('shows what this process has stored at once', async () => {
    const { archive, shown } = await openProcess(await newDatabase())
    await archive.settled()
    await store(archive, digest('2026-01-15', [paper('a', { title: { en: 'Perceiver', zh: null } })]))
    expect(await found(shown, 'perceiver')).toEqual(['a'])
    expect((await shown.digestsOfDay('2026-01-15'))[0]?.papers).toHaveLength(1)
  })

  it('answers from the server while it is filled, and says how far it is', { timeout: 60_000 }, async () => {
    const url = await newDatabase()
    const filled = await openPostgres(url)
    const archive = storedArchive(filled)
    for (let number = 1; number <= 30; number++) await store(archive, numberedPapers(number))
    await filled.close()
    const process = await openProcess(url)
    expect(await process.shown.size()).toEqual({ digests: 30, papers: 1500 })
    expect((await process.shown.paper('2030.10049' as PaperId))?.title.en).toContain('30')
    await until(() => process.archive.indexing() !== null)
    const { done = 0, total } = process.archive.indexing() ?? {}
    expect(total).toBe(1500)
    expect(done).toBeLessThan(total ?? 0)
    await process.archive.settled()
    expect(process.archive.indexing()).toBeNull()
    expect((await process.shown.search('attention')).total).toBe(1500)
    await expectSame(process.database, process.file)
  })

  it('goes on where it was, and may be the file of another process', { timeout: 60_000 }, async () => {
    const url = await withPapers()
    const first = await openProcess(url)
    await first.archive.settled()
    await first.close()
    const folder = temporaryFolder()
    const from = dirname(first.file)
    for (const name of readdirSync(from)) copyFileSync(join(from, name), join(folder, name))
    const second = await openProcess(url, folder)
    // Nothing is to be followed: what it has is found before it has looked at the server.
    expect((await second.shown.search('attention')).total).toBeGreaterThan(90)
    await store(second.archive, numberedPapers(9, 4))
    await second.archive.settled()
    await expectSame(second.database, second.file)
  })

  it.each<[string, (file: string) => Promise<void> | void]>([
    ['is damaged', (file) => writeFileSync(file, 'no database at all, but long enough to be taken for one'.repeat(100))],
    [
      'is that of another archive',
      async (file) => {
        const other = await openProcess(await withPapers(4))
        await other.archive.settled()
        await other.close()
        copyFileSync(other.file, file)
      },
    ],
    [
      'has the tables of another program',
      async (file) => {
        const copy = await openSqlite(file)
        await copy.query.updateTable('settings').set({ value: '0 of another' }).where('name', '=', 'copy_layout').execute()
        await copy.query.deleteFrom('papers').execute()
        await copy.close()
      },
    ],
    [
      'has seen more than there is',
      async (file) => {
        const copy = await openSqlite(file)
        await copy.query
          .updateTable('settings')
          .set({ value: '{"digests":1000,"papers":1000}' })
          .where('name', '=', 'followed')
          .execute()
        await copy.close()
      },
    ],
  ])('is filled again where it %s', { timeout: 60_000 }, async (_, spoil) => {
    const url = await withPapers()
    const first = await openProcess(url)
    await first.archive.settled()
    await first.close()
    await spoil(first.file)
    const second = await openProcess(url, dirname(first.file))
    await second.archive.settled()
    await expectSame(second.database, second.file)
  })

  it('is one of its own for each process of a data folder, and the first that is free', { timeout: 60_000 }, async () => {
    const url = await withPapers()
    const folder = temporaryFolder()
    const loaded = loadConfig({ cwd: folder, env: {}, flags: { 'data.folder': folder, 'data.database': url } })
    if (loaded.kind === 'problems') throw new Error(formatProblems(loaded.problems))
    const openOne = async (isGuest = false) => {
      const opened = await openArchive(loaded.config, { isGuest })
      let isClosed = false
      const close = async () => {
        if (!isClosed) await opened.close()
        isClosed = true
      }
      onTestFinished(close)
      return { ...opened, close }
    }
    const all = await Promise.all([openOne(), openOne(), openOne()])
    expect(all.map(({ ordinal }) => ordinal).sort()).toEqual([1, 2, 3])
    await Promise.all(all.map(({ archive }) => archive.settled()))
    for (const { database, ordinal } of all) await expectSame(database, copyPath(folder, ordinal))
    const [first] = all.filter(({ ordinal }) => ordinal === 1)
    await first?.close()
    // A command that comes and goes takes no copy from anybody.
    expect((await openOne(true)).ordinal).toBe(1)
    expect((await openOne()).ordinal).toBe(1)
    expect((await openOne()).ordinal).toBe(4)
  })

  it('is written by two processes at once without harm', { timeout: 60_000 }, async () => {
    const url = await withPapers()
    const folder = temporaryFolder()
    const [one, two] = await Promise.all([openProcess(url, folder), openProcess(url, folder)])
    for (let number = 10; number < 16; number++)
      await store(number % 2 === 0 ? one.archive : two.archive, numberedPapers(number, 20))
    await Promise.all([one.archive.settled(), two.archive.settled()])
    await expectSame(one.database, one.file)
    expect((await two.shown.search('attention')).total).toBeGreaterThan(200)
  })
})
