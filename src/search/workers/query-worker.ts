// The thread that answers queries: a long one here does not hold up who only presses a button.
import { openReadOnly } from '../../database/sqlite/open-sqlite.ts'
import { giveWay } from '../../threads/priority.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createQueries } from '../queries.ts'
import { openIndexForReading } from '../sqlite/open-index.ts'

/** The bot says within a moment that an answer comes; the answer itself may take longer. */
const NICENESS = 5

giveWay(NICENESS)
serve(({ path }) => {
  const database = openReadOnly(path)
  const index = openIndexForReading(database)
  // The thread that asks has the index brought up to date before.
  const ensureIndexed = async () => {}
  return { calls: createQueries({ database, index, ensureIndexed }), close: database.close }
})
