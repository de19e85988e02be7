// `npm run eval`: search quality, time, memory and size of Paperboy and of what people would otherwise take, in one run.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, measureChecks, otherChecks, qualityChecks, speedChecks } from './checks.ts'
import { runChild } from './children.ts'
import { COMMON, commonWordQueries } from './common-words.ts'
import { CORPUS, type CorpusPaper, corpusExists, half, readCorpus } from './corpus.ts'
import { writeDocument } from './document.ts'
import { engineKey, hashAsked } from './engine-key.ts'
import { createEngine } from './engines/index.ts'
import { openInputs } from './inputs.ts'
import { measureOthers, measurePaperboy } from './measures.ts'
import { HELP, type Options, readOptions } from './options.ts'
import type { OtherAnswers } from './other-answers/other-answers.ts'
import { prepareInputs } from './prepare-inputs.ts'
import byHand from './queries-by-hand.json' with { type: 'json' }
import { makeQueries, type Query } from './query-sets.ts'
import { checkTable, costTable, handTable, machineLine, plain, qualityTable } from './report.ts'
import type { EngineResult } from './results.ts'
import type { Answers, Built, EngineMessage, QueryFile } from './run-engine.ts'
import { createWordIndex } from './word-index.ts'

const CACHE = '.cache/eval'
const RUN_ENGINE = 'dist/eval/run-engine.js'
const BY_HAND = 'by hand'
const AS_DRAWN = 'as drawn'

const say = (text: string) => process.stdout.write(`${text}\n`)

function queriesOf(papers: readonly CorpusPaper[], options: Options): QueryFile {
  const other = options.half === 'figures' ? 'tuning' : 'figures'
  const index = createWordIndex(papers)
  const { queries, asDrawn } = makeQueries(index, half(papers, options.half), options)
  const warmup = makeQueries(index, half(papers, other), { perSet: 10, sets: options.sets }).queries
  const typed = byHand.map(([text = '', ...answers]): Query => ({ set: BY_HAND, text, answers }))
  return {
    warmup: warmup.map(({ text }) => text),
    queries: [...queries, ...typed, ...commonWordQueries(papers)],
    // For the document alone: to tune by, they would double the time.
    drawn: options.half === 'tuning' ? [] : asDrawn.map((query) => ({ ...query, set: `${AS_DRAWN}: ${query.set}` })),
  }
}

async function runEngine(
  id: string,
  inputs: string,
  key: string,
  { again, built: isBuilt }: Options,
): Promise<EngineResult | null> {
  const engine = createEngine(id)
  const kept = join(inputs, `${id}-${key}.json`)
  if (!again && id !== 'paperboy' && existsSync(kept)) return { ...JSON.parse(readFileSync(kept, 'utf8')), reused: true }
  const folder = join(inputs, id)
  if (!isBuilt) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const done = engine.onDisk ? await inTwo(id, inputs, folder, isBuilt) : await inOne(id, inputs, folder, engine.maxMinutes)
  if (!done) return null
  const { built, answers } = done
  const { asked, ...costs } = answers
  const special = new Set([BY_HAND, COMMON])
  const result: EngineResult = {
    id,
    name: engine.name,
    how: engine.how,
    onDisk: engine.onDisk,
    asked: asked.filter(({ query }) => !special.has(query.set) && !query.set.startsWith(AS_DRAWN)),
    byHand: asked.filter(({ query }) => query.set === BY_HAND),
    common: asked.filter(({ query }) => query.set === COMMON),
    asDrawn: asked
      .filter(({ query }) => query.set.startsWith(AS_DRAWN))
      .map((one) => ({ ...one, query: { ...one.query, set: one.query.set.slice(AS_DRAWN.length + 2) } })),
    ...costs,
    buildSeconds: built.buildSeconds,
    reused: false,
  }
  writeFileSync(kept, JSON.stringify(result))
  return result
}

const NOT_BUILT: Built = { buildSeconds: 0, peakMb: 0 }

async function inTwo(id: string, inputs: string, folder: string, isBuilt: boolean): Promise<{ built: Built; answers: Answers }> {
  const { built } = isBuilt ? { built: NOT_BUILT } : await runChild<EngineMessage>(RUN_ENGINE, [id, 'build', inputs, folder])
  const { answers } = await runChild<EngineMessage>(RUN_ENGINE, [id, 'ask', inputs, folder])
  if (!built || !answers) throw new Error(`${id} gave no result`)
  return { built, answers }
}

async function inOne(
  id: string,
  inputs: string,
  folder: string,
  maxMinutes?: number,
): Promise<{ built: Built; answers: Answers } | null> {
  const message = await runChild<EngineMessage>(RUN_ENGINE, [id, 'both', inputs, folder], maxMinutes)
  if (!message) return null
  const { built, answers } = message
  if (!built || !answers) throw new Error(`${id} gave no result`)
  return { built, answers }
}

function printMisses(result: EngineResult): void {
  say('\nNot first (rank, set, query, the paper it was drawn from)')
  for (const { query, rank } of [...result.asked, ...result.byHand].filter(({ rank }) => rank !== 1))
    say(`${rank ?? '–'}\t${query.set}\t${query.text}\t${query.answers.join(' ')}`)
}

function report(results: readonly EngineResult[], checks: readonly Check[], sets: readonly string[], isReal: boolean): void {
  const drawn = results
    .filter(({ id }) => id === 'paperboy')
    .map((result) => ({ ...result, name: 'Paperboy', asked: result.asDrawn }))
  const ofQuality = [
    ['Generated queries', qualityTable(results, sets)],
    ...(drawn.some(({ asked }) => asked.length > 0)
      ? [['The same as first drawn, where other papers may fit as well', qualityTable(drawn, sets, false)] as const]
      : []),
    ['Typed by hand', handTable(results)],
  ] as const
  const tables = [
    ...(isReal ? ofQuality : []),
    ['Time, size and memory', costTable(results)],
    ['Targets', checkTable(checks)],
  ] as const
  for (const [title, markdown] of tables) say(`\n${title}\n${plain(markdown)}`)
}

function reportOthers(others: OtherAnswers, { misses }: Options): void {
  say(plain(checkTable(otherChecks(others))))
  if (misses) for (const [name, share] of Object.entries(others)) for (const miss of share.misses) say(`${name}\t${miss}`)
}

async function evaluate(options: Options, papers: readonly CorpusPaper[]): Promise<void> {
  const inputs = join(CACHE, String(options.papers))
  say(`${machineLine()}; ${options.papers} papers; queries from the ${options.half} half`)
  if (!options.built) await prepareInputs(inputs, options.papers, papers.length)
  const file = queriesOf(papers, options)
  writeFileSync(join(inputs, 'queries.json'), JSON.stringify(file))
  if (options.others) return reportOthers(await measureOthers(inputs, say), options)
  const asked = await hashAsked({ rows: openInputs(inputs).rows(), queries: file.queries })
  const run = async (id: string): Promise<EngineResult[]> => {
    say(`… ${id}`)
    const result = await runEngine(id, inputs, engineKey(id, asked), options)
    if (!result) say(`  ${id} is left out: no answer within its ten minutes`)
    return result ? [result] : []
  }
  const ran = new Map<string, EngineResult[]>()
  // Paperboy, whose times count, alone; the others, which need long, two at a time.
  const waiting = options.engines.filter((id) => id !== 'paperboy')
  const runWaiting = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) ran.set(id, await run(id))
  }
  if (options.engines.includes('paperboy')) ran.set('paperboy', await run('paperboy'))
  await Promise.all([runWaiting(), runWaiting()])
  const results = options.engines.flatMap((id) => ran.get(id) ?? [])
  const paperboy = results.find(({ id }) => id === 'paperboy')
  const others = results.filter(({ id }) => id !== 'paperboy')
  const sets = options.sets.map(({ name }) => name)
  const isReal = options.papers <= papers.length
  const measures = options.measures && paperboy ? await measurePaperboy(inputs, isReal, say) : null
  const checks = [
    ...(paperboy && isReal ? qualityChecks(paperboy, others, sets) : []),
    ...(paperboy ? speedChecks(paperboy, others) : []),
    ...(measures ? measureChecks(measures, options.papers) : []),
    ...(measures?.others ? otherChecks(measures.others) : []),
  ]
  report(results, checks, sets, isReal)
  if (options.misses && paperboy) printMisses(paperboy)
  if (options.writes) writeDocument({ papers: options.papers, isReal, results, checks })
}

if (!corpusExists()) say(`npm run eval: nothing measured, the papers (${CORPUS}) are not beside this repository.`)
else {
  const papers = readCorpus()
  const options = readOptions(process.argv.slice(2), papers.length)
  if (options) await evaluate(options, papers)
  else say(HELP)
}
