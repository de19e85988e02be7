// A word as it is written → what it is searched by.
import { stem } from './stem.ts'

export interface Word {
  /** As it is written. */
  readonly raw: string
  /** Folded, not stemmed: "Müller-Lyer" → "muller-lyer". */
  readonly folded: string
  /** Folded words it consists of, joiners left out: "GPT-4" → ["gpt", "4"]. */
  readonly parts: readonly string[]
  /**
   * Other readings: joined ("gpt4") or cut at camel case and digits ("image net"); each a sequence
   * of folded words.
   */
  readonly readings: readonly (readonly string[])[]
  /** The terms of its parts, separated by spaces. */
  readonly terms: string
  /** The terms of its readings, a space before each. */
  readonly behind: string
  /**
   * What of it can be misspelt or left unfinished, each with its term; null for all of it, which
   * has one term.
   */
  readonly spelled: readonly Spelled[] | null
}

type Spelled = readonly [word: string, term: string]

/**
 * Texts repeat the same few thousand words; each is kept at the place of its hash until another one
 * comes there.
 */
const kept: (Word | undefined)[] = new Array(65_536).fill(undefined)
const MAX_KEPT = 40

/**
 * The word at a place of a text, compared in place: for a map each word would have to be cut
 * out first. What this costs is mostly waiting for memory.
 */
export function wordAt(text: string, start: number, end: number): Word {
  const length = end - start
  if (length > MAX_KEPT) return takenApart(text.slice(start, end))
  let hash = 0
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  const place = hash & (kept.length - 1)
  const known = kept[place]
  if (known?.raw.length === length && text.startsWith(known.raw, start)) return known
  const found = takenApart(copied(text.slice(start, end)))
  kept[place] = found
  return found
}

/** A part cut out of a text keeps the whole text in memory, except a short one. */
const copied = (part: string) => (part.length < 13 ? part : Buffer.from(part).toString())

const NONE = [] as const
/** Most words. */
const PLAIN = /^[A-Z]?[a-z]+$/
/**
 * Words that folding only sets in lower case, and those among them that no reading cuts further.
 */
const SIMPLE = /^[A-Za-z\d]+(?:-[A-Za-z\d]+)*$/
const SEAM = /[a-z][A-Z]|[A-Za-z]{2}\d/

function takenApart(raw: string): Word {
  if (PLAIN.test(raw)) {
    const folded = raw.toLowerCase()
    const spelled = SPELLED.test(folded) ? null : NONE
    return { raw, folded, parts: [folded], readings: NONE, terms: stemmed(folded), behind: '', spelled }
  }
  if (SIMPLE.test(raw)) {
    const folded = raw.toLowerCase()
    const parts = folded.split('-')
    const readings = SEAM.test(raw) ? readingsOf(raw, parts) : joinedOf(parts)
    return withTerms(raw, folded, parts, readings)
  }
  const cased = /^[\x20-\x7e]*$/.test(raw) ? raw : raw.normalize('NFKC').replace(/[‐‑–]/g, '-').replace(/’/g, "'")
  const folded = foldWord(cased).replace(/'s$/, '')
  const cut = folded.split(/[-'&_·]+|\.(?!\d)|(?<!\d)\./).flatMap(wordsIn)
  return withTerms(raw, folded, cut.length > 0 ? cut : [folded], readingsOf(cased, cut))
}

function withTerms(raw: string, folded: string, parts: Word['parts'], readings: Word['readings']): Word {
  const spelled: Spelled[] = []
  const termsOf = (words: readonly string[]) =>
    words
      .map((word) => {
        const term = stemmed(word)
        if (SPELLED.test(word)) spelled.push([word, term])
        return term
      })
      .join(' ')
  const terms = termsOf(parts)
  const behind = readings.map((reading) => ` ${termsOf(reading)}`).join('')
  return { raw, folded, parts, readings, terms, behind, spelled }
}

const SPELLED = /^[a-z][a-z0-9]{2,}$/

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

/**
 * By their names, as LaTeX and plain text write them: "β-VAE", "$\\beta$-VAE" and "beta-VAE" are
 * one.
 */
const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  'α alpha|β beta|γ gamma|δ delta|ε epsilon|ζ zeta|η eta|θ theta|ι iota|κ kappa|λ lambda|μ mu|ν nu|ξ xi|π pi|ρ rho|σ sigma|τ tau|υ upsilon|φ phi|χ chi|ψ psi|ω omega'
    .split('|')
    .map((pair) => pair.split(' ')),
)
const LONE_GREEK = /(?<![\u0370-\u03ff])[α-ω](?![\u0370-\u03ff])/g

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
    .replaceAll('×', 'x')
    .replace(LONE_GREEK, (letter) => GREEK[letter] ?? letter)
}

/** Folding writes some characters out with spaces or marks ("ﷺ", "⑴"). */
const wordsIn = (folded: string) => folded.split(/[\s!"$%()*,/:;<=>?@[\\\]^`{|}~]+/).filter((word) => word !== '')

const joinedOf = (parts: Word['parts']): Word['readings'] => (parts.length > 1 && parts.length <= 5 ? [[parts.join('')]] : NONE)

function readingsOf(cased: string, parts: Word['parts']): Word['readings'] {
  const cut = cased
    .split(/[-'&_·.]+/)
    .map((part) => part.replace(/([a-z])([A-Z][a-z])|([a-z]{3})([A-Z])/g, '$1$3 $2$4').replace(/([A-Za-z]{2})(\d)/g, '$1 $2'))
    .join(' ')
  const words = wordsIn(foldWord(cut))
  const isCutFurther = words.length > parts.length && !/\d\.\d/.test(cased)
  return isCutFurther ? [...joinedOf(parts), words] : joinedOf(parts)
}

const stemmed = (word: string) => (/^[a-z]{3,}$/.test(word) ? stem(word) : word)

const stems = new Map<string, string>()
const STEMS_KEPT = 30_000

/** What a folded word is compared by. */
export function termOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const term = stemmed(word)
  if (stems.size >= STEMS_KEPT) stems.clear()
  stems.set(word, term)
  return term
}
