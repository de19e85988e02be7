// Rows of the database ↔ papers and digests of the archive.
import type { Selectable } from 'kysely'
import type { DigestTable, PaperTable, SightingTable } from '../database/schema/archive.ts'
import type { PaperId } from '../digest/digest.ts'
import { categoryName } from '../text/categories.ts'
import type { ArchivedDigest, ArchivedPaper } from './archive.ts'
import type { Content } from './content.ts'

export type PaperRow = Selectable<PaperTable>
export type DigestRow = Selectable<DigestTable>
export type SightingRow = Selectable<SightingTable>

interface Standing {
  readonly id: PaperId
  readonly digestId: number
  readonly date: string | null
  readonly position: number
  readonly section: 'featured' | 'brief'
  readonly starred: boolean
  readonly legend: Readonly<Record<string, string>>
}

function archivedPaper(content: Content, standing: Standing): ArchivedPaper {
  const { legend, ...place } = standing
  return {
    ...place,
    ...content,
    figures: content.figures.length,
    categoryNames: Object.fromEntries(content.categories.map((code) => [code, categoryName(code, legend)])),
  }
}

/** The paper as its newest digest has it. */
export function paperOfRow(row: PaperRow, legend: string): ArchivedPaper {
  return archivedPaper(contentOfRow(row.content), {
    id: row.id as PaperId,
    digestId: row.digest_id,
    date: row.date,
    position: row.position,
    section: row.section,
    starred: row.starred === 1,
    legend: JSON.parse(legend) as Record<string, string>,
  })
}

/** The paper as it stood in one digest. */
export function paperOfSighting(sighting: SightingRow, paper: PaperRow, digest: DigestRow): ArchivedPaper {
  return archivedPaper(contentOfRow(sighting.content ?? paper.content), {
    id: paper.id as PaperId,
    digestId: digest.id,
    date: digest.date,
    position: sighting.position,
    section: sighting.section,
    starred: sighting.starred === 1,
    legend: JSON.parse(digest.legend) as Record<string, string>,
  })
}

export const contentOfRow = (json: string) => JSON.parse(json) as Content

export function digestOfRow(row: DigestRow): Omit<ArchivedDigest, 'papers'> {
  return {
    id: row.id,
    file: row.file,
    date: row.date,
    title: row.title,
    legend: JSON.parse(row.legend) as Record<string, string>,
    revision: row.revision,
    held: row.held,
  }
}
