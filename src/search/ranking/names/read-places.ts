// Institutions among the words of a query that papers call otherwise: 清华 is Tsinghua University in
// nearly every digest, and PKU is Peking University.
import type { SearchNote } from '../../../archive/archive.ts'
import { institutionNamed, keysMeant } from '../../../names/affiliations.ts'
import { scan } from '../../../text/terms.ts'
import { subjectOf, withoutFillers } from '../../query/fillers.ts'
import { type Clause, type PlainText, plainText } from '../../query/query.ts'
import type { IndexColumn, SearchIndex } from '../../search-index.ts'
import { phraseOf } from '../expressions.ts'

export interface ReadPlaces {
  readonly clauses: readonly Clause[]
  /** None where no place was read. */
  readonly notes: readonly SearchNote[]
}

type PlaceIndex = Pick<SearchIndex, 'count' | 'countListed'>

/** A longer query is a title or a text. */
const MAX_CLAUSES = 8
const MAX_PLACE_WORDS = 4
const MAX_PLACE_LENGTH = 16
const TEXTS: readonly IndexColumn[] = ['title', 'title_zh', 'abstract', 'abstract_zh']
/** 苹果 is fruit as well: of a place there are so many times more papers than of the word. */
const MUCH_MORE = 5

const FROM = /^(?:来自|出自|由|在)/u
/** Behind a place, before what is asked of it. */
const BEHIND = /^(?:的?(?:团队|课题组|研究组|实验室|组|公司|学者|人))?(?:的|$|(?=发表|最近|近期|有|论文|文章))/u

interface Place {
  readonly name: string
  readonly typed: string
  readonly count: number
  readonly rest: readonly Clause[]
}

export function readPlaces(index: PlaceIndex, clauses: readonly Clause[]): ReadPlaces {
  if (clauses.length > MAX_CLAUSES) return { clauses, notes: [] }
  const read: Clause[] = []
  const notes: SearchNote[] = []
  for (let at = 0; at < clauses.length; ) {
    const clause = clauses[at]
    const isAskedFor =
      /^(?:by|from|at)$/i.test(plainText(clauses[at - 1])?.text ?? '') && withoutFillers(clauses.slice(0, at)).length === 0
    const place = placeAt(index, clauses.slice(at), isAskedFor)
    if (place) {
      if (isAskedFor) read.length = 0
      notes.push({ code: 'place-read', found: place.typed, used: place.name })
      read.push({ negative: false, anyOf: [{ kind: 'affiliation', text: place.name }] }, ...place.rest)
    } else if (clause) read.push(clause)
    at += place?.count ?? 1
  }
  return notes.length === 0 ? { clauses, notes } : { clauses: withoutFillers(read), notes }
}

/** `isAskedFor`: "papers from" is before it. */
function placeAt(index: PlaceIndex, clauses: readonly Clause[], isAskedFor: boolean): Place | null {
  const texts = clauses.slice(0, MAX_PLACE_WORDS).map(plainText)
  const [first] = texts
  if (first == null) return null
  const [unit, ...more] = scan(first.text)
  if (unit?.kind === 'run' && more.length === 0) return placeInRun(index, unit.folded, first)
  const end = texts.findIndex((text) => text === null || scan(text.text).some(({ kind }) => kind === 'run'))
  for (let count = end < 0 ? texts.length : end; count > 0; count--) {
    const typed = texts
      .slice(0, count)
      .map((text) => text?.text)
      .join(' ')
    const name = institutionNamed(typed)
    // What papers themselves call it is found as text.
    const asText = isAskedFor || name === null ? 0 : index.count(phraseOf(scan(typed)), [])
    if (name !== null && isMeant(index, name, asText)) return { name, typed, count, rest: [] }
  }
  return null
}

function placeInRun(index: PlaceIndex, typed: string, of: PlainText): Place | null {
  const run = subjectOf(typed, true, false).replace(FROM, '')
  for (let length = Math.min(run.length, MAX_PLACE_LENGTH); length > 1; length--) {
    const place = run.slice(0, length)
    const behind = BEHIND.exec(run.slice(length))
    const name = behind && institutionNamed(place)
    if (!behind || name == null) continue
    if (!isMeant(index, name, index.count({ kind: 'in', columns: TEXTS, of: phraseOf(scan(place)) }, []))) continue
    const left = run.slice(length + behind[0].length)
    const rest: Clause[] = left === '' ? [] : [{ negative: false, anyOf: [{ ...of, text: left }] }]
    return { name, typed: place, count: 1, rest }
  }
  return null
}

function isMeant(index: PlaceIndex, name: string, asText: number): boolean {
  const papers = index.countListed([{ kind: 'affiliation', keys: keysMeant(name) }])
  return papers > 0 && papers >= asText * MUCH_MORE
}
