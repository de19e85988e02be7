// Bundles the bot into dist/ and the sandbox's page into dist/page/. Plain JavaScript, since
// nothing is built before it.
//   node src/build.mjs [--if-stale]
// Each file is written beside its place and renamed into it, so that a process that starts
// meanwhile never reads half of one.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { pageBuild, place } from './sandbox/build.mjs'

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
    'read-worker': 'src/intake/workers/read-worker.ts',
    'folder-process': 'src/intake/workers/folder-process.ts',
    'chart-worker': 'src/chart/chart-worker.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20.19',
  // Node has them since version 10; a literal that is made a call is compiled at each use.
  supported: { 'regexp-unicode-property-escapes': true },
  // The sandbox is in this repository and published on its own time: its sources are bundled, so
  // that an installed bot has them.
  conditions: ['discord-sandbox-source'],
  external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
  splitting: true,
  sourcemap: true,
  // The bot names files and lines; who runs Node with `--enable-source-maps` need not hold the texts.
  sourcesContent: false,
}

const page = pageBuild(join(root, 'dist/page'))

function newest(folder) {
  // What the sandbox's own build makes is not a source.
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/^sandbox.dist(?:.|$)/.test(name),
  )
  return Math.max(...[folder, ...entries.map((name) => join(folder, name))].map((name) => statSync(join(root, name)).mtimeMs))
}

function isStale() {
  const built = ['dist/main.js', 'dist/page/page.js'].map((name) => join(root, name))
  if (!built.every((name) => existsSync(name))) return true
  const sources = Math.max(...['src', 'commands', 'config'].map(newest), statSync(join(root, 'package.json')).mtimeMs)
  return built.some((name) => statSync(name).mtimeMs < sources)
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const results = await Promise.all([bot, page].map((options) => build(options)))
  // The entry comes last: once it is there, every chunk that it names is there too.
  const files = results
    .flatMap((result) => result.outputFiles)
    .sort((a, b) => Number(a.path.endsWith('main.js')) - Number(b.path.endsWith('main.js')))
  for (const file of files) place(file)
}
