// The map of ARCHITECTURE.md, executed: which part may import which, that no import goes round in a circle,
// and which outside packages and globals stay behind one door.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Each part and the parts it may import. A part may always import itself. */
const ARROWS: Record<string, readonly string[]> = {
  'src/text': [],
  'src/log': [],
  'src/threads': [],
  'src/names': ['src/text'],
  'src/diagnostics': ['src/text'],
  'src/digest': ['src/text', 'src/names', 'src/diagnostics'],
  'src/database': [],
  'src/archive': ['src/text', 'src/names', 'src/diagnostics', 'src/digest', 'src/database'],
  'src/search': ['src/text', 'src/threads', 'src/names', 'src/digest', 'src/database', 'src/archive'],
  'src/intake': ['src/text', 'src/log', 'src/diagnostics', 'src/digest', 'src/archive'],
  'src/render': ['src/text', 'src/names', 'src/digest'],
  'src/schedule': ['src/text'],
  'src/delivery': [
    'src/text',
    'src/log',
    'src/diagnostics',
    'src/names',
    'src/digest',
    'src/database',
    'src/archive',
    'src/search',
    'src/render',
    'src/schedule',
  ],
  'src/readers': [
    'src/text',
    'src/log',
    'src/threads',
    'src/digest',
    'src/database',
    'src/archive',
    'src/search',
    'src/render',
    'src/schedule',
  ],
  'src/discord': ['src/text', 'src/log', 'src/render', 'src/schedule', 'src/delivery'],
  'src/sandbox': [],
  config: ['src/schedule', 'src/delivery'],
  commands: [
    'src/text',
    'src/log',
    'src/threads',
    'src/names',
    'src/search',
    'src/diagnostics',
    'src/digest',
    'src/archive',
    'src/intake',
    'src/render',
    'src/schedule',
    'src/delivery',
    'src/readers',
    'src/discord',
  ],
  'src/cli': ['*'],
  src: ['*'],
}

/** The rooms of search and what each may know of the others. Files at its top answer what readers ask. */
const ROOMS_OF_SEARCH: Record<string, readonly string[]> = {
  port: [],
  query: [],
  words: ['port'],
  ranking: ['port', 'query', 'words'],
  answers: ['port', 'query', 'words', 'ranking'],
  indexing: ['port'],
  sqlite: ['port'],
  workers: ['answers', 'indexing', 'sqlite'],
}

function roomOfSearch(file: string): string {
  const [first = '', second] = file.slice('src/search/'.length).split('/')
  return second !== undefined ? first : first === 'search-index.ts' ? 'port' : 'answers'
}

const MAX_FILES_OF_A_FOLDER = 12

function partOf(file: string): string {
  if (file.startsWith('src/')) return file.split('/').length > 2 ? file.split('/').slice(0, 2).join('/') : 'src'
  return file.split('/')[0] ?? file
}

const files = ['src', 'commands', 'config']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.ts')),
  )

const IMPORT = /^\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
const imports = new Map(files.map((file) => [file, importsOf(file)] as const))
const inside = (file: string) =>
  (imports.get(file) ?? [])
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, resolve(root, dirname(file), name)).replaceAll('\\', '/'))

describe('the arrows of the architecture', () => {
  it('each part imports only the parts that it may know', () => {
    const wrong = files.flatMap((file) => {
      const from = partOf(file)
      const allowed = ARROWS[from] ?? []
      return inside(file)
        .filter((to) => partOf(to) !== from && !allowed.includes('*') && !allowed.includes(partOf(to)))
        .map((to) => `${file} → ${to}`)
    })
    expect(wrong).toEqual([])
  })

  it('each room of search imports only the rooms that it may know', () => {
    const ofSearch = files.filter((file) => file.startsWith('src/search/'))
    const wrong = ofSearch.flatMap((file) => {
      const from = roomOfSearch(file)
      return inside(file)
        .filter((to) => to.startsWith('src/search/') && roomOfSearch(to) !== from)
        .filter((to) => !ROOMS_OF_SEARCH[from]?.includes(roomOfSearch(to)))
        .map((to) => `${file} → ${to}`)
    })
    expect(wrong).toEqual([])
    expect([...new Set(ofSearch.map(roomOfSearch))].sort()).toEqual(Object.keys(ROOMS_OF_SEARCH).sort())
  })

  it('the engine of the database is spoken to in its own folders alone', () => {
    const RAW_SQL =
      /\.(?:all|get|run|exec|iterate)(?:<[^\n]*?>)?\(\s*['"`](?:select|insert|update|delete|create|drop|pragma|attach)\b/i
    const wrong = files.filter((file) => !/\/sqlite\//.test(file) && RAW_SQL.test(readFileSync(join(root, file), 'utf8')))
    expect(wrong).toEqual([])
  })

  it('no folder of search and of what it rests on has more files than can be taken in at a glance', () => {
    const sizes = new Map<string, number>()
    for (const file of files.filter((name) => /^src\/(?:search|archive|database|threads|names)\//.test(name)))
      sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1)
    expect([...sizes].filter(([, count]) => count > MAX_FILES_OF_A_FOLDER)).toEqual([])
  })

  it('every folder of the program stands on the map', () => {
    expect([...new Set(files.map(partOf))].filter((part) => !(part in ARROWS))).toEqual([])
  })

  it('no import goes round in a circle', () => {
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      else if (!done.has(file)) {
        for (const to of inside(file)) visit(to, [...path, file])
        done.add(file)
      }
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('inside imports end in .ts', () => {
    expect(
      files.flatMap((file) =>
        inside(file)
          .filter((to) => !/\.(ts|json)$/.test(to))
          .map((to) => `${file} → ${to}`),
      ),
    ).toEqual([])
  })

  it('discord.js is imported by src/discord and commands alone', () => {
    const wrong = files.filter(
      (file) => !/^(src\/discord|commands)\//.test(file) && imports.get(file)?.some((name) => name === 'discord.js'),
    )
    expect(wrong).toEqual([])
  })

  it('process.env is read in config/load.ts alone', () => {
    expect(
      files.filter((file) => file !== 'config/load.ts' && /process\.env/.test(readFileSync(join(root, file), 'utf8'))),
    ).toEqual([])
  })

  it('every package that is imported is listed, for the program itself among those that it is installed with', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const installed = new Set(Object.keys(dependencies))
    const all = new Set([...installed, ...Object.keys(devDependencies)])
    const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .map((name) => join('test', name))
      .filter((name) => /\.(?:ts|mjs)$/.test(name))
    const packageOf = (name: string) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
    const missing = (names: readonly string[], known: ReadonlySet<string>) =>
      names.filter((name) => !/^(?:\.|node:)/.test(name) && !known.has(packageOf(name)))
    // The page is bundled when it is built: nothing of it is imported from node_modules later.
    const program = files.filter((file) => !file.startsWith('src/sandbox/page/'))
    expect(program.flatMap((file) => missing(imports.get(file) ?? [], installed))).toEqual([])
    expect(tests.flatMap((file) => missing(importsOf(file), all).map((name) => `${file} → ${name}`))).toEqual([])
  })
})
