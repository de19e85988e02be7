// Two processes hear the same interaction, and one of them is not sure that it is its own.
import { ApplicationCommandType, type Interaction } from 'discord.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLimits } from '../../src/delivery/limits/create-limits.ts'
import { createDiscord } from '../../src/discord/client.ts'
import type { ChatCommand } from '../../src/discord/command.ts'
import { createOutage } from '../../src/discord/outage.ts'
import { createRouter } from '../../src/discord/router.ts'
import { silentLog } from '../../src/log/log.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { createTestLog, type LogLine } from '../support/bot.ts'
import { createReader } from '../support/reader.ts'
import { startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'

const definition = { type: ApplicationCommandType.ChatInput as const, name: 'count', description: 'counts' }

async function open() {
  const sandbox = await startSandbox({ limits: 'off', maxConcurrency: 16 })
  onTestFinished(sandbox.stop)
  const runs: string[] = []
  const elsewhere: string[] = []
  const lines: LogLine[] = []

  /** A process that hears everything; `before` is what it waits for. */
  async function start(name: string, isContested: boolean, before: (interaction: Interaction) => Promise<void>) {
    const handler: ChatCommand<null> = {
      ...{ kind: 'chat', definition },
      async run() {
        runs.push(name)
        return { kind: 'reply', body: { content: `from ${name}` } }
      },
    }
    const slow: ChatCommand<null> = { ...handler, definition: { ...definition, name: 'slow' }, slow: true }
    const router = createRouter<null>({
      ...{ handlers: [handler, slow], services: null, log: createTestLog(lines) },
      texts: { failed: () => 'failed', refused: () => 'refused', outdated: () => 'outdated' },
      chosenLanguage: async () => null,
      isOwner: async () => false,
      onAnsweredElsewhere: () => void elsewhere.push(name),
    })
    const discord = createDiscord({
      ...{
        token: sandbox.token,
        api: sandbox.apiUrl,
        shards: 'auto',
        owners: [],
        definitions: [definition, { ...definition, name: 'slow' }],
      },
      log: silentLog,
      outage: createOutage({ log: silentLog, clock: systemClock }),
      requests: createLimits({}, systemClock),
      async onInteraction(interaction) {
        await before(interaction)
        await router.handle(interaction, { isContested })
      },
      onChanged: () => {},
      onFatal: () => {},
      onOutgrown: () => {},
    })
    onTestFinished(discord.stop)
    const login = await discord.start()
    if (login.kind === 'ready') await login.registration
  }
  return { sandbox, start, runs, elsewhere, lines, reader: createReader(sandbox, { locale: 'en-US' }) }
}

describe('an interaction that another process may answer', () => {
  it('is answered where nobody else does', async () => {
    const { start, reader, runs, elsewhere } = await open()
    await start('doubtful', true, async () => {})
    expect((await reader.run('count', {})).text).toBe('from doubtful\n')
    expect([runs, elsewhere]).toEqual([['doubtful'], []])
  })

  it('is not carried out where another has answered it, and nothing is warned of', async () => {
    const { sandbox, start, reader, runs, elsewhere, lines } = await open()
    await start('holder', false, async () => {})
    await start('doubtful', true, async ({ id }) => {
      await until(() => sandbox.world.store.interactions.get(id)?.state !== 'waiting', 'the answer of the other')
    })
    expect((await reader.run('count', {})).text).toBe('from holder\n')
    await until(() => elsewhere.length > 0, 'the refusal')
    expect([runs, elsewhere, lines]).toEqual([['holder'], ['doubtful'], []])
  })

  it('that two take for their own is answered once, and the second fails for nothing else', async () => {
    const { sandbox, start, reader, elsewhere, lines } = await open()
    await start('holder', false, async () => {})
    await start('late', false, async ({ id }) => {
      await until(() => sandbox.world.store.interactions.get(id)?.state !== 'waiting', 'the answer of the other')
    })
    expect((await reader.run('slow', {})).text).toBe('from holder\n')
    await until(() => elsewhere.length > 1, 'the refusals')
    expect([new Set(elsewhere), lines]).toEqual([new Set(['late']), []])
  })
})
