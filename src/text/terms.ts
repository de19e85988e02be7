// Text → terms: the same for what is indexed and for what is asked, whatever the engine. A change
// of what it answers, here or in what it uses, needs a new TERMS_VERSION: archives then rebuild
// their index by themselves.
import { classAt, IGNORED, JOINER, RUN, WORD } from './characters.ts'
import { simplified } from './traditional.ts'
import { type Word, wordAt } from './word.ts'

export { termOf } from './word.ts'

export const TERMS_VERSION = 5

/**
 * A stretch of text that is searched as one thing. `word`: letters and digits, with what joins them
 * ("gpt-4", "C++"). `run`: characters written without spaces (Chinese, kana, Hangul), cut into
 * overlapping pairs.
 */
export interface Unit extends Pick<Word, 'folded' | 'parts' | 'readings'> {
  readonly kind: 'word' | 'run'
  /** Place in the text given, UTF-16, end not included. */
  readonly start: number
  readonly end: number
}

const PLAIN_RUN = /^[\u4e00-\u9fff]*$/

function foldRun(raw: string): string {
  const isPlain = PLAIN_RUN.test(raw)
  if (isPlain && isSimplified(raw)) return raw
  const composed = isPlain ? raw : raw.normalize('NFKC')
  let folded = ''
  for (let i = 0; i < composed.length; i++) {
    if (classAt(composed, i) !== IGNORED) folded += String.fromCharCode(simplified(composed.charCodeAt(i)))
  }
  return folded
}

function isSimplified(run: string): boolean {
  for (let i = 0; i < run.length; i++) if (simplified(run.charCodeAt(i)) !== run.charCodeAt(i)) return false
  return true
}

/** Lets a scan pass over words that can hold none of a few words looked for. */
export interface WordFilter {
  /** The first characters of those words. */
  readonly beginnings: ReadonlySet<number>
  readonly runs: boolean
}

/** `words` are folded words, their stems or their first letters. */
export function createWordFilter(words: Iterable<string>, runs: boolean): WordFilter {
  return { beginnings: new Set([...words].map((word) => beginningAt(word, 0, word.length))), runs }
}

/** The first character and the next that isn't a mark; only the first where it is the last. */
function beginningAt(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 32
  for (let at = start + 1; at < end; at++) if (classAt(text, at) !== JOINER) return (first << 8) | (text.charCodeAt(at) | 32)
  return first
}

/**
 * What is cut out of an ASCII word begins at its start, at a capital, at a digit or behind a mark;
 * other words are all looked at.
 */
function mayHold({ beginnings }: WordFilter, text: string, start: number, end: number): boolean {
  let before = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7e) return true
    const isInside = code >= 97 && code <= 122 && (before | 32) >= 97 && (before | 32) <= 122
    if (!isInside && (beginnings.has(code | 32) || beginnings.has(beginningAt(text, at, end)))) return true
    before = code
  }
  return false
}

/** Cuts a text into its units, in order. */
export function scan(text: string, filter?: WordFilter): Unit[] {
  const units: Unit[] = []
  let at = 0
  while (at < text.length) {
    const kind = classAt(text, at)
    if (kind === WORD) {
      const end = endOfWord(text, at)
      if (isDotNet(text, at, end)) {
        units.push({ kind: 'word', start: at - 1, end, ...DOT_NET })
        at = end
        continue
      }
      if (filter && !mayHold(filter, text, at, end)) {
        at = end
        continue
      }
      const { folded, parts, readings } = wordAt(text, at, end)
      // An accent alone is nothing to look for.
      if (folded !== '') units.push({ kind: 'word', start: at, end, folded, parts, readings })
      at = end
    } else if (kind === RUN) {
      const end = endOfRun(text, at)
      const folded = filter?.runs === false ? '' : foldRun(text.slice(at, end))
      if (folded !== '') units.push({ kind: 'run', start: at, end, folded, parts: [folded], readings: [] })
      at = end
    } else at++
  }
  return units
}

function endOfRun(text: string, start: number): number {
  let at = start
  let end = start
  for (; at < text.length; at++) {
    const kind = classAt(text, at)
    if (kind === RUN) end = at + 1
    else if (kind !== IGNORED) break
  }
  return end
}

/**
 * A joiner belongs to the word only between two of its characters; `++` and `#` only behind a
 * letter,
 * `×` only behind a digit.
 */
function endOfWord(text: string, start: number): number {
  let at = start
  let end = start
  while (at < text.length) {
    const kind = classAt(text, at)
    if (kind === WORD) end = ++at
    else if (kind === IGNORED) at++
    else if (kind === JOINER && at === end && at + 1 < text.length && classAt(text, at + 1) === WORD) at++
    else break
  }
  return end + signsBehind(text, start, end)
}

function signsBehind(text: string, start: number, end: number): number {
  const next = text.charCodeAt(end)
  // "10×" is the word that others write "10x".
  if (next === TIMES) return /\d$/.test(text.slice(start, end)) ? 1 : 0
  if (next !== 35 && next !== 43 && next !== 0xff03 && next !== 0xff0b) return 0
  const signs = /^(?:\+\+|＋＋|[#＃])(?![\p{L}\p{N}])/u.exec(text.slice(end, end + 3))?.[0].length ?? 0
  return signs > 0 && end - start <= 2 && /\p{L}$/u.test(text.slice(start, end)) ? signs : 0
}

/**
 * Overlapping pairs and, last, the last character alone, so that a single character is found as the
 * start of a term.
 */
export function pairsOf(run: string): string[] {
  const characters = /[\ud800-\udfff]/.test(run) ? [...run] : run
  const pairs: string[] = []
  for (let i = 0; i < characters.length; i++) pairs.push(`${characters[i]}${characters[i + 1] ?? ''}`)
  return pairs
}

/** The pairs of a run; a usual run as one string at once, not as one of many pieces. */
function indexedRun(run: string): string {
  if (run.length > 1_000 || /[\ud800-\udfff]/.test(run)) return pairsOf(run).join(' ')
  const units: number[] = []
  for (let i = 0; i + 1 < run.length; i++) units.push(run.charCodeAt(i), run.charCodeAt(i + 1), SPACE)
  units.push(run.charCodeAt(run.length - 1))
  return String.fromCharCode(...units)
}

const SPACE = 32
const DOT = 46
const TIMES = 0xd7

/** ".NET" is the one name that begins with its point; "dotnet" is how it is written as a word. */
const DOT_NET: Word = {
  raw: '.NET',
  folded: '.net',
  parts: ['dotnet'],
  readings: [],
  terms: 'dotnet',
  behind: '',
  spelled: [['dotnet', 'dotnet']],
}

function isDotNet(text: string, start: number, end: number): boolean {
  if (end - start !== 3 || text.charCodeAt(start - 1) !== DOT || classAt(text, start - 2) === WORD) return false
  return text.slice(start, end).toLowerCase() === 'net'
}

/**
 * The terms of a text separated by spaces, in reading order; other readings come last, where
 * they part no phrase. The same as going through `scan`, in a third of the time: ingesting is
 * mostly this. Into `spelled` go the words that can be misspelt or left unfinished, each with its
 * term.
 */
export function indexedText(text: string, spelled?: Map<string, string>): string {
  const terms: string[] = []
  let behind = ''
  let at = 0
  while (at < text.length) {
    const kind = classAt(text, at)
    if (kind === WORD) {
      const end = endOfWord(text, at)
      const word = isDotNet(text, at, end) ? DOT_NET : wordAt(text, at, end)
      terms.push(word.terms)
      if (word.behind !== '') behind += word.behind
      if (spelled) noteSpelled(word, spelled)
      at = end
    } else if (kind === RUN) {
      const end = endOfRun(text, at)
      const run = foldRun(text.slice(at, end))
      if (run !== '') terms.push(indexedRun(run))
      at = end
    } else at++
  }
  return terms.length > 0 ? `${terms.join(' ')} ${behind}` : ''
}

function noteSpelled({ folded, terms, spelled }: Word, into: Map<string, string>): void {
  if (spelled === null) into.set(folded, terms)
  else for (const [surface, term] of spelled) into.set(surface, term)
}
