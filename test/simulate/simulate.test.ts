// The simulation itself: it finds nothing wrong with the bot, is the same for the same seed, and can
// fail.
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSimulation } from './build.ts'
import { PLANTED, type PlantedFault } from './planted.ts'
import { replay, runRandom } from './run/modes.ts'
import { createPool, type Pool } from './run/pool.ts'

const MINUTE = 60_000
/** Inside the project, for what is not bundled is found from there. */
let folder = ''
let clean: Pool

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), 'dist/simulate-test-'))
  const bundle = join(folder, 'child.js')
  await buildSimulation(bundle)
  clean = createPool(bundle, availableParallelism())
}, MINUTE)

afterAll(() => {
  clean.close()
  rmSync(folder, { recursive: true, force: true })
})

it(
  'some schedules of chance leave every channel with what it is owed',
  async () => {
    const tally = await runRandom(clean, availableParallelism(), { seed: 'test', count: 300, maxMs: MINUTE })
    expect(tally.failures.map(({ job, result }) => [job, result.violations])).toEqual([])
    expect(tally.requests).toBeGreaterThan(1_000)
  },
  2 * MINUTE,
)

it('a seed makes the same schedule again', async () => {
  const [first, second] = [await replay(clean, 'test-3'), await replay(clean, 'test-3')]
  expect(second).toEqual(first)
  expect(first.statements).toBeGreaterThan(100)
})

it.each(['no mark', 'papers that came are not remembered', 'an empty bucket is not noticed'])(
  'a fault that is planted is found: %s',
  async (name) => {
    const fault = PLANTED.find((one) => one.name === name)
    const bundle = join(folder, `${name.replaceAll(' ', '-')}.js`)
    await buildSimulation(bundle, fault ?? null)
    const pool = createPool(bundle, availableParallelism())
    const { failures } = await runRandom(pool, availableParallelism(), { seed: 'test', count: 60, maxMs: MINUTE }, 1)
    pool.close()
    expect(failures.length).toBeGreaterThan(0)
  },
  2 * MINUTE,
)

it('a planted fault whose text is not in the source any more is named', async () => {
  const fault: PlantedFault = {
    name: 'made up',
    changes: [{ file: 'src/delivery/wait.ts', from: 'no such text', to: '' }],
  }
  await expect(buildSimulation(join(folder, 'made-up.js'), fault)).rejects.toThrow('The planted fault "made up" looks for a text')
})
