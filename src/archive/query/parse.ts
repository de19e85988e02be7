// Reads what a person types. Pure and total: whatever can't be understood is searched as words, and a note says so.
//
//     扩散模型 "exact words" -survey title:attention OR title:注意力 作者:何恺明 from:2021-07 is:starred
//
// Quotes, colons, minus signs and letters may be full-width.
import { scan } from '../../text/terms.ts'
import type { SearchNote } from '../archive.ts'
import { fieldNamed, readField } from './fields.ts'
import type { Alternative, Clause, Query } from './query.ts'

const LONGEST_QUERY = 300
const MOST_CLAUSES = 24
const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '「': '」',
  '『': '』',
  '《': '》',
  '＂': '＂',
  '〝': '〞',
}

type Token =
  | { readonly kind: 'or' }
  | {
      readonly kind: 'term'
      readonly negative: boolean
      readonly field: string | null
      readonly text: string
      readonly quoted: boolean
    }

export function parseQuery(typed: string): Query {
  const notes: SearchNote[] = []
  const text = shortened(typed, notes)
  const tokens = tokenize(text, notes)
  const clauses = joinClauses(tokens, notes)
  const kept = clauses.slice(0, MOST_CLAUSES)
  if (kept.length < clauses.length && notes.every(({ code }) => code !== 'query-cut'))
    notes.push({ code: 'query-cut', found: typed.slice(0, 60), used: `${MOST_CLAUSES}` })
  return { clauses: markLast(kept, text), notes }
}

function shortened(typed: string, notes: SearchNote[]): string {
  const clean = typed.replace(/[\u0000-\u001f\u007f]/g, ' ').replace(HALF_CHARACTER, ' ')
  if (clean.length <= LONGEST_QUERY) return clean
  const cut = clean.slice(0, LONGEST_QUERY)
  const used = cut.replace(/[^\s]*$/, '') || cut
  notes.push({ code: 'query-cut', found: clean.slice(0, 60), used: used.slice(0, 60) })
  return used
}

const FIELD = /^([\p{L}]{1,20})[ \t]*[:：][ \t]*/u
const WORD_END = /[\s\u3000"“”「」『』《》＂〝|｜()（）]/

function tokenize(text: string, notes: SearchNote[]): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const blank = /^[\s\u3000,，、;；()（）]+/.exec(rest)
    const or = /^(?:\|{1,2}|｜{1,2}|(?:OR|ＯＲ|或|或者)(?=[\s\u3000]))/.exec(rest)
    if (blank) at += blank[0].length
    else if (or) {
      tokens.push({ kind: 'or' })
      at += or[0].length
    } else {
      const read = readTerm(rest, notes)
      if (read.token) tokens.push(read.token)
      at += Math.max(1, read.length)
    }
  }
  return tokens
}

function readTerm(rest: string, notes: SearchNote[]): { token: Token | null; length: number } {
  const and = /^(?:AND|ＡＮＤ)(?=[\s\u3000]|$)/.exec(rest)
  if (and) return { token: null, length: and[0].length }
  const minus = /^(?:[-－−–](?=[^\s\u3000-])|(?:NOT|ＮＯＴ)[\s\u3000]+(?=\S))/.exec(rest)?.[0] ?? ''
  const body = rest.slice(minus.length)
  const name = FIELD.exec(body)
  const known = name ? fieldNamed(name[1] ?? '') : null
  const head = known && name ? name[0] : ''
  const value = readValue(body.slice(head.length), notes)
  const length = minus.length + head.length + value.length
  const negative = minus !== ''
  if (value.text.trim() === '') {
    const found = rest.slice(0, Math.max(1, length)).trim()
    if (/[\p{L}\p{N}]/u.test(found)) notes.push({ code: 'dangling-operator', found, used: null })
    return {
      token: head === '' ? null : { kind: 'term', negative: false, field: null, text: name?.[1] ?? '', quoted: false },
      length,
    }
  }
  if (!known && name && !value.quoted && !value.text.includes('://') && /^[\p{L}]{1,20}[:：]\S/u.test(value.text))
    notes.push({ code: 'unknown-field', found: name[1] ?? '', used: value.text })
  return { token: { kind: 'term', negative, field: known, text: value.text, quoted: value.quoted }, length }
}

function readValue(rest: string, notes: SearchNote[]): { text: string; quoted: boolean; length: number } {
  const closing = CLOSING[rest.charAt(0)]
  if (closing !== undefined) {
    const end = [...rest.slice(1)].findIndex((character) => character === closing || (closing === '”' && character === '"'))
    const inside = [...rest.slice(1)]
    if (end >= 0) {
      const text = inside.slice(0, end).join('')
      return { text, quoted: true, length: text.length + 2 }
    }
    notes.push({ code: 'unbalanced-quote', found: rest.slice(0, 40), used: rest.slice(1, 41).trim() || null })
    return { text: '', quoted: false, length: 1 }
  }
  const end = rest.search(WORD_END)
  const length = end < 0 ? rest.length : end
  return { text: rest.slice(0, length), quoted: false, length }
}

function joinClauses(tokens: readonly Token[], notes: SearchNote[]): Clause[] {
  const clauses: { negative: boolean; anyOf: Alternative[] }[] = []
  let joining = false
  tokens.forEach((token, index) => {
    if (token.kind === 'or') {
      const hasBoth = clauses.length > 0 && tokens[index + 1] !== undefined
      if (!hasBoth) notes.push({ code: 'dangling-operator', found: 'OR', used: null })
      joining = hasBoth
      return
    }
    const alternatives = alternativesOf(token, notes)
    const previous = clauses.at(-1)
    if (joining && previous && !previous.negative && !token.negative && alternatives.length > 0)
      previous.anyOf.push(...alternatives)
    else if (alternatives.length > 0) clauses.push({ negative: token.negative, anyOf: alternatives })
    joining = false
  })
  return clauses
}

function alternativesOf(token: Extract<Token, { kind: 'term' }>, notes: SearchNote[]): Alternative[] {
  const field = token.field === null ? null : fieldNamed(token.field)
  if (field) {
    const value = readField(field, token.text)
    if (value.kind === 'understood') return hasTerms(value.alternative) ? [value.alternative] : []
    notes.push({
      code: value.kind === 'bad-date' ? 'bad-date' : 'unknown-field',
      found: `${token.field}:${token.text}`,
      used: token.text,
    })
  }
  if (scan(token.text).length === 0) return []
  return [token.quoted ? { kind: 'phrase', text: token.text } : { kind: 'text', text: token.text, last: false }]
}

const hasTerms = (alternative: Alternative) => !('text' in alternative) || scan(alternative.text).length > 0

/** The last word counts as unfinished while nothing but the word itself ends the text. */
function markLast(clauses: readonly Clause[], text: string): Clause[] {
  const last = clauses.at(-1)?.anyOf.at(-1)
  if (last?.kind !== 'text' || last.text === '' || !text.endsWith(last.text)) return [...clauses]
  return clauses.map((clause) => ({
    ...clause,
    anyOf: clause.anyOf.map((alternative) => (alternative === last && !clause.negative ? { ...last, last: true } : alternative)),
  }))
}
