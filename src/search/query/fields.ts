// Names of the fields of the query language in both languages, and how their values are read.
import { codesOfCategory } from './category-codes.ts'
import { findDate } from './dates/find-date.ts'
import type { Alternative } from './query.ts'

export type Field = 'author' | 'affiliation' | 'category' | 'title' | 'from' | 'to' | 'date' | 'is'

const NAMES: Readonly<Record<Field, readonly string[]>> = {
  author: ['author', 'authors', 'au', 'by', '作者', '著者'],
  affiliation: ['affiliation', 'affiliations', 'affil', 'org', 'institution', '机构', '單位', '单位', '機構'],
  category: ['category', 'categories', 'cat', '类别', '類別', '分类', '分類', '类目', '领域'],
  title: ['title', 'ti', '标题', '標題', '题目', '題目'],
  from: ['from', 'since', 'after', '从', '從', '自', '起'],
  to: ['to', 'until', 'before', '到', '至', '止'],
  date: ['date', 'day', 'on', '日期', '日', '时间', '時間'],
  is: ['is', '是'],
}

const FIELDS = new Map(Object.entries(NAMES).flatMap(([field, names]) => names.map((name) => [name, field as Field] as const)))

export function fieldNamed(name: string): Field | null {
  return FIELDS.get(name.normalize('NFKC').toLowerCase()) ?? null
}

const FEATURED: Alternative = { kind: 'section', section: 'featured' }
const BRIEF: Alternative = { kind: 'section', section: 'brief' }
const FLAGS = new Map<string, Alternative>([
  ...['starred', 'star', '星标', '星標', '重点', '重點', '加星'].map((name) => [name, { kind: 'starred' }] as const),
  ...['featured', '精选', '精選'].map((name) => [name, FEATURED] as const),
  ...['brief', '简讯', '簡訊'].map((name) => [name, BRIEF] as const),
])

export type FieldValue =
  | { readonly kind: 'understood'; readonly alternative: Alternative }
  | { readonly kind: 'bad-date' | 'unknown-value' }

export interface FieldOptions {
  readonly isQuoted: boolean
  /** `YYYY-MM-DD`, for "last week". */
  readonly today: string
}

export function readField(field: Field, value: string, { isQuoted, today }: FieldOptions): FieldValue {
  switch (field) {
    case 'author':
      return { kind: 'understood', alternative: { kind: 'author', text: value } }
    case 'affiliation':
      return { kind: 'understood', alternative: { kind: 'affiliation', text: value } }
    case 'title':
      return { kind: 'understood', alternative: { kind: 'title', text: value, sideBySide: isQuoted } }
    case 'category': {
      const codes = value.split(/[,，、/|]+/).flatMap((name) => codesOfCategory(name))
      return codes.length > 0 ? { kind: 'understood', alternative: { kind: 'category', codes } } : { kind: 'unknown-value' }
    }
    case 'is': {
      const alternative = FLAGS.get(value.normalize('NFKC').toLowerCase())
      return alternative ? { kind: 'understood', alternative } : { kind: 'unknown-value' }
    }
    case 'from':
    case 'to':
    case 'date': {
      const period = readPeriod(value) ?? periodInWords(value, today)
      if (!period) return { kind: 'bad-date' }
      const from = field === 'to' ? null : period.from
      const to = field === 'from' ? null : period.to
      return { kind: 'understood', alternative: { kind: 'date', from, to } }
    }
  }
}

/**
 * A year, a month or a day: "2021", "2021-07", "2021/7/10", "2021年7月10日", "20210710"; two of
 * them with ".." between.
 */
export function readPeriod(text: string): { readonly from: string; readonly to: string } | null {
  const [first, second, ...more] = text.split(/\.{2,}|…|~|～/)
  if (more.length > 0 || first === undefined) return null
  const start = onePeriod(first)
  if (second === undefined) return start
  const end = onePeriod(second)
  return start && end && start.from <= end.to ? { from: start.from, to: end.to } : null
}

/** "May", "last week", 上个月: nothing but a time. */
function periodInWords(value: string, today: string): { readonly from: string; readonly to: string } | null {
  const text = value.trim()
  // A month alone may be a verb elsewhere.
  const date = [text, `in ${text}`].flatMap((one) => findDate(one, today) ?? []).find(({ typed }) => typed.endsWith(text))
  return date?.from && date.to ? { from: date.from, to: date.to } : null
}

function onePeriod(text: string): { readonly from: string; readonly to: string } | null {
  const match =
    /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日号]?$/.exec(text.trim()) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim())
  if (!match) return null
  const [, year = '', month, day] = match
  const from = `${year}-${(month ?? '1').padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`
  const lastDay = new Date(Date.UTC(Number(year), Number(month ?? 12), 0)).getUTCDate()
  const to = `${year}-${(month ?? '12').padStart(2, '0')}-${(day ?? String(lastDay)).padStart(2, '0')}`
  return isDay(from) && isDay(to) ? { from, to } : null
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
