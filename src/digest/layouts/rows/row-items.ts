// The cells of a row → the items of one paper. The heading comes first, wherever its cell is.

import { institutionsOf } from '../../../names/institutions.ts'
import { splitPeople, weighPeople } from '../../../names/split-people.ts'
import { languageOf } from '../../../text/script.ts'
import { categoryCodes } from '../../category-names.ts'
import { heading } from '../../constructs/heading/index.ts'
import { readTitle } from '../../constructs/heading/title.ts'
import { link } from '../../constructs/link.ts'
import { findFullDate } from '../../dates/dates.ts'
import type { Item, LabelField, Token, TokenOf } from '../../tokens.ts'
import { isNothing } from '../body/labels.ts'
import { pieceOf } from '../layout.ts'
import { STAR } from '../markdown/heading-line.ts'
import type { Column } from './columns.ts'
import { type Cell, type Row, textsOf } from './tables.ts'

/** Null where the row has no title. */
export function readRow(row: Row): readonly Item[] | null {
  const { columns } = row
  const at = columns.findIndex((column, i) => TITLES.has(column) && textOf(row.cells[i]) !== '')
  const whole = row.cells[at]
  if (whole === undefined) return null
  const cell = withTitleApart(whole)
  const number = row.cells[columns.indexOf('number')]
  const named = headingOf(cell, columns.includes('number') ? textOf(number) : '')
  if (named.title === '') return null
  const opening = { ...named, day: findFullDate(textOf(row.cells[columns.indexOf('date')])) }
  const fields = row.cells.flatMap((own, i): readonly Item[] => {
    const column = columns[i] ?? 'unknown'
    return own === whole ? titleRest(cell, opening.title) : fieldItems(own, column)
  })
  return [{ line: pieceOf(cell.line, opening.title), token: opening }, ...fields]
}

const TITLES: ReadonlySet<Column> = new Set<Column>(['title', 'title.en', 'title.zh'])

function textOf(cell: Cell | undefined): string {
  return cell?.texts.join(' ').trim() ?? ''
}

/** `3) **Title** - presents …`: bold in front of words that are not. */
const BOLD = /^(\s*(?:[(（[【#]?\d{1,3}[.)）、\]】:]*\s*)?(\*\*|__)(?=\S)[^\n]{1,300}?(?<=\S)\2)(\s*[-–—:：]\s*|\s+)(?=\S)/
/** `3) Title  Introduces …`, `Title - presents …`: what is longer than any title begins with one. */
const IN_FRONT = /^\s*(\S.{2,150}?)(?:\s{2,}(?=\p{Lu})|\s+[-–—]\s+)/u
const MAX_TITLE = 250
/** Of what follows a title: a longer text says what the paper is about. */
const MIN_TEXT = 120

/** The cell with its title on a line of its own, where the same line goes on with the paper's text. */
function withTitleApart(cell: Cell): Cell {
  const { written = '', texts } = cell
  const bold = BOLD.exec(written)
  if (bold !== null) {
    const [whole, title = '', , between = ''] = bold
    const [rest = '', ...below] = textsOf(written.slice(whole.length))
    // `**SAM 2**: Segment Anything in Images and Videos` is a title still.
    const isText = rest.length > MIN_TEXT || (/[-–—]/.test(between) && /^\p{Ll}+\s/u.test(rest))
    if (isText) return { ...cell, texts: [...textsOf(title), rest, ...below] }
  }
  const isTooLong = (texts[0]?.length ?? 0) > MAX_TITLE
  const front = isTooLong ? IN_FRONT.exec(written) : null
  if (front === null) return cell
  return { ...cell, texts: [...textsOf(front[1] ?? ''), ...textsOf(written.slice(front[0].length))] }
}

function headingOf(cell: Cell, numbered: string): TokenOf<'heading'> {
  const text = cell.texts[0] ?? ''
  const token = heading.read(text)
  const number = /^\D{0,3}(\d{1,5})\D{0,3}$/.exec(numbered)?.[1]
  const value = number === undefined ? null : Number(number)
  if (token?.kind === 'heading') return { ...token, number: value ?? token.number }
  if (token?.kind === 'numbered' && value === null) {
    const { starred, text: title, links } = token
    return { kind: 'heading', number: token.number, categories: [], starred, title, links }
  }
  const isStarred = STAR.test(text)
  const { title, links } = readTitle(isStarred ? text.replace(STAR, '') : text)
  return { kind: 'heading', number: value, categories: [], starred: isStarred, title: title.replace(BOOK, '$1'), links }
}

/** A translation is in brackets or without. */
const ENCLOSED = /^[(（【[]([^()（）]*)[)）】\]]$/
const BOOK = /^《(.*)》$/

/** What is shorter may be anything: a conference, a mark, a name. */
const MIN_SENTENCE = 40

/** Below the title its cell may have the translation, the authors or the addresses. */
function titleRest(cell: Cell, title: string): readonly Item[] {
  return cell.texts.slice(1).flatMap((written): readonly Item[] => {
    const text = written.replace(ENCLOSED, '$1')
    const line = pieceOf(cell.line, text)
    const links = link.read(text)
    if (links !== null) return [{ line, token: links }]
    if (isPeople(text)) return [{ line, token: labelled('authors', text) }]
    const language = languageOf(text)
    if (text.length > MIN_TEXT || (language !== null && language === languageOf(title)))
      return text.length < MIN_SENTENCE ? [] : [{ line, token: labelled('abstract', text) }]
    if (language === null) return []
    return [{ line, token: labelled(language === 'zh' ? 'title.zh' : 'title.en', text) }]
  })
}

function isPeople(text: string): boolean {
  return weighPeople(text, splitPeople(text)) === 'several'
}

function labelled(field: LabelField, rest: string): Token {
  return { kind: 'label', field, rest }
}

function fieldItems(cell: Cell, column: Column): readonly Item[] {
  const text = textOf(cell)
  const line = pieceOf(cell.line, text)
  const item = (token: Token): readonly Item[] => [{ line, token }]
  if (isNothing(text) && !/[\p{L}]{3}/u.test(text)) return []
  switch (column) {
    case 'number':
    case 'date':
    case 'note':
      return []
    case 'links':
      return linkItems(cell, text)
    case 'categories': {
      const codes = categoryCodes(text)
      return codes === null ? [] : item(labelled('categories', codes))
    }
    case 'authors':
      return isNothing(text) ? [] : peopleItems(cell)
    case 'affiliations':
      return isNothing(text) ? [] : item(labelled(column, cell.texts.join('; ')))
    case 'points':
    case 'aspect':
      return cell.texts.map((part) => ({ line: pieceOf(cell.line, part), token: labelled('points', part) }))
    case 'unknown': {
      const token = link.read(text)
      return token === null ? [] : item(token)
    }
    default:
      return isNothing(text) ? [] : item(labelled(column, text))
  }
}

/** Below the names the cell may have their places. */
function peopleItems(cell: Cell): readonly Item[] {
  const places = cell.texts.filter((part, i) => i > 0 && institutionsOf(part) !== null)
  const names = cell.texts.filter((part) => !places.includes(part))
  const item = (field: LabelField, text: string): Item => ({ line: pieceOf(cell.line, text), token: labelled(field, text) })
  return [item('authors', names.join(', ')), ...(places.length === 0 ? [] : [item('affiliations', places.join('; '))])]
}

/** A column of addresses may hold the translated title, too. */
function linkItems(cell: Cell, text: string): readonly Item[] {
  const line = pieceOf(cell.line, text)
  const token = link.read(text)
  if (token !== null) return [{ line, token }]
  const { links } = readTitle(text)
  if (links.length > 0) return [{ line, token: { kind: 'links', urls: links } }]
  return !isNothing(text) && languageOf(text) === 'zh' && text.length > 4 ? [{ line, token: labelled('title.zh', text) }] : []
}
