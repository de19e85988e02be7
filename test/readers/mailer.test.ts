// A watch's daily message: batched, capped by time, and once, whatever dies in between.
import { describe, expect, it, onTestFinished } from 'vitest'
import { watchMail } from '../../commands/index.ts'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import type { Failure } from '../../src/delivery/port.ts'
import { readDigests } from '../../src/digest/index.ts'
import { silentLog } from '../../src/log/log.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import { createMailer, type Mailer } from '../../src/readers/mailer.ts'
import { createWatchMessages } from '../../src/readers/watch-messages.ts'
import { refusal, silence, type Trouble } from '../delivery/support/discord.ts'
import { createStage } from '../delivery/support/stage.ts'

const HOUR = 3_600_000
const GATHER = 120_000
const DAY = '2026-01-15'

async function start() {
  const made: { archive?: Archive } = {}
  const stage = await createStage(async ({ database, sqlite, clock }) => {
    const archive = await createArchive({ database: sqlite })
    made.archive = archive
    return { archive, direct: () => createWatchMessages({ database, archive, clock, log: silentLog, compose: watchMail }) }
  })
  const { database, clock, discord } = stage
  const { archive } = made
  if (archive === undefined) throw new Error('no archive')
  /** What happens to the next messages, and to the next looks into the conversation. */
  const troubles: Trouble[] = []
  const lookTroubles: Failure[] = []
  discord.trouble = () => troubles.shift() ?? null
  discord.readTrouble = () => lookTroubles.shift() ?? null
  const createOne = () => createMailer({ database, archive, clock, log: silentLog, onQueued: () => stage.delivery.wake() })
  let mailer: Mailer = createOne()
  const readers = createReaders({ database, clock, changed: () => mailer.wake() })
  /** Until nothing is left to do within the few minutes that a message gathers papers. */
  const run = async () => {
    for (const ms of [GATHER, 0]) {
      mailer.wake()
      await mailer.idle()
      await stage.pass(ms)
    }
  }
  onTestFinished(async () => {
    await mailer.stop()
    await stage.delivery.stop(0)
    await archive.close()
    await database.close()
  })
  await run()
  let files = 0
  const digest = async (titles: readonly string[], date = DAY, held: string | null = null) => {
    files += 1
    const text = titles
      .map((title, i) => `${i + 1}、[LG] ${title}\n\nA Author\n[Lab]\n论文${title}。\nIt is about ${title}.\n`)
      .join('\n')
    const [read] = await readDigests(new TextEncoder().encode(text), { file: `${date}-${files}-${clock.now()}.txt` })
    if (read === undefined) throw new Error('no digest')
    const sha256 = `${files}${clock.now()}`.padStart(64, '0')
    return (await archive.storeDigest({ ...read, date }, { sha256, receivedAt: clock.now(), held })).digestId
  }
  return {
    stage,
    archive,
    discord,
    troubles,
    lookTroubles,
    watches: readers.watches,
    run,
    digest,
    /** The conversations with readers, oldest message first. */
    arrived: () => discord.standing.map((message) => ({ userId: message.channelId, text: JSON.stringify(message.body) })),
    wait: (ms: number) => stage.pass(ms),
    async restart() {
      await mailer.stop()
      await stage.restart()
      mailer = createOne()
    },
  }
}

describe('a watch', () => {
  it('brings all new papers with its words in one message, and nothing else', async () => {
    const it = await start()
    await it.digest(['An Old Diffusion Model'])
    await it.run()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.watches.add('ann', 'tokenizer', 'en')
    await it.digest(['Fast Diffusion Models', 'A Robot'])
    await it.digest(['A Tokenizer'])
    await it.run()
    expect(it.arrived()).toHaveLength(1)
    expect(it.arrived()[0]?.text).toMatch(/Fast Diffusion Models.*A Tokenizer/)
    expect(it.arrived()[0]?.text).not.toMatch(/A Robot|An Old/)
  })

  it('writes once a day at most; what comes meanwhile is in the next', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.digest(['Diffusion One'])
    await it.run()
    await it.digest(['Diffusion Two'])
    await it.digest(['Diffusion Three'])
    await it.wait(22 * HOUR)
    await it.run()
    expect(it.arrived()).toHaveLength(1)
    await it.wait(2 * HOUR)
    await it.run()
    await it.run()
    expect(it.arrived()).toHaveLength(2)
    expect(it.arrived()[1]?.text).toMatch(/Diffusion Two.*Diffusion Three/)
    expect(it.arrived()[1]?.text).not.toContain('Diffusion One')
  })

  it('leaves a held digest and an old one alone, and takes the held one when it is released', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.digest(['Diffusion of Long Ago'], '2020-01-01')
    const held = await it.digest(['Held Diffusion'], DAY, 'lost its authors')
    await it.run()
    expect(it.arrived()).toEqual([])
    await it.archive.release(held)
    await it.run()
    expect(it.arrived().map(({ text }) => text)).toEqual([expect.stringContaining('Held Diffusion')])
  })
})

describe('exactly once', () => {
  it('a message whose answer was lost is looked for and not sent again', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.troubles.push(silence(true))
    await it.digest(['Diffusion'])
    await it.run()
    await it.wait(HOUR)
    await it.run()
    expect(it.arrived()).toHaveLength(1)
  })

  it('one that did not arrive is sent again, also when the look failed first', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.troubles.push(silence(false))
    it.lookTroubles.push({ kind: 'unknown', why: '503' })
    await it.digest(['Diffusion'])
    await it.run()
    for (let hour = 0; hour < 3; hour++) {
      await it.wait(HOUR)
      await it.run()
    }
    expect(it.arrived()).toHaveLength(1)
  })

  it.each([true, false])('the program dies while a message is under way (arrived: %s): one comes', async (arrives) => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.digest(['Diffusion'])
    const { perform } = it.discord
    it.discord.perform = async (...asked) => {
      if (arrives) await perform(...asked)
      // A process that dies reads no answer and stores nothing.
      return await new Promise(() => {})
    }
    await it.run()
    it.discord.perform = perform
    await it.restart()
    await it.wait(HOUR)
    await it.run()
    expect(it.arrived()).toHaveLength(1)
  })

  it('a limit of Discord’s is waited for', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.troubles.push({ made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: HOUR } })
    await it.digest(['Diffusion'])
    await it.run()
    expect(it.arrived()).toEqual([])
    await it.wait(HOUR)
    await it.run()
    expect(it.arrived()).toHaveLength(1)
  })
})

describe('a reader who takes no messages', () => {
  it('is not written to again; the watch and what it finds wait', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.troubles.push(refusal('dm-blocked', 50007))
    await it.digest(['Diffusion One'])
    await it.run()
    await it.digest(['Diffusion Two'])
    await it.wait(48 * HOUR)
    await it.run()
    expect(it.arrived()).toEqual([])
    expect(await it.watches.get('ann')).toMatchObject({ state: 'dm-blocked', queries: ['diffusion'], waiting: 2 })
    await it.watches.resume('ann', 'en')
    await it.run()
    expect(it.arrived().map(({ text }) => text)).toEqual([expect.stringMatching(/Diffusion One.*Diffusion Two/)])
  })

  it('who stopped gets nothing of what came before going on', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.watches.stop('ann')
    await it.digest(['Diffusion One'])
    await it.run()
    await it.watches.resume('ann', 'en')
    await it.run()
    expect(it.arrived()).toEqual([])
    await it.digest(['Diffusion Two'])
    await it.run()
    expect(it.arrived().map(({ text }) => text)).toEqual([expect.stringContaining('Diffusion Two')])
  })
})
