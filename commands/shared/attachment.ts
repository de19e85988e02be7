// A file that a person attached to a command: its bytes, or why they could not be had.
import type { Attachment } from 'discord.js'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import type { ReaderContext } from './services.ts'
import { t } from './wording/wording.ts'

export type Fetched = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'refused'; readonly why: string }

const MB = 2 ** 20
const TIMEOUT_MS = 30_000

/** Refuses by the stated size before anything is fetched. */
export async function fetchAttachment({ locale }: ReaderContext, file: Attachment, mostBytes: number): Promise<Fetched> {
  const name = escapeLine(clip(file.name, 100))
  if (file.size > mostBytes) {
    const [size, most] = [file.size, mostBytes].map((bytes) => (bytes / MB).toFixed(1)) as [string, string]
    return { kind: 'refused', why: t(locale, 'file-too-large', { name, size, most }) }
  }
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (response.ok) return { kind: 'bytes', bytes: new Uint8Array(await response.arrayBuffer()) }
    return { kind: 'refused', why: t(locale, 'file-unreachable', { name, why: `HTTP ${response.status}` }) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { kind: 'refused', why: t(locale, 'file-unreachable', { name, why: escapeLine(clip(why, 200)) }) }
  }
}
