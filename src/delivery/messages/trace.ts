// What a message shows, written into it behind its mark. An archive that was lost or put back reads
// the same digests again, but may know a paper by another name, or pack papers into other messages:
// then no mark is the same, and what a message shows tells that a paper is there already.
import { createHash } from 'node:crypto'
import type { Paper } from '../../digest/digest.ts'
import { paperKeys } from '../../digest/identity.ts'
import type { MarkRead } from '../../render/mark.ts'
import type { SubscriptionId } from '../identity.ts'

type Role = 'index' | 'papers' | 'briefs'

/** What of a paper or a message the trace is made of. */
export type Named = Pick<Paper, 'id' | 'title' | 'links'>

export interface Trace {
  readonly owner: string
  readonly role: Role
  readonly part: number
  /** Fingerprints of names. */
  readonly names: ReadonlySet<string>
}

const LETTERS = { index: 'i', papers: 'p', briefs: 'b' } as const
const ROLES: Readonly<Record<string, Role>> = { i: 'index', p: 'papers', b: 'briefs' }
const OWNER_LENGTH = 4
const NAME_LENGTH = 6
const MAX_PART = 35

const fingerprint = (text: string, length: number) => createHash('sha256').update(text).digest('base64url').slice(0, length)

export const ownerIn = (id: SubscriptionId): string => fingerprint(id, OWNER_LENGTH)

/** The surest first: the number of arXiv before the title. */
function namesOf({ title, links, id }: Named): readonly string[] {
  const keys = paperKeys({ title, links }).map((key) => key.slice(key.indexOf(':') + 1).replace('/', '-'))
  return [...new Set([...keys, id])]
}

/** A thousand channels show the same paper. */
const known = new WeakMap<Named, readonly string[]>()

/** Of every name by which a digest may have brought the paper, the surest first. */
export function fingerprintsOf(paper: Named): readonly string[] {
  const before = known.get(paper)
  if (before !== undefined) return before
  const made = namesOf(paper).map((name) => fingerprint(name, NAME_LENGTH))
  known.set(paper, made)
  return made
}

/** There is room for some of them only: first one of each paper. */
export function fingerprintsOfAll(papers: readonly Named[]): readonly string[] {
  const each = papers.map(fingerprintsOf)
  return [...new Set([...each.flatMap(([first]) => first ?? []), ...each.flatMap(([, ...others]) => others)])]
}

/** In parts, of which the last ones may be left out. */
export function traceOf(owner: SubscriptionId, role: Role, part: number, names: readonly string[]): readonly string[] {
  const head = `${ownerIn(owner)}${LETTERS[role]}${Math.min(part, MAX_PART).toString(36)}`
  return names.length === 0 ? [] : [head, ...names]
}

/** Null where the message has none, as those of a person or a notice. */
export function readTrace({ trace, listed }: Pick<MarkRead, 'trace' | 'listed'>): Trace | null {
  const role = ROLES[trace[OWNER_LENGTH] ?? '']
  if (role === undefined) return null
  const rest = trace.slice(OWNER_LENGTH + 2)
  const names = new Set(listed.map((id) => fingerprint(id, NAME_LENGTH)))
  for (let start = 0; start + NAME_LENGTH <= rest.length; start += NAME_LENGTH) names.add(rest.slice(start, start + NAME_LENGTH))
  return { owner: trace.slice(0, OWNER_LENGTH), role, part: Number.parseInt(trace[OWNER_LENGTH + 1] ?? '0', 36), names }
}
