// The command line of the simulation: what it is asked, and what it says.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { buildSimulation } from './build.ts'
import { PLANTED } from './planted.ts'
import { type Failure, replay, runExhaustive, runRandom, type Tally } from './run/modes.ts'
import { createPool, type Pool } from './run/pool.ts'

const MINUTE = 60_000
const MAX_SHRINK_MS = 40_000
const MAX_PLANTED_MS = MINUTE
const SHOWN_VIOLATIONS = 5

interface Options {
  readonly schedules: string
  readonly seed: string
  readonly from: string
  readonly minutes?: string
  readonly exhaustive?: true
  readonly planted?: true | string
  readonly replay?: string
  readonly forgiving?: true
}

const bundleOf = (root: string, name: string) => join(root, 'dist/simulate', `${name.replaceAll(/[^a-z]+/gi, '-')}.js`)

function sayTally(what: string, { schedules, statements, requests, failures }: Tally, began: number): void {
  const seconds = ((Date.now() - began) / 1000).toFixed(0)
  console.log(
    `${what}: ${schedules} schedules, ${statements} statements, ${requests} requests in ${seconds} s; ${failures.length} failed`,
  )
}

function sayViolations(violations: Failure['result']['violations']): void {
  for (const { rule, text } of violations.slice(0, SHOWN_VIOLATIONS)) console.log(`  ${rule}: ${text}`)
  if (violations.length > SHOWN_VIOLATIONS) console.log(`  and ${violations.length - SHOWN_VIOLATIONS} more`)
}

/** The shortest schedule that still shows it, with the seed that replays the whole one. */
async function explain({ job, result }: Failure, pool: Pool): Promise<void> {
  if (job.kind !== 'seed') {
    console.log(`\nThe plain day fails where the process ends: ${JSON.stringify(job.kind === 'crash' ? job.crash : null)}`)
    sayViolations(result.violations)
    for (const line of result.history) console.log(`    ${line}`)
    return
  }
  console.log(`\nSeed ${job.seed} fails. To see it again: npm run simulate -- --replay ${job.seed}`)
  sayViolations(result.violations)
  const shrunk = await pool.run({ kind: 'shrink', seed: job.seed, maxMs: MAX_SHRINK_MS })
  console.log('What is left of it once all is left out that it does not need:')
  sayViolations(shrunk.violations)
  for (const line of shrunk.history) console.log(`    ${line}`)
}

/** A schedule that fails without the fault as well does not show it. */
async function findPlanted(
  aim: string | undefined,
  planted: Pool,
  clean: Pool,
  atOnce: number,
): Promise<{ found: Failure | null; schedules: number }> {
  const deadline = Date.now() + MAX_PLANTED_MS
  const prefix = aim === undefined ? '' : `${aim}+`
  let schedules = 0
  for (let round = 0; Date.now() < deadline; round++) {
    const tally = await runRandom(planted, atOnce, { seed: `${prefix}planted-${round}`, maxMs: deadline - Date.now() }, 1)
    schedules += tally.schedules
    for (const found of tally.failures) {
      const same = await clean.run(found.job)
      if (same.violations.length === 0) return { found, schedules }
    }
  }
  return { found: null, schedules }
}

async function runPlanted(root: string, atOnce: number, only: string | null): Promise<boolean> {
  const clean = bundleOf(root, 'child')
  await buildSimulation(clean)
  const cleanPool = createPool(clean, 1)
  let areAllFound = true
  for (const fault of PLANTED.filter(({ name }) => only === null || name.includes(only))) {
    const began = Date.now()
    const bundle = bundleOf(root, `planted ${fault.name}`)
    await buildSimulation(bundle, fault)
    const pool = createPool(bundle, atOnce)
    const { found, schedules } = await findPlanted(fault.aim, pool, cleanPool, atOnce)
    pool.close()
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    if (found === null) {
      areAllFound = false
      console.log(`NOT FOUND  ${fault.name}: ${schedules} schedules in ${seconds} s`)
      continue
    }
    const seed = found.job.kind === 'seed' ? found.job.seed : ''
    const [violation] = found.result.violations
    const what = `${violation?.rule}: ${violation?.text.split('\n')[0]}`
    console.log(`found  ${fault.name}: ${seconds} s, ${schedules} schedules, seed ${seed}: ${what}`)
  }
  cleanPool.close()
  return areAllFound
}

async function run(root: string, options: Options): Promise<boolean> {
  const atOnce = availableParallelism()
  if (options.planted !== undefined) return await runPlanted(root, atOnce, options.planted === true ? null : options.planted)
  const bundle = bundleOf(root, 'child')
  await buildSimulation(bundle)
  const pool = createPool(bundle, atOnce)
  try {
    const began = Date.now()
    if (options.replay !== undefined) {
      const result = await replay(pool, options.replay)
      if (result.violations.length === 0) console.log(`Seed ${options.replay} is fine.`)
      else await explain({ job: { kind: 'seed', seed: options.replay }, result }, pool)
      return result.violations.length === 0
    }
    const { seed, minutes } = options
    const wanted = minutes === undefined ? { count: Number(options.schedules) } : { maxMs: Number(minutes) * MINUTE }
    const tally = options.exhaustive
      ? await runExhaustive(pool, atOnce)
      : await runRandom(pool, atOnce, { seed, from: Number(options.from), ...wanted })
    sayTally(options.exhaustive ? 'every place where it can end' : `seed ${seed}`, tally, began)
    for (const failure of tally.failures) await explain(failure, pool)
    if (options.forgiving && tally.failures.length > 0)
      console.log('\nThese seeds are new: a failure is to be looked at, and does not fail the run.')
    return tally.failures.length === 0 || options.forgiving === true
  } finally {
    pool.close()
  }
}

const command = new Command('simulate')
  .description('Runs the whole bot but for its sockets in virtual time, against a model of Discord and the people around it.')
  .option('--schedules <n>', 'how many', '300')
  .option('--seed <seed>', 'the seeds are called <seed>-0, <seed>-1 and so on', String(Date.now() % 1_000_000))
  .option('--from <n>', 'the number of the first one, to run a part of them', '0')
  .option('--minutes <n>', 'as many as there is time for, in place of a number')
  .option('--exhaustive', 'a plain day, and an end of the process before and after every statement and request')
  .option('--planted [name]', 'plants faults into the bot, and finds each of them')
  .option('--replay <seed>', 'one schedule again, with what is left of it once it is made shorter')
  .option('--forgiving', 'a failure is printed and does not fail the run')
  .parse()

process.exitCode = (await run(process.cwd(), command.opts<Options>())) ? 0 : 1
