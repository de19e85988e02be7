// Papers that speak of the same things: those that share the terms which say most of the one given.
import type { Archive, ArchivedPaper, SimilarPaper } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import { pidOf } from '../archive/store.ts'
import { isEmptyWord } from '../text/ngrams.ts'
import { createYielder } from '../threads/yield.ts'
import { type Likeness, likenessTo } from './neighbours/likeness.ts'
import { weighed } from './neighbours/paper-terms.ts'
import { sharedRuns } from './neighbours/shared-runs.ts'
import type { RememberingParts } from './search-parts.ts'

const MAX_TERMS_ASKED = 30
const MAX_COMPARED = 64
const SHARED_SHOWN = 5

export function createSimilar({ database, remembering, ensureIndexed }: RememberingParts): Archive['similar'] {
  return async (id, limit = 5) => {
    await ensureIndexed()
    const pid = await pidOf(database.reading, id)
    const paper = pid === null ? undefined : (await papersOfPids(database, [pid]))[0]
    if (pid === null || !paper) return []
    const index = remembering.upToDate()
    const terms = weighed(index, paper)
    const asked = terms.filter(({ isTelling }) => isTelling).slice(0, MAX_TERMS_ASKED)
    if (asked.length === 0) return []
    const expression = { kind: 'any', of: asked.map(({ term }) => ({ kind: 'term', term }) as const) } as const
    const matches = index
      .match(expression, { where: [], limit: Math.max(MAX_COMPARED, limit) + 1, order: 'best' })
      .filter((match) => match.pid !== pid)
    const neighbours = await papersOfPids(
      database,
      matches.map((match) => match.pid),
    )
    const likeness = likenessTo(paper, terms)
    const yieldTurn = createYielder()
    const alike: Likeness[] = []
    for (const neighbour of neighbours) {
      const one = likeness(neighbour)
      if (one.isNear) alike.push(one)
      await yieldTurn()
    }
    return alike
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map((one) => withReasons(paper, one))
  }
}

function withReasons(paper: ArchivedPaper, { neighbour, score, shared }: Likeness): SimilarPaper {
  const words = shared.filter(({ isPair, written }) => !isPair && !isEmptyWord(written.toLowerCase()))
  const runs = sharedRuns(
    paper,
    neighbour,
    shared.filter(({ isPair }) => isPair),
  )
  const shown = [...words.map(({ written, weight }) => ({ written, weight })), ...runs].sort((a, b) => b.weight - a.weight)
  return { paper: neighbour, score, shared: [...new Set(shown.map(({ written }) => written))].slice(0, SHARED_SHOWN) }
}
