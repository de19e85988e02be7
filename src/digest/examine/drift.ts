// The drift alarm. A layout that changes does not make a parser fail: it makes fields go missing,
// quietly. So each digest is compared with its predecessors, and one that has far less than they
// had is held.
import type { Paper } from '../digest.ts'

/** What of a paper the alarm looks at. */
export type CoveredPaper = Pick<Paper, 'section' | 'title' | 'categories' | 'authors' | 'affiliations' | 'links' | 'abstract'>

/** Figures are not among them: a day without pictures is whole. */
const FIELDS = {
  'english titles': (paper) => paper.title.en !== null,
  'chinese titles': (paper) => paper.title.zh !== null,
  categories: (paper) => paper.categories.length > 0,
  authors: (paper) => paper.authors.length > 0,
  affiliations: (paper) => paper.affiliations.length > 0,
  links: (paper) => paper.links.length > 0,
  'english abstracts': (paper) => (paper.section === 'brief' ? null : paper.abstract.en !== null),
  'chinese abstracts': (paper) => (paper.section === 'brief' ? null : paper.abstract.zh !== null),
} as const satisfies Record<string, (paper: CoveredPaper) => boolean | null>

export type CoveredField = keyof typeof FIELDS

/** How many papers have a field, of those that should; a brief paper need not have an abstract. */
export type FieldCoverage = Readonly<Record<CoveredField, { readonly having: number; readonly of: number }>>

const fieldNames = Object.keys(FIELDS) as CoveredField[]

export function fieldCoverage(digest: { readonly papers: readonly CoveredPaper[] }): FieldCoverage {
  const entries = fieldNames.map((field) => {
    const answers = digest.papers.map(FIELDS[field]).filter((answer) => answer !== null)
    return [field, { having: answers.filter(Boolean).length, of: answers.length }] as const
  })
  return Object.fromEntries(entries) as FieldCoverage
}

/** How many predecessors a digest is compared with. */
export const DRIFT_WINDOW = 14
/** With fewer predecessors nobody knows what is usual. */
const MIN_HISTORY = 5
/** A field that half of the papers lacked before is not a sign. */
const USUAL = 0.6
/** What is left of a usual share when it is called drift. */
const LEFT = 0.5
/** Every paper has authors; a paper or two without an address or a place happens on a short day. */
const MIN_LACKING: Partial<Record<CoveredField, number>> = { affiliations: 3, links: 3 }

/**
 * Why the digest should be held back, or null. `before` is the coverage of the digests before it,
 * newest last; the last fourteen count, by their median, so that one odd day among them changes
 * nothing.
 */
export function driftReason(coverage: FieldCoverage, before: readonly FieldCoverage[]): string | null {
  const window = before.slice(-DRIFT_WINDOW)
  const fallen = fieldNames.flatMap((field) => {
    const now = share(coverage, field)
    const usual = median(window.map((one) => share(one, field)).filter((value) => value !== null))
    if (now === null || usual === null || usual < USUAL || now >= usual * LEFT) return []
    const { having, of } = coverage[field]
    if (of - having < (MIN_LACKING[field] ?? 1)) return []
    return [`${field} in ${having} of ${of} papers, usually in ${Math.round(usual * 100)} %`]
  })
  return fallen.length === 0 ? null : `far below the last ${window.length} digests: ${fallen.join('; ')}`
}

function share(coverage: FieldCoverage, field: CoveredField): number | null {
  const { having, of } = coverage[field]
  return of === 0 ? null : having / of
}

function median(values: readonly number[]): number | null {
  if (values.length < MIN_HISTORY) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? null) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
