// The public face of diagnostics.
export {
  type CatalogueEntry,
  catalogue,
  chineseMessage,
  type DiagnosticCode,
  diagnose,
  entryOf,
  type Found,
} from './catalogue.ts'
export { type Diagnostic, type Severity, type Span, WHOLE_FILE } from './diagnostic.ts'
export { formatDiagnostic, printable } from './format-diagnostic.ts'
