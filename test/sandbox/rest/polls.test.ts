// A poll ends when its time is over, in a world that was put away and opened again too.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createManualClock } from 'discord-sandbox'
import { expect, it, onTestFinished } from 'vitest'
import { openYard } from '../libraries/support.ts'
import { call } from '../support.ts'

const POLL = {
  question: { text: 'Tea?' },
  answers: [{ poll_media: { text: 'Yes' } }, { poll_media: { text: 'No' } }],
  duration: 2,
}
const HOUR_MS = 3_600_000
const NOON = Date.UTC(2026, 0, 1, 12)

it('of two hours is open after one and over after two, with a message that says so', async () => {
  const clock = createManualClock(NOON)
  const { sandbox, channel } = await openYard({ clock })
  onTestFinished(() => sandbox.stop())
  const messages = `/channels/${channel('talk')}/messages`
  const { body } = await call(sandbox, 'POST', messages, { poll: POLL })
  const isOver = async () => (await call(sandbox, 'GET', `${messages}/${body.id}`)).body.poll.results.is_finalized
  clock.advance(HOUR_MS)
  expect(await isOver()).toBe(false)
  clock.advance(HOUR_MS)
  expect(await isOver()).toBe(true)
  const [last] = (await call(sandbox, 'GET', `${messages}?limit=1`)).body
  expect(last).toMatchObject({ type: 46, message_reference: { message_id: body.id }, embeds: [{ type: 'poll_result' }] })
  expect(await call(sandbox, 'POST', `/channels/${channel('talk')}/polls/${body.id}/expire`)).toMatchObject({
    status: 400,
    body: { code: 520_001 },
  })
})

it('is over in time after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-polls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const statePath = join(folder, 'world.jsonl')
  const first = await openYard({ clock: createManualClock(NOON), statePath })
  const messages = `/channels/${first.channel('talk')}/messages`
  const { body } = await call(first.sandbox, 'POST', messages, { poll: POLL })
  await first.sandbox.stop()
  const clock = createManualClock(NOON + HOUR_MS)
  const { sandbox } = await openYard({ clock, statePath })
  onTestFinished(() => sandbox.stop())
  clock.advance(HOUR_MS)
  expect((await call(sandbox, 'GET', `${messages}/${body.id}`)).body.poll.results.is_finalized).toBe(true)
})
