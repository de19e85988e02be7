import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockArchive } from '../../src/database/lock.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { paperboy } from '../support/command-line.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const samples = resolve(import.meta.dirname, '../../digests')
const archiveOf = (data: string) => join(data, 'paperboy.sqlite')

async function filled() {
  const data = temporaryFolder()
  await paperboy(['ingest', join(samples, '2025-01-06.txt')], data)
  return data
}

const papersOf = async (data: string) => {
  const database = await openSqlite(archiveOf(data))
  const { length } = await database.query.selectFrom('papers').select('pid').execute()
  await database.close()
  return length
}

describe('paperboy backup', () => {
  it('copies what a bot that is writing has committed, and leaves out what it has not', async () => {
    const data = await filled()
    const bot = await openSqlite(archiveOf(data))
    onTestFinished(bot.close)
    await bot.query.insertInto('settings').values({ name: 'committed', value: '1' }).execute()
    bot.writer.exec("begin immediate; insert into settings (name, value) values ('open', '1')")
    const file = join(temporaryFolder(), 'copy.sqlite')
    const ran = await paperboy(['backup', file], data)
    bot.writer.exec('rollback')
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/1 digests, \d+ papers; verified/) })
    const copy = await openSqlite(file)
    onTestFinished(copy.close)
    const names = (await copy.query.selectFrom('settings').select('name').execute()).map(({ name }) => name)
    expect(names).toContain('committed')
    expect(names).not.toContain('open')
  })

  it('replaces no file unless it is forced, and leaves no part behind', async () => {
    const data = await filled()
    const folder = temporaryFolder()
    const file = join(folder, 'copy.sqlite')
    writeFileSync(file, 'mine')
    expect(await paperboy(['backup', file], data)).toMatchObject({ code: 2, err: expect.stringContaining('--force') })
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect((await paperboy(['backup', file, '--force'], data)).code).toBe(0)
    expect(readdirSync(folder)).toEqual(['copy.sqlite'])
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('says that there is no archive', async () => {
    const data = temporaryFolder()
    expect(await paperboy(['backup', join(data, 'x')], data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('PAPERBOY_DATA'),
    })
  })
})

describe('paperboy restore', () => {
  it('brings back what was backed up, and says what will be looked for in the channels', async () => {
    const data = await filled()
    const papers = await papersOf(data)
    const file = join(temporaryFolder(), 'copy.sqlite')
    await paperboy(['backup', file], data)
    await paperboy(['ingest', join(samples, '2025-01-07.txt')], data)
    expect(await papersOf(data)).toBeGreaterThan(papers)
    expect(await paperboy(['restore', file], data)).toMatchObject({ code: 2, err: expect.stringContaining('--force') })
    const ran = await paperboy(['restore', file, '--force'], data)
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('searched for') })
    expect(await papersOf(data)).toBe(papers)
    expect(existsSync(`${archiveOf(data)}.replaced`)).toBe(true)
    expect((await paperboy(['search', 'attention'], data)).code).toBe(0)
  })

  it('needs no force where there is no archive', async () => {
    const file = join(temporaryFolder(), 'copy.sqlite')
    await paperboy(['backup', file], await filled())
    const elsewhere = join(temporaryFolder(), 'data')
    expect((await paperboy(['restore', file], elsewhere)).code).toBe(0)
    expect(await papersOf(elsewhere)).toBeGreaterThan(5)
  })

  it.each([
    [
      'a text',
      (file: string) => writeFileSync(file, 'no archive at all, but long enough to be a header'.repeat(20)),
      /file is not a database/,
    ],
    ['a copy cut in half', cut, /damaged|malformed|disk image/],
    ['another database', async (file: string) => (await otherDatabase(file)).close(), /not an archive of Paperboy/],
  ])('refuses %s, and changes nothing', async (_, make, why) => {
    const data = await filled()
    // Whoever opens it next would write what the log still holds into the file.
    await emptyLog(archiveOf(data))
    const before = readFileSync(archiveOf(data))
    const file = join(temporaryFolder(), 'copy.sqlite')
    await make(file)
    const ran = await paperboy(['restore', file, '--force'], data)
    expect(ran).toMatchObject({ code: 2, err: expect.stringMatching(why) })
    expect(readFileSync(archiveOf(data)).equals(before)).toBe(true)
  })

  it('waits for no bot that runs: it says that one does', async () => {
    const data = await filled()
    const file = join(temporaryFolder(), 'copy.sqlite')
    await paperboy(['backup', file], data)
    const lock = lockArchive(archiveOf(data), Date.now())
    onTestFinished(() => {
      if (lock.kind === 'held') lock.release()
    })
    expect(await paperboy(['restore', file, '--force'], data)).toMatchObject({ code: 2, err: expect.stringContaining('running') })
  })
})

describe('paperboy config check', () => {
  it('names the settings that differ, but no token', async () => {
    const ran = await paperboy(['config', 'check'], '/srv/paperboy')
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('data.folder: "/srv/paperboy"') })
  })

  it('names every problem', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'settings.json')
    writeFileSync(file, '{"log":{"level":"loud"}}')
    chmodSync(file, 0o600)
    expect(await paperboy(['--config', file, 'config', 'check'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('log.level'),
    })
  })
})

async function cut(file: string): Promise<void> {
  await paperboy(['backup', file], await filled())
  const whole = readFileSync(file)
  writeFileSync(file, whole.subarray(0, Math.floor(whole.length / 2)))
}

async function emptyLog(file: string): Promise<void> {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(file)
  database.exec('pragma wal_checkpoint(truncate)')
  database.close()
}

async function otherDatabase(file: string) {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(file)
  database.exec('create table notes (text text)')
  return database
}
