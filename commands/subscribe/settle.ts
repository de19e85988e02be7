// From a draft to a saved subscription. A new one is shown with its next post before it is saved; a
// change is saved at once where all of it is understood.
import { isZone } from '../../src/schedule/zone.ts'
import type { Answer, ComponentHandler, ModalHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { defaultWish, fullText, invalidText } from './default-wish.ts'
import { type Draft, draftBody, draftOf, reviewDraft, usualZone, withZone } from './draft.ts'
import { formValues, readWishForm, wishForm } from './form.ts'
import { type GuildContext, panel, SETTABLE, subscriptionOf } from './panel.ts'
import { layoutSamples, nextPost } from './rehearse.ts'
import { readTimes } from './times.ts'

type Kind = 'reply' | 'update'

/** `isSure`: its writer has seen what it will be, and the doubts. */
export async function settleDraft(context: GuildContext, draft: Draft, kind: Kind, isSure = false): Promise<Answer> {
  const { services, locale, guildId } = context
  const before = draft.subscription === null ? null : await subscriptionOf(context, draft.subscription)
  if (draft.subscription !== null && before === null) return { kind, body: { content: t(locale, 'subscription.gone') } }
  const review = await reviewDraft(context, draft, before?.wish ?? defaultWish())
  if (review.wish === null || review.faults.length > 0 || review.zones !== null) return { kind, body: draftBody(context, review) }
  if (!isSure && (before === null || review.doubts.length > 0))
    return { kind, body: draftBody(context, review), more: [await nextPost(context, review.wish)] }
  const { subscriptions } = services.delivery
  const made =
    before === null
      ? await subscriptions.create({ channelId: draft.channelId, guildId, wish: review.wish })
      : await subscriptions.update(before.id, review.wish)
  switch (made.kind) {
    case 'created':
      return {
        kind,
        body: panel(context, made.subscription, t(locale, before === null ? 'subscribe.created' : 'subscription.changed')),
      }
    case 'full':
      return { kind, body: { content: fullText(context, made) } }
    case 'invalid':
      return { kind, body: { content: invalidText(context, made.problems) } }
    case 'unknown':
      return { kind, body: { content: t(locale, 'subscription.gone') } }
    case 'fixed':
      return { kind, body: { content: t(locale, 'subscription.fixed') } }
  }
}

/** The form of a new subscription. */
export const subscribeForm: ModalHandler = {
  kind: 'modal',
  name: 'sub-new',
  allowed: 'manage-server',
  answers: 'reply',
  async run(context) {
    const [channelId = ''] = context.chosen('channel')
    const values = readWishForm(context, formValues(defaultWish(), context.locale))
    const { layout } = defaultWish()
    return await settleDraft(context, { channelId, subscription: null, values, layout }, 'reply')
  },
}

/** The form of a subscription that is there: `sub-form:1:<subscription>`. */
export const editForm: ModalHandler = {
  kind: 'modal',
  name: 'sub-form',
  allowed: 'manage-server',
  answers: 'update',
  async run(context) {
    const found = await subscriptionOf(context, context.args[0])
    if (found === null) return { kind: 'update', body: { content: t(context.locale, 'subscription.gone') } }
    const values = readWishForm(context, formValues(found.wish, context.locale))
    const { channelId, id: subscription, wish } = found
    return await settleDraft(context, { channelId, subscription, values, layout: wish.layout }, 'update')
  },
}

/** The form that came back filled. */
export const draftForm: ModalHandler = {
  kind: 'modal',
  name: 'sub-again',
  allowed: 'manage-server',
  answers: 'update',
  async run(context) {
    const draft = keptIn(context.interaction)
    if (draft === null) return { kind: 'update', body: { content: t(context.locale, 'outdated') } }
    const values = readWishForm(context, draft.values)
    const channelId = context.chosen('channel')[0] ?? draft.channelId
    return await settleDraft(context, { ...draft, channelId, values }, 'update')
  },
}

export const fixDraft: ComponentHandler = {
  kind: 'component',
  name: 'sub-draft-fix',
  allowed: 'manage-server',
  answers: 'modal',
  async run(context) {
    const draft = keptIn(context.interaction)
    if (draft === null) return { kind: 'update', body: { content: t(context.locale, 'outdated') } }
    const before = draft.subscription === null ? null : await subscriptionOf(context, draft.subscription)
    const zone = await usualZone(context, before?.wish ?? null)
    const channel = draft.subscription === null ? { usual: draft.channelId || null } : null
    return { kind: 'modal', modal: await wishForm(context, 'sub-again:1', draft.values, { channel, zone }) }
  },
}

/** `sub-draft:1:<save|layout|zone|cancel>`. */
export const actOnDraft: ComponentHandler = {
  kind: 'component',
  name: 'sub-draft',
  allowed: 'manage-server',
  answers: 'update',
  async run(context) {
    const draft = keptIn(context.interaction)
    const [action] = context.args
    if (draft === null) return { kind: 'update', body: { content: t(context.locale, 'outdated') } }
    if (action === 'cancel') return { kind: 'update', body: { content: t(context.locale, 'subscribe.cancelled') } }
    if (action === 'save') return await settleDraft(context, draft, 'update', true)
    if (action === 'layout') {
      const layout = SETTABLE.layout.find((known) => known === context.values[0]) ?? draft.layout
      return await settleDraft(context, { ...draft, layout }, 'update')
    }
    const zone = context.values.find(isZone)
    if (zone !== undefined) await keepAnswer(context, draft, zone)
    const times = zone === undefined ? draft.values.times : withZone(draft.values.times, zone)
    return await settleDraft(context, { ...draft, values: { ...draft.values, times } }, 'update')
  },
}

/** Times without a zone mean that of the server, which is asked only once. */
async function keepAnswer({ services, guildId }: GuildContext, { values }: Draft, zone: string): Promise<void> {
  const read = readTimes(values.times, null)
  if (guildId !== null && read.kind === 'which-zone' && read.found === null)
    await services.delivery.subscriptions.setZone(guildId, zone)
}

/** One paper of the newest digest in each layout: `sub-layouts:1:<language>`. */
export const compareLayouts: ComponentHandler = {
  kind: 'component',
  name: 'sub-layouts',
  answers: 'reply',
  async run(context) {
    const language = SETTABLE.language.find((known) => known === context.args[0]) ?? 'both'
    return { kind: 'reply', ...(await layoutSamples(context, { language })) }
  },
}

function keptIn(interaction: unknown): Draft | null {
  const { message } = interaction as { message?: { embeds?: readonly { url?: string | null }[] } | null }
  return draftOf(message?.embeds?.[0]?.url)
}

export const draftHandlers = [subscribeForm, editForm, draftForm, fixDraft, actOnDraft, compareLayouts] as const
