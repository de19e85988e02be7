// JSON from bots in any language: with integers that JavaScript cannot hold, and never deeper than
// a recursive function bears.
import { refusal } from '../errors.ts'

/** Far more than any body of Discord's has, far less than what a recursive function bears. */
const MAX_DEPTH = 100
/** Shorter integers are below 2^53. */
const MIN_LARGE_DIGITS = 16

const isDigit = (char: number) => char >= 0x30 && char <= 0x39

/**
 * The text with each integer past 2^53 as a string: libraries in other languages send ids and
 * permissions as 64-bit numbers, and JSON.parse would round them. Undefined where it nests too
 * deep.
 */
function prepareJson(text: string): string | undefined {
  let depth = 0
  let inString = false
  let copied = 0
  let out = ''
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (inString) {
      if (char === 0x5c) at += 1
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x5b || char === 0x7b) {
      depth += 1
      if (depth > MAX_DEPTH) return undefined
    } else if (char === 0x5d || char === 0x7d) depth -= 1
    else if (isDigit(char)) {
      const end = endOfNumber(text, at)
      const number = text.slice(at, end)
      if (number.length >= MIN_LARGE_DIGITS && /^\d+$/.test(number) && !Number.isSafeInteger(Number(number))) {
        const start = text[at - 1] === '-' ? at - 1 : at
        out += `${text.slice(copied, start)}"${text.slice(start, end)}"`
        copied = end
      }
      at = end - 1
    }
  }
  return copied === 0 ? text : out + text.slice(copied)
}

function endOfNumber(text: string, start: number): number {
  let at = start
  while (at < text.length && (isDigit(text.charCodeAt(at)) || '.eE+-'.includes(text[at] ?? ' '))) at += 1
  return at
}

export function parseJson(text: string): unknown {
  const prepared = prepareJson(text)
  if (prepared === undefined) throw refusal(50109)
  try {
    return JSON.parse(prepared)
  } catch {
    throw refusal(50109)
  }
}
