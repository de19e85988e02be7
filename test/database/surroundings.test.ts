// Faults of the disk keep their cause, and files are their owner's alone.
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { databaseFaultOf } from '../../src/database/faults.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

describe('a fault that ends the transaction by itself', () => {
  it('is what is thrown, not the rollback that finds nothing to undo', async () => {
    const database = await openSqlite(':memory:')
    onTestFinished(database.close)
    const twice = database.query.transaction().execute(async (db) => {
      await db.insertInto('settings').values({ name: 'a', value: '1' }).execute()
      await sql`insert or rollback into settings (name, value) values ('a', '2')`.execute(db)
    })
    await expect(twice).rejects.toThrow(/UNIQUE constraint failed: settings.name/)
    expect(await database.query.selectFrom('settings').select('value').where('name', '=', 'a').execute()).toEqual([])
  })

  it('is a full disk where that is what SQLite found', async () => {
    const database = await openSqlite(join(temporaryFolder(), 'paperboy.sqlite'))
    onTestFinished(database.close)
    const { page_count: pages } = database.writer.get<{ page_count: number }>('pragma page_count') ?? { page_count: 0 }
    database.writer.exec(`pragma max_page_count = ${pages + 2}`)
    const bytes = new Uint8Array(1_000_000)
    const full = database.query.transaction().execute(async (db) => {
      await db.insertInto('blobs').values({ sha256: 'a', bytes }).execute()
    })
    expect(databaseFaultOf(await full.catch((error: unknown) => error))).toBe('full')
  })
})

describe.skipIf(process.platform === 'win32')('the files of the archive', () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

  it('are readable by their owner alone, in a folder that is so too', async () => {
    const folder = join(temporaryFolder(), 'data')
    const database = await openSqlite(join(folder, 'paperboy.sqlite'))
    onTestFinished(database.close)
    await database.query.insertInto('settings').values({ name: 'a', value: '1' }).execute()
    expect(modeOf(folder)).toBe('700')
    for (const name of ['paperboy.sqlite', 'paperboy.sqlite-wal', 'paperboy.sqlite-shm'])
      expect(modeOf(join(folder, name))).toBe('600')
  })

  it('of earlier versions are closed, and a folder that holds other things stays as it is', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'old'))
    writeFileSync(join(folder, 'old/paperboy.sqlite'), '')
    writeFileSync(join(folder, 'old/sandbox.jsonl'), '')
    for (const name of ['old', 'old/paperboy.sqlite', 'old/sandbox.jsonl']) chmodSync(join(folder, name), 0o755)
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'notes.txt'), '')
    chmodSync(join(folder, 'notes.txt'), 0o644)
    await (await openSqlite(join(folder, 'old/paperboy.sqlite'))).close()
    await (await openSqlite(join(folder, 'paperboy.sqlite'))).close()
    expect(
      ['old', 'old/paperboy.sqlite', 'old/sandbox.jsonl', '.', 'notes.txt'].map((name) => modeOf(join(folder, name))),
    ).toEqual(['700', '600', '600', '755', '644'])
  })
})
