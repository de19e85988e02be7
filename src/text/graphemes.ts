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

/** Offsets behind each grapheme cluster, ascending; the last one is the text's length. */
export function graphemeEnds(text: string): number[] {
  const ends: number[] = []
  for (const { index, segment } of segmenter.segment(text)) ends.push(index + segment.length)
  return ends
}

/**
 * The longest beginning that `fits` and ends between two grapheme clusters; `fits` must hold for
 * every part of what it holds for.
 */
export function longestPrefix(text: string, ends: readonly number[], fits: (prefix: string) => boolean): string {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (fits(text.slice(0, ends[middle - 1]))) low = middle
    else high = middle - 1
  }
  return low === 0 ? '' : text.slice(0, ends[low - 1])
}

/**
 * The text itself where it has at most `limit` code points, else its beginning with an ellipsis in
 * place of the rest.
 */
export function clip(text: string, limit: number): string {
  if (countCodePoints(text) <= limit) return text
  const head = longestPrefix(text, graphemeEnds(text), (prefix) => countCodePoints(prefix) <= limit - 1)
  return `${head.trimEnd()}…`
}
