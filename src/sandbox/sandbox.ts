// The sandbox on one screen: what it is made of and how the parts hang together.
import { type Clock, createClock, scopeClock } from './clock.ts'
import { type Control, type ControlParts, createControl } from './control/control.ts'
import { createEventStream } from './control/events.ts'
import { createHistory } from './control/history.ts'
import { createInvokers } from './control/interactions/invokers.ts'
import { createControlRoutes } from './control/routes.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { createFeed, type Feed } from './feed.ts'
import { createGateway } from './gateway/gateway.ts'
import { createRest, type RestParts } from './rest/pipeline.ts'
import { createRates, type Limits } from './rest/rates.ts'
import type { Realm } from './rest/route.ts'
import { DEFAULT_SEED } from './seed/default-seed.ts'
import { PRIVILEGED_BITS } from './seed/intents.ts'
import { openWorld } from './seed/open-world.ts'
import { parseSeed } from './seed/read.ts'
import type { Seed } from './seed/schema.ts'
import { openServer, pathOf } from './server/http.ts'
import { builtPage } from './server/page-files.ts'
import { createRequestLog, type RequestLog } from './server/requests.ts'
import { createPerson, type Habits, type Person } from './testing/person.ts'
import { createRecorder, type Recorder } from './testing/recording.ts'
import { type ReplayOptions, replayRecording } from './testing/replay.ts'
import { createWatch, type Watch } from './testing/watch.ts'
import type { Counts } from './validate/limits.ts'
import { createCommands } from './world/commands.ts'
import { createInteractions } from './world/interactions.ts'
import { watchPolls } from './world/message/votes.ts'
import type { World } from './world/world.ts'

export type { Limits } from './rest/rates.ts'
export { StateFileError } from './storage/journal.ts'

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** Where to listen; 127.0.0.1 is the default. */
  readonly host?: string
  /** The servers, people and applications of a fresh world. */
  readonly seed?: Seed
  /**
   * A file (JSON Lines) in which the world survives restarts; files lie in `<statePath>.files/`.
   */
  readonly statePath?: string
  /** The folder of the built page; left out: the one that came with this package. */
  readonly pageFolder?: string
  /** The sandbox's time; left out: the real time, movable. */
  readonly clock?: Clock
  /** Rate limits; Discord's are the default. */
  readonly limits?: Limits
  /** How many roles, threads, pins … there may be, where a test wants fewer than Discord. */
  readonly counts?: Partial<Counts>
  /** Switches the privileged intents on for every application, whatever the seed says. */
  readonly privilegedIntents?: boolean
  /** How many shards Discord recommends; left out: one for each thousand servers. */
  readonly shards?: number
  /** How many shards may identify at once; 1 is the default. */
  readonly maxConcurrency?: number
  /** How many sessions may be started a day; 1,000 is the default. */
  readonly maxSessionStarts?: number
  /** The interval that HELLO asks for, in ms; 41,250 is the default. */
  readonly heartbeatMs?: number
}

/** An application of the world, and the token with which it logs in. */
export interface SandboxApplication {
  readonly id: string
  readonly name: string
  readonly token: string
}

export interface Sandbox extends AsyncDisposable, Watch {
  readonly port: number
  /** The page. */
  readonly url: string
  /** The base address of the API, for the library's setting: `http://127.0.0.1:3210/api`. */
  readonly apiUrl: string
  /** Of the first application. */
  readonly token: string
  readonly applicationId: string
  readonly applications: readonly SandboxApplication[]
  readonly world: World
  /** The functions behind every /sandbox/* route. */
  readonly control: Control
  readonly requests: RequestLog
  readonly faults: Faults
  readonly clock: Clock
  readonly feed: Feed
  /** Somebody in front of it, by user name or id. */
  as(user: string, habits?: Habits): Person
  readonly recorder: Omit<Recorder, 'control'>
  /** Plays a recorded session and rejects with a ReplayError where the bot answers otherwise. */
  replay(recording: unknown, options?: ReplayOptions): Promise<void>
  stop(): Promise<void>
}

const SERVERS_A_SHARD = 1_000

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const seed = parseSeed(options.seed ?? DEFAULT_SEED)
  const server = await openServer(options.port ?? 0, options.host ?? '127.0.0.1')
  try {
    return build(options, seed, server)
  } catch (error) {
    await server.stop()
    throw error
  }
}

function build(
  options: SandboxOptions,
  seed: ReturnType<typeof parseSeed>,
  server: Awaited<ReturnType<typeof openServer>>,
): Sandbox {
  const base = `http://${server.address}`
  const { clock, end: endTimers } = scopeClock(options.clock ?? createClock())
  const feed = createFeed()
  const { world, close } = openWorld({ counts: options.counts, statePath: options.statePath, seed, feed, clock, base })
  watchPolls(world)
  const callers = new Map(
    [...world.store.applications.values()].map(({ id, token, intents }) => [
      token,
      { world: world.as(id), intents: options.privilegedIntents ? PRIVILEGED_BITS : intents },
    ]),
  )
  const { maxConcurrency = 1, maxSessionStarts = 1_000 } = options
  const gateway = createGateway({
    world,
    clock,
    find: (token) => callers.get(token),
    maxConcurrency,
    maxSessionStarts,
    ...(options.heartbeatMs !== undefined && { heartbeatMs: options.heartbeatMs }),
  })
  const log = createRequestLog(feed)
  const faults = createFaults({ feed, clock, gateway: (fault) => gateway.fault(fault) })
  const tenants = [...callers].map(([token, { world: seen, intents }]): RestParts => {
    const realm: Realm = {
      world: seen,
      commands: createCommands(seen),
      interactions: createInteractions(seen),
      gateway: {
        shards: () => options.shards ?? Math.max(1, Math.ceil(world.store.guilds.size / SERVERS_A_SHARD)),
        startLimit: () => ({ total: maxSessionStarts, ...gateway.startsLeft(seen.botId), maxConcurrency }),
      },
      intents,
    }
    return { realm, token, rates: createRates(seen, clock, options.limits ?? 'discord'), faults, log }
  })
  const [first] = tenants
  if (!first) throw new Error('a world without an application')
  const realms = tenants.map(({ realm }) => realm)
  const invoker = createInvokers(realms, gateway.isConnected)
  const parts: ControlParts = { ...first, realms, world, gateway, clock, feed, invoker }
  const history = createHistory(feed)
  const recorder = createRecorder(world, history, createControl(parts))
  const { control } = recorder
  const watch = createWatch(world, history)
  const replay = (recording: unknown, how?: ReplayOptions) => replayRecording({ world, history, control }, recording, how)
  const events = createEventStream(history, faults, clock.now)
  feed.listen((change) => {
    if (change.kind === 'dispatch') gateway.dispatch(change)
  })
  clock.onMove(() => feed.tell({ kind: 'clock', clock }))
  server.serve({
    rest: createRest([first, ...tenants.slice(1)], pathOf),
    control: createControlRoutes(parts, { control, events, watch, recorder, replay }),
    gateway,
    files: world.files,
    pageFolder: options.pageFolder ?? builtPage(),
  })
  const stop = async () => {
    recorder.stop()
    history.close()
    events.close()
    faults.clear()
    gateway.stop()
    endTimers()
    await server.stop()
    close()
  }
  const applications = tenants.map(({ realm, token }) => {
    const id = realm.world.botId
    return { id, name: world.store.users.get(id)?.username ?? '', token }
  })
  return {
    port: server.port,
    url: `${base}/`,
    apiUrl: `${base}/api`,
    token: first.token,
    applicationId: world.botId,
    applications,
    world,
    control,
    requests: log,
    faults,
    clock,
    feed,
    ...watch,
    as: (user, habits) => createPerson(control, user, habits),
    recorder,
    replay,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
