// Text → terms: the same for what is indexed and for what is asked, whatever the engine. A change of what this file
// answers needs a new TERMS_VERSION: archives then rebuild their index by themselves.
import { stem } from './stem.ts'
import { simplified } from './traditional.ts'

export const TERMS_VERSION = 2

/**
 * A stretch of text that is searched as one thing. `word`: letters and digits, with what joins them ("gpt-4", "C++").
 * `run`: characters written without spaces (Chinese, kana, Hangul), cut into overlapping pairs.
 */
export interface Unit {
  readonly kind: 'word' | 'run'
  /** Place in the text given, UTF-16, end not included. */
  readonly start: number
  readonly end: number
  /** Folded, not stemmed: "Müller-Lyer" → "muller-lyer". */
  readonly folded: string
  /** Folded words it consists of, joiners left out: "GPT-4" → ["gpt", "4"]. A run has itself. */
  readonly parts: readonly string[]
  /** Other readings: joined ("gpt4") or cut at camel case and digits ("image net"); each a sequence of folded words. */
  readonly readings: readonly (readonly string[])[]
}

const SEPARATOR = 1
const WORD = 2
const RUN = 3
const JOINER = 4
const IGNORED = 5

const JOINERS = "-'’.&_‐‑–－＇．＆·"
const RUN_CHARACTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〇ー\u3099\u309a\uff70\uff9e\uff9f]/u
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u
/** Soft hyphen, zero-width characters and marks of direction: seen by nobody, so never part of a word. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u

const classes = new Uint8Array(65_536)

function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit >= 0xd800 && unit <= 0xdfff) return classOfSurrogate(text, at, unit)
  const known = classes[unit]
  if (known) return known
  const found = classify(String.fromCharCode(unit))
  classes[unit] = found
  return found
}

function classify(character: string): number {
  if (INVISIBLE.test(character)) return IGNORED
  if (RUN_CHARACTER.test(character)) return RUN
  if (WORD_CHARACTER.test(character)) return WORD
  return JOINERS.includes(character) ? JOINER : SEPARATOR
}

/** Either half answers for the whole character; half a character alone separates. */
function classOfSurrogate(text: string, at: number, unit: number): number {
  const pair = unit < 0xdc00 ? text.slice(at, at + 2) : text.slice(at - 1, at + 1)
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? classify(pair) : SEPARATOR
}

/** Letters that Unicode does not take apart. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ð: 'd',
}

/** NFKC, lower case, accents off. */
function foldWord(raw: string): string {
  if (/^[\x20-\x7e]*$/.test(raw)) return raw.toLowerCase()
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu, '')
    .replace(/[ßøłđæœıþð]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/[‐‑–－]/g, '-')
    .replace(/[’＇]/g, "'")
}

const PLAIN_RUN = /^[\u4e00-\u9fff]*$/

function foldRun(raw: string): string {
  let folded = ''
  const composed = PLAIN_RUN.test(raw) ? raw : raw.normalize('NFKC')
  for (let i = 0; i < composed.length; i++) {
    if (classAt(composed, i) !== IGNORED) folded += String.fromCharCode(simplified(composed.charCodeAt(i)))
  }
  return folded
}

/** What of a text is looked at, where only a few words are looked for. */
export interface Wanted {
  /** Of the words: what has none of them in it is passed over. */
  readonly beginnings: ReadonlySet<number>
  readonly runs: boolean
}

/** `words` are folded words, their stems or their first letters. */
export function wantedOf(words: Iterable<string>, runs: boolean): Wanted {
  return { beginnings: new Set([...words].map((word) => beginningAt(word, 0, word.length))), runs }
}

/** The first character and the next that is no mark; only the first where it is the last. */
function beginningAt(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 32
  for (let at = start + 1; at < end; at++) if (classAt(text, at) !== JOINER) return (first << 8) | (text.charCodeAt(at) | 32)
  return first
}

/** What is cut out of an ASCII word begins at its start, at a capital, at a digit or behind a mark; other words are all looked at. */
function mayHold({ beginnings }: Wanted, text: string, start: number, end: number): boolean {
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
export function scan(text: string, wanted?: Wanted): Unit[] {
  const units: Unit[] = []
  let at = 0
  while (at < text.length) {
    const kind = classAt(text, at)
    if (kind === WORD) {
      const end = endOfWord(text, at)
      if (wanted && !mayHold(wanted, text, at, end)) {
        at = end
        continue
      }
      const { folded, parts, readings } = wordOf(text.slice(at, end))
      // An accent alone is nothing to look for.
      if (folded !== '') units.push({ kind: 'word', start: at, end, folded, parts, readings })
      at = end
    } else if (kind === RUN) {
      const end = endOfRun(text, at)
      const folded = wanted?.runs === false ? '' : foldRun(text.slice(at, end))
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

/** A joiner belongs to the word only between two of its characters; `++` and `#` only behind a letter. */
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
  if (next !== 35 && next !== 43 && next !== 0xff03 && next !== 0xff0b) return 0
  const signs = /^(?:\+\+|＋＋|[#＃])(?![\p{L}\p{N}])/u.exec(text.slice(end, end + 3))?.[0].length ?? 0
  return signs > 0 && end - start <= 2 && /\p{L}$/u.test(text.slice(start, end)) ? signs : 0
}

const PLAIN = /^[A-Z]?[a-z]+$/

/** Folding writes some characters out with spaces or marks ("ﷺ", "⑴"). */
const wordsIn = (folded: string) => folded.split(/[\s!"$%()*,/:;<=>?@[\\\]^`{|}~]+/).filter((word) => word !== '')

/** A word as it is written, with all that is asked of it; texts repeat the same few thousand. */
interface Word extends Pick<Unit, 'folded' | 'parts' | 'readings'> {
  /** The terms of its parts and of its readings, each with a space on the side that joins it to the others. */
  readonly terms: string
  readonly behind: string
  /** What of it can be misspelt or left unfinished, each with its term. */
  readonly spelled: readonly (readonly [word: string, term: string])[]
}

/** Two generations: what is met again survives, what is met once goes. */
let words = new Map<string, Word>()
let olderWords = new Map<string, Word>()
const WORDS_KEPT = 20_000
const LONGEST_KEPT = 40
const SPELLED = /^[a-z][a-z0-9]{2,}$/

function wordOf(raw: string): Word {
  const known = words.get(raw)
  if (known !== undefined) return known
  const found = olderWords.get(raw) ?? takenApart(raw)
  if (words.size >= WORDS_KEPT) {
    olderWords = words
    words = new Map()
  }
  if (raw.length <= LONGEST_KEPT) words.set(raw, found)
  return found
}

function takenApart(raw: string): Word {
  if (PLAIN.test(raw)) {
    const folded = raw.toLowerCase()
    const term = termOf(folded)
    const spelled = SPELLED.test(folded) ? [[folded, term] as const] : []
    return { folded, parts: [folded], readings: [], terms: `${term} `, behind: '', spelled }
  }
  const cased = /^[\x20-\x7e]*$/.test(raw) ? raw : raw.normalize('NFKC').replace(/[‐‑–]/g, '-').replace(/’/g, "'")
  const folded = foldWord(cased).replace(/'s$/, '')
  const cut = folded.split(/[-'&_·]+|\.(?!\d)|(?<!\d)\./).flatMap(wordsIn)
  const parts = cut.length > 0 ? cut : [folded]
  const readings = readingsOf(cased, cut)
  return {
    folded,
    parts,
    readings,
    terms: `${parts.map(termOf).join(' ')} `,
    behind: readings.map((reading) => ` ${reading.map(termOf).join(' ')}`).join(''),
    spelled: [...parts, ...readings.flat()].filter((word) => SPELLED.test(word)).map((word) => [word, termOf(word)]),
  }
}

function readingsOf(cased: string, parts: readonly string[]): (readonly string[])[] {
  const readings: (readonly string[])[] = []
  if (parts.length > 1 && parts.length <= 5) readings.push([parts.join('')])
  const cut = cased
    .split(/[-'&_·.]+/)
    .map((part) => part.replace(/([a-z])([A-Z][a-z])|([a-z]{3})([A-Z])/g, '$1$3 $2$4').replace(/([A-Za-z]{2})(\d)/g, '$1 $2'))
    .join(' ')
  const words = wordsIn(foldWord(cut))
  if (words.length > parts.length && !/\d\.\d/.test(cased)) readings.push(words)
  return readings
}

const stems = new Map<string, string>()
const STEMS_KEPT = 30_000

/** What a folded word is compared by. */
export function termOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const term = /^[a-z]{3,}$/.test(word) ? stem(word) : word
  if (stems.size >= STEMS_KEPT) stems.clear()
  stems.set(word, term)
  return term
}

/** Overlapping pairs and, last, the last character alone, so that a single character is found as the start of a term. */
export function pairsOf(run: string): string[] {
  const characters = /[\ud800-\udfff]/.test(run) ? [...run] : run
  const pairs: string[] = []
  for (let i = 0; i < characters.length; i++) pairs.push(`${characters[i]}${characters[i + 1] ?? ''}`)
  return pairs
}

/**
 * The terms of a text separated by spaces, in reading order; other readings stand behind, where they part no phrase.
 * The same as going through `scan`, in a third of the time: ingesting is mostly this. Into `spelled` go the words that
 * can be misspelt or left unfinished, each with its term.
 */
export function indexedText(text: string, spelled?: Map<string, string>): string {
  let terms = ''
  let behind = ''
  let at = 0
  while (at < text.length) {
    const kind = classAt(text, at)
    if (kind === WORD) {
      const end = endOfWord(text, at)
      const word = wordOf(text.slice(at, end))
      terms += word.terms
      behind += word.behind
      if (spelled) for (const [surface, term] of word.spelled) spelled.set(surface, term)
      at = end
    } else if (kind === RUN) {
      const end = endOfRun(text, at)
      const run = foldRun(text.slice(at, end))
      if (run !== '') terms += `${pairsOf(run).join(' ')} `
      at = end
    } else at++
  }
  return terms + behind
}
