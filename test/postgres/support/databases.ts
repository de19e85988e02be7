// Databases of the server that `start-server.ts` has started, each for one test.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { openDatabase } from '../../../src/database/open-database.ts'

/** Empty and up to date. */
export const TEMPLATE = 'paperboy_template'

/** Runs a statement that belongs to no database of a test, such as one that makes it. */
export async function runOnServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}postgres` })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** The address of a new database; `options` are those of `create database`. */
export async function createTestDatabase(server: string, options = ''): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await runOnServer(server, `create database ${name} ${options}`)
  onTestFinished(() => runOnServer(server, `drop database ${name} with (force)`))
  return `${server}${name}`
}

export async function openPostgresForTest(server: string): Promise<Database> {
  return await openDatabase(await createTestDatabase(server, `template ${TEMPLATE}`))
}

const byFolder = new Map<string, string>()

/** The same database for the same folder: what runs there is started again on what it had. It goes with the server. */
export async function databaseOf(server: string, folder: string): Promise<string> {
  const known = byFolder.get(folder)
  if (known !== undefined) return known
  const name = `folder_${randomBytes(6).toString('hex')}`
  await runOnServer(server, `create database ${name} template ${TEMPLATE}`)
  byFolder.set(folder, `${server}${name}`)
  return `${server}${name}`
}
