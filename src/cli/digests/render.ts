// `paperboy render FILE [--json]`: the messages that would be posted.
import type { Digest } from '../../digest/digest.ts'
import { readDigests } from '../../digest/index.ts'
import { bodyAsText } from '../../render/as-text.ts'
import { renderDigest } from '../../render/digest.ts'
import type { Layout, MessageBody } from '../../render/message.ts'
import { readFileBytes } from './read-file.ts'

interface RenderFlags {
  readonly json?: boolean
  readonly language: 'zh' | 'en' | 'both'
  readonly layout: Layout
}

export async function render(path: string, options: RenderFlags): Promise<number> {
  const file = await readFileBytes(path)
  if (file.kind === 'unreadable') {
    process.stderr.write(`${file.reason}\n`)
    return 2
  }
  const digests = await readDigests(file.bytes, { file: path, modifiedAt: file.modifiedAt })
  const bodies = digests.flatMap((digest) => renderDigest(digest, options))
  process.stdout.write(options.json ? `${JSON.stringify(bodies, null, 2)}\n` : asText(bodies))
  if (bodies.length > 0) return 0
  process.stderr.write(`${path}: no papers were found. \`paperboy check ${path}\` says why.\n`)
  return hasError(digests) ? 1 : 0
}

function asText(bodies: readonly MessageBody[]): string {
  const options = { width: Math.min(process.stdout.columns ?? 100, 120), colour: process.stdout.isTTY === true }
  return bodies.map((body) => `${bodyAsText(body, options)}\n\n`).join('')
}

const hasError = (digests: readonly Digest[]) =>
  digests.some((digest) => digest.diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
