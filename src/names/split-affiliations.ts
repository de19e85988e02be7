// "A & B; C/D" → names. An "&" or "and" may also be part of a name, and then it must not split it.
import { createCharacterTest } from '../text/character-test.ts'

/** What may part two names. */
const isJoint = createCharacterTest(/[&＆;；、|｜/／]/)
const isBlank = createCharacterTest(/\s/)
const isHan = createCharacterTest(/[\u4e00-\u9fff]/)
const isLetter = createCharacterTest(/[A-Za-z]/)
const isWordEdge = createCharacterTest(/[\s,]/)
/** What is left over around a name; a full stop may end it. */
const isEdge = createCharacterTest(/[\s,，、]/)
const isFirstEdge = createCharacterTest(/[\s,，、.]/)
const AND = 0x26
const WIDE_AND = 0xff06

/** "Science & Technology", "Research & Development": words that pair up inside one name. */
const PAIRED_LEFT = new Set(
  (
    'science sciences art arts research engineering health education economics business finance agriculture industry information ' +
    'computing communication communications electronics electrical medicine energy food law trade technology design management ' +
    'statistics mathematics mining culture image speech language vision robotics brain mind'
  ).split(' '),
)
const PAIRED_RIGHT =
  /^(?:technolog(?:y|ies)|sciences?|development|engineering|humanities|design|medicine|arts?|economics|management|statistics|technical|mechanical|innovation|education|policy|computer|communications?|electronics|computing|tech|law|letters|culture|automation|data science|planning|systems|health|analytics|operations|learning|cognition|perception|brain|behaviou?r|medical|public health|social sciences?|applied sciences?|information|business|society)\b/i
/** What is before the sign in a firm's name, and what behind it. */
const FIRMS = new Map(
  (
    'johnson & johnson|procter & gamble|ernst & young|william & mary|washington & lee|franklin & marshall|hobart & william smith|' +
    'bell & howell|marks & spencer|black & decker|rohde & schwarz|booz allen & hamilton|mckinsey & company|texas a & m|smith & nephew|' +
    'bang & olufsen|goldman sachs & co|merck & co|eli lilly & co|jpmorgan chase & co|tata & sons|simon & schuster|brown & sharpe|' +
    'becton dickinson & company|giesecke & devrient'
  )
    .split('|')
    .map((firm) => firm.split(' & ') as [string, string]),
)
const COMPANY = /^(?:co|company|sons|partners|associates|inc|ltd)\b\.?/i

/** How far a word that joins two parts of a name may stand from its sign. */
const MAX_NEAR = 200

export function splitAffiliations(text: string): string[] {
  const plain = (text.includes('&') && text.includes(';') ? text.replace(/&amp;/gi, '&') : text).trim()
  const names: string[] = []
  const add = (from: number, to: number) => {
    const name = tidy(plain, from, to)
    if (name !== '') names.push(name)
  }
  let start = 0
  for (let i = 0; i < plain.length; i++) {
    if (!isJoint(plain.charCodeAt(i)) || !parts(plain, i) || isInside(plain, start, i)) continue
    add(start, i)
    start = i + 1
  }
  add(start, plain.length)
  return names
}

/** "A & B", "甲&乙" and "AB&CD" are two; "A&M" is one. */
function parts(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code !== AND) return true
  if (isBlank(text.charCodeAt(at - 1)) || isBlank(text.charCodeAt(at + 1))) return true
  return isWordEnd(text, at, -1) && isWordEnd(text, at, 1)
}

function isWordEnd(text: string, at: number, step: 1 | -1): boolean {
  const next = text.charCodeAt(at + step)
  return isHan(next) || (isLetter(next) && isLetter(text.charCodeAt(at + 2 * step)))
}

function isInside(text: string, start: number, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === SLASH || code === WIDE_SLASH) {
    const [left, right] = besides(text, start, at)
    return /(?:^|\s)\w$/.test(left.slice(-2)) || /^\w(?:\s|$)/.test(right) || /https?:\/?$/.test(left.slice(-7))
  }
  if (code !== AND && code !== WIDE_AND) return false
  const [left, right] = besides(text, start, at)
  if (COMPANY.test(right) && /\w/.test(left.slice(-1))) return true
  if (/(?:^|\s)[A-Z]{1,2}$/.test(left.slice(-3)) && /^[A-Z]\b/.test(right)) return true
  if (PAIRED_LEFT.has(lastWord(left).toLowerCase()) && PAIRED_RIGHT.test(right)) return true
  return endsFirm(left, right)
}

const SLASH = 0x2f
const WIDE_SLASH = 0xff0f

function besides(text: string, start: number, at: number): readonly [left: string, right: string] {
  return [text.slice(Math.max(start, at - MAX_NEAR), at).trimEnd(), text.slice(at + 1, at + 1 + MAX_NEAR).trimStart()]
}

function lastWord(text: string): string {
  let from = text.length
  while (from > 0 && text.length - from < MAX_WORD && !isWordEdge(text.charCodeAt(from - 1))) from--
  return text.slice(from)
}

/** Longer ones are not among the words that pair up. */
const MAX_WORD = 20
const MAX_FIRM = 40

function endsFirm(left: string, right: string): boolean {
  if (left.length > MAX_FIRM) return false
  const rest = FIRMS.get(left.trimStart().toLowerCase())
  return rest !== undefined && right.slice(0, rest.length).toLowerCase() === rest && !/\w/.test(right.charAt(rest.length))
}

function tidy(text: string, from: number, to: number): string {
  let [start, end] = [from, to]
  while (start < end && isFirstEdge(text.charCodeAt(start))) start++
  while (end > start && isEdge(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}
