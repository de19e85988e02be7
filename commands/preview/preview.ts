// /preview: the rehearsal. The messages are made by what makes the posted ones; what is left out
// says why.
import { ComponentType } from 'discord.js'
import type { LeftOut, Preview } from '../../src/delivery/delivery.ts'
import type { Subscription } from '../../src/delivery/subscriptions/subscription.ts'
import { button, row } from '../../src/render/parts/buttons.ts'
import { clipColumns } from '../../src/render/parts/fit.ts'
import { titleIn } from '../../src/render/view.ts'
import { clip, countCodePoints } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine, oneLine } from '../../src/text/markdown.ts'
import { suggestDays } from '../digest/digest.ts'
import { badDate, parseDay } from '../shared/days.ts'
import { chatDefinition, textOption } from '../shared/define.ts'
import { latestStep, stepsRow, subscribeStep } from '../shared/next-steps.ts'
import type { Answer, AnswerBody, AutocompleteContext, ChatCommand, Choice, ComponentHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { channelName, type GuildContext, subscriptionOf } from '../subscribe/panel.ts'
import { stateText } from '../subscribe/words.ts'
import { postedBody } from './posted-body.ts'

/** Shown at a time; a button brings the next ones. */
const MAX_MESSAGES = 10
/** Papers that are left out, in the message itself. */
const MAX_LEFT_OUT = 12
/** Columns: with the reason, one line or two. */
const MAX_TITLE = 60

export const preview: ChatCommand = {
  kind: 'chat',
  allowed: 'manage-server',
  definition: chatDefinition(
    'preview',
    [textOption('preview.subscription', { autocomplete: true }), textOption('preview.date', { autocomplete: true })],
    { where: 'server', allowed: 'manage-server' },
  ),
  async run(context): Promise<Answer> {
    const { locale, services } = context
    const typed = context.text('date')
    const day = typed === null ? undefined : parseDay(typed, services.clock.now())
    if (day === null) return badDate(context, typed ?? '')
    const id = context.text('subscription')
    if (id === null) return await ofThisPlace(context, day)
    const found = await subscriptionOf(context, id)
    return found === null ? noSubscription(locale, 'preview.no-subscription') : await rehearsal(context, found, day)
  },
  async autocomplete(context) {
    return context.option === 'date' ? await suggestDays(context) : await suggestSubscriptions(context)
  },
}

/** `sub-preview:1:<subscription>:<day or nothing>:<from which message>`. */
export const previewButton: ComponentHandler = {
  kind: 'component',
  name: 'sub-preview',
  allowed: 'manage-server',
  answers: 'reply',
  run: async (context) => await pressed(context, context.args[0], context.args[1], Number(context.args[2]) || 0),
}

/** `sub-preview-of:1:<day or nothing>`; the value is the subscription. */
export const previewChoice: ComponentHandler = {
  kind: 'component',
  name: 'sub-preview-of',
  allowed: 'manage-server',
  answers: 'reply',
  run: async (context) => await pressed(context, context.values[0], context.args[0], 0),
}

async function pressed(context: GuildContext, id: string | undefined, day: string | undefined, from: number): Promise<Answer> {
  const found = await subscriptionOf(context, id)
  return found === null
    ? { kind: 'reply', body: { content: t(context.locale, 'subscription.gone') } }
    : await rehearsal(context, found, day || undefined, from)
}

/**
 * Without a choice: the one of this channel, or of this server; where there are several, the reader
 * chooses.
 */
async function ofThisPlace(context: GuildContext, day: string | undefined): Promise<Answer> {
  const { locale, services, guildId, channelId } = context
  const all = guildId === null ? [] : await services.delivery.subscriptions.list({ guildId })
  const here = all.filter((one) => one.channelId === channelId)
  const candidates = here.length > 0 ? here : all
  const [first, second] = candidates
  if (first === undefined) return noSubscription(locale, 'subscriptions.none')
  if (second === undefined) return await rehearsal(context, first, day)
  const options = candidates.slice(0, 25).map((one) => ({ label: clip(nameOf(one, context), 100), value: one.id }))
  const menu = { type: ComponentType.StringSelect as const, custom_id: `sub-preview-of:1:${day ?? ''}`, options }
  return { kind: 'reply', body: { content: t(locale, 'preview.which'), components: [row([menu])] } }
}

function noSubscription(locale: Locale, why: 'preview.no-subscription' | 'subscriptions.none'): Answer {
  return { kind: 'reply', body: { content: t(locale, why), components: stepsRow([subscribeStep(locale)]) } }
}

async function rehearsal(context: GuildContext, subscription: Subscription, day: string | undefined, from = 0): Promise<Answer> {
  const made = await context.services.delivery.preview(subscription, day)
  const shown = made.messages.slice(from, from + MAX_MESSAGES)
  const more = shown.map((message) => postedBody(message))
  const behind = made.messages.length - from - shown.length
  const next = button(
    t(context.locale, 'preview.button.next', { count: Math.min(behind, MAX_MESSAGES) }),
    `sub-preview:1:${subscription.id}:${made.date ?? day ?? ''}:${from + shown.length}`,
  )
  const body = summary(context, subscription, made, from, shown.length)
  return { kind: 'reply', body: { ...body, ...(behind > 0 ? { components: [row([next])] } : {}) }, more }
}

/**
 * What would be posted in a sentence, and each paper that would not with why: those that do not fit
 * are in a file.
 */
function summary(
  { locale, language }: GuildContext,
  { channelId }: Subscription,
  made: Preview,
  from: number,
  shown: number,
): AnswerBody {
  if (made.messages.length === 0 && made.leftOut.length === 0)
    return {
      content: t(locale, 'preview.nothing', { date: made.date ?? '?', channel: channelId }),
      components: stepsRow([latestStep(locale)]),
    }
  const head = t(locale, 'preview.heading', { channel: channelId, date: made.date ?? '?', messages: made.messages.length })
  const part =
    from === 0 && shown === made.messages.length ? [] : [t(locale, 'preview.part', { first: from + 1, last: from + shown })]
  if (from > 0 || made.leftOut.length === 0) return { content: [head, ...part].join('\n') }
  const count = t(locale, 'preview.left-out', { count: made.leftOut.length })
  const lines = made.leftOut.map(
    (left) => `- ${escapeLine(clipColumns(titleIn(left.paper, language), MAX_TITLE))}: ${whyText(left, locale)}`,
  )
  const whole = [head, ...part, count, ...lines].join('\n')
  if (lines.length <= MAX_LEFT_OUT && countCodePoints(whole) <= 2000) return { content: whole }
  const plain = made.leftOut.map((left) => `${oneLine(titleIn(left.paper, language))}\t${whyText(left, locale)}`)
  const file = { name: 'left-out.txt', bytes: new TextEncoder().encode(`${plain.join('\n')}\n`) }
  const fitting = lines
    .slice(0, MAX_LEFT_OUT)
    .filter((_, i) => countCodePoints([head, ...part, count, ...lines.slice(0, i + 1)].join('\n')) <= 1900)
  return { content: [head, ...part, count, ...fitting, t(locale, 'preview.in-file')].join('\n'), files: [file] }
}

function whyText({ why, detail }: LeftOut, locale: GuildContext['locale']): string {
  const text = t(locale, `left-out.${why}`)
  if (detail === null) return text
  return `${text} (${detail.startsWith('https://discord.com/') ? detail : escapeLine(clip(detail, 100))})`
}

function nameOf(
  one: Subscription,
  { interaction, locale }: Pick<AutocompleteContext, 'locale'> & Pick<GuildContext, 'interaction'>,
) {
  return `#${channelName({ interaction }, one)} · ${stateText(one, locale)} · ${t(locale, `place.${one.wish.place}`)}`
}

async function suggestSubscriptions(context: AutocompleteContext): Promise<readonly Choice[]> {
  const { services, guildId, typed } = context
  const all = guildId === null ? [] : await services.delivery.subscriptions.list({ guildId })
  const wanted = typed.trim().toLowerCase()
  return all
    .map((one) => ({ name: nameOf(one, context), value: one.id }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
}
