// Whose each line of a digest is. Every line is given once or again, never forgotten: what nobody
// has is named as unread.
import type { HeadOwner } from '../head.ts'

/** The fields of a paper that can have a line. */
export type Field =
  | 'heading'
  | 'title.en'
  | 'title.zh'
  | 'authors'
  | 'affiliations'
  | 'abstract.en'
  | 'abstract.zh'
  | 'points'
  | 'takeaway'
  | 'links'
  | 'figures'
  | 'categories'
  /** What a label names and a paper has no place for, such as a venue. */
  | 'note'
  | 'unread'
  /** Of a paper that came before; it is reported once, as a whole. */
  | 'repeated'

/** What has a line: a field of the paper at a position, or a known kind of line. */
export interface Owner {
  readonly paper: number | null
  readonly field: Field | HeadOwner | 'section' | 'boilerplate'
}

export interface Ownership {
  give(line: number, owner: Owner): void
  of(line: number): Owner | undefined
  /** Numbers of the lines that belong nowhere, in order. */
  unread(): readonly number[]
  asMap(): ReadonlyMap<number, Owner>
}

export function createOwnership(): Ownership {
  // By line number: a digest has hundreds of lines, and each is looked at several times.
  const owners: (Owner | undefined)[] = []
  let hasUnread = false
  return {
    give(line, owner) {
      owners[line] = owner
      if (owner.field === 'unread') hasUnread = true
    },
    of: (line) => owners[line],
    unread: () => (hasUnread ? owners.flatMap((owner, line) => (owner?.field === 'unread' ? [line] : [])) : []),
    asMap: () => new Map(owners.flatMap((owner, line) => (owner === undefined ? [] : [[line, owner] as const]))),
  }
}

/** The lines of one paper. */
export interface Claims {
  set(line: number, field: Field): void
  get(line: number): Field | undefined
  /** The last line that was claimed. */
  last(): number
}

export function claimsOf(position: number, ownership: Ownership): Claims {
  // Neighbours mostly belong to the same field, so most lines share an owner with the one before.
  let owner: Owner = { paper: position, field: 'heading' }
  let last = 0
  let heading = 0
  return {
    set(line, field) {
      // A line that opens the paper may hold its other fields too.
      if (field === 'heading') heading = line
      else if (line === heading) return
      // A line that belongs nowhere is nobody's, though it is between the lines of a paper.
      if (owner.field !== field) owner = { paper: field === 'unread' ? null : position, field }
      ownership.give(line, owner)
      if (field !== 'unread' && line > last) last = line
    },
    get(line) {
      const owner = ownership.of(line)
      return owner?.paper === position ? (owner.field as Field) : undefined
    },
    last: () => last,
  }
}
