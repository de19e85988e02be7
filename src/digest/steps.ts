// Text → outlines of its digests, in steps each of which looks at the whole text: lines, what is
// written around digests, markup, layout, items, outlines. Pure and total.
import { partsOf, readAround, withoutAround } from './around/around.ts'
import type { Around } from './around/part.ts'
import type { Encoded } from './decode/decode.ts'
import { type Recognition, recognise, USUAL_FORM } from './layouts/index.ts'
import { createSurvey, type Survey } from './layouts/layout.ts'
import { unrowFields } from './lines/field-tables.ts'
import { type Line, splitText } from './lines/lines.ts'
import { resolveNotes, resolveReferences } from './lines/references.ts'
import { untagLines } from './lines/tags.ts'
import { type Outline, outlineDigests } from './outline/outline.ts'
import type { Item } from './tokens.ts'
import { unfoldLines } from './unfold/index.ts'
import { readUsual, usualLines } from './usual/index.ts'

/** A text and what was seen in it. */
export interface OutlinedText {
  /** All lines, blank ones too. */
  readonly raws: readonly string[]
  /** The lines as layouts see them; only reports and digests that are in doubt ask for it again. */
  readonly survey: () => Survey
  readonly recognition: Recognition
  readonly around: readonly Around[]
  readonly items: readonly Item[]
  readonly outlines: readonly Outline[]
}

type Markup = ((raw: string) => string) | undefined

/** `markup` takes the marks of a markup off a line; `encoded` is the text as it came. */
export function outlineText(text: string, markup: Markup, encoded: Encoded | undefined): OutlinedText {
  return (markup === undefined ? outlineAtOnce(text, encoded) : null) ?? outlineInSteps(text, markup, encoded)
}

/** In one walk; null where the text is not of the usual form as a whole. */
export function outlineAtOnce(text: string, encoded: Encoded | undefined): OutlinedText | null {
  const usual = readUsual(text, encoded)
  if (usual === null) return null
  const { raws, outline } = usual
  let survey: Survey | undefined
  return {
    raws,
    survey: () => {
      survey ??= createSurvey(text, usualLines(raws))
      return survey
    },
    recognition: USUAL_FORM,
    around: [],
    items: [],
    outlines: [outline],
  }
}

export function outlineInSteps(text: string, markup: Markup, encoded: Encoded | undefined): OutlinedText {
  const { raws, lines } = splitText(text, markup, encoded)
  const around = readAround(raws)
  const whole = plainLines(text, withoutAround(lines, around))
  const survey = createSurvey(text, unfoldLines(whole), whole)
  const recognition = recognise(survey)
  const items = recognition.layout.read(survey)
  const outlines = partsOf(items, around).flatMap(outlineDigests)
  return { raws, survey: () => survey, recognition, around, items, outlines }
}

/** Without the marks of a markup that several lines share. */
function plainLines(text: string, lines: readonly Line[]): readonly Line[] {
  const untagged = text.includes('<') ? untagLines(lines) : lines
  const unrowed = text.includes('|') ? unrowFields(untagged) : untagged
  const resolved = text.includes(']:') || text.includes(']：') ? resolveReferences(unrowed) : unrowed
  return mayHoldNotes(resolved) ? resolveNotes(resolved) : resolved
}

/** Near the end, where a page may have lines of its own behind them. */
function mayHoldNotes(lines: readonly Line[]): boolean {
  return lines.slice(-NOTES_NEAR).some(({ text }) => text.startsWith('['))
}

const NOTES_NEAR = 14
