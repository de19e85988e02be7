// Starts the server of the project `postgres` before its first suite, with an empty database that
// each test gets a copy of.
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../../src/database/open-database.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../../support/postgres-server.ts'
import { TEMPLATE } from './databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The address of the server, without a database; null where there is none, and undefined in
     * projects that do not use it.
     */
    postgres: string | null | undefined
  }
}

let server: PostgresServer | null = null

export async function setup(project: TestProject): Promise<void> {
  const programs = findPostgres()
  if (programs === null) {
    console.log("PostgreSQL is not installed (Debian's package postgresql): the suites on it are skipped")
    project.provide('postgres', null)
    return
  }
  server = await startPostgres(programs)
  server.run(`create database ${TEMPLATE}`)
  const template = await openDatabase(server.urlOf(TEMPLATE))
  await template.close()
  project.provide('postgres', server.urlOf(''))
}

export async function teardown(): Promise<void> {
  await server?.close()
}
