// The thread that writes the search index: thousands of papers at once keep nobody waiting.
import { openForIndexing } from '../../database/database.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createThread } from '../../threads/worker-calls.ts'
import { createMaking, MAKING, type Making } from '../indexing/entry-batch.ts'
import { createIndexWork, MADE_AT_ONCE } from '../indexing/index-writer.ts'
import { createSqliteSearchIndex } from '../sqlite/search-index.ts'

/** For a few papers another thread is not worth its start. */
const FURTHER = 'select 1 from papers where changed > ? limit 1 offset ?'

serve(({ path, making: module }) => {
  const database = openForIndexing(path)
  const index = createSqliteSearchIndex(database.indexing, database.reader)
  const here = createMaking(database.reader)
  if (module === undefined) return { calls: createIndexWork({ database, index, making: here }), close: database.close }
  const beside = createThread<Making>({
    module: new URL(module),
    does: 'makes entries',
    names: MAKING,
    data: { path },
    passesMuch: true,
  })
  let used: Making = here
  const making: Making = {
    begin(changed) {
      used = database.reader.get(FURTHER, [changed, MADE_AT_ONCE]) ? beside.calls : here
      return used.begin(changed)
    },
    changedAfter: (changed, most) => used.changedAfter(changed, most),
    numbered: (after, to) => used.numbered(after, to),
    words: () => used.words(),
  }
  return {
    calls: createIndexWork({ database, index, making }),
    async close() {
      await beside.close()
      await database.close()
    },
  }
})
