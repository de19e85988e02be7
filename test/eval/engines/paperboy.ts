// Paperboy itself, through the same interface that the bot uses.
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Archive, StoreSource } from '../../../src/archive/archive.ts'
import { createArchive } from '../../../src/create-archive.ts'
import type { ReadConnection } from '../../../src/database/sqlite/connection.ts'
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts'
import type { Digest } from '../../../src/digest/digest.ts'
import { indexFileOf } from '../../../src/search/sqlite/index-file.ts'
import { arxivNumber } from '../inputs.ts'
import type { Engine } from './engine.ts'

export interface Paperboy {
  readonly archive: Archive
  readonly reader: ReadConnection
  close(): Promise<void>
}

export const archivePath = (inputs: string) => join(inputs, 'paperboy', 'archive.db')
export const indexPath = (inputs: string) => indexFileOf(archivePath(inputs))

/** What `build.mjs` makes: the bot's own threads. */
const built = (name: string) => pathToFileURL(resolve(`dist/${name}.js`))
const WORKERS = { index: built('index-worker'), entry: built('entry-worker') }

export async function openPaperboy(inputs: string): Promise<Paperboy> {
  const database = await openSqlite(archivePath(inputs))
  const archive = await createArchive({ database, workers: WORKERS })
  return {
    archive,
    reader: database.reader,
    async close() {
      await archive.close()
      await database.close()
    },
  }
}

export const sourceOf = (digest: Digest): StoreSource => ({
  sha256: createHash('sha256').update(digest.file).digest('hex'),
  receivedAt: 0,
})

/** Answers the ids of the digests, once all of their papers can be found. */
export async function storeAll(archive: Archive, digests: AsyncIterable<Digest> | Iterable<Digest>): Promise<number[]> {
  const ids: number[] = []
  for await (const digest of digests) {
    ids.push((await archive.storeDigest(digest, sourceOf(digest))).digestId)
  }
  await archive.settled()
  return ids
}

export function paperboy(): Engine {
  return {
    name: 'Paperboy',
    how: 'as the bot asks it, with snippets and the papers themselves',
    onDisk: true,
    async build(inputs, folder) {
      const { archive, close } = await openPaperboy(dirname(folder))
      await storeAll(archive, inputs.digests())
      await close()
    },
    async open(folder) {
      const { archive, close } = await openPaperboy(dirname(folder))
      return {
        async search(query, today) {
          const { hits } = await archive.search(query, { limit: 10, ...(today !== undefined && { today }) })
          return hits.map(({ paper }) => arxivNumber(paper.links))
        },
        bytes: async () => [archivePath, indexPath].reduce((sum, path) => sum + statSync(path(dirname(folder))).size, 0),
        close,
      }
    },
  }
}
