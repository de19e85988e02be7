// One engine in a process of its own: builds its index, or answers the queries. The result goes to
// the parent as a message.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Asking, Engine } from './engines/engine.ts'
import { createEngine } from './engines/index.ts'
import { openInputs } from './inputs.ts'
import type { Query } from './query-sets.ts'
import { createRandom } from './random.ts'
import { type Asked, rankOf } from './score.ts'

export interface QueryFile {
  /** Asked before the clock starts, so that every engine is warm. */
  readonly warmup: readonly string[]
  readonly queries: readonly Query[]
  /**
   * Asked of Paperboy alone: the others would need minutes more for a comparison that nobody makes.
   */
  readonly drawn: readonly Query[]
}

export interface Built {
  readonly buildSeconds: number
  readonly peakMb: number
}

export interface Answers {
  readonly asked: readonly Asked[]
  readonly openMs: number
  readonly memoryMb: number
  readonly bytes: number | null
}

export type EngineMessage = { readonly built: Built | null; readonly answers: Answers | null }

const MB = 2 ** 20

async function build(engine: Engine, inputs: string, folder: string): Promise<Built> {
  const start = performance.now()
  await engine.build(openInputs(inputs), folder)
  return { buildSeconds: (performance.now() - start) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 }
}

async function answer(engine: Engine, inputs: string, folder: string): Promise<Answers> {
  const { warmup, queries, drawn }: QueryFile = JSON.parse(readFileSync(join(inputs, 'queries.json'), 'utf8'))
  const start = performance.now()
  const asking = await engine.open(folder)
  const openMs = performance.now() - start
  for (const text of warmup) await asking.search(text)
  const asked = await ask(asking, name === 'paperboy' ? [...queries, ...drawn] : sampleOf(queries, engine.perSet))
  globalThis.gc?.()
  const memoryMb = process.memoryUsage.rss() / MB
  const bytes = await asking.bytes().catch(() => null)
  await asking.close()
  return { asked, openMs, memoryMb, bytes }
}

function sampleOf(queries: readonly Query[], perSet = Number.POSITIVE_INFINITY): readonly Query[] {
  const counts = new Map<string, number>()
  return queries.filter(({ set }) => {
    const count = (counts.get(set) ?? 0) + 1
    counts.set(set, count)
    return count <= perSet
  })
}

/** In a mixed order, so that a slow moment of the machine does not fall on one set. */
async function ask(asking: Asking, queries: readonly Query[]): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const query of createRandom('order').shuffle(queries)) {
    const start = performance.now()
    const found = await asking.search(query.text, query.today)
    const ms = performance.now() - start
    asked.push({ query, rank: rankOf(query, found), ms })
  }
  return asked
}

const [name = '', phase = '', inputs = '', folder = ''] = process.argv.slice(2)
const engine = createEngine(name)
const built = phase === 'ask' ? null : await build(engine, inputs, folder)
const answers = phase === 'build' ? null : await answer(engine, inputs, folder)
process.send?.({ built, answers } satisfies EngineMessage, undefined, undefined, () => process.disconnect())
