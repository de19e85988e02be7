// Puts a digest into the archive, corrects one, takes one back. Each is one transaction; the index
// follows later.
import type { Transaction } from 'kysely'
import type { Database, ReadQueries } from '../database/database.ts'
import { inSlices } from '../database/parameters.ts'
import type { Schema } from '../database/schema/index.ts'
import type { Digest, PaperId } from '../digest/digest.ts'
import type { Archive, StoreOutcome, StoreSource } from './archive.ts'
import { type Blob, type Content, contentOf } from './content.ts'
import { findEarlier } from './earlier-digest.ts'
import { agree, type Identified, identify, matchCorrected } from './identity.ts'
import { type Change, mergeSightings } from './merge-sightings.ts'

const ROWS_AN_INSERT = 400

type Db = Transaction<Schema>

export type Store = Pick<Archive, 'storeDigest' | 'retract' | 'release'>

export function createStore(parts: {
  database: Database
  /** Called with the number of papers that are new, changed or gone. */
  onChanged: (papers: number) => Promise<void>
}): Store {
  const { database } = parts
  const { changes } = database
  const transaction = <Result>(body: (change: Change) => Promise<Result>) =>
    database.query.transaction().execute((db) => body({ db, changes }))
  return {
    async storeDigest(digest, source) {
      const outcome = await transaction((change) => storeDigest(change, digest, source))
      if (outcome.kind !== 'known') await parts.onChanged(outcome.papers)
      return outcome
    },
    async retract(what) {
      const retracted = await transaction((change) => retract(change, what))
      await parts.onChanged(retracted)
      return retracted > 0
    },
    async release(digestId) {
      const result = await database.query
        .updateTable('digests')
        .set({ held: null })
        .where('id', '=', digestId)
        .where('held', 'is not', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
  }
}

async function storeDigest(change: Change, digest: Digest, source: StoreSource): Promise<StoreOutcome> {
  const { db } = change
  const identified = await identify(db, digest.papers)
  const earlier = await findEarlier(db, digest, source, identified)
  switch (earlier.kind) {
    case 'known': {
      const { digestId, was } = earlier
      if (was === null) return { kind: 'known', digestId }
      await db.updateTable('digests').set({ file: digest.file, sha256: source.sha256 }).where('id', '=', digestId).execute()
      return { kind: 'known', digestId, was }
    }
    case 'none': {
      const { id } = await db
        .insertInto('digests')
        .values({ ...digestRow(digest, source), revision: 1, appeared_at: source.appearedAt ?? null })
        .returning('id')
        .executeTakeFirstOrThrow()
      const newPapers = await storePapers(change, id, digest, identified)
      return { kind: 'new', digestId: id, papers: digest.papers.length, newPapers }
    }
    case 'corrected': {
      const { digestId, was } = earlier
      const matched = await matchCorrected(db, digestId, identified)
      await db
        .updateTable('digests')
        .set(({ ref }) => ({
          ...digestRow(digest, source),
          revision: earlier.revision + 1,
          ...(earlier.was === null || earlier.was.date === digest.date ? {} : { date_before: ref('date') }),
        }))
        .where('id', '=', digestId)
        .execute()
      const newPapers = await replacePapers(change, digestId, digest, matched)
      return { kind: 'corrected', digestId, papers: digest.papers.length, newPapers, ...(was === null ? {} : { was }) }
    }
  }
}

function digestRow(digest: Digest, source: StoreSource) {
  return {
    file: digest.file,
    sha256: source.sha256,
    encoding: digest.encoding,
    date: digest.date,
    date_from: digest.dateFrom,
    title: digest.title,
    legend: JSON.stringify(digest.legend),
    diagnostics: JSON.stringify(digest.diagnostics),
    held: source.held ?? null,
    received_at: source.receivedAt,
    retracted: 0,
  }
}

async function replacePapers(change: Change, digestId: number, digest: Digest, papers: readonly Identified[]) {
  const { db } = change
  const before = await db.selectFrom('sightings').select('pid').where('digest_id', '=', digestId).execute()
  // What other digests leave to this paper's row must be written down before this digest's part of
  // it goes.
  await mergeSightings(
    change,
    before.map(({ pid }) => pid),
    { spelledOut: true },
  )
  await db.deleteFrom('sightings').where('digest_id', '=', digestId).execute()
  const newPapers = await storePapers(change, digestId, digest, papers)
  await mergeSightings(
    change,
    before.map(({ pid }) => pid),
  )
  return newPapers
}

async function storePapers(change: Change, digestId: number, digest: Digest, papers: readonly Identified[]): Promise<PaperId[]> {
  const { db } = change
  const contents = papers.map(({ paper }) => contentOf(paper))
  await storeBlobs(
    db,
    contents.flatMap(({ blobs }) => blobs),
  )
  const fresh = await insertNewPapers(
    change,
    digestId,
    digest,
    papers,
    contents.map(({ content }) => content),
  )
  const sightings = papers.map(({ paper, pid }, at) => {
    const newPid = fresh.pids[at]
    return {
      digest_id: digestId,
      position: paper.position,
      pid: newPid ?? pid ?? 0,
      section: paper.section,
      starred: paper.starred ? 1 : 0,
      line_start: paper.lines.start,
      line_end: paper.lines.end,
      content: newPid !== undefined && fresh.owners[at] === at ? null : JSON.stringify(contents[at]?.content),
    }
  })
  await insertAll(sightings, (rows) => db.insertInto('sightings').values(rows).execute())
  const seenAgain = sightings.filter((_, at) => fresh.owners[at] !== at).map(({ pid }) => pid)
  await rememberKeys(
    db,
    sightings.map(({ pid }, at) => ({ pid, keys: papers[at]?.keys ?? [] })),
  )
  await mergeSightings(change, seenAgain)
  return fresh.ids
}

/**
 * Answers for each paper of the digest its new number, and which of them brought it first; none for
 * those known before.
 */
async function insertNewPapers(
  { db, changes }: Change,
  digestId: number,
  digest: Digest,
  papers: readonly Identified[],
  contents: readonly Content[],
) {
  const ownerOfKey = new Map<string, number>()
  const owners = papers.map(({ pid, keys }, at) => {
    if (pid !== null) return undefined
    const same = ownerOfKey.get(keys[0] ?? '')
    const owner =
      same ?? keys.flatMap((key) => ownerOfKey.get(key) ?? []).find((one) => agree(keys, papers[one]?.keys ?? [])) ?? at
    for (const key of keys) if (!ownerOfKey.has(key)) ownerOfKey.set(key, owner)
    return owner
  })
  const numbers = await changes.take(db, owners.filter((owner, at) => owner === at).length)
  let taken = 0
  const rows = papers.flatMap(({ paper }, at) => {
    const content = contents[at]
    if (owners[at] !== at || !content) return []
    const changed = numbers[taken++]
    if (changed === undefined) throw new Error('fewer numbers of changes than papers')
    return [
      {
        id: paper.id,
        digest_id: digestId,
        position: paper.position,
        section: paper.section,
        starred: paper.starred ? 1 : 0,
        date: digest.date,
        title_en: content.title.en,
        title_zh: content.title.zh,
        content: JSON.stringify(content),
        retracted: 0,
        changed,
      },
    ]
  })
  const pidOf = new Map<string, number>()
  await insertAll(rows, async (part) => {
    for (const { id, pid } of await db.insertInto('papers').values(part).returning(['id', 'pid']).execute()) pidOf.set(id, pid)
  })
  const pids = owners.map((owner) => (owner === undefined ? undefined : pidOf.get(papers[owner]?.paper.id ?? '')))
  const fresh = contents.flatMap((content, at) => {
    const pid = pids[at]
    return owners[at] === at && pid !== undefined ? [{ pid, content }] : []
  })
  const categories = fresh.flatMap(({ pid, content }) => [...new Set(content.categories)].map((category) => ({ category, pid })))
  await insertAll(categories, (part) => db.insertInto('paper_categories').values(part).execute())
  return { ids: rows.map(({ id }) => id), pids, owners }
}

async function storeBlobs(db: Db, blobs: readonly Blob[]): Promise<void> {
  for (const blob of blobs)
    await db
      .insertInto('blobs')
      .values(blob)
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute()
}

async function rememberKeys(db: Db, papers: readonly { pid: number; keys: readonly string[] }[]): Promise<void> {
  const rows = papers.flatMap(({ pid, keys }) => keys.map((key) => ({ key, pid })))
  await insertAll(rows, (part) =>
    db
      .insertInto('paper_keys')
      .values(part)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute(),
  )
}

async function insertAll<Row>(rows: readonly Row[], insert: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (const part of inSlices(rows, ROWS_AN_INSERT)) await insert(part)
}

/** Answers how many papers it may have taken away. */
async function retract(change: Change, what: { digestId: number } | { paperId: PaperId }): Promise<number> {
  const { db, changes } = change
  if ('paperId' in what) {
    const pid = await pidOf(db, what.paperId)
    if (pid === null) return 0
    const result = await db
      .updateTable('papers')
      .set({ retracted: 2, changed: changes.next })
      .where('pid', '=', pid)
      .where('retracted', '!=', 2)
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  }
  const result = await db
    .updateTable('digests')
    .set({ retracted: 1 })
    .where('id', '=', what.digestId)
    .where('retracted', '=', 0)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return 0
  const rows = await db.selectFrom('sightings').select('pid').where('digest_id', '=', what.digestId).execute()
  await mergeSightings(
    change,
    rows.map(({ pid }) => pid),
  )
  return Math.max(1, rows.length)
}

/** The archive's number of a paper, also under an id that another sighting gave it. */
export async function pidOf(db: ReadQueries, id: PaperId): Promise<number | null> {
  const row = await db.selectFrom('paper_keys').select('pid').where('key', '=', `id:${id}`).executeTakeFirst()
  return row?.pid ?? null
}
