// The lines before the first paper: the series' title, a date, a legend, a summary of the day's
// titles.

import { createTrim } from '../text/edges.ts'
import { isVenue } from './constructs/venue.ts'
import { type FoundDate, findCompactDay, findDate } from './dates/dates.ts'
import { SERIES, WEEKDAY, withoutDate } from './dates/day-line.ts'
import { endsAttribution, type Posted, readAttribution, readPosted } from './dates/posted.ts'
import { countOf } from './examine/promised.ts'
import type { Item } from './tokens.ts'

export type HeadOwner = 'series' | 'date' | 'contents' | 'ornament' | 'legend' | 'boilerplate' | 'unread'

export interface Head {
  readonly title: string | null
  readonly date: FoundDate | null
  readonly dateItem: Item | null
  readonly posted: readonly Posted[]
  readonly owners: ReadonlyMap<number, HeadOwner>
}

const MAX_TITLE = 80
/** Of a mail that was pasted with its header. */
const SUBJECT = /^(?:subject|主题|主旨)\s*[:：]\s*(?=\S)/i
/** 日期：2021-07-10 dates the digest. */
const DATED = /^.{0,12}\d{1,4}\s*[-/.年月]\s*\d{1,2}/

export function readHead(items: readonly Item[]): Head {
  const owners = new Map<number, HeadOwner>()
  let title: string | null = null
  let date: FoundDate | null = null
  let dateItem: Item | null = null
  const posted: Posted[] = []
  let inSummary = false
  for (const [i, item] of items.entries()) {
    const { line, token } = item
    inSummary = isSummary(item) || (inSummary && !line.gap && token.kind !== 'links')
    if (inSummary || token.kind === 'point') owners.set(line.number, 'contents')
    else if (token.kind === 'figures' || token.kind === 'links') owners.set(line.number, 'ornament')
    else if (isPosted(line.text, posted)) owners.set(line.number, 'date')
    else if (endsAttribution(line.text)) owners.set(line.number, 'boilerplate')
    else if (token.kind === 'label' && SUBJECT.test(line.text)) {
      const subject = line.text.replace(SUBJECT, '')
      title ??= bare(subject)
      const found = dayIn(subject)
      if (found !== null && date === null) [date, dateItem] = [found, item]
      owners.set(line.number, 'series')
    } else if (token.kind === 'label' && !DATED.test(token.rest) && !isVenue(line.text)) {
      // A name, an address, a source: they are the page's on which the digest stood.
      owners.set(line.number, token.field === 'title' && title === null ? 'series' : 'boilerplate')
      if (token.field === 'title') title ??= bare(token.rest)
    } else {
      const found = line.text.length <= 200 ? dayIn(line.text) : null
      if (found && date === null) {
        date = found
        dateItem = item
      }
      if (title !== null && bare(line.text) === title) owners.set(line.number, 'series')
      else if (title === null && isTitle(line.text, found, i === 0)) {
        title = bare(line.text)
        owners.set(line.number, 'series')
      } else owners.set(line.number, ownerOf(line.text, found))
    }
  }
  return { title, date, dateItem, posted, owners }
}

function dayIn(text: string): FoundDate | null {
  return findDate(text) ?? (text.length <= MAX_TITLE && SERIES.test(text) ? findCompactDay(text) : null)
}

function isPosted(text: string, posted: Posted[]): boolean {
  const found = readPosted(text) ?? readAttribution(text)
  if (found !== null) posted.push(found)
  return found !== null
}

function ownerOf(text: string, date: FoundDate | null): HeadOwner {
  if (date !== null && text.length <= MAX_TITLE) return 'date'
  return countOf(text) === null ? 'unread' : 'contents'
}

/** "摘要:A、B、C" in the head lists the titles of the day. */
function isSummary({ token }: Item): boolean {
  return token.kind === 'label' && (token.field === 'abstract' || token.field === 'points' || token.field === 'takeaway')
}

function isTitle(text: string, date: FoundDate | null, isFirst: boolean): boolean {
  if (text.length > MAX_TITLE || /[。!?！？]$|[a-z]\.$/.test(text)) return false
  const words = date ? withoutDate(text, date) : text
  if (!/\p{L}{2,}/u.test(words.replace(WEEKDAY, ''))) return false
  return date !== null || SERIES.test(text) || isFirst
}

/** `#每日论文#` */
const HASHTAG = /^#([^#\s]{1,30})#/
const withoutMarks = createTrim(/[#>\s*_]/, /[*_\s]/)

function bare(text: string): string {
  return withoutMarks(text.replace(HASHTAG, '$1')).trim()
}
