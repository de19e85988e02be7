// The thread that makes what the index is to hold, while the one that writes it writes.
import { openForReading } from '../../database/database.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createMaking } from '../indexing/entry-batch.ts'

serve(({ path }) => {
  const database = openForReading(path)
  return { calls: createMaking(database.reader), close: database.close }
})
