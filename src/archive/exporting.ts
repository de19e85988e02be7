// Everything the archive holds as JSON Lines, and back. A line is one digest as it was read, or one set of bytes, or a
// paper that was taken back; reading the lines in order rebuilds the same archive.
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema/index.ts'
import type { Digest, Figure, PaperId } from '../digest/digest.ts'
import type { Archive, ImportTally } from './archive.ts'
import type { Content, KeptFigure } from './content.ts'
import { contentOfRow, type DigestRow } from './rows.ts'

const FORMAT = 1

const bilingual = z.object({ en: z.string().nullable(), zh: z.string().nullable() })
const keptFigure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mark') }),
  z.object({ kind: z.literal('address'), url: z.string(), alt: z.string().nullable() }),
  z.object({ kind: z.literal('file'), name: z.string(), mediaType: z.string(), alt: z.string().nullable(), sha256: z.string() }),
])
const paperLine = z.object({
  id: z.string().min(1),
  position: z.number(),
  section: z.enum(['featured', 'brief']),
  starred: z.boolean(),
  categories: z.array(z.string()),
  title: bilingual,
  authors: z.array(z.string()),
  affiliations: z.array(z.string()),
  abstract: bilingual,
  points: z.array(z.string()),
  takeaway: z.string().nullable(),
  links: z.array(z.string()),
  figures: z.array(keptFigure),
  lines: z.object({ start: z.number(), end: z.number() }),
})
const exportLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bytes'), format: z.literal(FORMAT), sha256: z.string(), base64: z.string() }),
  z.object({ kind: z.literal('retracted'), format: z.literal(FORMAT), paperId: z.string() }),
  z.object({
    kind: z.literal('digest'),
    format: z.literal(FORMAT),
    file: z.string(),
    sha256: z.string(),
    receivedAt: z.number(),
    revision: z.number(),
    held: z.string().nullable(),
    retracted: z.boolean(),
    encoding: z.string(),
    date: z.string().nullable(),
    dateFrom: z.enum(['name', 'head', 'links', 'mtime']).nullable(),
    title: z.string().nullable(),
    legend: z.record(z.string(), z.string()),
    diagnostics: z.array(
      z.object({
        severity: z.enum(['error', 'warning', 'info']),
        code: z.string(),
        span: z.object({ line: z.number(), column: z.number(), endColumn: z.number() }),
        found: z.string(),
        foundZh: z.string().optional(),
        message: z.string(),
      }),
    ),
    papers: z.array(paperLine),
  }),
])

type DigestLine = Extract<z.infer<typeof exportLine>, { kind: 'digest' }>

export type Exporting = Pick<Archive, 'exportLines' | 'importLines'>

export function createExporting(parts: { database: Database; archive: Pick<Archive, 'storeDigest' | 'retract'> }): Exporting {
  return {
    exportLines: () => exportLines(parts.database.query),
    importLines: (lines, onProgress) => importLines(parts.database.query, parts.archive, lines, onProgress),
  }
}

async function* exportLines(db: Kysely<Schema>): AsyncIterable<string> {
  for (const { sha256 } of await db.selectFrom('blobs').select('sha256').orderBy('sha256').execute()) {
    const blob = await db.selectFrom('blobs').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
    if (blob) yield JSON.stringify({ kind: 'bytes', format: FORMAT, sha256, base64: Buffer.from(blob.bytes).toString('base64') })
  }
  for (let after = 0; ; ) {
    const digest = await db.selectFrom('digests').selectAll().where('id', '>', after).orderBy('id').limit(1).executeTakeFirst()
    if (!digest) break
    yield JSON.stringify(await digestLine(db, digest))
    after = digest.id
  }
  for (const { id } of await db.selectFrom('papers').select('id').where('retracted', '=', 2).orderBy('pid').execute())
    yield JSON.stringify({ kind: 'retracted', format: FORMAT, paperId: id })
}

async function digestLine(db: Kysely<Schema>, digest: DigestRow): Promise<DigestLine> {
  const sightings = await db
    .selectFrom('sightings')
    .innerJoin('papers', 'papers.pid', 'sightings.pid')
    .selectAll('sightings')
    .select(['papers.id', 'papers.content as shown'])
    .where('sightings.digest_id', '=', digest.id)
    .orderBy('sightings.position')
    .execute()
  return {
    kind: 'digest',
    format: FORMAT,
    file: digest.file,
    sha256: digest.sha256,
    receivedAt: Number(digest.received_at),
    revision: digest.revision,
    held: digest.held,
    retracted: digest.retracted === 1,
    encoding: digest.encoding,
    date: digest.date,
    dateFrom: digest.date_from as DigestLine['dateFrom'],
    title: digest.title,
    legend: JSON.parse(digest.legend) as Record<string, string>,
    diagnostics: JSON.parse(digest.diagnostics) as DigestLine['diagnostics'],
    papers: sightings.map((row) => ({
      ...(contentOfRow(row.content ?? row.shown) as Content & z.infer<typeof paperLine>),
      id: row.id,
      position: row.position,
      section: row.section,
      starred: row.starred === 1,
      lines: { start: row.line_start, end: row.line_end },
    })),
  }
}

async function importLines(
  db: Kysely<Schema>,
  archive: Pick<Archive, 'storeDigest' | 'retract'>,
  lines: AsyncIterable<string> | Iterable<string>,
  onProgress: Parameters<Archive['importLines']>[1],
): Promise<ImportTally> {
  const tally = { lines: 0, new: 0, corrected: 0, known: 0, papers: 0, refused: [] as { line: number; why: string }[] }
  for await (const text of lines) {
    tally.lines++
    if (text.trim() === '') continue
    const line = readLine(text)
    if ('why' in line) tally.refused.push({ line: tally.lines, why: line.why })
    else if (line.kind === 'bytes') await keepBytes(db, line.sha256, Buffer.from(line.base64, 'base64'))
    else if (line.kind === 'retracted') await archive.retract({ paperId: line.paperId as PaperId })
    else await takeDigest(db, archive, line, tally)
    onProgress?.({ done: tally.lines, total: tally.lines })
  }
  return tally
}

function readLine(text: string): z.infer<typeof exportLine> | { why: string } {
  try {
    const line = exportLine.safeParse(JSON.parse(text))
    return line.success ? line.data : { why: z.prettifyError(line.error) }
  } catch {
    return { why: 'not JSON' }
  }
}

async function keepBytes(db: Kysely<Schema>, sha256: string, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('blobs')
    .values({ sha256, bytes: new Uint8Array(bytes) })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

async function takeDigest(
  db: Kysely<Schema>,
  archive: Pick<Archive, 'storeDigest' | 'retract'>,
  line: DigestLine,
  tally: { new: number; corrected: number; known: number; papers: number },
): Promise<void> {
  const { sha256, receivedAt, held, revision, retracted } = line
  const papers = await Promise.all(
    line.papers.map(async (paper) => ({ ...paper, id: paper.id as PaperId, figures: await withBytes(db, paper.figures) })),
  )
  const { file, encoding, date, dateFrom, title, legend, diagnostics } = line
  const digest: Digest = { file, encoding, date, dateFrom, title, legend, diagnostics, papers }
  const outcome = await archive.storeDigest(digest, { sha256, receivedAt, held })
  tally[outcome.kind]++
  if (outcome.kind === 'known') return
  tally.papers += outcome.papers
  await db.updateTable('digests').set({ revision }).where('id', '=', outcome.digestId).where('revision', '<', revision).execute()
  if (retracted) await archive.retract({ digestId: outcome.digestId })
}

async function withBytes(db: Kysely<Schema>, figures: readonly KeptFigure[]): Promise<Figure[]> {
  const result: Figure[] = []
  for (const figure of figures) {
    if (figure.kind !== 'file') result.push(figure)
    else {
      const { sha256, ...rest } = figure
      const blob = await db.selectFrom('blobs').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
      result.push(blob ? { ...rest, bytes: blob.bytes } : { kind: 'mark' })
    }
  }
  return result
}
