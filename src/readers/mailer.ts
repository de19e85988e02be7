// The messages of the watches: at most one to a reader in a day, each of them once. What is stored decides; a tick only wakes. A message is
// noted as under way before it is sent, so that one whose answer is lost is looked for by its mark before it is sent again.

import { randomBytes } from 'node:crypto'
import type { Archive, ArchivedPaper } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log/log.ts'
import { withMark } from '../render/mark.ts'
import type { MessageBody } from '../render/message.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Locale } from '../text/locale.ts'
import { createYielder } from '../threads/yield.ts'
import type { DirectMessages } from './direct-messages.ts'
import { mailedPapers } from './watches.ts'

export interface Mail {
  readonly id: string
  readonly locale: Locale
  readonly queries: readonly string[]
  /** All that it tells of; the text shows as many as are good to read. */
  readonly papers: readonly ArchivedPaper[]
}

export interface Mailer {
  /** Something may be due: a tick, a digest, a watch that goes on. Cheap, and safe at any time. */
  wake(): void
  /** Resolves when nothing can be done at the moment. */
  idle(): Promise<void>
  /** What is under way may finish. */
  stop(): Promise<void>
}

export interface MailerParts {
  readonly database: Database
  readonly archive: Pick<Archive, 'digest' | 'papers' | 'matches'>
  readonly direct: DirectMessages
  readonly clock: Clock
  readonly log: Log
  /** The wording is the commands'. */
  readonly compose: (mail: Mail) => MessageBody
  /** How long a message waits for more digests of the same day; default two minutes. */
  readonly gatherMs?: number
}

const DAY_MS = 86_400_000
const GATHER_MS = 120_000
/** Papers of digests older than this are no news. */
const NEWS_MS = 14 * DAY_MS
const FIRST_RETRY_MS = 60_000
const LAST_RETRY_MS = 3_600_000

interface OpenMail {
  readonly id: string
  readonly user_id: string
  readonly state: 'planned' | 'sending' | 'unknown' | 'sent' | 'dropped'
  readonly failures: number
}

export function createMailer(parts: MailerParts): Mailer {
  const { archive, direct, clock, log, gatherMs = GATHER_MS } = parts
  const db = parts.database.query
  let isStopped = false
  let again = false
  let running: Promise<void> | null = null

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
    const watches = await db
      .selectFrom('watches')
      .innerJoin('watchers', 'watchers.user_id', 'watches.user_id')
      .select(['watches.user_id', 'watches.query'])
      .where('watchers.state', '!=', 'stopped')
      .orderBy('watches.created_at')
      .execute()
    for (const { id, date, revision } of fresh) {
      if (isStopped) return
      const isNews = watches.length > 0 && (date === null || date >= oldest)
      await note(id, revision, isNews ? await hitsOf(id, watches) : [])
    }
  }

  async function hitsOf(digestId: number, watches: readonly { user_id: string; query: string }[]) {
    const digest = await archive.digest(digestId)
    const found: { user_id: string; query: string; paper_id: string; position: number }[] = []
    const yieldTurn = createYielder()
    for (const paper of digest?.papers ?? [])
      for (const watch of watches) {
        if (archive.matches(watch.query, paper)) found.push({ ...watch, paper_id: paper.id, position: paper.position })
        await yieldTurn()
      }
    return found
  }

  async function note(digestId: number, revision: number, hits: Awaited<ReturnType<typeof hitsOf>>): Promise<void> {
    await db.transaction().execute(async (handle) => {
      for (const hit of hits)
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

  /** A reader whose last message is a day old gets one with all that waits; what comes until it goes joins it. */
  async function plan(): Promise<void> {
    const now = clock.now()
    const waiting = await db
      .selectFrom('watch_hits')
      .innerJoin('watchers', 'watchers.user_id', 'watch_hits.user_id')
      .select('watch_hits.user_id')
      .where('watch_hits.mail_id', 'is', null)
      .where('watchers.state', '=', 'active')
      .groupBy('watch_hits.user_id')
      .execute()
    for (const { user_id } of waiting) {
      const last = await db
        .selectFrom('watch_mails')
        .select(['id', 'created_at', 'state', 'failures'])
        .where('user_id', '=', user_id)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (last?.state === 'planned' && last.failures === 0) await assign(db, user_id, last.id)
      // A clock that was far ahead must not keep a reader waiting for as long.
      else if (last === undefined || Math.abs(now - last.created_at) >= DAY_MS) {
        const id = randomBytes(9).toString('base64url')
        await db.transaction().execute(async (handle) => {
          const times = { created_at: now, not_before: now + gatherMs, sent_at: null }
          await handle
            .insertInto('watch_mails')
            .values({ id, user_id, state: 'planned', failures: 0, ...times })
            .execute()
          await assign(handle, user_id, id)
        })
      }
    }
  }

  async function assign(handle: Pick<typeof db, 'updateTable'>, userId: string, mailId: string): Promise<void> {
    await handle
      .updateTable('watch_hits')
      .set({ mail_id: mailId })
      .where('user_id', '=', userId)
      .where('mail_id', 'is', null)
      .execute()
  }

  async function send(): Promise<void> {
    const due = await db
      .selectFrom('watch_mails')
      .select(['id', 'user_id', 'state', 'failures'])
      .where('state', 'not in', ['sent', 'dropped'])
      .where('not_before', '<=', clock.now())
      .orderBy('created_at')
      .execute()
    for (const mail of due) {
      if (isStopped) return
      await sendOne(mail)
    }
  }

  async function sendOne(mail: OpenMail): Promise<void> {
    const watcher = await db.selectFrom('watchers').selectAll().where('user_id', '=', mail.user_id).executeTakeFirst()
    // One that is under way here was left so by a kill or a fault: whether it came is not known either.
    if (mail.state !== 'planned') {
      const look = await direct.find(mail.user_id, mail.id)
      if (look.kind === 'found') return await sent(mail)
      if (look.kind === 'failed') return await later(mail, 'unknown', look.afterMs)
      if (look.kind === 'closed') return await closed(mail)
    }
    const papers = await papersOf(mail)
    // Stopped meanwhile, or all of it taken back.
    if (watcher === undefined || watcher.state === 'stopped' || papers.length === 0) return await set(mail, { state: 'dropped' })
    const body = withMark(parts.compose({ id: mail.id, locale: watcher.locale, ...(await contentOf(mail, papers)) }), mail.id)
    await set(mail, { state: 'sending' })
    const outcome = await direct.send(mail.user_id, body, mail.id)
    switch (outcome.kind) {
      case 'sent':
        return await sent(mail)
      case 'closed':
        return await closed(mail)
      case 'later':
        return await later(mail, 'planned', outcome.afterMs)
      case 'unknown':
        return await later(mail, 'unknown', null)
      case 'refused':
        log.error({ mail: mail.id, why: outcome.why }, 'a message of a watch was refused and is given up')
        return await set(mail, { state: 'dropped' })
    }
  }

  const papersOf = async (mail: OpenMail) => await archive.papers(await mailedPapers(db, mail.user_id, mail.id))

  async function contentOf(mail: OpenMail, papers: readonly ArchivedPaper[]) {
    const rows = await db.selectFrom('watch_hits').select('query').distinct().where('mail_id', '=', mail.id).execute()
    return { papers, queries: rows.map(({ query }) => query) }
  }

  const set = async (
    { id }: OpenMail,
    values: { state: OpenMail['state']; not_before?: number; failures?: number; sent_at?: number },
  ) => {
    await db.updateTable('watch_mails').set(values).where('id', '=', id).execute()
  }
  const sent = (mail: OpenMail) => set(mail, { state: 'sent', sent_at: clock.now() })

  async function later(mail: OpenMail, state: 'planned' | 'unknown', afterMs: number | null): Promise<void> {
    const wait = afterMs ?? Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** mail.failures)
    await set(mail, { state, not_before: clock.now() + wait, failures: mail.failures + 1 })
  }

  /** The watch is kept, and what it found waits for the reader to open the door. */
  async function closed(mail: OpenMail): Promise<void> {
    await db.transaction().execute(async (handle) => {
      await handle.updateTable('watch_hits').set({ mail_id: null }).where('mail_id', '=', mail.id).execute()
      await handle.deleteFrom('watch_mails').where('id', '=', mail.id).execute()
      await handle
        .updateTable('watchers')
        .set({ state: 'closed', since: clock.now(), told: 0 })
        .where('user_id', '=', mail.user_id)
        .where('state', '=', 'active')
        .execute()
    })
    log.info({ mail: mail.id }, 'a reader takes no direct messages; the watch is paused')
  }

  async function run(): Promise<void> {
    do {
      again = false
      try {
        await consider()
        await plan()
        await send()
      } catch (error) {
        log.error({ err: error }, 'the messages of the watches failed; they are tried again at the next tick')
      }
    } while (again && !isStopped)
  }

  function wake(): void {
    if (isStopped) return
    again = true
    running ??= run().finally(() => {
      running = null
    })
  }

  return {
    wake,
    async idle() {
      while (running !== null) await running
    },
    async stop() {
      isStopped = true
      await running
    },
  }
}
