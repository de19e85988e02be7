// Bundles the bot into dist/ and the sandbox's page into dist/page/. Plain JavaScript, since nothing is built before it.
//   node src/build.mjs [--if-stale]
// Each file is written beside its place and renamed into it, so that a process that starts meanwhile never reads half of one.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const shared = { absWorkingDir: root, bundle: true, format: 'esm', write: false, logLevel: 'warning' }

/** Loaded as hundreds of small modules, these would take as long as all the rest of a start. */
const BUNDLED = ['kysely', 'zod']
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const bot = {
  ...shared,
  entryPoints: {
    main: 'src/main.ts',
    'query-worker': 'src/search/workers/query-worker.ts',
    'index-worker': 'src/search/workers/index-worker.ts',
    'entry-worker': 'src/search/workers/entry-worker.ts',
    'chart-worker': 'src/chart/chart-worker.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20.19',
  external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
  splitting: true,
  sourcemap: true,
}

const page = {
  ...shared,
  entryPoints: ['src/sandbox/page/index.html', 'src/sandbox/page/page.ts', 'src/sandbox/page/page.css'],
  outdir: 'dist/page',
  entryNames: '[name]',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  loader: { '.html': 'copy', '.svg': 'dataurl' },
}

function newest(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return Math.max(...[folder, ...entries.map((name) => join(folder, name))].map((name) => statSync(join(root, name)).mtimeMs))
}

function isStale() {
  const built = ['dist/main.js', 'dist/page/page.js'].map((name) => join(root, name))
  if (!built.every((name) => existsSync(name))) return true
  const sources = Math.max(...['src', 'commands', 'config'].map(newest), statSync(join(root, 'package.json')).mtimeMs)
  return built.some((name) => statSync(name).mtimeMs < sources)
}

function place({ path, contents }) {
  const part = `${path}.${process.pid}.part`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(part, contents)
  renameSync(part, path)
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const targets = existsSync(join(root, 'src/sandbox/page/page.ts')) ? [bot, page] : [bot]
  const results = await Promise.all(targets.map((options) => build(options)))
  // The entry comes last: once it is there, every chunk that it names is there too.
  const files = results
    .flatMap((result) => result.outputFiles)
    .sort((a, b) => Number(a.path.endsWith('main.js')) - Number(b.path.endsWith('main.js')))
  for (const file of files) place(file)
}
