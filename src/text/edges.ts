// A text without certain characters at its edges. An expression such as `[.,]+$` tries each run of
// them anywhere in the text, which takes by the square where a run is long.
import { createCharacterTest } from './character-test.ts'

/** `first` goes at the beginning, `last` at the end: sets of single characters. */
export function createTrim(first: RegExp | null, last: RegExp): (text: string) => string {
  const isFirst = first === null ? () => false : createCharacterTest(first)
  const isLast = createCharacterTest(last)
  return (text) => {
    let start = 0
    let end = text.length
    while (start < end && isFirst(text.charCodeAt(start))) start++
    while (end > start && isLast(text.charCodeAt(end - 1))) end--
    return start === 0 && end === text.length ? text : text.slice(start, end)
  }
}
