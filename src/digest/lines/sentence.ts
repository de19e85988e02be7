// Where the first sentence of a Chinese paragraph ends.
import { createTrim } from '../../text/edges.ts'
import { isCjk, isWidePunctuation } from '../../text/script.ts'

const ABBREVIATION = /(?:^|[^a-z])(?:vs|etc|al|e\.g|i\.e|cf|fig|eq|sec|tab|no|dr|mr|ms|st|approx|resp)$/i
/** “I don't know.”: a quoted sentence inside the sentence. */
const GOES_ON = /[:：,，、;；]/
const CLOSING = /["'”’」』）)】\]》]/

/**
 * Index behind the sentence's end mark; -1 where there is none among the first characters. `2.5`
 * and `CheckThat! 2025` do not end one.
 */
export function firstSentenceEnd(text: string, longest: number): number {
  const end = Math.min(text.length, longest + 1)
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    const isWide = code === 0x3002 || code === 0xff61 || code === 0xff01 || code === 0xff1f
    const isAscii = code === 0x2e || code === 0x21 || code === 0x3f || code === 0xff0e
    if (!isWide && !(isAscii && endsChinese(text, i))) continue
    const behind = behindMarks(text, i)
    if (!GOES_ON.test(text.charAt(behind))) return behind
    i = behind - 1
  }
  return -1
}

/** An ASCII mark ends a Chinese sentence where Chinese is before it, or directly behind it. */
function endsChinese(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const after = at + 1 < text.length ? text.charCodeAt(at + 1) : 0
  const next = after === 0x20 ? text.charCodeAt(at + 2) : after
  if (isCjk(before) || before === 0x300b || before === 0xff09 || before === 0x201d)
    return after === 0 || after === 0x20 || isCjk(after) || isLatinStart(after)
  return isCjk(next) && !isWidePunctuation(next) && !ABBREVIATION.test(text.slice(Math.max(0, at - 8), at))
}

function isLatinStart(code: number): boolean {
  return code >= 65 && code <= 90
}

function behindMarks(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && ('。｡！？!?.'.includes(text[end] ?? '') || CLOSING.test(text[end] ?? ''))) end++
  return end
}

/** "…, B Jones et al.", "…, Martin Luther King Jr." */
const ENDS_IN_INITIAL = /(?:et al|\b\p{Lu}|Jr|Sr|\.\.)\.$/u

/** Whether the last mark is one of a sentence: no list of names, of places or of links ends so. */
export function closesSentence(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  if (last === 0x3002 || last === 0xff01 || last === 0xff1f || last === 0x21 || last === 0x3f) return true
  if (last !== 0x2e) return false
  const before = text.charCodeAt(text.length - 2)
  // Nearly always: a small letter that ends neither "al" nor "Jr".
  if (before >= 97 && before <= 122 && before !== 0x6c && before !== 0x72) return true
  return !ENDS_IN_INITIAL.test(text.slice(-8))
}

const withoutStops = createTrim(null, /[。｡．.]/)

/** Without the full stop; a question mark stays, because a title may ask. */
export function withoutStop(sentence: string): string {
  return withoutStops(sentence.trim()).trim()
}
