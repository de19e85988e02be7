// Bytes → digests, whatever they come in. Never throws: what cannot be read is a digest without
// papers that says why.
import type { Diagnostic } from '../diagnostics/index.ts'
import { type Budget, createBudget, OverLimit, type ReadLimits, WIDE_LIMITS } from './budget.ts'
import { fault, type InnerFile, nothingRead, parseDocument } from './containers/document.ts'
import { isDocx, readDocx } from './containers/docx/docx.ts'
import { isBelowLeftover, isDigestKind } from './containers/file-names.ts'
import { readMail } from './containers/mail.ts'
import { isMailbox, splitMailbox } from './containers/mailbox.ts'
import { plainMarkdown } from './containers/markdown.ts'
import { lengthWithoutPictures, readPage } from './containers/page.ts'
import { isRtf, readRtf } from './containers/rtf.ts'
import { binaryKind, isMail, isMarkdown, isPage, isZip, officeKind } from './containers/signature.ts'
import { readZip, ZIP_LIMITS } from './containers/zip.ts'
import { damageOf, decode, movedTo } from './decode/decode.ts'
import type { Digest } from './digest.ts'
import { parseText, type Reading, type TextSource } from './parse.ts'

export interface FileSource {
  readonly file: string
  readonly modifiedAt?: Date | undefined
}

interface Inside {
  /** A container inside a container is opened once, not for ever. */
  readonly depth: number
  readonly budget: Budget
  /** Of several texts in a file, each knows its own day better than the file's name. */
  readonly isOneOfSeveral?: boolean
  readonly resolveFigure?: TextSource['resolveFigure']
}

const DEEPEST = 2
const NESTED = { en: 'an archive inside archives', zh: '多层嵌套的压缩包' }

export async function readDigests(
  bytes: Uint8Array,
  source: FileSource,
  limits: ReadLimits = WIDE_LIMITS,
): Promise<readonly Digest[]> {
  return (await readFileDigests(bytes, source, limits)).map((reading) => reading.digest)
}

/** The same with the text each digest was read from, for reports. */
export async function readFileDigests(
  bytes: Uint8Array,
  source: FileSource,
  limits: ReadLimits = WIDE_LIMITS,
): Promise<readonly Reading[]> {
  try {
    return await readAny(bytes, source, { depth: 0, budget: createBudget(limits) })
  } catch (error) {
    if (error instanceof OverLimit) return [nothingRead(source.file, [fault('over-limit', error.found)])]
    // The libraries for mail and HTML may throw on input nobody foresaw.
    return [nothingRead(source.file, [fault('unreadable-container', error instanceof Error ? error.message : String(error))])]
  }
}

async function readAny(bytes: Uint8Array, source: FileSource, inside: Inside): Promise<readonly Reading[]> {
  inside.budget.checkTime()
  if (bytes.length === 0) return [nothingRead(source.file, [fault('empty-file', { en: '0 bytes', zh: ' 0 字节' })])]
  if (isZip(bytes)) return readArchive(bytes, source, inside)
  const kind = binaryKind(bytes)
  if (kind !== null) return [nothingRead(source.file, [fault('binary-file', kind)])]
  if (isRtf(bytes)) return readRtfFile(bytes, source, inside)
  if (isMailbox(bytes)) return readMailbox(bytes, source, inside)
  if (isMail(bytes, source.file)) return readMailFile(bytes, source, inside)
  return readTextFile(bytes, source, inside)
}

function readTextFile(bytes: Uint8Array, source: FileSource, inside: Inside): readonly Reading[] {
  const decoded = decode(bytes)
  if (decoded === null)
    return [nothingRead(source.file, [fault('binary-file', { en: 'bytes that are no text', zh: '并非文本的字节' })])]
  const { text, encoding, diagnostics, encoded } = decoded
  if (!/\S/.test(text)) {
    const found = { en: `${bytes.length} bytes of blanks`, zh: ` ${bytes.length} 字节的空白` }
    return [nothingRead(source.file, [fault('empty-file', found)], encoding)]
  }
  const { file, modifiedAt } = source
  const isHtml = isPage(bytes, file)
  inside.budget.checkText(isHtml ? lengthWithoutPictures(text) : bytes.length)
  const { resolveFigure } = inside
  if (isHtml) {
    const page = readPage(text)
    return parseDocument({
      text: page.text,
      source: {
        file,
        modifiedAt,
        encoding,
        diagnostics: movedTo(page.text, diagnostics),
        resolveFigure: (url) => page.pictures.get(url) ?? resolveFigure?.(url) ?? null,
        subject: page.title ?? undefined,
      },
    })
  }
  const plain = isMarkdown(file) ? plainMarkdown : undefined
  return parseText(text, { file, modifiedAt, encoding, diagnostics, resolveFigure, encoded, plain })
}

function readRtfFile(bytes: Uint8Array, { file, modifiedAt }: FileSource, inside: Inside): readonly Reading[] {
  inside.budget.checkText(bytes.length)
  const { text, encoding, isCutOff } = readRtf(bytes)
  const what = { en: 'an RTF document that ends in the middle', zh: '中途结束的 RTF 文档' }
  const damage = damageOf(text, encoding, { en: "the document's text", zh: '文档正文' })
  const diagnostics = isCutOff ? [fault('unreadable-container', what), ...damage] : damage
  return parseText(text, { file, modifiedAt, encoding, diagnostics, isOneOfSeveral: inside.isOneOfSeveral })
}

/** A mail alone keeps the name of its file; of several, each has its number. */
async function readMailbox(bytes: Uint8Array, source: FileSource, inside: Inside): Promise<readonly Reading[]> {
  const mails = splitMailbox(bytes)
  const readings: Reading[] = []
  for (const [i, mail] of mails.entries()) {
    const file = i === 0 ? source.file : `${source.file}#${i + 1}`
    readings.push(...(await readMailFile(mail, { ...source, file }, { ...inside, isOneOfSeveral: mails.length > 1 })))
  }
  return readings
}

async function readMailFile(bytes: Uint8Array, source: FileSource, inside: Inside): Promise<readonly Reading[]> {
  const { readings, attached } = await readMail(bytes, { ...source, isOneOfSeveral: inside.isOneOfSeveral }, inside.budget)
  if (inside.depth >= DEEPEST) return readings
  return [...readings, ...(await readEntries(attached, source, { depth: inside.depth + 1, budget: inside.budget }))]
}

function readDocument(
  entries: readonly InnerFile[],
  { file, modifiedAt }: FileSource,
  inside: Inside,
  found: readonly Diagnostic[],
): readonly Reading[] {
  const { text, pictures, isWhole } = readDocx(entries)
  inside.budget.checkText(text.length)
  const what = { en: 'a document that nests too deep', zh: '嵌套过深的文档' }
  const diagnostics = isWhole ? found : [...found, fault('unreadable-container', what)]
  if (!/\S/.test(text)) return [nothingRead(file, [...diagnostics, fault('empty-file', { en: 'no text', zh: '空白文档' })])]
  const resolveFigure = (url: string) => pictures.get(decodeName(url)) ?? null
  return parseText(text, {
    file,
    modifiedAt,
    encoding: 'utf-8',
    diagnostics,
    resolveFigure,
    isOneOfSeveral: inside.isOneOfSeveral,
  })
}

async function readArchive(bytes: Uint8Array, source: FileSource, inside: Inside): Promise<readonly Reading[]> {
  if (inside.depth >= DEEPEST) return [nothingRead(source.file, [fault('entry-too-large', NESTED)])]
  const { entries, diagnostics } = readZip(bytes, ZIP_LIMITS, inside.budget)
  if (isDocx(entries)) return readDocument(entries, source, inside, diagnostics)
  const kind = officeKind(entries)
  if (kind !== null) return [nothingRead(source.file, [fault('binary-file', kind)])]
  const texts = entries.filter(mayBeDigest)
  const readings = await readEntries(texts, source, { depth: inside.depth + 1, budget: inside.budget }, entries)
  const what = { en: `an archive of ${entries.length} entries`, zh: `压缩包有${entries.length}个条目` }
  const isExplained = diagnostics.some(({ severity }) => severity === 'error')
  const found = texts.length === 0 && !isExplained ? [fault('no-papers', what)] : []
  const faults = [...diagnostics, ...found]
  return faults.length > 0 ? [nothingRead(source.file, faults), ...readings] : readings
}

/** By its name; what calls itself a document of Word must be one. */
function mayBeDigest({ name, bytes }: InnerFile): boolean {
  if (/\.docx$/i.test(name)) return isZip(bytes)
  if (isBelowLeftover(name)) return false
  // An archive was packed to be read: a name without an ending counts in it.
  return isDigestKind(name) || !/\.[a-z\d]{1,5}$/i.test(name)
}

async function readEntries(
  entries: readonly InnerFile[],
  source: FileSource,
  inside: Inside,
  all: readonly InnerFile[] = [],
): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const entry of entries) {
    const file = `${source.file}/${entry.name}`
    readings.push(...(await readAny(entry.bytes, { ...source, file }, { ...inside, resolveFigure: besideOf(entry, all) })))
  }
  return readings
}

/** A relative address in an entry names another entry beside it. */
function besideOf(entry: InnerFile, all: readonly InnerFile[]): TextSource['resolveFigure'] {
  const folder = entry.name.slice(0, entry.name.lastIndexOf('/') + 1)
  return (url) => {
    if (/^[a-z][a-z\d+.-]*:/i.test(url)) return null
    const name = folder + (url.replace(/^\.\//, '').split(/[?#]/, 1)[0] ?? '')
    return (
      all.find((other) => other.mediaType.startsWith('image/') && (other.name === name || other.name === decodeName(name))) ??
      null
    )
  }
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
