// What reading digests costs beside what decoding them and splitting them into lines costs, in the
// same run; that its memory does not grow with the number of files; and that time grows in step
// with the size of inputs made to be slow.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readDigests } from '../../src/digest/index.ts'
import { PATHOLOGICAL, type Pathological } from '../digest/support/pathological.ts'
import type { Bench, Figure, RunChild } from './bench.ts'

const TOOL = resolve('../shared/tools/make-digests.mjs')
const DIGESTS = 2000
const ROUNDS = 15
const MB = 1024 * 1024

interface Cost {
  readonly yardstickMs: number
  readonly readMs: number
  readonly papers: number
}

/** The least of many rounds, each of both: what else the machine does only adds. */
async function cost(folder: string): Promise<Cost> {
  const files = readdirSync(folder).map((file) => ({ file, bytes: new Uint8Array(readFileSync(join(folder, file))) }))
  const decoder = new TextDecoder()
  let yardstickMs = Number.POSITIVE_INFINITY
  let readMs = Number.POSITIVE_INFINITY
  let papers = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    let lines = 0
    for (const { bytes } of files) lines += decoder.decode(bytes).split(/\r\n|\n|\r/).length
    const between = performance.now()
    papers = 0
    for (const { file, bytes } of files) for (const digest of await readDigests(bytes, { file })) papers += digest.papers.length
    const end = performance.now()
    if (lines === 0) throw new Error('no lines')
    yardstickMs = Math.min(yardstickMs, between - start)
    readMs = Math.min(readMs, end - between)
  }
  return { yardstickMs, readMs, papers }
}

/**
 * Reads files one after the other, as an import does, and keeps nothing; answers with the peak of
 * the process in MB.
 */
async function peak(folder: string, count: number): Promise<number> {
  for (const file of readdirSync(folder).slice(0, count)) await readDigests(readFileSync(join(folder, file)), { file })
  return (process.resourceUsage().maxRSS * 1024) / MB
}

async function timeOf({ file, make }: Pathological, size: number): Promise<number> {
  const bytes = make(size)
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const start = performance.now()
    await readDigests(bytes, { file })
    least = Math.min(least, performance.now() - start)
  }
  return least
}

async function growth(runChild: RunChild): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const { name } of PATHOLOGICAL) {
    const [once, twice] = await runChild<readonly [number, number]>('growth', name)
    const what = `${name}: twice as much (${once.toFixed(0)} → ${twice.toFixed(0)} ms)`
    figures.push({ what, value: twice / once, unit: '× the time', limit: { atMost: MAX_GROWTH } })
  }
  return figures
}

/** Linear is 2; quadratic is 4. */
const MAX_GROWTH = 3

async function measureDigests(runChild: RunChild): Promise<readonly Figure[]> {
  if (!existsSync(TOOL)) {
    process.stdout.write(`  skipped: the ${DIGESTS} digests, because ${TOOL} is absent\n`)
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'))
  try {
    execFileSync(process.execPath, [TOOL, '--out', folder, '--digests', String(DIGESTS)])
    const { yardstickMs, readMs, papers } = await runChild<Cost>('cost', folder)
    const few = await runChild<number>('peak', folder, String(DIGESTS / 4))
    const all = await runChild<number>('peak', folder, String(DIGESTS))
    return [
      { what: `decoding and splitting ${DIGESTS} digests (the yardstick)`, value: yardstickMs, unit: 'ms', limit: null },
      { what: `reading them: ${papers} papers`, value: readMs, unit: 'ms', limit: null },
      { what: 'reading beside the yardstick', value: readMs / yardstickMs, unit: '× the yardstick', limit: { atMost: 4 } },
      { what: `peak memory of ${DIGESTS / 4} files`, value: few, unit: 'MB', limit: null },
      { what: `peak memory of ${DIGESTS} files`, value: all, unit: 'MB', limit: null },
      { what: 'peak memory, four times the files', value: all / few, unit: '× the memory', limit: { atMost: 1.25 } },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const parse: Bench = {
  async measure(runChild) {
    return [...(await measureDigests(runChild)), ...(await growth(runChild))]
  },
  async child(kind, ...args) {
    const [first = '', second = ''] = args
    if (kind === 'cost') return cost(first)
    if (kind === 'peak') return peak(first, Number(second))
    const input = PATHOLOGICAL.find(({ name }) => name === first)
    if (input === undefined) throw new Error(`${first} is no input`)
    return [await timeOf(input, input.size), await timeOf(input, input.size * 2)]
  },
}
