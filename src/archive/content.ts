// What a digest says of a paper, as it is kept: one JSON next to the columns that are searched and
// sorted by.
import { createHash } from 'node:crypto'
import type { Figure, Paper } from '../digest/digest.ts'
import type { Bilingual } from '../text/bilingual.ts'

/** Bytes are kept apart, once, under their SHA-256. */
export type KeptFigure =
  | Exclude<Figure, { kind: 'file' }>
  | (Omit<Extract<Figure, { kind: 'file' }>, 'bytes'> & { readonly sha256: string })

export interface Content {
  readonly title: Bilingual
  readonly categories: readonly string[]
  readonly authors: readonly string[]
  readonly affiliations: readonly string[]
  readonly abstract: Bilingual
  readonly points: readonly string[]
  readonly takeaway: string | null
  readonly links: readonly string[]
  readonly figures: readonly KeptFigure[]
}

export interface Blob {
  readonly sha256: string
  readonly bytes: Uint8Array
}

export function contentOf(paper: Paper): { content: Content; blobs: readonly Blob[] } {
  const blobs: Blob[] = []
  const figures = paper.figures.map((figure): KeptFigure => {
    if (figure.kind !== 'file') return figure
    const { bytes, ...rest } = figure
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    blobs.push({ sha256, bytes })
    return { ...rest, sha256 }
  })
  const { title, categories, authors, affiliations, abstract, points, takeaway, links } = paper
  return { content: { title, categories, authors, affiliations, abstract, points, takeaway, links, figures }, blobs }
}

/**
 * A paper of several digests: the newest speaks first; what it leaves out is taken from the next.
 */
export function merged(newestFirst: readonly Content[]): Content {
  const [newest, ...older] = newestFirst
  if (!newest) throw new Error('A paper without any digest has no content')
  return older.reduce(
    (content, next) => ({
      title: both(content.title, next.title),
      categories: orElse(content.categories, next.categories),
      authors: orElse(content.authors, next.authors),
      affiliations: orElse(content.affiliations, next.affiliations),
      abstract: both(content.abstract, next.abstract),
      points: orElse(content.points, next.points),
      takeaway: content.takeaway ?? next.takeaway,
      links: [...new Set([...content.links, ...next.links])],
      figures: orElse(content.figures, next.figures),
    }),
    newest,
  )
}

const orElse = <Item>(items: readonly Item[], others: readonly Item[]) => (items.length > 0 ? items : others)
const both = (text: Bilingual, other: Bilingual): Bilingual => ({ en: text.en ?? other.en, zh: text.zh ?? other.zh })
