import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockArchive } from '../../src/database/lock.ts'
import { checkedParameters } from '../../src/database/parameters.ts'
import { MIGRATIONS } from '../../src/database/sqlite/migrations/index.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-database-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('opening a database', () => {
  it('runs each migration once', async () => {
    const path = join(folder, 'deep/er/archive.sqlite')
    const first = await openSqlite(path)
    expect(first.migrated).toEqual(MIGRATIONS.map(({ name }) => name))
    await first.close()
    const second = await openSqlite(path)
    expect(second.migrated).toEqual([])
    await second.close()
  })

  it('keeps a log that survives the process and enforces foreign keys', async () => {
    const database = await openSqlite(join(folder, 'archive.sqlite'))
    expect(database.writer.get('pragma journal_mode')).toEqual({ journal_mode: 'wal' })
    await expect(database.query.insertInto('paper_keys').values({ key: 'arxiv:1', pid: 99 }).execute()).rejects.toThrow(
      /FOREIGN KEY/,
    )
    await database.close()
  })

  it('undoes a migration that fails and says why', async () => {
    const path = join(folder, 'archive.sqlite')
    const broken = {
      name: '002-broken',
      up: async (db: Parameters<(typeof MIGRATIONS)[number]['up']>[0]) => {
        await db.schema.createTable('half').addColumn('a', 'text').execute()
        throw new Error('no good')
      },
    }
    await expect(openSqlite(path, { migrations: [...MIGRATIONS, broken] })).rejects.toThrow('no good')
    const database = await openSqlite(path)
    expect(database.writer.get("select count(*) as n from sqlite_master where name = 'half'")).toEqual({ n: 0 })
    await database.close()
  })

  it('refuses an archive that a newer program has written', async () => {
    const path = join(folder, 'archive.sqlite')
    const newer = await openSqlite(path, { migrations: [...MIGRATIONS, { name: '999-future', up: async () => {} }] })
    await newer.close()
    await expect(openSqlite(path)).rejects.toThrow(/newer Paperboy.*999-future/)
  })

  it('rolls a transaction back when its body throws', async () => {
    const database = await openSqlite(':memory:')
    await expect(
      database.query.transaction().execute(async (transaction) => {
        await transaction.insertInto('settings').values({ name: 'a', value: 'b' }).execute()
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect(await database.query.selectFrom('settings').where('name', '=', 'a').selectAll().execute()).toEqual([])
    await database.close()
  })

  it('shows readers only what is committed', async () => {
    const database = await openSqlite(join(folder, 'archive.sqlite'))
    await database.query.transaction().execute(async (transaction) => {
      await transaction.insertInto('settings').values({ name: 'a', value: 'b' }).execute()
      expect(database.reader.all("select * from settings where name = 'a'")).toEqual([])
    })
    expect(database.reader.all("select name from settings where name = 'a'")).toEqual([{ name: 'a' }])
    await database.close()
  })
})

describe('parameters of a query', () => {
  it.each([[true], [undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [new Date(0)], [{ a: 1 }], [['x']]])(
    'refuses %s by name instead of storing something else',
    async (value) => {
      expect(() => checkedParameters('select ?', [value])).toThrow(/Parameter 1 of a query is/)
      const database = await openSqlite(':memory:')
      await expect(sql`select ${value as unknown}`.execute(database.query)).rejects.toThrow(TypeError)
      await database.close()
    },
  )

  it('passes what the database can hold unchanged', () => {
    const values = ['x', 1, 1.5, 10n, null, new Uint8Array([1])]
    expect(checkedParameters('select ?', values)).toEqual(values)
  })
})

describe('the lock of an archive', () => {
  it('says who holds it, and is free again once released', () => {
    const path = join(folder, 'archive.sqlite')
    const first = lockArchive(path, 0)
    expect(first.kind).toBe('held')
    expect(lockArchive(path, 0)).toMatchObject({ kind: 'taken', by: { pid: process.pid, since: '1970-01-01T00:00:00.000Z' } })
    if (first.kind === 'held') first.release()
    const second = lockArchive(path, 0)
    expect(second.kind).toBe('held')
    if (second.kind === 'held') second.release()
  })

  it('is free when its holder was killed with SIGKILL', async () => {
    const path = join(folder, 'archive.sqlite')
    const holder = fork(join(import.meta.dirname, 'hold-lock.mjs'), [path], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await new Promise((held) => holder.once('message', held))
    expect(lockArchive(path, 0).kind).toBe('taken')
    const ended = new Promise((exit) => holder.once('exit', exit))
    holder.kill('SIGKILL')
    await ended
    const next = lockArchive(path, 0)
    expect(next.kind).toBe('held')
    if (next.kind === 'held') next.release()
  })
})
