// What happens when the machine says no. Each of these is a line of docs/failures.md.
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openConnection } from '../../src/database/sqlite/connection.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, type Stage } from './support/stage.ts'

const MINUTE = 60_000

async function subscribed(path?: string): Promise<Stage> {
  const stage = await createStage({}, path)
  await stage.subscribe()
  return stage
}

async function arrives(stage: Stage): Promise<void> {
  const papers = featured(...Array.from({ length: 30 }, (_, i) => `aaaa${String(i).padStart(2, '0')}`))
  await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers }))
  await stage.pass(MINUTE)
}
const MESSAGES = 31

describe('a full disk', () => {
  it('while a digest is planned leaves nothing half decided, and all is sent once there is room', async () => {
    const stage = await subscribed()
    // Pages that are free in the file would be room, too.
    stage.sqlite.writer.exec(`create table filler as
      with recursive page(n) as (select 1 union all select n + 1 from page where n <= (select freelist_count from pragma_freelist_count))
      select zeroblob(4000) as bytes from page`)
    const pages = stage.sqlite.writer.get<{ page_count: number }>('pragma page_count')?.page_count ?? 0
    stage.sqlite.writer.exec(`pragma max_page_count = ${pages}`)
    await arrives(stage)
    expect(stage.discord.standing).toEqual([])
    expect(await stage.database.query.selectFrom('editions').selectAll().execute()).toEqual([])
    stage.sqlite.writer.exec('pragma max_page_count = 1000000')
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(MESSAGES)
  })

  it('between a message and the note that it was sent doubles nothing', async () => {
    const stage = await subscribed()
    stage.sqlite.writer.exec(
      "create trigger full before update on deliveries when new.state = 'sent' begin select raise(abort, 'database or disk is full'); end",
    )
    await arrives(stage)
    expect(stage.discord.in(CHANNEL)).toHaveLength(1)
    stage.sqlite.writer.exec('drop trigger full')
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(MESSAGES)
  })
})

describe('an archive that another program is writing', () => {
  it('is waited for, and then everything goes on', async () => {
    const path = join(temporaryFolder(), 'a.sqlite')
    const stage = await subscribed(path)
    stage.sqlite.writer.exec('pragma busy_timeout = 0')
    const other = openConnection(path)
    const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('aaaa1') })
    other.exec('begin immediate')
    await stage.delivery.plan(id)
    await stage.pass(MINUTE)
    expect(stage.discord.standing).toEqual([])
    other.exec('rollback')
    other.close()
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(2)
    await stage.database.close()
  })
})

describe('an archive that is damaged while the bot runs', () => {
  it('stops it with the name of the file and what to do', async () => {
    const path = join(temporaryFolder(), 'a.sqlite')
    const stage = await subscribed(path)
    stage.sqlite.writer.exec('pragma wal_checkpoint(truncate)')
    const { size } = statSync(path)
    const file = openSync(path, 'r+')
    writeSync(file, new Uint8Array(size - 4096).fill(0x5a), 0, size - 4096, 4096)
    closeSync(file)
    // Another program's write makes it read the file again, as a long run does.
    const other = openConnection(path)
    other.exec('pragma user_version = 7')
    other.close()
    stage.delivery.wake()
    await stage.pass(MINUTE)
    expect(stage.fatal).toEqual([expect.stringContaining(`${path} is damaged`)])
    expect(stage.discord.acts).toEqual([])
  })
})

describe('a clock that was a year ahead for a while', () => {
  it.each(['user', 'global'] as const)('leaves no wait of a year behind (%s limit)', async (scope) => {
    const stage = await subscribed()
    const right = stage.clock.now()
    stage.clock.advance(365 * 86_400_000)
    stage.discord.trouble = () => ({ made: false, outcome: { kind: 'wait', scope, retryAfterMs: 60_000 } })
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('aaaa1') }))
    await stage.settle()
    stage.discord.trouble = () => null
    stage.clock.set(right)
    stage.delivery.wake()
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(2)
  })
})

describe('the end of the process', () => {
  it('waits eight seconds for an answer that is under way, and not longer', async () => {
    const stage = await subscribed()
    stage.discord.perform = () => new Promise(() => {})
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('aaaa1') }))
    await stage.settle()
    let ended = false
    const ending = stage.delivery.stop().then(() => {
      ended = true
    })
    for (const [ms, expected] of [
      [7_999, false],
      [1, false],
      [1_000, true],
    ] as const) {
      stage.clock.advance(ms)
      await stage.settle()
      expect(ended).toBe(expected)
    }
    await ending
  })
})
