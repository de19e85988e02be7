// All that is kept about one reader: counted, handed out and erased. Whatever table names a person
// belongs here; a test looks for the id in every column of the database.
import type { Database } from '../database/database.ts'
import type { Handle } from '../database/schema/index.ts'
import type { Language } from '../text/bilingual.ts'
import type { Locale } from '../text/locale.ts'

export interface KeptCounts {
  /** Null where none was chosen. */
  readonly language: Language | null
  readonly saved: number
  readonly notes: number
  /** Servers in which a save was counted as a vote. */
  readonly servers: number
  readonly watches: number
  /** Papers that the watches found. */
  readonly found: number
  /** Direct messages sent or still owed. */
  readonly messages: number
}

/** Everything as it is stored; times in ISO 8601. */
export interface KeptData {
  readonly userId: string
  readonly language: Language | null
  readonly saved: readonly { readonly paper: string; readonly note: string | null; readonly at: string }[]
  readonly votes: readonly { readonly server: string; readonly paper: string; readonly at: string }[]
  readonly watching: { readonly state: string; readonly wording: Locale; readonly since: string } | null
  readonly watches: readonly { readonly words: string; readonly at: string }[]
  readonly found: readonly { readonly words: string; readonly paper: string; readonly message: string | null }[]
  readonly messages: readonly {
    readonly id: string
    readonly kind: string
    readonly state: string
    readonly channel: string | null
    readonly message: string | null
    readonly at: string
    readonly sentAt: string | null
  }[]
}

export interface KeptAbout {
  count(userId: string): Promise<KeptCounts>
  read(userId: string): Promise<KeptData>
  /** All of it, in one transaction. */
  erase(userId: string): Promise<void>
}

const iso = (moment: number) => new Date(moment).toISOString()

export function createKeptAbout({ database }: { readonly database: Database }): KeptAbout {
  const db = database.query

  async function read(userId: string): Promise<KeptData> {
    const reader = await db.selectFrom('readers').select('language').where('user_id', '=', userId).executeTakeFirst()
    const saved = await db.selectFrom('saved').selectAll().where('user_id', '=', userId).orderBy('saved_at').execute()
    const votes = await db.selectFrom('votes').selectAll().where('user_id', '=', userId).orderBy('voted_at').execute()
    const watcher = await db.selectFrom('watchers').selectAll().where('user_id', '=', userId).executeTakeFirst()
    const watches = await db.selectFrom('watches').selectAll().where('user_id', '=', userId).orderBy('created_at').execute()
    const found = await db.selectFrom('watch_hits').selectAll().where('user_id', '=', userId).orderBy('digest_id').execute()
    const messages = await db.selectFrom('deliveries').selectAll().where('recipient', '=', userId).orderBy('seq').execute()
    return {
      userId,
      language: (reader?.language ?? null) as Language | null,
      saved: saved.map(({ paper_id, note, saved_at }) => ({ paper: paper_id, note, at: iso(saved_at) })),
      votes: votes.map(({ guild_id, paper_id, voted_at }) => ({ server: guild_id, paper: paper_id, at: iso(voted_at) })),
      watching: watcher === undefined ? null : { state: watcher.state, wording: watcher.locale, since: iso(watcher.since) },
      watches: watches.map(({ query, created_at }) => ({ words: query, at: iso(created_at) })),
      found: found.map(({ query, paper_id, mail_id }) => ({ words: query, paper: paper_id, message: mail_id })),
      messages: messages.map(({ id, role, state, channel_id, message_id, created_at, sent_at }) => ({
        id,
        kind: role,
        state,
        channel: channel_id,
        message: message_id,
        at: iso(created_at),
        sentAt: sent_at === null ? null : iso(sent_at),
      })),
    }
  }

  return {
    read,
    async count(userId) {
      const { language, saved, votes, watches, found, messages } = await read(userId)
      return {
        language,
        saved: saved.length,
        notes: saved.filter(({ note }) => note !== null).length,
        servers: new Set(votes.map(({ server }) => server)).size,
        watches: watches.length,
        found: found.length,
        messages: messages.length,
      }
    },
    erase: async (userId) => await db.transaction().execute(async (handle) => await eraseIn(handle, userId)),
  }
}

async function eraseIn(handle: Handle, userId: string): Promise<void> {
  for (const table of ['watch_hits', 'watches', 'watchers', 'votes', 'saved', 'readers'] as const)
    await handle.deleteFrom(table).where('user_id', '=', userId).execute()
  await handle.deleteFrom('deliveries').where('recipient', '=', userId).execute()
}
