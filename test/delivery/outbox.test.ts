// What is asked of the outbox for every message must not read every message that was ever sent.
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { createOutbox, type Outbox } from '../../src/delivery/outbox/outbox.ts'

it.each<[string, (outbox: Outbox) => Promise<unknown>]>([
  ['the next act of a channel', (outbox) => outbox.firstOf('1', 50)],
  ['the channels that have something open', (outbox) => outbox.queues()],
  ['what of a channel may stand in it already', (outbox) => outbox.openOf('1')],
  ['what was being sent when a process ended', (outbox) => outbox.interrupted()],
  ['what waits for a channel that is open again', (outbox) => outbox.orphaned()],
  ['what waits for a channel to take it', (outbox) => outbox.paused('1')],
])('%s is found by an index over what is open', async (_, ask) => {
  const database = await openSqlite(':memory:')
  onTestFinished(() => database.close())
  const { writer } = database
  const plans: string[] = []
  const { all } = writer
  writer.all = (sql, parameters) => {
    plans.push(...all<{ detail: string }>(`explain query plan ${sql}`, parameters).map(({ detail }) => detail))
    return all(sql, parameters)
  }
  await ask(createOutbox(database))
  expect(plans.filter((detail) => /\bdeliveries\b/.test(detail))).toEqual([
    expect.stringContaining('USING INDEX deliveries_open'),
  ])
})
