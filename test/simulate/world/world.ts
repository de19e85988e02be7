// Runs one script: the bot, Discord, and the people, authors and operators around them, in virtual
// time.
import type { Delivery } from '../../../src/delivery/delivery.ts'
import type { ChannelRights } from '../../../src/delivery/port.ts'
import type { Log } from '../../../src/log/log.ts'
import { createNetwork, type Network, threadsOf } from '../discord/network.ts'
import { addChannel, createState, type DiscordState, GUILD, mayIn, messagesIn, TEXT } from '../discord/state.ts'
import { createHistory, type History } from '../judge/history.ts'
import { createKernel, EndlessLoop, type Kernel } from '../kernel/kernel.ts'
import { createRandom } from '../kernel/random.ts'
import { useKernel } from '../kernel/virtual-globals.ts'
import { seedCrypto } from '../ports/crypto.ts'
import { closeConnections, hookStatements } from '../ports/dialect.ts'
import { createFolder, type Folder } from '../ports/files.ts'
import { type Bot, startBot } from './bot.ts'
import { changed, type Digest, fileOf, firstPapers } from './digests.ts'
import type { Event, Script } from './script.ts'
import type { Storage } from './storage.ts'
import { createTruth, type Span, type SubscriptionTruth, type Truth } from './truth.ts'

/** One place where the process ends, counted from the start. */
export type CrashPoint = {
  readonly what: 'statement' | 'request'
  readonly number: number
  readonly when: 'before' | 'after'
}

export interface Run {
  readonly state: DiscordState
  readonly truth: Truth
  readonly network: Network
  readonly history: History
  /** What went wrong inside the bot: exceptions, loops without end, a stop that does not end. */
  readonly faults: readonly string[]
  readonly statements: number
  readonly end: number
}

export const START = Date.UTC(2026, 0, 15, 1, 0)
const SYSTEM = '200000000000000099'
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** A graceful stop may take this long. */
const MAX_STOP_MS = 10 * SECOND
const RESTART_MS = 5 * SECOND

export async function runScript(
  script: Script,
  storage: Storage,
  crash: CrashPoint | null,
  onNetwork: (network: Network) => void,
): Promise<Run> {
  const random = createRandom(script.seed).fork('run')
  const kernel: Kernel = createKernel(START, random.fork('turns'), script.inOrder)
  useKernel(kernel)
  seedCrypto(random.fork('ids'))
  storage.reset()
  const truth = createTruth()
  const history = createHistory(kernel.now, START)
  const state = createState(SYSTEM)
  const folder: Folder = createFolder()
  const faults: string[] = []
  const { channels } = script

  addChannel(state, { id: SYSTEM, type: TEXT, name: 'system' })
  for (const { id, type, name, tags, mayManage, requiresTag } of channels)
    addChannel(state, {
      id,
      type,
      name,
      tags: tags.map((tag) => ({ id: state.newId(START), name: tag, moderated: false })),
      requiresTag,
      rights: { view: true, send: true, history: true, threads: true, manage: mayManage },
    })

  let bot: Bot | null = null
  let isStarting = false
  let life = 0
  let statements = 0
  let killAt = Number.POSITIVE_INFINITY
  let killFor = RESTART_MS
  let isDiskFull = false
  let isGatewayAway = false
  let folderBusyUntil = 0
  let busyUntil = 0
  let isHealed = false
  let down: Span | null = null
  let hasCopy = false

  const busy = (ms = 3 * MINUTE) => {
    busyUntil = Math.max(busyUntil, kernel.now() + ms)
    bot?.poke()
  }
  const fileChanged = () => {
    folderBusyUntil = kernel.now() + 30 * SECOND
    busy()
  }

  // ── the process ────────────────────────────────────────────────────────────────────────────────
  hookStatements({
    before() {
      statements += 1
      if (crash?.what === 'statement' && crash.when === 'before' && crash.number === statements)
        return kill('before a statement', RESTART_MS)
      if (statements >= killAt) return kill('between statements', killFor)
      return true
    },
    after() {
      if (crash?.what === 'statement' && crash.when === 'after' && crash.number === statements)
        return kill('after a statement', RESTART_MS)
      return true
    },
    isDiskFull: () => isDiskFull,
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
      before: (number) => {
        busyUntil = Math.max(busyUntil, kernel.now() + 3 * MINUTE)
        return crash?.what === 'request' && crash.when === 'before' && crash.number === number
          ? kill('before a request', RESTART_MS)
          : true
      },
      after: (number) => {
        if (crash?.what === 'request' && crash.when === 'after' && crash.number === number) kill('after a request', RESTART_MS)
      },
    },
  })

  onNetwork(network)

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
    down ??= begin(truth.unable)
    kernel.after(downMs, () => void start(), 'world')
  }

  function begin(spans: Span[]): Span {
    const span = { from: kernel.now(), to: Number.POSITIVE_INFINITY }
    spans.push(span)
    return span
  }

  const rights: ChannelRights = {
    has(channelId, right) {
      const channel = state.channels.get(channelId)
      if (channel === undefined || channel.isGone || isGatewayAway) return null
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
        path: storage.path,
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
      if (!isDiskFull) faults.push(`it cannot start: ${(error as Error).stack}`)
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

  // ── people ─────────────────────────────────────────────────────────────────────────────────────
  const pending = new Set<() => void>()

  /** A command is given again until it is answered: the process may end in between. */
  function command(text: string, run: (delivery: Delivery) => Promise<unknown>, span: Span): void {
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
  }

  const nameOf = (channel: number) => channels[channel]?.name ?? ''
  const channelOf = (channel: number) => state.channels.get(channels[channel]?.id ?? '')
  const openSpan = (): Span => ({ from: kernel.now(), to: Number.POSITIVE_INFINITY })
  /** The one that is not deleted. */
  const current = (channel: number) =>
    truth.subscriptions.find((one) => one.channel === channel && one.changes.every(({ kind }) => kind !== 'unsubscribe'))

  function subscribe(channel: number): void {
    const plan = channels[channel]
    if (plan === undefined || current(channel) !== undefined) return
    const subscription: SubscriptionTruth = { channel, wish: plan.wish, created: openSpan(), changes: [] }
    truth.subscriptions.push(subscription)
    command(
      `/subscribe in ${plan.name} ${JSON.stringify(plan.wish)}`,
      async ({ subscriptions }) => {
        if ((await subscriptions.list({ channelId: plan.id })).length > 0) return
        const made = await subscriptions.create({ channelId: plan.id, guildId: GUILD, wish: plan.wish })
        if (made.kind !== 'created') throw new Error(JSON.stringify(made))
      },
      subscription.created,
    )
  }

  function change(channel: number, kind: 'pause' | 'resume' | 'unsubscribe' | 'wish', wish: object = {}): void {
    const subscription = current(channel)
    // One command after the other: what the bot was asked before is not known to be done.
    if (subscription === undefined || pending.size > 0) return
    const span = openSpan()
    subscription.changes.push({ kind, span })
    if (kind === 'wish') subscription.wish = { ...subscription.wish, ...wish }
    command(
      `/${kind} in ${nameOf(channel)} ${kind === 'wish' ? JSON.stringify(wish) : ''}`,
      async ({ subscriptions }) => {
        const [found] = await subscriptions.list({ channelId: channels[channel]?.id ?? '' })
        if (found === undefined) return
        if (kind === 'pause') await subscriptions.pause(found.id)
        if (kind === 'resume') await subscriptions.resume(found.id)
        if (kind === 'unsubscribe') await subscriptions.delete(found.id)
        if (kind === 'wish') await subscriptions.update(found.id, wish)
      },
      span,
    )
  }

  /** The gateway says that something changed; while it is away it says so when it is back. */
  function tell(where: { channelId: string } | { guildId: string }): void {
    if (isGatewayAway || bot === null) return
    void bot.delivery.changed(where).catch(() => {})
    busy()
  }

  function afterwards(ms: number, call: () => void): void {
    kernel.after(
      ms,
      () => {
        if (!isHealed) call()
      },
      'world',
    )
    undo.push(call)
  }
  /** What makes all well again; each may be called twice. */
  const undo: (() => void)[] = []

  function takeRight(event: Extract<Event, { kind: 'right-taken' }>): void {
    const channel = channelOf(event.channel)
    if (channel === undefined || !channel.rights[event.right]) return
    channel.rights[event.right] = false
    history.note(`the bot loses "${event.right}" in ${channel.name}`)
    const spans = truth.closed.get(event.channel) ?? []
    truth.closed.set(event.channel, spans)
    const span = begin(spans)
    tell({ channelId: channel.id })
    afterwards(event.ms, () => {
      if (channel.rights[event.right]) return
      channel.rights[event.right] = true
      span.to = kernel.now()
      history.note(`the bot has "${event.right}" in ${channel.name} again`)
      tell({ channelId: channel.id })
    })
  }

  function closeThread(event: Extract<Event, { kind: 'close-thread' } | { kind: 'delete-thread' }>): void {
    const channel = channelOf(event.channel)
    const thread = channel === undefined ? undefined : threadsOf(state, channel.id)[0]
    if (thread === undefined) return
    truth.disturbed.add(event.channel)
    if (event.kind === 'delete-thread') {
      thread.isGone = true
      for (const message of messagesIn(state, thread.id)) message.deleted = { at: kernel.now(), by: 'people' }
      history.note(`people delete the thread ${nameOf(event.channel)}/${thread.name}`)
    } else {
      thread.isLocked = event.isLocked
      thread.isArchived = event.isArchived
      history.note(`people close the thread ${nameOf(event.channel)}/${thread.name}: ${JSON.stringify(event)}`)
    }
    tell({ channelId: thread.id })
  }

  function deleteMessage(channel: number): void {
    const id = channels[channel]?.id
    const message = state.messages
      .filter((one) => one.own && one.channelId === id && one.deleted === null && one.at < kernel.now() - 5 * SECOND)
      .at(-1)
    if (message === undefined) return
    truth.disturbed.add(channel)
    message.deleted = { at: kernel.now(), by: 'people' }
    history.note(`people delete a message in ${nameOf(channel)}: ${message.versions.at(-1)?.text.match(/K\d{4}/g)?.[0] ?? ''}`)
  }

  function changeTags({ channel: at, change: what }: Extract<Event, { kind: 'tags' }>): void {
    const channel = channelOf(at)
    if (channel === undefined || channel.tags.length === 0) return
    history.note(`tags of ${channel.name}: ${what}`)
    if (what === 'remove') channel.tags = channel.tags.slice(1)
    if (what === 'moderate') channel.tags = channel.tags.map((tag, i) => (i === 0 ? { ...tag, moderated: true } : tag))
    if (what === 'require') channel.requiresTag = channel.tags.some(({ moderated }) => !moderated)
    if (channel.tags.every(({ moderated }) => moderated)) channel.requiresTag = false
    tell({ channelId: channel.id })
  }

  function chat(channel: number, count: number): void {
    const id = channels[channel]?.id
    if (id === undefined || channelOf(channel)?.type !== TEXT) return
    history.note(`people write ${count} messages in ${nameOf(channel)}`)
    for (let i = 0; i < count; i++)
      state.messages.push({
        id: state.newId(kernel.now()),
        channelId: id,
        own: false,
        nonce: null,
        at: kernel.now(),
        body: {},
        versions: [],
        publishedAt: null,
        deleted: null,
      })
  }

  // ── authors ────────────────────────────────────────────────────────────────────────────────────
  function write(digest: Digest, papers: Digest['versions'][number]['papers']): void {
    digest.versions.push({ at: kernel.now(), papers })
    folder.write(digest.file, fileOf(papers))
    fileChanged()
  }

  function addDigest(event: Extract<Event, { kind: 'digest' }>): void {
    const date = new Date(kernel.now() + 8 * HOUR).toISOString().slice(0, 10)
    const same = [...truth.digests.values()].filter((one) => one.date === date).length
    const file = same === 0 ? `${date}.txt` : `more-${same}-${date}.txt`
    const digest: Digest = { number: event.digest, date, file, appearedAt: kernel.now(), wasCut: event.cutMs > 0, versions: [] }
    const again = event.again === event.digest ? undefined : truth.digests.get(event.again)?.versions.at(-1)?.papers[0]
    truth.digests.set(event.digest, digest)
    const papers = [...firstPapers(event.digest, event.featured, event.briefs), ...(again === undefined ? [] : [again])]
    history.note(`the digest ${file} appears with ${papers.map(({ token }) => token).join(' ')}`)
    if (event.cutMs === 0) {
      write(digest, papers)
      return
    }
    const whole = fileOf(papers)
    folder.write(file, whole.slice(0, Math.floor(whole.length / 2)))
    history.note('  only half of it is there yet')
    fileChanged()
    kernel.after(
      event.cutMs,
      () => {
        history.note(`the digest ${file} is whole`)
        write(digest, papers)
      },
      'world',
    )
  }

  function correct({ digest: number, change: what }: Extract<Event, { kind: 'correct' }>): void {
    const digest = truth.digests.get(number)
    const last = digest?.versions.at(-1)
    // A file that was renamed and then changed is another one to the archive as yet.
    if (digest === undefined || last === undefined || digest.file.startsWith('renamed-')) return
    const made = new Set(digest.versions.flatMap(({ papers }) => papers.map(({ token }) => token))).size
    history.note(`the author changes ${digest.file}: ${JSON.stringify(what)}`)
    write(digest, changed(last.papers, number, made, what))
  }

  function rename(number: number): void {
    const digest = truth.digests.get(number)
    if (digest?.versions.length !== 1) return
    const file = `renamed-${digest.file}`
    history.note(`the author renames ${digest.file} to ${file}`)
    folder.rename(digest.file, file)
    digest.file = file
    fileChanged()
  }

  // ── operators ──────────────────────────────────────────────────────────────────────────────────
  function fillDisk(ms: number): void {
    isDiskFull = true
    history.note('the disk is full')
    const span = begin(truth.unable)
    afterwards(ms, () => {
      if (span.to !== Number.POSITIVE_INFINITY) return
      isDiskFull = false
      span.to = kernel.now()
      history.note('the disk has room')
      busy()
    })
  }

  function takeFolder(ms: number): void {
    folder.setMissing(true)
    history.note('the folder of digests is away')
    const span = begin(truth.unable)
    afterwards(ms, () => {
      if (span.to !== Number.POSITIVE_INFINITY) return
      folder.setMissing(false)
      span.to = kernel.now()
      history.note('the folder of digests is back')
      fileChanged()
    })
  }

  function cutGateway(ms: number): void {
    isGatewayAway = true
    history.note('the gateway is away')
    afterwards(ms, () => {
      if (!isGatewayAway) return
      isGatewayAway = false
      history.note('the gateway is back')
      tell({ guildId: GUILD })
    })
  }

  /** Only where nobody was answered meanwhile: what people asked for would be lost with right. */
  function restore(downMs: number): void {
    if (!hasCopy || pending.size > 0 || bot === null) return
    history.note('an older copy of the archive is put in its place')
    end(downMs)
    storage.restore()
    truth.restores.push(kernel.now())
  }

  function happen(event: Event): void {
    switch (event.kind) {
      case 'digest':
        addDigest(event)
        return
      case 'correct':
        correct(event)
        return
      case 'rename':
        rename(event.digest)
        return
      case 'kill':
        killAt = statements + event.statements
        killFor = event.downMs
        return
      case 'restart':
        void stop(event.downMs)
        return
      case 'copy':
        history.note('the archive is copied')
        storage.copy()
        hasCopy = pending.size === 0
        return
      case 'restore':
        restore(event.downMs)
        return
      case 'full-disk':
        fillDisk(event.ms)
        return
      case 'folder-away':
        takeFolder(event.ms)
        return
      case 'pause':
      case 'resume':
      case 'unsubscribe':
        hasCopy = false
        change(event.channel, event.kind)
        return
      case 'wish':
        hasCopy = false
        change(event.channel, 'wish', event.wish)
        return
      case 'subscribe':
        hasCopy = false
        subscribe(event.channel)
        return
      case 'right-taken':
        takeRight(event)
        return
      case 'close-thread':
      case 'delete-thread':
        closeThread(event)
        return
      case 'delete-message':
        deleteMessage(event.channel)
        return
      case 'delete-channel': {
        const channel = channelOf(event.channel)
        if (channel === undefined || channel.isGone) return
        history.note(`people delete the channel ${channel.name}`)
        channel.isGone = true
        truth.gone.set(event.channel, kernel.now())
        tell({ channelId: channel.id })
        return
      }
      case 'kick':
        history.note('the bot is taken out of the server')
        state.isKicked = true
        truth.kickedAt ??= kernel.now()
        return
      case 'tags':
        changeTags(event)
        return
      case 'chat':
        chat(event.channel, event.messages)
        return
      case 'block': {
        const paper = truth.digests.get(event.digest)?.versions.at(-1)?.papers[event.paper]
        if (paper === undefined) return
        history.note(`automatic moderation blocks what shows ${paper.token}`)
        truth.blocked.add(paper.token)
        return
      }
      case 'gateway-away':
        cutGateway(event.ms)
    }
  }

  // ── the run ────────────────────────────────────────────────────────────────────────────────────
  return await finish()

  async function finish(): Promise<Run> {
    const until = (ms: number) => kernel.runUntil(START + ms)
    try {
      void start()
      await until(5 * SECOND)
      for (const channel of channels.keys()) subscribe(channel)
      for (const event of script.events) {
        if (event.at > kernel.now() - START) await until(event.at)
        happen(event)
      }
      await until(Math.max(script.length, kernel.now() - START))
      isHealed = true
      history.note('from here on all is well')
      for (const heal of undo) heal()
      void start()
      network.heal()
      truth.healedAt = kernel.now()
      tell({ guildId: GUILD })
      const bound = Math.max(kernel.now(), network.limitedUntil()) + 2 * HOUR
      busy()
      await kernel.runUntil(bound)
    } catch (error) {
      if (!(error instanceof EndlessLoop)) throw error
      faults.push(`a loop without end: ${error.message}`)
    }
    const end = kernel.now()
    hookStatements(null)
    kernel.killBot()
    network.killBot()
    closeConnections()
    useKernel(null)
    return { state, truth, network, history, faults, statements, end }
  }
}
