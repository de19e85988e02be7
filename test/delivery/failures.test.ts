// What happens when the world says no. Each of these is a line of docs/failures.md.
import { describe, expect, it } from 'vitest'
import type { Act } from '../../src/delivery/port.ts'
import { refusal, silence } from './support/discord.ts'
import { featured } from './support/papers.ts'
import { CHANNEL, createStage, GUILD, type Stage } from './support/stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SYSTEM = '200000000000000099'
const OTHER = '200000000000000002'

async function withDigest(parts = {}): Promise<Stage> {
  const stage = await createStage(parts)
  await stage.subscribe()
  return stage
}

const post = async (stage: Stage, name = 'aaaa') => {
  await stage.delivery.plan(
    await stage.archive.add({ file: `${name}.txt`, date: '2026-01-15', papers: featured(`${name}1`, `${name}2`) }),
  )
}
const once = (trouble: ReturnType<typeof silence>, when: (act: Act) => boolean = () => true) => {
  let struck = false
  return (act: Act) => {
    if (struck || !when(act)) return null
    struck = true
    return trouble
  }
}
const isTo = (channelId: string) => (act: Act) => 'channelId' in act && act.channelId === channelId

describe('an answer that never came', () => {
  it.each([true, false])('is cleared up by reading the channel; the message was made: %s', async (made) => {
    const stage = await withDigest()
    stage.discord.trouble = once(silence(made))
    await post(stage)
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })

  it('is cleared up in a forum too, where no nonce helps', async () => {
    const stage = await createStage()
    await stage.subscribe({ place: 'forum' })
    let lost = 0
    stage.discord.trouble = (act) => (act.kind === 'post' && lost++ % 2 === 0 ? silence(true) : null)
    await post(stage)
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL).map((message) => message.thread?.name)).toEqual([
      '2026-01-15 · AI papers',
      'Paper aaaa1',
      'Paper aaaa2',
    ])
  })

  it('leaves a message that a correction edits like any other, and only where it looks different', async () => {
    const stage = await withDigest()
    stage.discord.trouble = (act) => (stage.discord.acts.length <= 3 && act.kind === 'message' ? silence(true) : null)
    const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers: featured('aaaa1', 'aaaa2') })
    await stage.delivery.plan(id)
    await stage.pass(MINUTE)
    await stage.archive.correct(id, [{ id: 'aaaa1', title: 'A better title' }, { id: 'aaaa2' }])
    await stage.delivery.plan(id)
    await stage.pass(MINUTE)
    const [, first, second] = stage.discord.in(CHANNEL)
    expect(JSON.stringify(first?.body)).toContain('A better title')
    expect([first?.edits, second?.edits]).toEqual([1, 0])
  })

  it('is looked for again for hours, and only then sent', async () => {
    const stage = await withDigest()
    stage.discord.trouble = () => silence(false)
    stage.discord.readTrouble = () => ({ kind: 'unknown', why: '503' })
    await post(stage)
    await stage.pass(10 * HOUR)
    expect(stage.discord.in(CHANNEL)).toEqual([])
    stage.discord.trouble = () => null
    stage.discord.readTrouble = () => null
    await stage.pass(31 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })
})

describe('a 429', () => {
  it('is waited out in its own channel while others go on', async () => {
    const stage = await withDigest()
    await stage.subscribe({}, OTHER)
    stage.discord.trouble = once({ made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: 40_000 } }, isTo(CHANNEL))
    await post(stage)
    await stage.pass(30_000)
    expect([stage.discord.in(CHANNEL).length, stage.discord.in(OTHER).length]).toEqual([0, 3])
    await stage.pass(11_000)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })

  it('of the whole bot holds everything', async () => {
    const stage = await withDigest()
    await stage.subscribe({}, OTHER)
    stage.discord.trouble = once({ made: false, outcome: { kind: 'wait', scope: 'global', retryAfterMs: 40_000 } }, isTo(CHANNEL))
    await post(stage)
    await stage.pass(39_000)
    const before = stage.discord.acts.length
    await stage.pass(500)
    expect(stage.discord.acts).toHaveLength(before)
    await stage.pass(5_000)
    expect([stage.discord.in(CHANNEL).length, stage.discord.in(OTHER).length]).toEqual([3, 3])
  })

  it('without a time opens the breaker: a minute, then twice as long, one request at a time', async () => {
    const stage = await withDigest()
    const block = { made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: null } } as const
    stage.discord.trouble = () => block
    await post(stage)
    await stage.pass(59_000)
    expect(stage.discord.acts).toHaveLength(1)
    expect((await stage.delivery.health()).resting?.why).toContain('without saying')
    await stage.pass(2_000)
    expect(stage.discord.acts).toHaveLength(2)
    await stage.pass(118_000)
    expect(stage.discord.acts).toHaveLength(2)
    stage.discord.trouble = () => null
    await stage.pass(10_000)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })
})

describe('refused requests', () => {
  it('are counted, and all rests long before Discord would block the address', async () => {
    const stage = await createStage({ settings: { invalidRequestBudget: 10 } })
    for (let i = 0; i < 30; i++) await stage.subscribe({}, `2100000000000000${String(i).padStart(2, '0')}`)
    stage.discord.trouble = () => refusal('permissions')
    await post(stage)
    await stage.pass(9 * MINUTE)
    expect(stage.discord.acts.length).toBeLessThanOrEqual(10)
  })
})

describe('a channel that refuses the bot', () => {
  it('is paused alone, and its server is notified once where it can be read', async () => {
    const stage = await withDigest()
    await stage.subscribe({}, OTHER)
    stage.discord.system = SYSTEM
    stage.discord.trouble = (act) => (isTo(CHANNEL)(act) ? refusal('permissions') : null)
    await post(stage)
    await stage.pass(3 * HOUR)
    expect(stage.discord.in(OTHER)).toHaveLength(3)
    const notices = stage.discord.in(SYSTEM)
    expect(notices).toHaveLength(1)
    expect(notices[0]?.body.content).toContain(`<#${CHANNEL}>`)
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.causes[0]).toMatchObject({ kind: 'forbidden', reason: 'permissions' })
  })

  it('notifies the owner where the system channel is closed too', async () => {
    const stage = await withDigest()
    stage.discord.system = SYSTEM
    stage.discord.trouble = (act) => (act.channelId.startsWith('dm-') ? null : refusal('access', 50001))
    await post(stage)
    await stage.pass(MINUTE)
    expect(stage.discord.standing.map((message) => message.channelId)).toEqual(['dm-100000000000000001'])
  })

  it('goes on by itself when it is mended: at the next try, as soon as Discord says so, or at a start', async () => {
    for (const mend of ['probe', 'event', 'start'] as const) {
      const stage = await withDigest()
      stage.discord.trouble = (act) => (isTo(CHANNEL)(act) ? refusal('permissions') : null)
      await post(stage)
      await stage.pass(MINUTE)
      stage.discord.trouble = () => null
      if (mend === 'event') await stage.delivery.changed({ guildId: GUILD })
      if (mend === 'start') await stage.restart()
      await stage.pass(mend === 'probe' ? 30 * MINUTE : 1_000)
      expect(stage.discord.in(CHANNEL)).toHaveLength(3)
      expect((await stage.delivery.subscriptions.list())[0]?.state).toBe('active')
    }
  })

  it('gets the digests of the meantime, but not those of longer ago than the catch-up time', async () => {
    const stage = await withDigest({ settings: { catchUpHours: 24 } })
    stage.discord.trouble = (act) => (isTo(CHANNEL)(act) ? refusal('channel-gone', 10003) : null)
    await post(stage, 'aaaa')
    await stage.pass(MINUTE)
    const add = async (name: string) =>
      stage.delivery.plan(
        await stage.archive.add({
          file: `${name}.txt`,
          date: '2026-01-16',
          papers: featured(`${name}1`),
          receivedAt: stage.clock.now(),
        }),
      )
    await add('bbbb')
    await stage.pass(30 * HOUR)
    await add('cccc')
    stage.discord.trouble = () => null
    await stage.delivery.changed({ channelId: CHANNEL })
    await stage.pass(MINUTE)
    const text = JSON.stringify(stage.discord.in(CHANNEL).map((message) => message.body))
    expect(['aaaa1', 'bbbb1', 'cccc1'].map((id) => text.includes(`Paper ${id}`))).toEqual([true, false, true])
  })
})

describe('a message that Discord finds malformed', () => {
  it('is sent simpler, down to one line, and never disables anything', async () => {
    const stage = await withDigest()
    stage.discord.trouble = (act) =>
      act.kind === 'message' && (act.body.embeds?.length ?? 0) > 0 ? refusal('invalid', 50035) : null
    await post(stage)
    await stage.pass(MINUTE)
    const standing = stage.discord.in(CHANNEL)
    expect(standing).toHaveLength(3)
    expect(standing[1]?.body.content).toContain('https://example.org/aaaa1')
    expect((await stage.delivery.subscriptions.list())[0]?.state).toBe('active')
  })

  it('and refuses even the line is given up alone', async () => {
    const stage = await withDigest()
    stage.discord.trouble = (act) =>
      act.kind === 'message' && JSON.stringify(act.body).includes('aaaa1') && !JSON.stringify(act.body).includes('aaaa2')
        ? refusal('invalid', 50035)
        : null
    await post(stage)
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(2)
  })
})

describe('a refused token', () => {
  it('stops everything with a clear line', async () => {
    const stage = await withDigest()
    stage.discord.trouble = () => refusal('unauthorised', 0)
    await post(stage)
    await stage.pass(HOUR)
    expect(stage.fatal).toHaveLength(1)
    expect(stage.discord.acts).toHaveLength(1)
  })
})

describe('a process that ends in the middle', () => {
  it('of a send looks for the message before it sends it', async () => {
    const stage = await withDigest()
    const { perform } = stage.discord
    let acts = 0
    stage.discord.perform = async (act, signal) => {
      const answer = await perform(act, signal)
      acts += 1
      return acts === 2 ? await new Promise(() => {}) : answer
    }
    await post(stage)
    await stage.settle()
    stage.discord.perform = perform
    await stage.restart()
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })

  it('between a refusal and the note that the channel refuses tries it again', async () => {
    const stage = await withDigest()
    stage.discord.trouble = once(refusal('permissions'))
    await post(stage)
    await stage.settle()
    await stage.database.query
      .updateTable('subscriptions')
      .set({ state: 'active', forbidden_since: null, next_probe: null })
      .execute()
    await stage.restart()
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })

  it('and comes back with an older database finds what it had sent', async () => {
    const before = await withDigest()
    await post(before)
    await before.pass(MINUTE)
    const bodies = before.discord.standing.length
    await before.database.query.deleteFrom('posted').execute()
    await before.database.query.deleteFrom('deliveries').execute()
    await before.database.query.deleteFrom('editions').execute()
    await before.database.query.updateTable('subscriptions').set({ seen_through: 0 }).execute()
    before.clock.advance(HOUR)
    await before.restart()
    await before.pass(MINUTE)
    expect(before.discord.standing).toHaveLength(bodies)
  })
})

describe('a channel that was forbidden', () => {
  it('and is resumed by a person gets what waited for it', async () => {
    const stage = await withDigest()
    stage.discord.trouble = () => refusal('permissions')
    await post(stage)
    await stage.pass(MINUTE)
    stage.discord.trouble = () => null
    const [subscription] = await stage.delivery.subscriptions.list()
    await stage.delivery.subscriptions.resume(subscription?.id ?? ('' as never))
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
  })
})

describe('a change of an older message that must wait', () => {
  it('stands in no message’s way, and is made when its time has come', async () => {
    const stage = await withDigest()
    await post(stage)
    await stage.pass(MINUTE)
    const [index] = stage.discord.in(CHANNEL)
    stage.discord.trouble = (act) =>
      act.kind === 'edit' ? { made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: 38 * MINUTE } } : null
    const id = await stage.archive.add({ file: 'b.txt', date: '2026-01-16', papers: featured('bbbb1', 'bbbb2') })
    await stage.delivery.plan(id)
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(6)
    stage.discord.trouble = () => null
    await stage.pass(40 * MINUTE)
    expect(stage.discord.in(CHANNEL).filter(({ edits }) => edits > 0)).toHaveLength(2)
    expect(index?.edits).toBe(1)
    expect((await stage.delivery.health()).queue).toBe(0)
  })

  it('keeps what changes the same message behind it: nothing is published before it is complete', async () => {
    const stage = await createStage()
    await stage.subscribe({ place: 'announcement' })
    stage.discord.trouble = once(
      { made: false, outcome: { kind: 'wait', scope: 'user', retryAfterMs: HOUR } },
      (act) => act.kind === 'edit',
    )
    await post(stage)
    await stage.pass(30 * MINUTE)
    expect(stage.discord.in(CHANNEL).map(({ published }) => published)).toEqual([false, false, false])
    await stage.pass(HOUR)
    const [index] = stage.discord.in(CHANNEL)
    expect([index?.edits, index?.published]).toEqual([1, true])
  })
})

describe('a wait of a day', () => {
  it.each(['user', 'global'] as const)('is kept whole (%s), and ended by the end of the process', async (scope) => {
    const stage = await withDigest()
    stage.discord.trouble = once({ made: false, outcome: { kind: 'wait', scope, retryAfterMs: 24 * HOUR } })
    await post(stage)
    await stage.pass(24 * HOUR - MINUTE)
    expect(stage.discord.acts).toHaveLength(1)
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.causes[0]?.kind).toBe('waiting')
    if (scope === 'global') expect((await stage.delivery.health()).resting?.until).toBeGreaterThan(stage.clock.now())
    await stage.pass(2 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(3)
    let ended = false
    void stage.delivery.stop().then(() => {
      ended = true
    })
    await stage.settle()
    expect(ended).toBe(true)
  })
})

describe('a history that cannot be read', () => {
  it('is not taken for an empty one: nothing is sent twice', async () => {
    const stage = await withDigest()
    await post(stage)
    await stage.pass(MINUTE)
    stage.discord.trouble = once(silence(true))
    const { messages, message } = stage.discord
    stage.discord.messages = async () => ({ outcome: { kind: 'read', found: [] }, bucket: null })
    stage.discord.message = async () => {
      const no = refusal('permissions')
      return no === null ? await message('', '') : { outcome: no.outcome, bucket: null }
    }
    await stage.delivery.plan(await stage.archive.add({ file: 'b.txt', date: '2026-01-16', papers: featured('bbbb1') }))
    await stage.pass(5 * MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(4)
    expect((await stage.delivery.subscriptions.list())[0]?.state).toBe('forbidden')
    Object.assign(stage.discord, { messages, message })
    await stage.delivery.changed({ channelId: CHANNEL })
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(5)
  })

  it('is asked for first where the gateway knows the right is missing, also in a channel that is new to us', async () => {
    const stage = await withDigest({ rights: { has: () => false } })
    await post(stage)
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toEqual([])
    const [status] = await stage.delivery.status({ channelId: CHANNEL })
    expect(status?.causes[0]).toMatchObject({ kind: 'forbidden', reason: 'permissions' })
  })

  it('without the newest message because people deleted it is believed', async () => {
    const stage = await withDigest()
    await post(stage)
    await stage.pass(MINUTE)
    stage.discord.remove(stage.discord.in(CHANNEL).at(-1)?.id ?? '')
    await stage.restart()
    await stage.delivery.plan(await stage.archive.add({ file: 'b.txt', date: '2026-01-16', papers: featured('bbbb1') }))
    await stage.pass(MINUTE)
    expect(stage.discord.in(CHANNEL)).toHaveLength(4)
  })
})
