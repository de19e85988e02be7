// What a viewer does: commands, presses, choices, modals, menu commands. Each ends in an answer on
// the page or in the words of a failure.

import { snowflakeAt } from '../../snowflake.ts'
import type { Component, Message } from '../../world/types.ts'
import type { Say } from '../dom/words.ts'
import type { Layers } from '../layers/layers.ts'
import { api, type Choice, type InteractionAnswer, type Modal, Refused } from './api.ts'
import type { Store } from './store.ts'
import { FLAG } from './types.ts'

export interface Actions {
  command(name: string, options: Readonly<Record<string, unknown>>, files: readonly File[]): Promise<void>
  suggest(
    name: string,
    options: Readonly<Record<string, unknown>>,
    focused: string,
    signal: AbortSignal,
  ): Promise<readonly Choice[]>
  menuCommand(name: string, message: Message): Promise<void>
  press(message: Message, component: Component): Promise<void>
  choose(message: Message, component: Component, values: readonly string[]): Promise<void>
  /** The answer is undefined where it worked, else why it did not. */
  submit(interactionId: string, values: Readonly<Record<string, unknown>>, files: readonly File[]): Promise<string | undefined>
  write(content: string, files: readonly File[], replyTo?: Message): Promise<boolean>
  react(message: Message, emoji: { id: string | null; name: string }): Promise<void>
  /** A world action, with a notice where it is refused. */
  act<T>(action: { action: string } & Record<string, unknown>): Promise<T | undefined>
}

export interface ActionsParts {
  readonly store: Store
  readonly layers: Layers
  readonly say: Say
  showModal(modal: Modal, interactionId: string): void
}

export function createActions({ store, layers, say, showModal }: ActionsParts): Actions {
  let lastNote = 0
  const who = () => ({ user: store.viewer.userId, locale: store.viewer.locale })
  const here = () => store.place?.id ?? ''
  const why = (error: unknown): string => {
    if (error instanceof Refused) return error.status === 504 ? say('noResponse') : error.message
    return error instanceof Error ? error.message : String(error)
  }

  function noteOf(name: string): Message {
    const author = store.bot
    const user = store.users.get(store.viewer.userId) ?? author
    lastNote += 1
    // The id sorts after everything there is; two notes of one millisecond differ in their last
    // digits.
    const id = String(BigInt(snowflakeAt(Math.floor(store.now()))) + BigInt(lastNote % 4_096))
    return {
      id,
      channel_id: here(),
      type: 20,
      author,
      content: '',
      timestamp: new Date(store.now()).toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      flags: FLAG.ephemeral,
      interaction_metadata: { id, type: 2, user, authorizing_integration_owners: {}, name },
    }
  }

  function opened(answer: InteractionAnswer): void {
    if (answer.modal) showModal(answer.modal, answer.interaction.id)
  }

  async function noted(name: string, send: () => Promise<InteractionAnswer>): Promise<void> {
    const note = noteOf(name)
    store.note(note, { state: 'sending' })
    try {
      const answer = await send()
      store.dropNote(note.id)
      opened(answer)
    } catch (error) {
      store.note(note, { state: 'failed', why: why(error) })
      layers.announce(why(error))
    }
  }

  async function onComponent(message: Message, component: Component, input: object): Promise<void> {
    if (store.presses.get(message.id)?.state === 'waiting') return
    const key = component.custom_id ?? ''
    store.presses.set(message.id, { state: 'waiting', key })
    store.touch('messages')
    try {
      const common = { ...who(), channel_id: message.channel_id, message_id: message.id, custom_id: key }
      opened(await api.interact({ ...common, ...input }))
      store.presses.delete(message.id)
    } catch (error) {
      const isSilence = error instanceof Refused && error.status === 504
      store.presses.set(message.id, { state: 'failed', key, why: isSilence ? undefined : why(error) })
      layers.announce(say('failed'))
    }
    store.touch('messages')
  }

  return {
    command: (name, options, files) =>
      noted(name, () => api.interact({ kind: 'command', ...who(), channel_id: here(), name, options }, files)),
    async suggest(name, options, focused, signal) {
      const input = { kind: 'autocomplete', ...who(), channel_id: here(), name, options, focused }
      return (await api.interact(input, [], signal)).choices ?? []
    },
    menuCommand: (name, message) =>
      noted(name, () =>
        api.interact({ kind: 'message-command', ...who(), channel_id: message.channel_id, name, message_id: message.id }),
      ),
    press: (message, component) => onComponent(message, component, { kind: 'button' }),
    choose: (message, component, values) => onComponent(message, component, { kind: 'select', values }),
    async submit(interactionId, values, files) {
      try {
        opened(await api.interact({ kind: 'modal', ...who(), interaction_id: interactionId, values }, files))
        return undefined
      } catch (error) {
        return error instanceof Refused && error.status === 504 ? say('failed') : why(error)
      }
    },
    async write(content, files, replyTo) {
      const action = {
        action: 'create-message',
        channel: here(),
        user: store.viewer.userId,
        content,
        files: files.map((_, index) => index),
        ...(replyTo && { reply_to: replyTo.id }),
      }
      return (await attempt(action, files)) !== undefined
    },
    async react(message, emoji) {
      const has = store.shelves.hasReacted(message.id, emoji, store.viewer.userId)
      const text = emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name
      const action = has ? 'remove-reaction' : 'add-reaction'
      await attempt({ action, channel: message.channel_id, message: message.id, user: store.viewer.userId, emoji: text })
    },
    act: (action) => attempt(action),
  }

  async function attempt<T>(
    action: { action: string } & Record<string, unknown>,
    files: readonly File[] = [],
  ): Promise<T | undefined> {
    try {
      return ((await api.act<T>(action, files)).result ?? ({} as T)) as T
    } catch (error) {
      layers.notice(say('notAllowed', { why: why(error) }))
      return undefined
    }
  }
}
