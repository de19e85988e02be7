// What a delivery needs to be drawn: its subscription, digest, edition and the addresses of what
// was sent. Digests are kept for some seconds only: a thousand channels ask for the same one, and
// then none does. Where other processes may change them, the database is asked each time whether
// they have: a message is drawn after its row was read, so it never shows what was taken back
// before.
import type { Archive, ArchivedDigest } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { DeliveryId, SubscriptionId } from '../identity.ts'
import { type EditionContent, type IndexEntry, readEdition } from '../outbox/edition.ts'
import type { OutboxRow } from '../outbox/outbox-row.ts'
import type { Servers } from '../port.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { subscriptionOf } from '../subscriptions/subscription-rows.ts'
import { type Composed, type Drawing, drawMessage, drawRemoved, type MessageSource, type MessageSpec, marked } from './compose.ts'
import type { RenderCache } from './render-cache.ts'
import { type Named, traceOf } from './trace.ts'

export interface Contents {
  subscription(id: SubscriptionId): Promise<Subscription | null>
  digest(id: number): Promise<ArchivedDigest | null>
  edition(id: SubscriptionId, digestId: number): Promise<EditionContent | null>
  /**
   * The message of a delivery of this subscription; `shown` is the one whose message it is: itself,
   * or the target of an edit. Null where nothing is left to show.
   */
  compose(shown: OutboxRow, subscription: Subscription, step: MessageSpec['step'], updated: boolean): Promise<Composed | null>
  /** Another number: what was composed before may be out of date. */
  version(): number
  invalidate(): void
  /** Forgets what was known before another process has changed digests or papers. */
  refresh(): Promise<void>
}

const MAX_DIGESTS = 4

export function linkTo(guildId: string | null, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`
}

export function createContents(parts: { database: Database; archive: Archive; cache: RenderCache; servers: Servers }): Contents {
  const { archive, cache, servers } = parts
  const { query: db, shared } = parts.database
  let lastChange: string | null = null
  const digests = new Map<number, Promise<ArchivedDigest | null>>()

  async function draw(spec: MessageSpec, source: MessageSource): Promise<Drawing | null> {
    // The links make every channel's index its own.
    if (spec.role === 'index') return await drawMessage(spec, source)
    const key = keyOf(spec, source)
    const known = cache.get<Drawing>(key)
    if (known !== undefined) return known
    const version = cache.version()
    const drawing = await drawMessage(spec, source)
    if (drawing !== null) cache.keep(key, drawing, bytesOf(drawing), version)
    return drawing
  }

  /**
   * A role that is gone would be shown as its bare id; the one that has the server's id is
   * everybody.
   */
  function withKnownRole(subscription: Subscription): Subscription {
    const { guildId, wish } = subscription
    if (wish.mentionRole === null || guildId === null) return subscription
    const isKnown = wish.mentionRole !== guildId && servers.hasRole(guildId, wish.mentionRole) !== false
    return isKnown ? subscription : { ...subscription, wish: { ...wish, mentionRole: null } }
  }

  /** As the archive last knew them. */
  async function namedPapers(ids: readonly PaperId[]): Promise<readonly Named[]> {
    const rows = await db.selectFrom('papers').select(['id', 'title_en', 'title_zh']).where('id', 'in', ids).execute()
    return rows.map((row) => ({ id: row.id as PaperId, title: { en: row.title_en, zh: row.title_zh }, links: [] }))
  }

  async function linksOf(entries: readonly IndexEntry[], subscription: Subscription): Promise<ReadonlyMap<DeliveryId, string>> {
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

  const contents: Contents = {
    async subscription(id) {
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : withKnownRole(subscriptionOf(row))
    },
    async digest(id) {
      await contents.refresh()
      let digest = digests.get(id)
      if (digest === undefined) {
        digest = archive.digest(id)
        digests.set(id, digest)
        for (const oldest of [...digests.keys()].slice(0, -MAX_DIGESTS)) digests.delete(oldest)
      }
      return await digest
    },
    edition: (id, digestId) => readEdition(db, id, digestId),
    async compose(shown, subscription, step, updated) {
      if (shown.digestId === null || shown.role === 'notice' || shown.role === 'watch') return null
      const digest = await contents.digest(shown.digestId)
      if (digest === null) return null
      const edition = shown.role === 'index' ? await contents.edition(subscription.id, shown.digestId) : null
      const { entries, movedFrom } = edition ?? { entries: [], movedFrom: null }
      const links = await linksOf(entries, subscription)
      const spec = { id: shown.id, role: shown.role, part: shown.part, papers: shown.papers, step }
      const { wish } = subscription
      const drawing = await draw(spec, { wish, digest, entries, movedFrom, links, figures: archive.figures, updated })
      const mark = (drawn: Drawing) => marked(drawn, shown.id, traceOf(subscription.id, spec.role, spec.part, drawn.names))
      if (drawing !== null) return mark(drawing)
      // Only what people can see already is struck through; what was never sent stays away.
      if (shown.state !== 'sent' || shown.papers.length === 0) return null
      return mark(drawRemoved(await namedPapers(shown.papers), { wish, date: digest.date, layout: shown.step.layout }))
    },
    version: cache.version,
    invalidate() {
      digests.clear()
      cache.invalidate()
    },
    async refresh() {
      if (shared === null) return
      const change = await shared.lastChange()
      if (lastChange !== null && change !== lastChange) contents.invalidate()
      lastChange = change
    },
  }
  return contents
}

const bytesOf = (drawing: Drawing) => drawing.files.reduce((sum, file) => sum + file.bytes.byteLength, 0)

/** Everything that decides the look of a message of papers. */
function keyOf({ role, part, papers, step }: MessageSpec, { digest, wish, updated }: MessageSource): string {
  const look = [digest.id, digest.revision, role, part, step.layout, step.images, wish.language, wish.silent, updated]
  return ['message', ...look, ...papers].join(' ')
}
