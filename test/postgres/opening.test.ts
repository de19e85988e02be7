// A database on PostgreSQL is opened, migrated by one process at a time, and refused in words that
// say what to do.
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { createLeases } from '../../src/cluster/leases.ts'
import type { Database } from '../../src/database/database.ts'
import { databaseFaultOf } from '../../src/database/faults.ts'
import { sayHolder } from '../../src/database/lock.ts'
import { lockDatabase } from '../../src/database/lock-database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { MIGRATIONS } from '../../src/database/postgres/migrations.ts'
import { withoutPassword } from '../../src/database/postgres/url.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { steadyClock } from '../../src/schedule/clock.ts'
import { columnsOf } from '../contracts/columns-of.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { until } from '../support/until.ts'
import { createTestDatabase, runOnServer, TEMPLATE } from './support/databases.ts'
import { startOldServer } from './support/old-server.ts'
import { openProxy } from './support/proxy.ts'

const server = inject('postgres') ?? ''

async function open(url: string, migrations = MIGRATIONS): Promise<Database> {
  const database = await openDatabase(url, { migrations })
  onTestFinished(() => database.close())
  return database
}

const future = (up: (db: Kysely<unknown>) => Promise<void> = async () => {}) => [...MIGRATIONS, { name: '999-future', up }]

describe.skipIf(inject('postgres') === null)('opening a database on PostgreSQL', () => {
  it('runs each migration once', async () => {
    const url = await createTestDatabase(server)
    expect((await open(url)).migrated).toEqual(MIGRATIONS.map(({ name }) => name))
    expect((await open(url)).migrated).toEqual([])
  })

  it('lets one of several that start at once migrate', async () => {
    const url = await createTestDatabase(server)
    const databases = await Promise.all(Array.from({ length: 4 }, () => open(url)))
    const ran = databases.flatMap(({ migrated }) => migrated)
    expect(ran).toEqual(MIGRATIONS.map(({ name }) => name))
  })

  it('undoes a migration that fails and says why', async () => {
    const url = await createTestDatabase(server)
    const broken = future(async (db) => {
      await sql`create table half (a text)`.execute(db)
      throw new Error('no good')
    })
    await expect(openDatabase(url, { migrations: broken })).rejects.toThrow('no good')
    const database = await open(url)
    expect((await columnsOf(database)).has('half')).toBe(false)
  })

  it('refuses one that a newer program has written', async () => {
    const url = await createTestDatabase(server)
    await open(url, future())
    await expect(openDatabase(url)).rejects.toThrow(/newer Paperboy.*999-future.*Upgrade Paperboy/)
  })

  it('has the tables, columns and indexes that SQLite has', async () => {
    const postgres = await open(await createTestDatabase(server))
    const sqlite = await openSqlite(':memory:')
    onTestFinished(() => sqlite.close())
    const tables = new Map(await columnsOf(postgres))
    // Its own, for those who keep a copy.
    expect(tables.delete('digest_changes')).toBe(true)
    expect(tables).toEqual(await columnsOf(sqlite))
    const { rows } = await sql<{ name: string }>`
      select indexname as name from pg_indexes where schemaname = 'public' and tablename != 'digest_changes' and indexname !~ '_(pkey|id_key)$'`.execute(
      postgres.query,
    )
    const named = sqlite.reader.all<{ name: string }>("select name from sqlite_master where type = 'index' and sql is not null")
    expect(rows.map(({ name }) => name).sort()).toEqual(named.map(({ name }) => name).sort())
  })

  it('keeps every text by its bytes', async () => {
    const { query } = await open(await createTestDatabase(server))
    const { rows } = await sql`
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and data_type in ('text', 'character varying') and collation_name is distinct from 'C'
        and table_name != 'migrations'`.execute(query)
    expect(rows).toEqual([])
  })
})

describe.skipIf(inject('postgres') === null)('a database on PostgreSQL that cannot be used', () => {
  it.each<[string, (url: string) => string, RegExp]>([
    [
      'no server',
      () => 'postgres://ann:secret@127.0.0.1:1/paperboy',
      /postgres:\/\/ann@127.0.0.1:1\/paperboy can't be reached.*running/,
    ],
    ['no such host', () => 'postgres://ann:secret@paperboy.invalid/paperboy', /can't be reached/],
    ['no such database', (url) => `${url}nothing`, /no such database.*create database/],
    [
      'no such user',
      (url) => `${url.replace('//postgres@', '//nobody:secret@')}postgres`,
      /does not let this user in.*password right/,
    ],
    ['no address', () => 'postgres://ann:secret@[/paperboy', /is no address of a database.*postgres:\/\/user:password@host/],
  ])('says what to do: %s', async (_, address, said) => {
    const opened = openDatabase(address(server))
    await expect(opened).rejects.toMatchObject({ name: 'UnusableDatabase', message: expect.stringMatching(said) })
    await expect(opened).rejects.not.toThrow(/secret/)
  })

  it('says what to do where it does not keep Unicode', async () => {
    const url = await createTestDatabase(server, "encoding 'SQL_ASCII' locale 'C' template template0 locale_provider libc")
    await expect(openDatabase(url)).rejects.toThrow(/keeps text as SQL_ASCII.*encoding 'UTF8'/)
  })

  it('says what to do where the user may not make tables, or write', async () => {
    const url = await createTestDatabase(server)
    const name = url.slice(server.length)
    await runOnServer(server, `create role ${name}_guest login`)
    onTestFinished(() => runOnServer(server, `drop role ${name}_guest`))
    const guest = url.replace('//postgres@', `//${name}_guest@`)
    await expect(openDatabase(guest)).rejects.toThrow(/may not do what is needed.*owner/)
    await runOnServer(server, `alter database ${name} set default_transaction_read_only = on`)
    await expect(openDatabase(url)).rejects.toThrow(/is read-only.*standby/)
  })

  it('says what to do where it asks for TLS and the server has none', async () => {
    const url = await createTestDatabase(server)
    const opened = openDatabase(`${url}?sslmode=require`)
    await expect(opened).rejects.toThrow(/has no TLS.*sslmode/)
  })

  it('says what to do where the server is too old', async () => {
    await expect(openDatabase(await startOldServer(12))).rejects.toThrow(
      /ann@.* is PostgreSQL 12; Paperboy needs 13 or newer.*Upgrade/,
    )
  })

  it('says what to do where another program has its tables there', async () => {
    const url = await createTestDatabase(server)
    const other = await openDatabase(url, {
      migrations: [{ name: '014-other', up: (db) => sql`create table papers (a text)`.execute(db).then(() => {}) }],
    })
    await sql`drop table migrations`.execute(other.query)
    await other.close()
    await expect(openDatabase(url)).rejects.toThrow(/tables of another program.*"papers".*database of its own/)
  })

  it('is named without its password', () => {
    for (const odd of [
      'postgres://ann:se@cret@host/a',
      'postgres://ann:12/secret@host/a',
      'postgres://ann:a?secret@host/a',
      'mysql://ann:secret@host',
    ])
      expect(withoutPassword(odd)).not.toMatch(/se|cret/)
    expect(withoutPassword('postgres://host:5432/a?user=ann@firm')).toBe('postgres://host:5432/a?user=ann@firm')
    expect(withoutPassword('postgres://ann:s%3Ae@host:5432/a?sslmode=require')).toBe('postgres://ann@host:5432/a?sslmode=require')
    expect(withoutPassword('postgresql://host/a?user=ann&password=secret&host=/tmp')).toBe(
      'postgresql://host/a?user=ann&password=…&host=/tmp',
    )
  })
})

describe.skipIf(inject('postgres') === null)('a server that is restarted', () => {
  let own: PostgresServer
  beforeAll(async () => {
    own = await startPostgres(findPostgres() ?? '')
  })
  afterAll(() => own.close())

  it('is used again by who had it open, and what was under way is undone', async () => {
    const { query } = await open(own.url)
    const cut = query.transaction().execute(async (handle) => {
      await handle.insertInto('settings').values({ name: 'half', value: '' }).execute()
      await own.stop()
      await handle.insertInto('settings').values({ name: 'whole', value: '' }).execute()
    })
    await expect(cut).rejects.toThrow(/terminat|closed|ECONN|not queryable/i)
    await expect(query.selectFrom('settings').selectAll().execute()).rejects.toThrow()
    await own.start()
    const names = await query.selectFrom('settings').select('name').execute()
    expect(names.map(({ name }) => name)).toEqual(['archive'])
  })
})

describe.skipIf(inject('postgres') === null)('a server that does not answer', () => {
  it('is away for every connection, also for that of the leases and those of a term', async () => {
    const url = await createTestDatabase(server, `template ${TEMPLATE}`)
    const proxy = await openProxy(server)
    onTestFinished(proxy.close)
    const database = await open(proxy.urlOf(url))
    const { shared } = database
    if (shared === null) throw new Error('nobody shares it')
    const fence = { lease: 'leader', number: 1 }
    const leases = createLeases({ database, clock: steadyClock })
    await leases.acquire('leader', 'ann', 60_000)
    const handles = [database.query, shared.urgent, shared.fencedBy(fence).query]
    const write = (query: Database['query']) =>
      query.transaction().execute((handle) => handle.updateTable('settings').set({ value: 'x' }).execute())
    const away = expect.toSatisfy((error) => databaseFaultOf(error) === 'unreachable')
    for (const query of handles) await write(query)
    proxy.cut()
    for (const query of handles) await expect(write(query)).rejects.toEqual(away)
    proxy.heal()
    for (const query of handles) await write(query)
    proxy.stop()
    await expect(write(shared.urgent)).rejects.toEqual(away)
    proxy.heal()
    for (const query of handles) await write(query)
  })
})

describe.skipIf(inject('postgres') === null)('the lock of a running bot', () => {
  it.each([true, false])(
    'is taken back where the connection was lost and the server has not noticed (shared: %s)',
    async (share) => {
      const url = await createTestDatabase(server)
      const proxy = await openProxy(server)
      onTestFinished(proxy.close)
      let isTaken = false
      const lock = await lockDatabase(proxy.urlOf(url), {
        ...{ now: 0, share },
        onTaken: () => {
          isTaken = true
        },
      })
      if (lock.kind !== 'held') throw new Error('it is free')
      const sessions = async () => {
        const { rows } = await sql<{ pid: number }>`select pid from pg_locks where locktype = 'advisory' and objid = 7470003
        and database = (select oid from pg_database where datname = current_database())`.execute(database.query)
        return rows.map(({ pid }) => pid)
      }
      const database = await open(url)
      const [first] = await sessions()
      proxy.abandon()
      await until(async () => (await sessions()).some((pid) => pid !== first), 'another session with the lock')
      expect(isTaken).toBe(false)
      expect((await lockDatabase(url, { now: 0 })).kind).toBe('taken')
      await lock.release()
      await until(async () => (await sessions()).length === 0, 'the lock to be free')
    },
  )

  it('is shared by bots, and says how many keep it from who wants it alone', async () => {
    const url = await createTestDatabase(server)
    const bots = await Promise.all([1, 2].map(() => lockDatabase(url, { now: 0, share: true })))
    expect(bots.map(({ kind }) => kind)).toEqual(['held', 'held'])
    const alone = await lockDatabase(url, { now: 0 })
    if (alone.kind !== 'taken') throw new Error('it is not free')
    expect(sayHolder(alone.by)).toMatch(new RegExp(`^2 processes, the oldest of them process ${process.pid} on .+, started 2`))
    for (const bot of bots) if (bot.kind === 'held') await bot.release()
    const mover = await lockDatabase(url, { now: 0 })
    if (mover.kind !== 'held') throw new Error('it is free')
    expect((await lockDatabase(url, { now: 0, share: true })).kind).toBe('taken')
    await mover.release()
  })
})
