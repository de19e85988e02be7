// A watch's daily message: batched, capped by time, and once, whatever dies in between.
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { watchMail } from '../../commands/index.ts'
import { createArchive } from '../../src/create-archive.ts'
import { openDatabase } from '../../src/database/database.ts'
import { readDigests } from '../../src/digest/index.ts'
import { silentLog } from '../../src/log/log.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import type { DirectOutcome, FindOutcome } from '../../src/readers/direct-messages.ts'
import { createMailer } from '../../src/readers/mailer.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const HOUR = 3_600_000
const GATHER = 120_000
const START = Date.UTC(2025, 1, 1, 4)

/** Discord as the mailer sees it: answers as told, and remembers what arrived. */
function createFakeDirect() {
  const arrived: { userId: string; mark: string; text: string }[] = []
  const answers: (DirectOutcome | 'lost')[] = []
  const looks: FindOutcome[] = []
  return {
    arrived,
    answers,
    looks,
    async send(userId: string, body: object, nonce: string): Promise<DirectOutcome> {
      const answer = answers.shift() ?? { kind: 'sent' as const }
      if (answer === 'lost' || answer.kind === 'sent') arrived.push({ userId, mark: nonce, text: JSON.stringify(body) })
      return answer === 'lost' ? { kind: 'unknown' } : answer
    },
    async find(_: string, mark: string): Promise<FindOutcome> {
      return looks.shift() ?? { kind: arrived.some((message) => message.mark === mark) ? 'found' : 'missing' }
    },
  }
}

async function start(
  path = join(temporaryFolder(), 'paperboy.sqlite'),
  clock = createManualClock(START),
  direct = createFakeDirect(),
) {
  const database = await openDatabase(path)
  const archive = await createArchive({ database })
  const log = { ...silentLog, error: (fields: object) => void errors.push(fields) }
  const errors: object[] = []
  const mailer = createMailer({ database, archive, direct, clock, log, compose: watchMail })
  const readers = createReaders({ database, clock, changed: mailer.wake })
  /** Until nothing is left to do within the few minutes that a message gathers papers. */
  const run = async () => {
    for (let i = 0; i < 2; i++) {
      mailer.wake()
      await mailer.idle()
      clock.advance(i === 0 ? GATHER : 0)
    }
    mailer.wake()
    await mailer.idle()
  }
  let isOpen = true
  const stop = async () => {
    if (!isOpen) return
    isOpen = false
    await mailer.stop()
    await archive.close()
    await database.close()
  }
  onTestFinished(stop)
  await run()
  let files = 0
  const digest = async (titles: readonly string[], date = '2025-02-01', held: string | null = null) => {
    files += 1
    const text = titles
      .map((title, i) => `${i + 1}、[LG] ${title}\n\nA Author\n[Lab]\n论文${title}。\nIt is about ${title}.\n`)
      .join('\n')
    const [read] = await readDigests(new TextEncoder().encode(text), { file: `${date}-${files}-${clock.now()}.txt` })
    if (read === undefined) throw new Error('no digest')
    const sha256 = `${files}${clock.now()}`.padStart(64, '0')
    return (await archive.storeDigest({ ...read, date }, { sha256, receivedAt: clock.now(), held })).digestId
  }
  return { path, clock, direct, archive, watches: readers.watches, run, stop, digest, errors }
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
    expect(it.direct.arrived).toHaveLength(1)
    expect(it.direct.arrived[0]?.text).toMatch(/Fast Diffusion Models.*A Tokenizer/)
    expect(it.direct.arrived[0]?.text).not.toMatch(/A Robot|An Old/)
  })

  it('writes once a day at most; what comes meanwhile is in the next', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.digest(['Diffusion One'])
    await it.run()
    await it.digest(['Diffusion Two'])
    await it.digest(['Diffusion Three'])
    it.clock.advance(22 * HOUR)
    await it.run()
    expect(it.direct.arrived).toHaveLength(1)
    it.clock.advance(2 * HOUR)
    await it.run()
    await it.run()
    expect(it.direct.arrived).toHaveLength(2)
    expect(it.direct.arrived[1]?.text).toMatch(/Diffusion Two.*Diffusion Three/)
    expect(it.direct.arrived[1]?.text).not.toContain('Diffusion One')
  })

  it('leaves a held digest and an old one alone, and takes the held one when it is released', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.digest(['Diffusion of Long Ago'], '2020-01-01')
    const held = await it.digest(['Held Diffusion'], '2025-02-01', 'lost its authors')
    await it.run()
    expect(it.direct.arrived).toEqual([])
    await it.archive.release(held)
    await it.run()
    expect(it.direct.arrived.map(({ text }) => text)).toEqual([expect.stringContaining('Held Diffusion')])
  })
})

describe('exactly once', () => {
  it('a message whose answer was lost is looked for and not sent again', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.direct.answers.push('lost')
    await it.digest(['Diffusion'])
    await it.run()
    it.clock.advance(HOUR)
    await it.run()
    expect(it.direct.arrived).toHaveLength(1)
  })

  it('one that did not arrive is sent again, also when the look failed first', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.direct.answers.push({ kind: 'unknown' })
    it.direct.looks.push({ kind: 'failed', afterMs: null })
    await it.digest(['Diffusion'])
    await it.run()
    for (let hour = 0; hour < 3; hour++) {
      it.clock.advance(HOUR)
      await it.run()
    }
    expect(it.direct.arrived).toHaveLength(1)
  })

  it.each([true, false])('the program dies while a message is under way (arrived: %s): one comes', async (arrives) => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.digest(['Diffusion'])
    const { send } = it.direct
    it.direct.send = async (...message) => {
      if (arrives) await send(...message)
      // A process that dies answers nothing and stores nothing.
      throw new Error('killed')
    }
    await it.run()
    await it.stop()
    it.direct.send = send
    const next = await start(it.path, it.clock, it.direct)
    next.clock.advance(HOUR)
    await next.run()
    expect(next.direct.arrived).toHaveLength(1)
  })

  it('a limit of Discord’s is waited for', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.direct.answers.push({ kind: 'later', afterMs: HOUR })
    await it.digest(['Diffusion'])
    await it.run()
    expect(it.direct.arrived).toEqual([])
    it.clock.advance(HOUR)
    await it.run()
    expect(it.direct.arrived).toHaveLength(1)
  })
})

describe('a reader who takes no messages', () => {
  it('is not written to again; the watch and what it finds wait', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    it.direct.answers.push({ kind: 'closed' })
    await it.digest(['Diffusion One'])
    await it.run()
    await it.digest(['Diffusion Two'])
    it.clock.advance(48 * HOUR)
    await it.run()
    expect(it.direct.arrived).toEqual([])
    expect(await it.watches.get('ann')).toMatchObject({ state: 'closed', queries: ['diffusion'], waiting: 2 })
    await it.watches.resume('ann', 'en')
    await it.run()
    expect(it.direct.arrived.map(({ text }) => text)).toEqual([expect.stringMatching(/Diffusion One.*Diffusion Two/)])
  })

  it('who stopped gets nothing of what came before going on', async () => {
    const it = await start()
    await it.watches.add('ann', 'diffusion', 'en')
    await it.watches.stop('ann')
    await it.digest(['Diffusion One'])
    await it.run()
    await it.watches.resume('ann', 'en')
    await it.run()
    expect(it.direct.arrived).toEqual([])
    await it.digest(['Diffusion Two'])
    await it.run()
    expect(it.direct.arrived.map(({ text }) => text)).toEqual([expect.stringContaining('Diffusion Two')])
  })
})
