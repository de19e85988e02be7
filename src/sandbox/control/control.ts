// Everything the page, scripts and tests may do to the sandbox, as functions; the /sandbox/* routes
// are a thin skin over them.
import { z } from 'zod'
import { type Clock, MAX_WAIT_MS, timeProblem } from '../clock.ts'
import type { FaultInput, Faults } from '../faults/faults.ts'
import type { Feed } from '../feed.ts'
import { findMessages, messageQuery } from '../rest/guild/search.ts'
import type { RequestLog } from '../server/requests.ts'
import { mayIn, maySend, permissionsIn } from '../world/access.ts'
import { messagesIn, type Window } from '../world/messages.ts'
import { namesOf } from '../world/permissions.ts'
import { channelsOf } from '../world/present.ts'
import type { Message } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { actOnWorld, type WorldAction } from './actions.ts'
import type { GivenFile } from './given-files.ts'
import { type InteractionInput, type Invoker, interactionShape } from './interactions/invoke.ts'
import { type InteractionResult, resultOf } from './interactions/wait.ts'
import { ControlError, findChannel, findMessage, findUser } from './names.ts'
import { clockState, type StateParts, stateOf } from './state.ts'

export const commandShape = z.object({
  application: z.string().optional(),
  channel_id: z.string(),
  name: z.string(),
  subcommand: z.string().optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  user: z.string().optional(),
  user_id: z.string().optional(),
  locale: z.string().optional(),
  timeout_ms: z.number().int().min(0).max(MAX_WAIT_MS).optional(),
})
export type CommandRun = z.input<typeof commandShape>

export const clockShape = z.union([
  z.object({ set: z.union([z.number(), z.string()]) }),
  z.object({ advance: z.number() }),
  z.object({ reset: z.literal(true) }),
])
export type ClockMove = z.infer<typeof clockShape>

const searchShape = messageQuery.extend({
  /** Where it is typed: the server around this channel is searched, or the direct message alone. */
  channel: z.string(),
  user: z.string().default('member'),
})
export type SearchInput = z.input<typeof searchShape>

export interface Control {
  state(options?: { messages?: boolean }): Record<string, unknown>
  messages(channel: string, window?: Partial<Window>): { messages: Message[]; more: boolean }
  message(channel: string, id: string): Message
  /** What that person finds with Discord's search, the newest first. */
  search(input: SearchInput): { messages: Message[]; total: number }
  permissions(channel: string, user: string): object
  interact(input: InteractionInput, files?: readonly GivenFile[]): Promise<InteractionResult>
  /**
   * A slash command as people type it; the answer is the final reply, or the modal that came
   * instead.
   */
  command(run: CommandRun, files?: readonly GivenFile[]): Promise<Message | InteractionResult>
  act(action: WorldAction, files?: readonly GivenFile[]): unknown
  fault(input: FaultInput): object
  moveClock(move: ClockMove): object
}

export interface ControlParts extends StateParts {
  readonly world: World
  readonly clock: Clock
  readonly feed: Feed
  readonly faults: Faults
  readonly log: RequestLog
  readonly invoker: Invoker
}

function goalOf(clock: Clock, move: ClockMove): number {
  if ('advance' in move) return clock.now() + move.advance
  if ('reset' in move) return clock.now() - clock.offset()
  const to = typeof move.set === 'number' ? move.set : Date.parse(move.set)
  if (Number.isNaN(to)) throw new ControlError(400, `"${move.set}" is no time: write 2026-11-25T09:00:00Z or Unix milliseconds`)
  return to
}

function moveClock(clock: Clock, move: ClockMove) {
  const to = goalOf(clock, move)
  const problem = timeProblem(to)
  if (problem !== undefined) throw new ControlError(400, problem)
  clock.set(to)
}

export function createControl(parts: ControlParts): Control {
  const { world, feed, clock, invoker } = parts

  async function interact(input: InteractionInput, files: readonly GivenFile[] = []): Promise<InteractionResult> {
    const parsed = interactionShape.parse(input)
    const opened = invoker.invoke(input, files)
    if (parsed.wait === 'none') return { interaction: opened }
    return resultOf(world, feed, opened, parsed.wait, parsed.timeout_ms)
  }

  return {
    state: ({ messages = true } = {}) => stateOf(parts, { messages }),
    messages(channel, { before, after, around, limit = 50 } = {}) {
      const { id } = findChannel(world, channel)
      const size = Math.min(Math.max(limit, 1), 500)
      const found = messagesIn(world, id, { before, after, around, limit: size + 1, hidden: true })
      const more = found.length > size
      return { messages: after === undefined ? found.slice(-size) : found.slice(0, size), more }
    },
    message: (channel, id) => findMessage(world, findChannel(world, channel).id, id),
    search(input) {
      const { channel, user, ...query } = searchShape.parse(input)
      const where = findChannel(world, channel)
      const channels = where.guild_id === undefined ? [where] : channelsOf(world, where.guild_id)
      const found = findMessages(world, findUser(world, user).id, channels, query)
      return { messages: found.slice(query.offset, query.offset + query.limit), total: found.length }
    },
    permissions(channel, user) {
      const where = findChannel(world, channel)
      const { id } = findUser(world, user)
      const value = permissionsIn(world, id, where)
      return {
        permissions: String(value),
        names: namesOf(value),
        view: mayIn(world, id, where, 'VIEW_CHANNEL'),
        send: maySend(world, id, where),
      }
    },
    interact,
    async command(run, files = []) {
      const { name, subcommand, user, user_id, locale, timeout_ms, ...rest } = commandShape.parse(run)
      const result = await interact(
        {
          kind: 'command',
          name: subcommand === undefined ? name : `${name} ${subcommand}`,
          user: user ?? user_id ?? 'member',
          locale: locale ?? 'en-US',
          wait: 'final',
          ...(timeout_ms !== undefined && { timeout_ms }),
          ...rest,
        },
        files,
      )
      return result.message ?? result
    },
    act: (action, files = []) => actOnWorld(world, action, files),
    fault: (input) => parts.faults.add(input),
    moveClock(move) {
      moveClock(clock, move)
      return clockState(clock)
    },
  }
}
