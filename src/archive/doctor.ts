// Looks for damage in the archive. Changes nothing.
import type { Database, ReadQueries } from '../database/database.ts'
import type { Finding } from './archive.ts'
import { contentOfRow } from './rows.ts'

const MAX_NAMED = 10
const PAPERS_A_QUERY = 500

/** What the search index holds. */
export interface IndexCounts {
  /** The change of the archive up to which it has seen every paper. */
  readonly reached: number
  readonly entries: number
  /** Entries whose paper is gone. */
  readonly orphans: number
}

/**
 * `indexFaults`: what the index's own check found. `countIndex` is called where the archive is
 * sound.
 */
export async function examine(
  database: Database,
  indexFaults: readonly string[],
  countIndex: () => IndexCounts,
): Promise<Finding[]> {
  const damaged = database.integrity().map((message): Finding => ({ code: 'damaged', message }))
  // Of a damaged file nothing further can be said for sure.
  if (damaged.length > 0) return damaged
  return [
    ...database.danglingReferences().map((message): Finding => ({ code: 'dangling-reference', message })),
    ...(await examineIndex(database, indexFaults, countIndex)),
    ...(await contents(database)),
  ]
}

/** Of a damaged index nothing is counted. */
async function examineIndex(database: Database, faults: readonly string[], countIndex: () => IndexCounts): Promise<Finding[]> {
  if (faults.length > 0) return indexDamage(faults)
  try {
    return await countsAgree(database, countIndex())
  } catch (error) {
    return indexDamage([(error as Error).message])
  }
}

function indexDamage(messages: readonly string[]): Finding[] {
  const [first] = messages
  if (first === undefined) return []
  return [
    { code: 'index-damaged', message: `${first.replace(/\.$/, '')}. No paper is lost; paperboy reindex makes the index anew.` },
  ]
}

async function countsAgree({ reading }: Database, { reached, entries, orphans }: IndexCounts): Promise<Finding[]> {
  const papers = reading.selectFrom('papers').select(({ fn }) => fn.countAll<number>().as('n'))
  const indexed = (await papers.where('retracted', '=', 0).where('changed', '<=', reached).executeTakeFirstOrThrow()).n
  const waiting = (await papers.where('changed', '>', reached).executeTakeFirstOrThrow()).n
  const findings: Finding[] = []
  if (waiting > 0)
    findings.push({
      code: 'index-behind',
      message: `${waiting} papers wait to be indexed; starting Paperboy, or paperboy reindex, does it.`,
    })
  // A paper that waits may still have its earlier entry.
  if (entries < indexed || entries > indexed + waiting || orphans > 0)
    findings.push({
      code: 'index-count',
      message: `The search index has ${entries} papers, the archive ${indexed}; paperboy reindex makes it anew.`,
    })
  return findings
}

/** Rows whose JSON can't be read, and figures whose bytes are gone. */
async function contents({ reading }: Database): Promise<Finding[]> {
  const findings: Finding[] = []
  const blobs = new Set((await reading.selectFrom('blobs').select('sha256').execute()).map(({ sha256 }) => sha256))
  for await (const { id, content } of allPapers(reading)) {
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

/** In parts, since all of them may not fit into memory. */
async function* allPapers(reading: ReadQueries) {
  for (let after = 0; ; ) {
    const rows = await reading
      .selectFrom('papers')
      .select(['pid', 'id', 'content'])
      .where('pid', '>', after)
      .orderBy('pid')
      .limit(PAPERS_A_QUERY)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.pid
  }
}
