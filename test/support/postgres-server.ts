// The real PostgreSQL for the suites of what is stored: a server of its own in a temporary folder,
// with a socket there and no port, gone afterwards.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface PostgresServer {
  /** Of the database that a client may always open, to make others. */
  readonly url: string
  urlOf(database: string): string
  /** Runs one statement, such as `create database a`. */
  run(sql: string): string
  /** `fast`: connections are cut, transactions rolled back. Then `start` may follow. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes a temporary folder. */
  close(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'

/** The folder of PostgreSQL's programs; null where it is not installed. */
export function findPostgres(): string | null {
  const folders = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : []
  const onPath = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '')
  return [...folders, ...onPath].find((folder) => existsSync(join(folder, 'initdb'))) ?? null
}

/** PostgreSQL refuses to run as root: then it runs as the user of Debian's package. */
const SERVER_USER = 'postgres'

/** Nothing has to survive a loss of power here. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60']

/** `kept`: a folder in which its data stay for the next start, instead of a temporary one. */
export async function startPostgres(programs: string, kept: string | null = null): Promise<PostgresServer> {
  if (kept !== null) mkdirSync(kept, { recursive: true })
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'paperboy-postgres-'))
  const remove = () => {
    if (kept === null) rmSync(folder, { recursive: true, force: true })
  }
  const data = join(folder, 'data')
  const user = process.getuid?.() === 0 ? idsOf(SERVER_USER) : null
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const program = (name: string, args: readonly string[]) =>
    execFileSync(join(programs, name), args, { ...user, cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  // Sorted as people sort: the stores must not depend on it.
  const locale = ['-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en']
  if (!existsSync(data)) program('initdb', ['-D', data, '-U', SERVER_USER, '-A', 'trust', '--no-sync', ...locale])
  const urlOf = (database: string) => `postgres://${SERVER_USER}@${encodeURIComponent(folder)}/${database}`
  let server: ChildProcess | null = null
  const run = (sql: string) => program('psql', ['-h', folder, '-U', SERVER_USER, '-XAtq', '-c', sql, 'postgres'])

  async function start(): Promise<void> {
    const settings = SETTINGS.flatMap((setting) => ['-c', setting])
    const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', ...settings]
    server = spawn(join(programs, 'postgres'), args, { ...user, cwd: folder, stdio: 'ignore' })
    for (let tries = 0; ; tries++) {
      try {
        run('select 1')
        return
      } catch (error) {
        if (tries > 200 || server.exitCode !== null) throw error
        await wait(50)
      }
    }
  }

  async function stop(): Promise<void> {
    const running = server
    server = null
    if (running === null || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    // What PostgreSQL calls a fast shutdown.
    running.kill('SIGINT')
    await ended
  }

  // Whoever started it may end without a word.
  process.once('exit', () => {
    server?.kill('SIGQUIT')
    remove()
  })
  await start()
  return {
    url: urlOf('postgres'),
    urlOf,
    run,
    start,
    stop,
    async close() {
      await stop()
      remove()
    },
  }
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
