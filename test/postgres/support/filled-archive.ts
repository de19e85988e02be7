// An archive with something in every table of the truth, made by the stores themselves.
import { createStoredArchive } from '../../../src/archive/stored-archive.ts'
import type { Database } from '../../../src/database/database.ts'
import { deliveryId } from '../../../src/delivery/identity.ts'
import { enqueue } from '../../../src/delivery/outbox/enqueue.ts'
import { createSubscriptionStore } from '../../../src/delivery/subscriptions/subscription-rows.ts'
import type { PaperId } from '../../../src/digest/digest.ts'
import { createReaders } from '../../../src/readers/create-readers.ts'
import { createManualClock } from '../../../src/schedule/clock.ts'
import { digest, paper, store } from '../../contracts/archive-of.ts'

const NOW = Date.UTC(2026, 0, 15, 12)
const SERVER = '300000000000000001'
const PAPERS_A_DIGEST = 50

const dayOf = (number: number) => new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10)
const idOf = (number: number, at: number) => `${2000 + number}.${String(10_000 + at)}`

export function storedArchive(database: Database) {
  return createStoredArchive({ database, random: () => 0, onChanged: async () => {} })
}

/** Digests that bring new papers and repeat some of the day before; the texts are in both scripts. */
export function numberedPapers(number: number, count = PAPERS_A_DIGEST) {
  const made = (day: number, at: number) =>
    paper(idOf(day, at), {
      title: { en: `Attention ${day} is not all of ${at}`, zh: `注意力机制 ${day} 与 ${at} 的研究 🎉` },
      categories: at % 2 === 0 ? ['LG', 'CV'] : ['CL'],
      authors: ['Ann Author', 'Björn Writer'],
      abstract: { en: `Paper ${at} of day ${day}. `.repeat(20), zh: '本文说明了一切。'.repeat(20) },
      figures:
        at === 0 ? [{ kind: 'file', name: 'a.png', mediaType: 'image/png', alt: null, bytes: Buffer.from(`${day} bytes`) }] : [],
    })
  const again = number > 1 ? [made(number - 1, 1), made(number - 1, 2)] : []
  return digest(dayOf(number), [...Array.from({ length: count }, (_, at) => made(number, at)), ...again])
}

export async function fillArchive(database: Database, digests: number): Promise<void> {
  const archive = storedArchive(database)
  for (let number = 1; number <= digests; number++) await store(archive, numberedPapers(number))
  await archive.retract({ paperId: idOf(1, 5) as PaperId })
  await archive.retract({ digestId: 2 })
  const clock = createManualClock(NOW)
  const subscriptions = createSubscriptionStore({ database, clock, changed: () => {} })
  for (const channelId of ['200000000000000001', '200000000000000002']) {
    const made = await subscriptions.create({ channelId, guildId: SERVER, wish: { language: 'zh' } })
    if (made.kind !== 'created') throw new Error(JSON.stringify(made))
    const { id } = made.subscription
    const rows = Array.from({ length: 300 }, (_, n) => ({
      id: deliveryId(id, `${n}`),
      subscription_id: id,
      queue: channelId,
      digest_id: 3,
      act: 'message' as const,
      role: 'papers' as const,
      papers: JSON.stringify([idOf(3, n)]),
      layout: 'full' as const,
      images: 1,
    }))
    await enqueue(database.query, rows, NOW)
    await database.query
      .insertInto('posted')
      .values({
        subscription_id: id,
        paper_id: idOf(3, 1),
        digest_id: 3,
        delivery_id: deliveryId(id, '1'),
        section: 'featured',
        day: dayOf(3),
      })
      .execute()
    await database.query
      .insertInto('editions')
      .values({
        ...{ subscription_id: id, digest_id: 3, state: 'planned', revision: 1, day: dayOf(3), moved_from: null },
        ...{ entries: '[]', papers: 1, left_out: 0, planned_at: NOW },
      })
      .execute()
  }
  await subscriptions.setZone(SERVER, 'Asia/Shanghai')
  const row = { sha256: 'f'.repeat(64), limits: '{}', diagnostic: '{}', seen_at: NOW }
  await database.query.insertInto('overrun_files').values(row).execute()
  await fillReaders(database)
}

async function fillReaders(database: Database): Promise<void> {
  const readers = createReaders({ database, clock: createManualClock(NOW) })
  for (const userId of ['100000000000000001', '100000000000000002']) {
    await readers.setLanguage(userId, 'zh')
    await readers.lists.save(userId, idOf(3, 1) as PaperId, SERVER)
    await readers.lists.note(userId, idOf(3, 1) as PaperId, '先读这篇\n— “first”')
    await readers.watches.add(userId, 'attention', 'zh-CN')
    await database.query
      .insertInto('watch_hits')
      .values({ user_id: userId, paper_id: idOf(3, 2), query: 'attention', digest_id: 3, position: 1, mail_id: null })
      .execute()
  }
  await database.query.insertInto('watch_digests').values({ digest_id: 3, revision: 1 }).execute()
  await database.query.insertInto('departed_servers').values({ guild_id: SERVER, left_at: NOW }).execute()
}
