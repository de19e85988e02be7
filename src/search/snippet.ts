// The best passage of a text with what the query found marked in it.

import type { Snippet } from '../archive/archive.ts'
import { graphemeEnds } from '../text/graphemes.ts'
import { sentenceEnds } from '../text/sentences.ts'
import { pairsOf, scan, termOf, type Unit, type Wanted } from '../text/terms.ts'

/** What counts as found: terms of words, beginnings of an unfinished word, and runs of characters. */
export interface Sought {
  readonly terms: ReadonlySet<string>
  readonly prefixes: readonly string[]
  readonly runs: readonly string[]
  /** The same in short, for passing over the rest of a text. */
  readonly wanted?: Wanted
}

const MAX_LENGTH: Readonly<Record<'en' | 'zh', number>> = { en: 240, zh: 110 }

interface SoughtRun {
  readonly run: string
  /** Looked for where the whole run isn't there; none where it is short. */
  readonly pairs: readonly string[]
}

interface Mark {
  readonly start: number
  readonly end: number
}

/** Null for a text without a match. */
export function snippet(text: string | null, sought: Sought, language: 'en' | 'zh'): Snippet | null {
  if (text === null) return null
  const marks = joined(marksIn(text, sought))
  if (marks.length === 0) return null
  const { start, end } = bestPassage(text, marks, MAX_LENGTH[language])
  return pieces(text, marks, graphemeAround(text, start).start, graphemeAround(text, end).end)
}

function marksIn(text: string, sought: Sought): Mark[] {
  const runs = sought.runs.map((run) => ({ run, pairs: run.length < 3 ? [] : pairsOf(run).slice(0, -1) }))
  return scan(text, sought.wanted).flatMap((unit) => (unit.kind === 'word' ? wordMark(unit, sought) : runMarks(text, unit, runs)))
}

function wordMark({ start, end, parts, readings }: Unit, sought: Sought): Mark[] {
  const isFound =
    parts.some((word) => isSought(word, sought)) || readings.some((words) => words.some((word) => isSought(word, sought)))
  return isFound ? [{ start, end }] : []
}

const isSought = (word: string, { terms, prefixes }: Sought) =>
  terms.has(termOf(word)) || prefixes.some((prefix) => word.startsWith(prefix))

/** Folding may change the length of a run (rarely, and then of width only): such a run is marked whole. */
function runMarks(text: string, unit: Unit, sought: readonly SoughtRun[]): Mark[] {
  const isSameLength = unit.folded.length === unit.end - unit.start
  return sought
    .flatMap(({ run, pairs }) => {
      const found: Mark[] = []
      for (let at = unit.folded.indexOf(run); at >= 0; at = unit.folded.indexOf(run, at + 1))
        found.push(
          isSameLength ? { start: unit.start + at, end: unit.start + at + run.length } : { start: unit.start, end: unit.end },
        )
      return found.length > 0 || !isSameLength ? found : pairMarks(unit, pairs)
    })
    .filter(({ start, end }) => end <= text.length && start < end)
}

const pairMarks = (unit: Unit, pairs: readonly string[]): Mark[] =>
  pairs.flatMap((pair) => {
    const at = unit.folded.indexOf(pair)
    return at < 0 ? [] : [{ start: unit.start + at, end: unit.start + at + pair.length }]
  })

function joined(marks: readonly Mark[]): Mark[] {
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end)
  const result: { start: number; end: number }[] = []
  for (const mark of sorted) {
    const last = result.at(-1)
    if (last && mark.start <= last.end) last.end = Math.max(last.end, mark.end)
    else result.push({ ...mark })
  }
  return result
}

/** Whole sentences while they fit; of the places to begin, the last one whose passage has the most different matches. */
function bestPassage(text: string, marks: readonly Mark[], longest: number): Mark {
  if (text.length <= longest) return { start: 0, end: text.length }
  const starts = [0, ...sentenceEnds(text).map((end) => end + text.slice(end).search(/\S|$/))].filter(
    (start) => start < text.length,
  )
  let best: (Mark & { worth: number }) | undefined
  for (const [at, start] of starts.entries()) {
    const end = endOfPassage(text, starts, at, longest, marks)
    const inside = marks.filter((mark) => mark.start >= start && mark.end <= end)
    const different = new Set(inside.map((mark) => text.slice(mark.start, mark.end).toLowerCase()))
    const worth = different.size * 10 + inside.length
    if (!best || worth >= best.worth) best = { start, end, worth }
  }
  return best && best.worth > 0 ? best : aroundMark(text, marks[0] ?? { start: 0, end: 0 }, longest)
}

function endOfPassage(text: string, starts: readonly number[], at: number, longest: number, marks: readonly Mark[]): number {
  const start = starts[at] ?? 0
  let end = start
  for (const next of [...starts.slice(at + 1), text.length]) {
    if (next - start > longest) break
    end = next
  }
  if (end > start) return end
  // One long sentence: cut where a grapheme and, in Latin text, a word ends, if a match is in reach.
  const first = marks.find((mark) => mark.start >= start)
  return first && first.end - start <= longest ? cutBefore(text, start + longest) : start
}

function aroundMark(text: string, mark: Mark, longest: number): Mark {
  const room = Math.max(0, Math.floor((longest - (mark.end - mark.start)) / 2))
  return {
    start: mark.start - room <= 0 ? 0 : cutBefore(text, mark.start - room),
    end: cutBefore(text, Math.max(mark.end, Math.min(text.length, mark.end + room))),
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

/** The grapheme that `at` would cut in two; both ends are `at` where it stands between two. */
function graphemeAround(text: string, at: number): Mark {
  if (at <= 0 || at >= text.length || (SIMPLE.test(text.charAt(at - 1)) && SIMPLE.test(text.charAt(at))))
    return { start: at, end: at }
  // What joins to a grapheme depends on what stands before it, back to a character that joins to nothing.
  let from = at - 1
  while (from > 0 && at - from < FARTHEST && !SIMPLE.test(text.charAt(from))) from--
  const ends = [0, ...graphemeEnds(text.slice(from, at + FARTHEST))].map((end) => from + end)
  const start = ends.findLast((end) => end <= at) ?? at
  return { start, end: start === at ? at : (ends.find((end) => end > at) ?? at) }
}

function pieces(text: string, marks: readonly Mark[], start: number, end: number): Snippet {
  const result: { text: string; match: boolean }[] = []
  const add = (part: string, match: boolean) => {
    if (part !== '') result.push({ text: part, match })
  }
  if (start > 0) add('…', false)
  let at = start
  for (const mark of marks.filter((found) => found.start >= start && found.end <= end)) {
    add(text.slice(at, mark.start), false)
    add(text.slice(mark.start, mark.end), true)
    at = mark.end
  }
  add(text.slice(at, end).trimEnd(), false)
  if (text.slice(end).trim() !== '') add('…', false)
  return result
}
