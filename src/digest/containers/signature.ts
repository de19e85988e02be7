// What a file is by its first bytes, whatever its name says.

const KINDS: readonly (readonly [string, string])[] = [
  ['89504e470d0a1a0a', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['474946383761', 'a GIF picture'],
  ['474946383961', 'a GIF picture'],
  ['52494646', 'a RIFF file such as WebP'],
  ['255044462d', 'a PDF document'],
  ['1f8b', 'a gzip file'],
  ['526172211a07', 'a RAR archive'],
  ['377abcaf271c', 'a 7-Zip archive'],
  ['d0cf11e0a1b11ae1', 'an old Office document'],
  ['7f454c46', 'a program'],
  ['4d5a9000', 'a program'],
  ['53514c69746520666f726d6174203300', 'an SQLite database'],
]

/** A binary format by name; null where the bytes may be text. */
export function binaryKind(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('hex')
  return KINDS.find(([signature]) => start.startsWith(signature))?.[1] ?? null
}

/** `PK` and a local file header, an empty archive or a spanned one. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
}

const MAIL_HEADER =
  /^(?:from|to|subject|date|mime-version|received|return-path|message-id|content-type|delivered-to|reply-to|dkim-signature|x-[\w-]+):/i

/** A mail begins with header lines; two known ones among the first make it one. */
export function isMail(bytes: Uint8Array, file: string): boolean {
  const first = latin1(bytes, 64).replace(/^ï»¿/, '')
  if (!/\.eml$/i.test(file) && !MAIL_HEADER.test(first) && !/^from /i.test(first)) return false
  const lines = latin1(bytes, 4096)
    .replace(/^\ufeff|^ï»¿/, '')
    .split(/\r?\n/)
  const end = lines.indexOf('')
  const headers = (end === -1 ? lines : lines.slice(0, end)).filter((line) => MAIL_HEADER.test(line)).length
  return headers >= 2
}

export function isPage(bytes: Uint8Array, file: string): boolean {
  if (/\.x?html?$/i.test(file)) return true
  if (!latin1(bytes, 256).includes('<')) return false
  const start = latin1(bytes, 2048).replace(/\0/g, '')
  return /^(?:ï»¿|\ufeff|ÿþ|þÿ)?\s*(?:<!--[\s\S]{0,500}?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(
    start,
  )
}

export function isMarkdown(file: string): boolean {
  return /\.(?:md|markdown|mdown|mkd)$/i.test(file)
}

export function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length)).toString('latin1')
}
