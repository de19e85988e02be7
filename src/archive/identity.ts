// Which papers and digests are the same ones, seen again.
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema/index.ts'
import type { Paper } from '../digest/digest.ts'
import { paperKeys } from '../digest/identity.ts'
import { scan, termOf } from '../text/terms.ts'
import type { Content } from './content.ts'
import { contentOfRow } from './rows.ts'

/** A paper of a digest and the papers of the archive's numbers that bear one of its keys. */
export interface Identified {
  readonly paper: Paper
  readonly keys: readonly string[]
  /** Null where the archive doesn't have it. */
  readonly pid: number | null
}

const KEYS_A_QUERY = 500

/** The id first, then every other key under which another sighting may know the same paper. */
export const keysOf = (paper: Paper): readonly string[] => [`id:${paper.id}`, ...paperKeys(paper)]

export async function identify(db: Kysely<Schema>, papers: readonly Paper[]): Promise<Identified[]> {
  const keyed = papers.map((paper) => ({ paper, keys: keysOf(paper) }))
  const known = await pidsOfKeys(db, [...new Set(keyed.flatMap(({ keys }) => keys))])
  const candidates = [...new Set(known.values())]
  const keysOfPid = await keysOfPids(db, candidates)
  return keyed.map(({ paper, keys }) => {
    const sameId = known.get(`id:${paper.id}`)
    const pid = sameId ?? keys.flatMap((key) => known.get(key) ?? []).find((found) => agree(keys, keysOfPid.get(found) ?? []))
    return { paper, keys, pid: pid ?? null }
  })
}

/** Two papers of arXiv are the same one only by their number, whatever else they share. */
const isArxiv = (key: string) => key.startsWith('arxiv:')
const kindOf = (key: string) => key.slice(0, key.indexOf(':') + 1)

/**
 * Two papers may share a title: the surest kind of key that both have decides, arXiv's before the
 * English title's.
 */
export function agree(keys: readonly string[], others: readonly string[]): boolean {
  const kind = ['arxiv:', 'en:', 'zh:'].find(
    (found) => keys.some((key) => kindOf(key) === found) && others.some((key) => kindOf(key) === found),
  )
  return kind === undefined || keys.some((key) => kindOf(key) === kind && others.includes(key))
}

async function pidsOfKeys(db: Kysely<Schema>, keys: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (let start = 0; start < keys.length; start += KEYS_A_QUERY) {
    const part = keys.slice(start, start + KEYS_A_QUERY)
    for (const { key, pid } of await db.selectFrom('paper_keys').select(['key', 'pid']).where('key', 'in', part).execute())
      found.set(key, pid)
  }
  return found
}

async function keysOfPids(db: Kysely<Schema>, pids: readonly number[]): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>()
  for (let start = 0; start < pids.length; start += KEYS_A_QUERY) {
    const part = pids.slice(start, start + KEYS_A_QUERY)
    const rows = await db.selectFrom('paper_keys').select(['pid', 'key']).where('pid', 'in', part).execute()
    for (const { pid, key } of rows) found.set(pid, [...(found.get(pid) ?? []), key])
  }
  return found
}

/**
 * A correction may change what a paper is known by, such as its title. Papers of the new version
 * that the archive doesn't have are matched with those of the old version that are missing from the
 * new one.
 */
export async function matchCorrected(db: Kysely<Schema>, digestId: number, papers: readonly Identified[]): Promise<Identified[]> {
  if (papers.every(({ pid }) => pid !== null)) return [...papers]
  const taken = new Set(papers.map(({ pid }) => pid))
  const old = await db
    .selectFrom('sightings')
    .innerJoin('papers', 'papers.pid', 'sightings.pid')
    .select(['sightings.pid', 'sightings.position', 'sightings.content as own', 'papers.content'])
    .where('sightings.digest_id', '=', digestId)
    .execute()
  const left = old.filter(({ pid }) => !taken.has(pid))
  const keysOfPid = await keysOfPids(
    db,
    left.map(({ pid }) => pid),
  )
  const mayBe = ({ keys }: Identified, pid: number) => agree(keys.filter(isArxiv), (keysOfPid.get(pid) ?? []).filter(isArxiv))
  return papers.map((identified) => {
    if (identified.pid !== null) return identified
    const index = left.findIndex(
      (row) => mayBe(identified, row.pid) && isLike(identified.paper, contentOfRow(row.own ?? row.content), row.position),
    )
    const match = index < 0 ? undefined : left.splice(index, 1)[0]
    return match ? { ...identified, pid: match.pid } : identified
  })
}

/** How much of the words of two titles must be the same; more where the links are others. */
const LIKE_TITLES = 0.5
const LIKE_TITLES_OF_OTHER_LINKS = 0.8

function isLike(paper: Paper, content: Content, position: number): boolean {
  if (paper.links.some((link) => content.links.includes(link))) return true
  const otherLinks = paper.links.length > 0 && content.links.length > 0
  const alike = Math.max(overlap(paper.title.en, content.title.en), overlap(paper.title.zh, content.title.zh))
  if (alike >= (otherLinks ? LIKE_TITLES_OF_OTHER_LINKS : LIKE_TITLES)) return true
  if (otherLinks) return false
  return paper.position === position && paper.authors.length > 0 && paper.authors.join() === content.authors.join()
}

function overlap(text: string | null, other: string | null): number {
  const terms = new Set(scan(text ?? '').flatMap(({ kind, folded, parts }) => (kind === 'run' ? [...folded] : parts.map(termOf))))
  const others = new Set(
    scan(other ?? '').flatMap(({ kind, folded, parts }) => (kind === 'run' ? [...folded] : parts.map(termOf))),
  )
  const shared = [...terms].filter((term) => others.has(term)).length
  return shared / Math.max(1, terms.size, others.size)
}
