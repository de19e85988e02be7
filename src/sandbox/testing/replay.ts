// Plays a recorded session into a sandbox with a bot, and compares what its messages come to, step
// by step.
import type { Control } from '../control/control.ts'
import type { History } from '../control/history.ts'
import { ControlError } from '../control/names.ts'
import { waitFor } from '../control/wait-for.ts'
import { walk } from '../validate/components.ts'
import type { Message } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { type BotReaction, changesIn, isOfBot, reactionIn, readable, withIds } from './normalize.ts'
import { type Deed, type Recording, recordingShape, type Step } from './recording.ts'

export interface ReplayOptions {
  /** How long a step may take, in ms of real time; 5,000 where it is left out. */
  readonly timeoutMs?: number
  /** Differences that do not count: a pattern over `embeds.0.footer.text: "…", not "…"`. */
  readonly ignore?: readonly RegExp[]
}

export interface StepDifference {
  readonly step: number
  readonly deed: string
  readonly differences: readonly string[]
}

/** The bot answered otherwise than in the recording. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
  readonly differences: readonly StepDifference[]

  constructor(differences: readonly StepDifference[]) {
    const lines = differences.map(
      ({ step, deed, differences: list }) => `step ${step} (${deed}):\n${list.map((line) => `  ${line}`).join('\n')}`,
    )
    super(`the bot answered otherwise than in the recording:\n${lines.join('\n')}`)
    this.differences = differences
  }
}

export interface ReplayParts {
  readonly world: World
  readonly history: History
  readonly control: Control
}

export function parseRecording(value: unknown): Recording {
  const parsed = recordingShape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ControlError(400, `this is not a recording of a session: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

const named = (deed: Deed): string => {
  switch (deed.kind) {
    case 'start':
      return 'before anybody did anything'
    case 'act':
      return deed.action.action
    case 'interact':
      return [deed.input.kind, deed.input.name ?? deed.input.custom_id].filter((word) => typeof word === 'string').join(' ')
    case 'clock':
      return 'the clock moves'
    case 'fault':
      return `fault ${deed.fault.kind}`
  }
}

interface Played {
  readonly made?: string | undefined
  readonly modal?: string | undefined
  readonly choices?: readonly unknown[] | undefined
  readonly error?: string | undefined
}

const filesOf = (files: readonly { name: string; base64: string }[]) =>
  files.map(({ name, base64 }) => ({ name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }))

async function play({ world, control }: ReplayParts, deed: Deed): Promise<Played> {
  try {
    switch (deed.kind) {
      case 'start':
        return {}
      case 'act': {
        const result = control.act(deed.action as never, filesOf(deed.files)) as { id?: string } | null
        return { made: result?.id }
      }
      case 'clock':
        control.moveClock(deed.move as never)
        return {}
      case 'fault':
        control.fault(deed.fault as never)
        return {}
      case 'interact': {
        const { interaction, modal, choices } = await control.interact(pressed(world, deed) as never, filesOf(deed.files))
        return { made: interaction.id, choices, ...(modal && { modal: String(modal.title) }) }
      }
    }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** The component in the same place of the message, whatever its custom id is this time. */
function pressed(world: World, { input, component }: Deed & { kind: 'interact' }): object {
  const { message_id } = input
  if (component === undefined || typeof message_id !== 'string') return input
  for (const { id } of world.store.channels.values()) {
    const message = world.store.message(id, message_id)
    const custom_id = message && [...walk(message.components)][component]?.node.custom_id
    if (typeof custom_id === 'string') return { ...input, custom_id }
  }
  return input
}

interface Seen {
  readonly messages: Map<string, Message>
  readonly deleted: Set<string>
  reactions: BotReaction[]
}

export async function replayRecording(parts: ReplayParts, value: unknown, options: ReplayOptions = {}): Promise<void> {
  const { steps } = parseRecording(value)
  const { timeoutMs = 5_000, ignore = [] } = options
  const ids = new Map<string, string>()
  const failed: StepDifference[] = []
  const seen: Seen = { messages: new Map(), deleted: new Set(), reactions: [] }
  const stop = parts.history.listen(({ change }) => {
    if (change.kind !== 'dispatch') return
    const { id } = change.d as { id: string }
    if (change.t === 'MESSAGE_DELETE') seen.deleted.add(id)
    const { reaction, message } = reactionIn(parts.world, change)
    if (reaction) seen.reactions.push(reaction)
    if (message) seen.messages.set(message.id, message)
    if ((change.t === 'MESSAGE_CREATE' || change.t === 'MESSAGE_UPDATE') && isOfBot(change.d as Message))
      seen.messages.set(id, change.d as Message)
  })
  try {
    for (const [at, step] of steps.entries()) {
      const played = await play(parts, withIds(step.do, ids))
      if (step.made !== undefined && played.made !== undefined) ids.set(step.made, played.made)
      const look = () =>
        differencesOf(parts.world, step, played, seen, ids).filter((line) => !ignore.some((pattern) => pattern.test(line)))
      const differences = await settle(parts.history, look, timeoutMs)
      if (differences.length > 0) failed.push({ step: at, deed: named(step.do), differences })
      seen.messages.clear()
      seen.deleted.clear()
      seen.reactions = []
    }
  } finally {
    stop()
  }
  if (failed.length > 0) throw new ReplayError(failed)
}

/** Looks again whenever something happens, until nothing differs any more or the time is over. */
async function settle(history: History, look: () => string[], timeoutMs: number): Promise<string[]> {
  const whole = () => {
    const found = look()
    return found.length === 0 ? found : undefined
  }
  return whole() ?? (await waitFor({ listen: history.listen, look: whole, late: look, timeoutMs }))
}

/** In any order: a bot that reacts with several at once sends them side by side. */
function reactionDifferences(recorded: readonly BotReaction[], seen: readonly BotReaction[]): string[] {
  const words = ({ message_id, emoji, added }: BotReaction) => `${emoji} ${added ? 'on' : 'taken off'} message ${message_id}`
  const came = seen.map(words)
  const missing = recorded.map(words).flatMap((each) => {
    const at = came.indexOf(each)
    if (at < 0) return [`the reaction ${each} did not come`]
    came.splice(at, 1)
    return []
  })
  return [...missing, ...came.map((each) => `the reaction ${each} is not in the recording`)]
}

function differencesOf(world: World, step: Step, played: Played, seen: Seen, ids: Map<string, string>): string[] {
  const outcome = changesIn(
    { error: played.error, modal: played.modal, choices: played.choices },
    { error: withIds(step.error, ids), modal: step.modal, choices: step.choices },
  )
  const came = [...seen.messages.values()]
  const lines = step.messages.flatMap((recorded, at) => {
    const known = ids.get(recorded.id)
    const found = known === undefined ? came.filter(({ id }) => ![...ids.values()].includes(id))[0] : seen.messages.get(known)
    if (!found) return [`message ${at} of ${step.messages.length} did not come: ${JSON.stringify(recorded.content ?? '')}`]
    ids.set(recorded.id, found.id)
    const now = world.store.message(found.channel_id, found.id) ?? found
    return changesIn(readable(now), readable(withIds(recorded as unknown as Message, ids)), [`message ${at}`])
  })
  const extra = came.length - step.messages.length
  if (extra > 0) lines.push(`${extra} more messages came than in the recording`)
  lines.push(...reactionDifferences(withIds(step.reactions, ids), seen.reactions))
  const missing = step.deleted.filter((id) => ids.has(id) && !seen.deleted.has(ids.get(id) ?? ''))
  return [...outcome, ...lines, ...missing.map((id) => `message ${id} was not deleted`)]
}
