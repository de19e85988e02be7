// Processes of the built program on one database of a real PostgreSQL server, in one Discord.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../../src/database/open-database.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../../support/postgres-server.ts'
import { buildBot } from '../../support/process.ts'
import type { Seeded } from '../../support/seeded.ts'
import { until } from '../../support/until.ts'
import { type Author, createAuthor } from './author.ts'
import { faultsOfPosts } from './judge.ts'
import { createMember, type Member } from './member.ts'
import { type NotedLease, notedLeases, noteLeases } from './noted-leases.ts'
import { type Watched, watchSandbox } from './watch.ts'
import { type ClusterWorld, createClusterWorld } from './world.ts'

export interface Cluster {
  readonly world: ClusterWorld
  readonly server: PostgresServer
  /** The address of the database, without a proxy. */
  readonly database: string
  readonly members: readonly Member[]
  readonly author: Author
  readonly watched: Watched
  /** Who has held which lease until now. */
  leases(): Promise<readonly NotedLease[]>
  /** Resolves when everything is posted and nothing more is sent; rejects with what is missing. */
  untilPosted(limitMs: number): Promise<void>
  /** Throws where a process has ended by itself. */
  demandAlive(): void
  close(): Promise<void>
}

export const DATABASE = 'paperboy'
/** One that limits of connections hold for. */
export const ROLE = 'bot'
/** What would be sent twice is sent by then. */
const QUIET_MS = 5_000

/** With CLUSTER_LOGS, a folder, what the processes wrote is kept there. */
function keepLogs(members: readonly Member[]): void {
  const folder = process.env.CLUSTER_LOGS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of members) writeFileSync(join(folder, `${name}.log`), text())
}

export async function startCluster(folder: string, processes: number, chance: Seeded): Promise<Cluster> {
  buildBot()
  const server = await startPostgres(findPostgres() ?? '')
  server.run(`create role ${ROLE} login`)
  server.run(`create database ${DATABASE} owner ${ROLE}`)
  const database = server.urlOf(DATABASE).replace('//postgres@', `//${ROLE}@`)
  await (await openDatabase(database)).close()
  await noteLeases(database)
  const world = await createClusterWorld(folder)
  const { sandbox } = world
  const watched = watchSandbox(sandbox)
  const names = Array.from({ length: processes }, (_, index) => `process-${index + 1}`)
  const members = await Promise.all(names.map((name) => createMember({ name, world, server: server.url, database, folder })))
  await Promise.all(members.map((member) => member.start()))
  const author = createAuthor(world.digests, chance)

  function demandAlive(): void {
    for (const member of members) {
      const failure = member.failure()
      if (failure !== null) throw new Error(failure)
    }
  }

  return {
    world,
    server,
    database,
    members,
    author,
    watched,
    leases: () => notedLeases(database),
    demandAlive,
    async untilPosted(limitMs) {
      const isQuiet = () => Date.now() - (watched.leaderRequests.at(-1)?.at ?? 0) > QUIET_MS
      let missing: readonly string[] = []
      const done = () => {
        demandAlive()
        if (!isQuiet()) return false
        missing = faultsOfPosts(world, author)
        return missing.length === 0
      }
      await until(done, 'everything to be posted', limitMs).catch((error: Error) => {
        throw new Error(`${error.message}\n${faultsOfPosts(world, author).slice(0, 20).join('\n')}`)
      })
    },
    async close() {
      watched.stop()
      keepLogs(members)
      await Promise.all(members.map((member) => member.close()))
      await sandbox.stop()
      await server.close()
    },
  }
}
