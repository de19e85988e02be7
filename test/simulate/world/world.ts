// Runs one script: the bot, Discord, and the people, authors and operators around them, in virtual
// time.
import type { Network } from '../discord/network.ts'
import { addChannel, createState, type DiscordState, GUILD, TEXT } from '../discord/state.ts'
import { createHistory, type History } from '../judge/history.ts'
import { createKernel, EndlessLoop } from '../kernel/kernel.ts'
import { createRandom } from '../kernel/random.ts'
import { useKernel } from '../kernel/virtual-globals.ts'
import { seedCrypto } from '../ports/crypto.ts'
import { createFolder } from '../ports/files.ts'
import { createAuthors } from './authors.ts'
import { createOperators } from './operators.ts'
import { createPeople } from './people.ts'
import { type CrashPoint, createProcess } from './process.ts'
import type { Event, Script } from './script.ts'
import type { Storage } from './storage.ts'
import { createUndoing, HOUR, SECOND, START, type Surroundings } from './surroundings.ts'
import { createTruth, type Truth } from './truth.ts'

export interface Run {
  readonly state: DiscordState
  readonly truth: Truth
  readonly network: Network
  readonly history: History
  readonly faults: readonly string[]
  readonly statements: number
  readonly end: number
}

const SYSTEM = '200000000000000099'

function createSurroundings(script: Script, storage: Storage): Surroundings {
  const random = createRandom(script.seed).fork('run')
  const kernel = createKernel(START, random.fork('turns'), script.inOrder)
  useKernel(kernel)
  seedCrypto(random.fork('ids'))
  storage.reset()
  const state = createState(SYSTEM)
  addChannel(state, { id: SYSTEM, type: TEXT, name: 'system' })
  for (const { id, type, name, tags, mayManage, requiresTag } of script.channels)
    addChannel(state, {
      id,
      type,
      name,
      tags: tags.map((tag) => ({ id: state.newId(START), name: tag, moderated: false })),
      requiresTag,
      rights: { view: true, send: true, history: true, threads: true, manage: mayManage },
    })
  return {
    script,
    random,
    kernel,
    state,
    truth: createTruth(),
    history: createHistory(kernel.now, START),
    folder: createFolder(),
    storage,
    faults: [],
    trouble: { isDiskFull: false, isGatewayAway: false },
  }
}

export async function runScript(
  script: Script,
  storage: Storage,
  crash: CrashPoint | null,
  onNetwork: (network: Network) => void,
): Promise<Run> {
  const world = createSurroundings(script, storage)
  const { kernel, state, truth, history, faults } = world
  const process = createProcess(world, crash)
  const { network } = process
  onNetwork(network)
  const undoing = createUndoing(kernel)
  const people = createPeople(world, process, undoing)
  const authors = createAuthors(world, process)
  const operators = createOperators(world, process, undoing)

  function happen(event: Event): void {
    switch (event.kind) {
      case 'digest':
        authors.add(event)
        return
      case 'correct':
        authors.correct(event)
        return
      case 'rename':
        authors.rename(event.digest)
        return
      case 'kill':
        process.killIn(event.statements, event.downMs)
        return
      case 'restart':
        void process.stop(event.downMs)
        return
      case 'copy':
        operators.copy()
        return
      case 'restore':
        operators.restore(event.downMs)
        return
      case 'full-disk':
        operators.fillDisk(event.ms)
        return
      case 'folder-away':
        operators.takeFolder(event.ms)
        return
      case 'gateway-away':
        operators.cutGateway(event.ms)
        return
      case 'pause':
      case 'resume':
      case 'unsubscribe':
        operators.forgetCopy()
        people.change(event.channel, event.kind)
        return
      case 'wish':
        operators.forgetCopy()
        people.change(event.channel, 'wish', event.wish)
        return
      case 'subscribe':
        operators.forgetCopy()
        people.subscribe(event.channel)
        return
      case 'right-taken':
        people.takeRight(event)
        return
      case 'close-thread':
      case 'delete-thread':
        people.closeThread(event)
        return
      case 'delete-message':
        people.deleteMessage(event.channel)
        return
      case 'delete-channel':
        people.deleteChannel(event.channel)
        return
      case 'kick':
        people.kick()
        return
      case 'tags':
        people.changeTags(event)
        return
      case 'chat':
        people.chat(event.channel, event.messages)
        return
      case 'block': {
        const paper = truth.digests.get(event.digest)?.versions.at(-1)?.papers[event.paper]
        if (paper === undefined) return
        history.note(`automatic moderation blocks what shows ${paper.token}`)
        truth.blocked.add(paper.token)
      }
    }
  }

  const until = (ms: number) => kernel.runUntil(START + ms)

  async function runEvents(): Promise<void> {
    void process.start()
    await until(5 * SECOND)
    for (const channel of script.channels.keys()) people.subscribe(channel)
    for (const event of script.events) {
      if (event.at > kernel.now() - START) await until(event.at)
      happen(event)
    }
    await until(Math.max(script.length, kernel.now() - START))
  }

  /** After this every channel must get what it is owed. */
  async function makeAllWell(): Promise<void> {
    history.note('from here on all is well')
    undoing.healAll()
    process.killIn(Number.POSITIVE_INFINITY, 0)
    void process.start()
    network.heal()
    truth.healedAt = kernel.now()
    process.tell({ guildId: GUILD })
    const bound = Math.max(kernel.now(), network.limitedUntil()) + 2 * HOUR
    process.busy()
    await kernel.runUntil(bound)
  }

  try {
    await runEvents()
    await makeAllWell()
  } catch (error) {
    if (!(error instanceof EndlessLoop)) throw error
    faults.push(`a loop without end: ${error.message}`)
  }
  const end = kernel.now()
  process.close()
  useKernel(null)
  return { state, truth, network, history, faults, statements: process.statements(), end }
}
