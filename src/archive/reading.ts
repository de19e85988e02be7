// Reads papers and digests back.
import type { ReadOnlyDatabase, ReadQueries } from '../database/database.ts'
import { inSlices } from '../database/parameters.ts'
import type { Figure, PaperId } from '../digest/digest.ts'
import type { Archive, ArchivedDigest, ArchivedPaper } from './archive.ts'
import { contentOfRow, digestOfRow, type PaperRow, paperOfRow, paperOfSighting } from './rows.ts'
import { pidOf } from './store.ts'

const MAX_IDS_A_QUERY = 500

export type Reading = Pick<
  Archive,
  'digest' | 'digests' | 'digestsOfDay' | 'paper' | 'papers' | 'figures' | 'sightings' | 'random' | 'size'
>

export function createReading({ database, random }: { database: ReadOnlyDatabase; random: () => number }): Reading {
  const db = database.reading
  return {
    async digest(id) {
      const row = await liveDigests(db).selectAll().where('id', '=', id).executeTakeFirst()
      return row ? digestWithPapers(database, row.id) : null
    },
    async digests({ from, to, limit, held } = {}) {
      let query = liveDigests(db).selectAll()
      if (from !== undefined) query = query.where('date', '>=', from)
      if (to !== undefined) query = query.where('date', '<=', to)
      if (held !== undefined) query = query.where('held', held ? 'is not' : 'is', null)
      if (limit !== undefined) query = query.limit(limit)
      const rows = await query
        .orderBy('date', (order) => order.desc().nullsLast())
        .orderBy('id', 'desc')
        .execute()
      return rows.map(digestOfRow)
    },
    async digestsOfDay(date) {
      const rows = await liveDigests(db).select('id').where('date', '=', date).orderBy('id').execute()
      const digests = await Promise.all(rows.map(({ id }) => digestWithPapers(database, id)))
      return digests.filter((digest) => digest !== null)
    },
    async paper(id) {
      return (await papersOfIds(database, [id]))[0] ?? null
    },
    papers: (ids) => papersOfIds(database, ids),
    figures: (id) => figuresOf(db, id),
    async sightings(id) {
      const pid = await pidOf(db, id)
      if (pid === null) return []
      const rows = await db
        .selectFrom('sightings')
        .innerJoin('digests', 'digests.id', 'sightings.digest_id')
        .select(['digest_id', 'date', 'section', 'position', 'starred'])
        .where('pid', '=', pid)
        .where('retracted', '=', 0)
        .orderBy('date', (order) => order.asc().nullsFirst())
        .orderBy('digest_id')
        .execute()
      return rows.map(({ digest_id, starred, ...rest }) => ({ digestId: digest_id, starred: starred === 1, ...rest }))
    },
    random: (options = {}) => randomPaper(database, random, options.category),
    async size() {
      const digests = await liveDigests(db)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      const papers = await livePapers(db)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      return { digests: Number(digests.n), papers: Number(papers.n) }
    },
  }
}

const liveDigests = (db: ReadQueries) => db.selectFrom('digests').where('digests.retracted', '=', 0)
const livePapers = (db: ReadQueries) => db.selectFrom('papers').where('papers.retracted', '=', 0)

async function digestWithPapers(database: ReadOnlyDatabase, id: number): Promise<ArchivedDigest | null> {
  const db = database.reading
  const digest = await liveDigests(db).selectAll().where('id', '=', id).executeTakeFirst()
  if (!digest) return null
  const sightings = await db.selectFrom('sightings').selectAll().where('digest_id', '=', id).orderBy('position').execute()
  const papers = await papersByPid(
    database,
    sightings.map(({ pid }) => pid),
  )
  return {
    ...digestOfRow(digest),
    papers: sightings.flatMap((sighting) => {
      const paper = papers.get(sighting.pid)
      return paper ? [paperOfSighting(sighting, paper.row, digest)] : []
    }),
  }
}

/** In the order asked; papers that were taken back are left out. */
export async function papersOfPids(database: ReadOnlyDatabase, pids: readonly number[]): Promise<ArchivedPaper[]> {
  const papers = await papersByPid(database, pids)
  return pids.flatMap((pid) => {
    const paper = papers.get(pid)
    return paper ? [paperOfRow(paper.row, paper.legend)] : []
  })
}

async function papersByPid(
  database: ReadOnlyDatabase,
  pids: readonly number[],
): Promise<Map<number, { row: PaperRow; legend: string }>> {
  const papers = new Map<number, { row: PaperRow; legend: string }>()
  for (const some of inSlices(pids, MAX_IDS_A_QUERY)) {
    const rows = await livePapers(database.reading)
      .innerJoin('digests', 'digests.id', 'papers.digest_id')
      .selectAll('papers')
      .select('digests.legend')
      .where('pid', 'in', some)
      .execute()
    for (const { legend, ...row } of rows) papers.set(row.pid, { row, legend })
  }
  return papers
}

async function papersOfIds(database: ReadOnlyDatabase, ids: readonly PaperId[]): Promise<ArchivedPaper[]> {
  const pids: number[] = []
  for (const part of inSlices(ids, MAX_IDS_A_QUERY)) {
    const rows = await database.reading
      .selectFrom('paper_keys')
      .selectAll()
      .where(
        'key',
        'in',
        part.map((id) => `id:${id}`),
      )
      .execute()
    const pidOfKey = new Map(rows.map(({ key, pid }) => [key, pid]))
    for (const id of part) pids.push(pidOfKey.get(`id:${id}`) ?? -1)
  }
  return papersOfPids(database, pids)
}

async function figuresOf(db: ReadQueries, id: PaperId): Promise<Exclude<Figure, { kind: 'mark' }>[]> {
  const pid = await pidOf(db, id)
  const row = pid === null ? undefined : await livePapers(db).select('content').where('pid', '=', pid).executeTakeFirst()
  const figures: Exclude<Figure, { kind: 'mark' }>[] = []
  for (const figure of row ? contentOfRow(row.content).figures : []) {
    if (figure.kind === 'address') figures.push(figure)
    if (figure.kind !== 'file') continue
    const { sha256, ...rest } = figure
    const blob = await db.selectFrom('blobs').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
    if (blob) figures.push({ ...rest, bytes: blob.bytes })
  }
  return figures
}

/** A paper at a random position of the order in which papers came: no count of all is needed. */
async function randomPaper(
  database: ReadOnlyDatabase,
  random: () => number,
  category: string | undefined,
): Promise<ArchivedPaper | null> {
  // Each end by itself: asked for both at once, every candidate would be looked at.
  const first = await livePidFrom(database, category, 0, 'asc')
  const last = await livePidFrom(database, category, 0, 'desc')
  if (first === undefined || last === undefined) return null
  const pid = await livePidFrom(database, category, first + Math.floor(random() * (last - first + 1)), 'asc')
  return pid === undefined ? null : ((await papersOfPids(database, [pid]))[0] ?? null)
}

/**
 * The first or last number of a paper from `least` on, read from a narrow table where there is one:
 * rows of papers are wide.
 */
async function livePidFrom(
  { reading }: ReadOnlyDatabase,
  category: string | undefined,
  least: number,
  order: 'asc' | 'desc',
): Promise<number | undefined> {
  const retracted = reading.selectFrom('papers').select('pid').where('retracted', '>', 0)
  const row =
    category === undefined
      ? await reading
          .selectFrom('papers as p')
          .select('p.pid')
          .where('p.pid', 'not in', retracted)
          .where('p.pid', '>=', least)
          .orderBy('p.pid', order)
          .limit(1)
          .executeTakeFirst()
      : await reading
          .selectFrom('paper_categories as c')
          .select('c.pid')
          .where('c.category', '=', category.toUpperCase())
          .where('c.pid', 'not in', retracted)
          .where('c.pid', '>=', least)
          .orderBy('c.pid', order)
          .limit(1)
          .executeTakeFirst()
  return row?.pid
}
