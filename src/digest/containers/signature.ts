// What a file is by its first bytes, whatever its name says.
import { createCharacterTest } from '../../text/character-test.ts'

const KINDS: readonly (readonly [string, { readonly en: string; readonly zh: string }])[] = [
  ['89504e470d0a1a0a', { en: 'a PNG picture', zh: 'PNG 图片' }],
  ['ffd8ff', { en: 'a JPEG picture', zh: 'JPEG 图片' }],
  ['474946383761', { en: 'a GIF picture', zh: 'GIF 图片' }],
  ['474946383961', { en: 'a GIF picture', zh: 'GIF 图片' }],
  ['52494646', { en: 'a RIFF file such as WebP', zh: 'RIFF 文件（如 WebP）' }],
  ['255044462d', { en: 'a PDF document', zh: 'PDF 文档' }],
  ['1f8b', { en: 'a gzip file', zh: 'gzip 文件' }],
  ['526172211a07', { en: 'a RAR archive', zh: 'RAR 压缩包' }],
  ['377abcaf271c', { en: 'a 7-Zip archive', zh: '7-Zip 压缩包' }],
  ['d0cf11e0a1b11ae1', { en: 'an old Office document', zh: '旧版 Office 文档' }],
  ['7f454c46', { en: 'a program', zh: '可执行程序' }],
  ['4d5a9000', { en: 'a program', zh: '可执行程序' }],
  ['53514c69746520666f726d6174203300', { en: 'an SQLite database', zh: 'SQLite 数据库' }],
]

const FIRST_BYTES: ReadonlySet<number> = new Set(KINDS.map(([signature]) => Number.parseInt(signature.slice(0, 2), 16)))

/** A binary format by name; null where the bytes may be text. */
export function binaryKind(bytes: Uint8Array): { readonly en: string; readonly zh: string } | null {
  if (!FIRST_BYTES.has(bytes[0] ?? 0)) return null
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('hex')
  return KINDS.find(([signature]) => start.startsWith(signature))?.[1] ?? null
}

/** `PK` and a local file header, an empty archive or a spanned one. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
}

const OFFICE: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  'xl/workbook.xml': { en: 'an Excel workbook', zh: 'Excel 工作簿' },
  'xl/workbook.bin': { en: 'an Excel workbook', zh: 'Excel 工作簿' },
  'ppt/presentation.xml': { en: 'a PowerPoint presentation', zh: 'PowerPoint 演示文稿' },
  'META-INF/manifest.xml': { en: 'an OpenDocument file', zh: 'OpenDocument 文档' },
  'META-INF/container.xml': { en: 'an e-book', zh: '电子书' },
}

/**
 * Formats that are archives of their own and no documents of Word; null for an archive of files.
 */
export function officeKind(entries: readonly { readonly name: string }[]) {
  const found = entries.find(({ name }) => Object.hasOwn(OFFICE, name))
  return found === undefined ? null : (OFFICE[found.name] ?? null)
}

const MAIL_HEADER =
  /^(?:from|to|subject|date|mime-version|received|return-path|message-id|content-type|delivered-to|reply-to|dkim-signature|x-[\w-]+):/i

/** What the names of header lines begin with. */
const beginsHeader = createCharacterTest(/[ftsdmrcx]/i)

/** A mail begins with header lines; two known ones among the first make it one. */
export function isMail(bytes: Uint8Array, file: string): boolean {
  if (!/\.eml$/i.test(file) && !beginsHeader(firstCharacter(bytes))) return false
  const first = latin1(bytes, 64).replace(/^ï»¿/, '')
  if (!/\.eml$/i.test(file) && !MAIL_HEADER.test(first) && !/^from /i.test(first)) return false
  const lines = latin1(bytes, 4096)
    .replace(/^\ufeff|^ï»¿/, '')
    .split(/\r?\n/)
  const end = lines.indexOf('')
  const headers = (end === -1 ? lines : lines.slice(0, end)).filter((line) => MAIL_HEADER.test(line)).length
  return headers >= 2
}

const [BLANK, LESS, DELETE] = [0x20, 0x3c, 0x7f]

export function isPage(bytes: Uint8Array, file: string): boolean {
  if (/\.x?html?$/i.test(file)) return true
  const first = firstCharacter(bytes)
  if (first > BLANK && first < DELETE && first !== LESS) return false
  if (!bytes.subarray(0, 256).includes(LESS)) return false
  const start = latin1(bytes, 2048).replace(/\0/g, '')
  return /^(?:ï»¿|\ufeff|ÿþ|þÿ)?\s*(?:<!--[\s\S]{0,500}?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(
    start,
  )
}

export function isMarkdown(file: string): boolean {
  return /\.(?:md|markdown|mdown|mkd)$/i.test(file)
}

/**
 * The byte behind a mark of UTF-8, where there is one: mails, pages and documents begin with a few
 * characters only, so that most files are known as none of them without a string of their bytes.
 */
export function firstCharacter(bytes: Uint8Array): number {
  return (bytes[0] === 0xef ? bytes[3] : bytes[0]) ?? Number.NaN
}

export function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length)).toString('latin1')
}
