// Makes a schedule that shows a fault shorter, as long as it shows a fault of the same rule.
import type { Violation } from '../judge/judge.ts'
import { realNow } from '../kernel/real-timers.ts'
import type { Script } from '../world/script.ts'
import type { Run } from '../world/world.ts'

type Outcome = { readonly run: Run; readonly violations: readonly Violation[] }

export interface Shrunk extends Outcome {
  readonly history: readonly string[]
}

/** Without some of the entries: halves first, then ever smaller pieces. */
function* without<T>(entries: readonly T[]): Generator<readonly T[]> {
  for (let size = Math.ceil(entries.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < entries.length; start += size) yield [...entries.slice(0, start), ...entries.slice(start + size)]
}

export async function shrink(script: Script, run: (script: Script) => Promise<Outcome>, maxMs: number): Promise<Shrunk> {
  const deadline = realNow() + maxMs
  let best = script
  let outcome = await run(script)
  const [rule] = outcome.violations.map((violation) => violation.rule)

  async function attempt(candidate: Script): Promise<boolean> {
    if (realNow() > deadline) return false
    const tried = await run(candidate)
    if (!tried.violations.some((violation) => violation.rule === rule)) return false
    best = candidate
    outcome = tried
    return true
  }

  if (rule !== undefined) {
    // What went wrong in the network becomes a list, of which entries can be left out.
    await attempt({ ...best, faults: [...outcome.run.network.struck()] })
    for (let shorter = true; shorter && realNow() < deadline; ) {
      shorter = false
      for (const events of without(best.events))
        if (await attempt({ ...best, events })) {
          shorter = true
          break
        }
      for (const faults of without(best.faults ?? []))
        if (await attempt({ ...best, faults })) {
          shorter = true
          break
        }
    }
    await attempt({ ...best, inOrder: true })
  }
  return { ...outcome, history: outcome.run.history.lines() }
}
