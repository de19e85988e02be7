// ---            The keys that a site's generator reads from the beginning of a page. Only its title and date say anything
// title: …       of the digest.
// date: …
// ---
import type { Item, Token } from '../tokens.ts'
import type { Line } from './lines.ts'

const FENCES: Readonly<Record<string, RegExp>> = { '---': /^(?:---|\.\.\.)$/, '+++': /^\+\+\+$/ }
const KEY = /^(["']?)([\w.-]{1,40})\1\s*[:=](?:\s+(.*))?$/
/** An item of a list, a comment, or the rest of a value that goes on. */
const INSIDE = /^(?:\s+\S|-\s|#|[}\]])/
const MAX_LINES = 200
const FIELDS: Readonly<Record<string, 'title' | 'date'>> = {
  title: 'title',
  date: 'date',
  pubdate: 'date',
  pubdatetime: 'date',
  publishdate: 'date',
  published: 'date',
}

export interface FrontMatter {
  readonly items: readonly Item[]
  /** The lines behind it. */
  readonly rest: readonly Line[]
}

/** Null where the text does not begin with any. */
export function takeFrontMatter(lines: readonly Line[]): FrontMatter | null {
  const [first] = lines
  const fence = FENCES[first?.raw.trim() ?? '']
  if (first === undefined || fence === undefined || !Object.hasOwn(FENCES, first.raw.trim())) return null
  const items: Item[] = [{ line: first, token: metaOf(null, '') }]
  let hasKey = false
  for (const line of lines.slice(1, MAX_LINES)) {
    const raw = line.raw.trimEnd()
    if (fence.test(raw)) {
      items.push({ line, token: metaOf(null, '') })
      return hasKey ? { items, rest: lines.slice(items.length) } : null
    }
    const key = KEY.exec(raw)
    if (key === null && !INSIDE.test(raw)) return null
    hasKey = hasKey || key !== null
    items.push({ line, token: metaOf(FIELDS[(key?.[2] ?? '').toLowerCase()] ?? null, readValue(key?.[3] ?? '')) })
  }
  return null
}

function metaOf(field: 'title' | 'date' | null, rest: string): Token {
  return { kind: 'meta', field, rest }
}

function readValue(written: string): string {
  const text = written.trim()
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(text)
  if (quoted === null) return text.replace(/\s+#\s.*$/, '')
  const inner = quoted[2] ?? ''
  return quoted[1] === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\/])/g, '$1')
}
