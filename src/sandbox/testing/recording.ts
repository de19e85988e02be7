// A session as a file: what people did, step by step, and what the bot's messages then looked like.
import { z } from 'zod'
import type { WorldAction } from '../control/actions.ts'
import type { ClockMove, Control } from '../control/control.ts'
import type { GivenFile } from '../control/given-files.ts'
import type { History } from '../control/history.ts'
import type { InteractionInput } from '../control/interactions/invoke.ts'
import type { FaultInput } from '../faults/faults.ts'
import { walk } from '../validate/components.ts'
import type { Message } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { isOfBot, reactionIn } from './normalize.ts'

const file = z.object({ name: z.string(), base64: z.string() })
const deed = z.discriminatedUnion('kind', [
  /** What the bot does before anybody has done anything. */
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('act'), action: z.looseObject({ action: z.string() }), files: z.array(file).default([]) }),
  z.object({
    kind: z.literal('interact'),
    input: z.looseObject({ kind: z.string() }),
    files: z.array(file).default([]),
    /**
     * Which component of the message, counted over all of it: custom ids may be other ones next
     * time.
     */
    component: z.number().int().min(0).optional(),
  }),
  z.object({ kind: z.literal('clock'), move: z.looseObject({}) }),
  z.object({ kind: z.literal('fault'), fault: z.looseObject({ kind: z.string() }) }),
])
/** What a comparison reads of a message; all of it is kept. */
const message = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  author: z.looseObject({ username: z.string() }),
  content: z.string(),
  embeds: z.array(z.looseObject({})),
  components: z.array(z.looseObject({})),
  attachments: z.array(z.looseObject({ filename: z.string() })),
  reactions: z.array(z.looseObject({ emoji: z.looseObject({ name: z.string().nullable() }), count: z.number() })).optional(),
})
const step = z.object({
  do: deed,
  /** The id of what it made: a channel, a message, an interaction. */
  made: z.string().optional(),
  /**
   * The bot's messages that were written or changed, as they were in the end, in the order of their
   * coming.
   */
  messages: z.array(message).default([]),
  deleted: z.array(z.string()).default([]),
  /** What bots put on messages, or took away. */
  reactions: z.array(z.object({ message_id: z.string(), emoji: z.string(), added: z.boolean() })).default([]),
  /** The title of the modal that was shown. */
  modal: z.string().optional(),
  choices: z.array(z.unknown()).optional(),
  /** How it was refused. */
  error: z.string().optional(),
})
export const recordingShape = z.object({ recording: z.literal(1), steps: z.array(step) })
export type Recording = z.output<typeof recordingShape>
export type Step = Recording['steps'][number]
export type Deed = Step['do']

export interface Recorder {
  /** The same control; while a recording runs, what is done through it is noted. */
  readonly control: Control
  /** Begins a new recording, without what was recorded before. */
  start(): void
  /** What has been recorded so far; undefined where nothing is being recorded. */
  recorded(): Recording | undefined
  stop(): Recording | undefined
}

const inBase64 = (files: readonly GivenFile[]) =>
  files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }))

const idOf = (result: unknown): string | undefined => {
  const { id, interaction, interaction_metadata } = (result ?? {}) as Partial<Message> & { interaction?: { id: string } }
  // A command's answer is its message alone, which names its interaction.
  const asked = interaction?.id ?? interaction_metadata?.id
  return asked ?? (typeof id === 'string' ? id : undefined)
}

export function createRecorder(world: World, history: History, control: Control): Recorder {
  let steps: Step[] | undefined
  let stopListening: (() => void) | undefined
  const emptyStep = (doing: Deed): Step => ({ do: doing, messages: [], deleted: [], reactions: [] })

  function noteMessage(message: Message): void {
    const last = steps?.at(-1)
    if (!last || !isOfBot(message)) return
    const copy = structuredClone(
      world.store.message(message.channel_id, message.id) ?? message,
    ) as object as Step['messages'][number]
    const at = last.messages.findIndex(({ id }) => id === message.id)
    if (at >= 0) last.messages[at] = copy
    else last.messages.push(copy)
  }

  function listen(): () => void {
    return history.listen(({ change }) => {
      if (change.kind !== 'dispatch') return
      if (change.t === 'MESSAGE_CREATE' || change.t === 'MESSAGE_UPDATE') noteMessage(change.d as Message)
      const { reaction, message } = reactionIn(world, change)
      if (reaction) steps?.at(-1)?.reactions.push(reaction)
      if (message) noteMessage(message)
      if (change.t === 'MESSAGE_DELETE') steps?.at(-1)?.deleted.push((change.d as { id: string }).id)
    })
  }

  function begin(doing: Deed): Step {
    const begun = emptyStep(doing)
    steps?.push(begun)
    return begun
  }

  /**
   * Notes the deed before it is done: the bot's answer may be there before the caller hears of it.
   */
  function noted<T>(doing: () => Deed, run: () => T, finish: (step: Step, result: T) => void = () => undefined): T {
    if (!steps) return run()
    const begun = begin(structuredClone(doing()))
    try {
      const result = run()
      finish(begun, result)
      return result
    } catch (error) {
      begun.error = (error as Error).message
      throw error
    }
  }

  function componentIndex(input: InteractionInput): { component?: number } {
    if ((input.kind !== 'button' && input.kind !== 'select') || input.custom_id === undefined) return {}
    for (const { id } of world.store.channels.values()) {
      const message = world.store.message(id, input.message_id)
      if (!message) continue
      const at = [...walk(message.components)].findIndex(({ node }) => node.custom_id === input.custom_id)
      return at >= 0 ? { component: at } : {}
    }
    return {}
  }

  /** An interaction ends later: what came of it is noted then. */
  async function notedLater<T>(doing: () => Deed, run: () => Promise<T>): Promise<T> {
    let begun: Step | undefined
    try {
      const result = await noted(doing, run, (each) => {
        begun = each
      })
      if (begun) {
        const { modal, choices } = result as { modal?: { title?: unknown }; choices?: unknown[] }
        Object.assign(begun, { made: idOf(result) }, modal && { modal: String(modal.title) }, choices && { choices })
      }
      return result
    } catch (error) {
      if (begun) begun.error = (error as Error).message
      throw error
    }
  }

  const recorded: Control = {
    ...control,
    act: (action: WorldAction, files = []) =>
      noted(
        () => ({ kind: 'act', action: { ...action }, files: inBase64(files) }),
        () => control.act(action, files),
        (each, result) => {
          const made = idOf(result)
          if (made !== undefined) each.made = made
        },
      ),
    interact: (input, files = []) =>
      notedLater(
        () => ({ kind: 'interact', input: { ...input }, files: inBase64(files), ...componentIndex(input) }),
        () => control.interact(input, files),
      ),
    command(run, files = []) {
      const { subcommand, name, user, user_id, ...rest } = run
      const full = subcommand === undefined ? name : `${name} ${subcommand}`
      const input = { kind: 'command', ...rest, name: full, user: user ?? user_id ?? 'member', wait: 'final' }
      return notedLater(
        () => ({ kind: 'interact', input, files: inBase64(files) }),
        () => control.command(run, files),
      )
    },
    fault: (input: FaultInput) =>
      noted(
        () => ({ kind: 'fault', fault: { ...input } }),
        () => control.fault(input),
      ),
    moveClock: (move: ClockMove) =>
      noted(
        () => ({ kind: 'clock', move: { ...move } }),
        () => control.moveClock(move),
      ),
  }

  return {
    control: recorded,
    start() {
      stopListening?.()
      steps = [emptyStep({ kind: 'start' })]
      stopListening = listen()
    },
    recorded: () => steps && { recording: 1, steps },
    stop() {
      stopListening?.()
      const done: Recording | undefined = steps && { recording: 1, steps }
      steps = undefined
      return done
    },
  }
}
