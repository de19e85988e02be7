// `paperboy restore FILE`: puts a copy of the archive in its place, after a look at it.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { archiveFile } from '../../archive-address.ts'
import { lockArchive } from '../../database/lock.ts'
import { withoutPassword } from '../../database/postgres/url.ts'
import { keepPrivate } from '../../database/private-files.ts'
import { type CopyContents, checkCopy } from '../../database/sqlite/copy.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'

interface RestoreFlags extends ConfigFlags {
  readonly force?: boolean
}

/** What SQLite keeps next to an archive: left behind, it would be taken for that of the copy. */
const COMPANIONS = ['-wal', '-shm']

/** 0 when the copy is in place; 2 where it can't be, and then nothing has changed. */
export async function restoreArchive(file: string, options: RestoreFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  if (config.data.database !== null)
    return complain(
      `The archive is on ${withoutPassword(config.data.database)}. Restore it with pg_restore, or leave out data.database (PAPERBOY_DATABASE) to put a file in its place.`,
    )
  if (!existsSync(file)) return complain(`${file}: there is no such file.`)
  const checked = checkCopy(file)
  if (checked.kind === 'unusable') return complain(checked.why)
  keepPrivate(config.data.folder)
  const archive = archiveFile(config)
  const lock = lockArchive(archive, Date.now())
  if (lock.kind === 'taken') return complain(`A bot is running on ${archive}. Stop it first.`)
  try {
    const replaced = `${archive}.replaced`
    if (existsSync(archive) && options.force !== true)
      return complain(`There is already an archive at ${archive}; --force moves it to ${replaced}.`)
    const part = `${archive}.part`
    copyFileSync(file, part)
    if (existsSync(archive)) for (const end of ['', ...COMPANIONS]) putAside(archive + end, replaced + end)
    renameSync(part, archive)
  } finally {
    lock.release()
  }
  process.stdout.write(`${textOf(archive, checked.contents)}\n`)
  return 0
}

function putAside(path: string, aside: string): void {
  rmSync(aside, { force: true })
  if (existsSync(path)) renameSync(path, aside)
}

function textOf(archive: string, { digests, papers, unsent, channels }: CopyContents): string {
  return [
    `${archive}: ${digests} digests, ${papers} papers`,
    `At the next start its ${channels} channels are searched for what was posted after the backup, and for ${unsent} messages that the backup has as unsent. What is found there is not posted again.`,
    'The search index is rebuilt if it belongs to another archive.',
  ].join('\n')
}

function complain(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}
