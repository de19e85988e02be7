// `paperboy backup FILE`: a verified copy of the archive; the bot may run meanwhile.
import { existsSync, renameSync, rmSync } from 'node:fs'
import cliProgress from 'cli-progress'
import { archiveFile } from '../../archive-address.ts'
import { rethrowAsUnusable } from '../../database/faults.ts'
import { withoutPassword } from '../../database/postgres/url.ts'
import { checkCopy, copyDatabase } from '../../database/sqlite/copy.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'

interface BackupFlags extends ConfigFlags {
  readonly force?: boolean
}

/** 0 when the copy is whole and verified; 2 where it can't be made. */
export async function backupArchive(file: string, options: BackupFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  if (config.data.database !== null)
    return complain(
      `The archive is on ${withoutPassword(config.data.database)}. Back it up with pg_dump; or, while no bot runs, carry it into a file with: paperboy move --to ${file}`,
    )
  const archive = archiveFile(config)
  if (!existsSync(archive)) return complain(`There is no archive at ${archive}. Is data.folder (PAPERBOY_DATA) right?`)
  if (existsSync(file) && options.force !== true) return complain(`${file} already exists; --force replaces it.`)
  const part = `${file}.part`
  process.umask(0o077)
  rmSync(part, { force: true })
  const bar = createBar()
  try {
    await copyDatabase(archive, part, bar.show).catch((error: unknown) => rethrowAsUnusable(error, archive))
    const checked = checkCopy(part)
    if (checked.kind === 'unusable') return complain(checked.why)
    renameSync(part, file)
    const { digests, papers } = checked.contents
    process.stdout.write(`${file}: ${digests} digests, ${papers} papers; verified\n`)
    return 0
  } finally {
    bar.stop()
    for (const end of ['', '-wal', '-shm']) rmSync(part + end, { force: true })
  }
}

function complain(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}

function createBar() {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} }
  const bar = new cliProgress.SingleBar({ format: '{bar} {percentage} %', stream: process.stderr, clearOnComplete: true })
  bar.start(1, 0)
  return {
    show({ done, total }: { readonly done: number; readonly total: number }) {
      bar.setTotal(total)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
