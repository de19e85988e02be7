// Whether a string of characters cut out of running text is made of whole words: 生成模型 is,
// 成模型 and 件生成 are not.
/** Parts Chinese into words; it holds a dictionary, so that one serves all. */
export const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const MAX_PLACES = 8
/** Enough of the text around a place to tell where its words end. */
const AROUND = 10
const MIN_SHARE = 0.6

/** Judged by a few of the places where the texts have it. */
export function isOfWholeWords(run: string, texts: Iterable<string>): boolean {
  let [places, whole] = [0, 0]
  for (const text of texts) {
    const at = text.indexOf(run)
    if (at < 0) continue
    places++
    const start = Math.max(0, at - AROUND)
    const ends = new Set([0])
    for (const { index, segment } of segmenter.segment(text.slice(start, at + run.length + AROUND)))
      ends.add(index + segment.length)
    if (ends.has(at - start) && ends.has(at - start + run.length)) whole++
    if (places === MAX_PLACES) break
  }
  return places > 0 && whole >= places * MIN_SHARE
}
