// What every reference says of a paper: who wrote it, when it came out, and what kind of source it is.
import { type WrittenName, writtenName } from '../../names/written-name.ts'
import type { PaperView } from '../message.ts'
import { mainLink } from '../view.ts'

export const authorsOf = (paper: PaperView): readonly WrittenName[] =>
  paper.authors.map(writtenName).filter((name) => name.family !== '')

/** `2103.03206` or `cs/0101001`; null where no link is arXiv's. */
export function arxivId(paper: Pick<PaperView, 'links'>): string | null {
  for (const link of paper.links) {
    const found = /arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})/i.exec(link)
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}

/** `2021-03`: arXiv's id tells year and month. */
function arxivMonth(paper: Pick<PaperView, 'links'>): string | null {
  const [, year, month] = /(?:^|\/)(\d{2})(\d{2})/.exec(arxivId(paper) ?? '') ?? []
  if (year === undefined || month === undefined) return null
  return `${Number(year) > 90 ? 19 : 20}${year}-${month}`
}

/** Without arXiv's id the digest's year has to do. */
export function yearOf(paper: Pick<PaperView, 'links' | 'date'>): string | null {
  return (arxivMonth(paper) ?? paper.date)?.slice(0, 4) ?? null
}

/**
 * The day of the digest, where it agrees with arXiv's id about the year; of an older paper only
 * the month is known.
 */
export function publishedOn(paper: Pick<PaperView, 'links' | 'date'>): string | null {
  const month = arxivMonth(paper)
  return month === null || paper.date?.slice(0, 4) === month.slice(0, 4) ? paper.date : month
}

export type SourceKind = 'preprint' | 'article' | 'conference' | 'software' | 'web'

const HOSTS: readonly (readonly [Exclude<SourceKind, 'preprint' | 'web'>, readonly string[]])[] = [
  [
    'conference',
    [
      'aclanthology.org',
      'openaccess.thecvf.com',
      'proceedings.mlr.press',
      'papers.nips.cc',
      'papers.neurips.cc',
      'proceedings.neurips.cc',
      'ojs.aaai.org',
      'ijcai.org',
      'isca-archive.org',
      'roboticsproceedings.org',
    ],
  ],
  [
    'article',
    [
      'nature.com',
      'science.org',
      'sciencedirect.com',
      'cell.com',
      'pnas.org',
      'jmlr.org',
      'jair.org',
      'mdpi.com',
      'frontiersin.org',
      'journals.plos.org',
      'onlinelibrary.wiley.com',
      'tandfonline.com',
      'academic.oup.com',
    ],
  ],
  ['software', ['github.com', 'gitlab.com']],
]

/** By where the paper's own link leads: what a venue took cannot be known of a page that takes all. */
export function sourceKind(paper: Pick<PaperView, 'links'>): SourceKind {
  if (arxivId(paper) !== null) return 'preprint'
  const link = mainLink(paper)
  if (link === null) return 'web'
  const { hostname } = new URL(link)
  const isAt = (host: string) => hostname === host || hostname.endsWith(`.${host}`)
  return HOSTS.find(([, hosts]) => hosts.some(isAt))?.[0] ?? 'web'
}
