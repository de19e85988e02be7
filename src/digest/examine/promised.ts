// How many papers a digest says it has: in words in its head, or by its table of contents.
import type { Outline } from '../outline/outline.ts'
import type { Item } from '../tokens.ts'

export interface Promised {
  readonly count: number
  readonly item: Item
}

const MAX_LINE = 200
const COUNT =
  /(?:共|精选|收录|推荐|包含|总计|合计|今日|本期)[^\d\n。]{0,6}(\d{1,4})\s*篇|^\D{0,40}?(\d{1,4})\s*篇(?:[^，。]{0,12})?论文|\b(\d{1,4})\s+(?:new |selected |related )?papers?\b/i

/** The number of papers that a line announces: 今日共17篇论文. */
export function countOf(text: string): number | null {
  const match = text.length > MAX_LINE ? null : COUNT.exec(text.replace(/\*\*/g, ''))
  return match === null ? null : Number(match[1] ?? match[2] ?? match[3])
}

/** Null where nothing is said of it. */
export function promisedPapers({ head, marks }: Outline): Promised | null {
  for (const item of head) {
    const count = countOf(item.line.text)
    if (count !== null) return { count, item }
  }
  let first: Item | null = null
  let listed = 0
  for (const { item, as } of marks) {
    const count = as === 'boilerplate' || as === 'ornament' ? countOf(item.line.text) : null
    if (count !== null) return { count, item }
    if (as !== 'contents' || item.token.kind === 'contents' || item.token.kind === 'section') continue
    first ??= item
    listed++
  }
  return first === null ? null : { count: listed, item: first }
}
