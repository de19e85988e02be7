// Bytes → digests, whatever they come in. Never throws: what cannot be read is a digest without papers that says why.
import { diagnose, WHOLE_FILE } from '../diagnostics/index.ts'
import { decode } from './decode.ts'
import type { Digest } from './digest.ts'
import { parseText, type Reading } from './parse.ts'

export interface FileSource {
  readonly file: string
  readonly modifiedAt?: Date
}

export async function readDigests(bytes: Uint8Array, source: FileSource): Promise<readonly Digest[]> {
  return (await readFileDigests(bytes, source)).map((reading) => reading.digest)
}

/** The same with the text each digest was read from, for reports. */
export async function readFileDigests(bytes: Uint8Array, source: FileSource): Promise<readonly Reading[]> {
  if (bytes.length === 0) return [nothing(source, 'empty-file', '0 bytes')]
  const decoded = decode(bytes)
  if (decoded === null) return [nothing(source, 'binary-file', 'bytes that are no text')]
  if (decoded.text.trim() === '') return [nothing(source, 'empty-file', `${bytes.length} bytes of blanks`)]
  return parseText(decoded.text, { ...source, encoding: decoded.encoding, diagnostics: decoded.diagnostics })
}

function nothing(source: FileSource, code: 'empty-file' | 'binary-file', found: string): Reading {
  const digest: Digest = {
    file: source.file,
    encoding: 'utf-8',
    date: null,
    dateFrom: null,
    title: null,
    legend: {},
    papers: [],
    diagnostics: [diagnose(code, WHOLE_FILE, found)],
  }
  return { digest, lines: [], owners: new Map() }
}
