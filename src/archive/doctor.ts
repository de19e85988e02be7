// Looks for damage in the archive. Changes nothing.
import type { Database } from '../database/database.ts'
import type { Finding } from './archive.ts'
import { contentOfRow } from './rows.ts'

const MAX_NAMED = 10

/** What the search index says of itself. */
export interface IndexCounts {
  /** The change of the archive up to which it has seen every paper. */
  readonly reached: number
  readonly entries: number
  /** Entries whose paper is gone. */
  readonly strays: number
}

/** `indexFaults`: what the index's own check found. `countIndex` is called where the archive is sound. */
export function examine(database: Database, indexFaults: readonly string[], countIndex: () => IndexCounts): Finding[] {
  const damaged = database.integrity().map((message): Finding => ({ code: 'damaged', message }))
  // Of a damaged file nothing further can be said for sure.
  if (damaged.length > 0) return damaged
  return [
    ...database.danglingReferences().map((message): Finding => ({ code: 'dangling-reference', message })),
    ...indexDamage(indexFaults),
    ...countsAgree(database, countIndex()),
    ...contents(database),
  ]
}

function indexDamage(messages: readonly string[]): Finding[] {
  const [first] = messages
  if (first === undefined) return []
  return [
    { code: 'index-damaged', message: `${first.replace(/\.$/, '')}. No paper is lost; paperboy reindex makes the index anew.` },
  ]
}

function countsAgree(database: Database, { reached, entries, strays }: IndexCounts): Finding[] {
  const count = (sql: string) => database.reader.get<{ n: number }>(sql, [reached])?.n ?? 0
  const indexed = count('select count(*) as n from papers where retracted = 0 and changed <= ?')
  const waiting = count('select count(*) as n from papers where changed > ?')
  const findings: Finding[] = []
  if (waiting > 0)
    findings.push({
      code: 'index-behind',
      message: `${waiting} papers wait to be indexed; starting Paperboy, or paperboy reindex, does it.`,
    })
  // A paper that waits may still have its earlier entry.
  if (entries < indexed || entries > indexed + waiting || strays > 0)
    findings.push({
      code: 'index-count',
      message: `The search index has ${entries} papers, the archive ${indexed}; paperboy reindex makes it anew.`,
    })
  return findings
}

/** Rows whose JSON can't be read, and figures whose bytes are gone. */
function contents(database: Database): Finding[] {
  const findings: Finding[] = []
  const blobs = new Set(database.writer.all<{ sha256: string }>('select sha256 from blobs').map(({ sha256 }) => sha256))
  for (const { id, content } of database.writer.iterate<{ id: string; content: string }>('select id, content from papers')) {
    if (findings.length >= MAX_NAMED) break
    try {
      const lost = contentOfRow(content).figures.filter((figure) => figure.kind === 'file' && !blobs.has(figure.sha256))
      if (lost.length > 0)
        findings.push({ code: 'lost-figure', message: `The paper ${id} has ${lost.length} figures whose bytes are missing.` })
    } catch {
      findings.push({ code: 'bad-content', message: `The content of the paper ${id} can't be read.` })
    }
  }
  return findings
}
