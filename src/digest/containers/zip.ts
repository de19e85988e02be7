// An archive → its entries, in memory and within hard limits: nothing is written, and no size that
// a header claims is believed. Entries that would climb out of a folder are named and left alone.
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { type Budget, OverLimit } from '../budget.ts'
import { fault, type InnerFile } from './document.ts'

export interface ZipLimits {
  readonly entries: number
  readonly entryBytes: number
  readonly totalBytes: number
}

export const ZIP_LIMITS: ZipLimits = { entries: 2000, entryBytes: 32 * 1024 * 1024, totalBytes: 128 * 1024 * 1024 }

export interface ZipRead {
  readonly entries: readonly InnerFile[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Open {
  readonly name: string
  readonly chunks: Uint8Array[]
  size: number
  isDone: boolean
}

/** Zeros unpack to a thousand times as much: what comes out of one piece is held at once. */
const CHUNK = 4 * 1024
/** A page may be mostly pictures, and an archive is not text. */
const PLAIN_TEXT = /\.(?:txt|text|md|markdown)$/i

export function readZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS, budget?: Budget): ZipRead {
  const diagnostics: Diagnostic[] = []
  const files: Open[] = []
  let total = 0
  let seen = 0
  let isOver = false
  let overLimit: unknown = null
  const unzip = new Unzip((entry) => {
    const name = decodeName(entry.name)
    seen++
    if (isOver || isIgnored(name)) return
    budget?.spendEntry()
    if (isUnsafe(name)) diagnostics.push(fault('unsafe-entry-name', name))
    else if (seen > limits.entries) {
      isOver = true
      diagnostics.push(fault('entry-too-large', { en: `more than ${limits.entries} entries`, zh: `超过${limits.entries}个条目` }))
    } else if (entry.compression !== 0 && entry.compression !== 8)
      diagnostics.push(
        fault('unreadable-container', {
          en: `the entry "${name}" in an unknown or encrypted compression`,
          zh: `条目“${name}”已加密或使用未知压缩方式`,
        }),
      )
    else {
      const file: Open = { name, chunks: [], size: 0, isDone: false }
      files.push(file)
      entry.ondata = (error, chunk, final) => {
        if (error || isOver) return
        try {
          budget?.spendBytes(chunk.length)
          if (PLAIN_TEXT.test(name)) budget?.checkText(file.size + chunk.length)
          budget?.checkTime()
        } catch (overrun) {
          // The library hands what is thrown here to this function again.
          isOver = true
          overLimit = overrun
          return
        }
        file.size += chunk.length
        total += chunk.length
        if (file.size > limits.entryBytes || total > limits.totalBytes) {
          isOver = true
          const limit = (file.size > limits.entryBytes ? limits.entryBytes : limits.totalBytes) / 1024 / 1024
          const what = {
            en: `the entry "${name}" that unpacks to more than ${limit} MiB`,
            zh: `条目“${name}”解压后超过 ${limit} MiB`,
          }
          diagnostics.push(fault('entry-too-large', what))
          file.chunks.length = 0
          return
        }
        file.chunks.push(chunk)
        file.isDone = final
      }
      entry.start()
    }
  })
  unzip.register(UnzipInflate)
  unzip.register(UnzipPassThrough)
  try {
    for (let at = 0; at < bytes.length && !isOver; at += CHUNK)
      unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length)
  } catch (error) {
    if (error instanceof OverLimit) throw error
    const why = error instanceof Error ? error.message : String(error)
    diagnostics.push(fault('unreadable-container', { en: `a damaged archive (${why})`, zh: `压缩包已损坏（${why}）` }))
  }
  if (overLimit !== null) throw overLimit
  const whole = files.filter((file) => file.isDone)
  if (!isOver && whole.length < files.length && diagnostics.every(({ code }) => code !== 'unreadable-container')) {
    const name = files.find((file) => !file.isDone)?.name
    diagnostics.push(
      fault('unreadable-container', { en: `an archive that ends inside "${name}"`, zh: `压缩包在“${name}”中途结束` }),
    )
  }
  return { entries: whole.map(toInnerFile), diagnostics }
}

/** Names without the UTF-8 flag arrive as Latin-1; Chinese Windows writes GBK. */
function decodeName(name: string): string {
  if (!/[\u0080-\u00ff]/.test(name) || /[^\0-\u00ff]/.test(name)) return name
  const bytes = Buffer.from(name, 'latin1')
  const text = new TextDecoder('utf-8').decode(bytes)
  return text.includes('\ufffd') ? new TextDecoder('gb18030').decode(bytes) : text
}

function isIgnored(name: string): boolean {
  return name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._)/.test(name)
}

function isUnsafe(name: string): boolean {
  const parts = name.replaceAll('\\', '/').split('/')
  return parts.includes('..') || name.startsWith('/') || name.startsWith('\\') || /^[a-z]:/i.test(name) || name.includes('\0')
}

const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
}

function toInnerFile({ name, chunks }: Open): InnerFile {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return { name, mediaType: PICTURES[extension] ?? 'application/octet-stream', bytes: Buffer.concat(chunks) }
}
