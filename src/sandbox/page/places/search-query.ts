// What is typed into the search box, as Discord reads it: words, and filters such as `from:owner`,
// `in:#papers`, `has:link`, `during:2025-01-06`.
import { snowflakeAt } from '../../snowflake.ts'

export const FILTERS = ['from', 'in', 'has', 'before', 'during', 'after'] as const
export type Filter = (typeof FILTERS)[number]

export interface Names {
  /** Ids of the people and channels of that name. */
  people(name: string): readonly string[]
  channels(name: string): readonly string[]
}

export type SearchQuery =
  | { readonly kind: 'query'; readonly parameters: readonly (readonly [string, string])[] }
  | { readonly kind: 'unknown'; readonly filter: Filter; readonly value: string }

const HAS = new Set(['image', 'video', 'file', 'sticker', 'embed', 'link', 'poll', 'snapshot', 'sound'])
const FILTER = new RegExp(`(?:^|\\s)(${FILTERS.join('|')}):\\s?("[^"]*"|\\S+)`, 'giu')

/** Midnight of a day such as 2025-01-06 on the clock of the browser; NaN where it is none. */
export function startOfDay(day: string): number {
  const [, year, month, date] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day) ?? []
  const at = new Date(Number(year), Number(month) - 1, Number(date))
  return at.getMonth() === Number(month) - 1 ? at.getTime() : Number.NaN
}

const nextDay = (at: number) => new Date(at).setDate(new Date(at).getDate() + 1)
/** Ids below it are older than the moment, all others are not. */
const idBefore = (at: number) => String(BigInt(snowflakeAt(Math.max(at, 1_420_070_400_001))) - 1n)

export function readSearch(text: string, names: Names): SearchQuery {
  const parameters: [string, string][] = []
  const filters = [...text.normalize('NFKC').matchAll(FILTER)]
  for (const [, name = '', written = ''] of filters) {
    const filter = name.toLowerCase() as Filter
    const value = written.replace(/^"|"$/g, '').replace(/^[@#]/, '')
    const found = parametersOf(filter, value, names)
    if (found.length === 0) return { kind: 'unknown', filter, value }
    parameters.push(...found)
  }
  const content = text.normalize('NFKC').replace(FILTER, ' ').trim()
  return { kind: 'query', parameters: [...parameters, ...(content === '' ? [] : [['content', content] as const])] }
}

function parametersOf(filter: Filter, value: string, names: Names): [string, string][] {
  switch (filter) {
    case 'from':
      return names.people(value).map((id) => ['author_id', id])
    case 'in':
      return names.channels(value).map((id) => ['channel_id', id])
    case 'has':
      return HAS.has(value.toLowerCase()) ? [['has', value.toLowerCase()]] : []
    case 'before':
    case 'during':
    case 'after':
      return daysOf(filter, startOfDay(value))
  }
}

function daysOf(filter: 'before' | 'during' | 'after', day: number): [string, string][] {
  if (Number.isNaN(day)) return []
  const [min, max] = [
    filter === 'before' ? null : filter === 'during' ? day : nextDay(day),
    filter === 'before' ? day : filter === 'during' ? nextDay(day) : null,
  ]
  return [
    ...(min === null ? [] : [['min_id', idBefore(min)] as [string, string]]),
    ...(max === null ? [] : [['max_id', String(BigInt(idBefore(max)) + 1n)] as [string, string]]),
  ]
}
