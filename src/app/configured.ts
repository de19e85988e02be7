// The subscriptions of the settings, with the channels that answer to their names at the moment.
import type { Config, ConfiguredSubscription } from '../../config/schema.ts'
import type { ConfiguredSubscriptions } from '../delivery/subscriptions/configuration.ts'
import type { FoundChannel } from '../discord/channels.ts'
import type { Log } from '../log/log.ts'

/**
 * The token that only a sandbox takes: there a newcomer sees digests without having subscribed.
 */
export const SANDBOX_TOKEN = 'sandbox'

/** What there is, but not all of it at once: /subscriptions fetches the rest. */
const EVERYTHING = { channel: '#papers', backfill: { newest: 2 }, layout: 'standard' } as const

const wantedIn = (config: Config, token: string): readonly (ConfiguredSubscription | typeof EVERYTHING)[] =>
  config.subscriptions ?? (token === SANDBOX_TOKEN ? [EVERYTHING] : [])

/** The channels as the settings write them, each once. */
export const configuredChannels = (config: Config, token: string): readonly string[] => [
  ...new Set(wantedIn(config, token).map(({ channel }) => channel)),
]

export function configuredSubscriptions(
  config: Config,
  token: string,
  parts: { readonly find: (channel: string) => readonly FoundChannel[]; readonly log: Log },
): ConfiguredSubscriptions {
  const wanted = wantedIn(config, token)
  const missing = new Set<string>()

  function find(channel: string, elsewhere: readonly FoundChannel[]): readonly FoundChannel[] {
    const isElsewhere = new Set(elsewhere.map(({ channelId }) => channelId))
    // An id that is not seen here is taken as it is, without its server.
    const found = [...parts.find(channel).filter(({ channelId }) => !isElsewhere.has(channelId)), ...elsewhere]
    if (found.length > 0) missing.delete(channel)
    else if (!missing.has(channel)) {
      missing.add(channel)
      parts.log.warn({ channel }, `subscriptions: no server of the bot has a channel ${channel}; waiting until one does`)
    }
    return found
  }
  return (elsewhere) =>
    wanted.map(({ channel, backfill, ...wish }) => {
      return { channelRef: channel, channels: find(channel, elsewhere(channel)), wish, backfill }
    })
}
