// Subscriptions at rest: what the commands and the config file say to them.
import type { SubscriptionId } from '../identity.ts'
import type { Subscription, SubscriptionExport, Wish, WishInput, WishProblem } from './subscription.ts'

/** Days back from now, all, or the newest days that there are. */
export type Backfill = number | 'all' | { readonly newest: number }

export interface NewSubscription {
  readonly channelId: string
  readonly guildId: string | null
  readonly wish: WishInput
  /** Days before it that are posted too; default 0. */
  readonly backfill?: Backfill
  /** Where the config file owns it: its id, and the channel as the file writes it. */
  readonly configured?: { readonly id: SubscriptionId; readonly channelRef: string }
}

/** Of the subscriptions that people make; those of the settings are the operator's own. */
export const MAX_SUBSCRIPTIONS = { server: 200, channel: 10 } as const

/** What has as many subscriptions as it takes, or would have more. */
export interface Full {
  readonly kind: 'full'
  readonly scope: keyof typeof MAX_SUBSCRIPTIONS
  /** The first channel that would have too many; with `server`, any of them. */
  readonly channelId: string
  readonly present: number
  readonly wanted: number
}

export type CreateOutcome =
  | { readonly kind: 'created'; readonly subscription: Subscription }
  | Full
  | { readonly kind: 'invalid'; readonly problems: readonly WishProblem[] }

export type ChangeOutcome = CreateOutcome | { readonly kind: 'unknown' } | { readonly kind: 'fixed' }

export interface ImportOutcome {
  readonly created: readonly Subscription[]
  /** The same channel with the same wish exists already. */
  readonly known: number
  readonly problems: readonly WishProblem[]
  /** Nothing was taken, since it would be too many. */
  readonly full: Full | null
}

/** What is part of a server, as the gateway knows it. */
export interface ServerParts {
  hasChannel(channelId: string): boolean
  hasRole(roleId: string): boolean
}

/**
 * A new subscription starts with the next digest. `fixed` answers a change to one that the config
 * file owns; pausing, resuming and skipping are allowed to them too.
 */
export interface SubscriptionStore {
  create(wanted: NewSubscription): Promise<CreateOutcome>
  get(id: SubscriptionId): Promise<Subscription | null>
  list(where?: { guildId?: string; channelId?: string; state?: Subscription['state'] }): Promise<readonly Subscription[]>
  /** The given keys replace the old ones. */
  update(id: SubscriptionId, changes: Partial<WishInput>): Promise<ChangeOutcome>
  /** False where it is unknown. */
  pause(id: SubscriptionId): Promise<boolean>
  /** Digests that arrived in between are left out; `backfill` brings them. */
  resume(id: SubscriptionId): Promise<boolean>
  skipOnce(id: SubscriptionId, skip?: boolean): Promise<boolean>
  delete(id: SubscriptionId): Promise<'deleted' | 'unknown' | 'fixed'>
  copy(id: SubscriptionId, to: { channelId: string; guildId: string | null; place?: Wish['place'] }): Promise<ChangeOutcome>
  /** The zone that the times of a server mean where they name none; null until it was asked. */
  zone(guildId: string): Promise<string | null>
  setZone(guildId: string, zone: string): Promise<void>
  export(guildId: string): Promise<SubscriptionExport>
  /** All or nothing. */
  import(data: unknown, guildId: string, server: ServerParts): Promise<ImportOutcome>
}
