// Where sentences end, in Chinese and in English, and cutting text only there.
import { countFitting, graphemeEnds, longestPrefix } from './graphemes.ts'

// An abbreviation is followed by more of its sentence however the next word is written ("Fig. 3",
// "et al. Show").
const ABBREVIATIONS = new Set(
  (
    'e.g i.e al cf vs viz resp approx fig figs eq eqs sec secs tab ch app ref refs no nos vol pp p ed eds dr prof mr mrs ms st jr sr ' +
    'dept univ w.r.t w.l.o.g i.i.d a.k.a u.s u.k ph.d b.sc m.sc thm thms lem def prop cor alg algs arxiv eqn eqns tbl suppl chap chaps ' +
    'et ibid incl excl min max avg std approx ca repr seq'
  ).split(' '),
)
// Abbreviations that often close a sentence: the next word's capital decides.
const END_OR_NOT = new Set(['etc', 'inc', 'ltd', 'co', 'corp'])

const END = /[。！？!?.…]+[”’」』）)】》"'\]]*/gu
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}“‘「『（【《]/u

/**
 * Offsets behind each sentence of the text, closing quotes included, ascending. The end of the text
 * counts only where it closes one.
 */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = []
  const last = text.trimEnd().length
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length
    if (closesSentence(text, match.index, match[0], end, last)) ends.push(end)
  }
  return ends
}

/** `last` is where the text ends but for blanks. */
function closesSentence(text: string, start: number, mark: string, end: number, last: number): boolean {
  if (/[。！？]/u.test(mark)) return true
  const after = text.slice(end, end + 8)
  const closesText = end >= last
  const before = text.slice(Math.max(0, start - 24), start)
  if (/^…/.test(mark) || /^\.{2,}/.test(mark)) return closesText || /^\s+\p{Lu}/u.test(after)
  if (/^[!?]/.test(mark)) return closesText || CJK.test(after.charAt(0)) || /^\s+[^\p{Ll}\s]/u.test(after)
  const word = /[\p{L}\p{N}.]*$/u.exec(before)?.[0] ?? ''
  if (closesText) return !isAbbreviation(word)
  // "95.该" and "1.提出" are a number and a list mark, not an end; "BERT.该" is one.
  if (CJK.test(after.charAt(0))) return /[\p{L})\]%]$/u.test(before) && !isAbbreviation(word)
  if (!/^\s/.test(after)) return false
  const next = after.trimStart().charAt(0)
  return !/\p{Ll}/u.test(next) && !isAbbreviation(word)
}

function isAbbreviation(word: string): boolean {
  const plain = word.toLowerCase().replace(/^\.+/, '')
  if (END_OR_NOT.has(plain)) return false
  // A single capital is an initial ("A. Jaegle"); "vitamin C." at the end of a text is taken for
  // one too, and does no harm.
  return ABBREVIATIONS.has(plain) || /^\p{Lu}$/u.test(word) || /^(\p{L}\.)+\p{L}$/u.test(word)
}

export function firstSentence(text: string): string {
  return text.slice(0, sentenceEnds(text)[0] ?? text.length)
}

export interface Cut {
  readonly text: string
  readonly isCut: boolean
}

/**
 * The longest beginning of whole sentences that fits. Where not even the first sentence fits, it
 * ends between two words (or grapheme clusters of one endless word) with an ellipsis, for which
 * `fits` is asked too.
 */
export function cutAtSentence(text: string, fits: (part: string) => boolean): Cut {
  if (fits(text)) return { text, isCut: false }
  const whole = longestPrefix(text, sentenceEnds(text), fits)
  if (whole !== '') return { text: whole.trimEnd(), isCut: true }
  const withMark = (part: string) => fits(`${part.trimEnd()}…`)
  const words = [...text.matchAll(/\s+|[，、；：,;:](?!\d)/gu)].map((match) => match.index)
  const head = longestPrefix(text, words, withMark) || longestPrefix(text, graphemeEnds(text), withMark)
  return { text: head === '' ? '' : `${head.trimEnd()}…`, isCut: true }
}

/**
 * The whole text in pieces that each fit, divided at sentence ends, or between graphemes where one
 * sentence is too long.
 */
export function splitAtSentences(text: string, fits: (part: string) => boolean): string[] {
  const whole = text.trim()
  const pieces: string[] = []
  const sentences = createEnds(() => [...sentenceEnds(whole), whole.length])
  const graphemes = createEnds(() => graphemeEnds(whole))
  let start = 0
  while (start < whole.length) {
    const end =
      sentences.reach(start, (at) => fits(whole.slice(start, at))) ?? graphemes.reach(start, (at) => fits(whole.slice(start, at)))
    const piece = whole.slice(start, end ?? whole.length).trim()
    if (piece !== '') pieces.push(piece)
    start = end ?? whole.length
    while (/\s/.test(whole.charAt(start))) start++
  }
  return pieces
}

/**
 * Ascending offsets that are found once, when they are first asked for, and walked through once.
 */
function createEnds(find: () => readonly number[]) {
  let ends: readonly number[] | null = null
  let next = 0
  return {
    /** The last offset behind `start` that fits; null where not even the first does. */
    reach(start: number, fits: (end: number) => boolean): number | null {
      ends ??= find()
      while (next < ends.length && (ends[next] ?? 0) <= start) next++
      const count = countFitting(ends.length - next, (many) => fits(ends?.[next + many - 1] ?? 0))
      return count === 0 ? null : (ends[next + count - 1] ?? null)
    },
  }
}
