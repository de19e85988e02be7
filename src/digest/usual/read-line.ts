// One line of the usual form → its token, where nothing that looks at whole texts would make
// anything else of it.

import { createCharacterTest } from '../../text/character-test.ts'
import { createMemo } from '../../text/memo.ts'
import { opensHeader } from '../around/forwarded.ts'
import { readToken } from '../constructs/index.ts'
import { delimiterIn } from '../layouts/rows/records.ts'
import { isBold } from '../lines/marks.ts'
import { isWrittenApart } from '../lines/readable.ts'
import { untag } from '../lines/tags.ts'
import { HOLDS, HOLDS_ANYTHING, traits } from '../lines/traits.ts'
import type { Token } from '../tokens.ts'
import { isOneField } from '../unfold/index.ts'

/** Bullets, quotes, bars and pictures begin other forms. */
const mayBegin = createCharacterTest(/[\p{L}\d[$"“\\]/u)
const isDigit = createCharacterTest(/\d/)
/** An address that was broken over a line end goes on behind one of these. */
const endsOpen = createCharacterTest(/[./=_&?%-]/)
const SELDOM = HOLDS.angle | HOLDS.emphasis | HOLDS.square | HOLDS.ampersand
const BLANK = 0x20
const BRACKET = 0x5b

/** Where a line is in its text, a walk over which is faster than one over a piece of it. */
export interface Place {
  readonly text: string
  /** The same text, a walk over which is faster still. */
  readonly units: Uint16Array | undefined
  from: number
  /** Whether the line is known to hold nothing but ASCII. */
  isAscii: boolean
}

/** Null where the line may be of another form, or several lines in one. */
export function readUsualLine(text: string, found: number, gap: boolean): Token | null {
  return isOfPlaces(text, gap) ? readPlaces(text) : readAny(text, found, gap)
}

/** Papers of a day have few places, and those of other days have the same. */
function isOfPlaces(text: string, gap: boolean): boolean {
  return !gap && text.charCodeAt(0) === BRACKET
}

/** A search for each of the marks costs more in a shorter line than a walk over it. */
const MIN_SEARCHED = 300

/** The marks that a line holds; of places they are looked for when they are first seen. */
export function traitsOf(line: string, gap: boolean, { text, units, from, isAscii }: Place): number {
  if (isOfPlaces(line, gap)) return HOLDS_ANYTHING
  if (isAscii && line.length >= MIN_SEARCHED) return traits.inAscii(line)
  return units === undefined ? traits.inText(text, from, from + line.length) : traits.inUnits(units, from, from + line.length)
}

const readPlaces = createMemo((text) => readAny(text, traits.inText(text, 0, text.length), false))

function readAny(text: string, found: number, gap: boolean): Token | null {
  const first = text.charCodeAt(0)
  if ((found & HOLDS.oddity) !== 0 || !mayBegin(first) || text.charCodeAt(text.length - 1) <= BLANK) return null
  if ((found & SELDOM) !== 0 && holdsMarkup(text, found)) return null
  if (opensHeader(text) || !isOneField(text, found)) return null
  const token = readToken(text)
  return isUsual(token, text, found, gap) ? token : null
}

/** Marks that mean something only together with what is beside them. */
function holdsMarkup(text: string, found: number): boolean {
  return (
    ((found & HOLDS.angle) !== 0 && untag(text) !== null) ||
    ((found & HOLDS.emphasis) !== 0 && text.includes('**') && isBold(text)) ||
    ((found & HOLDS.square) !== 0 && /\][(:：]|\[\^/.test(text)) ||
    ((found & HOLDS.ampersand) !== 0 && isWrittenApart(text, false))
  )
}

const ROW = /^\d{1,4}[.)、]\s/
const OF_ROW = HOLDS.slash | HOLDS.emphasis | HOLDS.angle

/** `1. Title https://…`, `1、《Title》`: a row of a list, or a post. */
function mayBeNumberedRow(text: string, first: number, found: number): boolean {
  if (!isDigit(first)) return false
  return text.includes('《') || ((found & OF_ROW) !== 0 && ROW.test(text) && /:\/\/|\*\*|__|<a /.test(text))
}

const MAX_GROUP = 40
const MIN_WITH_BAR = 100

function isUsual(token: Token, text: string, found: number, gap: boolean): boolean {
  const first = text.charCodeAt(0)
  if (mayBeNumberedRow(text, first, found)) return false
  // Elsewhere than in a text it parts cells, fields or places.
  if ((found & HOLDS.bar) !== 0 && (token.kind !== 'prose' || text.length < MIN_WITH_BAR)) return false
  if (gap && delimiterIn({ raw: text, text, gap }) !== null) return false
  switch (token.kind) {
    case 'affiliations':
      return !(gap && text.length <= MAX_GROUP)
    case 'section':
      return token.listed !== null && token.categories === undefined
    case 'prose':
    case 'people':
      return first !== BRACKET
    case 'links':
      return !endsOpen(text.charCodeAt(text.length - 1))
    case 'heading':
    case 'legend':
    case 'figures':
      return true
    default:
      return false
  }
}
