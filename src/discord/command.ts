// What a command is to the router: a definition, and functions from a context to an answer.
// Handlers never touch the interaction's callbacks: they return what to say, and the router says it
// in time, whatever happens.

import type {
  AnySelectMenuInteraction,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js'
import type {
  APIEmbed,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { Language } from '../text/bilingual.ts'
import type { Locale } from '../text/locale.ts'

export interface AnswerFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Alternative text. */
  readonly alt?: string
}

/** What is shown. A body made by render fits; its mentions and flags are the router's business. */
export interface AnswerBody {
  readonly content?: string | undefined
  readonly embeds?: readonly APIEmbed[] | undefined
  readonly components?: readonly APIMessageTopLevelComponent[] | undefined
  readonly files?: readonly AnswerFile[] | undefined
  /** The files of the message that it changes stay. */
  readonly keepsFiles?: boolean
}

interface MessageAnswer {
  readonly body: AnswerBody
  /** Follow it as further messages, for the reader alone unless the answer is shared. */
  readonly more?: readonly AnswerBody[]
  /**
   * What the message becomes once something has happened that the answer could not wait for; null:
   * it stays. Discord takes the change for fifteen minutes.
   */
  readonly later?: () => Promise<AnswerBody | null>
}

export type Answer =
  /** A message of its own. */
  | ({ readonly kind: 'reply' } & MessageAnswer)
  /** The message that was pressed becomes this; what the body leaves out goes away. */
  | ({ readonly kind: 'update' } & MessageAnswer)
  | { readonly kind: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }

/**
 * Who may use it. Checked by the router at each use: what Discord hides from a menu it still lets
 * through.
 */
export type Allowed = 'everyone' | 'manage-server' | 'owner'

export interface Context<S, I> {
  readonly services: S
  readonly locale: Locale
  /** The language of papers for this reader. */
  readonly language: Language
  readonly userId: string
  /** Null in direct messages and where the bot is only the reader's own app. */
  readonly guildId: string | null
  readonly channelId: string | null
  /** For what the frame does not offer. Do not reply, defer or update through it. */
  readonly interaction: I
}

export interface ChatContext<S> extends Context<S, ChatInputCommandInteraction> {
  /** Trimmed; null where it was left out or is blank. */
  text(option: string): string | null
  whole(option: string): number | null
  flag(option: string): boolean
}

export interface ComponentContext<S>
  extends Context<S, ButtonInteraction | StringSelectMenuInteraction | AnySelectMenuInteraction> {
  readonly version: number
  readonly args: readonly string[]
  /** What was chosen in a select menu; empty for a button. */
  readonly values: readonly string[]
}

export interface ModalContext<S> extends Context<S, ModalSubmitInteraction> {
  readonly version: number
  readonly args: readonly string[]
  /** What was written into a text input; blank is null, and so is a field that is not there. */
  field(customId: string): string | null
  /** What was chosen in a select, a checkbox or radio group of the modal. */
  chosen(customId: string): readonly string[]
}

export interface AutocompleteContext<S> extends Context<S, AutocompleteInteraction> {
  /** The option that is being typed, and its text so far. */
  readonly option: string
  readonly typed: string
  text(option: string): string | null
}

export interface Choice {
  readonly name: string
  readonly value: string
}

interface Restricted {
  readonly allowed?: Allowed
}

export interface ChatCommand<S> extends Restricted {
  readonly kind: 'chat'
  readonly definition: RESTPostAPIApplicationCommandsJSONBody
  /**
   * `modal`: it may open a modal, so it is never deferred and must be quick. An option `share` set
   * to true shows the answer to all.
   */
  readonly answers?: 'reply' | 'modal'
  /** It takes long as a rule: “thinking…” is said at once instead of after a while. */
  readonly slow?: boolean
  /** Whether everybody in the channel sees the answer, without an option `share`. */
  isShared?(interaction: ChatInputCommandInteraction): boolean
  run(context: ChatContext<S>): Promise<Answer>
  autocomplete?(context: AutocompleteContext<S>): Promise<readonly Choice[]>
}

/** An entry of the menu on a message. */
export interface MessageCommand<S> extends Restricted {
  readonly kind: 'message'
  readonly definition: RESTPostAPIApplicationCommandsJSONBody
  run(context: Context<S, MessageContextMenuCommandInteraction>): Promise<Answer>
}

/** Everything with a custom_id `name:version:…`: buttons and select menus. */
export interface ComponentHandler<S> extends Restricted {
  readonly kind: 'component'
  readonly name: string
  /**
   * The versions of the custom_id that it understands; default: 1. Any other is answered kindly,
   * and nothing is run.
   */
  readonly versions?: readonly number[]
  /** How it is deferred when it takes long; a `modal` is not, and may answer in any way. */
  readonly answers: 'reply' | 'update' | 'modal'
  /** The answer is for everybody in the channel; it may depend on what was chosen in a menu. */
  readonly shared?: boolean | ((values: readonly string[]) => boolean)
  run(context: ComponentContext<S>): Promise<Answer>
}

export interface ModalHandler<S> extends Restricted {
  readonly kind: 'modal'
  readonly name: string
  readonly versions?: readonly number[]
  /** `update` changes the message whose button opened the modal. */
  readonly answers: 'reply' | 'update'
  run(context: ModalContext<S>): Promise<Answer>
}

export type Handler<S> = ChatCommand<S> | MessageCommand<S> | ComponentHandler<S> | ModalHandler<S>
