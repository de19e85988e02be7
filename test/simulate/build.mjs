// Bundles the simulation: the bot's own sources, with the ports of time, files, statements and chance
// put in the place of the machine's. With a planted fault, one piece of a source is replaced as well.
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')
const port = (name) => join(import.meta.dirname, 'ports', name)

/** What is imported where, and what it is replaced by. */
const PORTS = [
  { imported: /\/dialect\.ts$/, from: /src\/database\/database\.ts$/, by: port('dialect.ts') },
  { imported: /\/threads\/yield\.ts$/, from: /src\//, by: port('yield.ts') },
  { imported: /^node:fs\/promises$/, from: /src\/intake\//, by: port('files.ts') },
  { imported: /^node:crypto$/, from: /src\/delivery\/subscriptions\/subscription-rows\.ts$/, by: port('crypto.ts') },
]

function portsPlugin(used) {
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

function plantPlugin(fault, planted) {
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

/** `fault`: one of planted.mjs, or null. */
export async function buildSimulation(outfile, fault = null) {
  const [used, planted] = [new Set(), new Set()]
  await build({
    absWorkingDir: root,
    entryPoints: [join(import.meta.dirname, 'run/child.ts')],
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
  const unplanted = fault?.changes.filter(({ file }) => !planted.has(file)) ?? []
  if (unplanted.length > 0)
    throw new Error(`The planted fault "${fault.name}" names ${unplanted[0].file}, which is not part of the bot any more.`)
}
