// The bot's process as its operators see it: it is started, stopped, killed at any statement or
// request, and started again with what it left on disk. What people ask of it is asked again until
// it is answered.
import type { Delivery } from '../../../src/delivery/delivery.ts'
import type { ChannelRights } from '../../../src/delivery/port.ts'
import type { Log } from '../../../src/log/log.ts'
import { createNetwork, type Network } from '../discord/network.ts'
import { mayIn } from '../discord/state.ts'
import { closeConnections, hookStatements } from '../ports/dialect.ts'
import { type Bot, startBot } from './bot.ts'
import { begin, SECOND, START, type Surroundings } from './surroundings.ts'
import type { Span } from './truth.ts'

/** One place where the process ends, counted from the start. */
export type CrashPoint = {
  readonly what: 'statement' | 'request'
  readonly number: number
  readonly when: 'before' | 'after'
}

export interface Process {
  readonly network: Network
  isRunning(): boolean
  statements(): number
  start(): Promise<void>
  /** As SIGTERM does it. */
  stop(downMs: number): Promise<void>
  /** The process ends before the next statement but so many. */
  killIn(statements: number, downMs: number): void
  /** The process ends now. */
  end(downMs: number): void
  /** Nothing of it runs any more. */
  close(): void
  /** Something happens: ticks come as often as in the program. */
  busy(): void
  fileChanged(): void
  /** The gateway says that something changed; while it is away it says so when it is back. */
  tell(where: { channelId: string } | { guildId: string }): void
  /** Given again until it is answered: the process may end in between. */
  command(text: string, run: (delivery: Delivery) => Promise<unknown>, span: Span): void
  /** Commands that are not answered yet. */
  pending(): number
}

/** A graceful stop may take this long. */
const MAX_STOP_MS = 10 * SECOND
const RESTART_MS = 5 * SECOND
/** After anything that happens, a tick of the program comes within this time. */
const BUSY_MS = 75 * SECOND

export function createProcess(world: Surroundings, crash: CrashPoint | null): Process {
  const { script, random, kernel, state, truth, history, faults, trouble } = world
  let bot: Bot | null = null
  let isStarting = false
  let life = 0
  let statements = 0
  let killAt = Number.POSITIVE_INFINITY
  let killFor = RESTART_MS
  let folderBusyUntil = 0
  let busyUntil = 0
  let down: Span | null = null
  const pending = new Set<() => void>()

  const isCrash = (what: CrashPoint['what'], when: CrashPoint['when'], number: number) =>
    crash?.what === what && crash.when === when && crash.number === number

  hookStatements({
    before() {
      statements += 1
      if (isCrash('statement', 'before', statements)) return kill('before a statement', RESTART_MS)
      if (statements >= killAt) return kill('between statements', killFor)
      return true
    },
    after: () => (isCrash('statement', 'after', statements) ? kill('after a statement', RESTART_MS) : true),
    isDiskFull: () => trouble.isDiskFull,
  })

  const network = createNetwork({
    kernel,
    state,
    history,
    random: random.fork('network'),
    rules: { isBlocked: (text) => [...truth.blocked].some((token) => text.includes(token)) },
    spells: script.spells.map((spell) => ({ ...spell, from: START + spell.from, to: START + spell.to })),
    faults: script.faults === null ? null : new Map(script.faults),
    requestsPerSecond: script.requestsPerSecond,
    hooks: {
      before(number) {
        busyUntil = Math.max(busyUntil, kernel.now() + BUSY_MS)
        return isCrash('request', 'before', number) ? kill('before a request', RESTART_MS) : true
      },
      after(number) {
        if (isCrash('request', 'after', number)) kill('after a request', RESTART_MS)
      },
    },
  })

  /** Always false: the process is not there any more. */
  function kill(where: string, downMs: number): false {
    history.note(`the process is killed ${where}`)
    end(downMs)
    return false
  }

  function end(downMs: number): void {
    life += 1
    bot = null
    isStarting = false
    killAt = Number.POSITIVE_INFINITY
    kernel.killBot()
    network.killBot()
    closeConnections()
    down ??= begin(world, truth.unable)
    kernel.after(downMs, () => void start(), 'world')
  }

  const rights: ChannelRights = {
    has(channelId, right) {
      const channel = state.channels.get(channelId)
      if (channel === undefined || channel.isGone || trouble.isGatewayAway) return null
      return mayIn(state, channel, right === 'ManageChannels' ? 'manage' : 'history')
    },
  }

  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: (_fields, text) => history.note(`    log: ${text}`),
    error(fields, text) {
      const { err } = fields as { err?: Error }
      history.note(`    log: ${text}${err === undefined ? '' : ` (${err.message})`}`)
      if (err !== undefined && !/disk is full/.test(String(err.cause ?? err.message)) && !/disk is full/.test(err.message))
        faults.push(`an exception: ${err.stack ?? err.message}`)
    },
  }

  async function start(): Promise<void> {
    if (bot !== null || isStarting) return
    isStarting = true
    const own = life
    history.note('the bot starts')
    try {
      const started = await startBot({
        path: world.storage.path,
        kernel,
        random: random.fork(`bot ${life}`),
        rights,
        log,
        settings: { requestsPerSecond: script.requestsPerSecond, backlogDays: 100, backlogMessages: 100_000 },
        isBusy: () => ({ folder: kernel.now() < folderBusyUntil, delivery: kernel.now() < busyUntil }),
        onFatal: (why) => faults.push(`it ends itself: ${why}`),
      })
      if (own !== life) return
      bot = started
      isStarting = false
      if (down !== null) down.to = kernel.now()
      down = null
      fileChanged()
      for (const command of [...pending]) command()
    } catch (error) {
      if (own !== life) return
      if (!trouble.isDiskFull) faults.push(`it cannot start: ${(error as Error).stack}`)
      history.note(`the start fails: ${(error as Error).message}`)
      end(10 * SECOND)
    }
  }

  async function stop(downMs: number): Promise<void> {
    const stopping = bot
    if (stopping === null) return
    const own = life
    history.note('SIGTERM')
    const late = kernel.after(
      MAX_STOP_MS,
      () => {
        if (own !== life) return
        faults.push('10 s after SIGTERM it still runs')
        end(downMs)
      },
      'world',
    )
    await stopping.stop().catch((error: Error) => faults.push(`an exception while stopping: ${error.stack}`))
    if (own !== life) return
    late()
    history.note('the bot has stopped')
    end(downMs)
  }

  function busy(): void {
    busyUntil = Math.max(busyUntil, kernel.now() + BUSY_MS)
    bot?.poke()
  }

  function fileChanged(): void {
    folderBusyUntil = kernel.now() + 30 * SECOND
    busy()
  }

  return {
    network,
    isRunning: () => bot !== null,
    statements: () => statements,
    start,
    stop,
    killIn(count, downMs) {
      killAt = statements + count
      killFor = downMs
    },
    end,
    close() {
      hookStatements(null)
      kernel.killBot()
      network.killBot()
      closeConnections()
    },
    busy,
    fileChanged,
    tell(where) {
      if (trouble.isGatewayAway || bot === null) return
      void bot.delivery.changed(where).catch(() => {})
      busy()
    },
    command(text, run, span) {
      history.note(text)
      const again = () => {
        if (bot === null) return
        const own = life
        run(bot.delivery).then(
          () => {
            if (own !== life) return
            pending.delete(again)
            span.to = kernel.now()
            busy()
          },
          () => {
            if (own === life) kernel.after(7 * SECOND, again, 'world')
          },
        )
      }
      pending.add(again)
      again()
    },
    pending: () => pending.size,
  }
}
