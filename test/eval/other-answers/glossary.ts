// Translations of terms, held against those that people of the field use.
import type { Archive } from '../../../src/archive/archive.ts'
import { GLOSSARY_PAIRS, rightTranslations } from './glossary-pairs.ts'
import { counting, plainShare, type Share } from './share.ts'

/** "pre-training" is "pretraining", "models" are "model". */
const evenForm = (text: string) =>
  text
    .toLowerCase()
    .replace(/[-\s]+/g, '')
    .replace(/s$/, '')

/** Both ways: what a Chinese term is called in English, and what that is called in Chinese. */
export interface GlossaryShares {
  /** Terms whose first translation is the right one. */
  readonly glossary: Share
  /** Of all translations shown: those with a paper that has both, which is what makes them one. */
  readonly withPapers: Share
}

const SHOWN = 8

export async function glossaryShares(archive: Archive): Promise<GlossaryShares> {
  const [right, withPapers] = [counting(), counting()]
  for (const pair of GLOSSARY_PAIRS) {
    const entries = await archive.glossary(pair.zh, SHOWN)
    const first = entries[0]?.en ?? ''
    right.count(
      rightTranslations(pair).some((en) => evenForm(first) === evenForm(en)),
      `${pair.zh}: ${first} instead of ${pair.en}`,
    )
    for (const { en, papers } of entries) withPapers.count(papers.length > 0, `${pair.zh}: ${en}`)
  }
  return { glossary: plainShare(right), withPapers: plainShare(withPapers) }
}
