// One step of a search: what the index is asked, and how much of the query those papers have.
import type { SearchNote } from '../../../archive/archive.ts'
import type { Expression } from '../../search-index.ts'

/**
 * `typed`: all that was asked for is there as it was typed. `whole`: in another form. `part`: some
 * of it.
 */
export type Reach = 'typed' | 'whole' | 'part'

export interface NotedExpression {
  readonly expression: Expression
  readonly notes: readonly SearchNote[]
}

export interface Step {
  readonly expression: Expression | null
  readonly reach: Reach
  readonly notes: readonly SearchNote[]
  /** The next step is asked, too, however much this one finds. */
  readonly isTentative?: boolean
}

export const typed = (expression: Expression | null): Step => ({ expression, reach: 'typed', notes: [] })
export const whole = (expression: Expression | null): Step => ({ expression, reach: 'whole', notes: [] })
