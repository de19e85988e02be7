// Which open act of a queue comes next. Pure. Order is kept among messages; a change of an older
// message that must wait lets what is behind it pass, but for what changes the same message.
import { isOver } from '../wait.ts'
import type { OutboxRow } from './outbox-row.ts'

export type NextRow =
  | { readonly kind: 'row'; readonly row: OutboxRow }
  /** Only changes are open, and all of them wait. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'empty' }

export const isWaiting = ({ notBefore, waitingSince }: OutboxRow, now: number): boolean =>
  notBefore !== null && !isOver({ since: waitingSince ?? 0, until: notBefore }, now)

/** What others do not depend on: a thread that waits keeps its messages waiting. */
const mayBePassed = ({ act }: OutboxRow) => act === 'edit' || act === 'publish' || act === 'delete' || act === 'rename'

/** `rows` are the open acts of a queue in order. */
export function chooseNext(rows: readonly OutboxRow[], now: number): NextRow {
  const passed = new Set<string>()
  let earliest = Number.POSITIVE_INFINITY
  for (const row of rows) {
    if (row.target !== null && passed.has(row.target)) continue
    if (!mayBePassed(row) || row.target === null || !isWaiting(row, now)) return { kind: 'row', row }
    passed.add(row.target)
    earliest = Math.min(earliest, row.notBefore ?? now)
  }
  return rows.length === 0 ? { kind: 'empty' } : { kind: 'later', at: earliest }
}
