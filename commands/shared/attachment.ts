// A file that a person attached to a command: its bytes, or why they could not be had.
import type { Attachment } from 'discord.js'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import type { ChatContext } from './services.ts'
import { t } from './wording/wording.ts'

export type Fetched = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'refused'; readonly why: string }

const MB = 2 ** 20
const TIMEOUT_MS = 30_000

/** Where Discord keeps what people upload. */
const DISCORD_HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net'])

/** Discord's own hosts, or the sandbox that the bot is logged in to. */
function isAllowed(address: string, api: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return (url.protocol === 'https:' && DISCORD_HOSTS.has(url.hostname)) || url.origin === new URL(api).origin
}

/** Null where more came than allowed: the rest is not read. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Refuses by the stated size before anything is fetched, and by the real one as soon as it is
 * reached.
 */
export async function fetchAttachment(
  { locale, interaction }: ChatContext,
  file: Pick<Attachment, 'name' | 'size' | 'url'>,
  mostBytes: number,
): Promise<Fetched> {
  const name = escapeLine(clip(file.name, 100))
  const most = (mostBytes / MB).toFixed(1)
  const tooLarge = (size: string): Fetched => ({ kind: 'refused', why: t(locale, 'file-too-large', { name, size, most }) })
  const unreachable = (why: string): Fetched => ({ kind: 'refused', why: t(locale, 'file-unreachable', { name, why }) })
  if (file.size > mostBytes) return tooLarge((file.size / MB).toFixed(1))
  if (!isAllowed(file.url, interaction.client.rest.options.api)) return unreachable('not a file of Discord')
  try {
    const response = await fetch(file.url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (response.ok) {
      const bytes = await readUpTo(response, mostBytes)
      return bytes === null ? tooLarge(`> ${most}`) : { kind: 'bytes', bytes }
    }
    return unreachable(`HTTP ${response.status}`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return unreachable(escapeLine(clip(why, 200)))
  }
}
