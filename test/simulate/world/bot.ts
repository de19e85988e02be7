// The bot's process: put together as src/app.ts does it, without sockets. It is started, stopped or
// killed, and a new one goes on with what the last one left on disk.
import { REST } from 'discord.js'
import type { Archive } from '../../../src/archive/archive.ts'
import { createReading } from '../../../src/archive/reading.ts'
import { createStore } from '../../../src/archive/store.ts'
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts'
import { createDelivery } from '../../../src/delivery/create-delivery.ts'
import type { Delivery } from '../../../src/delivery/delivery.ts'
import { createLimits } from '../../../src/delivery/limits/create-limits.ts'
import type { ChannelRights } from '../../../src/delivery/port.ts'
import type { DeliverySettings } from '../../../src/delivery/settings.ts'
import type { Digest } from '../../../src/digest/digest.ts'
import { WIDE_LIMITS } from '../../../src/digest/index.ts'
import { createRequester, restOptions } from '../../../src/discord/rest/requester.ts'
import { createSender } from '../../../src/discord/rest/sender.ts'
import { createFeeder } from '../../../src/intake/feeder.ts'
import { createIntake } from '../../../src/intake/intake.ts'
import { createReader, type DigestReader } from '../../../src/intake/reader.ts'
import { createWatchedFolder } from '../../../src/intake/watched-folder.ts'
import type { Log } from '../../../src/log/log.ts'
import { systemClock } from '../../../src/schedule/clock.ts'
import { createMatcher } from '../../../src/search/matches.ts'
import type { SearchIndex } from '../../../src/search/search-index.ts'
import { BOT, OWNER } from '../discord/state.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Random } from '../kernel/random.ts'
import { FOLDER } from '../ports/files.ts'

export interface Bot {
  readonly delivery: Delivery
  /** Something happens: ticks come as often as in the program. */
  poke(): void
  stop(): Promise<void>
}

export interface BotParts {
  readonly path: string
  readonly kernel: Kernel
  readonly random: Random
  readonly rights: ChannelRights
  readonly log: Log
  readonly settings: Partial<DeliverySettings>
  /** Whether something happened lately: then ticks come as often as in the program. */
  readonly isBusy: () => { readonly folder: boolean; readonly delivery: boolean }
  readonly onFatal: (why: string) => void
}

export const SETTLE_MS = 5_000
const GATHER_MS = 30_000
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Reading is pure, so the same bytes are read once in all schedules. */
const digestsRead = new Map<string, readonly Digest[]>()
const reader = createReader({ limits: WIDE_LIMITS, maxMemoryMiB: 0 })
const rememberingReader: DigestReader = {
  ...reader,
  async read(bytes, source) {
    const key = `${source.file} ${new TextDecoder().decode(bytes)}`
    const known = digestsRead.get(key)
    if (known !== undefined) return known
    const digests = await reader.read(bytes, source)
    if (digestsRead.size > 2_000) digestsRead.clear()
    digestsRead.set(key, digests)
    return digests
  },
}

/** Names mean what they mean where every surname is known: no search is made. */
const WITHOUT_INDEX = { hasAuthor: () => true } as unknown as SearchIndex

/** Nothing is asked of the gateway; discord.js keeps no timer of its own. */
const REST_OPTIONS = { ...restOptions('https://discord.test/api'), handlerSweepInterval: 0, hashSweepInterval: 0 }

export async function startBot(parts: BotParts): Promise<Bot> {
  const { kernel, log, settings } = parts
  const clock = systemClock
  const database = await openSqlite(parts.path)
  const store = createStore({ database, onChanged: async () => {} })
  const archive = {
    ...createReading({ database, random: parts.random.next }),
    ...store,
    ...createMatcher(WITHOUT_INDEX),
  } as Archive
  const intake = createIntake({ archive, now: clock.now, reader: rememberingReader })
  const watched = createWatchedFolder({ folder: FOLDER, settleMs: SETTLE_MS, intake, now: clock.now })
  let delivery: Delivery | null = null
  const feeder = createFeeder({ watched, log, onDigest: () => delivery?.wake() })
  await feeder.feed()
  const requests = createLimits(settings, clock)
  const requester = createRequester(new REST(REST_OPTIONS).setToken('token'))
  delivery = createDelivery({
    database,
    archive,
    sender: createSender({ requester, userId: BOT }),
    requests,
    clock,
    log,
    settings,
    gatherCorrectionsMs: GATHER_MS,
    rights: parts.rights,
    owners: async () => [OWNER],
    onFatal: parts.onFatal,
    random: parts.random.next,
  })
  await delivery.start()
  let isStopped = false

  const pokes: (() => void)[] = []
  /** As often as in the program while something happens, and seldom otherwise. */
  function tick(call: () => void, busyMs: number, idleMs: number, isBusy: () => boolean): void {
    let cancel = () => {}
    const again = (ms: number) => {
      cancel()
      if (isStopped) return
      cancel = kernel.after(
        ms,
        () => {
          again(isBusy() ? busyMs : idleMs)
          call()
        },
        'bot',
      )
    }
    pokes.push(() => again(busyMs))
    again(busyMs)
  }
  tick(
    () => void feeder.feed(),
    2 * SECOND,
    10 * MINUTE,
    () => parts.isBusy().folder,
  )
  tick(delivery.wake, MINUTE, HOUR, () => parts.isBusy().delivery)
  const running = delivery
  return {
    delivery: running,
    poke: () => pokes.forEach((poke) => void poke()),
    async stop() {
      isStopped = true
      await Promise.all([running.stop(), feeder.stop()])
    },
  }
}
