// Texts as sequences of terms, to ask whether one text in memory has another, as the index would
// answer.
import { scan, termOf, type Unit } from './terms.ts'

/** One for each text; a run is the sequence of its characters. */
export type Sequences = readonly (readonly string[])[]

/** Each text in reading order, and other readings of its words apart from it. */
export function sequencesOf(texts: readonly string[]): Sequences {
  return texts.flatMap((text) => {
    const units = scan(text)
    const readings = units.flatMap((unit) => unit.readings.map((words) => words.map(termOf)))
    return [sequenceOf(units), ...readings]
  })
}

/** Whether the text is there, its words in this order and side by side. */
export const hasPhrase = (text: string, sequences: Sequences): boolean => hasSequence(sequenceOf(scan(text)), sequences)

/** Whether all the words and runs of the text are there, in any order. */
export const hasUnits = (text: string, sequences: Sequences): boolean =>
  scan(text).every((unit) => readingsOf(unit).some((sequence) => hasSequence(sequence, sequences)))

function readingsOf(unit: Unit): (readonly string[])[] {
  if (unit.kind === 'run') return [[...unit.folded]]
  return [unit.parts, ...unit.readings].map((words) => words.map(termOf))
}

const sequenceOf = (units: readonly Unit[]) =>
  units.flatMap((unit) => (unit.kind === 'run' ? [...unit.folded] : unit.parts.map(termOf)))

function hasSequence(sought: readonly string[], sequences: Sequences): boolean {
  if (sought.length === 0) return false
  return sequences.some((sequence) =>
    sequence.some((first, start) => first === sought[0] && sought.every((term, at) => sequence[start + at] === term)),
  )
}
