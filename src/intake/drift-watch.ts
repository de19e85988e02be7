// Compares a digest that arrives with those before it, and says why it should be held back. The
// archive is the memory: a restart, another process and an import know the same predecessors.
import type { Archive } from '../archive/archive.ts'
import type { Digest } from '../digest/digest.ts'
import { DRIFT_WINDOW, driftReason, type FieldCoverage, fieldCoverage } from '../digest/index.ts'

export interface DriftWatch {
  /** Why the digest should be held back, or null. */
  judge(digest: Digest): Promise<string | null>
}

export function createDriftWatch(archive: Pick<Archive, 'digest' | 'digests'>): DriftWatch {
  /** By digest and revision: an import asks for the same fourteen again and again. */
  const known = new Map<string, FieldCoverage>()

  async function coverageOf(id: number, revision: number): Promise<FieldCoverage | null> {
    const key = `${id}:${revision}`
    const found = known.get(key)
    if (found) return found
    const digest = await archive.digest(id)
    if (digest === null) return null
    const coverage = fieldCoverage(digest)
    known.set(key, coverage)
    if (known.size > DRIFT_WINDOW * 4) known.delete(known.keys().next().value ?? '')
    return coverage
  }

  return {
    async judge(digest) {
      const before = await archive.digests({
        ...(digest.date !== null && { to: digest.date }),
        held: false,
        limit: DRIFT_WINDOW + 1,
      })
      // A corrected digest is not its own predecessor.
      const others = before.filter(({ file, date }) => file !== digest.file || date !== digest.date).slice(0, DRIFT_WINDOW)
      const coverages: FieldCoverage[] = []
      for (const { id, revision } of others.reverse()) {
        const coverage = await coverageOf(id, revision)
        if (coverage !== null) coverages.push(coverage)
      }
      return driftReason(fieldCoverage(digest), coverages)
    },
  }
}
