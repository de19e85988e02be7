// Whether a digest that arrives is one that the archive has: the same bytes, the same file
// corrected, or one that was renamed or given another day, which only its papers can tell.
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema/index.ts'
import type { Digest } from '../digest/digest.ts'
import type { DigestPlace, StoreSource } from './archive.ts'
import { type Identified, matchCorrected } from './identity.ts'

/** `was`: where it was, if its file or day is another now. */
export type EarlierDigest =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly digestId: number; readonly was: DigestPlace | null }
  | { readonly kind: 'corrected'; readonly digestId: number; readonly revision: number; readonly was: DigestPlace | null }

type Candidate = Awaited<ReturnType<typeof candidates>>[number]

const PIDS_A_QUERY = 500

const baseName = (file: string) => file.split(/[\\/]/).at(-1) ?? file

/**
 * A digest that was taken back stays away: whatever comes in its place is known already. One file
 * may hold several digests, so the same bytes alone prove nothing.
 */
export async function findEarlier(
  db: Kysely<Schema>,
  digest: Digest,
  source: Pick<StoreSource, 'sha256' | 'isGone'>,
  papers: readonly Identified[],
): Promise<EarlierDigest> {
  const pids = [...new Set(papers.flatMap(({ pid }) => pid ?? []))]
  const rows = await candidates(db, digest, source.sha256, pids)
  const isMoved = (row: Candidate) => row.file === digest.file || (source.isGone?.(row.file) ?? false)
  const movedFrom = (row: Candidate) =>
    row.retracted === 0 && row.file !== digest.file && isMoved(row) ? { file: row.file, date: row.date } : null

  for (const row of rows) {
    if (row.sha256 !== source.sha256 || !hasHalf(row, papers.length)) continue
    const was = movedFrom(row)
    // A copy of a file that is still there is the same digest, whatever day its name says.
    if (was === null || row.date === digest.date) return { kind: 'known', digestId: row.id, was }
    return { kind: 'corrected', digestId: row.id, revision: row.revision, was }
  }
  for (const row of rows) {
    if (!(await isCorrected(db, row, digest, papers))) continue
    const was = movedFrom(row)
    if (row.retracted === 1) return { kind: 'known', digestId: row.id, was: null }
    return { kind: 'corrected', digestId: row.id, revision: row.revision, was }
  }
  for (const row of rows) {
    // A file may have been renamed before it was whole.
    const hasGrown = row.date !== null && row.date === digest.date && hasHalf(row, papers.length)
    if (!(hasMost(row, papers.length) || hasGrown) || !isMoved(row)) continue
    if (row.retracted === 1) return { kind: 'known', digestId: row.id, was: null }
    return { kind: 'corrected', digestId: row.id, revision: row.revision, was: { file: row.file, date: row.date } }
  }
  return { kind: 'none' }
}

/** Digests with the same bytes, of the same day, or with a paper of this one; the newest first. */
async function candidates(db: Kysely<Schema>, digest: Digest, sha256: string, pids: readonly number[]) {
  const shared = new Map<number, number>()
  for (let start = 0; start < pids.length; start += PIDS_A_QUERY) {
    const rows = await db
      .selectFrom('sightings')
      .select(({ fn }) => ['digest_id', fn.count<number>('pid').distinct().as('papers')])
      .where('pid', 'in', pids.slice(start, start + PIDS_A_QUERY))
      .groupBy('digest_id')
      .execute()
    for (const { digest_id, papers } of rows) shared.set(digest_id, (shared.get(digest_id) ?? 0) + Number(papers))
  }
  // Those that share too little for any rule are not worth a look at their papers.
  const sharing = [...shared].filter(([, papers]) => papers * 2 > pids.length).map(([id]) => id)
  const rows = await db
    .selectFrom('digests')
    .select(['id', 'file', 'sha256', 'date', 'revision', 'retracted'])
    .select(({ selectFrom }) =>
      selectFrom('sightings')
        .select(({ fn }) => fn.count<number>('pid').distinct().as('count'))
        .whereRef('sightings.digest_id', '=', 'digests.id')
        .as('papers'),
    )
    .where((where) =>
      where.or([
        where('sha256', '=', sha256),
        where('date', digest.date === null ? 'is' : '=', digest.date),
        ...(sharing.length === 0 ? [] : [where('id', 'in', sharing.slice(0, PIDS_A_QUERY))]),
      ]),
    )
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, papers: Number(row.papers), shared: shared.get(row.id) ?? 0 }))
}

/** At least half of the smaller one: a file that was cut short may have grown. */
const hasHalf = ({ shared, papers }: Pick<Candidate, 'shared' | 'papers'>, count: number) =>
  (papers === 0 && count === 0) || (shared > 0 && shared * 2 >= Math.min(papers, count))

/** Most of both: a week's digest that repeats the papers of a day is not that day's. */
const hasMost = ({ shared, papers }: Candidate, count: number) => shared * 2 > Math.max(papers, count)

/**
 * The same file of the same day, by papers that are the same or look like it: an author may have
 * replaced the file by another day's. A file of the same name elsewhere must have the very papers.
 */
async function isCorrected(db: Kysely<Schema>, row: Candidate, digest: Digest, papers: readonly Identified[]): Promise<boolean> {
  if (baseName(row.file) !== baseName(digest.file) || row.date !== digest.date) return false
  if (hasHalf(row, papers.length)) return true
  if (row.file !== digest.file || row.date === null) return false
  const theirs = await db.selectFrom('sightings').select('pid').where('digest_id', '=', row.id).execute()
  const known = new Set(theirs.map(({ pid }) => pid))
  const matched = (await matchCorrected(db, row.id, papers)).filter(({ pid }) => pid !== null && known.has(pid))
  return hasHalf({ papers: row.papers, shared: matched.length }, papers.length)
}
