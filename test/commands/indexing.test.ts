// What /search says while the index is still being filled: the papers are there, the entries of
// many of them are not yet.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { search } from '../../commands/search/search.ts'
import type { ChatContext } from '../../commands/shared/services.ts'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import { readDigests } from '../../src/digest/index.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { type Locale, languageOf } from '../../src/text/locale.ts'

/** More than are indexed at once, so that some wait after the first batch too. */
const PAPERS = 3_000
const folder = mkdtempSync(join(tmpdir(), 'paperboy-indexing-'))
const path = join(folder, 'paperboy.sqlite')
let database: SqliteDatabase
let archive: Archive

const digest = Array.from(
  { length: PAPERS },
  (_, i) => `${i + 1}、[LG] Learning number ${i + 1}\n\nA Author\n[Lab]\n第${i + 1}篇。\nIt is new.\n`,
).join('\n')

beforeAll(async () => {
  database = await openSqlite(path)
  const first = await createArchive({ database })
  for (const read of await readDigests(Buffer.from(digest), { file: '2024-01-05.txt' }))
    await first.storeDigest(read, { sha256: 'a', receivedAt: 0 })
  await first.close()
  await database.close()
  // Entries can be made again from the papers: without them a start begins to.
  rmSync(`${path}.index`)
  database = await openSqlite(path)
  archive = await createArchive({ database })
}, 60_000)
afterAll(async () => {
  await archive.close()
  await database.close()
  rmSync(folder, { recursive: true })
})

async function answer(locale: Locale): Promise<string> {
  const context = {
    services: { archive, clock: systemClock },
    locale,
    language: languageOf(locale),
    text: (option: string) => (option === 'query' ? 'zebra' : null),
    flag: () => false,
  }
  const given = await search.run(context as unknown as ChatContext)
  return JSON.stringify(given)
}

it('a search says how many papers it can find already, and nothing once it finds all', async () => {
  expect(await answer('en')).toMatch(/⏳ The search index is being built \((?:0|1,?024|1024) of 3,?000 papers\)/)
  expect(await answer('zh-CN')).toMatch(/⏳ 正在建立搜索索引（(?:0|1,?024) \/ 3,?000 篇）/)
  await archive.settled()
  expect(await answer('en')).not.toContain('⏳')
}, 60_000)
