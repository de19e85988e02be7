// What an engine's figures depend on: its own source with the terms that it takes, its library, the
// papers as it gets them, and the queries. Whatever else changes, an earlier run still says the same.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Row } from './engines/engine.ts'
import type { Query } from './query-sets.ts'
import { machineLine } from './report.ts'

const ENGINES = 'test/eval/engines'
const TERMS = join(ENGINES, 'terms.ts')
/** How every engine is asked and what counts as an answer. */
const ASKING = ['test/eval/run-engine.ts', 'test/eval/score.ts']
const IMPORT = /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)'/gm

export interface Asked {
  readonly rows: AsyncIterable<Row>
  readonly queries: readonly Query[]
}

/** The same for every engine of a run. */
export async function hashAsked({ rows, queries }: Asked): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(queries))
  for await (const row of rows) hash.update(JSON.stringify(row))
  return hash.digest('hex')
}

/** `asked` is of `hashAsked`. Times belong to the machine that they were measured on. */
export function engineKey(id: string, asked: string): string {
  const hash = createHash('sha256').update(asked).update(machineLine())
  for (const source of sourcesOf(id)) hash.update(contentOf(source))
  return hash.digest('hex').slice(0, 12)
}

/** Files of the repository, and the names of packages. */
export function sourcesOf(id: string): string[] {
  const found = new Set<string>(ASKING)
  const [library = ''] = id.split('-')
  const follow = (file: string) => {
    if (found.has(file) || (file === TERMS && !id.endsWith('-terms'))) return
    found.add(file)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT))
      if (name.startsWith('.')) follow(join(dirname(file), name))
      else if (!name.startsWith('node:')) found.add(name)
  }
  follow(join(ENGINES, `${library}.ts`))
  return [...found].sort()
}

function contentOf(source: string): string {
  if (source.endsWith('.ts')) return readFileSync(source, 'utf8')
  const { name, version } = JSON.parse(readFileSync(join('node_modules', source, 'package.json'), 'utf8'))
  return `${name} ${version}`
}
