// The thread that writes the search index, and what the archive has in its log into its file:
// thousands of papers at once do not hold up the bot, nor does a slow disk.
// Where very many papers wait, a further thread builds the entries for it; a bulk import takes a
// sixth less time so. What terms are called in the other language is learned here as well, while
// nothing is asked.
import { createCheckpoints } from '../../database/sqlite/checkpoints.ts'
import { openReadOnly } from '../../database/sqlite/open-sqlite.ts'
import { giveWay } from '../../threads/priority.ts'
import { serve } from '../../threads/serve-calls.ts'
import { createWorker, type Worker } from '../../threads/worker-calls.ts'
import { createEntryBuilder, ENTRY_BUILDER_METHODS, type EntryBuilder } from '../indexing/build-batches.ts'
import { BATCH_PAPERS, createIndexWriter } from '../indexing/index-writer.ts'
import { createLearner } from '../learning/learner.ts'
import { openIndexForWriting } from '../sqlite/open-index.ts'

/** Readers wait for an answer, hardly anybody for a paper to be found. */
const NICENESS = 10

giveWay(NICENESS)
serve(({ path, entryWorker }) => {
  const database = openReadOnly(path)
  const { index, close } = openIndexForWriting(database)
  const inline = createEntryBuilder(database)
  const worker = entryWorker === undefined ? null : startEntryWorker(entryWorker, path)
  const { checkpoint, close: closeCheckpoints } = createCheckpoints(path)
  const builder = worker === null ? inline : chooseBuilder(inline, worker.calls)
  return {
    calls: { ...createIndexWriter(index, builder), ...createLearner(index), checkpoint },
    async close() {
      await worker?.close()
      close()
      closeCheckpoints()
      await database.close()
    },
  }
})

function startEntryWorker(module: string, path: string): Worker<EntryBuilder> {
  return createWorker<EntryBuilder>({
    module: new URL(module),
    task: 'builds entries of the index',
    methods: ENTRY_BUILDER_METHODS,
    data: { path },
    collection: 'large',
  })
}

/** For a single batch the other thread is not worth its start. */
function chooseBuilder(inline: EntryBuilder, worker: EntryBuilder): EntryBuilder {
  let chosen = inline
  return {
    begin(pending) {
      chosen = pending > BATCH_PAPERS ? worker : inline
      return chosen.begin(pending)
    },
    buildChanged: (changed, limit) => chosen.buildChanged(changed, limit),
    buildNumbered: (after, to) => chosen.buildNumbered(after, to),
    words: () => chosen.words(),
  }
}
