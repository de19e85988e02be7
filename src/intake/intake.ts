// Bytes arrive: read, store once, report. The only way into the archive, whatever brought the
// bytes.
import { createHash } from 'node:crypto'
import type { Archive, StoreOutcome, StoreSource } from '../archive/archive.ts'
import type { Digest } from '../digest/digest.ts'
import { type FileSource, nothingRead, WIDE_LIMITS } from '../digest/index.ts'
import { daysAheadReason } from './days-ahead.ts'
import { createDriftWatch } from './drift-watch.ts'
import type { OverrunFiles } from './overrun-files.ts'
import { createReader, type DigestReader } from './reader.ts'

/** `unread`: nothing in it looks like a digest; its diagnostics say why, and nothing is stored. */
export type IntakeOutcome = StoreOutcome | { readonly kind: 'unread' }

export interface IntakeReport {
  readonly digest: Digest
  readonly outcome: IntakeOutcome
  /**
   * Why the digest is held back, for fields that it lost or a day that has not come: it is archived
   * and searchable, and not posted. Null where it isn't held.
   */
  readonly held: string | null
}

/** `appearedAt` and `isGone`: as the archive takes them. */
export interface IntakeSource extends Pick<StoreSource, 'appearedAt' | 'isGone'> {
  readonly file: string
  readonly modifiedAt: Date
}

export interface Intake {
  /** One report a digest: an archive or a long mail holds several. */
  ingest(bytes: Uint8Array, source: IntakeSource): Promise<readonly IntakeReport[]>
}

export function createIntake(parts: {
  readonly archive: Archive
  readonly now: () => number
  /** Without one, this thread reads within wide limits. */
  readonly reader?: DigestReader
  /** What went beyond the limits before. */
  readonly overrun?: OverrunFiles
  readonly onReport?: (report: IntakeReport) => void
}): Intake {
  const { archive, now, overrun, onReport, reader = createReader({ limits: WIDE_LIMITS, maxMemoryMiB: 0 }) } = parts
  const drift = createDriftWatch(archive)

  async function store(digest: Digest, source: Omit<StoreSource, 'receivedAt' | 'held'>): Promise<IntakeReport> {
    if (digest.papers.length === 0) return { digest, outcome: { kind: 'unread' }, held: null }
    const why = daysAheadReason(digest.date, now()) ?? (await drift.judge(digest))
    const outcome = await archive.storeDigest(digest, { ...source, receivedAt: now(), held: why })
    // What was known before stays as it was: perhaps somebody has released it.
    return { digest, outcome, held: outcome.kind === 'known' ? null : why }
  }

  async function readOnce(bytes: Uint8Array, source: FileSource, sha256: string): Promise<readonly Digest[]> {
    const before = await overrun?.find(sha256, reader.limits)
    if (before) return [nothingRead(source.file, [before]).digest]
    const digests = await reader.read(bytes, source)
    const over = digests.flatMap(({ diagnostics }) => diagnostics).find(({ code }) => code === 'over-limit')
    if (over !== undefined) await overrun?.remember(sha256, reader.limits, over)
    return digests
  }

  return {
    async ingest(bytes, { appearedAt, isGone, ...source }) {
      const noticed = { ...(appearedAt !== undefined && { appearedAt }), ...(isGone !== undefined && { isGone }) }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const reports: IntakeReport[] = []
      for (const digest of await readOnce(bytes, source, sha256)) {
        const report = await store(digest, { ...noticed, sha256: `${sha256}${digest.file.slice(source.file.length)}` })
        onReport?.(report)
        reports.push(report)
      }
      return reports
    },
  }
}
