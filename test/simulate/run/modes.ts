// What can be asked of the simulation: seeds, the plain day with an end of the process everywhere,
// and whether planted faults are found.
import type { CrashPoint } from '../world/process.ts'
import type { Job, Result } from './child.ts'
import type { Pool } from './pool.ts'

export interface Failure {
  readonly job: Job
  readonly result: Result
}

export interface Tally {
  readonly schedules: number
  readonly statements: number
  readonly requests: number
  readonly failures: readonly Failure[]
}

const MAX_FAILURES = 5

/** As many jobs at once as the pool has processes; ends early after some failures. */
async function runAll(jobs: Iterator<Job>, pool: Pool, atOnce: number, maxFailures = MAX_FAILURES): Promise<Tally> {
  const failures: Failure[] = []
  let [schedules, statements, requests] = [0, 0, 0]
  const runner = async () => {
    for (let next = jobs.next(); !next.done && failures.length < maxFailures; next = jobs.next()) {
      const result = await pool.run(next.value)
      schedules += 1
      statements += result.statements
      requests += result.requests
      if (result.violations.length > 0) failures.push({ job: next.value, result })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, runner))
  return { schedules, statements, requests, failures }
}

/** Which schedules: seeds are called `S-0`, `S-1` and so on, and each of them replays its schedule. */
export interface Seeds {
  readonly seed: string
  /** The number of the first one. */
  readonly from?: number
  readonly count?: number
  /** None begins after so long. */
  readonly maxMs?: number
}

function* jobsOf({ seed, from = 0, count = Number.POSITIVE_INFINITY, maxMs = Number.POSITIVE_INFINITY }: Seeds): Generator<Job> {
  const deadline = Date.now() + maxMs
  for (let i = from; i < from + count && Date.now() < deadline; i++) yield { kind: 'seed', seed: `${seed}-${i}` }
}

export const runRandom = (pool: Pool, atOnce: number, seeds: Seeds, maxFailures = MAX_FAILURES) =>
  runAll(jobsOf(seeds), pool, atOnce, maxFailures)

export const replay = (pool: Pool, seed: string): Promise<Result> => pool.run({ kind: 'seed', seed })

/** The process ends before and after each statement and each request of the plain day. */
export async function runExhaustive(pool: Pool, atOnce: number): Promise<Tally> {
  const plain = await pool.run({ kind: 'crash', crash: null })
  function* everywhere(): Generator<Job> {
    if (plain.violations.length > 0) yield { kind: 'crash', crash: null }
    const places = [
      ['statement', plain.statements],
      ['request', plain.requests],
    ] as const
    for (const [what, count] of places)
      for (let number = 1; number <= count; number++)
        for (const when of ['before', 'after'] as const) {
          const crash: CrashPoint = { what, number, when }
          yield { kind: 'crash', crash }
        }
  }
  return await runAll(everywhere(), pool, atOnce)
}
