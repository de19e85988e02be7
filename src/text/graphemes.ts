// Lengths and cuts as people and Discord see text: Discord counts code points, people see grapheme
// clusters.

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Code points, as Discord counts every one of its limits. */
export function countCodePoints(text: string): number {
  let surrogatePairs = 0
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      surrogatePairs++
      i++
    }
  }
  return text.length - surrogatePairs
}

/**
 * `Intl.Segmenter` takes time by the square of what it is given, so it gets pieces. A cluster that
 * fills a whole piece, such as a heap of combining marks, is cut at its end.
 */
const PIECE = 512

/** Offsets behind each grapheme cluster, ascending; the last one is the text's length. */
export function graphemeEnds(text: string): number[] {
  const ends: number[] = []
  let start = 0
  while (start < text.length) {
    if (isPlain(text.charCodeAt(start)) && (start + 1 === text.length || isPlain(text.charCodeAt(start + 1)))) {
      ends.push(++start)
      continue
    }
    const isPairCut = (text.charCodeAt(start + PIECE - 1) & 0xfc00) === 0xd800
    const limit = Math.min(text.length, start + PIECE + (isPairCut ? 1 : 0))
    const found = [...segmenter.segment(text.slice(start, limit))].map(({ index, segment }) => start + index + segment.length)
    // The last cluster of a piece may go on behind it.
    if (limit < text.length && found.length > 1) found.pop()
    ends.push(...found)
    start = ends.at(-1) ?? text.length
  }
  return ends
}

/**
 * Between two of these a cluster always ends: Latin letters, digits and marks, and Chinese
 * characters.
 */
const isPlain = (code: number) => (code < 0x300 && code !== CARRIAGE_RETURN) || (code >= 0x3400 && code <= 0x9fff)
const CARRIAGE_RETURN = 0x0d

/**
 * The longest beginning that `fits` and ends between two grapheme clusters; `fits` must hold for
 * every part of what it holds for.
 */
export function longestPrefix(text: string, ends: readonly number[], fits: (prefix: string) => boolean): string {
  const count = countFitting(ends.length, (many) => fits(text.slice(0, ends[many - 1])))
  return count === 0 ? '' : text.slice(0, ends[count - 1])
}

/**
 * How many of `total` things fit, where fewer always fit too. Asked from the first in growing
 * steps:
 * the answer is mostly small, however much comes behind it.
 */
export function countFitting(total: number, fits: (many: number) => boolean): number {
  let low = 0
  let high = Math.min(1, total)
  while (high < total && fits(high)) {
    low = high
    high = Math.min(2 * high, total)
  }
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The text itself where it has at most `limit` code points, else its beginning with an ellipsis in
 * place of the rest.
 */
export function clip(text: string, limit: number): string {
  if (text.length <= limit || countCodePoints(text) <= limit) return text
  const reach = text.slice(0, 2 * Math.max(0, limit) + 2)
  const head = longestPrefix(reach, graphemeEnds(reach), (prefix) => countCodePoints(prefix) <= limit - 1)
  return `${head.trimEnd()}…`
}
