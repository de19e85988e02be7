// Names of people among the words of a query. Digests print initials, so no paper has the words of
// "Kaiming He" or "He Kaiming"; the archive knows K He.
import type { SearchNote } from '../../../archive/archive.ts'
import { romanisedName } from '../../../names/chinese-names.ts'
import { isParticle } from '../../../names/particles.ts'
import { namesMeant, type PersonName, umlautSpellings, withUmlauts } from '../../../names/people.ts'
import { scan, termOf } from '../../../text/terms.ts'
import { apartAtPossessive, isOnlyAsking, subjectOf, withoutAsking, withoutFillers } from '../../query/fillers.ts'
import { type Clause, plainText, type Query } from '../../query/query.ts'
import type { IndexColumn, SearchIndex } from '../../search-index.ts'
import { editsBetween } from '../../words/respell.ts'
import { any, phraseOf } from '../expressions.ts'

export interface NameInQuery {
  /** Clauses of the query, the end not included. */
  readonly start: number
  readonly end: number
  readonly names: readonly PersonName[]
  readonly typed: string
  /** What its clause says besides the name: 何恺明的扩散模型. */
  readonly rest?: readonly Clause[]
  /** The query says that papers of this person are wanted. */
  readonly isAskedFor?: true
  /** Where any of several people are meant, each. */
  readonly anyOf?: readonly NameInQuery[]
}

/** What is asked of the papers of the names. */
export function besideNames(clauses: readonly Clause[], names: readonly NameInQuery[]): readonly Clause[] {
  const rest = clauses.flatMap((clause, at) => {
    const name = names.find(({ start, end }) => at >= start && at < end)
    return name === undefined ? [clause] : at === name.start ? (name.rest ?? []) : []
  })
  return names.some(({ isAskedFor }) => isAskedFor) ? withoutFillers(rest) : withoutAsking(rest)
}

const MAX_NAME_WORDS = 4
/** A longer query is a title or a text rather than a name and a subject. */
const MAX_CLAUSES_WITH_NAMES = 8
/** A word of more titles than this is a subject rather than a name. */
const MAX_TITLES_OF_A_NAME = 25
const TEXTS: readonly IndexColumn[] = ['title', 'title_zh', 'abstract', 'abstract_zh']

export type Certainty = 'sure' | 'likely'

/** "a" and "i" are words. */
const INITIAL = /^[b-hj-z]$/

/** What of the index tells names from other words. */
type NameIndex = Pick<SearchIndex, 'hasAuthor' | 'titles' | 'count' | 'countListed' | 'spellings' | 'word'>

/** So many ways to part the words into names and the rest. */
const MAX_READINGS = 5

interface RatedName extends NameInQuery {
  /** Words in it that are words of texts. */
  readonly others: number
  /** Words in it that may be words of texts. */
  readonly unlikely: number
}

/**
 * The ways in which words of the query may be names that somebody in the archive bears, the
 * likeliest first.
 */
export function findNames(index: NameIndex, clauses: readonly Clause[], certainty: Certainty): (readonly NameInQuery[])[] {
  if (clauses.length > MAX_CLAUSES_WITH_NAMES) return []
  const words = clauses.map(wordOfName)
  const found: RatedName[] = []
  const known = new Map<string, boolean>()
  const isLike = (word: string, as: Certainty) => {
    const isLikeName = known.get(`${as} ${word}`) ?? isNameLike(index, word, as)
    known.set(`${as} ${word}`, isLikeName)
    return isLikeName
  }
  for (let start = 0; start < words.length; start++)
    for (let end = Math.min(words.length, start + MAX_NAME_WORDS); end - start >= 2; end--) {
      const window = words.slice(start, end)
      if (!window.every((word) => word !== null)) continue
      const comma = window.slice(0, -1).findIndex((_, at) => endsWithComma(clauses[start + at]))
      // "Kaiming He, Ross Girshick" is two names, "Van Gool, Luc" is one.
      if (comma >= 0 && start > 0 && !endsWithComma(clauses[start - 1])) continue
      const names = namesOf(index, window, comma)
      if (names.length === 0) continue
      const isBeforeSurname = (word: string) => isParticle(word) && word !== window.at(-1)
      const others = window.filter(
        (word) => !isBeforeSurname(word) && !isLike(word, certainty) && !isAlwaysBeside(index, window, word),
      )
      if (others.length > 0 && !(certainty === 'likely' && mayBeName(index, window, others))) continue
      const unlikely = window.filter((word) => !isLike(word, 'sure')).length
      found.push({ start, end, names, typed: window.join(' '), others: others.length, unlikely })
    }
  found.push(...clauses.flatMap((clause, at) => chineseNameIn(index, clause, at)))
  // Names of nothing but words that are like names come first.
  found.sort((a, b) => a.others - b.others || a.unlikely - b.unlikely)
  const several = apart([...found].sort((a, b) => a.start - b.start))
  const single = found.map((name) => [name]).sort((a, b) => Number(isAll(a, clauses)) - Number(isAll(b, clauses)))
  const isOnlyNames = several.length > 1 && besideNames(clauses, several).length === 0
  return [
    ...namesAskedFor(index, clauses),
    ...(several.length > 1 ? [several] : []),
    ...(isOnlyNames ? [ofAny(several)] : []),
    ...single,
  ].slice(0, MAX_READINGS)
}

const endsWithComma = (clause: Clause | undefined) => {
  const [only] = clause?.anyOf ?? []
  return only?.kind === 'text' && /[,，;；]$/u.test(only.text)
}

/** Behind a name, before what is asked of that person. */
const CALLED = /^(?:老师|教授|博士|院士|团队|课题组|研究组|实验室|等人?|组)*(?:的|$|(?=最近|近期|有|发表|论文|文章))/u
const NAME_LENGTHS = [4, 3, 2]

/** 何恺明, or 何恺明的论文, where no paper has the characters and somebody is called K He. */
function chineseNameIn(index: NameIndex, clause: Clause, at: number): RatedName[] {
  const plain = plainText(clause)
  if (plain === null) return []
  const [unit, ...units] = scan(plain.text)
  if (unit?.kind !== 'run' || units.length > 0) return []
  const run = subjectOf(unit.folded, true, false)
  return NAME_LENGTHS.flatMap((length): RatedName[] => {
    const typed = run.slice(0, length)
    const called = CALLED.exec(run.slice(length))
    const name = typed.length < length || !called ? null : romanisedName(typed)
    if (!called || name === null || !index.hasAuthor(name) || index.count(phraseOf(scan(typed)), []) > 0) return []
    const left = run.slice(length + called[0].length)
    const rest: Clause[] = left === '' ? [] : [{ negative: false, anyOf: [{ ...plain, text: left }] }]
    const asked = called[0] === '' ? {} : ({ isAskedFor: true } as const)
    return [{ start: at, end: at + 1, names: [name], typed, rest, others: 0, unlikely: 0, ...asked }]
  }).slice(0, 1)
}

/**
 * Whose papers are asked for in so many words: "papers by Bengio and Hinton", "Hinton's papers".
 * There a surname alone is enough. Several people may have written together, or each for himself.
 */
function namesAskedFor(index: NameIndex, clauses: readonly Clause[]): (readonly NameInQuery[])[] {
  const texts = clauses.map((clause) => plainText(clause)?.text.toLowerCase() ?? null)
  const isAsking = (text: string | null | undefined) => text != null && isOnlyAsking(text)
  const by = texts.indexOf('by')
  const owner = texts.findIndex((text, at) => {
    const isOwner = text !== null && (/.['’]s$/u.test(text) || texts[at + 1]?.startsWith('的'))
    return isOwner && isAsking(texts[at + 1])
  })
  const start = by >= 0 && texts.slice(0, by).every(isAsking) ? by + 1 : owner
  const [alone = ''] = clauses.map((clause) => wordOfName(clause) ?? '')
  const isName = clauses.length === 1 && alone !== '' && isMostlyName(index, alone)
  if (isName) return [[{ start: 0, end: 1, names: surnamesOf(index, alone), typed: alone, isAskedFor: true }]]
  if (start < 0) return []
  const found: NameInQuery[] = []
  for (let at = start; at < clauses.length; at = found.at(-1)?.end ?? clauses.length) {
    const begin = found.length > 0 && /^(?:and|or)$/.test(texts[at] ?? '') ? at + 1 : at
    const name = nameAt(index, clauses, begin)
    if (name === null) break
    found.push(name)
  }
  return found.length === 0 ? [] : found.length === 1 ? [found] : [found, ofAny(found)]
}

/** Papers of any of them, where nobody of theirs has written with all the others. */
const ofAny = (all: readonly NameInQuery[]): readonly NameInQuery[] => [
  {
    start: all[0]?.start ?? 0,
    end: all.at(-1)?.end ?? 0,
    names: all.flatMap(({ names }) => names),
    typed: all.map(({ typed }) => typed).join(' '),
    anyOf: all,
    ...(all.some(({ isAskedFor }) => isAskedFor) ? { isAskedFor: true } : {}),
  },
]

function nameAt(index: NameIndex, clauses: readonly Clause[], start: number): NameInQuery | null {
  const words = clauses.slice(start, start + MAX_NAME_WORDS).map(wordOfName)
  const known = words.indexOf(null)
  for (let length = known < 0 ? words.length : known; length > 0; length--) {
    const window = words.slice(0, length).filter((word) => word !== null)
    const names = length > 1 ? namesOf(index, window) : surnamesOf(index, window[0] ?? '')
    if (names.length > 0) return { start, end: start + length, names, typed: window.join(' '), isAskedFor: true }
  }
  return null
}

const surnamesOf = (index: NameIndex, word: string): PersonName[] =>
  word.length < 2 ? [] : withUmlauts({ surname: word, given: null }).filter((name) => index.hasAuthor(name))

/**
 * Words that somebody in the archive is called by and no text has, nor a word that they may be a
 * slip of: they are not respelled, though that person has no paper with the rest of the query.
 */
export function wordsOfNames(index: NameIndex, clauses: readonly Clause[]): ReadonlySet<string> {
  const names = findNames(index, clauses, 'likely').flat()
  return new Set(names.flatMap(({ typed }) => typed.split(' ')).filter((word) => isInHardlyAnyText(index, word)))
}

/** With a subject left beside the name, more of the query is understood. */
const isAll = ([name]: readonly NameInQuery[], clauses: readonly Clause[]) =>
  name !== undefined && name.end - name.start === clauses.length && clauses.length > 3

/** The first, and of those behind it each that begins where none goes on. */
function apart(names: readonly NameInQuery[]): NameInQuery[] {
  const kept: NameInQuery[] = []
  for (const name of names) if (name.start >= (kept.at(-1)?.end ?? 0)) kept.push(name)
  return kept
}

/** The clauses of a query, each name behind a field as one. */
export const clausesWithNames = (index: NameIndex, { clauses, hasDateInText }: Query): Clause[] =>
  joinAuthorNames(index, apartAtPossessive(hasDateInText ? withoutFillers(clauses) : clauses))

/**
 * author:Kaiming He without quotation marks: the words behind go on with the name where somebody is
 * called so.
 */
function joinAuthorNames(index: NameIndex, clauses: readonly Clause[]): Clause[] {
  const joined: Clause[] = []
  for (let at = 0; at < clauses.length; at++) {
    const clause = clauses[at]
    if (!clause) continue
    const [only, ...more] = clause.anyOf
    const first = only?.kind === 'author' && more.length === 0 && /^\p{L}[\p{L}.-]*[,，]?$/u.test(only.text) ? only.text : null
    const words = first === null ? [] : goingOn(index, first, clauses.slice(at + 1))
    joined.push(words.length === 0 ? clause : { ...clause, anyOf: [{ kind: 'author', text: [first, ...words].join(' ') }] })
    at += words.length
  }
  return joined
}

function goingOn(index: NameIndex, first: string, behind: readonly Clause[]): readonly string[] {
  const words = behind.slice(0, MAX_NAME_WORDS - 1).map(wordOfName)
  const own = scan(first)
    .flatMap(({ parts }) => parts)
    .join('')
  const isKnown = (surname: string, given: string | null) => withUmlauts({ surname, given }).some((name) => index.hasAuthor(name))
  // The surname last, behind as many given names as there are, or of two words that papers join with
  // a hyphen.
  const isLast = (row: readonly string[]) => isKnown(row.at(-1) ?? '', own) || isKnown(row.join(''), own)
  const isJoined = ([word, ...more]: readonly string[]) => more.length === 0 && isKnown(`${own}${word}`, null)
  const inPeople = (word: string) => papersWith(index, word, ['people'])
  // "Michael Black": a word of many titles is a surname where fewer are called Michael than Black.
  const isSurname = (word: string, row: readonly string[]) =>
    word === row.at(-1) && isKnown(word, own) && (own.length === 1 || inPeople(own) < inPeople(word))
  const isPartOfName = (word: string, at: number, row: readonly string[]) =>
    (at < row.length - 1 && word.length === 1) || isNameLike(index, word, 'likely') || isSurname(word, row)
  const rows = words
    .map((_, at) => words.slice(0, at + 1))
    .filter((row) => row.every((word) => word !== null))
    .filter((row) => isJoined(row) || namesOf(index, [own, ...row]).length > 0)
    .filter((row) => row.every((word, at) => isPartOfName(word, at, row)))
  // The other way round with one given name only.
  return rows.findLast(isLast) ?? rows[0] ?? []
}

function wordOfName(clause: Clause): string | null {
  const plain = plainText(clause)
  if (plain === null) return null
  const [unit, ...others] = scan(plain.text)
  if (unit?.kind !== 'word' || others.length > 0) return null
  const word = unit.parts.join('')
  return /^\p{L}+$/u.test(word) && !JOINS.has(word) ? word : null
}

/** No part of a name, though "and" could be one of several given names. */
const JOINS = new Set(['and', 'or', 'by', 'from', 'of', 'the', 'with', 'for', 'on', 'about', 'using', 'via'])

/**
 * The given name first or last; of several given names the first counts. `comma`: the place of the
 * word that ends with one, behind a surname; -1 for none.
 */
function readings(words: readonly string[], comma: number): PersonName[] {
  if (comma >= 0) {
    const surname = words.slice(0, comma + 1).filter((word, at) => at === comma || !isParticle(word))
    const given = words.slice(comma + 1).find((word) => !isParticle(word))
    return given === undefined || surname.length > 2 ? [] : [{ surname: surname.join(''), given }]
  }
  const [first = '', second = '', last = ''] = [words[0], words[1], words.at(-1)]
  // With the surname first there are two given names at most.
  const turned = words.length < MAX_NAME_WORDS ? [{ surname: first, given: second }] : []
  // A surname with a hyphen is kept as one word.
  const joined = words.length === 3 ? [{ surname: second + last, given: first }] : []
  const alone = words.slice(0, -1).every(isParticle) ? [{ surname: last, given: null }] : []
  return [{ surname: last, given: first }, ...turned, ...joined, ...alone].filter(({ surname }) => surname.length > 1)
}

/**
 * Those that somebody in the archive bears. "mueller" is Müller, too, and Muller where nobody is
 * called so otherwise.
 */
function namesOf(index: NameIndex, words: readonly string[], comma = -1): PersonName[] {
  const typed = readings(words, comma)
  const names = typed.flatMap(withUmlauts).filter((name) => index.hasAuthor(name))
  if (names.length > 0) return names
  const withoutMarks = typed
    .map(({ surname, given }): PersonName => ({ surname: umlautSpellings(surname).at(-1) ?? surname, given }))
    .filter((name) => index.hasAuthor(name))
  if (withoutMarks.length > 0) return withoutMarks
  return typed.flatMap(({ surname, given }) =>
    surnamesNear(index, surname).flatMap((near) => {
      const name = { surname: near, given }
      return index.hasAuthor(name) ? [name] : []
    }),
  )
}

const MIN_MISSPELT_NAME = 5
/**
 * "Zissermann": surnames one slip away from a word that nobody has; none where a word of texts is as
 * near, which is likelier meant.
 */
function surnamesNear(index: NameIndex, word: string): string[] {
  if (word.length < MIN_MISSPELT_NAME || index.word(word) !== null) return []
  const near = index.spellings(word).filter((known) => known.word[0] === word[0] && editsBetween(word, known.word, 1) <= 1)
  const areNames = near.every(({ word: surname, papers }) => papersOfSurname(index, surname) >= papers)
  return areNames ? near.map((known) => known.word) : []
}

export interface RespelledAuthors {
  readonly clauses: readonly Clause[]
  readonly notes: readonly SearchNote[]
}

/** author:Zissermann, where nobody is called so and one slip away somebody is. */
export function respellAuthors(index: NameIndex, clauses: readonly Clause[]): RespelledAuthors {
  const notes: SearchNote[] = []
  const respelled = clauses.map((clause): Clause => {
    const [only, ...more] = clause.anyOf
    if (only?.kind !== 'author' || more.length > 0) return clause
    const meant = namesMeant(only.text, index.hasAuthor)
    if (meant.some((name) => index.hasAuthor(name)) || meant[0] === undefined) return clause
    for (const { surname, given } of meant)
      for (const near of surnamesNear(index, surname)) {
        if (!index.hasAuthor({ surname: near, given })) continue
        notes.push({ code: 'respelled', found: surname, used: near })
        return { ...clause, anyOf: [{ kind: 'author', text: given === null ? near : `${given} ${near}` }] }
      }
    return clause
  })
  return { clauses: respelled, notes }
}

/**
 * Likely enough with one word in it that is one of texts: of a given name of several ("See Kiong
 * Ng"), or the surname of somebody whose given name hardly any text has, nor a word it may be a
 * slip of ("Yongchao Long").
 */
function mayBeName(index: NameIndex, words: readonly string[], [other, ...more]: readonly string[]): boolean {
  if (more.length > 0) return false
  if (words.length > 2) return other !== words.at(-1)
  return words.every((word) => word === other || isInHardlyAnyText(index, word))
}

const MIN_GIVEN_NAME = 4
const MAX_TEXTS_OF_A_NAME = 1
const MAX_SPELLINGS_LOOKED_AT = 8

/** Nor is any word that it may be a slip of; hardly anybody mistypes the first letter. */
const isInHardlyAnyText = (index: NameIndex, word: string) =>
  word.length >= MIN_GIVEN_NAME &&
  [word, ...index.spellings(word).map((known) => known.word)]
    .filter((known) => known[0] === word[0])
    .slice(0, MAX_SPELLINGS_LOOKED_AT)
    .every((one) => papersWith(index, one, TEXTS) <= MAX_TEXTS_OF_A_NAME)

/** A word of more texts has other neighbours as well. */
const MAX_TEXTS_WITH_NEIGHBOURS = 100

/** Texts that mention "Yann" do so in "Yann LeCun". */
function isAlwaysBeside(index: NameIndex, words: readonly string[], word: string): boolean {
  const inTexts = papersWith(index, word, TEXTS)
  if (inTexts > MAX_TEXTS_WITH_NEIGHBOURS) return false
  const orders = [words, [...words].reverse()].map((row) => phraseOf(scan(row.join(' '))))
  return inTexts > 0 && index.count({ kind: 'in', columns: TEXTS, of: any(orders) }, []) === inTexts
}

const papersWith = (index: NameIndex, word: string, columns: readonly IndexColumn[]) =>
  index.count({ kind: 'in', columns, of: { kind: 'term', term: termOf(word) } }, [])

const MIN_SLIP = 7
const MIN_PAPERS_OF_THE_RIGHT_WORD = 100

/** "wang difusion": an unknown word, long enough to be known again as one that very many papers have. */
function isSlip(index: NameIndex, word: string): boolean {
  if (word.length < MIN_SLIP) return false
  const known = index.spellings(word)
  return (
    known.every((other) => other.word !== word) &&
    known.some((other) => other.word[0] === word[0] && other.papers >= MIN_PAPERS_OF_THE_RIGHT_WORD)
  )
}

function isNameLike(index: NameIndex, word: string, certainty: Certainty): boolean {
  if (INITIAL.test(word)) return true
  if (isSlip(index, word)) return false
  if (index.titles([word], null, MAX_TITLES_OF_A_NAME + 1).length > MAX_TITLES_OF_A_NAME) return false
  if (certainty === 'likely') return true
  // A word of a text may be what the query is about, such as the name of a method, unless more
  // people bear it.
  if (isMostlyName(index, word)) return true
  const inTexts = papersWith(index, word, TEXTS)
  return inTexts === 0 || papersWith(index, word, ['people']) > inTexts
}

/**
 * "Manning" has the stem of "man", which says nothing of how many texts have the name: most papers
 * that have the very word are by somebody called so.
 */
function isMostlyName(index: NameIndex, word: string): boolean {
  if (termOf(word) === word) return false
  const called = papersOfSurname(index, word)
  return called > 0 && (index.word(word)?.papers ?? 0) <= called
}

const papersOfSurname = (index: NameIndex, surname: string) =>
  index.countListed([{ kind: 'author', names: [{ surname, given: null }] }])
