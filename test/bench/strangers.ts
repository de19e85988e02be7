// That what a stranger uploads in one server holds up no other: one client asks for the newest
// papers again and again, the other sends what is hardest to read.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sandbox } from 'discord-sandbox'
import { buildBot, spawnBot, untilRunning } from '../support/process.ts'
import { startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'
import type { Bench, Figure } from './bench.ts'
import { fillArchive } from './papers.ts'

const PAPERS = 5_000
const EVERY_MS = 50
const ALONE_MS = 5_000
const MAX_DELAY_MS = 200
const MAX_BYTES = 500_000

const upTo = (part: string) => part.repeat(Math.floor(MAX_BYTES / part.length))
const asFile = (subscriptions: string) => `{"paperboy":1,"subscriptions":[${subscriptions}]}`
const wish = (text: string) => asFile(`{"channelId":"112233445566778899","wish":${text}}`)

/** Files as large as are taken, each of another kind of trouble. */
const FILES: Readonly<Record<string, () => string>> = {
  'entries that are none': () => asFile(upTo('1,').slice(0, -1)),
  'entries with every key wrong': () =>
    asFile(upTo('{"channelId":1,"wish":{"most":0,"when":[{"cron":"x"}],"late":1}},').slice(0, -1)),
  'keys that mean nothing': () => wish(`{${Array.from({ length: 30_000 }, (_, i) => `"k${i}":1`).join(',')}}`),
  'a cron expression of half a megabyte': () => wish(`{"when":[{"cron":"${upTo('* ')}"}]}`),
  'a list in a cron expression': () => wish(`{"when":[{"cron":"${upTo('1,')}1 * * * *"}]}`),
  'a time zone of half a megabyte': () => wish(`{"when":[{"cron":"0 9 * * *","zone":"${upTo('A/')}"}]}`),
  'a word of half a megabyte': () => wish(`{"include":["${upTo('(')}"]}`),
  'very many words': () => wish(`{"include":[${upTo('"",').slice(0, -1)}]}`),
  'lists in lists': () => '['.repeat(MAX_BYTES),
  'no JSON': () => upTo('<a '),
}
const QUERIES = [
  '(((((((((((((((((((',
  '"a '.repeat(60),
  'a* OR '.repeat(40),
  `${'é'.repeat(100)} -${'b'.repeat(90)}`,
  '的'.repeat(200),
]

interface Servers {
  readonly quiet: string
  readonly hostile: string
}

async function latest({ control }: Sandbox, channelId: string): Promise<number> {
  const start = performance.now()
  const input = {
    kind: 'command',
    name: 'latest',
    options: {},
    user: 'member',
    locale: 'en-US',
    channel_id: channelId,
    wait: 'first',
  }
  // What gets no answer in Discord's three seconds counts as those.
  await control.interact(input as Parameters<typeof control.interact>[0]).catch(mustBeLate)
  return performance.now() - start
}

function mustBeLate(error: unknown): void {
  if (!String(error).includes('within 3 s')) throw error
}

/** How long each answer took while `during` goes on. */
async function waits(sandbox: Sandbox, channelId: string, during: Promise<unknown>): Promise<readonly number[]> {
  let isOver = false
  const over = during.finally(() => {
    isOver = true
  })
  const running: Promise<number>[] = []
  while (!isOver) {
    running.push(latest(sandbox, channelId))
    await sleep(EVERY_MS)
  }
  await over
  return await Promise.all(running)
}

async function attack({ control }: Sandbox, channelId: string): Promise<void> {
  const common = { user: 'owner', locale: 'en-US', channel_id: channelId, wait: 'final' as const }
  for (const [name, make] of Object.entries(FILES)) {
    const bytes = new TextEncoder().encode(make())
    const files = [{ option: 'file', name: `${name}.json`, bytes }]
    const input = { kind: 'command' as const, ...common, name: 'subscriptions', options: { file: 0 } }
    await control.interact(input, files).catch(mustBeLate)
  }
  for (const query of QUERIES)
    await control.interact({ kind: 'command', ...common, name: 'search', options: { query: [...query].slice(0, 300).join('') } })
}

function serversOf({ control }: Sandbox): Servers {
  const { channels } = control.state({ messages: false }) as {
    channels: { id: string; name: string; guild_id?: string; type: number }[]
  }
  const texts = channels.filter(({ type, guild_id }) => type === 0 && guild_id !== undefined)
  const quiet = texts[0]
  const hostile = texts.find(({ guild_id }) => guild_id !== quiet?.guild_id)
  if (quiet === undefined || hostile === undefined) throw new Error('the sandbox has no two servers')
  return { quiet: quiet.id, hostile: hostile.id }
}

const longest = (values: readonly number[]) => Math.max(...values)
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const strangers: Bench = {
  async measure(runChild) {
    buildBot()
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'))
    const data = join(folder, 'data')
    await runChild<number>(data, String(PAPERS))
    mkdirSync(join(folder, 'digests'))
    const config = { subscriptions: [], data: { folder: data }, digests: { folder: join(folder, 'digests') } }
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
    const sandbox = await startSandbox({ limits: 'off' })
    const env = { DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.apiUrl }
    const bot = spawnBot(['start', '--config', join(folder, 'config.json')], env, folder)
    try {
      await untilRunning(bot)
      const commands = () => (sandbox.control.state({ messages: false }) as { commands: unknown[] }).commands
      await until(() => commands().length > 0, 'the commands to be registered')
      const { quiet, hostile } = serversOf(sandbox)
      await waits(sandbox, quiet, sleep(2_000))
      const alone = await waits(sandbox, quiet, sleep(ALONE_MS))
      const attacked = await waits(sandbox, quiet, attack(sandbox, hostile))
      const figures: Figure[] = [
        { what: 'answer, alone, middle', value: middle(alone), unit: 'ms', limit: null },
        { what: 'answer, alone, longest', value: longest(alone), unit: 'ms', limit: null },
        {
          what: `answer, with ${Object.keys(FILES).length} hostile files, middle`,
          value: middle(attacked),
          unit: 'ms',
          limit: null,
        },
        {
          what: 'longest delay by them',
          value: longest(attacked) - middle(alone),
          unit: 'ms',
          limit: { atMost: MAX_DELAY_MS },
        },
      ]
      return figures
    } finally {
      bot.kill('SIGTERM')
      await bot.exited
      await sandbox.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  child: (folder = '', count = '0') => fillArchive(folder, Number(count)),
}
