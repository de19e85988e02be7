// The subscriptions of the settings, with their channels found.
import type { Config, ConfiguredSubscription } from '../config/schema.ts'
import type { Configured } from './delivery/configuration.ts'
import type { FoundChannel } from './discord/channels.ts'
import type { Log } from './log.ts'

/** The token that only a sandbox takes: there a newcomer sees everything without having subscribed. */
export const SANDBOX_TOKEN = 'sandbox'

const EVERYTHING = { channel: '#papers', backfill: 'all' } as const

export function configuredSubscriptions(
  config: Config,
  token: string,
  parts: { readonly find: (channel: string) => readonly FoundChannel[]; readonly log: Log },
): readonly Configured[] {
  const wanted: readonly (ConfiguredSubscription | typeof EVERYTHING)[] =
    config.subscriptions ?? (token === SANDBOX_TOKEN ? [EVERYTHING] : [])
  return wanted.flatMap(({ channel, backfill, ...wish }) => {
    const found = parts.find(channel)
    if (found.length === 0)
      parts.log.warn(
        { channel },
        `subscriptions: no server that the bot sees has a channel ${channel}; it gets nothing until the bot is started again`,
      )
    return found.map((place) => ({ ...place, wish, backfill }))
  })
}
