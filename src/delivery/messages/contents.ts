// What a delivery needs to be drawn: its subscription, digest, edition and the addresses of what has landed.
// Digests are remembered for some seconds only: a thousand channels ask for the same one, and then nobody.
import type { Archive, ArchivedDigest } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { DeliveryId } from '../identity.ts'
import type { Owed } from '../outbox/outbox.ts'
import type { Subscription, SubscriptionId } from '../subscriptions/subscription.ts'
import { subscriptionOf } from '../subscriptions/subscription-rows.ts'
import { type Composed, marked, type Part } from './compose.ts'
import { createDrawings } from './drawings.ts'
import type { Entry } from './index-entries.ts'

export interface Contents {
  subscription(id: SubscriptionId): Promise<Subscription | null>
  digest(id: number): Promise<ArchivedDigest | null>
  entries(id: SubscriptionId, digestId: number): Promise<readonly Entry[] | null>
  /** The message of a delivery of this subscription; `shown` is the one whose message it is: itself, or the target of an edit. */
  compose(shown: Owed, subscription: Subscription, step: Part['step'], updated: boolean): Promise<Composed | null>
  pictured(digest: ArchivedDigest): Promise<ReadonlySet<PaperId>>
  /** Another number: what was composed before may be out of date. */
  generation(): number
  forget(): void
}

const MAX_DIGESTS = 4

export function linkTo(guildId: string | null, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`
}

export function createContents(parts: { database: Database; archive: Archive }): Contents {
  const { archive } = parts
  const db = parts.database.query
  const digests = new Map<number, Promise<ArchivedDigest | null>>()
  const drawings = createDrawings()
  let generation = 0

  const contents: Contents = {
    async subscription(id) {
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : subscriptionOf(row)
    },
    digest(id) {
      let digest = digests.get(id)
      if (digest === undefined) {
        digest = archive.digest(id)
        digests.set(id, digest)
        for (const oldest of [...digests.keys()].slice(0, -MAX_DIGESTS)) digests.delete(oldest)
      }
      return digest
    },
    async entries(id, digestId) {
      const row = await db
        .selectFrom('editions')
        .select('entries')
        .where('subscription_id', '=', id)
        .where('digest_id', '=', digestId)
        .executeTakeFirst()
      return row === undefined ? null : (JSON.parse(row.entries) as Entry[])
    },
    async compose(shown, subscription, step, updated) {
      if (shown.digestId === null || shown.role === 'notice') return null
      const digest = await contents.digest(shown.digestId)
      if (digest === null) return null
      const entries = shown.role === 'index' ? ((await contents.entries(subscription.id, shown.digestId)) ?? []) : []
      const links = await linksOf(entries, subscription)
      const part = { id: shown.id, role: shown.role, part: shown.part, papers: shown.papers, step }
      const { wish } = subscription
      const drawing = await drawings.of(part, { wish, digest, entries, links, figures: (id) => archive.figures(id), updated })
      return drawing === null ? null : marked(drawing, shown.id)
    },
    async pictured(digest) {
      const pictured = new Set<PaperId>()
      for (const paper of digest.papers) {
        if (paper.section !== 'featured' || paper.figures === 0) continue
        if ((await archive.figures(paper.id)).length > 0) pictured.add(paper.id)
      }
      return pictured
    },
    generation: () => generation,
    forget() {
      generation += 1
      digests.clear()
      drawings.forget()
    },
  }

  async function linksOf(entries: readonly Entry[], subscription: Subscription): Promise<ReadonlyMap<DeliveryId, string>> {
    const ids = [...new Set(entries.flatMap((entry) => entry.delivery ?? []))]
    if (ids.length === 0) return new Map()
    const rows = await db
      .selectFrom('deliveries')
      .select(['id', 'channel_id', 'message_id'])
      .where('id', 'in', ids)
      .where('state', '=', 'sent')
      .execute()
    return new Map(
      rows.flatMap(({ id, channel_id, message_id }): [DeliveryId, string][] =>
        channel_id === null || message_id === null
          ? []
          : [[id as DeliveryId, linkTo(subscription.guildId, channel_id, message_id)]],
      ),
    )
  }
  return contents
}
