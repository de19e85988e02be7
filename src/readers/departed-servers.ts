// Servers that have removed the bot. The votes of their readers go at once; the subscriptions, with
// all that was posted for them, after a time in which the bot may be invited again.
import type { Database } from '../database/database.ts'
import { zoneKey } from '../delivery/subscriptions/subscription-rows.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../schedule/clock.ts'
import { DAY_MS } from '../text/duration.ts'

export interface DepartedServers {
  /**
   * When the servers that the bot is in are known: some may have gone meanwhile. Of those that are
   * not seen here nothing is known.
   */
  compare(seen: { readonly present: ReadonlySet<string>; sees(guildId: string): boolean }): Promise<void>
  left(guildId: string): Promise<void>
  /** The bot was invited again. */
  joined(guildId: string): Promise<void>
  /** Forgets what is due. Cheap where nothing is. */
  forget(): Promise<void>
}

export function createDepartedServers(parts: {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** How long subscriptions are kept. */
  readonly keepDays: number
}): DepartedServers {
  const { clock, log } = parts
  const db = parts.database.query

  async function left(guildId: string): Promise<void> {
    await db.transaction().execute(async (handle) => {
      await handle.deleteFrom('votes').where('guild_id', '=', guildId).execute()
      await handle
        .insertInto('departed_servers')
        .values({ guild_id: guildId, left_at: clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    })
  }

  return {
    left,
    async joined(guildId) {
      await db.deleteFrom('departed_servers').where('guild_id', '=', guildId).execute()
    },
    async compare({ present, sees }) {
      const known = await db
        .selectFrom('subscriptions')
        .select('guild_id as id')
        .union(db.selectFrom('votes').select('guild_id as id'))
        .execute()
      for (const { id } of known) if (id !== null && sees(id) && !present.has(id)) await left(id)
      const departed = await db.selectFrom('departed_servers').select('guild_id').execute()
      for (const { guild_id } of departed)
        if (present.has(guild_id)) await db.deleteFrom('departed_servers').where('guild_id', '=', guild_id).execute()
    },
    async forget() {
      const dueSince = clock.now() - parts.keepDays * DAY_MS
      const due = await db.selectFrom('departed_servers').select('guild_id').where('left_at', '<=', dueSince).execute()
      for (const { guild_id } of due) {
        const isForgotten = await db.transaction().execute(async (handle) => {
          const { numDeletedRows } = await handle
            .deleteFrom('departed_servers')
            .where('guild_id', '=', guild_id)
            .where('left_at', '<=', dueSince)
            .executeTakeFirst()
          // It has invited the bot again, or another process was first.
          if (numDeletedRows === 0n) return false
          // What was planned and posted for them goes with them.
          await handle.deleteFrom('subscriptions').where('guild_id', '=', guild_id).execute()
          await handle.deleteFrom('votes').where('guild_id', '=', guild_id).execute()
          await handle.deleteFrom('settings').where('name', '=', zoneKey(guild_id)).execute()
          return true
        })
        if (isForgotten)
          log.info({ guild: guild_id, keepDays: parts.keepDays }, 'a server that had removed the bot was forgotten')
      }
    },
  }
}
