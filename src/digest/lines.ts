// Text → lines. Layout debris of copy and paste (zero-width blanks, exotic spaces) goes here, once, so that
// nothing behind this stage needs to know of it. Joiners and bidi controls stay: they belong to the text.

export interface Line {
  /** From 1, in the file. */
  readonly number: number
  /** The line as decoded; spans are columns of it. */
  readonly raw: string
  /** Trimmed, exotic spaces as plain ones. Never empty. */
  readonly text: string
  /** Whether at least one blank line, or the start of the file, stands before it. */
  readonly gap: boolean
}

const DEBRIS = /[\t\v\f\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f\u202f\u205f\u2060\u3000\ufeff]/
const INVISIBLE = /[\u200b\u2060\ufeff]/g
const SPACES = /[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
const EDGES = /^[\s\u200e\u200f]+|[\s\u200e\u200f]+$/g
const OTHER_ENDINGS = /[\r\u0085\u2028\u2029]/
const ENDING = /\r\n|[\n\r\u0085\u2028\u2029]/

/** All lines, blank ones too, without their endings. */
export function splitLines(text: string): readonly string[] {
  return OTHER_ENDINGS.test(text) ? text.split(ENDING) : text.split('\n')
}

/** The lines that say something. */
export function readLines(raws: readonly string[], hasDebris: boolean): Line[] {
  const lines: Line[] = []
  let gap = true
  for (let i = 0; i < raws.length; i++) {
    const raw = raws[i] ?? ''
    const text = hasDebris ? withoutDebris(raw) : raw.trim()
    if (text !== '') lines.push({ number: i + 1, raw, text, gap })
    gap = text === ''
  }
  return lines
}

export function hasDebris(text: string): boolean {
  return DEBRIS.test(text)
}

function withoutDebris(raw: string): string {
  if (!DEBRIS.test(raw)) return raw.trim()
  const visible = raw.replace(INVISIBLE, '').replace(SPACES, ' ').trim()
  // A soft hyphen shows only where the line breaks.
  return visible
    .replace(/\u00ad$/, '-')
    .replace(/\u00ad/g, '')
    .replace(EDGES, '')
}
