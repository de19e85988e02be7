// | 序号 | 类别 | 标题 | 作者 | 链接 |      |Publish Date|Title|Authors|PDF|Code|
// What a column holds, by the name above it.
import { readLabel } from '../../constructs/label.ts'
import { isLinkName } from '../../constructs/link.ts'
import type { LabelField } from '../../tokens.ts'

export type Column = LabelField | 'number' | 'date' | 'unknown'

const NUMBER = /^(?:序号|编号|序|号|排名|#|＃|№|no\.?|num(?:ber)?|index|idx|id|rank|s\/?n)$/i
const TITLE = /^(?:论文|文章|paper|papers|article|名称|论文名称?|论文题目|name|题目|标题|paper ?(?:title|name))$/i
const DATE = /(?:日期|时间|年份|\bdate\b|\byear\b|\bpublished\b|\bupdated?\b)/i
const LINKS = /^(?:translate|translation|read|kimi|papers\.?cool|阅读|翻译|pdf ?链接|arxiv ?(?:id|链接|编号)?|🔗|📄)$/i
const CHINESE_TITLE =
  /^(?:中文(?:标题|题目|名|译名)?|译名|标题翻译|题目翻译|翻译标题|chinese(?: title)?|title ?[(（]?(?:zh|中文|cn)[)）]?)$/i
const ENGLISH_TITLE = /^(?:英文(?:标题|题目|名)?|原标题|原题|english(?: title)?|title ?[(（]?(?:en|英文)[)）]?)$/i

export function columnOf(name: string): Column {
  const text = name.replace(/[:：]\s*$/, '').trim()
  if (NUMBER.test(text)) return 'number'
  if (CHINESE_TITLE.test(text)) return 'title.zh'
  if (ENGLISH_TITLE.test(text)) return 'title.en'
  if (TITLE.test(text)) return 'title'
  if (LINKS.test(text)) return 'links'
  if (DATE.test(text)) return 'date'
  const field = readLabel(`${text}：`)?.field ?? readLabel(`${text.replace(/\s*[(（].{0,20}[)）]$/, '')}：`)?.field
  if (field !== undefined) return field
  if (/^(?:first |corresponding |第一|主要|通讯)?(?:作者|authors?)/i.test(text)) return 'authors'
  return text !== '' && isLinkName(text) ? 'links' : 'unknown'
}

/**
 * Null where the names are not those of a list of papers: a title and one thing more must be among
 * them.
 */
export function readColumns(names: readonly string[]): readonly Column[] | null {
  if (names.length < 2) return null
  const columns = withoutSecondTitle(names, names.map(columnOf))
  const hasTitle = columns.some((column) => column === 'title' || column === 'title.en' || column === 'title.zh')
  const others = columns.filter((column) => WITH_TITLE.has(column))
  return hasTitle && others.length > 0 ? columns : null
}

/** Beside a column of titles `Paper` names that of the addresses. */
function withoutSecondTitle(names: readonly string[], columns: readonly Column[]): readonly Column[] {
  if (columns.filter((column) => column === 'title').length < 2) return columns
  const isPaper = (i: number) => /^(?:论文|文章|papers?)$/i.test(names[i]?.trim() ?? '')
  return columns.map((column, i) => (column === 'title' && isPaper(i) ? 'links' : column))
}

const WITH_TITLE: ReadonlySet<Column> = new Set<Column>([
  'authors',
  'affiliations',
  'links',
  'categories',
  'abstract',
  'takeaway',
  'points',
  'aspect',
  'number',
  'date',
  'note',
])
