// An archive for one test, and digests to put into it.
import { onTestFinished } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import type { Database } from '../../src/database/database.ts'
import type { Digest, Paper, PaperId } from '../../src/digest/digest.ts'
import type { Storage } from './storages.ts'

export async function archiveOf(storage: Storage): Promise<{ archive: Archive; database: Database }> {
  const database = await storage.open()
  const archive = await createArchive({ database, random: () => 0.5 })
  onTestFinished(async () => {
    await archive.close()
    await database.close()
  })
  return { archive, database }
}

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
export function store(archive: Archive, content: Digest, parts: { held?: string; sha256?: string } = {}) {
  const sha256 = parts.sha256 ?? JSON.stringify([content.file, content.papers])
  return archive.storeDigest(content, { sha256, receivedAt: 1_600_000_000_000, held: parts.held ?? null })
}

export const ids = (papers: readonly { readonly id: PaperId }[]): string[] => papers.map(({ id }) => id)
