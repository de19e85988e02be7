// What a reader may be typing: titles that have the words so far, in any order and from anywhere in
// the title; authors.
import type { Archive, Suggestion } from '../archive/archive.ts'
import type { ReadOnlyDatabase } from '../database/database.ts'
import type { PaperId } from '../digest/digest.ts'
import { namesMeant } from '../names/people.ts'
import type { Language } from '../text/bilingual.ts'
import { pairsOf, scan } from '../text/terms.ts'
import { type Field, fieldNamed } from './query/fields.ts'
import { arxivIdIn, withPointsInIds } from './query/paper-ids.ts'
import type { PaperTitles, SearchIndex } from './search-index.ts'
import type { SearchParts } from './search-parts.ts'
import { respell } from './words/respell.ts'

const MAX_SUGGESTIONS = 25
/** So many of the newest are looked at; of these the ones nearest to what was typed are shown. */
const MAX_LOOKED_AT = 120

/** Somebody who types on is shown mostly the same titles: so many are kept as they were read. */
const MAX_TITLES_KEPT = 4_000

interface FoldedTitles extends PaperTitles {
  /** Those that it has, as typed text is compared with them; made when it is first needed. */
  folded?: readonly string[]
}

type ReadTitles = (pids: readonly number[]) => FoldedTitles[]

export function createSuggest({ database, index, ensureIndexed }: SearchParts): Archive['suggest'] {
  const readTitles = createTitleReader(index)
  return async (typed, options = {}) => {
    await ensureIndexed()
    const limit = Math.min(MAX_SUGGESTIONS, Math.max(1, options.limit ?? MAX_SUGGESTIONS))
    const asked = options.kinds ?? ['title', 'author']
    const [field, text] = fieldOf(typed.slice(0, 100))
    const kinds = field === 'author' ? asked.filter((kind) => kind === 'author') : asked
    const authors = kinds.includes('author') ? suggestAuthors(index, text, limit) : []
    const titles = kinds.includes('title')
      ? await suggestTitles({ database, index, readTitles }, text, limit, options.language)
      : []
    if (titles.length === 0 || authors.length === 0) return [...titles, ...authors].slice(0, limit)
    // A surname fits few titles, a word of a title few names: neither may push the other out.
    const kept = authors.slice(0, Math.max(limit - titles.length, Math.min(5, Math.floor(limit / 4))))
    return [...titles.slice(0, limit - kept.length), ...kept]
  }
}

/** "author:he" is about people alone, and the word before the colon is no name. */
function fieldOf(typed: string): [Field | null, string] {
  const head = /^\s*(\p{L}{1,20})\s*[:：]\s*["“]?/u.exec(typed)
  const field = head ? fieldNamed(head[1] ?? '') : null
  return head && field ? [field, typed.slice(head[0].length)] : [null, typed]
}

async function suggestTitles(
  { database, index, readTitles }: { database: ReadOnlyDatabase; index: SearchIndex; readTitles: ReadTitles },
  text: string,
  limit: number,
  language: Language | undefined,
): Promise<Suggestion[]> {
  const id = arxivIdIn(withPointsInIds(text))
  if (id !== null) return suggestionsOf(readTitles(await pidsOfIds(database, [id.replace('/', '-')])), language)
  const units = scan(text)
  const isOpen = /[\p{L}\p{N}+#]$/u.test(text)
  const words: string[] = []
  let prefix: string | null = null
  units.forEach((unit, at) => {
    const isLast = isOpen && at === units.length - 1
    if (unit.kind === 'run') {
      const pairs = pairsOf(unit.folded)
      if (pairs.length === 1) prefix = isLast ? unit.folded : prefix
      words.push(...(pairs.length > 1 ? pairs.slice(0, -1) : isLast ? [] : pairs))
    } else {
      words.push(...(isLast ? unit.parts.slice(0, -1) : unit.parts))
      if (isLast) prefix = unit.parts.at(-1) ?? null
    }
  })
  const pids = units.length === 0 ? await newestPids(database, limit) : titlesLike(index, [...new Set(words)], prefix)
  const folded = foldedText(text)
  return readTitles(pids)
    .map((titles) => ({ titles, near: nearness(titles, folded) }))
    .sort((a, b) => b.near - a.near || b.titles.pid - a.titles.pid)
    .slice(0, limit)
    .flatMap(({ titles }) => suggestion(titles, folded, language))
}

const suggestionsOf = (titles: readonly FoldedTitles[], language: Language | undefined) =>
  titles.flatMap((one) => suggestion(one, '', language))

async function pidsOfIds(database: ReadOnlyDatabase, ids: readonly string[]): Promise<number[]> {
  const rows = await livePapers(database).select('pid').where('id', 'in', ids).execute()
  return rows.map(({ pid }) => pid)
}

const MIN_WITHIN = 4
const MAX_OTHERS = 4

/**
 * Titles that have the words; where there are none, those of words that a slip or a missing
 * beginning may be.
 */
function titlesLike(index: SearchIndex, words: readonly string[], prefix: string | null): readonly number[] {
  const found = index.titles(words, prefix, MAX_LOOKED_AT)
  if (found.length > 0) return found
  const typed = prefix === null ? words : [...words, prefix]
  const isKnown = (word: string) => index.titles(word === prefix ? [] : [word], word === prefix ? word : null, 1).length > 0
  const [only, ...more] = typed.filter((word) => !isKnown(word))
  if (only === undefined || more.length > 0 || !/^[a-z]+$/.test(only)) return []
  const rest = words.filter((word) => word !== only)
  const begun = prefix === only ? null : prefix
  const within = only.length >= MIN_WITHIN ? index.wordsWithin(only, MAX_OTHERS) : []
  const others = [...respell(index, only), ...within].map(({ word }) => word)
  return [...new Set(others.flatMap((word) => index.titles([...rest, word], begun, MAX_LOOKED_AT)))].slice(0, MAX_LOOKED_AT)
}

const livePapers = ({ reading }: ReadOnlyDatabase) => reading.selectFrom('papers').where('retracted', '=', 0)

async function newestPids(database: ReadOnlyDatabase, limit: number): Promise<number[]> {
  const rows = await livePapers(database).select('pid').orderBy('pid', 'desc').limit(limit).execute()
  return rows.map(({ pid }) => pid)
}

/** In no order; what was read is kept until the index changes. */
function createTitleReader(index: SearchIndex): ReadTitles {
  const known = new Map<number, FoldedTitles>()
  let reached = -1
  return (pids) => {
    const now = index.reached()
    if (now !== reached) known.clear()
    reached = now
    const found = pids.flatMap((pid) => known.get(pid) ?? [])
    const missing = pids.filter((pid) => !known.has(pid))
    const rows = missing.length === 0 ? [] : index.titlesOf(missing)
    const read: FoldedTitles[] = rows.map((row) => ({ ...row }))
    if (known.size + read.length > MAX_TITLES_KEPT) known.clear()
    for (const titles of read) known.set(titles.pid, titles)
    return [...found, ...read]
  }
}

function foldedTitles(titles: FoldedTitles): readonly string[] {
  titles.folded ??= [titles.en, titles.zh].flatMap((title) => (title === null ? [] : [foldedText(title)]))
  return titles.folded
}

const foldedText = (text: string) =>
  scan(text)
    .map(({ folded }) => folded)
    .join(' ')

/**
 * A title that begins so, then one that has it at the start of a word, then the same words
 * elsewhere.
 */
function nearness(titles: FoldedTitles, folded: string): number {
  if (folded === '') return 0
  // Most titles show it as they are printed, and folding them is most of the work.
  const plainly = PLAIN.test(folded) && titles.en !== null ? nearnessIn([titles.en.toLowerCase()], folded) : 0
  return plainly > 1 ? plainly : nearnessIn(foldedTitles(titles), folded)
}

/** What is folded by making it small alone. */
const PLAIN = /^[a-z]+(?: [a-z]+)*$/

function nearnessIn(titles: readonly string[], folded: string): number {
  if (titles.some((title) => title.startsWith(folded))) return 3
  if (titles.some((title) => ` ${title}`.includes(` ${folded}`))) return 2
  return titles.some((title) => title.includes(folded)) ? 1 : 0
}

/** In the language asked for; else in that of the title which has what was typed. */
function suggestion({ id, en, zh }: FoldedTitles, folded: string, language: Language | undefined): Suggestion[] {
  const isZhMeant = language === undefined ? zh !== null && /[^\u0000-\u024f]/.test(folded) : language === 'zh'
  const text = isZhMeant ? (zh ?? en) : (en ?? zh)
  return text === null ? [] : [{ kind: 'title', text, paperId: id as PaperId }]
}

function suggestAuthors(index: SearchIndex, text: string, limit: number): Suggestion[] {
  if (text.trim().length < 2) return []
  const found = new Map<string, number>()
  for (const person of namesMeant(text, index.hasAuthor))
    for (const { name, papers } of index.authorsLike(person)) found.set(name, Math.max(found.get(name) ?? 0, papers))
  return [...found]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, limit)
    .map(([name, papers]) => ({ kind: 'author', text: name, paperId: null, papers }))
}
