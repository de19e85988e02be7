// A thread that has had no call for a while ends, and the next call starts another.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorker, type Worker } from '../../src/threads/worker-calls.ts'
import { until } from '../support/until.ts'

interface Calls {
  threadId(): Promise<number>
}

const folder = mkdtempSync(join(tmpdir(), 'paperboy-idle-'))
const file = join(folder, 'thread.mjs')
const workers: Worker<Calls>[] = []

const start = (idleMs?: number) => {
  const data = { path: '' }
  const worker = createWorker<Calls>({
    module: pathToFileURL(file),
    task: 'says which it is',
    methods: ['threadId'],
    data,
    ...(idleMs === undefined ? {} : { idleMs }),
  })
  workers.push(worker)
  return worker.calls
}

beforeAll(async () => {
  const contents = `import { threadId } from 'node:worker_threads'
import { serve } from './serve-calls.ts'
serve(() => ({ calls: { threadId: async () => threadId }, close: async () => {} }))`
  const resolveDir = resolve(import.meta.dirname, '../../src/threads')
  await build({ stdin: { contents, resolveDir }, outfile: file, bundle: true, platform: 'node', format: 'esm' })
})
afterAll(async () => {
  for (const worker of workers) await worker.close()
  rmSync(folder, { recursive: true })
})

it('a thread without a call for as long as it may idle is followed by another', async () => {
  const calls = start(1)
  const first = await calls.threadId()
  await until(async () => (await calls.threadId()) !== first, 'another thread to answer')
})

it('a thread that may idle long answers every call itself', async () => {
  const calls = start(60_000)
  const first = await calls.threadId()
  expect(await Promise.all([calls.threadId(), calls.threadId(), calls.threadId()])).toEqual([first, first, first])
})
