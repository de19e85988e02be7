// What is in the write-ahead log goes into the file of the archive by another connection.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createCheckpoints, leaveCheckpoints } from '../../src/database/sqlite/checkpoints.ts'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

async function openArchive(): Promise<SqliteDatabase> {
  const database = await openSqlite(join(temporaryFolder(), 'paperboy.sqlite'))
  onTestFinished(database.close)
  return database
}

const write = ({ writer }: SqliteDatabase, from: number, count: number) => {
  for (let n = from; n < from + count; n++)
    writer.run("insert into settings (name, value) values (?, 'written')", [`setting ${n}`])
}

/** What the file holds without its log. */
async function countInFile({ path }: SqliteDatabase): Promise<number> {
  const alone = join(temporaryFolder(), 'paperboy.sqlite')
  copyFileSync(path, alone)
  const opened = await openSqlite(alone)
  onTestFinished(opened.close)
  return opened.reader.get<{ n: number }>("select count(*) as n from settings where value = 'written'")?.n ?? 0
}

it('what was written is in the file once the other connection has had its turn', async () => {
  const database = await openArchive()
  const { checkpoint, close } = createCheckpoints(database.path)
  onTestFinished(close)
  await checkpoint()
  write(database, 0, 700)
  expect(await countInFile(database)).toBe(0)
  await checkpoint()
  expect(await countInFile(database)).toBe(700)
})

it('the other thread is asked after many changes, and not while hardly anything changes', async () => {
  const database = await openArchive()
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let asked = 0
  const { end } = leaveCheckpoints(database, async () => {
    asked += 1
  })
  write(database, 0, 1_000)
  vi.advanceTimersByTime(60_000)
  expect(asked).toBe(0)
  write(database, 1_000, 1_500)
  vi.advanceTimersByTime(60_000)
  expect(asked).toBe(1)
  end()
  write(database, 2_500, 2_500)
  vi.advanceTimersByTime(60_000)
  expect(asked).toBe(1)
})

it('the thread that writes does it itself only where the log has grown very long', async () => {
  const database = await openArchive()
  leaveCheckpoints(database, async () => {}).end()
  expect(database.writer.get('pragma main.wal_autocheckpoint')).toEqual({ wal_autocheckpoint: 16_000 })
})
