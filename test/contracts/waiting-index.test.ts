// What waits for papers that are being indexed: a search until they are found, a suggestion only a
// moment.
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { createEntryBuilder } from '../../src/search/indexing/build-batches.ts'
import { createIndexScheduler, WORKER_PACE } from '../../src/search/indexing/index-scheduler.ts'
import { createIndexWriter } from '../../src/search/indexing/index-writer.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'

it('while somebody types the index is not waited for, and a search waits until it is there', async () => {
  const database = await openSqlite(':memory:')
  onTestFinished(database.close)
  const { index } = openIndex(database)
  database.writer.exec(`pragma foreign_keys = off;
    insert into papers (pid, id, digest_id, position, section, starred, date, content, retracted, changed)
    values (1, 'p1', 1, 1, 'featured', 0, '2021-07-10',
      '{"title":{"en":"Quokka grooming","zh":null},"abstract":{"en":null,"zh":null},"authors":[],"affiliations":[],"categories":[],"points":[],"links":[],"figures":[],"takeaway":null}', 0, 1)`)
  const own = createIndexWriter(index, createEntryBuilder(database))
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const slow = {
    ...own,
    async catchUp(limit: number) {
      await begun
      return own.catchUp(limit)
    },
  }
  const onFault = (error: unknown) => {
    throw error
  }
  const scheduler = createIndexScheduler({ database, index, writer: slow, pace: WORKER_PACE, onFault })
  await scheduler.ensureIndexedSoon()
  expect(index.size()).toBe(0)
  const ofSearch = scheduler.ensureIndexed()
  begin()
  await ofSearch
  expect(index.size()).toBe(1)
  await scheduler.ensureIndexedSoon()
  expect(index.titles(['quokka'], null, 5)).toEqual([1])
  await scheduler.close()
})
