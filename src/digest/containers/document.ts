// What a container gives: texts to be parsed, each with what is around it.
import { type Diagnostic, type DiagnosticCode, diagnose, type Found, WHOLE_FILE } from '../../diagnostics/index.ts'
import type { Digest } from '../digest.ts'
import { parseText, type Reading, type TextSource } from '../parse.ts'

export interface InnerFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface Document {
  readonly text: string
  readonly source: TextSource
}

export function parseDocument(document: Document): readonly Reading[] {
  return parseText(document.text, document.source)
}

/** A digest without papers that says why. */
export function nothingRead(file: string, diagnostics: readonly Diagnostic[], encoding = 'utf-8'): Reading {
  const digest: Digest = { file, encoding, date: null, dateFrom: null, title: null, legend: {}, papers: [], diagnostics }
  return { digest, lines: [], layout: null, confidence: [], owners: new Map() }
}

export function fault(code: DiagnosticCode, found: Found): Diagnostic {
  return diagnose(code, WHOLE_FILE, found)
}
