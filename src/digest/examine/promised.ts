// How many papers a digest says it has: in words in its head, or by its table of contents.
import type { Outline } from '../outline/outline.ts'
import type { Item } from '../tokens.ts'

export interface Promised {
  readonly count: number
  readonly item: Item
}

const MAX_LINE = 200
const COUNT =
  /(?:论文|文章|收录|papers?|articles?)\s*(?:总数|数量?|篇数|found|total|count|selected)?\s*[:：]\s*(\d{1,4})\s*篇?$|(?:共|精选|收录|推荐|包含|总计|合计|今日|本期)[^\d\n。]{0,6}(\d{1,4})\s*篇|^\D{0,40}?(\d{1,4})\s*篇(?:[^，。]{0,12})?论文|\b(\d{1,4})\s+(?:new |selected |related )?papers?\b/i

/** The number of papers that a line announces: 今日共17篇论文. */
export function countOf(text: string): number | null {
  const match = text.length > MAX_LINE || !/\d/.test(text) ? null : COUNT.exec(text.replace(/\*\*/g, ''))
  return match === null ? null : Number(match.slice(1).find((count) => count !== undefined))
}

function mayPromise({ item, as }: Outline['marks'][number]): boolean {
  return as !== 'legend' && (as !== 'section' || countOf(item.line.text) !== null)
}

/** Null where nothing is said of it. */
export function promisedPapers({ head, marks }: Outline): Promised | null {
  // Nearly every digest has a legend and the heading of its list, which announce nothing.
  if (head.length === 0 && !marks.some(mayPromise)) return null
  const listed = marks.filter(
    ({ item, as }) => as === 'contents' && item.token.kind !== 'contents' && item.token.kind !== 'section',
  )
  const first = listed[0]
  const stated = [...head, ...marks.flatMap(({ item, as }) => (as === 'boilerplate' || as === 'ornament' ? [item] : []))].flatMap(
    (item): Promised[] => {
      const count = countOf(item.line.text)
      return count === null ? [] : [{ count, item }]
    },
  )[0]
  if (stated !== undefined) return stated
  const groups = marks.flatMap(({ item, as }) => (as === 'section' ? [{ count: countOf(item.line.text) ?? 0, item }] : []))
  const [group] = groups.filter(({ count }) => count > 0)
  if (group !== undefined) return { count: groups.reduce((sum, { count }) => sum + count, 0), item: group.item }
  return first === undefined ? null : { count: listed.length, item: first.item }
}
