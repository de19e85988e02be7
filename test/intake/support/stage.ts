// A folder on disk and an archive in memory, with a clock that the tests move.
import { appendFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createArchive } from '../../../src/create-archive.ts'
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts'
import { createIntake } from '../../../src/intake/intake.ts'
import { createWatchedFolder, type FolderEvent } from '../../../src/intake/watched-folder.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

export const SETTLE = 5_000
const NOON = Date.UTC(2025, 0, 10, 12)
export const digest = (title: string) =>
  `1、[CV] ${title}\n\nA Author\n[Lab]\n标题。摘要。\nAn abstract.\nhttps://arxiv.org/abs/2501.00001\n`

export async function stage() {
  const folder = temporaryFolder()
  const database = await openSqlite(':memory:')
  const archive = await createArchive({ database })
  onTestFinished(async () => {
    await archive.close()
    await database.close()
  })
  let now = NOON
  const intake = createIntake({ archive, now: () => now })
  const watched = () => createWatchedFolder({ folder, settleMs: SETTLE, intake, now: () => now })
  const path = (name: string) => join(folder, name)
  const stamp = (name: string) => utimesSync(path(name), now / 1000, now / 1000)
  return {
    archive,
    database,
    intake,
    now: () => now,
    watched,
    path,
    later: (ms: number) => {
      now += ms
    },
    write: (name: string, text: string | Uint8Array) => {
      writeFileSync(path(name), text)
      stamp(name)
    },
    append: (name: string, text: string) => {
      appendFileSync(path(name), text)
      stamp(name)
    },
  }
}

export const readFiles = (events: readonly FolderEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'read' ? event.reports.map(({ digest, outcome }) => `${digest.file} ${outcome.kind}`) : [],
  )
