// What the passages of an answer show of the words typed.
import type { Archive, SearchHit, Snippet } from '../../../src/archive/archive.ts'
import { arxivNumber } from '../inputs.ts'
import type { Query } from '../query-sets.ts'
import { counting, plainShare, type Share } from './share.ts'

export interface PassageShares {
  readonly runsWhole: Share
  readonly allTerms: Share
}

const textOf = (snippet: Snippet | null) => snippet?.map(({ text }) => text).join('') ?? ''
const shownOf = ({ snippet, titles }: SearchHit) =>
  [snippet.en, snippet.zh, titles.en, titles.zh].map(textOf).join('\n').toLowerCase()

export async function passageShares(archive: Archive, queries: readonly Query[]): Promise<PassageShares> {
  const [runsWhole, allTerms] = [counting(), counting()]
  for (const { set, text, answers } of queries) {
    if (set !== 'Chinese cut' && set !== 'Chinese terms' && set !== 'mixed') continue
    const { hits } = await archive.search(text, { limit: 3 })
    const hit = hits.find(({ paper }) => answers.includes(arxivNumber(paper.links)))
    if (!hit) continue
    if (set === 'Chinese cut') {
      if (/^\p{Script=Han}+$/u.test(text)) runsWhole.count(shownOf(hit).includes(text), text)
    } else
      allTerms.count(
        text.split(' ').every((term) => shownOf(hit).includes(term.slice(0, 5).toLowerCase())),
        text,
      )
  }
  return { runsWhole: plainShare(runsWhole), allTerms: plainShare(allTerms) }
}
