// An archive of very many papers on a server, and processes that follow it: filling a copy, its
// size, searches against those of a tenth of the papers, and how soon all have found a new digest.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { commonWordQueries } from '../../eval/common-words.ts'
import { CORPUS, type CorpusPaper, corpusExists, half, readCorpus } from '../../eval/corpus.ts'
import { makeQueries, type Query, SETS } from '../../eval/query-sets.ts'
import { latency } from '../../eval/score.ts'
import { createWordIndex } from '../../eval/word-index.ts'
import { findPostgres, startPostgres } from '../../support/postgres-server.ts'
import type { Figure } from '../bench.ts'
import { corpusNote } from '../papers.ts'
import { type CopyProcess, startCopy } from './copy-process.ts'
import { fillServer } from './fill-server.ts'

/** Searches are held against those of an archive of so many of the papers. */
const SHARE_COMPARED = 0.1
const PROCESSES = 3
const DIGESTS = 5
const QUERIES_A_SET = 30
const WARM_UP_A_SET = 5

const MAX_SEARCH_RATIO = 2
const MAX_BYTES_A_PAPER = 4_096
const MAX_MB = 400
const MAX_CATCH_UP_MS = 2_000
const MB = 1024 * 1024

interface Filled {
  readonly papers: number
  readonly url: string
  readonly file: string
  /** Of filling; none of a copy that an earlier run has filled. */
  readonly figures: readonly Figure[]
}

/**
 * Filling takes minutes: BENCH_SCALE is a folder in which servers and copies are kept for the next
 * run.
 */
export async function measurePapers(papers: number): Promise<readonly Figure[]> {
  const programs = findPostgres()
  if (programs === null) {
    process.stdout.write('skipped: an archive of many papers, for there is no PostgreSQL here\n')
    return []
  }
  const kept = process.env.BENCH_SCALE ?? null
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'paperboy-bench-scale-'))
  const server = await startPostgres(programs, kept && join(kept, 'server'))
  const fill = async (count: number): Promise<Filled> => {
    const name = `papers_${count}`
    if (server.run(`select 1 from pg_database where datname = '${name}'`) === '') server.run(`create database ${name}`)
    const url = server.urlOf(name)
    await fillServer(url, count)
    return await fillCopy(count, url, join(folder, `copy-${count}`, 'paperboy.copy.sqlite'))
  }
  try {
    const few = await fill(Math.round(papers * SHARE_COMPARED))
    const many = await fill(papers)
    return [
      { what: `papers (${corpusNote()})`, value: papers, unit: '', limit: null },
      ...many.figures,
      { what: 'index and copy', value: bytesOf(many.file) / papers, unit: 'bytes a paper', limit: { atMost: MAX_BYTES_A_PAPER } },
      ...(corpusExists() ? await measureSearches(few, many) : skipSearches()),
      ...(await measureCatchUp(many)),
    ]
  } finally {
    await server.close()
    if (kept === null) rmSync(folder, { recursive: true, force: true })
  }
}

function skipSearches(): readonly Figure[] {
  process.stdout.write(`skipped: searches, whose queries are made from ${CORPUS}\n`)
  return []
}

/** What it took to fill a copy from nothing, kept next to it. */
const filling = z.object({ minutes: z.number(), processorMs: z.number(), peak: z.number() })

async function fillCopy(papers: number, url: string, file: string): Promise<Filled> {
  const isNew = !existsSync(file)
  const notes = join(dirname(file), 'filling.json')
  mkdirSync(dirname(file), { recursive: true })
  const began = performance.now()
  const copy = await startCopy(url, file)
  const { peak, processorMs } = await copy.ask({ kind: 'fill' })
  const minutes = (performance.now() - began) / 60_000
  await copy.close()
  if (isNew) writeFileSync(notes, JSON.stringify({ minutes, processorMs, peak }))
  const known = existsSync(notes) ? filling.parse(JSON.parse(readFileSync(notes, 'utf8'))) : null
  return { papers, url, file, figures: known === null ? [] : figuresOfFilling(known, isNew) }
}

function figuresOfFilling({ minutes, processorMs, peak }: z.infer<typeof filling>, isNew: boolean): readonly Figure[] {
  const when = isNew ? '' : ', in an earlier run'
  return [
    { what: `filling a new copy${when}`, value: minutes, unit: 'min', limit: null },
    { what: '  processor time', value: processorMs / 60_000, unit: 'min', limit: null },
    { what: '  most memory of the process', value: peak / MB, unit: 'MB', limit: { atMost: MAX_MB } },
  ]
}

/** The copy's files: its index is next to it. */
const filesOf = (file: string) =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file)))
    .map((name) => join(dirname(file), name))

/** Without the logs, which are as large as what was written last. */
const bytesOf = (file: string) => [file, `${file}.index`].reduce((sum, path) => sum + statSync(path).size, 0)

/** Each query to both, in turns, so that what else the machine does concerns both. */
async function measureSearches(few: Filled, many: Filled): Promise<readonly Figure[]> {
  const { queries, warmUp } = queriesOf(readCorpus())
  const copies = [await startCopy(few.url, few.file), await startCopy(many.url, many.file)] as const
  for (const query of warmUp) for (const copy of copies) await searchIn(copy, query)
  const times = new Map(copies.map((copy) => [copy, [] as { readonly set: string; readonly ms: number }[]]))
  for (const [turn, query] of queries.entries())
    for (const copy of turn % 2 === 0 ? copies : copies.toReversed())
      times.get(copy)?.push({ set: query.set, ms: await searchIn(copy, query) })
  const peak = Math.max(...(await Promise.all(copies.map((copy) => copy.ask({ kind: 'fill' })))).map((done) => done.peak))
  for (const copy of copies) await copy.close()
  const [fewTimes = [], manyTimes = []] = copies.map((copy) => times.get(copy))
  const p95 = (of: readonly { readonly ms: number }[]) => latency(of.map(({ ms }) => ms)).p95
  const slowest = [...new Set(queries.map(({ set }) => set))]
    .map((set) => ({ set, ms: p95(manyTimes.filter((time) => time.set === set)) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST_SHOWN)
  return [
    { what: `search p95 at ${few.papers} papers`, value: p95(fewTimes), unit: 'ms', limit: null },
    { what: `search p95 at ${many.papers} papers`, value: p95(manyTimes), unit: 'ms', limit: null },
    { what: '  against that', value: p95(manyTimes) / p95(fewTimes), unit: '×', limit: { atMost: MAX_SEARCH_RATIO } },
    ...slowest.map(({ set, ms }): Figure => ({ what: `  ${set}`, value: ms, unit: 'ms', limit: null })),
    { what: 'most memory of a process that searches', value: peak / MB, unit: 'MB', limit: { atMost: MAX_MB } },
  ]
}

const SLOWEST_SHOWN = 5

const searchIn = async (copy: CopyProcess, { text, today }: Query) => (await copy.ask({ kind: 'search', query: text, today })).ms

function queriesOf(papers: readonly CorpusPaper[]) {
  const index = createWordIndex(papers)
  const draw = (which: 'figures' | 'tuning', perSet: number) =>
    makeQueries(index, half(papers, which), { perSet, sets: SETS }).queries
  return {
    queries: [...draw('figures', QUERIES_A_SET), ...commonWordQueries(papers).slice(0, QUERIES_A_SET)],
    warmUp: draw('tuning', WARM_UP_A_SET),
  }
}

/** One of the processes stores digests; all of them search for each until it is found. */
async function measureCatchUp({ url, file }: Filled): Promise<readonly Figure[]> {
  const folders = Array.from({ length: PROCESSES - 1 }, () => mkdtempSync(join(dirname(dirname(file)), 'copy-')))
  try {
    for (const folder of folders) for (const path of filesOf(file)) copyFileSync(path, join(folder, basename(path)))
    const files = [file, ...folders.map((folder) => join(folder, basename(file)))]
    const copies = await Promise.all(files.map((path) => startCopy(url, path)))
    await Promise.all(copies.map((copy) => copy.ask({ kind: 'fill' })))
    const waits: number[] = []
    for (let n = 0; n < DIGESTS; n++) waits.push(await untilAllFind(copies))
    await Promise.all(copies.map((copy) => copy.close()))
    return [
      {
        what: `a digest stored by one of ${PROCESSES} processes and found by all, longest of ${DIGESTS}`,
        value: Math.max(...waits),
        unit: 'ms',
        limit: { atMost: MAX_CATCH_UP_MS },
      },
    ]
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

async function untilAllFind([first, ...others]: readonly CopyProcess[]): Promise<number> {
  if (first === undefined) throw new Error('no process')
  const mark = `marked${Date.now()}`
  await first.ask({ kind: 'prepare', mark, date: new Date().toISOString().slice(0, 10) })
  const began = Date.now()
  const finding = others.map((copy) => copy.ask({ kind: 'await', mark }))
  await first.ask({ kind: 'store' })
  const found = await Promise.all([first.ask({ kind: 'await', mark }), ...finding])
  return Math.max(...found.map(({ at }) => at)) - began
}
