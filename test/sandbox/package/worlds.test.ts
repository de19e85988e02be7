// Many worlds in one process: made in no time, small, and strangers to each other. And much of
// everything in one of them.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { DEFAULT_SEED, parseSeed, startSandbox } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { plantSeed } from '../../../src/sandbox/seed/plant.ts'
import { createStore } from '../../../src/sandbox/world/store.ts'
import { call, channelId } from '../support.ts'

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
/** What this process has worked, whatever else the machine does meanwhile. */
function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

describe('a hundred worlds', () => {
  it('take at most 20 ms and 1 MB each, their first request included', async () => {
    await (await startSandbox()).stop()
    const before = heapBytes()
    const times: number[] = []
    const worlds = []
    for (let count = 0; count < 100; count += 1) {
      const started = workedMs()
      const sandbox = await startSandbox()
      await call(sandbox, 'GET', '/users/@me')
      times.push(workedMs() - started)
      worlds.push(sandbox)
    }
    expect(median(times)).toBeLessThan(20)
    expect((heapBytes() - before) / 100).toBeLessThan(1_024 * 1_024)
    await Promise.all(worlds.map((sandbox) => sandbox.stop()))
  })

  it('know nothing of each other', async () => {
    await using one = await startSandbox()
    await using other = await startSandbox()
    await call(one, 'POST', `/channels/${channelId(one, 'general')}/messages`, { content: 'only here' })
    one.control.moveClock({ advance: 86_400_000 })
    one.control.fault({ kind: 'server-error', count: 0 })
    expect(other.control.messages('#general').messages).toEqual([])
    expect(other.clock.offset()).toBe(0)
    expect((await call(other, 'GET', '/users/@me')).status).toBe(200)
    expect(other.requests.list()).toHaveLength(1)
  })

  it('are gone once their block is left', async () => {
    let address = ''
    {
      await using sandbox = await startSandbox()
      address = sandbox.url
      expect(await (await fetch(`${address}readyz`)).text()).toBe('ok\n')
    }
    await expect(fetch(address)).rejects.toThrow()
  })
})

describe('one world', () => {
  it('holds 10,000 servers', async () => {
    const servers = Array.from({ length: 10_000 }, (_, at) => ({
      name: `Server ${at}`,
      members: ['owner'],
      channels: [{ name: 'general' }],
    }))
    const started = workedMs()
    await using sandbox = await startSandbox({ limits: 'off', seed: { ...DEFAULT_SEED, servers } })
    expect(workedMs() - started).toBeLessThan(4_000)
    const guild = [...sandbox.world.store.guilds.values()].at(-1)
    const asked = workedMs()
    expect((await call(sandbox, 'GET', `/guilds/${guild?.id}/channels`)).body).toHaveLength(1)
    expect(workedMs() - asked).toBeLessThan(500)
  })

  it('takes a thousand messages a second', { timeout: 120_000 }, async () => {
    await using sandbox = await startSandbox({ limits: 'off' })
    const channel = channelId(sandbox, 'general')
    await call(sandbox, 'POST', `/channels/${channel}/messages`, { content: 'warm' })
    const started = workedMs()
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          call(sandbox, 'POST', `/channels/${channel}/messages`, { content: `${round} ${at}` }),
        ),
      )
    }
    expect(sandbox.control.messages('#general', { limit: 500 }).messages).toHaveLength(500)
    // The client that sends them works in this process too, and harder than the sandbox.
    expect(workedMs() - started).toBeLessThan(4_000)
  })

  it('is planted from the same seed any number of times', () => {
    const seed = parseSeed(DEFAULT_SEED)
    const dump = () => {
      const store = createStore()
      plantSeed(store, seed)
      return JSON.stringify([...store.dump()])
    }
    expect(dump()).toBe(dump())
  })
})
