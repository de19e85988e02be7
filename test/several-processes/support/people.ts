// People who type commands and press what messages offer, in servers of all shards, all the time.
import { setTimeout as wait } from 'node:timers/promises'
import type { Sandbox } from 'discord-sandbox'
import { messagesIn } from '../../kill/support/channels.ts'
import type { Seeded } from '../../support/seeded.ts'
import type { ClusterWorld, ServerOfWorld } from './world.ts'

type Act = Parameters<Sandbox['control']['interact']>[0]

export interface People {
  /** Resolves when they have stopped, and have their answers or have waited long enough. */
  stop(): Promise<void>
  /** How often they found that no bot was there for their server, or the commands were not. */
  inVain(): number
}

interface Component {
  readonly type: number
  readonly custom_id?: string
  readonly disabled?: boolean
  readonly components?: readonly Component[]
}

const BUTTON = 2
/** So long a person waits for an answer. */
export const MAX_ANSWER_MS = 3_000
/** Between two acts, on average. */
const EVERY_MS = 300
const COMMANDS = [
  { name: 'search', options: { query: 'study' } },
  { name: 'search', options: { query: 'K0102' } },
  { name: 'latest', options: {} },
  { name: 'random', options: {} },
  { name: 'saved', options: {} },
  { name: 'subscriptions', options: {} },
] as const

const buttonsOf = (component: Component): readonly string[] => [
  ...(component.type === BUTTON && component.custom_id !== undefined && !component.disabled ? [component.custom_id] : []),
  ...(component.components ?? []).flatMap(buttonsOf),
]

export function startPeople({ sandbox, servers }: ClusterWorld, chance: Seeded): People {
  let isStopped = false
  let inVain = 0
  const oneOf = <T>(list: readonly T[]): T | undefined => list[chance.whole(0, list.length - 1)]

  function command({ general }: ServerOfWorld): Act {
    const { name, options } = oneOf(COMMANDS) ?? COMMANDS[0]
    const user = name === 'subscriptions' ? 'owner' : (oneOf(['owner', 'member']) ?? 'member')
    const who = {
      channel_id: general,
      user,
      locale: oneOf(['en-US', 'zh-CN']) ?? 'en-US',
    }
    if (chance.next() < 0.2) return { kind: 'autocomplete', ...who, name: 'search', options: { query: 'stu' }, focused: 'query' }
    return { kind: 'command', ...who, name, options }
  }

  /** Of what was posted in the server, if there is any. */
  function press({ channel }: ServerOfWorld): Act | undefined {
    const message = oneOf(messagesIn(sandbox, channel.id))
    const custom_id = oneOf(((message?.components ?? []) as readonly Component[]).flatMap(buttonsOf))
    if (message === undefined || custom_id === undefined) return undefined
    return { kind: 'button', channel_id: message.channel_id, message_id: message.id, custom_id }
  }

  async function live(): Promise<void> {
    while (!isStopped) {
      await wait(chance.whole(0, EVERY_MS * 2))
      const server = oneOf(servers)
      if (server === undefined) return
      const act = (chance.next() < 0.5 ? press(server) : undefined) ?? command(server)
      await sandbox.control
        .interact({ ...act, wait: 'none' })
        .catch(({ status, message }: { status?: number; message: string }) => {
          // The first process may not have published its commands yet.
          if (status !== 503 && status !== 404) throw new Error(`${JSON.stringify(act)}: ${message}`)
          inVain += 1
        })
    }
  }

  const living = live()
  // It is awaited at the end only.
  living.catch(() => {})
  return {
    async stop() {
      isStopped = true
      await living
      await wait(MAX_ANSWER_MS)
    },
    inVain: () => inVain,
  }
}
