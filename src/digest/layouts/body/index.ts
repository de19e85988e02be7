// What is below a paper's heading where the layout has one for it: labels in a list, paragraphs
// under small headings, blocks that were collapsed. What a line is by its looks alone is asked
// last.

import { institutionsOf } from '../../../names/institutions.ts'
import { languageOf } from '../../../text/script.ts'
import { categoryCodes } from '../../category-names.ts'
import { classify } from '../../constructs/index.ts'
import { question } from '../../constructs/question.ts'
import { isVenue } from '../../constructs/venue.ts'
import type { Line } from '../../lines/lines.ts'
import type { Item, LabelField, Token, TokenOf } from '../../tokens.ts'
import { pieceOf } from '../layout.ts'
import { besidePapers, isNavigation, PAGE, UNREAD } from '../page.ts'
import {
  isDate,
  isNothing,
  readField,
  readHeadingLabel,
  splitFields,
  unknownField,
  withoutBullet,
  withoutPicture,
} from './labels.ts'

/** A known field that no paper of ours has. Its dates are the paper's, not the digest's. */
const NOTE: Token = { kind: 'ornament' }
const EMPHASIS = /^([*_]{1,3})(?=[^\s*_])(.*[^\s*_])\1$/
/** In bold or italics as a whole. */
const MARKED = /^\s*(?:>\s?)*([*_]{1,3})(?=[^\s*_])[^*\n]{1,200}(?<=[^\s*_])\1\s*$/
/** `**Name**: `, `**Name:** ` */
const NAMED = /^\s*(?:>\s?)*(?:\*\*|__)[^*_\n]{2,40}(?:(?:\*\*|__)\s*[:：]|[:：](?:\*\*|__))/
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|—{2,}|={3,})$/
const HEADING = /^#{1,8}\s*(?=\S)/
/** A note of more is text that somebody may miss. */
const MAX_NOTE = 400

/** Reads the lines of one paper after another; `begin` opens the next. */
export interface BodyReader {
  begin(): void
  read(line: Line): readonly Item[]
}

/** Fields whose text goes on over blank lines until the next label. */
const LONG: ReadonlySet<LabelField> = new Set<LabelField>([
  'abstract',
  'takeaway',
  'aspect',
  'points',
  'note',
  'question',
  'answer',
])

export function createBodyReader(): BodyReader {
  /** The field of the last label while only text follows it. */
  let open: LabelField | null = null
  let hasLabels = false
  let isFirst = true
  let hasAuthors = false
  /** The body is written as in the usual form, where the first Chinese sentence is the title. */
  let isUsual = false
  /** Behind a rule that closes a paper the page goes on. */
  let isClosed = false
  /** Names of fields that were reported once. */
  const reported = new Set<string>()

  function begin(): void {
    open = null
    hasLabels = false
    isFirst = true
    hasAuthors = false
    isUsual = false
    isClosed = false
  }

  function read(line: Line): readonly Item[] {
    const bare = EMPHASIS.exec(line.text)?.[2]
    const own = bare === undefined ? line : { ...line, text: bare }
    if (isNavigation(own.text)) return [{ line: own, token: PAGE }]
    if (HEADING.test(own.text)) return [readHeading(own)]
    if (hasLabels && RULE.test(own.text)) isClosed = true
    const isMarked = bare !== undefined || MARKED.test(line.raw)
    const isName = !hasAuthors && (isMarked || (isFirst && !line.gap))
    isFirst = false
    const parts = splitFields(own.text)
    if (isName && parts.length === 1) return [readName(own)]
    return parts.length === 1 ? [readLine(own)] : parts.map((part) => readPart(pieceOf(own, part)))
  }

  /** Among the fields of a line names and places need no label. */
  function readPart(line: Line): Item {
    if (isDate(line.text)) return { line, token: NOTE }
    const isKnown = line.text.length > 2 && institutionsOf(line.text) !== null
    const codes = isKnown ? null : categoryCodes(line.text)
    if (codes !== null) return { line, token: { kind: 'label', field: 'categories', rest: codes } }
    const item = readLine(line)
    if (item.token.kind === 'label' || item.token.kind === 'links') return item
    if (institutionsOf(line.text) !== null) return { line, token: { kind: 'label', field: 'affiliations', rest: line.text } }
    return item.token.kind === 'people' ? { line, token: { kind: 'label', field: 'authors', rest: line.text } } : item
  }

  /**
   * One name alone is the author's right below the title, and where it is set apart from the text.
   */
  function readName(line: Line): Item {
    const item = readLine(line)
    if (item.token.kind !== 'people' || item.token.sure) return item
    hasAuthors = true
    return { line, token: { kind: 'label', field: 'authors', rest: line.text } }
  }

  function readHeading(line: Line): Item {
    const text = line.text.replace(HEADING, '')
    const asked = question.read(text)
    if (asked?.kind === 'label') return openAnswer({ ...line, text }, asked)
    const field = readHeadingLabel(text)
    // What is below a small heading that is not known belongs to no field.
    open = field ?? 'note'
    hasLabels = true
    return { line: { ...line, text }, token: field === null ? PAGE : { kind: 'label', field, rest: '' } }
  }

  function readLine(written: Line): Item {
    const line = withoutPictures(written)
    const [item] = classify([line])
    if (item === undefined) return { line, token: PAGE }
    const { token } = item
    hasAuthors = hasAuthors || (token.kind === 'people' && token.sure) || (token.kind === 'label' && token.field === 'authors')
    if (isClosed && token.kind !== 'label' && token.kind !== 'section') return besidePapers(line, token)
    if (token.kind === 'links' || token.kind === 'figures' || token.kind === 'section' || token.kind === 'contents') {
      open = null
      return item
    }
    if (token.kind === 'ornament') return item
    if (line !== written && token.kind === 'prose' && institutionsOf(line.text) !== null)
      return { line, token: { kind: 'label', field: 'affiliations', rest: line.text } }
    if (isVenue(line.text)) return { line, token: NOTE }
    if (token.kind === 'label' && (token.field === 'question' || token.field === 'answer')) return openAnswer(line, token)
    if (token.kind === 'boilerplate') return readField(line.text)?.field === 'note' ? { line, token: NOTE } : item
    const found = readField(line.text)
    if (found !== null) return readLabelled(line, found.field, found.rest)
    const name =
      hasLabels && open !== 'points' && open !== 'aspect' && (token.kind === 'point' || NAMED.test(line.raw))
        ? unknownField(line.text)
        : null
    if (name !== null) return readUnknown(line, name)
    return readText(line, token)
  }

  function openAnswer(line: Line, token: TokenOf<'label'>): Item {
    open = token.field
    hasLabels = true
    return { line, token }
  }

  function readLabelled(line: Line, field: LabelField, rest: string): Item {
    open = field === 'note' || field === 'links' ? null : field
    hasLabels = true
    if (field === 'note' || field === 'links') {
      const isKnown = isNothing(rest) || (field === 'note' && rest.length <= MAX_NOTE)
      if (isKnown && rest !== '') return { line, token: NOTE }
    }
    if (field === 'aspect' && rest !== '') return { line, token: { kind: 'point', text: withoutBullet(line.text) } }
    return { line, token: { kind: 'label', field, rest } }
  }

  /** What fields of this name say is said of none; the first of them is reported. */
  function readUnknown(line: Line, name: string): Item {
    open = null
    const isNew = !reported.has(name)
    reported.add(name)
    return { line, token: isNew ? UNREAD : NOTE }
  }

  function readText(line: Line, token: Token): Item {
    const own = plainToken(line, token)
    isUsual = isUsual || own.kind === 'affiliations'
    if (open === null && !isUsual && own.kind === 'prose' && own.language === 'zh' && /[。！？]$/.test(line.text)) {
      open = 'abstract'
      return { line, token: { kind: 'label', field: 'abstract', rest: line.text } }
    }
    if (open === null || !LONG.has(open) || own.kind === 'point') return { line, token: own }
    if (open === 'note') return { line, token: UNREAD }
    // A paragraph behind a blank line goes on with the field above it.
    if (line.gap && open === 'abstract') return { line, token: { kind: 'label', field: 'abstract', rest: line.text } }
    if (line.gap && (open === 'question' || open === 'answer'))
      return { line, token: { kind: 'label', field: 'answer', rest: line.text } }
    if (line.gap && open === 'aspect') return { line, token: { kind: 'point', text: line.text } }
    return { line, token: own.kind === 'people' ? { kind: 'prose', language: languageOf(line.text) } : own }
  }

  return { begin, read }
}

function withoutPictures(line: Line): Line {
  const text = withoutPicture(line.text)
  return text === line.text || text === '' ? line : { ...line, text }
}

/** Nothing inside a paper opens another one. */
function plainToken(line: Line, token: Token): Token {
  if (token.kind === 'numbered') return { kind: 'point', text: token.text }
  if (token.kind === 'heading' || token.kind === 'legend') return { kind: 'prose', language: languageOf(line.text) }
  return token
}
