// An archive for one test, and digests to put into it.
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { createFollowingArchive } from '../../src/create-following-archive.ts'
import type { Database } from '../../src/database/database.ts'
import type { PostgresDatabase } from '../../src/database/postgres/open-postgres.ts'
import type { SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import type { Digest, Paper, PaperId } from '../../src/digest/digest.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import type { Storage } from './storages.ts'

export async function archiveOf(storage: Storage<SqliteDatabase>): Promise<{ archive: Archive; database: SqliteDatabase }> {
  const database = await storage.open()
  const archive = await createArchive({ database, random: () => 0.5 })
  onTestFinished(async () => {
    await archive.close()
    await database.close()
  })
  return { archive, database }
}

/** The whole archive: what search finds of what is stored is held against it too. */
export async function triedArchiveOf(storage: Storage): Promise<{ archive: Archive; database: Database }> {
  const database = await storage.open()
  const random = () => 0.5
  const archive = isPostgres(database)
    ? (await createFollowingArchive({ database, random, copy: join(temporaryFolder(), 'copy.sqlite') })).archive
    : await createArchive({ database: database as SqliteDatabase, random })
  onTestFinished(async () => {
    await archive.close()
    await database.close()
  })
  await archive.settled()
  return { archive, database }
}

const isPostgres = (database: Database): database is PostgresDatabase => 'readChanges' in database

export function paper(id: string, parts: Partial<Paper> = {}): Paper {
  return {
    id: id as PaperId,
    position: 1,
    section: 'featured',
    starred: false,
    categories: ['LG'],
    title: { en: `The paper called ${id}`, zh: null },
    authors: [],
    affiliations: [],
    abstract: { en: null, zh: null },
    points: [],
    takeaway: null,
    links: [],
    figures: [],
    lines: { start: 1, end: 2 },
    ...parts,
  }
}

export function digest(date: string | null, papers: readonly Paper[], parts: Partial<Digest> = {}): Digest {
  return {
    file: `${date ?? 'undated'}.txt`,
    encoding: 'utf-8',
    date,
    dateFrom: date === null ? null : 'name',
    title: null,
    legend: { LG: '机器学习' },
    papers: papers.map((entry, at) => ({ ...entry, position: at + 1 })),
    diagnostics: [],
    ...parts,
  }
}

/** Stores a digest under a checksum made of what it says. */
export function store(archive: Pick<Archive, 'storeDigest'>, content: Digest, parts: { held?: string; sha256?: string } = {}) {
  const sha256 = parts.sha256 ?? JSON.stringify([content.file, content.papers])
  return archive.storeDigest(content, { sha256, receivedAt: 1_600_000_000_000, held: parts.held ?? null })
}

export const ids = (papers: readonly { readonly id: PaperId }[]): string[] => papers.map(({ id }) => id)
