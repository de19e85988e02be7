// The index lies in a file of its own beside the archive. Whatever becomes of that file, nothing is
// lost and nothing wrong is found.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openConnection } from '../../src/database/sqlite/connection.ts'
import { createSqliteDialect } from '../../src/database/sqlite/dialect.ts'
import { COLUMN_TYPES, MIGRATIONS } from '../../src/database/sqlite/migrations/index.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { digest, paper, store } from './archive-of.ts'

const about = (animal: string) =>
  digest('2021-07-01', [paper(animal, { title: { en: `On ${animal}`, zh: null }, authors: ['Ann Fox'] })])

async function withArchive<Result>(path: string, use: (archive: Archive) => Promise<Result>): Promise<Result> {
  const database = await openSqlite(path)
  const archive = await createArchive({ database })
  try {
    return await use(archive)
  } finally {
    await archive.close()
    await database.close()
  }
}

async function keeping(animal: string): Promise<string> {
  const path = join(temporaryFolder(), 'archive.sqlite')
  await withArchive(path, (archive) => store(archive, about(animal)))
  return path
}

/** What waits in the log beside a file goes into it. */
function intoOneFile(path: string): void {
  const connection = openConnection(path)
  connection.exec('pragma wal_checkpoint(truncate)')
  connection.close()
}

const found = (path: string, query: string) =>
  withArchive(path, async (archive) => {
    await archive.settled()
    expect(await archive.doctor()).toEqual([])
    return (await archive.search(query)).hits.map(({ paper }) => paper.title.en)
  })

describe('the file of the index', () => {
  it('may be lost', async () => {
    const path = await keeping('badgers')
    rmSync(`${path}.index`)
    expect(await found(path, 'badger')).toEqual(['On badgers'])
    expect(await found(path, 'author:fox')).toEqual(['On badgers'])
  })

  it('may be no database at all', async () => {
    const path = await keeping('badgers')
    writeFileSync(`${path}.index`, 'not a database, whatever its name says'.repeat(1_000))
    expect(await found(path, 'badger')).toEqual(['On badgers'])
  })

  it('of another archive is not taken for this one’s', async () => {
    const [path, other] = [await keeping('badgers'), await keeping('otters')]
    copyFileSync(`${other}.index`, `${path}.index`)
    expect(await found(path, 'otter')).toEqual([])
    expect(await found(path, 'badger')).toEqual(['On badgers'])
  })

  it('of a later time than a copy of the archive that is put back is made anew', async () => {
    const path = await keeping('badgers')
    const copy = join(temporaryFolder(), 'copy.sqlite')
    intoOneFile(path)
    copyFileSync(path, copy)
    await withArchive(path, (archive) => store(archive, { ...about('otters'), file: 'b.txt', date: '2021-07-02' }))
    expect(await found(path, 'otter')).toEqual(['On otters'])
    intoOneFile(path)
    copyFileSync(copy, path)
    expect(await found(path, 'otter')).toEqual([])
    expect(await found(path, 'badger')).toEqual(['On badgers'])
  })

  it('is filled from an archive that had its index in itself', async () => {
    const path = join(temporaryFolder(), 'archive.sqlite')
    const earlier = openConnection(path)
    const query = new Kysely<unknown>({ dialect: createSqliteDialect(earlier) })
    await migrate(
      query,
      MIGRATIONS.filter(({ name }) => name < '007'),
      COLUMN_TYPES,
    )
    earlier.exec(`
      create virtual table search_terms using fts5(title, content = '');
      insert into digests (file, sha256, encoding, legend, diagnostics, received_at) values ('a.txt', 'a', 'utf-8', '{}', '[]', 0)`)
    const { title, categories, authors, affiliations, abstract, points, takeaway, links } = paper('badgers', {
      title: { en: 'On badgers', zh: null },
    })
    const content = { title, categories, authors, affiliations, abstract, points, takeaway, links, figures: [] }
    earlier.run(
      `insert into papers (id, digest_id, position, section, starred, title_en, content, indexed)
       values ('badgers', 1, 1, 'featured', 0, 'On badgers', ?, 1)`,
      [JSON.stringify(content)],
    )
    await query.destroy()
    expect(await found(path, 'badger')).toEqual(['On badgers'])
  })
})
