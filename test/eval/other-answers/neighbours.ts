// Neighbours of papers, held against those that were judged, and at scale against what is shared.
import type { Archive, ArchivedPaper } from '../../../src/archive/archive.ts'
import type { PaperId } from '../../../src/digest/digest.ts'
import type { Row } from '../engines/engine.ts'
import { arxivNumber } from '../inputs.ts'
import judgedPapers from './judged-neighbours.json' with { type: 'json' }
import { counting, plainShare, type Share } from './share.ts'

/** Why each paper is a neighbour, or is none though it was once shown as one, by arXiv number. */
interface JudgedPaper {
  readonly paper: string
  readonly subject: string
  readonly neighbours: Readonly<Record<string, string | undefined>>
  readonly unlike?: Readonly<Record<string, string | undefined>>
}

export const JUDGED_PAPERS: readonly JudgedPaper[] = judgedPapers

export interface NeighbourShares {
  /** Judged neighbours among the first eight, of those that can be. */
  readonly neighbours: Share
  /** Papers judged unlike that are not shown. */
  readonly unlike: Share
  /** First five neighbours with a category of the paper. */
  readonly categories: Share
  /** Those of them that also share rare words with it. */
  readonly rareWords: Share
}

const SHOWN = 8
const SHOWN_AT_SCALE = 5
/** A word of no more papers than this says what a paper is about. */
const MAX_PAPERS_OF_A_RARE_WORD = 60
const MIN_RARE_WORDS_SHARED = 2

export async function neighbourShares(
  archive: Archive,
  rows: readonly Row[],
  compared: readonly Row[],
): Promise<NeighbourShares> {
  return { ...(await judgedShares(archive)), ...(await sharesAtScale(archive, rows, compared)) }
}

async function judgedShares(archive: Archive): Promise<Pick<NeighbourShares, 'neighbours' | 'unlike'>> {
  const [neighbours, unlike] = [counting(), counting()]
  for (const judged of JUDGED_PAPERS) {
    const shown = (await archive.similar(judged.paper as PaperId, SHOWN)).map(({ paper }) => arxivNumber(paper.links))
    const good = Object.keys(judged.neighbours)
    const found = good.filter((id) => shown.includes(id))
    // Where more were judged than are shown, as many as are shown can be right.
    const missing = good.filter((id) => !shown.includes(id)).slice(0, Math.min(SHOWN, good.length) - found.length)
    for (const id of found) neighbours.count(true, id)
    for (const id of missing) neighbours.count(false, `${judged.paper}: ${id} (${judged.neighbours[id]})`)
    for (const [id, reason] of Object.entries(judged.unlike ?? {}))
      unlike.count(!shown.includes(id), `${judged.paper}: ${id} (${reason})`)
  }
  return { neighbours: plainShare(neighbours), unlike: plainShare(unlike) }
}

async function sharesAtScale(
  archive: Archive,
  rows: readonly Row[],
  compared: readonly Row[],
): Promise<Pick<NeighbourShares, 'categories' | 'rareWords'>> {
  const [categories, rareWords] = [counting(), counting()]
  const papersOf = new Map<string, number>()
  for (const row of rows) for (const word of wordsOf(row)) papersOf.set(word, (papersOf.get(word) ?? 0) + 1)
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const rare = (paper: ArchivedPaper) => {
    const row = rowOf.get(arxivNumber(paper.links))
    return new Set(row ? wordsOf(row).filter((word) => (papersOf.get(word) ?? 0) <= MAX_PAPERS_OF_A_RARE_WORD) : [])
  }
  for (const { id } of compared) {
    const [own] = await archive.papers([id as PaperId])
    if (!own) continue
    const telling = rare(own)
    for (const { paper } of await archive.similar(own.id, SHOWN_AT_SCALE)) {
      const what = `${id}: ${arxivNumber(paper.links)}`
      const isOfOneKind = paper.categories.some((code) => own.categories.includes(code))
      categories.count(isOfOneKind, what)
      const shared = [...rare(paper)].filter((word) => telling.has(word)).length
      rareWords.count(isOfOneKind && shared >= MIN_RARE_WORDS_SHARED, what)
    }
  }
  return { categories: plainShare(categories), rareWords: plainShare(rareWords) }
}

const wordsOf = ({ title, abstractEn }: Row) => [
  ...new Set(`${title} ${abstractEn}`.toLowerCase().match(/[a-z][a-z-]{3,}/g) ?? []),
]
