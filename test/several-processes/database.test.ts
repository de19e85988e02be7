// Three processes on one PostgreSQL database that is restarted, fails over to an empty standby, takes
// no more connections, becomes slow, and gets the tables of a newer program. Meanwhile a digest
// arrives and people go on using the commands.
import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { MIGRATIONS } from '../../src/database/postgres/migrations.ts'
import { findPostgres, startPostgres } from '../support/postgres-server.ts'
import { seeded } from '../support/seeded.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'
import { type Cluster, DATABASE, ROLE, startCluster } from './support/cluster.ts'
import { faultsOfLeaders, faultsOfPosts, judgeInteractions } from './support/judge.ts'
import { MAX_ANSWER_MS, startPeople } from './support/people.ts'

const SEED = Number(process.env.SEED ?? 4242)
const PROCESSES = 3
const MINUTE = 60_000
/** Longer than a lease. */
const TROUBLE_MS = 13_000

let cluster: Cluster
const hasPostgres = findPostgres() !== null

async function through(begin: () => Promise<void> | void, end: () => Promise<void> | void): Promise<void> {
  const { author, watched } = cluster
  const before = watched.interactions.length
  await begin()
  author.writeDigest()
  await wait(TROUBLE_MS)
  await end()
  await cluster.untilPosted(2 * MINUTE)
  const until = watched.interactions.length
  await wait(MAX_ANSWER_MS)
  const held = { leases: await cluster.leases(), members: cluster.members }
  const { answered, faults } = judgeInteractions(watched.interactions.slice(before, until), [], held)
  expect(faults).toEqual([])
  expect(answered).toBeGreaterThan(10)
  expect(faultsOfLeaders(watched, held)).toEqual([])
}

describe.skipIf(!hasPostgres)('three processes post everything once, and answer everybody', () => {
  const stops: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    cluster = await startCluster(temporaryFolder(afterAll), PROCESSES, seeded(SEED))
    const people = startPeople(cluster.world, seeded(SEED + 1))
    stops.push(people.stop, cluster.close)
    cluster.author.writeDigest()
    await cluster.untilPosted(2 * MINUTE)
  })
  afterAll(async () => {
    for (const stop of stops) await stop()
  })

  it('when the server is restarted', () => through(cluster.server.stop, cluster.server.start))

  it('when it fails over to an empty read-only server, and back', async () => {
    const empty = await startPostgres(findPostgres() ?? '')
    try {
      empty.run(`create role ${ROLE} login`)
      empty.run(`create database ${DATABASE} owner ${ROLE}`)
      empty.run(`alter database ${DATABASE} set default_transaction_read_only = on`)
      const { members, server } = cluster
      const lead = (to: string) => {
        for (const { toDatabase } of members) toDatabase.leadTo(to)
      }
      await through(
        () => lead(empty.url),
        () => lead(server.url),
      )
      const tables = empty.run(`select count(*) from pg_stat_user_tables`)
      expect(tables.trim()).toBe('0')
    } finally {
      await empty.close()
    }
  })

  it('when it takes no more connections', () => {
    const { server } = cluster
    const limit = (connections: number) => {
      server.run(`alter role ${ROLE} connection limit ${connections}`)
      server.run(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${ROLE}'`)
    }
    return through(
      () => limit(0),
      () => limit(-1),
    )
  })

  it('when each of its answers takes half a second more', () => {
    const delay = (ms: number) => {
      for (const { toDatabase } of cluster.members) toDatabase.delay(ms)
    }
    return through(
      () => delay(250),
      () => delay(0),
    )
  })

  it('until a newer program has changed the tables: then each ends with a line that says so', async () => {
    const newer = {
      name: '999-newer',
      up: async (db: Kysely<unknown>) => void (await sql`create table newer_table (id text primary key)`.execute(db)),
    }
    await (await openDatabase(cluster.database, { migrations: [...MIGRATIONS, newer] })).close()
    const { members } = cluster
    await until(() => members.every((member) => member.failure() !== null), 'all processes to end', MINUTE)
    for (const member of members) expect(member.failure()).toMatch(/A newer Paperboy has changed the tables of .*paperboy/)
    expect(faultsOfPosts(cluster.world, cluster.author)).toEqual([])
  })
})
