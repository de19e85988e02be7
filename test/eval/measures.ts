// Paperboy's archive against its own database: what search costs above the plainest query over the
// same rows.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './children.ts'
import { archivePath } from './engines/paperboy.ts'
import type { OtherAnswers } from './other-answers/other-answers.ts'
import { prepareInputs } from './prepare-inputs.ts'
import { type Latency, middle } from './score.ts'

export interface Paired {
  readonly paperboy: Latency
  readonly other: Latency
}

export interface Measures {
  readonly plainOr: { readonly all: Paired; readonly common: Paired }
  readonly suggest: Paired
  /** Null where papers are repeated: nothing is right alone then. */
  readonly others: OtherAnswers | null
  readonly cold: { readonly searchMs: number; readonly rowMs: number }
  readonly memory: { readonly fullMb: number; readonly smallMb: number }
  readonly learned: { readonly mb: number; readonly terms: number }
  readonly ingest: { readonly perSecond: number; readonly unindexedPerSecond: number; readonly plainPerSecond: number }
}

const SCRIPT = 'dist/eval/run-measure.js'
const SMALL = 100
const COLD_STARTS = 9

/** `inputs` holds the archive that the comparison has just built. */
export async function measurePaperboy(inputs: string, isReal: boolean, say: (text: string) => void): Promise<Measures> {
  const measure = <Result>(what: string, ...more: string[]) => {
    say(`… ${what}`)
    return runChild<Result>(SCRIPT, [what, inputs, ...more])
  }
  const small = join(inputs, 'small')
  rmSync(small, { recursive: true, force: true })
  mkdirSync(small, { recursive: true })
  await prepareInputs(small, SMALL, SMALL)
  await runChild(SCRIPT, ['build', small])
  return {
    plainOr: await measure('plain-or'),
    suggest: await measure('suggest'),
    others: isReal ? await measureOthers(inputs, say) : null,
    cold: await coldStarts(inputs),
    memory: {
      fullMb: (await measure<{ mb: number }>('memory')).mb,
      smallMb: (await runChild<{ mb: number }>(SCRIPT, ['memory', small, inputs])).mb,
    },
    learned: await measure('learned'),
    ingest: await measure('ingest'),
  }
}

export function measureOthers(inputs: string, say: (text: string) => void): Promise<OtherAnswers> {
  say('… others')
  return runChild<OtherAnswers>(SCRIPT, ['others', inputs])
}

/** In turns; the middle of each. */
async function coldStarts(inputs: string): Promise<Measures['cold']> {
  const [search, row]: [number[], number[]] = [[], []]
  for (let start = 0; start < COLD_STARTS; start++) {
    search.push((await runChild<{ ms: number }>('dist/eval/cold-search.js', [inputs])).ms)
    row.push((await runChild<{ ms: number }>('dist/eval/cold-row.js', [archivePath(inputs)])).ms)
  }
  return { searchMs: middle(search), rowMs: middle(row) }
}
