// A database from before watches had deliveries: everything that it owes is kept, and comes once.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { MIGRATIONS } from '../../src/database/sqlite/migrations/index.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { withMark } from '../../src/render/mark.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { CHANNEL, createStage, GUILD, START, type Stage } from './support/stage.ts'

const OLD = MIGRATIONS.filter(({ name }) => name < '008')
const DAY = 86_400_000
const SYSTEM = '200000000000000099'

const MAILS = [
  { id: 'mailPlanned1', user: 'ann', state: 'planned', failures: 0, sent: null },
  { id: 'mailUnknown1', user: 'ben', state: 'unknown', failures: 1, sent: null },
  { id: 'mailSending1', user: 'cat', state: 'sending', failures: 0, sent: null },
  { id: 'mailSent0001', user: 'dan', state: 'sent', failures: 0, sent: START - DAY },
  { id: 'mailDropped1', user: 'eve', state: 'dropped', failures: 0, sent: null },
] as const

const DELIVERIES = [
  {
    id: 'sentBefore0000000001',
    lane: CHANNEL,
    act: 'message',
    role: 'papers',
    part: 0,
    state: 'sent',
    message: '900000000000000001',
  },
  {
    id: 'noticeSecond00000001',
    lane: `server ${GUILD}`,
    act: 'message',
    role: 'notice',
    part: 1,
    state: 'planned',
    message: null,
  },
  { id: 'unknownEarlier000001', lane: CHANNEL, act: 'message', role: 'notice', part: 0, state: 'unknown', message: null },
] as const

/** As the program of that time left it: only its own migrations have run. */
async function oldDatabase(): Promise<string> {
  const path = join(temporaryFolder(), 'paperboy.sqlite')
  const database = await openSqlite(path, { migrations: OLD })
  const { writer } = database
  const run = (statement: string) => writer.exec(statement)
  const wish = JSON.stringify({ language: 'en' })
  run(`insert into subscriptions (id, channel_id, guild_id, wish, state, origin, starts_after, seen_through, created_at, dormant)
    values ('sub', '${CHANNEL}', '${GUILD}', '${wish}', 'active', 'command', 0, 0, 1, null),
      ('asleep', '${CHANNEL}', '${GUILD}', '${wish}', 'active', 'config', 0, 0, 2, 'unseen')`)
  run(`insert into editions (subscription_id, digest_id, state, revision, entries, papers, left_out, planned_at)
    values ('sub', 7, 'planned', 1, '[{"paper":"p1","state":"folded","delivery":null,"seen":null}]', 1, 0, 1)`)
  const late = JSON.stringify({ kind: 'late', slot: START, zone: 'UTC', minutes: 5 })
  const forbidden = JSON.stringify({ kind: 'forbidden', channelId: CHANNEL, reason: 'permissions' })
  for (const { id, lane, act, role, part, state, message } of DELIVERIES)
    run(`insert into deliveries (id, subscription_id, lane, act, role, part, papers, content, layout, images, state,
        channel_id, message_id, created_at)
      values ('${id}', 'sub', '${lane}', '${act}', '${role}', ${part}, '[]', '${lane === CHANNEL ? late : forbidden}', 'full', 0,
        '${state}', ${message === null ? 'null' : `'${CHANNEL}'`}, ${message === null ? 'null' : `'${message}'`}, 1)`)
  for (const { id, user, state, failures, sent } of MAILS) {
    run(`insert into watchers (user_id, tongue, state, since, told)
      values ('${user}', 'en', '${user === 'eve' ? 'closed' : 'active'}', 5, ${user === 'eve' ? 1 : 0})`)
    run(`insert into watch_mails (id, user_id, state, failures, not_before, created_at, sent_at)
      values ('${id}', '${user}', '${state}', ${failures}, ${START - 1_000}, ${START - DAY}, ${sent ?? 'null'})`)
  }
  await database.close()
  return path
}

async function openOld(standing: Parameters<typeof createStage>[2] = []): Promise<Stage> {
  const direct = { compose: async (id: string) => ({ content: `mail ${id}` }), blocked: async () => {} }
  const stage = await createStage({ direct: () => direct }, await oldDatabase(), standing)
  onTestFinished(async () => {
    await stage.delivery.stop(0)
    await stage.database.close()
  })
  return stage
}

it('a database of old opens, its mails are sent, looked for or left alone as they were', async () => {
  // The mail that was under way, and the one without an answer, had arrived.
  const stage = await openOld([
    { channelId: 'dm-ben', body: withMark({ content: 'from before' }, 'mailUnknown1') },
    { channelId: 'dm-cat', body: withMark({ content: 'from before' }, 'mailSending1') },
  ])
  await stage.pass(60_000)
  const conversations = ['ann', 'ben', 'cat', 'dan', 'eve'].map((user) =>
    stage.discord.in(`dm-${user}`).map(({ body }) => body.content),
  )
  expect(conversations).toEqual([['mail mailPlanned1'], ['from before'], ['from before'], [], []])
  const states = await stage.database.query
    .selectFrom('deliveries')
    .select(['id', 'recipient', 'queue', 'state', 'sent_at'])
    .where('recipient', 'is not', null)
    .orderBy('recipient')
    .execute()
  expect(states.map(({ id, recipient, queue, state }) => [id, recipient, queue, state])).toEqual([
    ['mailPlanned1', 'ann', 'user ann', 'sent'],
    ['mailUnknown1', 'ben', 'user ben', 'sent'],
    ['mailSending1', 'cat', 'user cat', 'sent'],
    ['mailSent0001', 'dan', 'user dan', 'sent'],
    ['mailDropped1', 'eve', 'user eve', 'dropped'],
  ])
  expect(states.find(({ id }) => id === 'mailSent0001')?.sent_at).toBe(START - DAY)
})

it('deliveries keep their order and what is known of them; a notice goes on with the recipient that it had come to', async () => {
  const stage = await openOld()
  stage.discord.system = SYSTEM
  await stage.pass(60_000)
  const rows = await stage.database.query
    .selectFrom('deliveries')
    .select(['seq', 'id', 'queue', 'part', 'recipients_tried', 'state', 'message_id'])
    .where('subscription_id', '=', 'sub')
    .orderBy('seq')
    .execute()
  expect(rows).toMatchObject([
    { seq: 1, id: 'sentBefore0000000001', queue: CHANNEL, state: 'sent', message_id: '900000000000000001' },
    { seq: 2, id: 'noticeSecond00000001', queue: `server ${GUILD}`, part: 0, recipients_tried: 1, state: 'sent' },
    { seq: 3, id: 'unknownEarlier000001', queue: CHANNEL, recipients_tried: 0, state: 'sent' },
  ])
  // The system channel had refused it before: the owner is next.
  expect(stage.discord.in(SYSTEM)).toEqual([])
  expect(stage.discord.in('dm-100000000000000001')).toHaveLength(1)
  expect(stage.discord.in(CHANNEL)).toHaveLength(1)
})

it('what was called otherwise is called by its new name', async () => {
  const { database, delivery } = await openOld()
  expect(await database.query.selectFrom('subscriptions').select(['id', 'suspended']).orderBy('created_at').execute()).toEqual([
    { id: 'sub', suspended: null },
    { id: 'asleep', suspended: 'unseen' },
  ])
  expect(
    await database.query.selectFrom('watchers').select(['state', 'notified']).where('user_id', '=', 'eve').execute(),
  ).toEqual([{ state: 'dm-blocked', notified: 1 }])
  await database.query.updateTable('deliveries').set({ digest_id: 7 }).where('id', '=', 'sentBefore0000000001').execute()
  expect(await delivery.overflow('sentBefore0000000001')).toEqual(['p1'])
})

it('numbers go on above all that were ever given', async () => {
  const path = join(temporaryFolder(), 'paperboy.sqlite')
  const old = await openSqlite(path, { migrations: OLD })
  const values = (id: string) =>
    `insert into deliveries (id, lane, subscription_id, act, role, papers, layout, images, state, created_at)
      values ('${id}', '1', 's', 'message', 'papers', '[]', 'full', 0, 'sent', 1)`
  old.writer.exec(
    "insert into subscriptions (id, channel_id, wish, state, origin, starts_after, seen_through, created_at) values ('s', '1', '{}', 'active', 'command', 0, 0, 1)",
  )
  for (const id of ['a', 'b', 'c']) old.writer.exec(values(id))
  old.writer.exec("delete from deliveries where id = 'c'")
  await old.close()
  const database = await openSqlite(path)
  onTestFinished(() => database.close())
  database.writer.exec(values('d').replace('lane', 'queue'))
  expect(database.writer.get<{ seq: number }>("select seq from deliveries where id = 'd'")).toEqual({ seq: 4 })
})
