// https://arxiv.org/abs/2207.
// 03333
// An address that was broken over a line end is one.
import { link } from '../constructs/link.ts'
import type { Item } from '../tokens.ts'

const BREAKS_OFF = /^https?:\/\/\S+[./=_&?%-]$/
const REST = /^[\w./?=&%#~-]{2,300}$/

/** The second line becomes an ornament; the first has the whole address. */
export function joinAddresses(items: readonly Item[]): readonly Item[] {
  let joined: Item[] | null = null
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item === undefined) continue
    const rest = item.token.kind === 'links' && BREAKS_OFF.test(item.line.text) ? items[i + 1] : undefined
    const isRest = rest !== undefined && !rest.line.gap && REST.test(rest.line.text) && /[\d/]/.test(rest.line.text)
    const token = isRest ? link.read(item.line.text + rest.line.text) : null
    if (token === null || rest === undefined) joined?.push(item)
    else {
      joined ??= items.slice(0, i)
      joined.push({ line: item.line, token }, { line: rest.line, token: { kind: 'ornament' } })
      i++
    }
  }
  return joined ?? items
}
