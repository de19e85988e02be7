// A mail → the digest it carries. The HTML part knows where the pictures stand; the text part is
// taken where it holds more papers. Attached digests are read too.
import PostalMime, { type Attachment } from 'postal-mime'
import type { Budget } from '../budget.ts'
import { damageOf, encodingLabel } from '../decode/decode.ts'
import { withWindowsMarks } from '../decode/windows-quotes.ts'
import type { Reading } from '../parse.ts'
import { fault, type InnerFile, nothingRead, parseDocument } from './document.ts'
import { lengthWithoutPictures, type Page, readPage } from './page.ts'
import { latin1 } from './signature.ts'

export interface MailSource {
  readonly file: string
  readonly modifiedAt?: Date | undefined
  readonly isOneOfSeveral?: boolean | undefined
}

export interface MailRead {
  readonly readings: readonly Reading[]
  /** Attachments that may be digests themselves. */
  readonly attached: readonly InnerFile[]
}

const MAX_HEADERS = 2 * 1024 * 1024
const DEEPEST = 64
/** Attachments that may be digests themselves; a forwarded mail often has no name. */
const ATTACHED = /\.(?:txt|text|md|markdown|x?html?|zip|eml|mbox|docx|rtf)$/i

const MAIL = 'message/rfc822'

export async function readMail(bytes: Uint8Array, source: MailSource, budget: Budget): Promise<MailRead> {
  const mail = await PostalMime.parse(Buffer.from(bytes), {
    maxNestingDepth: DEEPEST,
    maxHeadersSize: MAX_HEADERS,
    // A mail inside a mail has its own subject, day and pictures.
    forceRfc822Attachments: true,
  })
  const files = mail.attachments.map(innerFile)
  for (const file of files) {
    budget.spendEntry()
    budget.spendBytes(file.bytes.length)
  }
  budget.checkText(mail.text?.length ?? 0)
  budget.checkText(mail.html === undefined ? 0 : lengthWithoutPictures(mail.html))
  budget.checkTime()
  const sent = mail.date ? new Date(mail.date) : null
  const sentAt = sent && Number.isFinite(sent.getTime()) ? sent : undefined
  const common = {
    file: source.file,
    encoding: charsetOf(bytes),
    modifiedAt: source.modifiedAt,
    sentAt,
    isOneOfSeveral: source.isOneOfSeveral,
    subject: mail.subject?.trim() || undefined,
  }
  const parse = (written: string, pictures?: Page['pictures']) => {
    const text = withWindowsMarks(written)
    const attached = figureResolver(mail.attachments, files)
    const diagnostics = damageOf(text, common.encoding)
    return parseDocument({
      text,
      source: { ...common, diagnostics, resolveFigure: (url) => pictures?.get(url) ?? attached(url) },
    })
  }
  const html = mail.html === undefined ? null : readPage(mail.html)
  const page = html === null ? [] : parse(html.text, html.pictures)
  const plain = mail.text === undefined ? [] : parse(mail.text)
  const readings = countPapers(page) >= countPapers(plain) && page.length > 0 ? page : plain
  const attached = files.filter(
    ({ mediaType, name }) => mediaType === MAIL || (!mediaType.startsWith('image/') && ATTACHED.test(name)),
  )
  if (countPapers(readings) === 0 && attached.length > 0) return { readings: [], attached }
  return {
    readings:
      readings.length > 0
        ? readings
        : [nothingRead(source.file, [fault('no-papers', { en: 'a mail without text', zh: '邮件没有正文' })])],
    attached,
  }
}

function countPapers(readings: readonly Reading[]): number {
  return readings.reduce((sum, { digest }) => sum + digest.papers.length, 0)
}

function innerFile(attachment: Attachment): InnerFile {
  const content = attachment.content
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  const mediaType = attachment.mimeType.toLowerCase()
  return { name: attachment.filename ?? (mediaType === MAIL ? 'forwarded.eml' : 'attachment'), mediaType, bytes }
}

/** By content id, else by name; several pictures of one name are taken in their order. */
function figureResolver(attachments: readonly Attachment[], files: readonly InnerFile[]) {
  const byContentId = new Map(attachments.map((attachment, i) => [attachment.contentId?.replace(/^<|>$/g, ''), files[i]]))
  const used = new Set<InnerFile>()
  return (url: string): InnerFile | null => {
    const wanted = decodeAddress(url.replace(/^cid:/i, ''))
    const named = files.find((file) => file.mediaType.startsWith('image/') && file.name === wanted && !used.has(file))
    const file = byContentId.get(wanted) ?? named ?? null
    if (file) used.add(file)
    return file?.mediaType.startsWith('image/') ? file : null
  }
}

function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** The charset of the part that is text, as its header says. */
function charsetOf(bytes: Uint8Array): string {
  const charset = /content-type:\s*text\/(?:plain|html)\b[\s\S]{0,200}?charset\s*=\s*"?([\w.:-]+)/i.exec(
    latin1(bytes, 262_144),
  )?.[1]
  const encoding = charset === undefined ? null : encodingLabel(charset)
  return encoding === null || encoding === 'windows-1252' ? 'utf-8' : encoding
}
