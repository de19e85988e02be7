import { expect, it, onTestFinished } from 'vitest'
import { SEED } from '../support/sandbox.ts'
import { madeDay } from './support/digest.ts'
import { type Live, startLive } from './support/live.ts'

async function live(): Promise<Live> {
  const started = await startLive({ sandbox: { limits: { routes: {} } } })
  onTestFinished(() => started.stop())
  return started
}

it('a digest reaches a channel of the sandbox', async () => {
  const { channel, standing, delivery, store } = await live()
  const channelId = channel('daily')
  await delivery.subscriptions.create({ channelId, guildId: SEED.guild, wish: {} })
  await store(madeDay('aaaa', '2026-01-15', 3, 4))
  await delivery.idle()
  expect(standing(channelId)).toHaveLength(5)
})
