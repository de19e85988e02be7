// One interaction's answer: sent at once, or after a deferral when it takes longer than Discord's
// three seconds would bear.
import { AttachmentBuilder, type InteractionEditReplyOptions, MessageFlags, type RepliableInteraction } from 'discord.js'
import { isCard } from '../render/message.ts'
import type { Answer, AnswerBody } from './command.ts'

/**
 * Discord gives three seconds, and readers patience for a tenth of one, of which the way there and
 * back takes its share: what is not there by then shows that it comes.
 */
const DEFER_AFTER_MS = 40

export interface Replier {
  /** Defers by itself when no answer came in time. A modal cannot be deferred. */
  deferLater(answers: 'reply' | 'update' | 'modal', shared: boolean, slow: boolean): void
  /** False where Discord has refused the deferral; true also where there was none. */
  isDeferred(): Promise<boolean>
  answer(answer: Answer, shared: boolean): Promise<void>
  /** One more message for the reader alone, after the answer. */
  add(body: AnswerBody): Promise<void>
  /** The message of the answer becomes this. */
  change(body: AnswerBody): Promise<void>
  end(): void
}

export interface ReplierParts {
  /** What is done to the texts of every message before it is sent. */
  finish(body: AnswerBody): AnswerBody
  onError(error: unknown): void
}

export function createReplier(interaction: RepliableInteraction, { finish, onError }: ReplierParts): Replier {
  let timer: NodeJS.Timeout | null = null
  let deferred: { answers: 'reply' | 'update'; shared: boolean; done: Promise<boolean> } | null = null
  let isRefused = false
  let isAnswered = false
  const usual = (body: AnswerBody) => options(finish(body))
  const own = (body: AnswerBody, shared: boolean) => ownOptions(finish(body), shared)
  const whole = (body: AnswerBody) => wholeOf(finish(body))

  function deferLater(answers: 'reply' | 'update' | 'modal', shared: boolean, slow: boolean): void {
    if (answers === 'modal') return
    const defer = () => {
      const update = answers === 'update' && 'deferUpdate' in interaction
      const done = update ? interaction.deferUpdate() : interaction.deferReply(shared ? {} : { flags: MessageFlags.Ephemeral })
      const taken = done.then(
        () => true,
        (error) => {
          onError(error)
          // There is nothing to change: what was to follow it is tried as an answer of its own.
          deferred = null
          isRefused = true
          return false
        },
      )
      deferred = { answers: update ? 'update' : 'reply', shared, done: taken }
    }
    if (slow) defer()
    else timer = setTimeout(defer, DEFER_AFTER_MS)
  }

  function end(): void {
    if (timer !== null) clearTimeout(timer)
  }

  async function answer(given: Answer, shared: boolean): Promise<void> {
    end()
    await deferred?.done
    switch (given.kind) {
      case 'modal':
        if (!('showModal' in interaction)) throw new Error('a modal cannot be answered by a modal')
        await interaction.showModal(given.modal)
        return
      case 'update':
        await update(given.body)
        break
      case 'reply':
        await reply(given.body, shared)
    }
    for (const body of given.more ?? []) await interaction.followUp(own(body, shared))
  }

  async function reply(body: AnswerBody, shared: boolean): Promise<void> {
    // After `deferUpdate` the original is the pressed message, which a reply must leave as it is.
    if (deferred?.answers === 'reply' && deferred.shared && !shared && !isAnswered) await replyAlone(body)
    else if (deferred?.answers === 'update' || isAnswered) await interaction.followUp(own(body, shared))
    else if (deferred !== null || interaction.deferred) await interaction.editReply(usual(body))
    else await interaction.reply(own(body, shared))
    isAnswered = true
  }

  /** “Thinking…” was for everybody, and what is to be said is for the reader alone. */
  async function replyAlone(body: AnswerBody): Promise<void> {
    await interaction.deleteReply()
    await interaction.followUp(own(body, false))
  }

  async function update(body: AnswerBody): Promise<void> {
    if (deferred !== null) await interaction.editReply(whole(body))
    else if (interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage()))
      await interaction.update(whole(body))
    else throw new Error('only a pressed message can be updated')
  }

  const add = async (body: AnswerBody) => {
    await interaction.followUp(own(body, false))
  }

  const change = async (body: AnswerBody) => {
    await interaction.editReply(whole(body))
  }

  const isDeferred = async () => (await deferred?.done) ?? !isRefused

  return { deferLater, isDeferred, answer, add, change, end }
}

type OwnFlags = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2

/** Of a message of its own: who sees it is decided when it is made. */
function ownOptions(body: AnswerBody, shared: boolean): Omit<Sendable, 'flags'> & { flags: OwnFlags[] } {
  const flags: OwnFlags[] = [...(shared ? [] : [MessageFlags.Ephemeral as const]), ...cardFlag(body)]
  return { ...options(body), flags }
}
/** What the body leaves out goes away. */
const wholeOf = (body: AnswerBody) => ({
  content: null,
  embeds: [],
  components: [],
  ...(body.keepsFiles ? {} : { attachments: [] }),
  ...options(body),
})

const cardFlag = (body: AnswerBody) => (isCard(body) ? [MessageFlags.IsComponentsV2 as const] : [])

type Sendable = Pick<InteractionEditReplyOptions, 'embeds' | 'components' | 'files' | 'allowedMentions'> & {
  content?: string
  flags?: MessageFlags.IsComponentsV2[]
}

function options(body: AnswerBody): Sendable {
  return {
    ...(isCard(body) ? { flags: cardFlag(body) } : {}),
    ...(body.content === undefined ? {} : { content: body.content }),
    ...(body.embeds === undefined ? {} : { embeds: [...body.embeds] }),
    ...(body.components === undefined ? {} : { components: [...body.components] as NonNullable<Sendable['components']> }),
    ...(body.files === undefined
      ? {}
      : {
          files: body.files.map(
            (file) =>
              new AttachmentBuilder(Buffer.from(file.bytes), {
                name: file.name,
                ...(file.alt === undefined ? {} : { description: file.alt }),
              }),
          ),
        }),
    allowedMentions: { parse: [] },
  }
}
