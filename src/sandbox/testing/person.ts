// Somebody in front of Discord, for tests: types commands, presses what a message shows by its
// label, writes, reacts, comes and goes.
import type { WorldAction } from '../control/actions.ts'
import type { Control } from '../control/control.ts'
import type { GivenFile } from '../control/given-files.ts'
import type { InteractionInput } from '../control/interactions/invoke.ts'
import type { InteractionResult } from '../control/interactions/wait.ts'
import { ControlError } from '../control/names.ts'
import type { Message } from '../world/types.ts'

/** Where a message is: any message, or what an earlier answer gave. */
export type MessagePlace = Pick<Message, 'id' | 'channel_id'>

export interface Habits {
  /** Where it happens, where a call names no other place: an id, `#name` or `dm`. */
  readonly channel?: string
  /** One of Discord's: `en-US` where it is left out. */
  readonly locale?: string
  /** Of the application that is meant, where there are several. */
  readonly application?: string
}

/** A message, or the reply that has it. */
export type Target = MessagePlace | Reply

export interface Reply {
  readonly interaction: InteractionResult['interaction']
  /** What the bot answered with, edits of a deferred answer included; absent where a modal came. */
  readonly message?: Message
  readonly modal?: Record<string, unknown>
}

export interface Person {
  /** `/search attention`, or a name with its options. */
  command(name: string, options?: Readonly<Record<string, unknown>>, files?: readonly GivenFile[]): Promise<Reply>
  autocomplete(name: string, focused: string, options?: Readonly<Record<string, unknown>>): Promise<unknown[]>
  messageCommand(name: string, message: Target): Promise<Reply>
  userCommand(name: string, target: string): Promise<Reply>
  /** A button, by its label, emoji or custom_id. */
  press(message: Target, button: string): Promise<Reply>
  /**
   * Options of a menu by label or value; the first menu that has them, or the one with this
   * custom_id or placeholder.
   */
  select(message: Target, values: string | readonly string[], menu?: string): Promise<Reply>
  /**
   * Fills in the modal that a reply showed, by custom_id or label; what is left out keeps what it
   * shows.
   */
  submit(reply: Reply, values: Readonly<Record<string, unknown>>): Promise<Reply>
  write(
    content: string,
    more?: { channel?: string; replyTo?: string; files?: readonly { name: string; text: string }[] },
  ): Message
  edit(message: Target, content: string): Message
  remove(message: Target): void
  react(message: Target, emoji: string): void
  unreact(message: Target, emoji: string): void
  typing(channel?: string): void
  /** Of a poll: the number of the answer, the first is 1. */
  vote(message: Target, answer: number): void
  joinVoice(channel: string): void
  leaveVoice(server?: string): void
  join(server?: string, more?: { nick?: string; roles?: readonly string[] }): void
  leave(server?: string): void
  boost(server?: string): void
  unboost(server?: string): void
  lock(thread: string): void
  unlock(thread: string): void
}

function placeOf(target: Target): MessagePlace {
  if ('channel_id' in target) return target
  if (target.message) return target.message
  throw new ControlError(400, 'this reply has no message: the bot showed a modal, which is filled in with "submit"')
}

export function createPerson(control: Control, user: string, habits: Habits = {}): Person {
  const { channel: home = '#general', locale = 'en-US', application } = habits
  const common = { user, locale, wait: 'final' as const, ...(application !== undefined && { application }) }
  const on = (target: Target) => {
    const { id, channel_id } = placeOf(target)
    return { channel: channel_id, message: id }
  }
  /** For interactions, which name the same two otherwise. */
  const at = (target: Target) => {
    const { id, channel_id } = placeOf(target)
    return { channel_id, message_id: id }
  }
  const act = (action: WorldAction) => control.act(action)
  const interact = async (input: InteractionInput, files: readonly GivenFile[] = []): Promise<Reply> =>
    await control.interact(input, files)
  const server = (name: string | undefined) => (name === undefined ? {} : { guild: name })

  return {
    command: (name, options = {}, files = []) =>
      interact({ kind: 'command', ...common, channel_id: home, name, options: { ...options } }, files),
    async autocomplete(name, focused, options = {}) {
      const input = { kind: 'autocomplete' as const, ...common, channel_id: home, name, focused, options: { ...options } }
      return (await control.interact(input)).choices ?? []
    },
    messageCommand: async (name, message) => interact({ kind: 'message-command', ...common, ...at(message), name }),
    userCommand: (name, target_user) => interact({ kind: 'user-command', ...common, channel_id: home, name, target_user }),
    press: async (message, label) => interact({ kind: 'button', ...common, ...at(message), label }),
    select: async (message, values, menu) =>
      interact({
        kind: 'select',
        ...common,
        ...at(message),
        values: typeof values === 'string' ? [values] : [...values],
        ...(menu !== undefined && { label: menu }),
      }),
    submit: ({ interaction }, values) =>
      interact({ kind: 'modal', ...common, interaction_id: interaction.id, values: { ...values } as never }),
    write: (content, { channel = home, replyTo, files = [] } = {}) =>
      act({
        action: 'create-message',
        user,
        channel,
        content,
        files: [...files],
        ...(replyTo !== undefined && { reply_to: replyTo }),
      }) as Message,
    edit: (message, content) => act({ action: 'edit-message', ...on(message), content }) as Message,
    remove: (message) => void act({ action: 'delete-message', ...on(message) }),
    react: (message, emoji) => void act({ action: 'add-reaction', user, ...on(message), emoji }),
    unreact: (message, emoji) => void act({ action: 'remove-reaction', user, ...on(message), emoji }),
    typing: (channel = home) => void act({ action: 'typing', user, channel }),
    vote: (message, answer) => void act({ action: 'vote', user, ...on(message), answer }),
    joinVoice: (channel) => void act({ action: 'voice', user, channel }),
    leaveVoice: (name) => void act({ action: 'voice', user, channel: null, ...server(name) }),
    join: (name, { nick, roles = [] } = {}) =>
      void act({ action: 'join', user, ...server(name), roles: [...roles], ...(nick !== undefined && { nick }) }),
    leave: (name) => void act({ action: 'leave', user, ...server(name) }),
    boost: (name) => void act({ action: 'boost', user, ...server(name) }),
    unboost: (name) => void act({ action: 'boost', user, ...server(name), boosting: false }),
    lock: (channel) => void act({ action: 'update-thread', channel, locked: true }),
    unlock: (channel) => void act({ action: 'update-thread', channel, locked: false }),
  }
}
