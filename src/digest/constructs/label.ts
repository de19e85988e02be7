// 作者:A Jaegle      Abstract: We …      要点：      【一句话总结】 …      **摘要**：…      動機：…
// └ field └ rest

import { institutionsOf } from '../../names/institutions.ts'
import { createCharacterTest } from '../../text/character-test.ts'
import { simplifiedText } from '../../text/traditional.ts'
import type { Construct, LabelField } from '../tokens.ts'
import { labelWords, MAX_LABEL } from './label-words.ts'
import { link } from './link.ts'
import { splitChineseNames } from './names/chinese-names.ts'
import { people } from './people.ts'

/** What may stand before a label. */
const OPENING = /^(?:[-–—•·▪◦●]\s*)?[\s#*_>【[［（(「『《]{0,12}/
const BULLET = /^[-–—•·▪◦●]\s*/
/**
 * The label's word and what closes it: brackets and a colon, a bracket alone, or nothing where the
 * line ends.
 */
const WORD = new RegExp(
  `^([^:：】\\]］」』》*_\\n|｜丨]{1,${MAX_LABEL}}?)\\s*(?:([】\\]］」』》）)*_\\s]{0,6}(?:[:：]|[|｜丨](?=\\s|[\\u3400-\\u9fff]|\\p{Lu}))[*_\\s]*)|([】\\]］」』》][*_\\s]*)|[*_\\s]*$)`,
  'u',
)
/** Labels that a line may hold without a colon or a bracket. */
const ALONE = /^(?:abstract|highlights|key points|authors|affiliations)$/i
const NEAR = 48

export const label: Construct = {
  name: 'label',
  starts: null,
  maxLength: Number.POSITIVE_INFINITY,
  read(text) {
    const found = readLabel(text) ?? readSpaced(text) ?? readStarred(text)
    if (found === null) return null
    const { field, rest } = found
    // An aspect such as 动机 stays part of its point.
    if (field === 'aspect' && rest !== '') return { kind: 'point', text: text.replace(BULLET, '') }
    return { kind: 'label', field, rest }
  },
}

/** Of papers. */
export const STARS = /^(?:[\u2605\u2606\u2b50\u2b51\u{1f31f}]\ufe0f?\s*)+/u
const mayBeStar = createCharacterTest(/[\u2605\u2606\u2b50\u2b51\ud83c]/)

/** `🌟一句话总结：`: a star marks a paper in front of its title, and nothing in front of a label. */
function readStarred(text: string): FoundLabel | null {
  const stars = mayBeStar(text.charCodeAt(0)) ? STARS.exec(text)?.[0] : undefined
  const found = stars === undefined ? null : readLabel(text.slice(stars.length))
  return found === null || found.field.startsWith('title') || found.field === 'links' ? null : found
}

const SPACED = /^(?:[-–—•·▪◦●]\s*)?([\u4e00-\u9fff]{2,6})\s+(?=\S)/
const MAX_SPACED = 400

/** `作者 A Vaswani, N Shazeer`: without a colon, where what follows is of the field. */
function readSpaced(text: string): FoundLabel | null {
  const match = text.length > MAX_SPACED ? null : SPACED.exec(text)
  const field = match === null ? undefined : labelWords.get(simplifiedText(match[1] ?? ''))
  if (match === null || field === undefined) return null
  const rest = text.slice(match[0].length)
  return isOf(field, rest) ? { field, rest } : null
}

function isOf(field: LabelField, text: string): boolean {
  if (field === 'links') return link.read(text) !== null
  if (field === 'affiliations') return institutionsOf(text.replace(/^[[【]|[\]】]$/g, '')) !== null
  return field === 'authors' && (people.read(text) !== null || splitChineseNames(text) !== null)
}

export interface FoundLabel {
  readonly field: LabelField
  readonly rest: string
}

export function readLabel(text: string): FoundLabel | null {
  if (!mayBeLabelled(text)) return null
  const opening = OPENING.exec(text)?.[0].length ?? 0
  const match = WORD.exec(text.slice(opening, opening + NEAR))
  if (match === null) return null
  const [whole, word = '', colon, bracket] = match
  const key = simplifiedText(word.trim().replace(/\s+/g, ' ')).toLowerCase()
  // The bracket of `Title (Chinese)` is its own.
  const field = labelWords.get(key) ?? (/[(（]/.test(key) ? (labelWords.get(`${key})`) ?? labelWords.get(`${key}）`)) : undefined)
  if (field === undefined) return null
  const rest = text.slice(opening + whole.length).trim()
  // A row of a table has more bars than one.
  if (colon !== undefined && /[|｜]/.test(colon) && /[|｜]/.test(rest)) return null
  const isMarked = colon !== undefined || (bracket !== undefined && opening > 0)
  // A bare word on a line of its own may be anything: 代码, Paper, 方法.
  if (!isMarked && (NEEDS_COLON.has(field) || (/^[a-z\s]+$/i.test(text) && !ALONE.test(text)))) return null
  if (!isMarked && bracket !== undefined) return null
  if (colon === undefined && NEEDS_COLON.has(field)) return null
  return { field, rest }
}

const NEEDS_COLON: ReadonlySet<LabelField> = new Set<LabelField>(['links', 'note', 'aspect', 'categories'])

/** The last characters of the words, and those in front of a bracket at their end. */
const LAST = new Set([...labelWords.keys()].flatMap((word) => [word.at(-1), word.replace(/[)）]$/, '').at(-1)]))
const endsWord = createCharacterTest((character) => LAST.has(simplifiedText(character).toLowerCase().at(-1)))
const mayOpen = createCharacterTest(/[-–—•·▪◦●\s#*_>【[［（(「『《]/)
const mayClose = createCharacterTest(/[:：】\]］」』》*_\n|｜丨]/)
const isBehindWord = createCharacterTest(/[\s)）]/)

/**
 * A cheap look before the costly one: the last character of a label's word is in front of the
 * first mark behind the opening.
 */
function mayBeLabelled(text: string): boolean {
  let at = 0
  while (mayOpen(text.charCodeAt(at))) at++
  const from = at
  const end = Math.min(text.length, from + NEAR)
  while (at < end && !mayClose(text.charCodeAt(at))) at++
  if (at === end && end < text.length) return false
  while (at > from && isBehindWord(text.charCodeAt(at - 1))) at--
  return at > from && endsWord(text.charCodeAt(at - 1)) && (text.length <= MAX_LABEL || hasMark(text))
}

/** A colon or a closing bracket near the beginning. */
function hasMark(text: string): boolean {
  return MARK.test(text.slice(0, NEAR))
}

const MARK = /[:：】\]］|｜丨]/
