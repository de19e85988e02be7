// Bundles the package into dist/: the module, the command and the page; with --types its
// declarations too.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const root = import.meta.dirname
const shared = { absWorkingDir: root, bundle: true, format: 'esm', write: false, logLevel: 'warning' }

/** The page of the sandbox, for this package and for programs that bundle it. */
export const pageBuild = (outdir) => ({
  ...shared,
  entryPoints: ['page/index.html', 'page/page.ts', 'page/page.css'],
  outdir,
  entryNames: '[name]',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  loader: { '.html': 'copy', '.svg': 'dataurl' },
})

// All but ws is bundled: loaded as hundreds of small modules it would take longer than the rest of
// a start.
const program = {
  ...shared,
  entryPoints: { index: 'index.ts', cli: 'cli/main.ts' },
  outdir: join(root, 'dist'),
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20.19',
  // Node has them since version 10; a literal that is made a call is compiled at each use.
  supported: { 'regexp-unicode-property-escapes': true },
  external: ['ws'],
  splitting: true,
}

/**
 * Written beside its place and renamed into it, so that a process that starts meanwhile never reads
 * half of a file.
 */
export function place({ path, contents }) {
  const part = `${path}.${process.pid}.part`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(part, contents)
  renameSync(part, path)
}

function buildTypes() {
  rmSync(join(root, 'dist/types'), { recursive: true, force: true })
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', root], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (process.argv[1] === import.meta.filename) {
  const results = await Promise.all([program, pageBuild(join(root, 'dist/page'))].map((options) => build(options)))
  const files = results.flatMap((result) => result.outputFiles)
  for (const file of files) place(file)
  // Chunks are named by their content: those of earlier builds go, once nothing names them any
  // more.
  const chunks = join(root, 'dist/chunks')
  for (const name of readdirSync(chunks)) if (!files.some(({ path }) => path === join(chunks, name))) rmSync(join(chunks, name))
  if (process.argv.includes('--types')) buildTypes()
}
