// Reads what a person types. Pure and total: whatever can't be understood is searched as words, and
// a note says so.
//
//     扩散模型 "exact words" -survey title:attention OR title:注意力 作者:何恺明 from:2021-07 is:starred
//
// Quotes, colons, minus signs and letters may be full-width.

import type { SearchNote } from '../../archive/archive.ts'
import { PARTICLE_PATTERN } from '../../names/particles.ts'
import { MONTH_PATTERN } from '../../text/months.ts'
import { scan } from '../../text/terms.ts'
import { codesOfArxivCategory } from './category-codes.ts'
import { cleanText } from './clean-text.ts'
import { type DateInText, findDate } from './dates/find-date.ts'
import { todayInChina } from './dates/periods.ts'
import { type Field, fieldNamed, readField } from './fields.ts'
import { arxivIdIn, arxivIdsIn, isCompanionOfId } from './paper-ids.ts'
import type { Alternative, Clause, Query } from './query.ts'

const MAX_QUERY = 300
const MAX_CLAUSES = 24

/** Opening quote → what closes it. Keyboards and phones mix the double ones. */
const DOUBLE = '"”“＂'
const CLOSING: Readonly<Record<string, string>> = {
  '"': DOUBLE,
  '“': DOUBLE,
  '”': DOUBLE,
  '＂': DOUBLE,
  '„': DOUBLE,
  '‘': '’',
  '«': '»',
  '「': '」',
  '｢': '｣',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '〝': '〞〟',
}

interface Term {
  readonly kind: 'term'
  readonly negative: boolean
  readonly field: Field | null
  /** As typed, with its colon. */
  readonly head: string
  readonly text: string
  readonly quoted: boolean
}

type Token = { readonly kind: 'or' | 'and' | 'not'; readonly typed: string } | Term

export interface ParseOptions {
  /** `YYYY-MM-DD`, for "last week"; China's where it is left out. */
  readonly today?: string | undefined
  /**
   * Which dates in words are read; others are text like any other. `sure` (the default) leaves out
   * four digits alone, which may belong to a name.
   */
  readonly dates?: 'all' | 'sure' | 'none'
}

export function parseQuery(typed: string, { today, dates = 'sure' }: ParseOptions = {}): Query {
  const notes: SearchNote[] = []
  const whole = shortened(typed, notes)
  const day = today ?? todayInChina()
  const found = dates === 'none' ? null : findDate(whole, day)
  const date = found?.isBareYear && dates !== 'all' ? null : found
  const text = date ? `${whole.slice(0, date.start)} ${whole.slice(date.end)}` : whole
  if (date) {
    const { from, to } = date
    notes.push({ code: 'date-read', found: date.typed, used: from === to ? from : `${from ?? ''}..${to ?? ''}` })
  }
  const tokens = withExclusions(withoutForm(withoutCompanions(tokenize(text, notes))), notes)
  const clauses = joinClauses(tokens, notes, day)
  const kept = clauses.slice(0, MAX_CLAUSES)
  if (kept.length < clauses.length && notes.every(({ code }) => code !== 'query-cut'))
    notes.push({ code: 'query-cut', found: typed.slice(0, 60), used: `${MAX_CLAUSES}` })
  const marked = markLast(kept, text)
  const dated: Clause[] = date ? [{ negative: false, anyOf: [{ kind: 'date', from: date.from, to: date.to }] }] : []
  const namesWithYear = date?.isBareYear ? besideYear(whole, date) : []
  return {
    clauses: [...marked, ...dated],
    hasDateInText: date !== null,
    mayHaveBareYear: found?.isBareYear ?? false,
    namesWithYear,
    notes,
  }
}

function besideYear(text: string, { start, end, typed }: DateInText): string[] {
  const before = /[\p{L}\d]+(?=[^\p{L}\d]*$)/u.exec(text.slice(0, start))?.[0]
  const behind = /^[^\p{L}\d]*([\p{L}\d]+)/u.exec(text.slice(end))?.[1]
  return before !== undefined ? [`${before} ${typed}`] : behind !== undefined ? [`${typed} ${behind}`] : []
}

/** With a paper's number in the query, "arXiv" and "[cs.CL]" are part of how it is written. */
function withoutCompanions(tokens: readonly Token[]): readonly Token[] {
  const isPlain = (token: Token) => token.kind === 'term' && !token.quoted && token.field === null
  if (!tokens.some((token) => isPlain(token) && token.kind === 'term' && arxivIdIn(token.text) !== null)) return tokens
  return tokens.filter((token) => !(token.kind === 'term' && isPlain(token) && isCompanionOfId(token.text)))
}

/** Without a field, quotes or a minus sign. */
const plainTerm = (token: Token | undefined): Term | null =>
  token?.kind === 'term' && !token.quoted && !token.negative && token.field === null ? token : null

/** In what form it is wanted, behind a title: "… pdf", "… paper". */
const FORM = /^(?:pdf|arxiv|paper|论文|原文)$/iu
const MIN_BESIDE_FORM = 2

function withoutForm(tokens: readonly Token[]): readonly Token[] {
  const isForm = FORM.test(plainTerm(tokens.at(-1))?.text ?? '')
  return isForm && tokens.length > MIN_BESIDE_FORM ? tokens.slice(0, -1) : tokens
}

/** A longer query is a title or a text. */
const MAX_WITH_EXCLUSION = 8
const EXCLUDED =
  /^(?:不要|不想要|不看|不含|不包括|不包含|排除|剔除|去掉|除去|除了)(.{2,12}?)(?:(?:以外|之外)的?(.*)|的|类|相关的?)?$/u

const BEFORE_EXCLUSION = /[，,；;、]\s*(?:但是?)?(?=不要|不想要|不看|不含|不包[括含]|排除|剔除|去掉|除去|除了)/u

/** "but not faces", "except faces", 不要人脸: what it is about is left out as with a minus sign. */
function withExclusions(typed: readonly Token[], notes: SearchNote[]): readonly Token[] {
  const tokens = typed.flatMap((token) =>
    token.kind === 'term' && !token.quoted ? token.text.split(BEFORE_EXCLUSION).map((text) => ({ ...token, text })) : [token],
  )
  if (tokens.length < 2 || tokens.length > MAX_WITH_EXCLUSION) return typed
  const read: Token[] = []
  const wordAt = (at: number) => plainTerm(tokens[at])?.text.toLowerCase()
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    const term = plainTerm(token)
    if (!token) continue
    const [, out, rest] = (term && EXCLUDED.exec(term.text)) ?? []
    if (term && out !== undefined) {
      notes.push({ code: 'excluded', found: term.text, used: out })
      read.push({ ...term, negative: true, text: out })
      if (rest) read.push({ ...term, text: rest })
      continue
    }
    const [first, second] = [wordAt(at), wordAt(at + 1)]
    const count =
      first === 'but' && second === 'not' ? 2 : first === 'except' ? (second === 'for' ? 2 : 1) : first === 'excluding' ? 1 : 0
    const next = tokens[at + count]
    if (count === 0 || at === 0 || next?.kind !== 'term') {
      read.push(token)
      continue
    }
    const words = tokens.slice(at, at + count).map((one) => (one.kind === 'term' ? one.text : one.typed))
    notes.push({ code: 'excluded', found: [...words, next.text].join(' '), used: next.text })
    read.push({ ...next, negative: true })
    at += count
  }
  return read
}

/** from:last week without quotation marks. */
const DAY_OF_TWO_WORDS = new RegExp(
  `(?<![\\p{L}])((?:from|since|after|to|until|before|date|day|on)[:：]\\s*)((?:last|this|past)\\s+\\p{L}+|(?:${MONTH_PATTERN})\\s+\\d{4})`,
  'giu',
)

function shortened(typed: string, notes: SearchNote[]): string {
  const clean = cleanText(typed).replace(DAY_OF_TWO_WORDS, '$1"$2"')
  if (clean.length <= MAX_QUERY) return clean
  const cut = clean.slice(0, MAX_QUERY)
  const used = cut.replace(/[^\s]*$/, '') || cut
  notes.push({ code: 'query-cut', found: clean.slice(0, 60), used: used.slice(0, 60) })
  return used
}

const FIELD = /^([\p{L}]{1,20})[ \t]*[:：][ \t]*/u
const WORD_END = /[\s\u3000"“”「」｢｣『』《》〈〉«»＂〝|｜()（）]/
const BETWEEN = /^[\s\u3000,，、;；()（）]+/
const OPERATOR = /^(?:(?<or>\|{1,2}|｜{1,2}|OR|ＯＲ|或者?)|(?<and>AND|ＡＮＤ)|(?<not>NOT|ＮＯＴ))(?=[\s\u3000]|$)|^[|｜]{1,2}/
const MINUS = /^[-－−–](?=[^\s\u3000-])/
/** "author:van der Maaten": a surname goes on behind its particles. */
const PARTICLES = new RegExp(`^(?:(?:${PARTICLE_PATTERN})[ \\t]+)+(?=[\\p{L}])`, 'iu')

function tokenize(text: string, notes: SearchNote[]): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const blank = BETWEEN.exec(rest)
    const operator = OPERATOR.exec(rest)
    if (blank) at += blank[0].length
    else if (operator) {
      const kind = operator.groups?.and ? 'and' : operator.groups?.not ? 'not' : 'or'
      tokens.push({ kind, typed: operator[0] })
      at += operator[0].length
    } else {
      // A minus excludes only at the start of a word: "(LLM)-based" is one thing.
      const mayExclude = at === 0 || /[\s\u3000]/.test(text.charAt(at - 1))
      const { token, length } = readTerm(rest, mayExclude, notes)
      if (token) tokens.push(token)
      at += Math.max(1, length)
    }
  }
  return tokens
}

function readTerm(rest: string, mayExclude: boolean, notes: SearchNote[]): { token: Term | null; length: number } {
  const minus = mayExclude ? (MINUS.exec(rest)?.[0] ?? '') : ''
  const body = rest.slice(minus.length)
  const named = FIELD.exec(body)
  const field = named ? fieldNamed(named[1] ?? '') : null
  const head = field && named ? named[0] : ''
  const value = readValue(body.slice(head.length), field, notes)
  const length = minus.length + head.length + value.length
  if (head === '' && value.text.trim() === '') return { token: null, length }
  if (!field && named && !value.quoted && isLikeField(value.text))
    notes.push({ code: 'unknown-field', found: named[1] ?? '', used: value.text })
  return { token: { kind: 'term', negative: minus !== '', field, head, text: value.text, quoted: value.quoted }, length }
}

/** An address or an arXiv number has a colon of its own. */
const isLikeField = (text: string) => !text.includes('://') && arxivIdIn(text) === null && /^[\p{L}]{1,20}[:：]\S/u.test(text)

function readValue(rest: string, field: Field | null, notes: SearchNote[]): { text: string; quoted: boolean; length: number } {
  const closing = CLOSING[rest.charAt(0)]
  if (closing !== undefined) {
    const end = [...rest].findIndex((character, at) => at > 0 && closing.includes(character))
    if (end > 0) {
      const text = [...rest].slice(1, end).join('')
      return { text, quoted: true, length: text.length + 2 }
    }
    notes.push({ code: 'unbalanced-quote', found: rest.slice(0, 40), used: rest.slice(1, 41).trim() || null })
    return { text: '', quoted: false, length: 1 }
  }
  const before = field === 'author' ? (PARTICLES.exec(rest)?.[0].length ?? 0) : 0
  const end = rest.slice(before).search(WORD_END)
  const length = end < 0 ? rest.length : before + end
  return { text: rest.slice(0, length), quoted: false, length }
}

/**
 * `OR` joins what is at its two sides, `NOT` turns what follows; where one is missing the operator
 * is a word.
 */
function joinClauses(tokens: readonly Token[], notes: SearchNote[], today: string): Clause[] {
  const clauses: { negative: boolean; anyOf: Alternative[] }[] = []
  let operator: 'or' | 'and' | 'not' | null = null
  const takeAsWord = (typed: string) => {
    if (scan(typed).length === 0) return
    notes.push({ code: 'dangling-operator', found: typed, used: typed })
    clauses.push({ negative: false, anyOf: [word(typed)] })
  }
  tokens.forEach((token, at) => {
    if (token.kind !== 'term') {
      const next = tokens[at + 1]
      const isJoint = next?.kind === 'term' && (token.kind === 'not' || (clauses.length > 0 && isMergeable(token, clauses, next)))
      operator = isJoint ? token.kind : null
      if (!isJoint) takeAsWord(token.typed)
      return
    }
    const alternatives = alternativesOf(token, notes, today)
    const previous = clauses.at(-1)
    // Several numbers are several papers.
    const areIds = (token: Token | undefined) => arxivIdIn(plainTerm(token)?.text ?? '') !== null
    const isListed = operator === null && areIds(token) && areIds(tokens[at - 1])
    if ((operator === 'or' || isListed) && previous) previous.anyOf.push(...alternatives)
    else if (alternatives.length > 0) clauses.push({ negative: token.negative !== (operator === 'not'), anyOf: alternatives })
    operator = null
  })
  return clauses
}

/** "a OR -b" would be nearly every paper: that is never intended. */
const isMergeable = (operator: { readonly kind: string }, clauses: readonly Clause[], next: Term) =>
  operator.kind === 'and' || (!next.negative && clauses.at(-1)?.negative === false)

const word = (text: string): Alternative => ({ kind: 'text', text, last: false })

function alternativesOf({ field, head, text, quoted }: Term, notes: SearchNote[], today: string): Alternative[] {
  if (field && scan(text).length === 0) {
    notes.push({ code: 'dangling-operator', found: head.trim(), used: head.replace(/[\s:：]+$/, '') })
    return [word(head.replace(/[\s:：]+$/, ''))]
  }
  if (field) {
    const value = readField(field, text, { isQuoted: quoted, today })
    if (value.kind === 'understood') return [value.alternative]
    notes.push({ code: value.kind === 'bad-date' ? 'bad-date' : 'unknown-field', found: `${head.trim()}${text}`, used: text })
  }
  const ids = quoted ? [] : arxivIdsIn(text)
  if (ids.length > 0) return ids.map((id) => ({ kind: 'phrase', text: id }))
  const codes = quoted ? [] : codesOfArxivCategory(text)
  if (codes.length > 0) {
    notes.push({ code: 'category-read', found: text, used: codes.join(', ') })
    return [{ kind: 'category', codes }]
  }
  if (scan(text).length === 0) return []
  return [quoted ? { kind: 'phrase', text } : word(text)]
}

/** The last word counts as unfinished while nothing but the word itself ends the text. */
function markLast(clauses: readonly Clause[], text: string): Clause[] {
  const last = clauses.at(-1)?.anyOf.at(-1)
  if (last?.kind !== 'text' || last.text === '' || !text.endsWith(last.text)) return [...clauses]
  return clauses.map((clause) => ({
    ...clause,
    anyOf: clause.anyOf.map((alternative) => (alternative === last && !clause.negative ? { ...last, last: true } : alternative)),
  }))
}
