// Parts of a query with their synonyms and their translations, asked for where too few papers have
// the parts themselves: applied always, they would push what was asked for down.
import { scan, termOf } from '../../text/terms.ts'
import { piecesByName } from '../query/other-names.ts'
import { synonyms } from '../query/synonyms.ts'
import type { Expression, SearchIndex } from '../search-index.ts'
import { derivedForms } from '../words/derived-forms.ts'
import { any, phraseOf } from './expressions.ts'
import { type QueryPart, runParts } from './query-parts.ts'
import type { Translator } from './translate.ts'

/** So many words side by side may be one term. */
const MAX_TERM_WORDS = 4
const MAX_PARTS = 8
/** In a longer query the other words find the paper. */
const MAX_PARTS_TRANSLATED = 4
/** A word of fewer papers may be a slip, and has too few to learn from. */
const MIN_TRANSLATED = 5

export interface Expansion {
  readonly term: string
  readonly others: readonly string[]
}

export interface ExpandedParts {
  readonly parts: readonly QueryPart[]
  readonly expansions: readonly Expansion[]
}

export function expandParts(index: SearchIndex, translator: Translator, parts: readonly QueryPart[]): ExpandedParts {
  const expansions: Expansion[] = []
  const isShort = parts.filter(({ isFiller }) => !isFiller).length <= MAX_PARTS_TRANSLATED
  const othersOf = (term: string, papers: number): readonly string[] => {
    const known = synonyms(term)
    const isTranslated = known.length === 0 && papers >= MIN_TRANSLATED && isShort
    const others = isTranslated ? translator.translate(term) : known
    if (others.length > 0) expansions.push({ term, others })
    return others
  }
  if (parts.length > MAX_PARTS) return { parts, expansions }
  const expanded: QueryPart[] = []
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]
    if (!part) continue
    if (part.isFiller) expanded.push(part)
    else if (isRun(part.text)) expanded.push(...expandRun(index, part, othersOf))
    else {
      const { term, count } = longestTerm(parts.slice(at, at + MAX_TERM_WORDS), isShort ? translator : null)
      const others = othersOf(term, part.papers)
      const derived = count === 1 ? derivedForms(index, term) : []
      if (derived.length > 0 && others.length === 0) expansions.push({ term, others: derived })
      expanded.push(withOthers(joined(parts.slice(at, at + count), term), [...others, ...derived]))
      at += count - 1
    }
  }
  return { parts: expanded, expansions }
}

const isRun = (text: string) => scan(text)[0]?.kind === 'run'
const spaced = (text: string) => text.replace(/[-\s]+/g, ' ')

/**
 * The longest row of words that has a synonym; else two that have a translation together; else the
 * word.
 */
function longestTerm(parts: readonly QueryPart[], translator: Translator | null): { term: string; count: number } {
  const words = parts.map(({ text }) => spaced(text))
  const end = parts.findIndex(({ text, isFiller }) => isFiller || isRun(text))
  const most = end < 0 ? parts.length : end
  for (let count = most; count > 0; count--) {
    const term = words.slice(0, count).join(' ')
    if (synonyms(term).length > 0) return { term, count }
  }
  const pair = words.slice(0, 2).join(' ')
  if (most >= 2 && translator && translator.translate(pair).length > 0) return { term: pair, count: 2 }
  return { term: words[0] ?? '', count: 1 }
}

function joined(parts: readonly QueryPart[], text: string): QueryPart {
  const [only, ...more] = parts
  if (only && more.length === 0) return only
  return {
    text,
    expression: { kind: 'all', of: parts.map(({ expression }) => expression) },
    loose: any(parts.map(({ loose }) => loose)),
    papers: Math.min(...parts.map(({ papers }) => papers)),
    surfaces: [text],
    pairs: [],
    isFiller: false,
  }
}

/** A run is cut at the terms that have synonyms, and put into the mainland's words. */
function expandRun(
  index: SearchIndex,
  part: QueryPart,
  othersOf: (term: string, papers: number) => readonly string[],
): QueryPart[] {
  return piecesByName(part.text).flatMap(({ text, others }) => {
    if (others.length === 0) return runParts(index, text).map((piece) => withOthers(piece, othersOf(piece.text, piece.papers)))
    return runParts(index, text).map((own) =>
      withOthers({ ...own, text, surfaces: [text], expression: phraseOf(scan(text)) }, othersOf(text, own.papers)),
    )
  })
}

function withOthers(part: QueryPart, others: readonly string[]): QueryPart {
  if (others.length === 0) return part
  const expressions = others.map((other): Expression => phraseOf(scan(other)))
  const surfaces = others.flatMap((other) => [
    other,
    scan(other)
      .flatMap(({ kind, folded, parts }) => (kind === 'run' ? [folded] : parts.map(termOf)))
      .join(' '),
  ])
  return {
    ...part,
    expression: any([part.expression, ...expressions]),
    loose: any([part.loose, ...expressions]),
    papers: Math.max(part.papers, 1),
    surfaces: [...part.surfaces, ...surfaces],
  }
}
