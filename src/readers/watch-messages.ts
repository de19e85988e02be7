// What a message of the watches says when it is sent, and what becomes of it where the reader takes
// no direct messages.
import type { Archive, ArchivedPaper } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import type { DirectMessages } from '../delivery/delivery.ts'
import type { Log } from '../log/log.ts'
import type { MessageBody } from '../render/message.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Locale } from '../text/locale.ts'
import { mailedPapers } from './watches.ts'

export interface Mail {
  readonly id: string
  readonly locale: Locale
  readonly queries: readonly string[]
  /** All that it brings; the text shows as many as are good to read. */
  readonly papers: readonly ArchivedPaper[]
}

export function createWatchMessages(parts: {
  readonly database: Database
  readonly archive: Pick<Archive, 'papers'>
  readonly clock: Clock
  readonly log: Log
  /** The wording is the commands'. */
  readonly compose: (mail: Mail) => MessageBody
}): DirectMessages {
  const { archive, clock, log } = parts
  const db = parts.database.query
  return {
    async compose(id, userId) {
      const watcher = await db.selectFrom('watchers').select(['state', 'locale']).where('user_id', '=', userId).executeTakeFirst()
      if (watcher === undefined || watcher.state === 'stopped') return null
      const papers = await archive.papers(await mailedPapers(db, userId, id))
      if (papers.length === 0) return null
      const rows = await db.selectFrom('watch_hits').select('query').distinct().where('mail_id', '=', id).execute()
      return parts.compose({ id, locale: watcher.locale, queries: rows.map(({ query }) => query), papers })
    },
    /**
     * The watch is kept, and what it found waits until the reader accepts direct messages again.
     */
    async blocked(id, userId) {
      await db.transaction().execute(async (handle) => {
        await handle.updateTable('watch_hits').set({ mail_id: null }).where('mail_id', '=', id).execute()
        await handle
          .updateTable('watchers')
          .set({ state: 'dm-blocked', since: clock.now(), notified: 0 })
          .where('user_id', '=', userId)
          .where('state', '=', 'active')
          .execute()
      })
      log.info({ delivery: id }, 'a reader does not accept direct messages; the watch is paused')
    },
  }
}
