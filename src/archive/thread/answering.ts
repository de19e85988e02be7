// The thread that answers questions: one long query here keeps nobody waiting who only wants a button's answer.
import { parentPort, workerData } from 'node:worker_threads'
import { openForReading } from '../../database/database.ts'
import { createSqliteSearchIndex } from '../../database/sqlite/search-index.ts'
import { createQuestions } from '../questions.ts'
import { type Answered, type Asked, END } from './messages.ts'

const port = parentPort
if (port === null) throw new Error('This file runs as a thread of the bot only')
const database = openForReading((workerData as { readonly path: string }).path)
const index = createSqliteSearchIndex(database.writer, database.reader)
// The thread that writes brings the index up to date before it asks.
const questions = createQuestions({ database, index, before: async () => {} })

async function answer({ id, name, args }: Asked): Promise<Answered> {
  try {
    const ask = questions[name] as (...args: readonly unknown[]) => Promise<unknown>
    return { id, kind: 'answer', answer: await ask(...args) }
  } catch (error) {
    return { id, kind: 'fault', error }
  }
}

port.on('message', async (message: Asked | typeof END) => {
  if (message !== END) return port.postMessage(await answer(message))
  port.close()
  await database.close()
})
