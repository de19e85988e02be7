// The best passage of a text with what the query found marked in it.
import type { Snippet } from '../archive/archive.ts'
import { graphemeEnds } from '../text/graphemes.ts'
import { sentenceEnds } from '../text/sentences.ts'
import { pairsOf, scan, termOf, type Unit, type WordFilter } from '../text/terms.ts'

/**
 * What counts as found: terms of words, beginnings of an unfinished word, and runs of characters.
 */
export interface Highlights {
  readonly terms: ReadonlySet<string>
  readonly prefixes: readonly string[]
  readonly runs: readonly string[]
  /** Lets the scan pass over the rest of a text. */
  readonly filter?: WordFilter
}

const MAX_LENGTH: Readonly<Record<'en' | 'zh', number>> = { en: 240, zh: 110 }

/** Share of a passage that goes before its first match, where it begins within a sentence. */
const LEAD_IN = 0.08

interface RunWithPairs {
  readonly run: string
  /** Looked for where the whole run isn't there; none where it is short. */
  readonly pairs: readonly string[]
}

interface TextRange {
  readonly start: number
  readonly end: number
}

/** Null for a text without a match. */
export function snippet(text: string | null, highlights: Highlights, language: 'en' | 'zh'): Snippet | null {
  if (text === null) return null
  const ranges = joined(highlightedIn(text, highlights))
  if (ranges.length === 0) return null
  const passages = passagesOf(text, ranges, MAX_LENGTH[language]).map(({ start, end }) => ({
    start: graphemeAround(text, start).start,
    end: graphemeAround(text, end).end,
  }))
  return pieces(text, ranges, passages, language)
}

/** Of the room, so much goes to the best passage where others are shown with it. */
const SHARE_OF_BEST = 0.6
const MAX_PASSAGES = 3

/** One passage; where it lacks some of what was found, shorter ones with that as well, in their order. */
function passagesOf(text: string, ranges: readonly TextRange[], maxLength: number): TextRange[] {
  const alone = bestPassage(text, ranges, maxLength)
  const shownIn = (passages: readonly TextRange[]) => differentMatches(text, ranges, passages)
  const all = differentMatches(text, ranges, [{ start: 0, end: text.length }]).size
  const missing = all - shownIn([alone]).size
  if (missing === 0) return [alone]
  const passages = [bestPassage(text, ranges, Math.floor(maxLength * SHARE_OF_BEST))]
  const room = Math.floor((maxLength * (1 - SHARE_OF_BEST)) / Math.min(missing, MAX_PASSAGES - 1))
  while (passages.length < MAX_PASSAGES) {
    const shown = shownIn(passages)
    const next = ranges
      .filter((range) => !shown.has(matchAt(text, range)) && range.end - range.start <= room)
      .sort((a, b) => b.end - b.start - (a.end - a.start))[0]
    if (!next) break
    passages.push(aroundRange(text, next, room))
  }
  return shownIn(passages).size > shownIn([alone]).size ? joined(passages) : [alone]
}

const matchAt = (text: string, { start, end }: TextRange) => text.slice(start, end).toLowerCase()

/** What is found in the passages; the same thing counts once. */
function differentMatches(text: string, ranges: readonly TextRange[], passages: readonly TextRange[]): Set<string> {
  const isShown = (range: TextRange) => passages.some(({ start, end }) => range.start >= start && range.end <= end)
  return new Set(ranges.filter(isShown).map((range) => matchAt(text, range)))
}

function highlightedIn(text: string, highlights: Highlights): TextRange[] {
  const runs = highlights.runs.map((run) => ({ run, pairs: run.length < 3 ? [] : pairsOf(run).slice(0, -1) }))
  const units = scan(text, highlights.filter)
  // Pairs of a run would draw the passage away from where the text has the whole of it.
  const sought = runs.map((one) =>
    units.some(({ kind, folded }) => kind === 'run' && folded.includes(one.run)) ? { ...one, pairs: [] } : one,
  )
  return units.flatMap((unit) => (unit.kind === 'word' ? wordRange(unit, highlights) : runRanges(text, unit, sought)))
}

function wordRange({ start, end, parts, readings }: Unit, highlights: Highlights): TextRange[] {
  const isFound =
    parts.some((word) => isHighlighted(word, highlights)) ||
    readings.some((words) => words.some((word) => isHighlighted(word, highlights)))
  return isFound ? [{ start, end }] : []
}

const isHighlighted = (word: string, { terms, prefixes }: Highlights) =>
  terms.has(termOf(word)) || prefixes.some((prefix) => word.startsWith(prefix))

/**
 * Folding may change the length of a run (rarely, and then of width only): such a run is marked
 * whole.
 */
function runRanges(text: string, unit: Unit, runs: readonly RunWithPairs[]): TextRange[] {
  const isSameLength = unit.folded.length === unit.end - unit.start
  return runs
    .flatMap(({ run, pairs }) => {
      const found: TextRange[] = []
      for (let at = unit.folded.indexOf(run); at >= 0; at = unit.folded.indexOf(run, at + 1))
        found.push(
          isSameLength ? { start: unit.start + at, end: unit.start + at + run.length } : { start: unit.start, end: unit.end },
        )
      return found.length > 0 || !isSameLength ? found : pairRanges(unit, pairs)
    })
    .filter(({ start, end }) => end <= text.length && start < end)
}

const pairRanges = (unit: Unit, pairs: readonly string[]): TextRange[] =>
  pairs.flatMap((pair) => {
    const at = unit.folded.indexOf(pair)
    return at < 0 ? [] : [{ start: unit.start + at, end: unit.start + at + pair.length }]
  })

function joined(ranges: readonly TextRange[]): TextRange[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)
  const result: { start: number; end: number }[] = []
  for (const range of sorted) {
    const last = result.at(-1)
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end)
    else result.push({ ...range })
  }
  return result
}

interface RatedPassage extends TextRange {
  readonly worth: number
}

/** Different matches count, the longer the more; then all of them. */
function rated(text: string, ranges: readonly TextRange[], { start, end }: TextRange): RatedPassage {
  const inside = ranges.filter((range) => range.start >= start && range.end <= end)
  const different = new Set(inside.map((range) => matchAt(text, range)))
  const worth = [...different].reduce((sum, match) => sum + 10 + match.length, 0) + Math.min(9, inside.length) / 10
  return { start, end, worth }
}

/**
 * Whole sentences while they fit; of the places to begin, the last one whose passage has the most
 * different matches. A passage that begins within a sentence has to have more of them.
 */
function bestPassage(text: string, ranges: readonly TextRange[], maxLength: number): TextRange {
  if (text.length <= maxLength) return { start: 0, end: text.length }
  const starts = [0, ...sentenceEnds(text).map((end) => end + text.slice(end).search(/\S|$/))].filter(
    (start) => start < text.length,
  )
  let best: RatedPassage | undefined
  for (const [at, start] of starts.entries()) {
    const passage = rated(text, ranges, { start, end: endOfPassage(text, starts, at, maxLength, ranges) })
    if (!best || passage.worth >= best.worth) best = passage
  }
  for (const range of ranges) {
    const passage = rated(text, ranges, from(text, range, maxLength))
    if (!best || Math.floor(passage.worth) > Math.floor(best.worth)) best = passage
  }
  return best && best.worth > 0 ? best : aroundRange(text, ranges[0] ?? { start: 0, end: 0 }, maxLength)
}

function endOfPassage(
  text: string,
  starts: readonly number[],
  at: number,
  maxLength: number,
  ranges: readonly TextRange[],
): number {
  const start = starts[at] ?? 0
  let end = start
  for (const next of [...starts.slice(at + 1), text.length]) {
    if (next - start > maxLength) break
    end = next
  }
  if (end > start) return end
  // One long sentence: cut where a grapheme and, in Latin text, a word ends, if a match is in
  // reach.
  const first = ranges.find((range) => range.start >= start)
  return first && first.end - start <= maxLength ? cutBefore(text, start + maxLength) : start
}

/** With a little of what goes before the match. */
function from(text: string, range: TextRange, maxLength: number): TextRange {
  const start = Math.max(0, range.start - Math.floor(maxLength * LEAD_IN))
  return {
    start: start === 0 ? 0 : cutBefore(text, start),
    end: cutBefore(text, Math.max(range.end, Math.min(text.length, start + maxLength))),
  }
}

function aroundRange(text: string, range: TextRange, maxLength: number): TextRange {
  const room = Math.max(0, Math.floor((maxLength - (range.end - range.start)) / 2))
  return {
    start: range.start - room <= 0 ? 0 : cutBefore(text, range.start - room),
    end: cutBefore(text, Math.max(range.end, Math.min(text.length, range.end + room))),
  }
}

function cutBefore(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = /[A-Za-z0-9]/.test(text.charAt(at)) && /[A-Za-z0-9]/.test(text.charAt(at - 1)) ? text.lastIndexOf(' ', at) : -1
  if (space > at - 30 && space > 0) return space
  return graphemeAround(text, at).start
}

/** Characters of which none joins to another: most texts have no others. */
const SIMPLE = /[\x20-\x7e\u2013-\u201f\u3001\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]/
const FARTHEST = 64

/** The grapheme that `at` would cut in two; both ends are `at` where it is between two. */
function graphemeAround(text: string, at: number): TextRange {
  if (at <= 0 || at >= text.length || (SIMPLE.test(text.charAt(at - 1)) && SIMPLE.test(text.charAt(at))))
    return { start: at, end: at }
  // What joins to a grapheme depends on what precedes it, back to a character that joins to
  // nothing.
  let from = at - 1
  while (from > 0 && at - from < FARTHEST && !SIMPLE.test(text.charAt(from))) from--
  const ends = [0, ...graphemeEnds(text.slice(from, at + FARTHEST))].map((end) => from + end)
  const start = ends.findLast((end) => end <= at) ?? at
  return { start, end: start === at ? at : (ends.find((end) => end > at) ?? at) }
}

function pieces(text: string, ranges: readonly TextRange[], passages: readonly TextRange[], language: 'en' | 'zh'): Snippet {
  const result: { text: string; match: boolean }[] = []
  const add = (part: string, match: boolean) => {
    if (part !== '') result.push({ text: part, match })
  }
  for (const [number, { start, end }] of passages.entries()) {
    if (number > 0) add(language === 'zh' ? '…' : ' … ', false)
    else if (start > 0) add('…', false)
    let at = start
    for (const range of ranges.filter((found) => found.start >= start && found.end <= end)) {
      add(text.slice(at, range.start), false)
      add(text.slice(range.start, range.end), true)
      at = range.end
    }
    add(text.slice(at, end).trimEnd(), false)
  }
  if (text.slice(passages.at(-1)?.end ?? 0).trim() !== '') add('…', false)
  return result
}
