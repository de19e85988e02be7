// The thread that builds the entries of the index while the index worker writes them.
import { openReadOnly } from '../../database/sqlite/open-sqlite.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createEntryBuilder } from '../indexing/build-batches.ts'

serve(({ path }) => {
  const database = openReadOnly(path)
  return { calls: createEntryBuilder(database), close: database.close }
})
