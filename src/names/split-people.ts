// "A Jaegle, F Gimeno and V H. Pong, et al." → names. A name is known by its shape alone, so
// callers weigh the place.

import { createCharacterTest } from '../text/character-test.ts'
import { isInstitution } from './institutions.ts'
import { PARTICLE_PATTERN } from './particles.ts'

const SEPARATOR = /[,，、;；·|｜]/
const AND = /\s(?:and|&|＆)\s|^(?:and|&|＆)\s/
const OTHERS =
  /[\s,，、;；(（…]*(?:\bet\.?\s*al\b\.?|\band (?:\d+ )?others\b|等\s*(?:共\s*)?\d{0,4}\s*(?:位|人|名)?(?:作者|人)?|…|\.{3,}|\.\.|。{2,})[)）.。…,，]*$/i
const FOOTMARKS = /[\s^]*[*†‡§¶#✉∗\d¹²³⁰⁴-⁹]+$/u
/** `Jared Kaplan (1, 2)`, `Jared Kaplan^{1,2}`: the numbers of the places. */
const MARKS_IN_BRACKETS = /\s?(?:[(（[]|\^\{)\d{1,2}(?:\s?[,，]\s?\d{1,2}){0,5}[)）\]}](?=\s*(?:[,，;；、]|and\b|&|$))/g
/** `K He (何恺明)`, `何恺明 (Kaiming He)`: the same name again in the other script. */
const IN_CHINESE =
  /(?<=[\p{Script=Latin}.])(?: ?[(（]\s?([\u3400-\u9fff·]{2,8})\s?[)）]| ([\u3400-\u9fff]{2,4}))(?=\s*(?:[,，、;；&*†‡\d¹²³]|and\b|$))/gu
const IN_LATIN =
  /(?<=[\u3400-\u9fff]) ?[(（]\s?(\p{Lu}[\p{Script=Latin}.'’ -]{2,40})\s?[)）](?=\s*(?:[,，、;；&*†‡\d¹²³]|and\b|$))/gu
const ENDS_PLAIN = /[\p{L}\p{M}.)"”]$/u
const PARTICLES = `${PARTICLE_PATTERN}|y|v|d|of|the|for|and`
const WORD = `(?:\\p{Lu}[\\p{L}\\p{M}'’‘\`.\\-‐–]*|${PARTICLES}|[dlo]['’]\\p{Lu}[\\p{L}\\p{M}-]*|\\(?["“]\\p{L}+["”]\\)?)`
/** Nearly every name; the rest is asked the longer way. */
const PLAIN_NAME = /^[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){1,5}$/
const LATIN_NAME = new RegExp(`^${WORD}(?:\\s+${WORD}){0,5}\\.?$`, 'u')
const CHINESE_NAME = /^[\u3400-\u9fff]{2,4}$/
const CJK = /[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]/
const HAN = /[\u3400-\u9fff]/
const LETTER = /\p{L}/u
const MAX_NAME = 48
/** One word is a name only among others; capitals and titles begin so too. */
const TEAM = /\b(?:Team|Group|Collaboration|Consortium|Lab|Labs|Authors)$/

/** Of names in Latin letters. */
const isCapital = createCharacterTest(/[A-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]/)
const isOfName = createCharacterTest(/[A-Za-z'\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f-]/)
const [BLANK, COMMA, STOP] = [0x20, 0x2c, 0x2e]
const MIN_WORDS = 2
const MAX_WORDS = 6

/** A small word inside a name, as in "P v d Putten"; none is longer. */
const INSIDE_NAME = new RegExp(`^(?:${PARTICLE_PATTERN}|v|d)$`)
const MAX_INSIDE = 5

/**
 * "A Jaegle, F Gimeno, V H. Pong": Latin names of two words or more between commas. Null where the
 * line has anything else. One walk, since nearly every paper has such a line.
 */
export function splitPlainPeople(text: string): string[] | null {
  const names: string[] = []
  let start = 0
  let words = 0
  for (let at = 0; at < text.length; at++) {
    const isWord = isCapital(text.charCodeAt(at)) || (words > 0 && isInsideName(text, at))
    if (!isWord) return null
    at = wordEnd(text, at + 1)
    words++
    if (at < text.length && text.charCodeAt(at) === BLANK) continue
    const isWhole = at === text.length || text.charCodeAt(at) === COMMA
    if (!isWhole || words < MIN_WORDS || words > MAX_WORDS || at - start > MAX_NAME) return null
    names.push(text.slice(start, at))
    if (at === text.length) return text.includes('-') && text.includes('--') ? null : names
    if (at + 1 < text.length && text.charCodeAt(at + 1) === BLANK) at++
    start = at + 1
    words = 0
  }
  return null
}

function isInsideName(text: string, from: number): boolean {
  const end = text.indexOf(' ', from)
  return end !== -1 && end - from <= MAX_INSIDE && INSIDE_NAME.test(text.slice(from, end))
}

/** A full stop ends an initial only, with a blank behind it: elsewhere it may end a sentence. */
function wordEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && isOfName(text.charCodeAt(at))) at++
  const isInitial = at === from && at + 1 < text.length && text.charCodeAt(at) === STOP && text.charCodeAt(at + 1) === BLANK
  return isInitial ? at + 1 : at
}

/** A place in brackets stays. */
export function withoutTranslations(text: string): string {
  if (!HAN.test(text) || !/[A-Za-z]/.test(text)) return text
  const drop = (written: string, enclosed: string | undefined, bare?: string) =>
    isInstitution(enclosed ?? bare ?? '') ? written : ''
  return text
    .replace(IN_CHINESE, (written, enclosed: string | undefined, bare: string | undefined) => drop(written, enclosed, bare))
    .replace(IN_LATIN, (written, enclosed: string | undefined) => drop(written, enclosed))
}

export function splitPeople(text: string): string[] {
  const names: string[] = []
  const bare = text.includes('1') || text.includes('2') ? text.replace(MARKS_IN_BRACKETS, '') : text
  for (const piece of withoutOthers(withoutTranslations(bare)).split(SEPARATOR)) {
    const name = piece.trim()
    if (PLAIN_NAME.test(name)) names.push(name)
    else for (const part of name.split(AND)) addName(names, tidy(part.trim()))
  }
  return names
}

const ONLY_OTHERS = /^(?:et\.?\s?al\.?|等)$/i

function addName(names: string[], name: string): void {
  if (LETTER.test(name) && !(name.length <= 6 && ONLY_OTHERS.test(name))) names.push(name)
}

/** "et al." says that there are more; it isn't a name. */
function withoutOthers(text: string): string {
  const tail = text.slice(-24)
  return OTHERS.test(tail) ? text.slice(0, -24) + tail.replace(OTHERS, '') : text
}

function tidy(name: string): string {
  if (name.length > MAX_NAME * 2) return name
  const bare = ENDS_PLAIN.test(name) ? name : name.replace(FOOTMARKS, '')
  return (SPACED.test(bare) ? bare.replace(' ', '') : bare)
    .replace(AND, '')
    .replace(/^[\s*†‡\d]+(?=\p{L})/u, '')
    .trim()
}

/** `张 伟` among names between commas. */
const SPACED = /^[\u3400-\u9fff] [\u3400-\u9fff]$/

export function isName(name: string): boolean {
  return name.length <= MAX_NAME && (PLAIN_NAME.test(name) || (LATIN_NAME.test(name) ? !CJK.test(name) : CHINESE_NAME.test(name)))
}

/** Whatever may part names. */
const PARTS = /[,，、;；·|｜&＆]|\band\b/

/** Chinese that nothing parts, of which `weighPeople` always says null: a cheap look before it. */
export function isPhrase(text: string): boolean {
  return CJK.test(text) && !PARTS.test(text)
}

/** `several`: a list of names. `one`: a single one, which a short title may look like as well. */
export function weighPeople(text: string, names: readonly string[]): 'several' | 'one' | null {
  if (names.length === 0) return null
  const good = names.filter(isName).length
  if (names.length > 1) return good * 5 >= names.length * 4 ? 'several' : null
  if (good === 0 || CJK.test(text)) return null
  return OTHERS.test(text.slice(-24)) || TEAM.test(text) ? 'several' : 'one'
}
