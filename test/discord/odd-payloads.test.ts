// Whatever JSON the gateway sends: it ends in a line of the log at worst, and the next event is
// read.
import { Client, Events } from 'discord.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createLimits } from '../../src/delivery/limits/create-limits.ts'
import { createRights, findChannels } from '../../src/discord/channels.ts'
import { createDiscord } from '../../src/discord/client.ts'
import { guardPayloads, guardRejections } from '../../src/discord/gateway/payload-guard.ts'
import { createOutage } from '../../src/discord/outage.ts'
import { type Log, silentLog } from '../../src/log/log.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { SEED, startSandbox } from '../support/sandbox.ts'

interface Packet {
  readonly t: string
  readonly d: unknown
  readonly s?: number
  readonly op?: number
}

let packets: readonly Packet[] = []

/** What a real login and some life in a server send. */
beforeAll(async () => {
  const sandbox = await startSandbox({ limits: 'off' })
  const seen: Packet[] = []
  const discord = createDiscord({
    shards: 'auto',
    outage: createOutage({ log: silentLog, clock: systemClock }),
    token: sandbox.token,
    api: sandbox.apiUrl,
    owners: [],
    requests: createLimits({}, systemClock),
    log: silentLog,
    definitions: [],
    onInteraction: async () => {},
    onChanged: () => {},
    onFatal: () => {},
    onOutgrown: () => {},
  })
  // Its type is not among the documented events.
  ;(discord.clients.all()[0] as unknown as NodeJS.EventEmitter).on(Events.Raw, (packet: Packet) => seen.push(packet))
  const login = await discord.start()
  if (login.kind === 'ready') await login.registration
  const { control } = sandbox
  control.act({ action: 'create-channel', guild: SEED.guild, name: 'odd', type: 15 } as never)
  control.act({ action: 'set-permission', channel: SEED.papers, deny: ['SEND_MESSAGES'] } as never)
  await new Promise((resolve) => setImmediate(resolve))
  await discord.stop()
  await sandbox.stop()
  packets = seen.filter(({ d }) => typeof d === 'object' && d !== null)
})

const ODD = [null, undefined, 0, -1, 1e99, '', 'text', true, [], {}, [null], 999]

/** Every path into a value, the deepest too. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return path.length === 0 ? [] : [path]
  const inner = Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))
  return path.length === 0 ? inner : [path, ...inner]
}

function withOdd(value: unknown, [first, ...rest]: readonly (string | number)[], odd: unknown): unknown {
  if (first === undefined) return odd
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) }
  const inner = withOdd((value as Record<string, unknown>)[first], rest, odd)
  if (inner === undefined && !Array.isArray(copy)) delete copy[first]
  else (copy as Record<string, unknown>)[first] = inner
  return copy
}

/** A client that was given every packet so far, but never connects. */
function offline() {
  const lines: string[] = []
  const log: Log = { ...silentLog, error: (_, message) => void lines.push(message) }
  const client = new Client({ intents: [1] })
  guardPayloads(client, log)
  const unguard = guardRejections(log)
  client.on(Events.Error, () => {})
  const manager = client.ws as unknown as {
    status: number
    handlePacket(packet: Packet, shard: unknown): boolean
  }
  // Ready: packets are handled at once.
  manager.status = 0
  const shard = { id: 0, status: 0, checkReady: () => {}, gotGuild: () => {} }
  const end = () => {
    unguard()
    client.destroy().catch(() => {})
  }
  return { client, lines, give: (packet: Packet) => manager.handlePacket(packet, shard), end }
}

describe('an event with a field dropped, nulled, retyped or of an unknown kind', () => {
  it('never throws, and the true events after it are read', () => {
    expect(packets.map(({ t }) => t)).toEqual(
      expect.arrayContaining(['READY', 'GUILD_CREATE', 'CHANNEL_CREATE', 'CHANNEL_UPDATE']),
    )
    const places = packets.flatMap((packet) => pathsOf(packet.d).map((path) => ({ packet, path })))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...ODD)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const { client, give, end } = offline()
          const seen = { all: () => [client] }
          for (const packet of packets) give(packet)
          for (const [{ packet, path }, odd] of changes) {
            give({ ...packet, d: withOdd(packet.d, path, odd) })
            // What delivery asks of the cache must bear what an odd event left there.
            findChannels(seen, '#papers')
            createRights(seen).has(SEED.papers, 'ReadMessageHistory')
          }
          for (const packet of packets) give(packet)
          expect(findChannels(seen, '#papers').map(({ channelId }) => channelId)).toContain(SEED.papers)
          end()
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([null, 7, 'text', [], [null]])('whose data is %j is dropped with a line', (d) => {
    const { lines, give, end } = offline()
    onTestFinished(end)
    for (const packet of packets) give(packet)
    for (const { t } of packets) give({ t, d })
    expect(lines.length).toBeGreaterThan(0)
  })
})
