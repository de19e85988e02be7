// Finds papers for the text of a query, in steps: each asks more freely and is taken only while too few are found.

import type { SearchNote } from '../../archive/archive.ts'
import { pairsOf, scan, termOf } from '../../text/terms.ts'
import type { Clause } from '../query/query.ts'
import type { Condition, Expression, IndexMatch, ScoringLimit, SearchIndex } from '../search-index.ts'
import { all, any, expressionOf, isTextual, type OtherForms, phraseOf, type TextAlternative } from './expressions.ts'
import { type Certainty, findNames } from './find-names.ts'
import { partsOf, type QueryPart } from './query-parts.ts'
import { respell } from './respell.ts'
import { splitWords } from './split-words.ts'

/** `typed`: all that was asked for is there as it was typed. `whole`: in another spelling. `part`: some of it. */
export type Reach = 'typed' | 'whole' | 'part'

export interface Candidate extends IndexMatch {
  readonly reach: Reach
}

export interface Candidates {
  /** Best first, those of a stricter step before those of a freer one. */
  readonly matches: readonly Candidate[]
  /** Papers that match in the step that answered. */
  readonly total: number
  readonly parts: readonly QueryPart[]
  /** Where no paper has all: papers that have any of the terms, best first as the index scores them. */
  readonly byTerms: readonly number[]
  readonly notes: readonly SearchNote[]
}

/** A word that fewer papers have than this may be unfinished, or misspelt. */
const MAY_BE_UNFINISHED = 20
const MAY_BE_MISSPELT = 5
/** A rare word at the end, shorter than this, is more often a surname than a slip. */
const MAX_MEANT = 8
const MAX_COMPLETIONS = 12
/** Longer queries are rarely of common words alone. */
const MAX_COMMON_WORDS = 4
const COMMON_FROM = 1_500
/** Of papers that have such words and nothing rarer, so many are scored; more where one of the words may be a name. */
const MAX_SCORED = 400
const MAX_SCORED_OF_NAMES = 1_500
/** Terms of more than this share of the papers say too little to look for them alone. */
const COMMON_SHARE = 0.1
/** The same where each term adds to the score of a paper. */
const TELLING_SHARE = 0.25
/** So many parts can be left out one at a time. */
const MAX_PARTS_LEFT_OUT = 8
/** Found fewer than this, the next step may add to it. */
const ENOUGH = 3
/** Who types so many terms means one paper: one that has them all is enough. */
const TERMS_OF_ONE_PAPER = 5

interface Step {
  readonly expression: Expression | null
  readonly reach: Reach
  readonly notes: readonly SearchNote[]
  /** The next step is asked, too, however much this one finds. */
  readonly isTentative?: boolean
}

export interface CandidateOptions {
  readonly where: readonly Condition[]
  readonly limit: number
  readonly order: 'best' | 'newest'
  readonly papers: number
  /** What every paper must have besides the query. */
  readonly required?: readonly Expression[]
}

export function findCandidates(index: SearchIndex, typed: readonly Clause[], options: CandidateOptions): Candidates {
  const cut = cutClauses(index, typed, options.papers)
  const found = findByText(index, cut.clauses, options, findByName(index, cut.clauses, options, 'sure'))
  const isComplete = found.matches.some(({ reach }) => reach !== 'part')
  const named = isComplete ? null : findByName(index, cut.clauses, options, 'likely')
  const best = named ? { ...named.candidates, notes: named.notes } : found
  return { ...best, notes: [...cut.notes, ...best.notes] }
}

/** "efficientvideogeneration": a word that no paper has, of three words or more. */
function cutClauses(
  index: SearchIndex,
  clauses: readonly Clause[],
  papers: number,
): { readonly clauses: readonly Clause[]; readonly notes: readonly SearchNote[] } {
  const notes: SearchNote[] = []
  const cut = clauses.flatMap((clause): readonly Clause[] => {
    const [only, ...more] = clause.anyOf
    if (only?.kind !== 'text' || more.length > 0 || !/^[a-z]{12,}$/i.test(only.text)) return [clause]
    const text = only.text.toLowerCase()
    if (index.wordFrequency(termOf(text)) > 0) return [clause]
    const words = splitWords(index, text, papers)
    if (words === null || words.length < 3) return [clause]
    notes.push({ code: 'respelled', found: only.text, used: words.map(({ word }) => word).join(' ') })
    return words.map(({ word }) => ({ ...clause, anyOf: [{ kind: 'text', text: word, last: false }] }))
  })
  return { clauses: cut, notes }
}

interface NamedCandidates {
  readonly candidates: Candidates
  readonly notes: readonly SearchNote[]
}

/** Where words of the query are somebody's name: papers of that person that have the rest of it. */
function findByName(
  index: SearchIndex,
  clauses: readonly Clause[],
  options: CandidateOptions,
  certainty: Certainty,
): NamedCandidates | null {
  const names = findNames(index, clauses, certainty)
  if (names.length === 0) return null
  const where = [...options.where, ...names.map((name): Condition => ({ kind: 'author', names: name.names }))]
  const rest = clauses.filter((_, at) => !names.some(({ start, end }) => at >= start && at < end))
  const surnames = names.map((name) =>
    any(name.names.map(({ surname }) => ({ kind: 'in', columns: ['people'], of: { kind: 'term', term: termOf(surname) } }))),
  )
  const notes = names.map(({ typed, names: [first] }): SearchNote => {
    return { code: 'name-read', found: typed, used: first ? `${first.given?.charAt(0).toUpperCase()} ${first.surname}` : null }
  })
  const candidates = findByText(index, rest, { ...options, where, required: surnames }, null)
  if (candidates.matches.length === 0 || candidates.matches.every(({ reach }) => reach === 'part')) return null
  return { candidates, notes }
}

function findByText(
  index: SearchIndex,
  clauses: readonly Clause[],
  options: CandidateOptions,
  named: NamedCandidates | null,
): Candidates {
  const completed = completions(index)
  const mended = spellings(index, completed, options.papers)
  const apart = (forms: OtherForms): TakenApart => ({
    fixed: partsOf(index, clauses.filter(isFixed), forms),
    free: partsOf(
      index,
      clauses.filter((clause) => !isFixed(clause)),
      forms,
    ),
  })
  const terms = termsOf(clauses)
  const isLong = terms.length >= TERMS_OF_ONE_PAPER
  const withoutLone = (where: Where): readonly Clause[] => {
    const rest = isLong ? clauses.flatMap((clause) => withoutLoneCharacters(clause, where)) : []
    return rest.length > 0 ? rest : clauses
  }
  let taken: TakenApart | undefined
  const takenApart = () => {
    taken ??= apart(mended.any)
    return taken
  }
  const everyPart = ({ fixed, free }: TakenApart): Step => ({
    ...whole(all([...fixed, ...required(free)].map(({ expression }) => expression))),
    notes: mended.notes,
  })
  const freer = (step: (parts: readonly QueryPart[]) => Step) => (): Step => {
    const { fixed, free } = takenApart()
    const { expression, reach, notes } = step(free)
    const needed = expression ? all([...fixed.map((part) => part.expression), expression]) : null
    return { expression: needed, reach, notes: [...mended.notes, ...notes] }
  }
  const steps: (() => Step)[] = [
    () => ({ expression: sideBySide(withoutLone('at the end'), completed), reach: 'typed', notes: [] }),
    () => ({ expression: joinedNeighbours(index, withoutLone('anywhere'), completed), reach: 'typed', notes: [] }),
    () => {
      takenApart()
      // Only the likeliest spelling, where a word has several: a rare one would come first by its rarity.
      return mended.isUnsure() ? { ...everyPart(apart(mended.likeliest)), isTentative: true } : whole(null)
    },
    () => everyPart(takenApart()),
    freer(allButOne),
    freer((parts) => rarest(parts, options.papers)),
    () => onlyFixed(takenApart()),
  ]
  const enough = isLong ? 1 : ENOUGH
  const scoringLimit = options.order === 'best' ? scoringLimitOf(index, terms) : {}
  const found = new Map<number, Candidate>(named?.candidates.matches.map((match) => [match.pid, match]))
  const asked = new Set<string>()
  let total = found.size
  const notes: SearchNote[] = [...(named?.notes ?? [])]
  for (const make of steps) {
    const { expression: ofStep, reach: reachOfStep, notes: stepNotes, isTentative } = make()
    // With somebody's name understood, papers that have its words by chance come after that person's.
    if (named && reachOfStep === 'part') break
    const reach = named && reachOfStep === 'typed' ? 'whole' : reachOfStep
    const expression = ofStep && withRequired(ofStep, options.required ?? [])
    const written = JSON.stringify(expression)
    if (asked.has(written)) continue
    asked.add(written)
    const matches = expression ? index.match(expression, reach === 'part' ? options : { ...options, ...scoringLimit }) : []
    if (!expression || matches.length === 0) continue
    const before = found.size
    for (const match of matches) if (!found.has(match.pid)) found.set(match.pid, { ...match, reach })
    if (found.size > before) notes.push(...stepNotes.filter(({ code, found: word }) => isNews(notes, code, word, before)))
    total = matches.length < options.limit ? found.size : Math.max(found.size, index.count(expression, options.where))
    if (found.size >= enough && !isTentative) break
  }
  const matches = [...found.values()]
  const isPartial = options.order === 'best' && matches.length > 0 && matches.every(({ reach }) => reach === 'part')
  const byTerms = isPartial ? matchAnyTerm(index, takenApart(), options) : []
  for (const match of byTerms) if (!found.has(match.pid)) found.set(match.pid, { ...match, reach: 'part' })
  return {
    matches: [...found.values()],
    byTerms: byTerms.map(({ pid }) => pid),
    total,
    parts: taken ? [...taken.fixed, ...taken.free] : [],
    notes,
  }
}

/** Papers that have any of the terms, as the index scores them. */
function matchAnyTerm(index: SearchIndex, { fixed, free }: TakenApart, options: CandidateOptions): readonly IndexMatch[] {
  const known = required(free).filter((part) => part.papers > 0)
  const telling = known.filter((part) => part.papers <= options.papers * TELLING_SHARE)
  const used = telling.length > 1 ? telling : known
  if (used.length === 0) return []
  return index.match(all([...fixed.map(({ expression }) => expression), any(used.map(({ loose }) => loose))]), options)
}

/** Null where nothing is asked for. */
function withRequired(expression: Expression, needed: readonly Expression[]): Expression | null {
  const isEmpty = 'of' in expression && Array.isArray(expression.of) && expression.of.length === 0
  const asked = isEmpty ? needed : [...needed, expression]
  return asked.length === 0 ? null : all(asked)
}

/** A few common words stand in thousands of papers, and to score them all takes long: they differ in little but the title. */
function scoringLimitOf(index: SearchIndex, terms: readonly Term[]): { readonly scoringLimit?: ScoringLimit } {
  const isCommon = ({ kind, text }: Term) =>
    (kind === 'word' ? index.wordFrequency(termOf(text)) : index.frequency(text)) > COMMON_FROM
  if (terms.length === 0 || terms.length > MAX_COMMON_WORDS || !terms.every(isCommon)) return {}
  const mayBeName = terms.some(({ kind, text }) => kind === 'word' && index.hasSurname(text))
  return { scoringLimit: { newest: mayBeName ? MAX_SCORED_OF_NAMES : MAX_SCORED, titleBeginnings: terms.map(inflected) } }
}

/** What all its inflections begin with, where that can be said: "learn" of "learning". */
function inflected({ kind, text }: Term): string {
  const stem = kind === 'word' ? termOf(text) : text
  return text.startsWith(stem) ? stem : text
}

interface Term {
  readonly kind: 'word' | 'pair'
  readonly text: string
}

/** Words and pairs of characters, as they were typed; of alternatives those of the first. */
function termsOf(clauses: readonly Clause[]): Term[] {
  const units = clauses.flatMap((clause) => texts(clause).slice(0, 1)).flatMap(({ text }) => scan(text))
  return units.flatMap((unit): Term[] => {
    if (unit.kind === 'word') return unit.parts.map((text) => ({ kind: 'word', text }))
    const pairs = pairsOf(unit.folded).slice(0, Math.max(1, unit.folded.length - 1))
    return pairs.map((text) => ({ kind: 'pair', text }))
  })
}

type Where = 'at the end' | 'anywhere'

/**
 * Without characters that stand alone: in a long query they say little, and every pair that begins with one would have to
 * be looked for. Side by side with others only the end is such a beginning. Of what is in quotes nothing is left out.
 */
function withoutLoneCharacters(clause: Clause, where: Where): Clause[] {
  const [only, ...more] = clause.anyOf
  if (only?.kind !== 'text' || more.length > 0) return [clause]
  const units = scan(only.text)
  const lone = units
    .slice(where === 'anywhere' ? 0 : -1)
    .filter(({ kind, folded }) => kind === 'run' && pairsOf(folded).length === 1)
  if (lone.length === units.length) return where === 'anywhere' ? [] : [clause]
  const text = lone.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, only.text)
  return [{ ...clause, anyOf: [{ ...only, text }] }]
}

/** What was left out is said only where nothing has all of it; what was respelled, wherever it found something. */
function isNews(notes: readonly SearchNote[], code: SearchNote['code'], word: string, before: number): boolean {
  if (notes.some((note) => note.code === code && note.found === word)) return false
  return before === 0 || code === 'respelled'
}

interface TakenApart {
  readonly fixed: readonly QueryPart[]
  readonly free: readonly QueryPart[]
}

/** What is in quotes, or asked of the title, is never left out. */
const isFixed = ({ anyOf }: Clause) => anyOf.every(({ kind }) => kind !== 'text')

const whole = (expression: Expression | null): Step => ({ expression, reach: 'whole', notes: [] })

const texts = ({ anyOf }: Clause): TextAlternative[] => anyOf.filter(isTextual)

const isWord = (text: string) => /^[a-z]+$/i.test(text)

/** "image net" for "imagenet": neighbours that papers write as one word. */
function joinedNeighbours(index: SearchIndex, clauses: readonly Clause[], forms: OtherForms): Expression {
  const expressions: Expression[] = []
  for (let at = 0; at < clauses.length; at++) {
    const [one, other] = [clauses[at], clauses[at + 1]].map((clause) =>
      clause?.anyOf.length === 1 ? clause.anyOf[0] : undefined,
    )
    const own = expressionOfAll(clauses.slice(at, at + 1), forms)
    const isPair = one?.kind === 'text' && other?.kind === 'text' && isWord(one.text) && isWord(other.text)
    const known = isPair ? index.word(`${one.text}${other.text}`.toLowerCase()) : null
    if (!known) {
      expressions.push(own)
      continue
    }
    const apart = expressionOfAll(clauses.slice(at, at + 2), forms)
    expressions.push(any([apart, { kind: 'term', term: known.term }]))
    at++
  }
  return all(expressions)
}

const expressionOfAll = (clauses: readonly Clause[], forms: OtherForms): Expression =>
  all(clauses.map((clause) => any(texts(clause).map((alternative) => expressionOf(alternative, forms)))))

/** What is written without a space belongs together across marks, too: "注意力，卷积". Null where nothing is written so. */
function sideBySide(clauses: readonly Clause[], forms: OtherForms): Expression | null {
  let isUsed = false
  const parts = clauses.map((clause) =>
    any(
      texts(clause).map((alternative) => {
        const units = scan(alternative.text)
        if (alternative.kind !== 'text' || units.length < 2 || !units.some(({ kind }) => kind === 'run'))
          return expressionOf(alternative, forms)
        isUsed = true
        return phraseOf(units)
      }),
    ),
  )
  return isUsed ? all(parts) : null
}

/** The last word of a query may be only its beginning: what it may become. */
function completions(index: SearchIndex): OtherForms {
  return (word, isLast) => {
    if (!isLast || word.length < 2 || !/^[a-z][a-z0-9]*$/.test(word)) return []
    if (index.wordFrequency(termOf(word)) >= MAY_BE_UNFINISHED) return []
    const own = termOf(word)
    return [...new Set(index.completions(word, MAX_COMPLETIONS).map(({ term }) => term))].filter((term) => term !== own)
  }
}

interface Spellings {
  readonly any: OtherForms
  readonly likeliest: OtherForms
  /** Whether a word that was asked for has several spellings. */
  isUnsure(): boolean
  readonly notes: readonly SearchNote[]
}

function spellings(index: SearchIndex, completed: OtherForms, papers: number): Spellings {
  const notes: SearchNote[] = []
  const known = new Map<string, readonly string[]>()
  const respelled = (word: string): readonly string[] => {
    const before = known.get(word)
    if (before) return before
    const isRare = index.wordFrequency(termOf(word)) < MAY_BE_MISSPELT
    const found = isRare ? respell(index, word) : []
    const apart = isRare && found.length === 0 ? splitWords(index, word, papers) : null
    const used = found[0]?.word ?? apart?.map((piece) => piece.word).join(' ')
    if (used !== undefined) notes.push({ code: 'respelled', found: word, used })
    const forms = [...found.map(({ term }) => term), ...(apart ? [apart.map(({ term }) => term).join(' ')] : [])]
    known.set(word, forms)
    return forms
  }
  const forms =
    (most: number): OtherForms =>
    (word, isLast) => {
      const own = completed(word, isLast)
      if (own.length > 0) return own
      const isMeant = isLast && word.length < MAX_MEANT && index.wordFrequency(termOf(word)) > 0
      return isMeant ? [] : respelled(word).slice(0, most)
    }
  return {
    any: forms(Number.POSITIVE_INFINITY),
    likeliest: forms(1),
    isUnsure: () => [...known.values()].some(({ length }) => length > 1),
    notes,
  }
}

/** What was asked for without how it was asked; all of it where it is nothing else. */
function required(parts: readonly QueryPart[]): readonly QueryPart[] {
  const telling = parts.filter(({ isFiller }) => !isFiller)
  return telling.length > 0 ? telling : parts
}

function allButOne(parts: readonly QueryPart[]): Step {
  const needed = required(parts)
  if (needed.length < 3 || needed.length > MAX_PARTS_LEFT_OUT) return { expression: null, reach: 'part', notes: [] }
  const expression = any(needed.map((_, left) => all(needed.filter((_part, at) => at !== left).map((part) => part.expression))))
  return { expression, reach: 'part', notes: [someOnly(needed, `${needed.length - 1}/${needed.length}`)] }
}

/** Any of the parts that say something; where all are common, any of the two rarest. */
function rarest(parts: readonly QueryPart[], papers: number): Step {
  const known = required(parts).filter((part) => part.papers > 0)
  const telling = known.filter((part) => part.papers <= papers * COMMON_SHARE)
  const used =
    telling.length > 1 || known.length === telling.length ? telling : [...known].sort((a, b) => a.papers - b.papers).slice(0, 2)
  if (used.length === 0) return { expression: null, reach: 'part', notes: [] }
  const names = used.map(({ text }) => text).join(' ')
  return { expression: any(used.map(({ loose }) => loose)), reach: 'part', notes: [someOnly(parts, names)] }
}

/** What is in quotes alone: of a pasted reference the title. */
function onlyFixed({ fixed, free }: TakenApart): Step {
  if (fixed.length === 0 || free.length === 0) return { expression: null, reach: 'part', notes: [] }
  const names = fixed.map(({ text }) => text).join(' ')
  return {
    expression: all(fixed.map(({ expression }) => expression)),
    reach: 'part',
    notes: [someOnly([...fixed, ...free], names)],
  }
}

const someOnly = (parts: readonly QueryPart[], used: string): SearchNote => ({
  code: 'some-terms-only',
  found: parts.map(({ text }) => text).join(' '),
  used,
})
