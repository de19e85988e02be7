// A newer program brings the database up to its own tables while an older one runs.
import { type Kysely, sql } from 'kysely'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { createLeases } from '../../src/cluster/leases.ts'
import type { Database } from '../../src/database/database.ts'
import { databaseFaultOf } from '../../src/database/faults.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { MIGRATIONS } from '../../src/database/postgres/migrations.ts'
import { steadyClock } from '../../src/schedule/clock.ts'
import { until } from '../support/until.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'

const server = inject('postgres') ?? ''

/** It makes a column that every new row of a setting needs. */
const NEWER = [
  ...MIGRATIONS,
  {
    name: '999-newer',
    async up(db: Kysely<unknown>) {
      await sql`alter table settings add column written_by text not null default 'an older one'`.execute(db)
      await sql`alter table settings alter column written_by drop default`.execute(db)
    },
  },
]

async function open(url: string, migrations = MIGRATIONS): Promise<Database> {
  const database = await openDatabase(url, { migrations })
  onTestFinished(database.close)
  return database
}

async function openOlder() {
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const older = await open(url)
  const said: string[] = []
  const watching = older.shared?.watchSchema((why) => said.push(why))
  onTestFinished(async () => await watching?.close())
  return { url, older, said }
}

const write = async ({ query }: Database, name: string) =>
  await query.transaction().execute(async (db) => {
    await db.insertInto('settings').values({ name, value: 'x' }).execute()
  })

describe.skipIf(inject('postgres') === null)('a newer program', () => {
  it('ends the older one at once, with what a person should do', async () => {
    const { url, said } = await openOlder()
    const before = performance.now()
    await open(url, NEWER)
    await until(() => said.length > 0, 'the line', 3_000)
    expect(performance.now() - before).toBeLessThan(3_000)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/newer Paperboy.*test_.*Start this one again in the same version/)
    expect(said[0]).not.toContain('\n')
  })

  it('is found by looking where its notice was lost', async () => {
    const { older, said } = await openOlder()
    await sql`insert into migrations (name) values ('999-newer')`.execute(older.query)
    await until(() => said.length > 0, 'the line', 10_000)
    expect(said).toHaveLength(1)
  })

  it('lets the older one write in no transaction, even before that has noticed, and take no lease', async () => {
    const { url, older } = await openOlder()
    const leases = createLeases({ database: older, clock: steadyClock })
    const held = await leases.acquire('leader', 'older', 12_000)
    if (held.kind !== 'acquired') throw new Error('taken')
    const inTerm = older.shared?.fencedBy({ lease: 'leader', number: held.fence })
    if (inTerm === undefined) throw new Error('nobody shares it')
    onTestFinished(inTerm.close)
    await write(inTerm, 'before')
    await open(url, NEWER)
    const faults = await Promise.all(
      [
        write(older, 'in a transaction'),
        write(inTerm, 'in a term'),
        inTerm.query.updateTable('settings').set({ value: 'y' }).where('name', '=', 'before').execute(),
        leases.acquire('leader', 'older', 12_000),
      ].map((written) => written.then(() => 'written', databaseFaultOf)),
    )
    expect(faults).toEqual(['outdated', 'outdated', 'outdated', 'outdated'])
    const rows = await older.query.selectFrom('settings').select(['name', 'value']).where('name', '!=', 'archive').execute()
    expect(rows).toEqual([{ name: 'before', value: 'x' }])
  })

  it('waits for what the older one is writing, and that is written whole', async () => {
    const { url, older } = await openOlder()
    let migrating: Promise<Database> | undefined
    await older.query.transaction().execute(async (db) => {
      await db.insertInto('settings').values({ name: 'one', value: 'x' }).execute()
      migrating = open(url, NEWER)
      await until(async () => {
        const { rows } = await sql<{ waits: number }>`
          select count(*)::integer as waits from pg_locks where locktype = 'advisory' and not granted`.execute(older.query)
        return (rows[0]?.waits ?? 0) > 0
      }, 'the migration to wait')
      await db.insertInto('settings').values({ name: 'two', value: 'x' }).execute()
    })
    expect((await migrating)?.migrated).toEqual(['999-newer'])
    const rows = await older.query.selectFrom('settings').select('name').orderBy('name').execute()
    expect(rows.map(({ name }) => name)).toEqual(['archive', 'one', 'two'])
  })
})
