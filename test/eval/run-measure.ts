// One measurement in a process of its own; see measures.ts.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { Digest } from '../../src/digest/digest.ts'
import { createTranslator, MAX_KEPT } from '../../src/search/ranking/translate.ts'
import { createReadableIndex } from '../../src/search/sqlite/search-index.ts'
import { COMMON } from './common-words.ts'
import { readCorpus } from './corpus.ts'
import { archivePath, indexPath, openPaperboy, storeAll } from './engines/paperboy.ts'
import { queryTerms } from './engines/terms.ts'
import { openInputs } from './inputs.ts'
import type { Measures, Paired } from './measures.ts'
import { type OtherAnswers, otherAnswers } from './other-answers/other-answers.ts'
import { openPlainDatabase, openUnindexedArchive, rowsOf } from './plain-rows.ts'
import type { QueryFile } from './run-engine.ts'
import { latency } from './score.ts'
import { typedSoFar } from './typing.ts'
import { chineseTerms, isTelling, latinWords } from './words.ts'

const LIMIT = 10
const SUGGESTIONS = 25
const DIGESTS_A_TURN = 1_000

const readQueries = (inputs: string): QueryFile => JSON.parse(readFileSync(join(inputs, 'queries.json'), 'utf8'))
const openFile = (path: string) => new DatabaseSync(path, { readOnly: true })

async function timed(act: () => unknown): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/**
 * Takes turns at going first, so that neither always finds the pages that the other has just read.
 */
async function paired<Case>(
  cases: readonly Case[],
  ours: (one: Case) => unknown,
  other: (one: Case) => unknown,
): Promise<Paired> {
  const times: { ours: number; other: number }[] = []
  for (const [turn, one] of cases.entries()) {
    const first = await timed(() => (turn % 2 === 0 ? ours : other)(one))
    const second = await timed(() => (turn % 2 === 0 ? other : ours)(one))
    times.push(turn % 2 === 0 ? { ours: first, other: second } : { ours: second, other: first })
  }
  return { paperboy: latency(times.map((time) => time.ours)), other: latency(times.map((time) => time.other)) }
}

async function plainOr(inputs: string): Promise<{ all: Paired; common: Paired }> {
  const { warmup, queries } = readQueries(inputs)
  const { archive, close } = await openPaperboy(inputs)
  const database = openFile(indexPath(inputs))
  const select = database.prepare(`select rowid from search_terms where search_terms match ? order by rank limit ${LIMIT}`)
  const any = (text: string) => {
    const terms = [...new Set(queryTerms(text))].map((term) => `"${term.replaceAll('"', '""')}"`)
    if (terms.length > 0) select.all(terms.join(' OR '))
  }
  const ours = (text: string) => archive.search(text, { limit: LIMIT })
  await paired(warmup, ours, any)
  const texts = (isCommon: boolean) => queries.filter(({ set }) => (set === COMMON) === isCommon).map(({ text }) => text)
  const result = { all: await paired(texts(false), ours, any), common: await paired(texts(true), ours, any) }
  database.close()
  await close()
  return result
}

async function suggest(inputs: string): Promise<Paired> {
  const { archive, close } = await openPaperboy(inputs)
  const database = openFile(archivePath(inputs))
  const select = database.prepare(
    `select id, title_en, title_zh from papers where title_en like ? escape '\\' or title_zh like ? escape '\\' limit ${SUGGESTIONS}`,
  )
  const scan = (typed: string) => {
    const pattern = `%${typed.replace(/[%_\\]/g, '\\$&')}%`
    select.all(pattern, pattern)
  }
  const rows = []
  for await (const row of openInputs(inputs).rows()) rows.push(row)
  const cases = typedSoFar(rows)
  const ours = (typed: string) => archive.suggest(typed, { limit: SUGGESTIONS })
  await paired(cases.slice(0, 50), ours, scan)
  const result = await paired(cases, ours, scan)
  database.close()
  await close()
  return result
}

async function memory(inputs: string, queriesOf = inputs): Promise<{ mb: number }> {
  const { archive, close } = await openPaperboy(inputs)
  for (const { text } of readQueries(queriesOf).queries) await archive.search(text)
  globalThis.gc?.()
  const mb = process.memoryUsage.rss() / 2 ** 20
  await close()
  return { mb }
}

/** Of translations, as many as are kept. */
async function learned(inputs: string): Promise<Measures['learned']> {
  const { reader, close } = await openPaperboy(inputs)
  const index = createReadableIndex(reader)
  const heap = () => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }
  const terms = new Set<string>()
  for (const { title, abstractZh } of readCorpus()) {
    for (const term of [...latinWords(title).filter(isTelling), ...chineseTerms(abstractZh)]) terms.add(term)
    if (terms.size >= MAX_KEPT) break
  }
  const asked = [...terms].slice(0, MAX_KEPT - 1)
  const before = heap()
  const translator = createTranslator(index)
  for (const term of asked) translator.translate(term)
  const mb = (heap() - before) / 2 ** 20
  // Asked after the measurement, so that what was learned is still held.
  translator.translate(asked[0] ?? '')
  await close()
  return { mb, terms: asked.length }
}

/**
 * The databases are written in turns, so many digests each, so that all see the same moments of the
 * machine.
 */
async function ingest(inputs: string): Promise<Measures['ingest']> {
  const folder = join(inputs, 'ingest')
  rmSync(folder, { recursive: true, force: true })
  const paperboy = await openPaperboy(folder)
  const plain = await openPlainDatabase(join(folder, 'plain.db'))
  const unindexed = await openUnindexedArchive(join(folder, 'unindexed.db'))
  const times = { papers: 0, ours: 0, unindexed: 0, plain: 0 }
  const turn = async (digests: readonly Digest[]) => {
    let ids: readonly number[] = []
    times.ours += await timed(async () => {
      ids = await storeAll(paperboy.archive, digests)
    })
    times.unindexed += await timed(() => unindexed.store(digests))
    const rows = ids.map((id) => rowsOf(paperboy.reader, id))
    times.plain += await timed(() => rows.forEach(plain.write))
    times.papers += digests.reduce((sum, digest) => sum + digest.papers.length, 0)
  }
  const waiting = []
  for await (const digest of openInputs(inputs).digests()) {
    waiting.push(digest)
    if (waiting.length === DIGESTS_A_TURN) await turn(waiting.splice(0))
  }
  await turn(waiting)
  await paperboy.close()
  await unindexed.close()
  await plain.close()
  rmSync(folder, { recursive: true, force: true })
  const perSecond = (ms: number) => (times.papers * 1000) / ms
  return {
    perSecond: perSecond(times.ours),
    unindexedPerSecond: perSecond(times.unindexed),
    plainPerSecond: perSecond(times.plain),
  }
}

async function build(inputs: string): Promise<true> {
  const { archive, close } = await openPaperboy(inputs)
  await storeAll(archive, openInputs(inputs).digests())
  await close()
  return true
}

async function others(inputs: string): Promise<OtherAnswers> {
  const { archive, close } = await openPaperboy(inputs)
  const rows = []
  for await (const row of openInputs(inputs).rows()) rows.push(row)
  const authors = readCorpus().flatMap((paper) => paper.authors)
  const result = await otherAnswers(archive, rows, readQueries(inputs).queries, [...new Set(authors)])
  await close()
  return result
}

const MEASUREMENTS: Readonly<Record<string, (inputs: string, more?: string) => unknown>> = {
  'plain-or': plainOr,
  others,
  suggest,
  memory,
  learned,
  ingest,
  build,
}

const [what = '', inputs = '', more] = process.argv.slice(2)
const measurement = MEASUREMENTS[what]
if (!measurement) throw new Error(`there is no measurement "${what}"`)
process.send?.(await measurement(inputs, more), undefined, undefined, () => process.disconnect())
