// The bot as a real process, killed with SIGKILL again and again while it reads digests and posts
// to twenty channels, with Discord failing all along. `KILLS=20 SEED=7 npm run test:kill` is a
// short run, and the same one again.
import { expect, it, onTestFinished } from 'vitest'
import { buildBot } from '../support/process.ts'
import { seeded } from '../support/seeded.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { expectedDays, expectedPapers, read } from './support/channels.ts'
import { createLives, type Lives } from './support/lives.ts'

const KILLS = Number(process.env.KILLS ?? 200)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

async function lives(seed: number): Promise<Lives> {
  buildBot()
  const made = await createLives(temporaryFolder(), seeded(seed))
  onTestFinished(made.close)
  return made
}

function expectEveryPaperOnce({ sandbox, channels, digests }: Lives): void {
  for (const channel of channels) {
    const { papers, days } = read(sandbox, channel.id)
    expect(papers, channel.name).toEqual(expectedPapers(channel, digests))
    expect(days, channel.name).toEqual(expectedDays(channel, digests))
  }
}

it(`killed ${KILLS} times (SEED=${SEED}), it has posted every message to every channel once, in order`, async () => {
  const bot = await lives(SEED)
  for (let kill = 0; kill < KILLS; kill++) {
    if (kill % 14 === 0) bot.writeDigest()
    if (kill % 23 === 22) bot.correctDigest()
    await bot.liveAndDie()
  }
  await bot.finish()
  expectEveryPaperOnce(bot)
})

it(`brought back from older copies of its database (SEED=${SEED}), it posts nothing twice`, async () => {
  const bot = await lives(SEED + 1)
  for (let kill = 0; kill < KILLS / 5; kill++) {
    if (kill % 8 === 0) bot.writeDigest()
    if (kill % 10 === 2) bot.copyDatabase()
    await bot.liveAndDie()
    if (kill % 10 === 9) bot.restoreDatabase()
  }
  await bot.finish()
  expectEveryPaperOnce(bot)
})
