// What the bot keeps is nobody else's to read: subscriptions, reading lists and watches of people.
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const OWN_FILE = /^(?:paperboy\.|sandbox\.jsonl)/
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/**
 * Makes the folder where it is missing. From now on this process makes files that only its user may
 * read, the log and the shared memory of SQLite among them; those of earlier runs are closed as
 * well.
 */
export function keepPrivate(folder: string): void {
  process.umask(0o077)
  const isOurs = !existsSync(folder) || existsSync(join(folder, 'paperboy.sqlite'))
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  if (isOurs) closeTo(folder, FOLDER_MODE)
  for (const name of readdirSync(folder)) if (OWN_FILE.test(name)) closeTo(join(folder, name), FILE_MODE)
}

/** A file of another user, or on a disk without modes, stays as it is. */
function closeTo(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
  }
}
