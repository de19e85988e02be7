// Wrapped lines → one paragraph, as the author typed it before the wrap.
import { isCjk, isLatinLetter, isWidePunctuation } from '../text/script.ts'

/** Prefixes whose hyphen is part of the word: "self-supervised" wraps as "self-" and "supervised". */
const KEPT_PREFIX =
  /(?:^|[^\p{L}])(?:self|pre|post|non|multi|semi|co|re|meta|cross|few|zero|one|two|three|four|five|many|all|end|to|low|high|long|short|well|large|small|fine|coarse|open|real|state|of|the|in|out|on|off|data|task|domain|model|human|image|text|video|vision|language|audio|graph|time|cost|sample|compute|memory|parameter|plug|and|test|train|ground|fully|weakly|so|non|anti|inter|intra|sub|super|ultra|hyper|near|best|top|first|second|third|single|double|full|half|hand|hard|light|free|read|run|back|bi|tri|uni|auto|semi|quasi|pseudo|object|region|pixel|point|feature|attention|transformer|pose|scene|speech|word|token|sentence|node|edge|layer|instance|class|label|noise|domain|source|target|teacher|student|knowledge|reward|policy|actor|off|on|step|goal|user|item|query|key|value)$/iu

export function joinLines(lines: readonly string[]): string {
  let text = lines[0] ?? ''
  if (lines.length < 2) return text
  const spaced = hasSpacedBoundaries(lines)
  for (const next of lines.slice(1)) text = join(text, next, spaced)
  return text
}

function join(left: string, right: string, isSpaced: boolean): string {
  if (left === '' || right === '') return left + right
  const last = left.charCodeAt(left.length - 1)
  const first = right.charCodeAt(0)
  if (last === 0x2d && isLatinLetter(left.charCodeAt(left.length - 2))) return joinHyphenated(left, right)
  if (isWide(last) && isWide(first)) return left + right
  if (isWidePunctuation(last) || isWidePunctuation(first)) return left + right
  if (isWide(last) || isWide(first)) return isSpaced ? `${left} ${right}` : left + right
  return `${left} ${right}`
}

function isWide(code: number): boolean {
  return isCjk(code) || (code >= 0xdc00 && code <= 0xdfff) || isWidePunctuation(code)
}

function joinHyphenated(left: string, right: string): string {
  const first = right.charCodeAt(0)
  const isLower = first >= 97 && first <= 122
  const word = left.slice(-24, -1)
  const isCompound = /[-–/]\p{L}+$/u.test(word) || KEPT_PREFIX.test(word) || /\p{Lu}\p{L}*$/u.test(word.slice(-1))
  if (!isLower) return isLatinLetter(first) || (first >= 48 && first <= 57) ? left + right : `${left} ${right}`
  return isCompound ? left + right : left.slice(0, -1) + right
}

/** Whether this author puts a space between Chinese and Latin. */
function hasSpacedBoundaries(lines: readonly string[]): boolean {
  let spaced = 0
  let tight = 0
  for (const line of lines) {
    spaced += line.match(/[\u3400-\u9fff] [A-Za-z\d]|[A-Za-z\d] [\u3400-\u9fff]/g)?.length ?? 0
    tight += line.match(/[\u3400-\u9fff][A-Za-z\d]|[A-Za-z\d][\u3400-\u9fff]/g)?.length ?? 0
  }
  return spaced > tight
}
