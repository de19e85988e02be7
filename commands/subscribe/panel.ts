// One subscription with everything that can be done to it. All state is in the database and in the
// custom_ids: it works after a restart.
import { ButtonStyle, ComponentType, time } from 'discord.js'
import type { APIButtonComponent, APIStringSelectComponent } from 'discord-api-types/v10'
import type { Subscription, SubscriptionId, Wish } from '../../src/delivery/subscriptions/subscription.ts'
import { LAYOUTS } from '../../src/render/ladder.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import type { AnswerBody, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { LANGUAGES } from './form.ts'
import { checkChannel } from './permissions.ts'
import { categoriesText, looksText, peopleText, STATE_COLOURS, stateText, timesText, wordsText } from './words.ts'

export type GuildContext = ReaderContext & {
  readonly interaction: { readonly guild: import('discord.js').Guild | null; readonly locale: string }
}

/** What the server calls the channel; its id where it is not seen. */
export function channelName({ interaction }: Pick<GuildContext, 'interaction'>, { channelId }: Subscription): string {
  return interaction.guild?.channels.cache.get(channelId)?.name ?? channelId
}

/** The subscription behind a custom_id; null where it is gone, or another server's. */
export async function subscriptionOf(context: ReaderContext, id: string | undefined): Promise<Subscription | null> {
  const found = await context.services.delivery.subscriptions.get((id ?? '') as SubscriptionId)
  return found !== null && found.guildId !== null && found.guildId === context.guildId ? found : null
}

/** `rest` shows the controls that are seldom needed, in place of the usual ones. */
export function panel(
  context: GuildContext,
  subscription: Subscription,
  note?: string,
  part: 'usual' | 'rest' = 'usual',
): AnswerBody {
  const { locale, services } = context
  const next = services.delivery.nextSlots(subscription, 3)
  const people = peopleText(subscription)
  const fields = [
    { name: t(locale, 'subscription.categories'), value: categoriesText(subscription, locale), inline: true },
    { name: t(locale, 'subscription.words'), value: wordsText(subscription, locale), inline: true },
    ...(people === null ? [] : [{ name: t(locale, 'subscription.people'), value: people, inline: true }]),
    { name: t(locale, 'subscription.looks'), value: looksText(subscription, locale) },
    { name: t(locale, 'subscription.when'), value: timesText(subscription, locale), inline: true },
    { name: t(locale, 'subscription.next'), value: nextText(subscription, next, locale), inline: true },
  ]
  return {
    ...(note === undefined ? {} : { content: clip(note, 1900) }),
    embeds: [
      {
        description: `**<#${subscription.channelId}>** · ${stateText(subscription, locale)}\n${readiness(context, subscription)}`,
        fields,
        color: STATE_COLOURS[subscription.state],
      },
    ],
    components: part === 'usual' ? controls(context, subscription) : moreControls(context, subscription),
  }
}

function nextText({ wish }: Subscription, slots: readonly number[], locale: Locale): string {
  if (wish.when === 'arrival') return t(locale, 'subscription.next-digest')
  if (slots.length === 0) return t(locale, 'subscription.never')
  return slots.map((at) => time(new Date(at), 'f')).join('\n')
}

/** Whether the bot may do there what this asks of it, at this moment. */
function readiness({ interaction, locale }: GuildContext, { channelId, wish }: Subscription): string {
  const checked = checkChannel(interaction.guild, channelId)
  if (checked.kind === 'unusable') return t(locale, 'subscription.unseen', { channel: channelId })
  const missing = checked.missing(wish)
  if (missing.length === 0) return t(locale, 'subscription.ready')
  const permissions = missing.map((name) => t(locale, `permission.${name}`)).join(locale === 'en' ? ', ' : '、')
  return t(locale, 'subscription.missing', { channel: channelId, permissions })
}

/** What one changes often: the layout, the form, a pause. */
function controls({ locale }: GuildContext, { id, state, wish, origin }: Subscription): ButtonRow[] {
  const isOurs = origin === 'command'
  const buttons: APIButtonComponent[] = [
    ...(isOurs ? [button(t(locale, 'button.edit'), `sub-edit:1:${id}`)] : []),
    button(t(locale, 'button.preview'), `sub-preview:1:${id}`),
    state === 'paused'
      ? button(t(locale, 'button.resume'), `sub-do:1:${id}:resume`, ButtonStyle.Success)
      : button(t(locale, 'button.pause'), `sub-do:1:${id}:pause`),
    button(t(locale, 'button.more'), `sub-rest:1:${id}`),
    button(t(locale, 'button.all-subscriptions'), 'sub-list:1'),
  ]
  const layout = menuOf(`sub-set:1:${id}:layout`, SETTABLE.layout, wish.layout, (value) => t(locale, `layout.${value}`))
  return [...(isOurs ? [row([layout])] : []), row(buttons)]
}

function moreControls(
  { interaction, locale }: GuildContext,
  { id, skipNext, wish, channelId, origin }: Subscription,
): ButtonRow[] {
  const checked = checkChannel(interaction.guild, channelId)
  const places = checked.kind === 'channel' ? checked.places : [wish.place]
  const isOurs = origin === 'command'
  const buttons: APIButtonComponent[] = [
    ...(isOurs ? [button(t(locale, 'button.more-conditions'), `sub-more:1:${id}`)] : []),
    button(t(locale, skipNext ? 'button.unskip' : 'button.skip'), `sub-do:1:${id}:${skipNext ? 'unskip' : 'skip'}`),
    button(t(locale, 'button.backfill'), `sub-backfill:1:${id}`),
    button(t(locale, 'button.copy'), `sub-copy:1:${id}`),
    ...(isOurs ? [button(t(locale, 'button.delete'), `sub-delete:1:${id}`, ButtonStyle.Danger)] : []),
  ]
  const menus = [
    menuOf(`sub-set:1:${id}:language`, SETTABLE.language, wish.language, (value) => t(locale, `shown.${value}`)),
    ...(places.length < 2 ? [] : [menuOf(`sub-set:1:${id}:place`, places, wish.place, (value) => t(locale, `place.${value}`))]),
  ]
  return [
    ...(isOurs ? menus : []).map((component) => row([component])),
    row(buttons),
    row([
      button(t(locale, 'button.all-layouts'), `sub-layouts:1:${wish.language}`),
      button(t(locale, 'button.back'), `sub-open:1:${id}`),
    ]),
  ]
}

export function menuOf<V extends string>(
  customId: string,
  values: readonly V[],
  chosen: V,
  name: (value: V) => string,
): APIStringSelectComponent {
  const options = values.map((value) => ({ label: name(value), value, default: value === chosen }))
  return { type: ComponentType.StringSelect, custom_id: customId, options }
}

/**
 * The keys of a wish that the menus of the panel set, with what may be chosen, in the order in
 * which it is shown.
 */
export const SETTABLE = {
  language: LANGUAGES,
  layout: LAYOUTS,
  place: ['channel', 'thread', 'forum', 'announcement'],
} as const satisfies Partial<Record<keyof Wish, readonly string[]>>
