// Where the build has put the modules of threads and processes: next to the program. Run from its sources, the
// bot has none and does their work itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../package-root.ts'

const FILES = {
  query: 'query-worker.js',
  index: 'index-worker.js',
  entry: 'entry-worker.js',
  chart: 'chart-worker.js',
  read: 'read-worker.js',
  folder: 'folder-process.js',
} as const

type WorkerName = keyof typeof FILES

/** Undefined where one of them is missing. */
export function builtWorkers<Name extends WorkerName>(...names: readonly Name[]): Record<Name, URL> | undefined {
  const paths = names.map((name) => [name, join(packageRoot(), 'dist', FILES[name])] as const)
  if (!paths.every(([, path]) => existsSync(path))) return undefined
  return Object.fromEntries(paths.map(([name, path]) => [name, pathToFileURL(path)])) as Record<Name, URL>
}
