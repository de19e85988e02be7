// Uploaded files: kept by attachment id (never by the uploader's file name), served under /cdn with
// types that cannot run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSnowflake, type Snowflake } from '../snowflake.ts'

export interface Files {
  save(id: Snowflake, bytes: Uint8Array): void
  read(id: Snowflake): Uint8Array | undefined
  remove(id: Snowflake): void
}

export function createMemoryFiles(): Files {
  const files = new Map<Snowflake, Uint8Array>()
  return { save: (id, bytes) => files.set(id, bytes), read: (id) => files.get(id), remove: (id) => files.delete(id) }
}

export function createFolderFiles(folder: string): Files {
  mkdirSync(folder, { recursive: true })
  const pathOf = (id: Snowflake) => {
    if (!isSnowflake(id)) throw new Error(`"${id}" is no attachment id`)
    return join(folder, id)
  }
  return {
    save: (id, bytes) => writeFileSync(pathOf(id), bytes),
    read(id) {
      try {
        return readFileSync(pathOf(id))
      } catch {
        return undefined
      }
    },
    remove: (id) => rmSync(pathOf(id), { force: true }),
  }
}

const TYPES = new Map(
  Object.entries({
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    txt: 'text/plain; charset=utf-8',
    md: 'text/markdown; charset=utf-8',
    json: 'application/json',
    csv: 'text/csv; charset=utf-8',
    pdf: 'application/pdf',
    bib: 'text/plain; charset=utf-8',
    ris: 'text/plain; charset=utf-8',
    zip: 'application/zip',
    ogg: 'audio/ogg',
    opus: 'audio/ogg',
    mp3: 'audio/mpeg',
    m4a: 'audio/mp4',
    wav: 'audio/x-wav',
    flac: 'audio/flac',
    mp4: 'video/mp4',
    webm: 'video/webm',
    mov: 'video/quicktime',
  }),
)

export const typeOf = (filename: string): string =>
  TYPES.get(filename.slice(filename.lastIndexOf('.') + 1).toLowerCase()) ?? 'application/octet-stream'

export const isImage = (type: string): boolean => type.startsWith('image/')

/** As Discord does: no folders, no control characters, spaces become underscores; never empty. */
export function safeFilename(name: string): string {
  const base = name.replace(/^.*[/\\]/, '').replace(/[^\p{L}\p{N}._-]+/gu, '_')
  const trimmed = base.replace(/^\.+/, '').slice(-200)
  return trimmed === '' ? 'unknown' : trimmed
}

/** By its first bytes; undefined where it is not a picture that a client shows. */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG')) return 'image/png'
  if (head.startsWith('GIF8')) return 'image/gif'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : undefined
}

/** Pixel size from the head of a PNG, GIF, JPEG or WebP. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = (offset: number, text: string) =>
    bytes.length >= offset + text.length && [...text].every((char, at) => bytes[offset + at] === char.charCodeAt(0))
  if (starts(1, 'PNG') && bytes.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (starts(0, 'GIF8') && bytes.length >= 10) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (starts(8, 'WEBP') && bytes.length >= 30) return webpSize(view, starts)
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(view)
  return undefined
}

function webpSize(view: DataView, starts: (offset: number, text: string) => boolean) {
  if (starts(12, 'VP8X'))
    return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) }
  if (starts(12, 'VP8L')) {
    const packed = view.getUint32(21, true)
    return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >> 14) & 0x3fff) }
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}

/** Walks the JPEG segments to the frame header (SOF0–SOF15 but DHT, JPG, DAC). */
function jpegSize(view: DataView) {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
