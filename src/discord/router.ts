// Every interaction ends in an answer: in time, in the reader's language, and with a code where
// something broke.

import { randomInt } from 'node:crypto'
import { DiscordAPIError, type Interaction, PermissionFlagsBits, type RepliableInteraction } from 'discord.js'
import type { Log } from '../log/log.ts'
import { parseCustomId } from '../render/custom-id.ts'
import { withWholeDates } from '../render/parts/whole-dates.ts'
import type { Language } from '../text/bilingual.ts'
import { clip } from '../text/graphemes.ts'
import { type Locale, localeOf } from '../text/locale.ts'
import type { Allowed, Answer, AnswerBody, Choice, Context, Handler } from './command.ts'
import { type CommandIds, createCommandMentions } from './command-mentions.ts'
import { autocompleteContext, chatContext, componentContext, contextOf, modalContext } from './context.ts'
import type { Reception } from './gateway/listen.ts'
import { createReplier, type Replier } from './replier.ts'

/** What the router itself has to say; the words are the commands'. */
export interface RouterTexts {
  failed(locale: Locale, code: string): string
  /** `allowed` is what the reader is not. */
  refused(locale: Locale, allowed: Exclude<Allowed, 'everyone'>): string
  /** A button or command of an older version. */
  outdated(locale: Locale): string
}

export interface RouterParts<S> {
  readonly handlers: readonly Handler<S>[]
  readonly services: S
  readonly texts: RouterTexts
  readonly log: Log
  /** What a reader chose with /language; null where nothing. */
  readonly chosenLanguage: (userId: string) => Promise<Language | null>
  readonly isOwner: (userId: string) => Promise<boolean>
  /** Of what is published, by name: answers mention it. */
  readonly commandIds?: () => CommandIds
  readonly onAnswered?: (answered: Answered) => void
  /** Another process was faster: both were connected for the same servers. */
  readonly onAnsweredElsewhere?: (interaction: Interaction) => void
  /**
   * What a reader is to be notified of at the next use of anything, after its answer; null:
   * nothing.
   */
  readonly afterwards?: (userId: string, locale: Locale) => Promise<AnswerBody | null>
}

/** How an interaction was answered: `command` is the handler's name. */
export interface Answered {
  readonly command: string
  readonly outcome: 'answered' | 'failed' | 'too-late'
  readonly ms: number
}

export interface Router {
  handle(interaction: Interaction, how?: Reception): Promise<void>
}

/** Late (Discord gives 3 s) or answered twice: nothing can be said any more. */
const ANSWERED = 40060
const TOO_LATE = new Set([10062, ANSWERED, 10015, 50027])

/** Discord gives fifteen minutes. */
const CHANGEABLE_MS = 14 * 60_000

export function createRouter<S>(router: RouterParts<S>): Router {
  const commands = new Map(
    router.handlers.flatMap((handler) =>
      'definition' in handler ? [[`${handler.kind} ${handler.definition.name}`, handler] as const] : [],
    ),
  )
  const components = new Map(
    router.handlers.flatMap((handler) => (handler.kind === 'component' ? [[handler.name, handler] as const] : [])),
  )
  const modals = new Map(
    router.handlers.flatMap((handler) => (handler.kind === 'modal' ? [[handler.name, handler] as const] : [])),
  )

  const mentionCommands = createCommandMentions(
    router.handlers.flatMap((handler) => ('definition' in handler ? [handler.definition] : [])),
    router.commandIds ?? (() => new Map()),
  )

  async function handle(interaction: Interaction, { isContested }: Reception = { isContested: false }): Promise<void> {
    if (interaction.isAutocomplete()) return suggest(interaction)
    if (!interaction.isRepliable()) return
    let locale: Locale = localeOf(interaction.locale, null)
    const replier = createReplier(interaction, {
      finish: (body) => withWholeDates(mentionCommands(body, locale)),
      onError: (error) => failedLate(interaction, error, isContested),
    })
    const answered = timed(interaction)
    try {
      // The timer runs before anything is awaited: a slow database must not use up the three
      // seconds.
      const target = targetOf(interaction)
      replier.deferLater(target?.answers ?? 'reply', target?.shared ?? false, isContested || (target?.slow ?? false))
      // What only opens a form changes nothing, and Discord refuses the second form.
      if (isContested && !(await replier.isDeferred())) return
      locale = localeOf(interaction.locale, await router.chosenLanguage(interaction.user.id))
      if (target === null) return await replier.answer(say(router.texts.outdated(locale)), false)
      const refusal = await refusalOf(interaction, target.allowed)
      if (refusal !== null) return await replier.answer(say(router.texts.refused(locale, refusal)), false)
      const answer = await target.run(locale)
      await replier.answer(answer, target.shared)
      answered('answered')
      // Nothing can follow a form that was just opened.
      if (answer.kind === 'modal') return
      await addLater(interaction, replier, locale)
      if (answer.later !== undefined) void changeLater(interaction, replier, answer.later)
    } catch (error) {
      answered(isTooLate(error) ? 'too-late' : 'failed')
      await fail(interaction, replier, locale, error)
    } finally {
      replier.end()
    }
  }

  function timed(interaction: Interaction): (outcome: Answered['outcome']) => void {
    const start = performance.now()
    return (outcome) => router.onAnswered?.({ command: nameOf(interaction), outcome, ms: performance.now() - start })
  }

  /** The handler's; of what is none's, whatever a client wrote, only that it is. */
  function nameOf(interaction: Interaction): string {
    const of = (name: string, known: ReadonlyMap<string, unknown>) => (known.has(name) ? name : 'unknown')
    if (interaction.isAutocomplete())
      return `${of(`chat ${interaction.commandName}`, commands).replace('chat ', '/')} suggestions`
    if (interaction.isChatInputCommand()) return of(`chat ${interaction.commandName}`, commands).replace('chat ', '/')
    if (interaction.isMessageContextMenuCommand()) return of(`message ${interaction.commandName}`, commands)
    if (interaction.isMessageComponent()) return of(parseCustomId(interaction.customId)?.name ?? '', components)
    if (interaction.isModalSubmit()) return of(parseCustomId(interaction.customId)?.name ?? '', modals)
    return 'unknown'
  }

  /** The answer is given already: a fault here is the log's business only. */
  async function addLater(interaction: RepliableInteraction, replier: Replier, locale: Locale): Promise<void> {
    try {
      const body = await router.afterwards?.(interaction.user.id, locale)
      if (body) await replier.add(body)
    } catch (error) {
      failedLate(interaction, error)
    }
  }

  async function changeLater(
    interaction: RepliableInteraction,
    replier: Replier,
    later: () => Promise<AnswerBody | null>,
  ): Promise<void> {
    try {
      const body = await later()
      if (body !== null && Date.now() - interaction.createdTimestamp < CHANGEABLE_MS) await replier.change(body)
    } catch (error) {
      failedLate(interaction, error)
    }
  }

  interface Target {
    readonly answers: 'reply' | 'update' | 'modal'
    readonly shared: boolean
    readonly slow: boolean
    readonly allowed: Allowed
    run(locale: Locale): Promise<Answer>
  }

  function targetOf(interaction: RepliableInteraction): Target | null {
    const context = <I extends Interaction>(of: I, locale: Locale): Context<S, I> => contextOf(of, router.services, locale)
    if (interaction.isChatInputCommand()) {
      const command = commands.get(`chat ${interaction.commandName}`)
      if (command?.kind !== 'chat') return null
      const shared = interaction.options.getBoolean('share') ?? command.isShared?.(interaction) ?? false
      return target(command, command.answers ?? 'reply', shared, (locale) =>
        command.run(chatContext(context(interaction, locale))),
      )
    }
    if (interaction.isMessageContextMenuCommand()) {
      const command = commands.get(`message ${interaction.commandName}`)
      if (command?.kind !== 'message') return null
      return target(command, 'reply', false, (locale) => command.run(context(interaction, locale)))
    }
    if (interaction.isMessageComponent()) {
      const id = parseCustomId(interaction.customId)
      const component = components.get(id?.name ?? '')
      if (id === null || component === undefined || !understands(component, id.version)) return null
      const { shared = false } = component
      const isShared = typeof shared === 'boolean' ? shared : shared('values' in interaction ? interaction.values : [])
      return target(component, component.answers, isShared, (locale) =>
        component.run(componentContext(context(interaction, locale), id)),
      )
    }
    if (interaction.isModalSubmit()) {
      const id = parseCustomId(interaction.customId)
      const modal = modals.get(id?.name ?? '')
      if (id === null || modal === undefined || !understands(modal, id.version)) return null
      return target(modal, modal.answers, false, (locale) => modal.run(modalContext(context(interaction, locale), id)))
    }
    return null
  }

  function target(
    handler: { allowed?: Allowed; slow?: boolean },
    answers: Target['answers'],
    shared: boolean,
    run: Target['run'],
  ): Target {
    return { answers, shared, slow: handler.slow ?? false, allowed: handler.allowed ?? 'everyone', run }
  }

  async function refusalOf(interaction: Interaction, allowed: Allowed): Promise<Exclude<Allowed, 'everyone'> | null> {
    switch (allowed) {
      case 'everyone':
        return null
      case 'manage-server':
        return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ? null : allowed
      case 'owner':
        return (await router.isOwner(interaction.user.id)) ? null : allowed
    }
  }

  async function suggest(interaction: Interaction): Promise<void> {
    if (!interaction.isAutocomplete()) return
    const answered = timed(interaction)
    try {
      const command = commands.get(`chat ${interaction.commandName}`)
      const run = command?.kind === 'chat' ? command.autocomplete?.bind(command) : undefined
      const locale = localeOf(interaction.locale, await router.chosenLanguage(interaction.user.id))
      const choices = (await run?.(autocompleteContext(contextOf(interaction, router.services, locale)))) ?? []
      await interaction.respond(choices.slice(0, 25).flatMap(asChoice))
      answered('answered')
    } catch (error) {
      answered(isTooLate(error) ? 'too-late' : 'failed')
      failedLate(interaction, error)
      if (!interaction.responded) await interaction.respond([]).catch(() => undefined)
    }
  }

  async function fail(interaction: RepliableInteraction, replier: Replier, locale: Locale, error: unknown): Promise<void> {
    if (isTooLate(error)) return failedLate(interaction, error)
    const code = failureCode()
    router.log.error({ code, err: error, ...about(interaction) }, 'a command failed')
    try {
      await replier.answer(say(router.texts.failed(locale, code)), false)
    } catch (second) {
      failedLate(interaction, second)
    }
  }

  function failedLate(interaction: Interaction, error: unknown, isContested = false): void {
    if (isAnswered(error) || (isContested && isTooLate(error))) {
      router.log.debug(about(interaction), 'an interaction was answered already')
      if (isAnswered(error)) router.onAnsweredElsewhere?.(interaction)
    } else if (isTooLate(error))
      router.log.warn(
        { ...about(interaction), discord: (error as DiscordAPIError).code },
        'an interaction could no longer be answered',
      )
    else router.log.error({ err: error, ...about(interaction) }, 'an interaction was not answered')
  }

  return { handle }
}

const understands = (handler: { versions?: readonly number[] }, version: number) => (handler.versions ?? [1]).includes(version)

function say(content: string): Answer {
  return { kind: 'reply', body: { content } satisfies AnswerBody }
}

function isTooLate(error: unknown): boolean {
  return error instanceof DiscordAPIError && TOO_LATE.has(Number(error.code))
}

const isAnswered = (error: unknown) => error instanceof DiscordAPIError && Number(error.code) === ANSWERED

function asChoice(choice: Choice): Choice[] {
  const name = clip(choice.name.trim(), 100)
  return name === '' || choice.value === '' || [...choice.value].length > 100 ? [] : [{ name, value: choice.value }]
}

/** Easy to read out: no 0/O, 1/I. */
function failureCode(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')
}

function about(interaction: Interaction): object {
  const name =
    interaction.isCommand() || interaction.isAutocomplete()
      ? interaction.commandName
      : 'customId' in interaction
        ? interaction.customId
        : null
  return { interaction: interaction.id, name, guild: interaction.guildId, ageMs: Date.now() - interaction.createdTimestamp }
}
