// /status: why it is quiet, in words, with what to do about it.
import { time } from 'discord.js'
import type { QuietCause, SubscriptionStatus } from '../../src/delivery/delivery.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { chatDefinition } from '../shared/define.ts'
import { stepsRow, subscribeStep } from '../shared/next-steps.ts'
import { pageButtons } from '../shared/page-buttons.ts'
import type { AnswerBody, ChatCommand, ReaderContext } from '../shared/services.ts'
import { updateHandler } from '../shared/update-handler.ts'
import { t } from '../shared/wording/wording.ts'
import { STATE_COLOURS, stateText } from '../subscribe/words.ts'

const PAGE = 4

export const status: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('status', [], { where: 'server' }),
  run: async (context) => ({ kind: 'reply', body: await page(context, 0) }),
}

/** `status:1:<page>`. */
export const statusPage = updateHandler('status', (context) => page(context, Number(context.args[0]) || 0))

async function page({ services, locale, guildId, channelId }: ReaderContext, wanted: number): Promise<AnswerBody> {
  if (guildId === null) return { content: t(locale, 'server-only') }
  const all = await services.delivery.status({ guildId })
  if (all.length === 0) return { content: t(locale, 'status.none'), components: stepsRow([subscribeStep(locale)]) }
  // What is asked about is most likely what is seen.
  const isHere = ({ subscription }: SubscriptionStatus) => Number(subscription.channelId === channelId)
  const sorted = [...all].sort((a, b) => isHere(b) - isHere(a))
  const pages = Math.ceil(all.length / PAGE)
  const number = Math.min(Math.max(0, Math.trunc(wanted)), pages - 1)
  const embeds = sorted.slice(number * PAGE, (number + 1) * PAGE).map((one) => ({
    description: clip(statusText(one, locale), 580),
    color: STATE_COLOURS[one.subscription.state],
  }))
  return {
    ...(pages > 1 && { content: t(locale, 'page', { page: number + 1, pages }) }),
    embeds,
    components: stepsRow(pageButtons(locale, number, pages, (to) => `status:1:${to}`)),
  }
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
