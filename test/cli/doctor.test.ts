// Damage anywhere is a sentence with a remedy, never a stack.
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { UnusableDatabase } from '../../src/database/faults.ts'
import { paperboy } from '../support/command-line.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const samples = resolve(import.meta.dirname, '../../digests')

/** Writes zeros over a part of the file, its header left as it is. */
function damage(path: string, from: number, to: number): void {
  // What SQLite still keeps in its log would hide the damage.
  const database = new DatabaseSync(path)
  database.exec('pragma wal_checkpoint(truncate)')
  database.close()
  const { size } = statSync(path)
  const file = openSync(path, 'r+')
  const start = Math.max(100, Math.floor(size * from))
  writeSync(file, Buffer.alloc(Math.floor(size * to) - start, 0xa5), 0, undefined, start)
  closeSync(file)
}

async function filled() {
  const data = temporaryFolder()
  await paperboy(['ingest', samples], data)
  return data
}

describe('paperboy doctor', () => {
  it.each([
    ['the middle', 0.3, 0.7],
    ['the end', 0.8, 1],
  ])('names damage to %s of the index, and the remedy', async (_, from, to) => {
    const data = await filled()
    damage(join(data, 'paperboy.sqlite.index'), from, to)
    const ran = await paperboy(['doctor'], data).catch((error: Error) => ({ code: 2, out: error.message, error }))
    if ('error' in ran) expect(ran.error).toBeInstanceOf(UnusableDatabase)
    expect(ran.code).toBeGreaterThan(0)
    expect(ran.out).toMatch(/reindex/)
  })

  it('has an index whose beginning is damaged rebuilt, as every opening of the archive does', async () => {
    const data = await filled()
    damage(join(data, 'paperboy.sqlite.index'), 0, 0.1)
    expect((await paperboy(['doctor'], data)).err).toBe('')
    expect((await paperboy(['reindex'], data)).code).toBe(0)
    expect((await paperboy(['search', 'attention'], data)).code).toBe(0)
    expect(await paperboy(['doctor'], data)).toMatchObject({ code: 0 })
  })

  it.each([
    ['the first pages', 0, 0.1],
    ['the middle', 0.3, 0.7],
    ['the end', 0.8, 1],
  ])('names damage to %s of the archive', async (_, from, to) => {
    const data = await filled()
    damage(join(data, 'paperboy.sqlite'), from, to)
    const ran = await paperboy(['doctor'], data).catch((error: Error) => ({ code: 2, out: error.message, error }))
    if ('error' in ran) expect(ran.error).toBeInstanceOf(UnusableDatabase)
    expect(ran.code).toBeGreaterThan(0)
    expect(ran.out).toMatch(/damaged/)
  })
})
