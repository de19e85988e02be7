// The subscriptions of the settings, with the channels that answer to their names at the moment.
import type { Config, ConfiguredSubscription } from '../config/schema.ts'
import type { Configured } from './delivery/subscriptions/configuration.ts'
import type { FoundChannel } from './discord/channels.ts'
import type { Log } from './log/log.ts'

/**
 * The token that only a sandbox takes: there a newcomer sees everything without having subscribed.
 */
export const SANDBOX_TOKEN = 'sandbox'

const EVERYTHING = { channel: '#papers', backfill: 'all', layout: 'standard' } as const

/** What a newcomer's sandbox posts without asking: the samples and a few days of their own. */
const NEWCOMER_BACKLOG = { days: 14, messages: 400 } as const

/** In a newcomer's sandbox nobody is disturbed by past days: they are what there is to see. */
export function deliverySettings({ delivery, subscriptions }: Config, token: string): Config['delivery'] {
  if (token !== SANDBOX_TOKEN || subscriptions !== null) return delivery
  return {
    ...delivery,
    backlogDays: Math.max(delivery.backlogDays, NEWCOMER_BACKLOG.days),
    backlogMessages: Math.max(delivery.backlogMessages, NEWCOMER_BACKLOG.messages),
  }
}

export function configuredSubscriptions(
  config: Config,
  token: string,
  parts: { readonly find: (channel: string) => readonly FoundChannel[]; readonly log: Log },
): () => readonly Configured[] {
  const wanted: readonly (ConfiguredSubscription | typeof EVERYTHING)[] =
    config.subscriptions ?? (token === SANDBOX_TOKEN ? [EVERYTHING] : [])
  const missing = new Set<string>()

  function find(channel: string): readonly FoundChannel[] {
    const found = parts.find(channel)
    if (found.length > 0) missing.delete(channel)
    else if (!missing.has(channel)) {
      missing.add(channel)
      parts.log.warn({ channel }, `subscriptions: no server that the bot sees has a channel ${channel}; it waits until one has`)
    }
    return found
  }
  return () => wanted.map(({ channel, backfill, ...wish }) => ({ channelRef: channel, channels: find(channel), wish, backfill }))
}
