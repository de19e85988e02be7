// Which digests are a subscription's: it begins with the next digest, and the day of a digest says
// which that is, not when its file could be read.
import { sql } from 'kysely'
import type { Handle } from '../../database/schema/index.ts'
import { dayIn } from '../../schedule/zone.ts'

export interface ServedFrom {
  readonly id: string
  readonly createdAt: number
  /** Digests up to this one were there before it. */
  readonly startsAfter: number
}

export interface UndecidedDigest {
  readonly id: number
  readonly held: string | null
  readonly date: string | null
  readonly receivedAt: number
}

/** Digests are dated by the day of their authors. */
export const AUTHORS_ZONE = 'Asia/Shanghai'

/** A past day is one before the subscription's first. */
export const firstDayOf = ({ createdAt }: Pick<ServedFrom, 'createdAt'>): string => dayIn(createdAt, AUTHORS_ZONE)

/** Word for word as the index has it. */
export const isReopened = sql<boolean>`editions.state = 'reopened'`

/**
 * Oldest first: digests after `after` that are the subscription's and have no edition yet, and
 * those that are to be decided again.
 */
export async function undecidedDigests(db: Handle, subscription: ServedFrom, after: number): Promise<readonly UndecidedDigest[]> {
  const reopened = await db
    .selectFrom('editions')
    .innerJoin('digests', 'digests.id', 'editions.digest_id')
    .select(['digests.id', 'digests.held', 'digests.date', 'digests.received_at'])
    .where('editions.subscription_id', '=', subscription.id)
    .where(isReopened)
    .where('digests.retracted', '=', 0)
    .execute()
  const open = [...reopened.map(undecidedOf), ...(await newDigests(db, subscription, after))]
  return open.sort((a, b) => a.id - b.id)
}

async function newDigests(db: Handle, subscription: ServedFrom, after: number): Promise<readonly UndecidedDigest[]> {
  const { id, createdAt, startsAfter } = subscription
  const rows = await db
    .selectFrom('digests')
    .leftJoin('editions', (join) => join.onRef('editions.digest_id', '=', 'digests.id').on('editions.subscription_id', '=', id))
    .select(['digests.id', 'digests.held', 'digests.date', 'digests.received_at', 'digests.appeared_at'])
    .where('digests.id', '>', Math.max(startsAfter, after))
    .where('digests.retracted', '=', 0)
    .where('editions.state', 'is', null)
    .orderBy('digests.id')
    .execute()
  const firstDay = firstDayOf(subscription)
  const isPast = (date: string | null): date is string => date !== null && date < firstDay
  if (!rows.some(({ date }) => isPast(date))) return rows.map(undecidedOf)
  const newest = await newestDayThrough(db, startsAfter)
  return rows
    .filter(({ date, appeared_at }) => {
      if (!isPast(date)) return true
      if (newest !== null && date < newest) return false
      // What lay in the folder already was there before, read or not.
      return appeared_at === null || appeared_at > createdAt
    })
    .map(undecidedOf)
}

async function newestDayThrough(db: Handle, digestId: number): Promise<string | null> {
  const row = await db
    .selectFrom('digests')
    .select(({ fn }) => fn.max('date').as('day'))
    .where('id', '<=', digestId)
    .where('retracted', '=', 0)
    .executeTakeFirst()
  return row?.day ?? null
}

const undecidedOf = (row: { id: number; held: string | null; date: string | null; received_at: number }): UndecidedDigest => ({
  id: row.id,
  held: row.held,
  date: row.date,
  receivedAt: row.received_at,
})
