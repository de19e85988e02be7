// A delivery on a database of its own, with a clock that only tests move and a Discord of a few
// lines.
import { setImmediate as yieldTurn } from 'node:timers/promises'
import { inject } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { openSqlite, type SqliteDatabase } from '../../../src/database/sqlite/open-sqlite.ts'
import { createDelivery, type DeliveryParts } from '../../../src/delivery/create-delivery.ts'
import type { Delivery } from '../../../src/delivery/delivery.ts'
import { createLimits } from '../../../src/delivery/limits/create-limits.ts'
import type { MessageBody } from '../../../src/delivery/port.ts'
import type { Subscription, WishInput } from '../../../src/delivery/subscriptions/subscription.ts'
import { silentLog } from '../../../src/log/log.ts'
import { createManualClock, type ManualClock } from '../../../src/schedule/clock.ts'
import { openPostgresForTest } from '../../postgres/support/databases.ts'
import { countQueries, queriesUnderWay } from '../../postgres/support/under-way.ts'
import { createMadeArchive, type MadeArchive } from './archive.ts'
import { createFakeDiscord, type FakeDiscord } from './discord.ts'

export const START = Date.UTC(2026, 0, 15, 1, 0)
export const CHANNEL = '200000000000000001'
export const GUILD = '300000000000000001'

export interface Stage {
  readonly database: Database
  /** The same, for a test of what belongs to SQLite. */
  readonly sqlite: SqliteDatabase
  readonly archive: MadeArchive
  readonly discord: FakeDiscord
  readonly clock: ManualClock
  delivery: Delivery
  readonly fatal: string[]
  subscribe(wish?: WishInput, channelId?: string): Promise<Subscription>
  /** Lets everything happen that happens without time passing. */
  settle(): Promise<void>
  /** Lets time pass, stopping at everything that falls due. */
  pass(ms: number): Promise<void>
  /** Another process takes over: what the old one was doing is lost. */
  restart(): Promise<void>
}

type StageParts = Partial<DeliveryParts>

interface StageDatabase {
  readonly database: Database
  readonly sqlite: SqliteDatabase
  /** A number that grows with what is written. */
  happened(): number
  /** Whether an answer is awaited that no turn of the event loop brings by itself. */
  isBusy(): boolean
}

/** In the project `postgres` a stage without a path is on the server. */
async function open(path: string | undefined): Promise<StageDatabase> {
  const server = inject('postgres')
  if (path === undefined && typeof server === 'string') {
    countQueries()
    const database = await openPostgresForTest(server)
    const sqlite = database as SqliteDatabase
    return { database, sqlite, happened: () => queriesUnderWay().asked, isBusy: () => queriesUnderWay().open > 0 }
  }
  const database = await openSqlite(path ?? ':memory:')
  const happened = () => database.writer.get<{ n: number }>('select total_changes() as n')?.n ?? 0
  return { database, sqlite: database, happened, isBusy: () => false }
}

/**
 * `parts` replace those of the stage; where they need its database or clock they are a function.
 * `standing` is in Discord's channels before the delivery starts.
 */
export async function createStage(
  parts: StageParts | ((of: { database: Database; sqlite: SqliteDatabase; clock: ManualClock }) => Promise<StageParts>) = {},
  path?: string,
  standing: readonly { readonly channelId: string; readonly body: MessageBody }[] = [],
): Promise<Stage> {
  const opened = await open(path)
  const { database, sqlite } = opened
  const clock = createManualClock(START)
  const archive = createMadeArchive(database)
  const replaced = typeof parts === 'function' ? await parts({ database, sqlite, clock }) : parts
  const discord = createFakeDiscord(clock)
  for (const [i, { channelId, body }] of standing.entries())
    await discord.perform({ kind: 'message', channelId, body, files: [], nonce: `before ${i}` })
  const fatal: string[] = []
  const create = () =>
    createDelivery({
      database,
      archive,
      sender: discord,
      requests: createLimits(replaced.settings ?? {}, clock),
      clock,
      log: silentLog,
      onFatal: (why) => fatal.push(why),
      random: () => 0.5,
      ...replaced,
    })

  const stage: Stage = {
    database,
    sqlite,
    archive,
    discord,
    clock,
    fatal,
    delivery: create(),
    async subscribe(wish = {}, channelId = CHANNEL) {
      const made = await stage.delivery.subscriptions.create({ channelId, guildId: GUILD, wish })
      if (made.kind !== 'created') throw new Error(JSON.stringify(made))
      return made.subscription
    },
    async settle() {
      const happened = () => discord.acts.length + opened.happened()
      let before = happened()
      for (let quiet = 0; quiet < 28; quiet++) {
        await yieldTurn()
        const now = happened()
        if (now !== before || opened.isBusy()) quiet = 0
        before = now
      }
    },
    async pass(ms) {
      const end = clock.now() + ms
      await stage.settle()
      for (let next = clock.next(); next !== null && next <= end; next = clock.next()) {
        clock.set(Math.max(next, clock.now()))
        await stage.settle()
      }
      clock.set(end)
      stage.delivery.wake()
      await stage.settle()
    },
    async restart() {
      const stopping = stage.delivery.stop(0)
      // What hangs is cut after the grace; a second later the process would be gone.
      for (const ms of [0, 1_000]) {
        await stage.settle()
        clock.advance(ms)
      }
      await stopping
      stage.delivery = create()
      await stage.delivery.start()
    },
  }
  await stage.delivery.start()
  return stage
}
