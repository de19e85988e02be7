// /status: why it is quiet, in words, with what to do about it.
import { time } from 'discord.js'
import type { QuietCause, SubscriptionStatus } from '../../src/delivery/delivery.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { chatDefinition } from '../shared/define.ts'
import type { ChatCommand } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { STATE_COLOURS, stateText } from '../subscribe/words.ts'

/** Embeds of a message. */
const MAX_SHOWN = 10

export const status: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('status', [], { where: 'server' }),
  async run({ services, locale, guildId, channelId }) {
    if (guildId === null) return { kind: 'reply', body: { content: t(locale, 'server-only') } }
    const all = await services.delivery.status({ guildId })
    if (all.length === 0) return { kind: 'reply', body: { content: t(locale, 'status.none') } }
    // What is asked about is most likely what is seen.
    const isHere = ({ subscription }: SubscriptionStatus) => Number(subscription.channelId === channelId)
    const shown = [...all].sort((a, b) => isHere(b) - isHere(a)).slice(0, MAX_SHOWN)
    const embeds = shown.map((one) => ({
      description: clip(statusText(one, locale), 580),
      color: STATE_COLOURS[one.subscription.state],
    }))
    const content =
      shown.length < all.length ? t(locale, 'subscriptions.page', { shown: shown.length, all: all.length }) : undefined
    return { kind: 'reply', body: { content, embeds } }
  },
}

function statusText(status: SubscriptionStatus, locale: Locale): string {
  const { subscription, causes, lastSentAt, lastDigest, nextSlot, queue } = status
  const never = t(locale, 'subscription.never')
  const last = lastSentAt === null ? never : `${time(new Date(lastSentAt), 'R')}${lastDigest === null ? '' : ` (${lastDigest})`}`
  const next =
    subscription.wish.when === 'arrival'
      ? t(locale, 'subscription.next-digest')
      : nextSlot === null
        ? never
        : time(new Date(nextSlot), 'f')
  return [
    `**<#${subscription.channelId}>** · ${stateText(subscription, locale)}`,
    ...(causes.length === 0 ? [t(locale, 'status.well')] : causes.map((cause) => `- ${causeText(cause, locale)}`)),
    `-# ${t(locale, 'status.facts', { last, next, queue })}`,
  ].join('\n')
}

function causeText(cause: QuietCause, locale: Locale): string {
  switch (cause.kind) {
    case 'no-digest':
      return cause.newest === null ? t(locale, 'status.no-file') : t(locale, 'status.no-newer-file', { newest: cause.newest })
    case 'starts-with-next':
      return t(locale, 'status.starts-with-next', { since: time(new Date(cause.since), 'R') })
    case 'all-filtered':
      return t(locale, 'status.all-filtered', { digest: cause.digest ?? '?', left: cause.left, of: cause.of })
    case 'held':
      return t(locale, 'status.held', { digest: cause.digest ?? '?', why: escapeLine(clip(cause.why, 200)) })
    case 'paused':
      return t(locale, 'status.paused')
    case 'skipping-next':
      return t(locale, 'status.skipping')
    case 'forbidden':
      return t(locale, `status.forbidden.${cause.reason}`, {
        since: time(new Date(cause.since), 'R'),
        probe: time(new Date(cause.nextProbe), 'R'),
      })
    case 'waiting':
      return t(locale, 'status.waiting', { until: time(new Date(cause.until), 'R'), why: escapeLine(clip(cause.why, 100)) })
    case 'given-up':
      return t(locale, 'status.given-up', { messages: cause.messages, why: escapeLine(clip(cause.why, 150)) })
    case 'late':
      return t(locale, 'status.late', { slot: time(new Date(cause.slot), 'f'), until: time(new Date(cause.until), 'f') })
    case 'next-slot':
      return t(locale, 'status.next-slot', { at: time(new Date(cause.at), 'f'), papers: cause.papers })
  }
}
