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

export type CreateOutcome =
  | { readonly kind: 'created'; readonly subscription: Subscription }
  | { readonly kind: 'invalid'; readonly problems: readonly WishProblem[] }

export type ChangeOutcome = CreateOutcome | { readonly kind: 'unknown' } | { readonly kind: 'fixed' }

export interface ImportOutcome {
  readonly created: readonly Subscription[]
  /** The same channel with the same wish exists already. */
  readonly known: number
  readonly problems: readonly WishProblem[]
}

export interface AllowedIn {
  channel(channelId: string): boolean
  role(roleId: string): boolean
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
  export(guildId: string): Promise<SubscriptionExport>
  /** All or nothing; `allows` says which channels and roles belong to the server. */
  import(data: unknown, guildId: string, allows: AllowedIn): Promise<ImportOutcome>
}
