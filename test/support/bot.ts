// The real bot against a sandbox, without the process around it: archive, delivery, router and the
// discord.js client.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { inject } from 'vitest'
import { definitions, handlers, refusedNotice, routerTexts, watchMail } from '../../commands/index.ts'
import type { Handler, Services } from '../../commands/shared/services.ts'
import type { Archive } from '../../src/archive/archive.ts'
import { drawBars } from '../../src/chart/bars.ts'
import type { DrawBars } from '../../src/chart/drawer.ts'
import { createArchive } from '../../src/create-archive.ts'
import { createFollowingArchive } from '../../src/create-following-archive.ts'
import type { Database } from '../../src/database/database.ts'
import { openPostgres } from '../../src/database/postgres/open-postgres.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { createDelivery } from '../../src/delivery/create-delivery.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { createLimits } from '../../src/delivery/limits/create-limits.ts'
import { readDigests } from '../../src/digest/index.ts'
import { createDiscord, type Discord, type LoginOutcome } from '../../src/discord/client.ts'
import { createOutage } from '../../src/discord/outage.ts'
import type { Registration } from '../../src/discord/rest/registration.ts'
import { createSender } from '../../src/discord/rest/sender.ts'
import { createRouter, type Router } from '../../src/discord/router.ts'
import { createIntake } from '../../src/intake/intake.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import { createMailer, type Mailer } from '../../src/readers/mailer.ts'
import { createWatchMessages } from '../../src/readers/watch-messages.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { databaseOf } from '../postgres/support/databases.ts'

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

export interface Bot {
  readonly archive: Archive
  readonly delivery: Delivery
  readonly mailer: Mailer
  readonly discord: Discord
  readonly login:
    | Exclude<LoginOutcome, { kind: 'ready' }>
    | (Omit<Extract<LoginOutcome, { kind: 'ready' }>, 'registration'> & { readonly registration: Registration | null })
  readonly lines: readonly LogLine[]
  stop(): Promise<void>
}

export interface BotOptions {
  readonly sandbox: Pick<Sandbox, 'apiUrl' | 'token'>
  /** Where the archive lies: the same folder again is a restart. */
  readonly folder: string
  readonly digests?: string
  readonly owners?: readonly string[]
  /** More or other things to press, for tests of the frame. */
  readonly handlers?: readonly Handler[]
  readonly definitions?: typeof definitions
  readonly drawBars?: DrawBars
}

export const SAMPLES = join(import.meta.dirname, '../../digests')

export async function startBot(options: BotOptions): Promise<Bot> {
  const { token, apiUrl: api } = options.sandbox
  const lines: LogLine[] = []
  const log = createTestLog(lines)
  const { database, archive, shown } = await openStorage(options.folder)
  await storeSamples(archive, options.digests ?? SAMPLES)
  await archive.settled()
  let resolveRouter: (router: Router) => void = () => undefined
  const router = new Promise<Router>((resolve) => {
    resolveRouter = resolve
  })
  const requests = createLimits({}, systemClock)
  const discord = createDiscord({
    shards: 'auto',
    outage: createOutage({ log, clock: systemClock }),
    requests,
    token,
    api,
    owners: options.owners ?? [],
    log,
    definitions: options.definitions ?? definitions,
    onInteraction: async (...received) => (await router).handle(...received),
    onChanged: () => undefined,
    onFatal: (why) => log.error({}, why),
    onOutgrown: () => log.error({}, 'outgrown'),
  })
  const outcome = await discord.start()
  const login = outcome.kind === 'ready' ? { ...outcome, registration: await outcome.registration } : outcome
  const userId = login.kind === 'ready' ? login.userId : ''
  const sender = createSender({ requester: discord.requester, userId })
  const delivery = createDelivery({
    database,
    archive,
    sender,
    requests,
    direct: () => createWatchMessages({ database, archive, clock: systemClock, log, compose: watchMail }),
    clock: systemClock,
    log,
    onFatal: (why) => log.error({}, why),
  })
  await delivery.start()
  const mailer = createMailer({ database, archive, clock: systemClock, log, onQueued: delivery.wake, gatherMs: 0 })
  mailer.wake()
  await mailer.idle()
  const readers = createReaders({ database, clock: systemClock, changed: mailer.wake })
  const intake = createIntake({ archive, now: systemClock.now })
  const services: Services = {
    archive: shown,
    delivery,
    intake,
    readers,
    clock: systemClock,
    log,
    drawBars: options.drawBars ?? drawBars,
  }
  resolveRouter(
    createRouter({
      handlers: options.handlers ?? handlers,
      services,
      texts: routerTexts,
      log,
      chosenLanguage: (userId) => readers.language(userId),
      isOwner: (userId) => discord.isOwner(userId),
      commandIds: discord.commandIds,
      afterwards: (userId, locale) => refusedNotice(readers, userId, locale),
    }),
  )
  return {
    archive,
    delivery,
    mailer,
    discord,
    login,
    lines,
    stop: async () => {
      await delivery.stop()
      await mailer.stop()
      await discord.stop()
      await archive.close()
      await database.close()
    },
  }
}

/** A file of the folder; in the project `postgres` a database of the folder's own, and its copy. */
async function openStorage(folder: string): Promise<{ database: Database; archive: Archive; shown: Archive }> {
  const server = inject('postgres')
  if (server === undefined || server === null) {
    const database = await openSqlite(join(folder, 'paperboy.sqlite'))
    const archive = await createArchive({ database })
    return { database, archive, shown: archive }
  }
  const database = await openPostgres(await databaseOf(server, folder))
  return { database, ...(await createFollowingArchive({ database, copy: join(folder, 'paperboy.copy.sqlite') })) }
}

async function storeSamples(archive: Archive, folder: string): Promise<void> {
  for (const name of readdirSync(folder).sort()) {
    const bytes = readFileSync(join(folder, name))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    for (const digest of await readDigests(bytes, { file: name }))
      await archive.storeDigest(digest, { sha256, receivedAt: Date.now() })
  }
}

export function createTestLog(lines: LogLine[]) {
  const write = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as LogLine['fields'], message })
  }
  return { info: write('info'), warn: write('warn'), error: write('error'), debug: () => undefined }
}
