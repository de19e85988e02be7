// Queries answered by the built thread: the same answers, faults that reach who asked, and an
// orderly end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import { readDigests } from '../../src/digest/index.ts'
import { digest, paper } from './archive-of.ts'

const root = resolve(import.meta.dirname, '../..')
/** Inside the project, so that the packages are found. */
const built = join(root, 'dist/test-thread', String(process.pid))
const query = pathToFileURL(join(built, 'query-worker.js'))
const index = pathToFileURL(join(built, 'index-worker.js'))
const entry = pathToFileURL(join(built, 'entry-worker.js'))
const folder = mkdtempSync(join(tmpdir(), 'paperboy-thread-'))
const faults: unknown[] = []
let database: SqliteDatabase
let threaded: Archive

const DIGEST = `1、[CV] Watching Diffusion Models Grow

J Doe, A Writer
[Tsinghua University]
扩散模型怎样生长。我们观察扩散模型。
We watch how diffusion models grow.
https://arxiv.org/abs/2401.01234
`

async function store(archive: Archive, text: string, file: string): Promise<void> {
  for (const read of await readDigests(Buffer.from(text), { file }))
    await archive.storeDigest(read, { sha256: file, receivedAt: 0 })
}

beforeAll(async () => {
  await build({
    entryPoints: ['query-worker', 'index-worker', 'entry-worker'].map((name) => join(root, `src/search/workers/${name}.ts`)),
    outdir: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  database = await openSqlite(join(folder, 'paperboy.sqlite'))
  const onFault = (error: unknown) => faults.push(error)
  threaded = await createArchive({ database, workers: { query, index, entry }, onFault })
  await store(threaded, DIGEST, '2024-01-05.txt')
})

afterAll(async () => {
  await threaded.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
  rmSync(built, { recursive: true, force: true })
})

it('answers as the bot’s own thread would', async () => {
  const own = await createArchive({ database })
  const { tookMs: _, ...found } = await threaded.search('diffusion')
  expect(found.total).toBe(1)
  await expect(own.search('diffusion')).resolves.toMatchObject(found)
  for (const ask of [
    (archive: Archive) => archive.byAuthor('J Doe', { limit: 3 }),
    (archive: Archive) => archive.byAffiliation('清华大学'),
    (archive: Archive) => archive.trends(),
    (archive: Archive) => archive.glossary('扩散模型'),
    (archive: Archive) => archive.counts({ categories: ['CV'] }),
  ])
    expect(await ask(threaded)).toEqual(await ask(own))
  await own.close()
})

it('finds what was stored a moment ago', async () => {
  await store(threaded, DIGEST.replaceAll('Diffusion', 'Zebra').replace('2401.01234', '2401.04321'), '2024-01-06.txt')
  expect((await threaded.search('zebra')).hits.map(({ paper }) => paper.id)).toEqual(['2401.04321'])
})

it('gives a fault to who asked, and goes on', async () => {
  await expect(threaded.search(undefined as unknown as string)).rejects.toThrow(TypeError)
  expect((await threaded.search('diffusion')).total).toBe(2)
})

it('fails what it was asked where it breaks, says so, and is started anew for the next question', async () => {
  const broken = join(folder, 'broken.mjs')
  writeFileSync(broken, 'throw new Error("no thread today")')
  const archive = await createArchive({
    database,
    workers: { query: pathToFileURL(broken) },
    onFault: (error) => faults.push(error),
  })
  await expect(archive.search('diffusion')).rejects.toThrow(/ended before its answer/)
  expect(faults).toContainEqual(expect.objectContaining({ message: 'no thread today' }))
  writeFileSync(broken, `export * from ${JSON.stringify(query.href)}`)
  expect((await archive.search('diffusion')).total).toBe(2)
  await archive.close()
  await expect(archive.search('diffusion')).rejects.toThrow(/closed/)
})

it('writes the index in threads, however many papers wait, and goes on after one broke', async () => {
  const path = join(folder, 'many.sqlite')
  const many = await openSqlite(path)
  const broken = join(folder, 'broken-index.mjs')
  writeFileSync(broken, 'throw new Error("no index today")')
  const faults: unknown[] = []
  const archive = await createArchive({
    database: many,
    workers: { index: pathToFileURL(broken), entry },
    onFault: (error) => faults.push(error),
  })
  const papers = Array.from({ length: 700 }, (_, at) =>
    paper(`p${at}`, { title: { en: `Otter number ${at}`, zh: null }, authors: ['J Doe'] }),
  )
  await archive.storeDigest(digest('2024-02-01', papers), { sha256: 'otters', receivedAt: 0 })
  await expect(archive.settled()).rejects.toThrow(/writes the index ended before its answer/)
  expect(faults).toContainEqual(expect.objectContaining({ message: 'no index today' }))
  writeFileSync(broken, `export * from ${JSON.stringify(index.href)}`)
  await archive.settled()
  expect((await archive.search('otter')).total).toBe(700)
  expect((await archive.byAuthor('J Doe')).total).toBe(700)
  expect(await archive.doctor()).toEqual([])
  await archive.close()
  await many.close()
})
