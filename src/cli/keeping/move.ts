// `paperboy move --to ADDRESS`: carries the archive of the settings into another database, and
// compares both at the end.
import { existsSync, realpathSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, resolve } from 'node:path'
import cliProgress from 'cli-progress'
import { archiveAddress } from '../../archive-address.ts'
import { type LockHolder, sayHolder } from '../../database/lock.ts'
import { lockDatabase } from '../../database/lock-database.ts'
import { type MoveOutcome, type MoveProgress, moveArchive } from '../../database/moving/move-archive.ts'
import { openDatabase } from '../../database/open-database.ts'
import { isPostgresUrl, withoutPassword } from '../../database/postgres/url.ts'
import { keepPrivate } from '../../database/private-files.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'

interface MoveFlags extends ConfigFlags {
  readonly to: string
}

/** 0 where both hold the same; 1 where they differ in the end; 2 where nothing was moved. */
export async function move(options: MoveFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  const [from, to] = [archiveAddress(config), options.to]
  if (!isPostgresUrl(from) && !existsSync(from))
    return complain(`There is no archive at ${from}. Is data.folder (PAPERBOY_DATA) right?`)
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(to) && !isPostgresUrl(to))
    return complain(`${withoutPassword(to)} is neither the address of a PostgreSQL database (postgres://…) nor a file.`)
  if (isSamePlace(from, to)) return complain(alreadyThere(to))
  return await withLock(from, () => withLock(to, () => moveLocked(from, to)))
}

function isSamePlace(from: string, to: string): boolean {
  if (isPostgresUrl(from) || isPostgresUrl(to)) return from === to
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path))
  return real(from) === real(to)
}

const alreadyThere = (to: string) => `${withoutPassword(to)} is where the archive is now. Name another place with --to.`

/** One database may have several addresses. */
const isThisProcess = (holder: LockHolder | null) => holder?.pid === process.pid && holder.host === hostname()

async function withLock(address: string, body: () => Promise<number>): Promise<number> {
  if (!isPostgresUrl(address)) keepPrivate(dirname(address))
  const lock = await lockDatabase(address, { now: Date.now() })
  if (lock.kind === 'taken' && isThisProcess(lock.by)) return complain(alreadyThere(address))
  if (lock.kind === 'taken')
    return complain(
      `The archive ${withoutPassword(address)} is in use by ${sayHolder(lock.by)}. Stop ${(lock.by?.processes ?? 1) === 1 ? 'that one' : 'them'} first.`,
    )
  try {
    return await body()
  } finally {
    await lock.release()
  }
}

async function moveLocked(from: string, to: string): Promise<number> {
  const source = await openDatabase(from)
  try {
    const target = await openDatabase(to)
    const bar = createBar()
    try {
      const outcome = await moveArchive({ source, target, onProgress: bar.show })
      bar.stop()
      return report(outcome, source.place, target.place)
    } finally {
      bar.stop()
      await target.close()
    }
  } finally {
    await source.close()
  }
}

function report(outcome: MoveOutcome, from: string, to: string): number {
  if (outcome.kind === 'refused') return complain(outcome.why)
  for (const { name, source, target } of outcome.tables) {
    const isSame = source.sha256 === target.sha256
    const there = isSame ? 'equal' : `${target.rows} rows there, ${target.sha256.slice(0, 12)}: not equal`
    process.stdout.write(`${name.padEnd(18)} ${String(source.rows).padStart(9)} rows  ${source.sha256.slice(0, 12)}  ${there}\n`)
  }
  if (outcome.kind === 'differs')
    return complain(`${from} and ${to} differ: something has written meanwhile. Stop it and run this again.`, 1)
  const setting = isPostgresUrl(to)
    ? `Set data.database (PAPERBOY_DATABASE) to its address`
    : `Put it into data.folder (PAPERBOY_DATA) as paperboy.sqlite, leave out data.database (PAPERBOY_DATABASE)`
  process.stdout.write(
    `${to} and ${from} are equal. ${setting} before the next start; the archive that it came from stays as it is, and no bot may run on it any more.\n`,
  )
  return 0
}

function complain(why: string, code = 2): number {
  process.stderr.write(`${why}\n`)
  return code
}

function createBar() {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} }
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} rows, {table}, {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
  })
  bar.start(1, 0, { table: '' })
  return {
    show({ done, total, table }: MoveProgress) {
      bar.setTotal(total)
      bar.update(done, { table })
    },
    stop: () => bar.stop(),
  }
}
