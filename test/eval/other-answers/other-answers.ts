// How good the other answers are: neighbours, the glossary, trends, passages, what completes what is
// typed.
import type { Archive } from '../../../src/archive/archive.ts'
import type { Row } from '../engines/engine.ts'
import type { Query } from '../query-sets.ts'
import { createRandom } from '../random.ts'
import { type GlossaryShares, glossaryShares } from './glossary.ts'
import { type NeighbourShares, neighbourShares } from './neighbours.ts'
import { type PassageShares, passageShares } from './passages.ts'
import { type TrendShares, trendShares } from './trends.ts'
import { type TypingShares, typingShares } from './typing.ts'

export interface OtherAnswers extends NeighbourShares, GlossaryShares, TrendShares, PassageShares, TypingShares {}

const PAPERS_COMPARED = 200

export async function otherAnswers(
  archive: Archive,
  rows: readonly Row[],
  queries: readonly Query[],
  authors: readonly string[],
): Promise<OtherAnswers> {
  const compared = createRandom('other answers').shuffle(rows).slice(0, PAPERS_COMPARED)
  return {
    ...(await neighbourShares(archive, rows, compared)),
    ...(await glossaryShares(archive)),
    ...(await trendShares(archive)),
    ...(await passageShares(archive, queries)),
    ...(await typingShares(archive, rows, authors)),
  }
}
