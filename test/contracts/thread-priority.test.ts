// A thread that gives way does so alone: the rest of the process keeps its share of the cores.
import { mkdtempSync, rmSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { expect, it, onTestFinished } from 'vitest'
import { createWorker } from '../../src/threads/worker-calls.ts'

interface Calls {
  giveWay(by: number): Promise<number>
}

it.runIf(process.platform === 'linux')('a thread gives way without the process it is of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-priority-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'thread.mjs')
  const contents = `import { getPriority } from 'node:os'
import { giveWay } from './priority.ts'
import { serve } from './serve-calls.ts'
const calls = { giveWay: async (by) => (giveWay(by), getPriority(0)) }
serve(() => ({ calls, close: async () => {} }))`
  const resolveDir = resolve(import.meta.dirname, '../../src/threads')
  await build({ stdin: { contents, resolveDir }, outfile: file, bundle: true, platform: 'node', format: 'esm' })
  const before = getPriority(process.pid)
  const worker = createWorker<Calls>({
    module: pathToFileURL(file),
    task: 'gives way',
    methods: ['giveWay'],
    data: { path: '' },
  })
  onTestFinished(worker.close)
  expect(await worker.calls.giveWay(3)).toBe(before + 3)
  expect(await worker.calls.giveWay(40)).toBe(19)
  expect(getPriority(process.pid)).toBe(before)
})
