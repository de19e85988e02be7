// Everything the archive holds as JSON Lines, and back. A line is one digest as it was read, or one
// set of bytes, or a paper that was taken back; reading the lines in order rebuilds the same
// archive.
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema/index.ts'
import type { Digest, Figure, PaperId } from '../digest/digest.ts'
import type { Archive, ImportTally } from './archive.ts'
import type { Content, KeptFigure } from './content.ts'
import { contentOfRow, type DigestRow } from './rows.ts'

const FORMAT = 1

const sha256Hex = z.string().regex(/^[\da-f]{64}$/, 'a SHA-256 in hex')
const count = z.int('a whole number').min(0, 'a whole number from 0')
const ordinal = z.int('a whole number').min(1, 'a whole number from 1')
const moment = z.int('milliseconds since 1970').min(0, 'milliseconds since 1970').max(8.64e15, 'milliseconds since 1970')
const webAddress = z.url({ protocol: /^https?$/, error: 'an http or https address' })
const bilingual = z.object({ en: z.string().nullable(), zh: z.string().nullable() })
const keptFigure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mark') }),
  z.object({ kind: z.literal('address'), url: webAddress, alt: z.string().nullable() }),
  z.object({ kind: z.literal('file'), name: z.string(), mediaType: z.string(), alt: z.string().nullable(), sha256: sha256Hex }),
])
const paperLine = z.object({
  id: z.string().min(1),
  position: ordinal,
  section: z.enum(['featured', 'brief']),
  starred: z.boolean(),
  categories: z.array(z.string()),
  title: bilingual,
  authors: z.array(z.string()),
  affiliations: z.array(z.string()),
  abstract: bilingual,
  points: z.array(z.string()),
  takeaway: z.string().nullable(),
  links: z.array(webAddress),
  figures: z.array(keptFigure),
  lines: z.object({ start: count, end: count }),
})
const exportLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bytes'), format: z.literal(FORMAT), sha256: sha256Hex, base64: z.base64('bytes in Base64') }),
  z.object({ kind: z.literal('retracted'), format: z.literal(FORMAT), paperId: z.string() }),
  z.object({
    kind: z.literal('digest'),
    format: z.literal(FORMAT),
    file: z.string(),
    sha256: z.string(),
    receivedAt: moment,
    revision: ordinal,
    held: z.string().nullable(),
    retracted: z.boolean(),
    encoding: z.string(),
    date: z.iso.date('a day, YYYY-MM-DD').nullable(),
    dateFrom: z.enum(['name', 'head', 'links', 'mtime']).nullable(),
    title: z.string().nullable(),
    legend: z.record(z.string(), z.string()),
    diagnostics: z.array(
      z.object({
        severity: z.enum(['error', 'warning', 'info']),
        code: z.string(),
        span: z.object({ line: count, column: count, endColumn: count }),
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
    importLines: (lines, onProgress, doubt) => importLines(parts.database.query, parts.archive, lines, { onProgress, doubt }),
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

interface ImportOptions {
  readonly onProgress: Parameters<Archive['importLines']>[1]
  readonly doubt: Parameters<Archive['importLines']>[2]
}

interface Counting {
  lines: number
  new: number
  corrected: number
  known: number
  papers: number
  readonly held: { readonly file: string; readonly why: string }[]
  readonly refused: { readonly line: number; readonly why: string }[]
}

async function importLines(
  db: Kysely<Schema>,
  archive: Pick<Archive, 'storeDigest' | 'retract'>,
  lines: AsyncIterable<string> | Iterable<string>,
  { onProgress, doubt = () => null }: ImportOptions,
): Promise<ImportTally> {
  const tally: Counting = { lines: 0, new: 0, corrected: 0, known: 0, papers: 0, held: [], refused: [] }
  for await (const text of lines) {
    tally.lines++
    if (text.trim() === '') continue
    const line = readLine(text)
    if ('why' in line) tally.refused.push({ line: tally.lines, why: line.why })
    else if (line.kind === 'bytes') await keepBytes(db, line.sha256, Buffer.from(line.base64, 'base64'))
    else if (line.kind === 'retracted') await archive.retract({ paperId: line.paperId as PaperId })
    else await takeDigest(db, archive, { ...line, held: line.held ?? doubt(line.date) }, tally)
    onProgress?.({ done: tally.lines, total: tally.lines })
  }
  return tally
}

function readLine(text: string): z.infer<typeof exportLine> | { why: string } {
  try {
    const line = exportLine.safeParse(JSON.parse(text))
    if (!line.success) return { why: whyRefused(line.error) }
    if (line.data.kind === 'bytes' && hashOf(line.data.base64) !== line.data.sha256)
      return { why: `the bytes are not those of their sha256: they have ${hashOf(line.data.base64)}` }
    return line.data
  } catch {
    return { why: 'not JSON' }
  }
}

const MAX_PROBLEMS_SHOWN = 5

/** A hostile line may have as many problems as it has values. */
function whyRefused({ issues }: z.ZodError): string {
  const shown = issues.slice(0, MAX_PROBLEMS_SHOWN).map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
  return [...shown, ...(issues.length > shown.length ? [`and ${issues.length - shown.length} more`] : [])].join('; ')
}

const hashOf = (base64: string) => createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')

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
  tally: Counting,
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
  if (held !== null) tally.held.push({ file, why: held })
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
