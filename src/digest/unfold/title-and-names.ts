// "Deep Residual LearningK He, X Zhang" → the title and the names, where a copy has lost the line
// end between them.
import { isName, splitPeople } from '../../names/split-people.ts'

const MAX_TITLE = 400
/** "D P Kingma", "K. He": initials, then a family name, at the very end. */
const INITIALS_NAME =
  /(?<![/\\(&–-])(?:\p{Lu}\.?-?\s?){1,3}\s?(?:(?:van|von|de|der|den|del|di|da|la|le|el|al|bin|ter|ten)\s)*\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*$/u
/** The end of a title and a name that follow each other without a blank: "NeedAshish Vaswani". */
const GLUED_NAME = /(?<=[\p{Ll}\d)\]?!.:”"'’])\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){0,4}$/u

export interface TitleAndNames {
  readonly title: string
  readonly names: string
}

/** Null where no place between a title and names is evident. */
export function splitTitleAndNames(text: string): TitleAndNames | null {
  return splitAt(text, text.search(/[,，]\s?(?=\p{Lu})/u)) ?? splitAt(text, lastTitleComma(text))
}

const MAX_COMMAS = 200

/** A title may have commas of its own: the last one that does not stand between two names. */
function lastTitleComma(text: string): number {
  const commas = [...text.matchAll(/[,，]/g)].slice(-MAX_COMMAS).map(({ index }) => index)
  for (let i = commas.length - 1; i > 0; i--) {
    const before = text.slice((commas[i - 1] ?? 0) + 1, commas[i])
    if (!splitPeople(before).every(isName)) return commas[i] ?? -1
  }
  return -1
}

function splitAt(text: string, comma: number): TitleAndNames | null {
  const first = comma === -1 ? text.replace(/[…\s.]+$/, '') : text.slice(0, comma)
  const others = comma === -1 ? [] : splitPeople(text.slice(comma + 1))
  if (first.length > MAX_TITLE || (others.length > 0 && others.filter(isName).length * 5 < others.length * 4)) return null
  const at = nameStart(first, others)
  if (at <= 0) return null
  return { title: text.slice(0, at).trim(), names: text.slice(at).trim() }
}

function nameStart(first: string, others: readonly string[]): number {
  const tail = first.slice(-80)
  const offset = first.length - tail.length
  const glued = GLUED_NAME.exec(tail)
  if (glued && isName(glued[0]) && glued[0].includes(' ')) return offset + lastGlue(glued)
  const byInitials = INITIALS_NAME.exec(tail)
  if (byInitials) return offset + byInitials.index
  // Full names: as many words as the others have.
  const words = mostCommon(others.map((name) => name.split(' ').length))
  if (words === null || words < 2) return -1
  const parts = first.split(' ')
  const name = parts.slice(-words).join(' ')
  return parts.length > words && isName(name) ? first.length - name.length : -1
}

/** "ResNetA Vaswani": of several places the last. */
function lastGlue(match: RegExpExecArray): number {
  const word = match[0].split(' ')[0] ?? ''
  const inner = Math.max(0, ...[...word.matchAll(/(?<=\p{Ll})\p{Lu}/gu)].map(({ index }) => index))
  return match.index + inner
}

function mostCommon(numbers: readonly number[]): number | null {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
