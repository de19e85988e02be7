// `paperboy ingest PATH…`: files and folders into the archive, and a tally.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { createInterface } from 'node:readline'
import cliProgress from 'cli-progress'
import type { Archive } from '../../archive/archive.ts'
import type { Severity } from '../../diagnostics/diagnostic.ts'
import { isDigestKind } from '../../digest/index.ts'
import { daysAheadReason } from '../../intake/days-ahead.ts'
import { listFiles } from '../../intake/files.ts'
import { createIntake, type Intake, type IntakeReport } from '../../intake/intake.ts'
import { createReader } from '../../intake/reader.ts'
import { heldText } from '../../intake/report.ts'
import { readLimits } from '../../read-limits.ts'
import { terminalText } from '../../text/terminal.ts'
import { builtWorkers } from '../built-workers.ts'
import { fileFault, readFileBytes } from '../digests/read-file.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'
import { withArchive } from './open-archive.ts'

interface Source {
  readonly path: string
  /** What the digest is called: its path below the folder that was named. */
  readonly file: string
}

interface Tally {
  files: number
  digests: number
  new: number
  corrected: number
  known: number
  unread: number
  papers: number
  unreadable: number
  held: number
  readonly diagnostics: Record<Severity, number>
}

/** 0; 1 where something was no digest or held an error; 2 where a path cannot be read. */
export async function ingest(paths: readonly string[], options: ConfigFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  const { sources, faults } = await findSources(paths)
  for (const fault of faults) complain(fault)
  const tally = newTally()
  tally.unreadable = faults.length
  await withArchive(config, async (archive) => {
    const reader = createReader({ module: builtWorkers('read')?.read, ...readLimits(config) })
    const intake = createIntake({ archive, now: Date.now, reader })
    const bar = createBar(sources.length)
    for (const source of sources) {
      await ingestOne(source, archive, intake, tally)
      bar.increment()
    }
    await reader.close()
    await archive.settled()
    bar.stop()
  })
  process.stdout.write(`${tallyText(tally)}\n`)
  return tally.unreadable > 0 ? 2 : tally.unread > 0 || tally.diagnostics.error > 0 ? 1 : 0
}

async function findSources(paths: readonly string[]): Promise<{ sources: readonly Source[]; faults: readonly string[] }> {
  const sources: Source[] = []
  const faults: string[] = []
  for (const path of paths) {
    try {
      const isFolder = (await stat(path)).isDirectory()
      const base = isFolder ? path : dirname(path)
      const listed = isFolder
        ? await listFiles(path, (name) => isDigestKind(name) || isExport(name))
        : { files: [{ path }], faults: [] }
      sources.push(...listed.files.map((file) => ({ path: file.path, file: relative(base, file.path).replaceAll('\\', '/') })))
      faults.push(...listed.faults.map((fault) => `${fault.path} cannot be read: ${fault.reason}`))
    } catch (error) {
      faults.push(fileFault(error, path))
    }
  }
  return { sources, faults }
}

const complain = (line: string) => process.stderr.write(`${terminalText(line)}\n`)
const isExport = (path: string) => path.endsWith('.jsonl')

async function ingestOne(source: Source, archive: Archive, intake: Intake, tally: Tally): Promise<void> {
  if (isExport(source.path)) return await importExport(source, archive, tally)
  const file = await readFileBytes(source.path)
  if (file.kind === 'unreadable') {
    complain(file.reason)
    tally.unreadable += 1
    return
  }
  tally.files += 1
  for (const report of await intake.ingest(file.bytes, { file: source.file, modifiedAt: file.modifiedAt })) count(report, tally)
}

async function importExport(source: Source, archive: Archive, tally: Tally): Promise<void> {
  const lines = createInterface({ input: createReadStream(source.path), crlfDelay: Number.POSITIVE_INFINITY })
  const outcome = await archive.importLines(lines, undefined, (date) => daysAheadReason(date, Date.now()))
  tally.files += 1
  tally.digests += outcome.new + outcome.corrected + outcome.known
  tally.new += outcome.new
  tally.corrected += outcome.corrected
  tally.known += outcome.known
  tally.papers += outcome.papers
  tally.held += outcome.held.length
  for (const { file, why } of outcome.held) complain(heldText(file, why))
  tally.diagnostics.error += outcome.refused.length
  for (const { line, why } of outcome.refused) complain(`${source.path}:${line}: ${why}`)
}

function count({ digest, outcome, held }: IntakeReport, tally: Tally): void {
  tally.digests += 1
  tally[outcome.kind] += 1
  if (outcome.kind === 'new' || outcome.kind === 'corrected') tally.papers += outcome.papers
  if (held !== null) {
    tally.held += 1
    complain(heldText(digest.file, held))
  }
  for (const { severity } of digest.diagnostics) tally.diagnostics[severity] += 1
  const error = digest.diagnostics.find(({ severity }) => severity === 'error')
  if (error !== undefined) complain(`${digest.file}: ${error.severity} ${error.code}: ${error.message}`)
}

function newTally(): Tally {
  const diagnostics = { error: 0, warning: 0, info: 0 }
  return { files: 0, digests: 0, new: 0, corrected: 0, known: 0, unread: 0, papers: 0, unreadable: 0, held: 0, diagnostics }
}

function tallyText(tally: Tally): string {
  const { error, warning, info } = tally.diagnostics
  const rows: readonly (readonly [string, number])[] = [
    ['files', tally.files],
    ['new', tally.new],
    ['corrected', tally.corrected],
    ['already known', tally.known],
    ['held back', tally.held],
    ['no digest', tally.unread],
    ['unreadable', tally.unreadable],
    ['papers', tally.papers],
    ['errors', error],
    ['warnings', warning],
    ['infos', info],
  ]
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join('\n')
}

function createBar(total: number): { increment(): void; stop(): void } {
  if (!process.stderr.isTTY || total < 2) return { increment: () => {}, stop: () => {} }
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} files, {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
  })
  bar.start(total, 0)
  return { increment: () => bar.increment(), stop: () => bar.stop() }
}
