// The public face of the reader: bytes in, digests out, and what `paperboy check` shows of them.

export { overMemory, overTime, type ReadLimits, WIDE_LIMITS } from './budget.ts'
export { fault, nothingRead } from './containers/document.ts'
export { DIGEST_KINDS, isDigestKind, isLeftover } from './containers/file-names.ts'
export type { DateSource, Digest, Figure, Paper, PaperId, Section } from './digest.ts'
export { type CoveredField, DRIFT_WINDOW, driftReason, type FieldCoverage, fieldCoverage } from './examine/drift.ts'
export { paperKeys, titleKey } from './identity.ts'
export { arxivIdOf } from './links/arxiv.ts'
export type { Owner } from './outline/ownership.ts'
export { parseText, type Reading } from './parse.ts'
export { type FileSource, readDigests, readFileDigests } from './read-digests.ts'
export { digestToJson, readingToJson } from './report/json.ts'
export { reportCoverage, reportDigest } from './report/report.ts'
