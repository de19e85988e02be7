// Where the build has put the threads: beside the program. Run from its sources, the bot has none
// and does their work itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../package-root.ts'

type ThreadName = 'answering' | 'indexing' | 'making' | 'drawing'

/** Empty where one of them is missing. */
export function builtThreads<Name extends ThreadName>(...names: readonly Name[]): { readonly threads?: Record<Name, URL> } {
  const paths = names.map((name) => [name, join(packageRoot(), `dist/${name}-thread.js`)] as const)
  if (!paths.every(([, path]) => existsSync(path))) return {}
  return { threads: Object.fromEntries(paths.map(([name, path]) => [name, pathToFileURL(path)])) as Record<Name, URL> }
}
