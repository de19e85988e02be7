// One digest to 10,000 channels in virtual time: whether a bot of that size still sends as fast as
// Discord lets it, and needs no more memory as it goes on. And a million papers on a server: whether
// a process that follows them finds as fast and stays as small as one of a tenth of them.
// `--channels N` or `--papers N`: that half alone.
import { fork } from 'node:child_process'
import { parseArgs } from 'node:util'
import { buildSimulation } from '../simulate/build.ts'
import type { Bench, Figure } from './bench.ts'
import { runCopy } from './scale/copy-child.ts'
import type { FanOutRun } from './scale/fan-out-child.ts'
import { measurePapers } from './scale/measure-papers.ts'

const CHANNELS = 10_000
const ARCHIVED_PAPERS = 1_000_000
/** With the message that lists them, eight messages a channel. */
const PAPERS = 7
const PER_SECOND = 50
/**
 * How long an answer takes from Discord. When a request was counted is only known to lie before
 * its answer, so each second of the limit lasts longer by the fastest answer.
 */
const NEAR_MS = 10
const FAR_MS = 100
const FEWER_CHANNELS = 1_000
const CHILD = 'dist/bench/scale-child.js'
const MB = 1024 * 1024

function runFanOut(channels: number, backMs: number): Promise<FanOutRun> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [channels, PAPERS, backMs].map(String), { execArgv: ['--expose-gc', '--enable-source-maps'] })
    child.on('message', (run) => resolve(run as FanOutRun))
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`The fan-out ended with ${code} and no result`)))
  })
}

const shareOf = ({ requests, ms }: FanOutRun) => requests / ((ms / 1_000) * PER_SECOND)

function figuresOf(channels: number, backMs: number, run: FanOutRun): readonly Figure[] {
  const to = `to ${channels} channels, answers after ${backMs} ms`
  return [
    { what: `${to}: messages`, value: run.messages, unit: '', limit: { atLeast: channels * (PAPERS + 1) } },
    { what: `${to}: twice, left out or out of order`, value: run.wrong, unit: '', limit: { atMost: 0 } },
    { what: `${to}: refused as too fast (429)`, value: run.refused, unit: '', limit: { atMost: 0 } },
    { what: `${to}: time`, value: run.ms / 60_000, unit: 'min', limit: null },
    {
      what: `${to}: of ${PER_SECOND} requests a second`,
      value: shareOf(run),
      unit: '×',
      limit: backMs === NEAR_MS ? { atLeast: 0.98 } : null,
    },
  ]
}

async function measureFanOut(channels: number): Promise<readonly Figure[]> {
  await buildSimulation(CHILD, null, 'test/bench/scale/fan-out-child.ts')
  const far = await runFanOut(FEWER_CHANNELS, FAR_MS)
  const near = await runFanOut(channels, NEAR_MS)
  return [
    ...figuresOf(FEWER_CHANNELS, FAR_MS, far),
    ...figuresOf(channels, NEAR_MS, near),
    {
      what: 'heap after all messages beyond that after half of them',
      value: (near.heap.late - near.heap.early) / MB,
      unit: 'MB',
      limit: { atMost: 8 },
    },
  ]
}

export const scale: Bench = {
  async measure(_runChild, args) {
    const { values } = parseArgs({ args: [...args], options: { channels: { type: 'string' }, papers: { type: 'string' } } })
    const isWhole = values.channels === undefined && values.papers === undefined
    const channels = isWhole ? CHANNELS : Number(values.channels ?? 0)
    const papers = isWhole ? ARCHIVED_PAPERS : Number(values.papers ?? 0)
    return [...(channels > 0 ? await measureFanOut(channels) : []), ...(papers > 0 ? await measurePapers(papers) : [])]
  },
  child: (url = '', file = '') => runCopy(url, file),
}
