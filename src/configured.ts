// The subscriptions of the settings, with the channels that answer to their names at the moment.
import type { Config, ConfiguredSubscription } from '../config/schema.ts'
import type { Configured } from './delivery/subscriptions/configuration.ts'
import type { FoundChannel } from './discord/channels.ts'
import type { Log } from './log/log.ts'

/**
 * The token that only a sandbox takes: there a newcomer sees digests without having subscribed.
 */
export const SANDBOX_TOKEN = 'sandbox'

/** What there is, but not all of it at once: /subscriptions fetches the rest. */
const EVERYTHING = { channel: '#papers', backfill: { newest: 2 }, layout: 'standard' } as const

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
      parts.log.warn({ channel }, `subscriptions: no server of the bot has a channel ${channel}; waiting until one does`)
    }
    return found
  }
  return () => wanted.map(({ channel, backfill, ...wish }) => ({ channelRef: channel, channels: find(channel), wish, backfill }))
}
