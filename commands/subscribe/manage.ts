// What the buttons and menus of a subscription's panel do. Each answers with the panel as it is
// then.
import { ButtonStyle, ComponentType } from 'discord.js'
import type { SubscriptionId } from '../../src/delivery/subscriptions/subscription.ts'
import { button, row } from '../../src/render/parts/buttons.ts'
import type { Answer, ComponentContext, ComponentHandler, ModalHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { fullText, invalidText } from './default-wish.ts'
import { usualZone } from './draft.ts'
import { formValues, moreForm, readMoreForm, wishForm } from './form.ts'
import { type GuildContext, panel, SETTABLE, subscriptionOf } from './panel.ts'
import { checkChannel, POSTABLE } from './permissions.ts'

type Subscribed = NonNullable<Awaited<ReturnType<typeof subscriptionOf>>>

/** A press on a panel, for those who may; `gone` where the subscription is not there any more. */
function onPanel(
  name: string,
  run: (context: ComponentContext, subscription: Subscribed) => Promise<Answer>,
  answers: ComponentHandler['answers'] = 'update',
): ComponentHandler {
  return {
    kind: 'component',
    name,
    allowed: 'manage-server',
    answers,
    async run(context) {
      const found = await subscriptionOf(context, context.args[0])
      return found === null ? gone(context, answers) : await run(context, found)
    },
  }
}

const gone = ({ locale }: Pick<GuildContext, 'locale'>, answers: string): Answer => ({
  kind: answers === 'reply' ? 'reply' : 'update',
  body: { content: t(locale, 'subscription.gone') },
})

/** The panel of the subscription as it is now, with a sentence about what was done. */
async function refreshed(context: GuildContext, id: SubscriptionId, note: string): Promise<Answer> {
  const subscription = await subscriptionOf(context, id)
  return subscription === null ? gone(context, 'update') : { kind: 'update', body: panel(context, subscription, note) }
}

async function change(context: GuildContext, id: SubscriptionId, changes: object, doubt: string | null = null): Promise<Answer> {
  const { services, locale } = context
  const outcome = await services.delivery.subscriptions.update(id, changes)
  switch (outcome.kind) {
    case 'unknown':
      return gone(context, 'update')
    case 'fixed':
      return await refreshed(context, id, t(locale, 'subscription.fixed'))
    case 'full':
      return await refreshed(context, id, fullText(context, outcome))
    case 'invalid':
      return await refreshed(context, id, invalidText(context, outcome.problems))
    case 'created':
      return await refreshed(context, id, doubt ?? t(locale, 'subscription.changed'))
  }
}

const edit = onPanel(
  'sub-edit',
  async (context, { id, wish }) => ({
    kind: 'modal',
    modal: await wishForm(context, `sub-form:1:${id}`, formValues(wish, context.locale), {
      channel: null,
      zone: await usualZone(context, wish),
    }),
  }),
  'modal',
)
const more = onPanel(
  'sub-more',
  async ({ locale }, { id, wish }) => ({ kind: 'modal', modal: moreForm(locale, `sub-more-form:1:${id}`, wish) }),
  'modal',
)

const moreFormSent: ModalHandler = {
  kind: 'modal',
  name: 'sub-more-form',
  allowed: 'manage-server',
  answers: 'update',
  async run(context) {
    const found = await subscriptionOf(context, context.args[0])
    if (found === null) return gone(context, 'update')
    const { changes, doubt } = readMoreForm(context, found.wish)
    return await change(context, found.id, changes, doubt)
  },
}

const isSettable = (key: string, value: string) =>
  Object.entries<readonly string[]>(SETTABLE).some(([known, values]) => known === key && values.includes(value))

const set = onPanel('sub-set', async (context, { id, channelId, wish }) => {
  const [, key = ''] = context.args
  const [value = ''] = context.values
  if (!isSettable(key, value)) return await refreshed(context, id, t(context.locale, 'outdated'))
  const checked = checkChannel(context.interaction.guild, channelId)
  const fits = key !== 'place' || (checked.kind === 'channel' && checked.places.some((place) => place === value))
  return await change(context, id, fits ? { [key]: value } : { place: wish.place })
})

const act = onPanel('sub-do', async (context, { id }) => {
  const { subscriptions } = context.services.delivery
  const { locale } = context
  switch (context.args[1]) {
    case 'pause':
      await subscriptions.pause(id)
      return await refreshed(context, id, t(locale, 'subscription.paused'))
    case 'resume':
      await subscriptions.resume(id)
      return await refreshed(context, id, t(locale, 'subscription.resumed'))
    case 'skip':
      await subscriptions.skipOnce(id)
      return await refreshed(context, id, t(locale, 'subscription.skipping'))
    case 'unskip':
      await subscriptions.skipOnce(id, false)
      return await refreshed(context, id, t(locale, 'subscription.not-skipping'))
    default:
      return await refreshed(context, id, t(locale, 'outdated'))
  }
})

const DAYS = ['1', '3', '7', '30', 'all'] as const

const backfill = onPanel('sub-backfill', async ({ locale }, { id }) => ({
  kind: 'update',
  body: {
    content: t(locale, 'subscription.backfill-days'),
    components: [
      row([
        ...DAYS.slice(0, 4).map((days) =>
          button(t(locale, 'subscription.backfill-day', { days }), `sub-backfill-days:1:${id}:${days}`),
        ),
        button(t(locale, 'subscription.backfill-all'), `sub-backfill-days:1:${id}:all`),
      ]),
      row([button(t(locale, 'button.cancel'), `sub-open:1:${id}`)]),
    ],
  },
}))
const backfillDays = onPanel('sub-backfill-days', async (context, { id }) => {
  const days = DAYS.find((known) => known === context.args[1]) ?? '1'
  const done = await context.services.delivery.backfill(id, days === 'all' ? 'all' : Number(days))
  return await refreshed(context, id, t(context.locale, 'subscription.backfilled', done))
})

const copy = onPanel('sub-copy', async ({ locale }, { id }) => ({
  kind: 'update',
  body: {
    content: t(locale, 'subscription.copy-where'),
    components: [
      row([{ type: ComponentType.ChannelSelect, custom_id: `sub-copy-to:1:${id}`, channel_types: POSTABLE }]),
      row([button(t(locale, 'button.cancel'), `sub-open:1:${id}`)]),
    ],
  },
}))
const copyTo = onPanel('sub-copy-to', async (context, { id, wish }) => {
  const { locale, guildId, services } = context
  const [channelId = ''] = context.values
  const checked = checkChannel(context.interaction.guild, channelId)
  if (checked.kind === 'unusable') return await refreshed(context, id, t(locale, 'subscribe.no-channel', { channel: channelId }))
  const place = checked.places.find((one) => one === wish.place) ?? checked.places[0] ?? 'channel'
  const made = await services.delivery.subscriptions.copy(id, { channelId, guildId, place })
  if (made.kind === 'full') return await refreshed(context, id, fullText(context, made))
  if (made.kind !== 'created') return gone(context, 'update')
  return { kind: 'update', body: panel(context, made.subscription, t(locale, 'subscription.copied')) }
})

const remove = onPanel('sub-delete', async ({ locale }, { id, channelId }) => ({
  kind: 'update',
  body: {
    content: t(locale, 'subscription.delete-sure', { channel: channelId }),
    components: [
      row([
        button(t(locale, 'button.delete-yes'), `sub-delete-yes:1:${id}`, ButtonStyle.Danger),
        button(t(locale, 'button.cancel'), `sub-open:1:${id}`),
      ]),
    ],
  },
}))
const removeYes = onPanel('sub-delete-yes', async (context, { id, channelId }) => {
  const outcome = await context.services.delivery.subscriptions.delete(id)
  if (outcome === 'fixed') return await refreshed(context, id, t(context.locale, 'subscription.fixed'))
  return {
    kind: 'update',
    body: {
      content: t(context.locale, 'subscription.deleted', { channel: channelId }),
      components: [row([button(t(context.locale, 'button.all-subscriptions'), 'sub-list:1')])],
    },
  }
})

const rest = onPanel('sub-rest', async (context, subscription) => ({
  kind: 'update',
  body: panel(context, subscription, undefined, 'rest'),
}))

const open = onPanel('sub-open', async (context, subscription) => ({ kind: 'update', body: panel(context, subscription) }))
/** The menu of the list: its value is the subscription. */
const pick: ComponentHandler = { ...open, name: 'sub-pick', run: (context) => open.run({ ...context, args: context.values }) }

export const panelHandlers = [
  edit,
  more,
  rest,
  moreFormSent,
  set,
  act,
  backfill,
  backfillDays,
  copy,
  copyTo,
  remove,
  removeYes,
  open,
  pick,
] as const
