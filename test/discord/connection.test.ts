// A connection to the gateway that is not wanted any more leaves nothing behind.
import type { SandboxOptions } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLimits } from '../../src/delivery/limits/create-limits.ts'
import { createConnection } from '../../src/discord/gateway/connection.ts'
import { createGatewayState } from '../../src/discord/gateway/gateway-state.ts'
import { createOutage } from '../../src/discord/outage.ts'
import { silentLog } from '../../src/log/log.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'

const [IDENTIFY, HELLO, READY, RESUMED] = [2, 10, 'READY', 'RESUMED']

interface Entry {
  readonly direction: string
  readonly op?: number
  readonly t?: string
}

async function open(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ limits: 'off', maxConcurrency: 16, ...options })
  onTestFinished(sandbox.stop)
  const entries: Entry[] = []
  sandbox.feed.listen((change) => {
    if (change.kind === 'gateway') entries.push(change.entry as Entry)
  })
  const connect = (shard: number, waitForIdentify: (shard: number, signal: AbortSignal) => Promise<void> = async () => {}) => {
    const connection = createConnection({
      token: sandbox.token,
      api: sandbox.apiUrl,
      shards: { shard, of: 2 },
      waitForIdentify,
      log: silentLog,
      observe: () => {},
      requests: createLimits({}, systemClock),
      state: createGatewayState(createOutage({ log: silentLog, clock: systemClock })).connection(),
      onTooFewShards: () => {},
      onInteraction: async () => {},
      onChanged: () => {},
      onFatal: () => {},
    })
    onTestFinished(connection.close)
    return connection
  }
  const count = (which: Partial<Entry>) =>
    entries.filter((entry) => Object.entries(which).every(([key, value]) => entry[key as keyof Entry] === value)).length
  return { sandbox, connect, count }
}

describe('a connection that is closed', () => {
  it('does not come back, though it was about to reconnect', async () => {
    const { sandbox, connect, count } = await open()
    const [closed, kept] = [connect(0), connect(1)]
    expect([(await closed.logIn()).kind, (await kept.logIn()).kind]).toEqual(['ready', 'ready'])
    sandbox.faults.add({ kind: 'gateway-reconnect' })
    await until(() => !kept.isReady() && !closed.isReady(), 'both to reconnect')
    await closed.close()
    // Both waited from the same moment on.
    await until(() => count({ t: RESUMED }) === 1 && kept.isReady(), 'the other one')
    await until(() => count({ op: HELLO }) >= 3, 'one more connection')
    expect([count({ op: HELLO }), count({ op: IDENTIFY, direction: 'in' })]).toEqual([3, 2])
    expect([closed.isReady(), kept.isReady()]).toEqual([false, true])
  })

  it('does not identify, though it was waiting for its turn', async () => {
    const { connect, count } = await open()
    const waiting: AbortSignal[] = []
    const closed = connect(0, (_, signal) => {
      waiting.push(signal)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    void closed.logIn()
    await until(() => waiting.length > 0, 'it to wait')
    await closed.close()
    expect(waiting.map(({ aborted }) => aborted)).toEqual([true])
    const other = connect(1)
    expect((await other.logIn()).kind).toBe('ready')
    expect([count({ t: READY }), count({ op: IDENTIFY, direction: 'in' }), count({ op: HELLO })]).toEqual([1, 1, 2])
  })
})
