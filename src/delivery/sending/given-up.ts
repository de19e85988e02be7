// What Discord refuses for good, and is given up: its server is notified once of what was seen, and
// of what helps.
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../schedule/clock.ts'
import { deliveryId } from '../identity.ts'
import type { Notice } from '../messages/notice.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { OutboxRow } from '../outbox/outbox-row.ts'
import type { Outcome } from '../port.ts'
import { serverQueue } from './notices.ts'

export interface GivenUp {
  report(row: OutboxRow, refused: Refused): Promise<void>
}

interface Refused {
  /** `thread`: its messages go elsewhere, nothing is lost. */
  readonly what: 'message' | 'change' | 'thread'
  /** The channel or thread that refused. */
  readonly channelId: string
  readonly outcome: Extract<Outcome, { kind: 'refused' }>
}

export type OnGivenUp = (what: { readonly channelId: string; readonly seen: string }) => void

export function createGivenUp(parts: { database: Database; clock: Clock; onGivenUp: OnGivenUp | undefined }): GivenUp {
  const { database, clock } = parts
  const db = database.query
  return {
    /** Once for a digest and an error, however many messages meet it. */
    async report(row, { what, channelId, outcome }) {
      const { refusal, code, message } = outcome
      if (row.subscriptionId === null || row.role === 'notice') return
      const seen = `${code} ${message}`.trim()
      if (what !== 'thread') parts.onGivenUp?.({ channelId, seen })
      const subscription = await db
        .selectFrom('subscriptions')
        .select('guild_id')
        .where('id', '=', row.subscriptionId)
        .executeTakeFirst()
      if (subscription === undefined || subscription.guild_id === null) return
      const notice: Notice = { kind: 'given-up', what, channelId, refusal, seen }
      const id = deliveryId(row.subscriptionId, 'given-up', row.digestId, what, code)
      const common = { papers: '[]', layout: 'full', images: 0, digest_id: null, role: 'notice', act: 'message' } as const
      const queue = serverQueue(subscription.guild_id)
      const content = JSON.stringify(notice)
      await enqueue(db, [{ ...common, id, subscription_id: row.subscriptionId, queue, content }], clock.now())
    },
  }
}
