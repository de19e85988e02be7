// A whole digest as the messages that a channel gets: each featured paper, then the short list
// packed.
import type { Digest } from '../digest/digest.ts'
import { renderBriefs } from './lists/briefs.ts'
import type { CommonOptions, Layout, MessageBody } from './message.ts'
import { renderPaper } from './paper/paper.ts'
import { viewsOf } from './view.ts'

export interface DigestOptions extends CommonOptions {
  readonly layout: Layout
}

export function renderDigest(digest: Digest, options: DigestOptions = { language: 'both', layout: 'standard' }): MessageBody[] {
  const total = digest.papers.length
  const figures = new Map(digest.papers.map((paper) => [paper.position, paper.figures]))
  const views = viewsOf(digest)
  const featured = views
    .filter((paper) => paper.section === 'featured')
    .map((paper) => renderPaper(paper, { ...options, total, figures: figures.get(paper.position) ?? [] }))
  const brief = views.filter((paper) => paper.section === 'brief')
  return [...featured, ...renderBriefs(brief, { ...options, date: digest.date }).map((part) => part.body)]
}
