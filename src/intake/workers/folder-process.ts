// The process that reads the watched folder for the bot. It ends with it, whatever it waits for.
import type { CallMessage } from '../../threads/messages.ts'
import type { FoundFile, Listing } from '../files.ts'
import { createFolderFiles } from '../folder-files.ts'
import type { FolderAnswer, ListAnswer } from '../folder-process.ts'

const files = createFolderFiles(process.argv[2] ?? '')
let listed: Listing | null = null

async function list(): Promise<ListAnswer> {
  const found = await files.list()
  const isSame = found === listed
  listed = found
  return isSame ? null : found
}

async function run({ method, args: [argument] }: CallMessage): Promise<unknown> {
  switch (method) {
    case 'list':
      return await list()
    case 'look':
      return await files.look(argument as readonly string[])
    case 'read':
      return await files.read(argument as FoundFile)
    default:
      throw new Error(`The folder has no ${method}`)
  }
}

async function answerTo(call: CallMessage): Promise<FolderAnswer> {
  try {
    return { id: call.id, kind: 'result', result: await run(call) }
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    return { id: call.id, kind: 'fault', message, code }
  }
}

process.on('message', async (call: CallMessage) => {
  const answer = await answerTo(call)
  if (process.connected) process.send?.(answer)
})
// A terminal sends its signals to both; the bot's end is this one's.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
// An exit would wait for what is being read.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
