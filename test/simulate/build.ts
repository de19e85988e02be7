// Bundles the simulation: the bot's own sources, with the ports of time, files, statements and chance
// put in the place of the machine's. With a planted fault, one piece of a source is replaced as well.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { PlantedFault } from './planted.ts'

/** npm starts scripts there. */
const root = process.cwd()
const here = join(root, 'test/simulate')
const port = (name: string) => join(here, 'ports', name)

interface Port {
  readonly imported: RegExp
  readonly from: RegExp
  readonly by: string
}

/** What is imported where, and what it is replaced by. */
const PORTS: readonly Port[] = [
  { imported: /\/dialect\.ts$/, from: /src\/database\/sqlite\/open-sqlite\.ts$/, by: port('dialect.ts') },
  { imported: /\/threads\/yield\.ts$/, from: /src\//, by: port('yield.ts') },
  { imported: /^node:fs\/promises$/, from: /src\/intake\//, by: port('files.ts') },
  { imported: /^node:crypto$/, from: /src\/delivery\/subscriptions\/subscription-rows\.ts$/, by: port('crypto.ts') },
]

function portsPlugin(used: Set<Port>): Plugin {
  return {
    name: 'ports',
    setup(bundle) {
      bundle.onResolve({ filter: /dialect\.ts$|yield\.ts$|^node:/ }, ({ path, importer }) => {
        const found = PORTS.find(({ imported, from }) => imported.test(path) && from.test(importer))
        if (found === undefined) return undefined
        used.add(found)
        return { path: found.by }
      })
    },
  }
}

function plantPlugin(fault: PlantedFault, planted: Set<string>): Plugin {
  return {
    name: 'planted fault',
    setup(bundle) {
      bundle.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
        const changes = fault.changes.filter(({ file }) => path === join(root, file))
        if (changes.length === 0) return undefined
        let contents = await readFile(path, 'utf8')
        for (const { file, from, to } of changes) {
          const parts = contents.split(from)
          if (parts.length !== 2)
            throw new Error(
              `The planted fault "${fault.name}" looks for a text that ${file} has ${parts.length - 1} times: ${from}`,
            )
          contents = parts.join(to)
          planted.add(file)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** `entry`: what runs in the process, from the root of the checkout. */
export async function buildSimulation(
  outfile: string,
  fault: PlantedFault | null = null,
  entry = 'test/simulate/run/child.ts',
): Promise<void> {
  const used = new Set<Port>()
  const planted = new Set<string>()
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
    sourcemap: fault === null ? 'inline' : false,
    plugins: [...(fault === null ? [] : [plantPlugin(fault, planted)]), portsPlugin(used)],
  })
  const missing = PORTS.filter((one) => !used.has(one))
  if (missing.length > 0)
    throw new Error(
      `Nothing imports ${missing.map(({ imported }) => imported).join(', ')} any more: the simulation would use the machine's own.`,
    )
  if (fault === null) return
  const unplanted = fault.changes.find(({ file }) => !planted.has(file))
  if (unplanted !== undefined)
    throw new Error(`The planted fault "${fault.name}" names ${unplanted.file}, which is not part of the bot any more.`)
}
