// Tables of the archive. Booleans are 0 or 1, dates `YYYY-MM-DD`, timestamps milliseconds since
// 1970.
import type { Generated } from 'kysely'

export interface ArchiveSchema {
  digests: DigestTable
  papers: PaperTable
  paper_keys: { key: string; pid: number }
  paper_categories: { category: string; pid: number }
  sightings: SightingTable
  blobs: { sha256: string; bytes: Uint8Array }
  overrun_files: { sha256: string; limits: string; diagnostic: string; seen_at: number }
  settings: { name: string; value: string }
}

export interface DigestTable {
  id: Generated<number>
  file: string
  sha256: string
  encoding: string
  date: string | null
  date_from: string | null
  /** The day it had before its author gave it another one, until subscriptions have been looked at. */
  date_before: string | null
  title: string | null
  /** JSON object. */
  legend: string
  /** JSON array. */
  diagnostics: string
  held: string | null
  revision: number
  received_at: number
  /** When its file appeared in the folder; null where that was not noticed. */
  appeared_at: number | null
  retracted: number
}

export interface PaperTable {
  pid: Generated<number>
  id: string
  /** The digest that it is shown with: the newest that has it. */
  digest_id: number
  position: number
  section: 'featured' | 'brief'
  starred: number
  date: string | null
  title_en: string | null
  title_zh: string | null
  /** JSON of what else the digest says of it. */
  content: string
  retracted: number
  /** Rises with every change of any paper, so that the index sees what it has not seen yet. */
  changed: number
}

export interface SightingTable {
  digest_id: number
  position: number
  pid: number
  section: 'featured' | 'brief'
  starred: number
  line_start: number
  line_end: number
  /** JSON of the paper as this digest has it; null where the paper's own row says the same. */
  content: string | null
}
