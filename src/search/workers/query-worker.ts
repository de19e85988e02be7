// The thread that answers queries: a long one here does not hold up who only presses a button.
import { openReadOnly } from '../../database/sqlite/open-sqlite.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createQueries } from '../queries.ts'
import { openIndexForReading } from '../sqlite/open-index.ts'

serve(({ path }) => {
  const database = openReadOnly(path)
  const index = openIndexForReading(database)
  // The thread that asks has the index brought up to date before.
  const ensureIndexed = async () => {}
  return { calls: createQueries({ database, index, ensureIndexed }), close: database.close }
})
