// An archive is carried from SQLite to PostgreSQL and back, whole, and never over another.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { lockDatabase } from '../../src/database/lock-database.ts'
import { type MoveOutcome, moveArchive } from '../../src/database/moving/move-archive.ts'
import { MOVED_TABLES, UNMOVED_TABLES } from '../../src/database/moving/tables.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { digest, paper, store } from '../contracts/archive-of.ts'
import { columnsOf } from '../contracts/columns-of.ts'
import { paperboy } from '../support/command-line.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { createTestDatabase, openPostgresForTest, TEMPLATE } from './support/databases.ts'
import { fillArchive, numberedPapers, storedArchive } from './support/filled-archive.ts'

const server = inject('postgres') ?? ''
const isMissing = inject('postgres') === null

async function open(address: string): Promise<Database> {
  const database = await openDatabase(address)
  onTestFinished(() => database.close())
  return database
}

const openFile = (name = 'paperboy.sqlite') => open(join(temporaryFolder(), name))

const tablesOf = (outcome: MoveOutcome) => {
  if (outcome.kind === 'refused') throw new Error(outcome.why)
  return outcome.tables.map(({ name, source }) => ({ name, ...source, last: undefined }))
}

/** Ends it as a kill would: nothing of the page under way is there, all before it is. */
const cutAt = (share: number) => ({
  onProgress({ done, total }: { done: number; total: number }) {
    if (done / total > share) throw new Error('cut')
  },
})

describe.skipIf(isMissing)('moving an archive', () => {
  it('carries 2,000 papers with all that belongs to them to PostgreSQL and back', { timeout: 120_000 }, async () => {
    const source = await openFile()
    await fillArchive(source, 40)
    const target = await openPostgresForTest(server)
    const seen: string[] = []
    const moved = await moveArchive({ source, target, onProgress: ({ table }) => void seen.push(table) })
    expect(moved.kind).toBe('moved')
    const tables = tablesOf(moved)
    expect(tables.filter(({ rows }) => rows === 0)).toEqual([])
    expect(tables.find(({ name }) => name === 'papers')?.rows).toBe(2000)
    expect(new Set(seen)).toEqual(new Set(MOVED_TABLES.map(({ name }) => name)))
    expect((await moveArchive({ source, target })).kind).toBe('equal')

    const back = await openFile()
    const returned = await moveArchive({ source: target, target: back })
    expect(returned.kind).toBe('moved')
    expect(tablesOf(returned)).toEqual(tables)
    expect((await moveArchive({ source, target: back })).kind).toBe('equal')
  })

  it('goes on where it was cut', { timeout: 60_000 }, async () => {
    const source = await openFile()
    await fillArchive(source, 12)
    const target = await openPostgresForTest(server)
    for (const share of [0.1, 0.4, 0.8]) await expect(moveArchive({ source, target, ...cutAt(share) })).rejects.toThrow('cut')
    const dones: number[] = []
    const outcome = await moveArchive({ source, target, onProgress: ({ done }) => void dones.push(done) })
    expect(outcome.kind).toBe('moved')
    const all = tablesOf(outcome).reduce((sum, { name, rows }) => sum + (name === 'settings' ? 0 : rows), 0)
    expect(dones.at(-1)).toBe(all)
    expect(dones[0]).toBeGreaterThan(all * 0.7)
  })

  it('begins again where the source has changed since it was cut', async () => {
    const source = await openFile()
    await fillArchive(source, 4)
    const target = await openPostgresForTest(server)
    await expect(moveArchive({ source, target, ...cutAt(0.6) })).rejects.toThrow('cut')
    await storedArchive(source).retract({ digestId: 1 })
    expect((await moveArchive({ source, target })).kind).toBe('moved')
    expect((await moveArchive({ source, target })).kind).toBe('equal')
  })

  it('says so where something writes meanwhile, and is equal at the next try', async () => {
    const source = await openFile()
    await fillArchive(source, 4)
    const target = await openPostgresForTest(server)
    let late: Promise<unknown> | null = null
    const outcome = await moveArchive({
      source,
      target,
      onProgress: ({ table }) => {
        if (table === 'departed_servers') late ??= source.query.deleteFrom('departed_servers').execute()
      },
    })
    await late
    expect(outcome.kind).toBe('differs')
    expect((await moveArchive({ source, target })).kind).toBe('moved')
  })

  it('gives what comes afterwards numbers above all that were moved', async () => {
    const source = await openFile()
    await fillArchive(source, 3)
    const target = await openPostgresForTest(server)
    await moveArchive({ source, target })
    const highest = async (database: Database) => {
      const paper = await database.query
        .selectFrom('papers')
        .select(({ fn }) => [fn.max('changed').as('changed'), fn.max('pid').as('pid')])
        .executeTakeFirstOrThrow()
      const row = await database.query
        .selectFrom('digests')
        .select(({ fn }) => fn.max('id').as('id'))
        .executeTakeFirstOrThrow()
      return { ...paper, ...row }
    }
    const before = await highest(target)
    expect(before).toEqual(await highest(source))
    for (const database of [source, target]) await store(storedArchive(database), numberedPapers(9, 4))
    expect(await highest(target)).toEqual(await highest(source))
    expect((await highest(target)).changed).toBeGreaterThan(before.changed)
  })

  it('never writes over another archive, and says what is there', async () => {
    const source = await openFile()
    await fillArchive(source, 3)
    const target = await openPostgresForTest(server)
    await store(storedArchive(target), digest('2026-01-15', [paper('a'), paper('b')]))
    const outcome = await moveArchive({ source, target })
    expect(outcome).toMatchObject({ kind: 'refused', why: expect.stringMatching(/another archive.*1 digests, 2 papers/) })
    expect(await storedArchive(target).size()).toEqual({ digests: 1, papers: 2 })
  })

  it('never writes over the same archive that was used since', async () => {
    const source = await openFile()
    await fillArchive(source, 3)
    const target = await openPostgresForTest(server)
    await moveArchive({ source, target })
    await store(storedArchive(target), digest('2026-01-15', [paper('new')]))
    expect(await moveArchive({ source, target })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(
        /used after it was moved.*digests \(3 in the one, 4 in the other\), papers \(150 in the one, 151/,
      ),
    })
  })

  it('takes no half of another archive for its own', async () => {
    const [source, other] = [await openFile(), await openFile()]
    await fillArchive(source, 3)
    await fillArchive(other, 3)
    const target = await openPostgresForTest(server)
    await expect(moveArchive({ source, target, ...cutAt(0.5) })).rejects.toThrow('cut')
    expect(await moveArchive({ source: other, target })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/part of another archive: moving it there from .*paperboy\.sqlite was not finished/),
    })
    const third = await openFile()
    expect(await moveArchive({ source: target, target: third })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('holds a part of an archive'),
    })
  })

  it('names the row that PostgreSQL cannot keep', async () => {
    const source = await openFile()
    await fillArchive(source, 3)
    await source.query.updateTable('digests').set({ appeared_at: 0.5 }).where('id', '=', 2).execute()
    const outcome = moveArchive({ source, target: await openPostgresForTest(server) })
    await expect(outcome).rejects.toThrow(/table digests of .*paperboy.sqlite has 0.5 as its appeared_at.*\(id 2\)/)
  })

  it('knows every table that there is', async () => {
    const { query } = await openFile()
    expect([...(await columnsOf({ query, writer: null } as unknown as Database)).keys()].sort()).toEqual(
      [...MOVED_TABLES.map(({ name }) => name), ...UNMOVED_TABLES, 'migrations', 'settings'].sort(),
    )
  })
})

describe.skipIf(isMissing)('paperboy move', () => {
  async function filledFolder(): Promise<string> {
    const data = temporaryFolder()
    const database = await openDatabase(join(data, 'paperboy.sqlite'))
    await fillArchive(database, 3)
    await database.close()
    return data
  }

  it('prints what it compared, and says what to do next', async () => {
    const data = await filledFolder()
    const url = await createTestDatabase(server, `template ${TEMPLATE}`)
    const ran = await paperboy(['move', '--to', url], data)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/^papers +150 rows +[\da-f]{12} +equal$/m)
    expect(ran.out).toMatch(/are equal.*PAPERBOY_DATABASE/)
    expect((await paperboy(['move', '--to', url], data)).code).toBe(0)
  })

  it('comes back to a file, from the database of the settings', async () => {
    const data = await filledFolder()
    const url = await createTestDatabase(server)
    await paperboy(['move', '--to', url], data)
    const file = join(temporaryFolder(), 'back.sqlite')
    const ran = await paperboy(['move', '--to', file], data, { PAPERBOY_DATABASE: url })
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('paperboy.sqlite') })
    const [first, back] = [await open(join(data, 'paperboy.sqlite')), await open(file)]
    expect((await moveArchive({ source: first, target: back })).kind).toBe('equal')
  })

  it('is refused while a bot runs on either side', async () => {
    const data = await filledFolder()
    const url = await createTestDatabase(server)
    for (const address of [join(data, 'paperboy.sqlite'), url]) {
      const bot = await lockDatabase(address, { now: Date.now(), share: true })
      if (bot.kind !== 'held') throw new Error('it is free')
      // The lock of a process that is this one means that both names are one database.
      expect((await paperboy(['move', '--to', url], data)).code).toBe(2)
      await bot.release()
    }
    expect((await paperboy(['move', '--to', url], data)).code).toBe(0)
  })

  it('is what backup and restore name where the archive is on a server', async () => {
    const env = { PAPERBOY_DATABASE: 'postgres://ann:secret@host/paperboy' }
    const data = await filledFolder()
    for (const [command, said] of [
      ['backup', /on postgres:\/\/ann@host\/paperboy\. Back it up with pg_dump; .*paperboy move --to x\.sqlite/],
      ['restore', /on postgres:\/\/ann@host\/paperboy\. Restore it with pg_restore/],
    ] as const)
      expect(await paperboy([command, 'x.sqlite'], data, env)).toMatchObject({ code: 2, err: expect.stringMatching(said) })
  })

  it('says what is wrong with an address, without its password', async () => {
    const data = await filledFolder()
    const ran = async (to: string) => await paperboy(['move', '--to', to], data)
    expect(await ran('mysql://ann:secret@host/paperboy')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^mysql:\/\/ann@host\/paperboy is neither/),
    })
    expect(await ran(join(data, '.', 'paperboy.sqlite'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('where the archive is now'),
    })
    expect(await paperboy(['move', '--to', 'x.sqlite'], temporaryFolder())).toMatchObject({
      code: 2,
      err: expect.stringContaining('no archive'),
    })
    await expect(ran('postgres://ann:secret@127.0.0.1:1/paperboy')).rejects.toThrow(/ann@127.0.0.1:1\/paperboy can't be reached/)
    expect(existsSync('x.sqlite')).toBe(false)
  })
})
