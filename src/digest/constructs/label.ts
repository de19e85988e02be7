// 作者:A Jaegle      Abstract: We …      要点：      【一句话总结】 …      **摘要**：…      動機：…
// └ field └ rest
import { simplifiedText } from '../../text/traditional.ts'
import type { Construct, LabelField } from '../tokens.ts'
import { labelWords, MAX_LABEL } from './label-words.ts'

/** What may stand before a label. */
const OPENING = /^(?:[-–—•·▪◦●]\s*)?[\s#*_>【[［（(「『《]{0,12}/
const BULLET = /^[-–—•·▪◦●]\s*/
/**
 * The label's word and what closes it: brackets and a colon, a bracket alone, or nothing where the
 * line ends.
 */
const WORD = new RegExp(
  `^(?<word>[^:：】\\]］」』》*_\\n]{1,${MAX_LABEL}}?)\\s*(?:(?<colon>[】\\]］」』》）)*_\\s]{0,6}[:：][*_\\s]*)|(?<bracket>[】\\]］」』》][*_\\s]*)|(?<end>[*_\\s]*$))`,
)
/** Labels that a line may hold without a colon or a bracket. */
const ALONE = /^(?:abstract|highlights|key points|authors|affiliations)$/i
const NEAR = 48

export const label: Construct = {
  name: 'label',
  starts: null,
  maxLength: Number.POSITIVE_INFINITY,
  read(text) {
    const found = readLabel(text)
    if (found === null) return null
    const { field, rest } = found
    // An aspect such as 动机 stays part of its point.
    if (field === 'aspect' && rest !== '') return { kind: 'point', text: text.replace(BULLET, '') }
    return { kind: 'label', field, rest }
  },
}

export interface FoundLabel {
  readonly field: LabelField
  readonly rest: string
}

export function readLabel(text: string): FoundLabel | null {
  if (!hasMark(text) && text.length > MAX_LABEL) return null
  const opening = OPENING.exec(text)?.[0].length ?? 0
  const match = WORD.exec(text.slice(opening, opening + NEAR))
  if (match?.groups === undefined) return null
  const { word = '', colon, bracket } = match.groups
  const key = simplifiedText(word.trim().replace(/\s+/g, ' ')).toLowerCase()
  // The bracket of `Title (Chinese)` is its own.
  const field = labelWords.get(key) ?? labelWords.get(`${key})`) ?? labelWords.get(`${key}）`)
  if (field === undefined) return null
  const rest = text.slice(opening + match[0].length).trim()
  const isMarked = colon !== undefined || (bracket !== undefined && opening > 0)
  // A bare word on a line of its own may be anything: 代码, Paper, 方法.
  if (!isMarked && (NEEDS_COLON.has(field) || (/^[a-z\s]+$/i.test(text) && !ALONE.test(text)))) return null
  if (!isMarked && bracket !== undefined) return null
  if (colon === undefined && NEEDS_COLON.has(field)) return null
  return { field, rest }
}

const NEEDS_COLON: ReadonlySet<LabelField> = new Set<LabelField>(['links', 'note', 'aspect', 'categories'])

/** A colon or a closing bracket near the beginning: a cheap look before the costly one. */
function hasMark(text: string): boolean {
  const end = Math.min(text.length, NEAR)
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x7a && code !== 0x3a && code !== 0x5d) continue
    if (code === 0x3a || code === 0xff1a || code === 0x3011 || code === 0x5d || code === 0xff3d) return true
  }
  return false
}
