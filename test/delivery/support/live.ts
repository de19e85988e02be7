// The whole delivery against the sandbox: a real archive, discord.js' REST, real time.
import { createHash } from 'node:crypto'
import { REST } from 'discord.js'
import type { Sandbox, SandboxOptions, WorldAction } from 'discord-sandbox'
import type { Archive } from '../../../src/archive/archive.ts'
import { createArchive } from '../../../src/create-archive.ts'
import { openSqlite, type SqliteDatabase } from '../../../src/database/sqlite/open-sqlite.ts'
import { createDelivery, type DeliveryParts } from '../../../src/delivery/create-delivery.ts'
import type { Delivery } from '../../../src/delivery/delivery.ts'
import { createLimits } from '../../../src/delivery/limits/create-limits.ts'
import { createRequester, restOptions } from '../../../src/discord/rest/requester.ts'
import { createSender } from '../../../src/discord/rest/sender.ts'
import { silentLog } from '../../../src/log/log.ts'
import { systemClock } from '../../../src/schedule/clock.ts'
import { SEED, startSandbox } from '../../support/sandbox.ts'
import type { MadeDigest } from './archive.ts'
import { digestOf } from './digest.ts'

interface Channel {
  readonly id: string
  readonly parent_id?: string | null
}

export interface Message {
  readonly id: string
  readonly channel_id: string
  readonly content: string
  readonly embeds: readonly { title?: string; description?: string }[]
  readonly components?: readonly unknown[]
  readonly attachments: readonly { filename: string; description?: string }[]
  readonly flags?: number
  readonly edited_timestamp: string | null
}

export interface Live {
  readonly sandbox: Sandbox
  readonly archive: Archive
  readonly database: SqliteDatabase
  readonly delivery: Delivery
  readonly fatal: string[]
  store(made: MadeDigest): Promise<number>
  /** A new channel in the first server: 0 text, 5 announcement, 15 forum. */
  channel(name: string, type?: number, more?: object): string
  /** The messages of a channel, oldest first; of a forum, of all its posts. */
  standing(channelId: string): readonly Message[]
  stop(): Promise<void>
}

export async function startLive(
  options: { sandbox?: SandboxOptions; delivery?: Partial<DeliveryParts>; database?: string } = {},
): Promise<Live> {
  const sandbox = await startSandbox(options.sandbox)
  const database = await openSqlite(options.database ?? ':memory:')
  const archive = await createArchive({ database })
  const rest = new REST(restOptions(sandbox.apiUrl)).setToken(sandbox.token)
  const sender = createSender({ requester: createRequester(rest), userId: SEED.bot })
  const fatal: string[] = []
  const delivery = createDelivery({
    database,
    archive,
    sender,
    requests: createLimits(options.delivery?.settings ?? {}, systemClock),
    clock: systemClock,
    log: silentLog,
    onFatal: (why) => fatal.push(why),
    ...options.delivery,
  })
  await delivery.start()
  return {
    sandbox,
    archive,
    database,
    delivery,
    fatal,
    async store(made) {
      const sha256 = createHash('sha256').update(JSON.stringify(made)).digest('hex')
      const stored = await archive.storeDigest(digestOf(made), { sha256, receivedAt: Date.now() })
      await delivery.plan(stored.digestId)
      return stored.digestId
    },
    channel(name, type = 0, more = {}) {
      const made = sandbox.control.act({ action: 'create-channel', guild: SEED.guild, name, type, ...more } as WorldAction)
      return (made as { id: string }).id
    },
    standing(channelId) {
      const { channels, messages } = sandbox.control.state() as { channels: Channel[]; messages: Message[] }
      const inside = new Set(
        channels.filter(({ id, parent_id }) => id === channelId || parent_id === channelId).map(({ id }) => id),
      )
      return messages.filter((message) => inside.has(message.channel_id))
    },
    async stop() {
      await delivery.stop(0)
      await archive.close()
      await database.close()
      await sandbox.stop()
    },
  }
}
