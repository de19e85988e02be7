// Gathers what the steps of one query find: papers of a stricter step before those of a freer one.
import type { SearchNote } from '../../archive/archive.ts'
import type { Expression, IndexMatch, MatchOptions, ScoringLimit, SearchIndex } from '../search-index.ts'
import { all } from './expressions.ts'
import type { Reach, Step } from './steps/step.ts'

export interface Candidate extends IndexMatch {
  readonly reach: Reach
  /** Scores are compared within a step alone; left out where it was found otherwise. */
  readonly step?: number
}

/** What comes before all else: papers of somebody whose name was understood, say. */
export interface FirstCandidates {
  readonly matches: readonly Candidate[]
  readonly notes: readonly SearchNote[]
  /** So many there are, of which the matches are the first. */
  readonly total: number
}

export interface Gathered {
  readonly found: ReadonlyMap<number, Candidate>
  readonly notes: readonly SearchNote[]
  /** Papers that match in the step that answered. */
  total(): number
  /** Asks the index; what was asked before, or is null, it is not. Answers what the step found. */
  ask(step: Step): readonly IndexMatch[]
  /** What is known from elsewhere; a paper that was found already keeps its place. */
  add(candidates: readonly Candidate[]): void
}

export interface GatherOptions extends MatchOptions {
  /** What every paper must have in addition to what a step asks for. */
  readonly required: readonly Expression[]
  /** For steps that ask for all of the query. */
  readonly ofWhole: { readonly scoringLimit?: ScoringLimit }
}

/**
 * `first` come before all that is found, and papers that have all as typed count as other forms.
 */
export function createGathered(index: SearchIndex, options: GatherOptions, first: FirstCandidates | null): Gathered {
  const found = new Map<number, Candidate>(first?.matches.map((match) => [match.pid, match]))
  const notes: SearchNote[] = [...(first?.notes ?? [])]
  const asked = new Set<string>()
  let totalOfLast = () => found.size
  return {
    found,
    notes,
    total: () => Math.max(first?.total ?? 0, totalOfLast(), found.size),
    ask({ expression: ofStep, reach: reachOfStep, notes: ofThisStep }) {
      // With somebody's name understood, papers that have its words by chance come after that
      // person's.
      const reach = first && reachOfStep === 'typed' ? 'whole' : reachOfStep
      const expression = ofStep && withRequired(ofStep, options.required)
      const written = JSON.stringify(expression)
      if (!expression || asked.has(written)) return []
      asked.add(written)
      const matches = index.match(expression, reach === 'part' ? options : { ...options, ...options.ofWhole })
      if (matches.length === 0) return []
      const before = found.size
      for (const match of matches) if (!found.has(match.pid)) found.set(match.pid, { ...match, reach, step: asked.size })
      if (found.size > before) notes.push(...ofThisStep.filter(({ code, found: word }) => isNews(notes, code, word, before)))
      // Counting takes as long as finding, and only the step that answered is counted.
      totalOfLast = matches.length < options.limit ? () => found.size : () => index.count(expression, options.where)
      return matches
    },
    add(candidates) {
      for (const candidate of candidates) found.set(candidate.pid, { ...candidate, ...found.get(candidate.pid) })
    },
  }
}

/** Null where nothing is asked for. */
function withRequired(expression: Expression, needed: readonly Expression[]): Expression | null {
  const isEmpty = 'of' in expression && Array.isArray(expression.of) && expression.of.length === 0
  const asked = isEmpty ? needed : [...needed, expression]
  return asked.length === 0 ? null : all(asked)
}

/**
 * What was left out is said only where nothing has all of it; what was respelled, wherever it found
 * something.
 */
function isNews(notes: readonly SearchNote[], code: SearchNote['code'], word: string, before: number): boolean {
  if (notes.some((note) => note.code === code && note.found === word)) return false
  return before === 0 || code === 'respelled' || code === 'also-searched'
}
