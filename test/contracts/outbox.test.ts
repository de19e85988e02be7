// What is owed, at rest: the order of a queue, what may go out, and that an act is claimed once.
import { expect, it, onTestFinished } from 'vitest'
import { deliveryId } from '../../src/delivery/identity.ts'
import { enqueue, enqueueDirect, reopenDirect } from '../../src/delivery/outbox/enqueue.ts'
import { createOutbox } from '../../src/delivery/outbox/outbox.ts'
import type { NewDelivery, OutboxRow } from '../../src/delivery/outbox/outbox-row.ts'
import { createSubscriptionStore } from '../../src/delivery/subscriptions/subscription-rows.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { describeStorages, type Storage } from './storages.ts'

const NOW = Date.UTC(2026, 0, 15, 12)
const CHANNEL = '200000000000000001'
const OTHER = '200000000000000002'

async function open(storage: Storage) {
  const database = await storage.open()
  onTestFinished(() => database.close())
  const clock = createManualClock(NOW)
  const subscriptions = createSubscriptionStore({ database, clock, changed: () => {} })
  const subscribe = async (channelId: string) => {
    const made = await subscriptions.create({ channelId, guildId: null, wish: {} })
    if (made.kind !== 'created') throw new Error(JSON.stringify(made))
    return made.subscription
  }
  const { id } = await subscribe(CHANNEL)
  const message = (name: string, parts: Partial<NewDelivery> = {}): NewDelivery => ({
    id: deliveryId(id, name),
    subscription_id: id,
    queue: CHANNEL,
    digest_id: 1,
    act: 'message',
    role: 'papers',
    papers: JSON.stringify([name]),
    layout: 'full',
    images: 1,
    ...parts,
  })
  const outbox = createOutbox(database)
  const openPapers = async (queue = CHANNEL) => (await outbox.firstOf(queue, 100)).map(({ papers }) => papers[0])
  const first = async (): Promise<OutboxRow> => {
    const [row] = await outbox.firstOf(CHANNEL, 1)
    if (row === undefined) throw new Error('nothing is owed')
    return row
  }
  return { database, outbox, subscriptions, subscribe, subscriptionId: id, message, openPapers, first }
}

const sent = (row: OutboxRow) => ({ ...row, state: 'sent' as const })

describeStorages('the outbox', (storage) => {
  it('takes each act once, and keeps the order in which they came', async () => {
    const { database, message, openPapers, outbox } = await open(storage)
    const names = Array.from({ length: 250 }, (_, n) => `paper ${n}`)
    const rows = names.map((name) => message(name))
    expect(await enqueue(database.query, rows, NOW)).toBe(250)
    expect(await enqueue(database.query, [...rows, message('new')], NOW)).toBe(1)
    expect(await openPapers()).toEqual(names.slice(0, 100))
    expect(await outbox.queues()).toEqual([{ key: CHANNEL, open: 251 }])
  })

  it('gives back a row as it was put in', async () => {
    const { database, message, outbox, subscriptionId } = await open(storage)
    const wanted = message('a', { not_before: NOW + 5, content: '{"a":"引号"}', part: 2, updated: 1 })
    await enqueue(database.query, [wanted], NOW)
    expect(await outbox.get(deliveryId(subscriptionId, 'a'))).toEqual({
      seq: expect.any(Number),
      id: wanted.id,
      subscriptionId,
      recipient: null,
      queue: CHANNEL,
      digestId: 1,
      act: 'message',
      role: 'papers',
      part: 2,
      papers: ['a'],
      target: null,
      threadOpener: null,
      content: '{"a":"引号"}',
      recipientsTried: 0,
      step: { layout: 'full', images: true },
      updated: true,
      state: 'planned',
      failures: 0,
      maybeSent: false,
      generation: 0,
      notBefore: NOW + 5,
      waitingSince: NOW,
      why: null,
      refusal: null,
      channelId: null,
      messageId: null,
      hash: null,
      createdAt: NOW,
      sentAt: null,
    })
  })

  it('lets one of two claim an act, and none where it changed meanwhile', async () => {
    const { database, message, outbox, first } = await open(storage)
    await enqueue(database.query, [message('a')], NOW)
    const row = await first()
    const sending = { ...row, state: 'sending' as const }
    const claims = await Promise.all([outbox.claim(row, sending, 'one'), outbox.claim(row, sending, 'two')])
    expect(claims.sort()).toEqual([false, true])
    expect((await outbox.interrupted()).map(({ id }) => id)).toEqual([row.id])
    await outbox.save(row.seq, row)
    await database.query.updateTable('deliveries').set({ generation: 1 }).execute()
    expect(await outbox.claim(row, sending, 'three')).toBe(false)
  })

  it('leaves what has ended meanwhile as it is', async () => {
    const { database, message, outbox, first } = await open(storage)
    await enqueue(database.query, [message('a')], NOW)
    const row = await first()
    await database.query.updateTable('deliveries').set({ state: 'dropped', why: 'retracted' }).execute()
    await outbox.save(row.seq, { ...row, state: 'waiting', notBefore: NOW + 1000 })
    expect(await outbox.get(row.id)).toMatchObject({ state: 'dropped', why: 'retracted', notBefore: null })
  })

  it('knows what was sent, where, and what of it is still owed', async () => {
    const { database, message, outbox, first, openPapers, subscriptionId } = await open(storage)
    await enqueue(database.query, [message('a'), message('b')], NOW)
    const row = await first()
    await outbox.claim(row, { ...row, state: 'sending' }, 'hash of a')
    await outbox.markSent(sent(row), { channelId: CHANNEL, messageId: '99', hash: null }, NOW + 1)
    expect(await openPapers()).toEqual(['b'])
    expect(await outbox.get(row.id)).toMatchObject({ state: 'sent', messageId: '99', hash: 'hash of a', sentAt: NOW + 1 })
    expect(await outbox.isKnown(CHANNEL, '99')).toBe(true)
    expect(await outbox.isKnown(OTHER, '99')).toBe(false)
    const mark = deliveryId(subscriptionId, 'x')
    const stranger = { mark, channelId: CHANNEL, messageId: '100' }
    const known = { mark, channelId: CHANNEL, messageId: '99' }
    expect(await outbox.unknownAmong([stranger, known, { mark: row.id, channelId: OTHER, messageId: '5' }])).toEqual([stranger])
    expect(await outbox.unknownAmong([])).toEqual([])
  })

  it('takes the longer id of a message for the newer one', async () => {
    const { database, message, outbox, first } = await open(storage)
    expect(await outbox.newestIn(CHANNEL)).toBeNull()
    await enqueue(database.query, [message('a'), message('b'), message('c')], NOW)
    for (const messageId of ['998', '1000', '999'])
      await outbox.markSent(sent(await first()), { channelId: CHANNEL, messageId, hash: null }, NOW)
    expect(await outbox.newestIn(CHANNEL)).toBe('1000')
  })

  it('notes with an edit what the message shows now, and with a deletion that it is gone', async () => {
    const { database, message, outbox, first } = await open(storage)
    await enqueue(database.query, [message('a')], NOW)
    const row = await first()
    await outbox.markSent(sent(row), { channelId: CHANNEL, messageId: '1', hash: 'old' }, NOW)
    await outbox.addEdit(row, 'revision 2', true, NOW)
    await outbox.addEdit(row, 'revision 2', true, NOW)
    const edit = await first()
    expect(edit).toMatchObject({ act: 'edit', target: row.id, updated: true })
    await outbox.markSent(sent(edit), { channelId: CHANNEL, messageId: '1', hash: 'new' }, NOW)
    expect(await outbox.get(row.id)).toMatchObject({ hash: 'new', updated: true })
    expect(await outbox.firstOf(CHANNEL, 1)).toEqual([])
    await enqueue(database.query, [message('gone', { act: 'delete', target: row.id })], NOW)
    await outbox.markSent(sent(await first()), { channelId: CHANNEL, messageId: '1', hash: null }, NOW)
    expect(await outbox.get(row.id)).toMatchObject({ state: 'dropped', why: 'retracted', messageId: null })
  })

  it('holds back what is of a paused subscription, and shows it again afterwards', async () => {
    const { database, message, outbox, subscriptions, subscribe, subscriptionId, openPapers } = await open(storage)
    const other = await subscribe(OTHER)
    const elsewhere = message('b', { id: deliveryId(other.id, 'b'), subscription_id: other.id, queue: OTHER })
    await enqueue(database.query, [message('a'), elsewhere], NOW)
    await subscriptions.pause(subscriptionId)
    expect(await outbox.queues()).toEqual([{ key: OTHER, open: 1 }])
    expect(await openPapers()).toEqual([])
    await subscriptions.resume(subscriptionId)
    expect(await openPapers()).toEqual(['a'])
    // With a subscription goes what it is owed.
    await subscriptions.delete(other.id)
    expect(await openPapers(OTHER)).toEqual([])
  })

  it('lets what was to go into a thread that is closed go to the channel', async () => {
    const { database, message, outbox, first, subscriptionId } = await open(storage)
    const opener = deliveryId(subscriptionId, 'thread')
    await enqueue(database.query, [message('thread', { act: 'thread' }), message('a', { thread_opener: opener })], NOW)
    await outbox.markSent(sent(await first()), { channelId: 'thread', messageId: '1', hash: null }, NOW)
    await outbox.leaveThread(await first())
    expect(await outbox.get(opener)).toMatchObject({ state: 'sent', channelId: null })
    expect(await first()).toMatchObject({ act: 'message', state: 'planned', threadOpener: opener })
  })

  it('owes a person one message for one thing, which grows until it is tried', async () => {
    const { database, outbox } = await open(storage)
    const direct = { userId: 'ann', what: ['watch', 'a'], notBefore: NOW + 10 }
    const id = await database.query.transaction().execute((handle) => enqueueDirect(handle, direct, NOW))
    expect(await database.query.transaction().execute((handle) => enqueueDirect(handle, direct, NOW))).toBe(id)
    const [row, ...more] = await outbox.openOf('user ann')
    expect(more).toEqual([])
    expect(row).toMatchObject({ id, act: 'direct', recipient: 'ann', subscriptionId: null, notBefore: NOW + 10 })
    expect(await reopenDirect(database.query, id)).toBe(true)
    expect(await outbox.get(id)).toMatchObject({ generation: 1 })
    if (row !== undefined) await outbox.save(row.seq, { ...row, failures: 1 })
    expect(await reopenDirect(database.query, id)).toBe(false)
    if (row !== undefined) await outbox.tryNextRecipient(row)
    expect(await outbox.get(id)).toMatchObject({ recipientsTried: 1, notBefore: null })
  })

  it('finds what waits for a channel, and what nothing holds back any more', async () => {
    const { database, message, outbox, first, subscriptionId } = await open(storage)
    await enqueue(database.query, [message('a')], NOW)
    const row = await first()
    await outbox.save(row.seq, { ...row, state: 'paused', maybeSent: true })
    expect((await outbox.paused(CHANNEL)).map(({ maybeSent }) => maybeSent)).toEqual([true])
    expect((await outbox.orphaned()).map(({ id }) => id)).toEqual([row.id])
    await database.query.updateTable('subscriptions').set({ state: 'forbidden' }).where('id', '=', subscriptionId).execute()
    expect(await outbox.orphaned()).toEqual([])
  })
})
