// Bytes arrive: read, store once, report. The only way into the archive, whatever brought the
// bytes.
import { createHash } from 'node:crypto'
import type { Archive, StoreOutcome } from '../archive/archive.ts'
import type { Digest } from '../digest/digest.ts'
import { readDigests } from '../digest/index.ts'
import { daysAheadReason } from './days-ahead.ts'
import { createDriftWatch } from './drift-watch.ts'

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

export interface Intake {
  /** One report a digest: an archive or a long mail holds several. */
  ingest(bytes: Uint8Array, source: { readonly file: string; readonly modifiedAt: Date }): Promise<readonly IntakeReport[]>
}

export function createIntake(parts: { readonly archive: Archive; readonly now: () => number }): Intake {
  const { archive, now } = parts
  const drift = createDriftWatch(archive)

  async function store(digest: Digest, sha256: string): Promise<IntakeReport> {
    if (digest.papers.length === 0) return { digest, outcome: { kind: 'unread' }, held: null }
    const why = daysAheadReason(digest.date, now()) ?? (await drift.judge(digest))
    const outcome = await archive.storeDigest(digest, { sha256, receivedAt: now(), held: why })
    // What was known before stays as it was: perhaps somebody has released it.
    return { digest, outcome, held: outcome.kind === 'known' ? null : why }
  }

  return {
    async ingest(bytes, source) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const reports: IntakeReport[] = []
      for (const digest of await readDigests(bytes, source))
        reports.push(await store(digest, `${sha256}${digest.file.slice(source.file.length)}`))
      return reports
    },
  }
}
