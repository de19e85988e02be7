// Every code with its severity, wording and remedy in both languages. `{found}` is what the input
// had. Codes are never renamed: people filter logs by them.
import type { Bilingual } from '../text/bilingual.ts'
import type { Diagnostic, Severity, Span } from './diagnostic.ts'

type Both = { readonly [side in keyof Bilingual]: string }

export interface CatalogueEntry {
  readonly severity: Severity
  readonly wording: Both
  readonly expected: Both
  readonly remedy: Both
}

const entry = (
  severity: Severity,
  wording: readonly [string, string],
  expected: readonly [string, string],
  remedy: readonly [string, string],
): CatalogueEntry => ({
  severity,
  wording: { en: wording[0], zh: wording[1] },
  expected: { en: expected[0], zh: expected[1] },
  remedy: { en: remedy[0], zh: remedy[1] },
})

export const catalogue = {
  'empty-file': entry(
    'error',
    ['found a file of {found}', '文件只有{found}'],
    ['the text of a digest', '应为速递正文'],
    ['Write the digest into the file, or delete the file.', '请写入速递内容，或删除该文件。'],
  ),
  'binary-file': entry(
    'error',
    ['found {found}', '发现{found}'],
    ['text, mail, HTML, Markdown or a zip of these', '应为文本、邮件、HTML、Markdown 或其 zip 压缩包'],
    ['Export the digest as text; put the pictures next to it.', '请将速递另存为文本，图片单独存放。'],
  ),
  'no-papers': entry(
    'error',
    ['found {found} without the heading of a paper', '{found}，没有论文标题行'],
    ['at least one heading such as "1、[CV] Title"', '至少应有一行标题，如“1、[CV] Title”'],
    ['Number the papers or put a category in brackets before each title.', '请为论文编号，或在标题前用方括号写上类别。'],
  ),
  'undecodable-bytes': entry(
    'warning',
    ['found {found} that the encoding cannot read', '发现无法解读的字节：{found}'],
    ['text without replacement characters', '文本中不应有替换字符'],
    ['Save the file again as UTF-8 from its source.', '请从原文重新保存为 UTF-8。'],
  ),
  'lone-surrogate': entry(
    'warning',
    ['found half of a surrogate pair, {found}', '发现不成对的代理项 {found}'],
    ['whole characters', '应为完整字符'],
    ['Delete or retype the character.', '请删除或重新输入该字符。'],
  ),
  'unread-line': entry(
    'warning',
    ['found "{found}"', '发现“{found}”'],
    ['a heading, a field of a paper or a known ornament', '应为标题、论文字段或已知的装饰行'],
    ['Move the line to the paper it belongs to, or delete it.', '请将该行移到所属论文处，或删除。'],
  ),
  'missing-title': entry(
    'warning',
    ['found no title in {found}', '{found}没有标题'],
    ['a title in at least one language', '至少应有一种语言的标题'],
    ['Write the title after the category.', '请在类别之后写上标题。'],
  ),
  'missing-english-title': entry(
    'info',
    ['found only a Chinese title for {found}', '{found}只有中文标题'],
    ['titles in both languages', '应有中英文标题'],
    ['Write the English title in the heading.', '请在标题行写上英文标题。'],
  ),
  'missing-chinese-title': entry(
    'info',
    ['found only an English title for {found}', '{found}只有英文标题'],
    ['titles in both languages', '应有中英文标题'],
    ['Begin the Chinese paragraph with the title and a full stop.', '请在中文段落开头写上标题并以句号结束。'],
  ),
  'missing-authors': entry(
    'warning',
    ['found no authors for {found}', '{found}没有作者'],
    ['a line of names separated by commas', '应有一行以逗号分隔的姓名'],
    ['Add the authors below the heading.', '请在标题下补上作者。'],
  ),
  'missing-affiliations': entry(
    'info',
    ['found no affiliation for {found}', '{found}没有机构'],
    ['a line such as "[DeepMind & MIT]"', '应有一行如“[DeepMind & MIT]”'],
    ['Add the affiliations in brackets below the authors.', '请在作者下用方括号补上机构。'],
  ),
  'missing-abstract': entry(
    'warning',
    ['found no abstract in {found}', '{found}没有摘要'],
    ['a paragraph in Chinese, English or both', '应有中文或英文段落'],
    ['Add the abstract, or move the paper to the list of others worth reading.', '请补上摘要，或将论文移到“另外几篇”列表。'],
  ),
  'missing-link': entry(
    'info',
    ['found no address in {found}', '{found}没有链接'],
    ['a line with an http address or an arXiv id', '应有一行网址或 arXiv 编号'],
    ['Add the address of the paper.', '请补上论文链接。'],
  ),
  'missing-category': entry(
    'info',
    ['found no category in {found}', '{found}没有类别'],
    ['a code in brackets such as "[CV]"', '应有方括号类别，如“[CV]”'],
    ['Put the category before the title.', '请在标题前写上类别。'],
  ),
  'unknown-category': entry(
    'info',
    ['found the category "{found}"', '发现类别“{found}”'],
    ['a code of the legend or of arXiv', '应为图例或 arXiv 中的代码'],
    ['Add the code to the legend, or correct it.', '请将代码加入图例，或更正。'],
  ),
  'number-gap': entry(
    'info',
    ['found number {found}', '发现编号{found}'],
    ['papers numbered without gaps', '论文编号应连续'],
    ['Check whether a paper is missing, or renumber.', '请检查是否缺少论文，或重新编号。'],
  ),
  'repeated-paper': entry(
    'warning',
    ['found {found} a second time', '{found}重复出现'],
    ['each paper once', '每篇论文应只出现一次'],
    ['Delete one of the two entries.', '请删除其中一条。'],
  ),
  'long-title': entry(
    'warning',
    ['found {found}', '发现{found}'],
    ['a title of one line', '标题应只占一行'],
    ['Put the title on a line of its own, and what follows it below.', '请将标题单独成行，其后内容另起一行。'],
  ),
  'mixed-field': entry(
    'warning',
    ['found {found}', '发现{found}'],
    ['each field on lines of its own', '各字段应分行书写'],
    [
      'Put it on a line of its own, or name the fields, as in "Authors:" and "Abstract:".',
      '请另起一行，或在各字段前写明“作者：”“摘要：”等。',
    ],
  ),
  'odd-people': entry(
    'warning',
    ['found {found}', '发现{found}'],
    ['names of people between commas, and institutions in brackets', '姓名应以逗号分隔，机构应置于方括号内'],
    [
      'Separate the names by commas and put the institutions in brackets below them.',
      '请以逗号分隔姓名，并在其下用方括号写机构。',
    ],
  ),
  'several-papers': entry(
    'warning',
    ['found {found}', '发现{found}'],
    ['one paper below each heading', '每个标题下应只有一篇论文'],
    [
      'Begin each paper with a number or a category, such as "2、[CV] Title".',
      '请在每篇论文前写上编号或类别，如“2、[CV] 标题”。',
    ],
  ),
  'bare-paper': entry(
    'warning',
    ['found {found}', '发现{found}'],
    ['authors, an address or an abstract', '应有作者、链接或摘要'],
    ['Add what you know of the paper, or delete the line if it is not a heading.', '请补充论文信息；若该行并非标题，请删除。'],
  ),
  'fewer-papers': entry(
    'warning',
    ['found {found}', '发现{found}'],
    ['as many papers as the digest says', '篇数应与文中所述一致'],
    [
      'Look at the lines above that were not read, and give each paper a heading such as "2、[CV] Title".',
      '请查看未被识别的行，并为每篇论文写上标题行，如“2、[CV] 标题”。',
    ],
  ),
  'no-date': entry(
    'warning',
    ['found no date in {found}', '{found}没有日期'],
    ['a date in the file name or the head', '文件名或开头应有日期'],
    ['Name the file like 2021-07-10.txt.', '请将文件命名为如 2021-07-10.txt。'],
  ),
  'year-assumed': entry(
    'info',
    ['found the date {found}', '日期{found}'],
    ['a date with its year', '日期应含年份'],
    ['Put the year in the head or in the file name.', '请在开头或文件名中写明年份。'],
  ),
  'date-conflict': entry(
    'info',
    ['found {found}', '发现{found}'],
    ['the same day everywhere', '各处日期应一致'],
    ['Correct the date that is wrong.', '请更正错误的日期。'],
  ),
  'unreadable-container': entry(
    'error',
    ['found {found}', '发现{found}'],
    ['a file that opens', '应为可打开的文件'],
    ['Pack or export the file again.', '请重新打包或导出。'],
  ),
  'entry-too-large': entry(
    'error',
    ['found {found}', '发现{found}'],
    ['entries within the limits', '条目应在限制之内'],
    ['Unpack the archive by hand and import the digests one by one.', '请手动解压，逐个导入速递。'],
  ),
  'over-limit': entry(
    'error',
    ['found {found}', '发现{found}'],
    ['a file within the limits of the settings', '文件应在设置的限制之内'],
    ['Split the file, or raise the limit in the settings, under digests.', '请拆分文件，或在设置的 digests 中调高限制。'],
  ),
  'unsafe-entry-name': entry(
    'warning',
    ['found the entry "{found}"', '发现条目“{found}”'],
    ['names inside the archive', '条目名应位于压缩包内'],
    ['Pack the archive again without such names.', '请去掉此类文件名后重新打包。'],
  ),
} as const satisfies Record<string, CatalogueEntry>

export type DiagnosticCode = keyof typeof catalogue

/** A line can be megabytes long; a message quotes its beginning. */
const QUOTE = 120

/** What was found: a quotation of the input, or words of ours in both languages. */
export type Found = string | Both

export function diagnose(code: DiagnosticCode, span: Span, found: Found): Diagnostic {
  const { severity, wording, expected } = catalogue[code]
  const [en, zh] = typeof found === 'string' ? [quote(found), undefined] : [quote(found.en), quote(found.zh)]
  const message = `${fill(wording.en, en)}; expected ${expected.en}`
  return { severity, code, span, found: en, ...(zh !== undefined && { foundZh: zh }), message }
}

/** Cut between characters, not inside one. */
function quote(text: string): string {
  if (text.length <= QUOTE) return text
  const end = /[\ud800-\udbff]/.test(text.charAt(QUOTE - 1)) ? QUOTE - 1 : QUOTE
  return `${text.slice(0, end)}…`
}

/** The message in Chinese. Codes from elsewhere keep their English message. */
export function chineseMessage(diagnostic: Diagnostic): string {
  const known = entryOf(diagnostic.code)
  return known ? `${fill(known.wording.zh, diagnostic.foundZh ?? diagnostic.found)}；${known.expected.zh}` : diagnostic.message
}

export function entryOf(code: string): CatalogueEntry | null {
  return Object.hasOwn(catalogue, code) ? catalogue[code as DiagnosticCode] : null
}

function fill(wording: string, found: string): string {
  return wording.replace('{found}', () => found)
}
