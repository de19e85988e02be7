// The thread that answers questions: one long query here keeps nobody waiting who only wants a button's answer.
import { openForReading } from '../../database/database.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createQuestions } from '../questions.ts'
import { createSqliteSearchIndex } from '../sqlite/search-index.ts'

serve(({ path }) => {
  const database = openForReading(path)
  const index = createSqliteSearchIndex(database.indexing, database.reader)
  // The thread that asks has the index brought up to date before.
  return { calls: createQuestions({ database, index, before: async () => {} }), close: database.close }
})
