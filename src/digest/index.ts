// The public face of the reader: bytes in, digests out, and what `paperboy check` shows of them.
export { arxivIdOf } from './arxiv.ts'
export type { DateSource, Digest, Figure, Paper, PaperId, Section } from './digest.ts'
export { type CoveredField, DRIFT_WINDOW, driftReason, type FieldCoverage, fieldCoverage } from './drift.ts'
export { paperKeys, titleKey } from './identity.ts'
export { digestToJson } from './json.ts'
export { type Owner, parseText, type Reading } from './parse.ts'
export { type FileSource, readDigests, readFileDigests } from './read-digests.ts'
export { reportCoverage, reportDigest } from './report.ts'
