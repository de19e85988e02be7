// ---
// title: 爱可可AI前沿推介
// date: 2021-07-10 08:00:00 +0800
// ---
// The front matter of a static site's page, in YAML or between `+++` in TOML. Only its title and
// its date are used.
import { findDay } from '../dates/dates.ts'
import type { Around } from './part.ts'

const MAX_LINES = 120
const MAX_LINE = 2000
const FENCE = /^(?:---|\+\+\+)\s*$/
const KEY = /^(["']?)(?<key>[\p{L}\w][\p{L}\w .-]{0,60})\1\s*[:=](?:\s+(?<value>.*)|$|(?<tight>["'[{\d].*)$)/u
/** Items, comments, what goes on from the line above, and the ends of lists. */
const MORE = /^(?:\s+\S|-\s|#|\s*$|[\]}])/

/** Null where the text does not begin with one. */
export function readFrontMatter(raws: readonly string[]): Around | null {
  const start = raws.slice(0, MAX_LINES).findIndex((raw) => /\S/.test(raw))
  const fence = raws[start]?.replace(/^\ufeff/, '').trimEnd() ?? ''
  if (start === -1 || !FENCE.test(fence)) return null
  const values = new Map<string, string>()
  for (let i = start + 1; i < raws.length && i <= start + MAX_LINES; i++) {
    const raw = raws[i]?.trimEnd() ?? ''
    if (raw === fence || (raw === '...' && fence === '---')) return values.size === 0 ? null : matterOf(start, i, values)
    const { key, value, tight } = (raw.length <= MAX_LINE && KEY.exec(raw)?.groups) || {}
    if (key !== undefined) values.set(key.trim().toLowerCase(), unquoted(value ?? tight ?? ''))
    else if (!MORE.test(raw)) return null
  }
  return null
}

function matterOf(start: number, end: number, values: ReadonlyMap<string, string>): Around {
  const title = values.get('title') ?? values.get('标题') ?? ''
  const date = values.get('date') ?? values.get('日期') ?? values.get('pubdate') ?? values.get('published') ?? ''
  return { kind: 'front-matter', start: start + 1, end: end + 1, title: title || null, date: findDay(date) }
}

function unquoted(value: string): string {
  const text = value.trim()
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(text)
  return quoted ? (quoted[2] ?? '').trim() : text
}
