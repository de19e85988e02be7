// How papers would look before anything is saved: the next post of a wish, and one real paper in
// each layout.
import type { Subscription, SubscriptionId, Wish } from '../../src/delivery/subscriptions/subscription.ts'
import { postedBody } from '../preview/posted-body.ts'
import type { AnswerBody, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { defaultWish } from './default-wish.ts'
import { SETTABLE } from './panel.ts'

/** Of a wish that is not saved: no channel has had any of its papers. */
function unsaved(wish: Wish, guildId: string | null): Subscription {
  return {
    id: 'unsaved' as SubscriptionId,
    channelId: '',
    guildId,
    wish,
    state: 'active',
    origin: 'command',
    startsAfter: 0,
    skipNext: false,
    createdAt: 0,
    lastSlot: null,
    waitingSlot: null,
    forbidden: null,
  }
}

/** The post that the newest digest would make: what is said of it, and its first paper. */
export async function nextPost({ services, locale, guildId }: ReaderContext, wish: Wish): Promise<AnswerBody> {
  const { date, messages, leftOut } = await services.delivery.preview(unsaved(wish, guildId))
  const papers = new Set(messages.flatMap((message) => message.papers)).size
  const first = messages.find(({ kind }) => kind === 'papers') ?? messages[0]
  if (first !== undefined)
    return postedBody(first, t(locale, 'rehearse.next', { date: date ?? '?', papers, messages: messages.length }))
  const isEmpty = date === null && leftOut.length === 0
  return {
    content: isEmpty
      ? t(locale, 'rehearse.no-digest')
      : t(locale, 'rehearse.nothing', { date: date ?? '?', count: leftOut.length }),
  }
}

/** One paper in each layout, of the digest that is named or of the newest. */
export async function layoutSamples(
  { services, locale, guildId }: ReaderContext,
  { digestId, language = 'both' }: { readonly digestId?: number | undefined; readonly language?: Wish['language'] },
): Promise<{ readonly body: AnswerBody; readonly more: readonly AnswerBody[] }> {
  const more: AnswerBody[] = []
  for (const layout of SETTABLE.layout) {
    const wish: Wish = { ...defaultWish(), language, layout, most: 1 }
    const { messages } = await services.delivery.preview(
      unsaved(wish, guildId),
      digestId === undefined ? undefined : { digestId },
    )
    const first = messages.find(({ kind }) => kind !== 'index')
    if (first !== undefined) more.push(postedBody(first, `**${t(locale, `layout.${layout}`)}**`))
  }
  return { body: { content: t(locale, more.length === 0 ? 'rehearse.no-digest' : 'rehearse.layouts') }, more }
}
