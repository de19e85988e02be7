// What a layout is. A digest is first recognised, then read by its layout's few constructs into the
// items that every layout shares: headings, people, links, labels, prose. Outline, entries and
// fields never ask which layout it was.
import type { Line } from '../lines/lines.ts'
import type { Item } from '../tokens.ts'

/** A line that speaks for a layout, and what was seen in it. */
export interface Sign {
  readonly line: number
  readonly what: string
}

export interface Layout {
  /** Never renamed: `check --json` prints it and scripts may ask for it. */
  readonly name: string
  /** What `check` calls it. */
  readonly title: string
  /**
   * The lines that open a paper in the way of this layout and of no other. The layout with the most
   * of them reads the text; a layout that is not sure gives none.
   */
  signs(survey: Survey): readonly Sign[]
  /**
   * Every line as one item or, where a line holds several fields, as several, in order. No line may
   * be left out.
   */
  read(survey: Survey): readonly Item[]
}

/** The lines of a text, and what tells cheaply that a layout has nothing to look for in them. */
export interface Survey {
  /** Parted where a line holds several fields of a paper. */
  readonly lines: readonly Line[]
  /** As they are written. */
  readonly whole: readonly Line[]
  /** The lines that begin with one of the characters, in the order of the text. */
  beginningWith(isOne: (code: number) => boolean): readonly Line[]
  /** Whether the words stand anywhere in the text as it was written. */
  holds(words: string): boolean
  /** What was found of the text, looked for once however often it is asked for. */
  once<Found>(find: (survey: Survey) => Found): Found
}

export function createSurvey(text: string, lines: readonly Line[], whole = lines): Survey {
  const known = new Map<unknown, unknown>()
  const initials = initialsOf(lines)
  const survey: Survey = {
    lines,
    whole,
    beginningWith: (isOne) => (initials.some(isOne) ? lines.filter((line) => isOne(line.text.charCodeAt(0))) : []),
    holds: (words) => text.includes(words),
    once<Found>(find: (survey: Survey) => Found): Found {
      if (!known.has(find)) known.set(find, find(survey))
      return known.get(find) as Found
    },
  }
  return survey
}

function initialsOf(lines: readonly Line[]): readonly number[] {
  const initials: number[] = []
  let last = -1
  for (const { text } of lines) {
    const initial = text.charCodeAt(0)
    // Many lines begin as the one above them, such as the pictures of a paper.
    if (initial !== last && !initials.includes(initial)) initials.push(initial)
    last = initial
  }
  return initials
}

/** A part of a line as a line of its own; spans and owners stay those of the whole. */
export function pieceOf(line: Line, text: string): Line {
  return { number: line.number, raw: line.raw, text: text.trim(), gap: false }
}
