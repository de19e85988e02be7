// Ten windows of the corpus, and whether each term shown in them reads as a subject of research.
import type { Archive } from '../../../src/archive/archive.ts'
import judged from './judged-trends.json' with { type: 'json' }
import { counting, plainShare, type Share } from './share.ts'

export interface TrendShares {
  /** Terms shown that were judged to be subjects; what was not judged counts as none. */
  readonly trends: Share
  /** Windows of which eight of ten shown are subjects. */
  readonly windows: Share
}

/** As many of each language as the command shows. */
const SHOWN_OF_A_LANGUAGE = 5
const MIN_SUBJECTS = 0.8

export async function trendShares(archive: Archive): Promise<TrendShares> {
  const [trends, windows] = [counting(), counting()]
  const isSubject = new Set(judged.subjects)
  const isOther = new Set(judged.others)
  for (const { until, weeks } of judged.windows) {
    const { terms } = await archive.trends({ until, weeks, limit: SHOWN_OF_A_LANGUAGE })
    const shown = [...terms.zh, ...terms.en].map(({ text }) => text)
    for (const text of shown) trends.count(isSubject.has(text), `${until}: ${text}${isOther.has(text) ? '' : ' (not judged)'}`)
    const good = shown.filter((text) => isSubject.has(text)).length
    windows.count(shown.length > 0 && good >= shown.length * MIN_SUBJECTS, `${until}: ${good} of ${shown.length}`)
  }
  return { trends: plainShare(trends), windows: plainShare(windows) }
}
