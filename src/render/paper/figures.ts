// A paper's pictures: bytes are uploaded with the message, addresses become embeds of their own,
// bare marks show nothing.
import type { APIEmbed, RESTAPIAttachment } from 'discord-api-types/v10'
import type { Figure } from '../../digest/digest.ts'
import { clip } from '../../text/graphemes.ts'
import { oneLine, safeUrl } from '../../text/markdown.ts'
import { LIMITS } from '../message.ts'

export interface FigureFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly alt: string | null
}

/**
 * What goes up with the message, in the order of its `attachments`; what is too big for Discord is
 * left out.
 */
export function figureFiles(figures: readonly Figure[]): FigureFile[] {
  const files: FigureFile[] = []
  let room: number = LIMITS.requestBytes
  for (const figure of figures) {
    if (figure.kind !== 'file' || files.length === LIMITS.attachments) continue
    const size = figure.bytes.byteLength
    if (size === 0 || size > LIMITS.fileBytes || size > room) continue
    room -= size
    files.push({
      name: fileName(figure.name, files.length, figure.mediaType),
      mediaType: figure.mediaType,
      bytes: figure.bytes,
      alt: figure.alt,
    })
  }
  return files
}

export function attachmentsOf(files: readonly FigureFile[]): RESTAPIAttachment[] {
  return files.map((file, i) => {
    const alt = oneLine(file.alt ?? '')
    return { id: i, filename: file.name, ...(alt === '' ? {} : { description: clip(alt, LIMITS.attachmentAlt) }) }
  })
}

/**
 * An embed a picture: Discord shows only the first of several embeds with the same `url`, so they
 * have none.
 */
export function figureEmbeds(figures: readonly Figure[], most: number, colour: number): APIEmbed[] {
  const addresses = figures.flatMap((figure) => (figure.kind === 'address' ? (safeUrl(figure.url) ?? []) : []))
  return [...new Set(addresses)].slice(0, most).map((url) => ({ color: colour, image: { url } }))
}

/**
 * Unique and plain: Discord rewrites any other character in a file name, and then `attachment://`
 * no longer finds it.
 */
function fileName(name: string, index: number, mediaType: string): string {
  const ending =
    /\.(png|jpe?g|gif|webp)$/i.exec(name)?.[0].toLowerCase() ?? `.${/^image\/(png|jpeg|gif|webp)$/.exec(mediaType)?.[1] ?? 'png'}`
  return `figure-${index + 1}${ending}`
}
