// The table of layouts. A new one is a folder beside this file, its fixtures, and a line in the
// table.
import { cards } from './cards/index.ts'
import { details } from './details/index.ts'
import { labelled } from './labelled/index.ts'
import type { Layout, Sign, Survey } from './layout.ts'
import { listRows } from './list-rows/index.ts'
import { markdown } from './markdown/index.ts'
import { plain } from './plain/index.ts'
import { posts } from './posts/index.ts'
import { rows } from './rows/index.ts'
import { series } from './series/index.ts'

/** Layouts that are asked for signs, in the order that decides between equals. */
export const layouts: readonly Layout[] = [series, posts, markdown, cards, details, rows, listRows, labelled, plain]

/** What reads a text in which no layout finds a sign. */
const USUAL = series

export interface Recognition {
  readonly layout: Layout
  /**
   * The lines that speak for it; none where nothing was recognised and the usual form was tried.
   */
  readonly signs: readonly Sign[]
}

/** Nothing speaks for another form, so that the signs of this one need not be looked for. */
export const USUAL_FORM: Recognition = { layout: USUAL, signs: [] }

/** The layout that most lines speak for. */
export function recognise(survey: Survey): Recognition {
  const others = layouts.filter((layout) => layout !== USUAL)
  const found = others.map((layout): Recognition => ({ layout, signs: layout.signs(survey) })).filter(hasSigns)
  // The usual form is looked for only where it has a rival: its signs cost as much as reading it.
  if (found.length === 0) return USUAL_FORM
  const candidates = [...found, { layout: USUAL, signs: USUAL.signs(survey) }]
  return candidates.reduce((best, next) => (next.signs.length > best.signs.length ? next : best))
}

/** The signs that `check` shows; those of the usual form are looked for only when somebody asks. */
export function signsOf({ layout, signs }: Recognition, survey: Survey): readonly Sign[] {
  return signs.length > 0 ? signs : layout.signs(survey)
}

function hasSigns({ signs }: Recognition): boolean {
  return signs.length > 0
}
