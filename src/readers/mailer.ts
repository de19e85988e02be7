// Plans the messages of the watches: at most one to a reader in a day. What is stored decides; a
// tick only wakes. Each message is a delivery of the outbox, in the queue of its reader.
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { isTermEnded } from '../database/fence.ts'
import type { Handle } from '../database/schema/index.ts'
import type { DeliveryId } from '../delivery/identity.ts'
import { enqueueDirect, reopenDirect } from '../delivery/outbox/enqueue.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../schedule/clock.ts'
import { DAY_MS } from '../text/duration.ts'
import { createYielder } from '../threads/yield.ts'

export interface Mailer {
  /**
   * Something may be due: a tick, a digest, a watch that was resumed. Cheap, and safe at any time.
   */
  wake(): void
  /** Resolves when nothing can be planned at the moment. */
  idle(): Promise<void>
  /** What is under way may finish. */
  stop(): Promise<void>
}

export interface MailerParts {
  readonly database: Database
  readonly archive: Pick<Archive, 'digest' | 'matches'>
  readonly clock: Clock
  readonly log: Log
  /** Something was put into the outbox. */
  readonly onQueued: () => void
  /** How long a message waits for more digests of the same day; default two minutes. */
  readonly gatherMs?: number
}

const GATHER_MS = 120_000
/** Papers of digests older than this are not news. */
const NEWS_MS = 14 * DAY_MS

interface Watch {
  readonly user_id: string
  readonly query: string
}

const keyOf = ({ user_id, query }: Watch) => `${user_id} ${query}`

export function createMailer(parts: MailerParts): Mailer {
  const { archive, clock, log, gatherMs = GATHER_MS } = parts
  const db = parts.database.query
  let isStopped = false
  let again = false
  let running: Promise<void> | null = null

  /** Holds the papers of new and corrected digests against the watches. */
  async function consider(): Promise<void> {
    const fresh = await db
      .selectFrom('digests')
      .leftJoin('watch_digests', 'watch_digests.digest_id', 'digests.id')
      .select(['digests.id', 'digests.date', 'digests.revision'])
      .where('digests.held', 'is', null)
      .where('digests.retracted', '=', 0)
      .where(({ eb, or }) =>
        or([eb('watch_digests.revision', 'is', null), eb('watch_digests.revision', '<', eb.ref('digests.revision'))]),
      )
      .orderBy('digests.id')
      .execute()
    if (fresh.length === 0) return
    const oldest = new Date(clock.now() - NEWS_MS).toISOString().slice(0, 10)
    const watches = await watchesIn(db).execute()
    // An archive that was filled without watches has years of digests to go through.
    const yieldTurn = createYielder()
    for (const { id, date, revision } of fresh) {
      await yieldTurn()
      if (isStopped) return
      const isNews = watches.length > 0 && (date === null || date >= oldest)
      await recordHits(id, revision, isNews ? await hitsOf(id, watches) : [])
    }
  }

  const watchesIn = (handle: Handle) =>
    handle
      .selectFrom('watches')
      .innerJoin('watchers', 'watchers.user_id', 'watches.user_id')
      .select(['watches.user_id', 'watches.query'])
      .where('watchers.state', '!=', 'stopped')
      .orderBy('watches.created_at')
      .orderBy('watches.query')

  async function hitsOf(digestId: number, watches: readonly Watch[]) {
    const digest = await archive.digest(digestId)
    const hits: (Watch & { readonly paper_id: string; readonly position: number })[] = []
    const yieldTurn = createYielder()
    for (const paper of digest?.papers ?? [])
      for (const watch of watches) {
        if (archive.matches(watch.query, paper)) hits.push({ ...watch, paper_id: paper.id, position: paper.position })
        await yieldTurn()
      }
    return hits
  }

  async function recordHits(digestId: number, revision: number, hits: Awaited<ReturnType<typeof hitsOf>>): Promise<void> {
    await db.transaction().execute(async (handle) => {
      // Some may have been removed while the papers were looked at.
      const present = new Set(hits.length === 0 ? [] : (await watchesIn(handle).execute()).map(keyOf))
      for (const hit of hits.filter((one) => present.has(keyOf(one))))
        await handle
          .insertInto('watch_hits')
          .values({ ...hit, digest_id: digestId, mail_id: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      await handle
        .insertInto('watch_digests')
        .values({ digest_id: digestId, revision })
        .onConflict((conflict) => conflict.column('digest_id').doUpdateSet({ revision }))
        .execute()
    })
  }

  /**
   * A reader whose last message is a day old gets one with all that waits; what comes until it
   * leaves joins it.
   */
  async function plan(): Promise<void> {
    const waiting = await db
      .selectFrom('watch_hits')
      .innerJoin('watchers', 'watchers.user_id', 'watch_hits.user_id')
      .select(['watch_hits.user_id', 'watchers.since'])
      .where('watch_hits.mail_id', 'is', null)
      .where('watchers.state', '=', 'active')
      .groupBy(['watch_hits.user_id', 'watchers.since'])
      .execute()
    for (const { user_id, since } of waiting) {
      await db.transaction().execute(async (handle) => await planFor(handle, user_id, since))
    }
    if (waiting.length > 0) parts.onQueued()
  }

  async function planFor(handle: Handle, userId: string, since: number): Promise<void> {
    const now = clock.now()
    const last = await handle
      .selectFrom('deliveries')
      .select(['id', 'created_at'])
      .where('recipient', '=', userId)
      .where('role', '=', 'watch')
      .where('state', '!=', 'dropped')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last !== undefined && (await reopenDirect(handle, last.id as DeliveryId))) await assignTo(handle, userId, last.id)
    // A clock that was far ahead must not keep a reader waiting for as long.
    else if (last === undefined || Math.abs(now - last.created_at) >= DAY_MS) {
      const [first] = await waitingHits(handle, userId).limit(1).execute()
      if (first === undefined) return
      // A paper is found once for a reader, and `since` changes where a message was given back.
      const what = ['watch', first.paper_id, since]
      await assignTo(handle, userId, await enqueueDirect(handle, { userId, what, notBefore: now + gatherMs }, now))
    }
  }

  const waitingHits = (handle: Handle, userId: string) =>
    handle
      .selectFrom('watch_hits')
      .select('paper_id')
      .where('user_id', '=', userId)
      .where('mail_id', 'is', null)
      .orderBy('digest_id')
      .orderBy('position')

  async function assignTo(handle: Handle, userId: string, mailId: string): Promise<void> {
    await handle
      .updateTable('watch_hits')
      .set({ mail_id: mailId })
      .where('user_id', '=', userId)
      .where('mail_id', 'is', null)
      .execute()
  }

  async function run(): Promise<void> {
    do {
      again = false
      try {
        await consider()
        await plan()
      } catch (error) {
        // Another process leads, and plans them.
        if (isTermEnded(error)) return
        log.error({ err: error }, 'the messages of the watches failed; they are tried again at the next tick')
      }
    } while (again && !isStopped)
  }

  return {
    wake() {
      if (isStopped) return
      again = true
      running ??= run().finally(() => {
        running = null
      })
    },
    async idle() {
      while (running !== null) await running
    },
    async stop() {
      isStopped = true
      await running
    },
  }
}
