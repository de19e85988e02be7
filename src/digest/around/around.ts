// What is written around digests in one text: the front matter of a Markdown file, the headers of
// forwarded mails. It holds no text of theirs, yet it may name a digest's title and day.
import type { Line } from '../lines/lines.ts'
import type { Item } from '../tokens.ts'
import { readForwards } from './forwarded.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Around } from './part.ts'

/** In the order of the text; none overlaps another. */
export function readAround(raws: readonly string[]): readonly Around[] {
  const matter = readFrontMatter(raws)
  const forwards = readForwards(raws).filter(({ start }) => matter === null || start > matter.end)
  return matter === null ? forwards : [matter, ...forwards]
}

/** The same lines, blank where they hold no text of a digest. */
export function withoutAround(lines: readonly Line[], around: readonly Around[]): readonly Line[] {
  if (around.length === 0) return lines
  let next = 0
  let isBehind = false
  return lines.map((line) => {
    while ((around[next]?.end ?? Number.POSITIVE_INFINITY) < line.number) next++
    const isInside = (around[next]?.start ?? Number.POSITIVE_INFINITY) <= line.number
    const shown = isInside ? { ...line, text: '' } : isBehind ? { ...line, gap: true } : line
    isBehind = isInside
    return shown
  })
}

/**
 * The items, parted where a forwarded mail comes between papers. What somebody wrote above one,
 * without a paper of its own, speaks to the receiver.
 */
export function partsOf(items: readonly Item[], around: readonly Around[]): readonly (readonly Item[])[] {
  const headers = around.filter(({ kind }) => kind === 'forwarded')
  if (headers.length === 0) return [items]
  const parts: Item[][] = [[]]
  let next = 0
  let hasPaper = false
  let left = items.filter(isHeading).length
  for (const item of items) {
    while (next < headers.length && (headers[next]?.start ?? 0) <= item.line.number) {
      const part = parts.at(-1) ?? []
      if (left > 0 && hasPaper) parts.push([])
      else if (left > 0) part.splice(0, part.length, ...part.map(asNote))
      if (left > 0) hasPaper = false
      next++
    }
    if (isHeading(item)) {
      hasPaper = true
      left--
    }
    parts.at(-1)?.push(item)
  }
  return parts
}

function isHeading({ token }: Item): boolean {
  return token.kind === 'heading'
}

function asNote({ line }: Item): Item {
  return { line, token: { kind: 'ornament' } }
}

/** Halves, since each of many digests asks. */
export function lastBefore(around: readonly Around[], line: number): Around | undefined {
  let [low, high] = [0, around.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((around[middle]?.start ?? 0) < line) low = middle + 1
    else high = middle
  }
  return around[low - 1]
}
