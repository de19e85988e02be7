// The limits in front of every request of the process.
import { REST, Routes } from 'discord.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLimits } from '../../src/delivery/limits/create-limits.ts'
import { createLimitedSender } from '../../src/delivery/limits/limited-sender.ts'
import { createUploadBudget } from '../../src/delivery/limits/upload-budget.ts'
import type { Answer, ReadOutcome } from '../../src/delivery/port.ts'
import type { Figure } from '../../src/digest/digest.ts'
import { createRequester, restOptions } from '../../src/discord/rest/requester.ts'
import { createSender } from '../../src/discord/rest/sender.ts'
import { createManualClock, systemClock } from '../../src/schedule/clock.ts'
import { SEED, startSandbox } from '../support/sandbox.ts'
import { createFakeDiscord, silence } from './support/discord.ts'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage } from './support/stage.ts'

const MINUTE = 60_000
const MiB = 1024 * 1024

describe('the upload budget', () => {
  it('lets wait what has no room, in order, and lets alone go what is larger than all of it', async () => {
    const budget = createUploadBudget(10)
    const ends = new Map<string, () => void>()
    const begun: string[] = []
    const upload = (name: string, bytes: number) =>
      budget.withUpload(bytes, async () => {
        begun.push(name)
        await new Promise<void>((end) => ends.set(name, end))
      })
    const all = [upload('a', 6), upload('b', 6), upload('c', 4), upload('huge', 100)]
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    await turn()
    expect(begun).toEqual(['a'])
    ends.get('a')?.()
    await turn()
    expect(begun).toEqual(['a', 'b', 'c'])
    ends.get('b')?.()
    await turn()
    expect(begun).toEqual(['a', 'b', 'c'])
    ends.get('c')?.()
    await turn()
    expect(begun).toEqual(['a', 'b', 'c', 'huge'])
    ends.get('huge')?.()
    await Promise.all(all)
  })

  it('gets its bytes back from an upload that throws', async () => {
    const budget = createUploadBudget(10)
    for (let i = 0; i < 5; i++)
      await expect(budget.withUpload(8, () => Promise.reject(new Error('full')))).rejects.toThrow('full')
    expect(await budget.withUpload(8, async () => 'sent')).toBe('sent')
  })

  it('is not used up by a full disk: all pictures come once there is room', async () => {
    const figure: Figure = { kind: 'file', name: 'a.png', mediaType: 'image/png', bytes: new Uint8Array(8 * MiB), alt: 'a' }
    const stage = await createStage()
    await stage.subscribe()
    stage.sqlite.writer.exec(
      "create trigger full before update on deliveries when new.state = 'sending' begin select raise(abort, 'database or disk is full'); end",
    )
    const papers = featured('aaaa1', 'aaaa2').map((paper) => ({ ...paper, figures: [figure] }))
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers }))
    await stage.pass(2 * MINUTE)
    expect(stage.discord.standing).toEqual([])
    stage.sqlite.writer.exec('drop trigger full')
    // The index goes; then each paper's claim fails a few times more often than the budget would
    // bear.
    stage.sqlite.writer.exec(
      "create trigger full before update on deliveries when new.state = 'sending' and new.role = 'papers' begin select raise(abort, 'database or disk is full'); end",
    )
    await stage.pass(2 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(1)
    stage.sqlite.writer.exec('drop trigger full')
    await stage.pass(MINUTE)
    const uploads = stage.discord.acts.flatMap((act) => (act.kind === 'message' ? [act.files.length] : []))
    expect(uploads).toEqual([0, 1, 1])
  })
})

describe('a resend', () => {
  const posted = async (settings = {}) => {
    const stage = await createStage({ settings })
    await stage.subscribe()
    const papers = featured(...Array.from({ length: 12 }, (_, i) => `aaaa${String(i).padStart(2, '0')}`))
    await stage.delivery.plan(await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers }))
    await stage.pass(MINUTE)
    return stage
  }

  it('asks for its messages no faster than the limit', async () => {
    const stage = await posted({ requestsPerSecond: 4 })
    const asked: number[] = []
    const { message } = stage.discord
    stage.discord.message = async (...where) => {
      asked.push(stage.clock.now())
      return await message(...where)
    }
    const resend = stage.delivery.resend('2026-01-15')
    await stage.pass(MINUTE)
    expect(await resend).toEqual({ messages: 0 })
    expect(asked).toHaveLength(13)
    for (const from of asked) expect(asked.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(4)
  })

  it('waits for a limit instead of taking it for an answer', async () => {
    const stage = await posted()
    stage.discord.remove(stage.discord.in(CHANNEL)[3]?.id ?? '')
    let asked = 0
    stage.discord.readTrouble = () => (asked++ % 2 === 0 ? { kind: 'wait', scope: 'user', retryAfterMs: 1_000 } : null)
    const resend = stage.delivery.resend('2026-01-15')
    await stage.pass(MINUTE)
    expect(await resend).toEqual({ messages: 1 })
  })

  it('says for how many messages Discord gave no answer', async () => {
    const stage = await posted()
    stage.discord.readTrouble = () => ({ kind: 'wait', scope: 'user', retryAfterMs: 3_600_000 })
    const resend = stage.delivery.resend('2026-01-15')
    await stage.pass(MINUTE)
    expect(await resend).toEqual({ messages: 0, unchecked: 13 })
  })
})

it('of two that ask the same the second waits as the first was answered', async () => {
  const clock = createManualClock(0)
  const discord = createFakeDiscord(clock)
  const asked: ((retryAfterMs: number) => void)[] = []
  const limitFor = (retryAfterMs: number) => ({ kind: 'wait', scope: 'shared', retryAfterMs }) as const
  discord.threads = () =>
    new Promise((resolve) => {
      asked.push((ms) => resolve({ outcome: limitFor(ms), bucket: { remaining: 0, resetAfterMs: ms } }))
    })
  const sender = createLimitedSender(discord, createLimits({}, clock), clock)
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const answers = ['1', '2'].map((parentId) => sender.threads({ parentId, guildId: SEED.guild, archived: false }))
  await turn()
  expect(asked).toHaveLength(1)
  asked[0]?.(600_000)
  const outcomes = (await Promise.all(answers)).map(({ outcome }) => outcome)
  expect(asked).toHaveLength(1)
  expect(outcomes[0]).toEqual(limitFor(600_000))
  expect(outcomes[1]).toMatchObject({ kind: 'wait', retryAfterMs: expect.closeTo(600_000, -2) })
})

describe('a request that only reads and is not answered', () => {
  function lossy({ lost, ms }: { lost: number; ms: number }) {
    const clock = createManualClock(0)
    const discord = createFakeDiscord(clock)
    let asked = 0
    discord.readTrouble = () => {
      asked += 1
      if (asked > lost) return null
      clock.advance(ms)
      return { kind: 'unknown', why: '503' }
    }
    const sender = createLimitedSender(discord, createLimits({}, clock), clock)
    return { discord, sender, read: async () => [(await sender.messages(CHANNEL, {})).outcome.kind, asked] }
  }

  it('is asked again at once', async () => {
    expect(await lossy({ lost: 1, ms: 10 }).read()).toEqual(['read', 2])
    expect(await lossy({ lost: 2, ms: 10 }).read()).toEqual(['read', 3])
  })

  it('is asked three times at most', async () => {
    expect(await lossy({ lost: 3, ms: 10 }).read()).toEqual(['unknown', 3])
  })

  it('is not asked again where it was waited for long', async () => {
    expect(await lossy({ lost: 1, ms: 15_000 }).read()).toEqual(['unknown', 1])
  })

  it('is not what writes: whether that was done must be looked for first', async () => {
    const { discord, sender } = lossy({ lost: 0, ms: 0 })
    discord.trouble = () => silence(false)
    const { outcome } = await sender.perform({ kind: 'message', channelId: CHANNEL, body: {}, files: [], nonce: 'a' })
    expect([outcome.kind, discord.acts.length]).toEqual(['unknown', 1])
  })
})

it('the limits count what discord.js asks by itself together with what delivery asks', async () => {
  const PER_SECOND = 5
  const sandbox = await startSandbox({ limits: { global: PER_SECOND } })
  onTestFinished(sandbox.stop)
  const statuses: number[] = []
  sandbox.feed.listen((change) => {
    if (change.kind === 'request') statuses.push(change.entry.status)
  })
  const requests = createLimits({ requestsPerSecond: PER_SECOND }, systemClock)
  const rest = new REST(restOptions(sandbox.apiUrl)).setToken(sandbox.token)
  const requester = createRequester(rest)
  requester.limitOwnRequests(requests)
  const sender = createLimitedSender(createSender({ requester, userId: SEED.bot }), requests, systemClock)
  const own = Array.from({ length: 6 }, () => rest.get(Routes.currentApplication()))
  const delivery = Array.from({ length: 6 }, async () => (await sender.contacts(SEED.guild)).outcome.kind)
  await Promise.all(own)
  expect(await Promise.all(delivery)).toEqual(Array.from({ length: 6 }, () => 'read'))
  expect(statuses).toEqual(Array.from({ length: 12 }, () => 200))
})

it('what waits for its turn when the program stops is withdrawn, and nothing new is asked', async () => {
  const clock = createManualClock(0)
  const discord = createFakeDiscord(clock)
  const requests = createLimits({ requestsPerSecond: 1 }, clock)
  const sender = createLimitedSender(discord, requests, clock)
  const act = (nonce: string) => ({ kind: 'message' as const, channelId: CHANNEL, body: {}, files: [], nonce })
  const [first, second] = [sender.perform(act('a')), sender.perform(act('b'))]
  await first
  requests.close()
  expect((await second).outcome).toEqual({ kind: 'withdrawn' })
  expect((await sender.perform(act('c'))).outcome).toEqual({ kind: 'withdrawn' })
  expect(discord.acts).toHaveLength(1)
})

it('a part of the program that ends is withdrawn and cut alone', async () => {
  const clock = createManualClock(0)
  const requests = createLimits({ requestsPerSecond: 2 }, clock)
  const part = requests.part(() => true)
  const answers: (() => void)[] = []
  const cut: string[] = []
  const ask = (of: typeof requests, name: string) =>
    of.run(name, (signal) => {
      signal.addEventListener('abort', () => cut.push(name))
      return new Promise<Answer<ReadOutcome<string>>>((resolve) =>
        answers.push(() => resolve({ outcome: { kind: 'read', found: name }, bucket: null })),
      )
    })
  const [own, ofPart, waitingPart, waitingOwn] = [
    ask(requests, 'own'),
    ask(part, 'of the part'),
    ask(part, 'waiting of the part'),
    ask(requests, 'waiting'),
  ]
  await new Promise((resolve) => setImmediate(resolve))
  part.close()
  part.abort()
  expect((await waitingPart).outcome).toEqual({ kind: 'withdrawn' })
  expect(cut).toEqual(['of the part'])
  for (const answer of answers.splice(0)) answer()
  await Promise.all([own, ofPart])
  clock.advance(1_001)
  await new Promise((resolve) => setImmediate(resolve))
  for (const answer of answers.splice(0)) answer()
  expect((await waitingOwn).outcome).toEqual({ kind: 'read', found: 'waiting' })
  expect((await ask(part, 'later')).outcome).toEqual({ kind: 'withdrawn' })
})

it('nothing of a part leaves once it may not, also where that it is wanted was found out before', async () => {
  const requests = createLimits({}, createManualClock(0))
  let mayLeave = true
  let left = 0
  const part = requests.part(() => mayLeave)
  const request = async () => {
    left += 1
    return { outcome: { kind: 'read', found: null }, bucket: null } as const
  }
  const isWanted = async () => {
    // As a claim that is noted while the last moment passes.
    mayLeave = false
    return true
  }
  expect((await part.run('a', request, { isWanted })).outcome).toEqual({ kind: 'withdrawn' })
  expect((await part.run('a', request)).outcome).toEqual({ kind: 'withdrawn' })
  expect(left).toBe(0)
  expect((await requests.run('a', request)).outcome).toEqual({ kind: 'read', found: null })
})
