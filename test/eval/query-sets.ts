// Queries made from the papers themselves. Each knows the one paper that it was drawn from.
// A draw that by its own rule fits other papers too ("深度学习") asks for no paper in particular:
// it is drawn again.
import type { CorpusPaper } from './corpus.ts'
import { digestDay } from './prepare-inputs.ts'
import { createRandom } from './random.ts'
import { DATES } from './sets/dates.ts'
import { FORMS } from './sets/forms.ts'
import { LANGUAGES } from './sets/languages.ts'
import { NAMES } from './sets/names.ts'
import { PASTED } from './sets/pasted.ts'
import { QUESTIONS } from './sets/questions.ts'
import type { Draw, Query, SetRule } from './sets/set-rule.ts'
import { TITLE_AND_ABSTRACT } from './sets/title-and-abstract.ts'
import type { WordIndex } from './word-index.ts'
import { latinWords } from './words.ts'

export type { Query, SetRule } from './sets/set-rule.ts'

export const SETS: readonly SetRule[] = [
  ...TITLE_AND_ABSTRACT,
  ...NAMES,
  ...DATES,
  ...LANGUAGES,
  ...FORMS,
  ...PASTED,
  ...QUESTIONS,
]

/** Few papers lend themselves to some of the sets. */
const MAX_PAPERS_A_QUERY = 40

export interface QuerySets {
  /** By the rules. */
  readonly queries: readonly Query[]
  /** The first draw of each, whether or not other papers fit it as well. */
  readonly asDrawn: readonly Query[]
}

export function makeQueries(
  index: WordIndex,
  from: readonly CorpusPaper[],
  options: { perSet: number; sets: readonly SetRule[] },
): QuerySets {
  const [queries, asDrawn]: [Query[], Query[]] = [[], []]
  for (const rule of options.sets) {
    const random = createRandom(rule.name)
    let made = 0
    for (const paper of random.shuffle(from).slice(0, options.perSet * MAX_PAPERS_A_QUERY)) {
      if (made === options.perSet) break
      const source = { paper, date: digestDay(index.positionOf(paper.id)), words: latinWords(paper.title), index, random }
      const draws = Array.from({ length: 12 }, () => rule.draw(source)).filter((draw) => draw !== null)
      const [first, alone] = [draws[0], draws.find((draw) => draw.alone)]
      if (!first || !alone) continue
      made++
      const queryOf = ({ text, today }: Draw): Query => {
        return { set: rule.name, text, answers: [paper.id], ...(today !== undefined && { today }) }
      }
      queries.push(queryOf(alone))
      asDrawn.push(queryOf(first))
    }
  }
  return { queries, asDrawn }
}
