// /status: why it is quiet, in words, with what to do about it.
import type { QuietCause, SubscriptionStatus } from '../../src/delivery/delivery.ts'
import type { Tongue } from '../../src/discord/tongue.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { chatDefinition } from '../define.ts'
import { moment, relative } from '../moments.ts'
import type { ChatCommand } from '../services.ts'
import { word } from '../wording/wording.ts'
import { STATE_COLOURS, stateText } from './words.ts'

/** Embeds of a message. */
const MOST_SHOWN = 10

export const status: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('status', [], { where: 'server' }),
  async run({ services, tongue, guildId, channelId }) {
    if (guildId === null) return { kind: 'reply', body: { content: word(tongue, 'server-only') } }
    const all = await services.delivery.status({ guildId })
    if (all.length === 0) return { kind: 'reply', body: { content: word(tongue, 'status.none') } }
    // What is asked about is most likely what is seen.
    const isHere = ({ subscription }: SubscriptionStatus) => Number(subscription.channelId === channelId)
    const shown = [...all].sort((a, b) => isHere(b) - isHere(a)).slice(0, MOST_SHOWN)
    const embeds = shown.map((one) => ({
      description: clip(statusText(one, tongue), 580),
      color: STATE_COLOURS[one.subscription.state],
    }))
    const content =
      shown.length < all.length ? word(tongue, 'subscriptions.page', { shown: shown.length, all: all.length }) : undefined
    return { kind: 'reply', body: { content, embeds } }
  },
}

function statusText(status: SubscriptionStatus, tongue: Tongue): string {
  const { subscription, causes, lastSentAt, lastDigest, nextSlot, queue } = status
  const never = word(tongue, 'subscription.never')
  const last = lastSentAt === null ? never : `${relative(lastSentAt)}${lastDigest === null ? '' : ` (${lastDigest})`}`
  const next =
    subscription.wish.when === 'arrival' ? word(tongue, 'subscription.next-digest') : nextSlot === null ? never : moment(nextSlot)
  return [
    `**<#${subscription.channelId}>** · ${stateText(subscription, tongue)}`,
    ...(causes.length === 0 ? [word(tongue, 'status.well')] : causes.map((cause) => `- ${causeText(cause, tongue)}`)),
    `-# ${word(tongue, 'status.facts', { last, next, queue })}`,
  ].join('\n')
}

function causeText(cause: QuietCause, tongue: Tongue): string {
  switch (cause.kind) {
    case 'no-digest':
      return cause.newest === null
        ? word(tongue, 'status.no-file')
        : word(tongue, 'status.no-newer-file', { newest: cause.newest })
    case 'starts-with-next':
      return word(tongue, 'status.starts-with-next', { since: relative(cause.since) })
    case 'all-filtered':
      return word(tongue, 'status.all-filtered', { digest: cause.digest ?? '?', left: cause.left, of: cause.of })
    case 'held':
      return word(tongue, 'status.held', { digest: cause.digest ?? '?', why: escapeLine(clip(cause.why, 200)) })
    case 'paused':
      return word(tongue, 'status.paused')
    case 'skipping-next':
      return word(tongue, 'status.skipping')
    case 'forbidden':
      return word(tongue, `status.forbidden.${cause.reason}`, { since: relative(cause.since), probe: relative(cause.nextProbe) })
    case 'waiting':
      return word(tongue, 'status.waiting', { until: relative(cause.until), why: escapeLine(clip(cause.why, 100)) })
    case 'late':
      return word(tongue, 'status.late', { slot: moment(cause.slot), until: moment(cause.until) })
    case 'next-slot':
      return word(tongue, 'status.next-slot', { at: moment(cause.at), papers: cause.papers })
  }
}
