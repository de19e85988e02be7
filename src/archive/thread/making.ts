// The thread that makes what the index is to hold, while the one that writes it writes.
import { openForReading } from '../../database/database.ts'
import { createMaking } from '../making.ts'
import { serve } from './serve.ts'

serve(({ path }) => {
  const database = openForReading(path)
  return { calls: createMaking(database.reader), close: database.close }
})
