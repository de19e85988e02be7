// A diagnostic is data about imperfect input: it comes with a usable result and is never thrown.

export type Severity = 'error' | 'warning' | 'info'

/**
 * A place in the decoded text. Lines and columns count from 1; columns count UTF-16 units, as
 * editors do.
 */
export interface Span {
  readonly line: number
  readonly column: number
  /** First column behind the place, on the same line. */
  readonly endColumn: number
}

export interface Diagnostic {
  readonly severity: Severity
  /** A key of the catalogue, kebab-case, such as `missing-authors`. Codes are never renamed. */
  readonly code: string
  readonly span: Span
  /** What of the input it speaks of, as found; the wordings of the catalogue quote it. */
  readonly found: string
  /** The same in Chinese, where it is words of ours and no quotation. */
  readonly foundZh?: string | undefined
  /**
   * What was found and what was expected, in English; the catalogue has the Chinese wording and the
   * remedy.
   */
  readonly message: string
}

/** Where no line can be named: the file as a whole. */
export const WHOLE_FILE: Span = { line: 1, column: 1, endColumn: 1 }
