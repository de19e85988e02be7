// The map of ARCHITECTURE.md, executed: which part may import which, that no import goes round in a
// circle, and which outside packages and globals stay behind one door.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Each part and the parts it may import. A part may always import itself. */
const ARROWS: Record<string, readonly string[]> = {
  'src/text': [],
  'src/log': ['src/text'],
  'src/threads': [],
  'src/names': ['src/text'],
  'src/diagnostics': ['src/text'],
  'src/digest': ['src/text', 'src/names', 'src/diagnostics'],
  'src/database': ['src/text'],
  'src/cluster': ['src/log', 'src/database', 'src/schedule'],
  'src/archive': ['src/text', 'src/names', 'src/diagnostics', 'src/digest', 'src/database'],
  'src/search': ['src/text', 'src/threads', 'src/names', 'src/digest', 'src/database', 'src/archive'],
  'src/intake': ['src/text', 'src/log', 'src/threads', 'src/diagnostics', 'src/digest', 'src/database', 'src/archive'],
  'src/render': ['src/text', 'src/names', 'src/digest'],
  'src/schedule': ['src/text'],
  'src/delivery': [
    'src/cluster',
    'src/threads',
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
    'src/delivery',
  ],
  'src/operating': [
    'src/text',
    'src/log',
    'src/database',
    'src/archive',
    'src/intake',
    'src/render',
    'src/schedule',
    'src/delivery',
  ],
  'src/discord': ['src/text', 'src/log', 'src/cluster', 'src/render', 'src/schedule', 'src/delivery'],
  'src/chart': ['src/threads'],
  'src/sandbox': [],
  config: ['src/schedule', 'src/database', 'src/delivery'],
  commands: [
    'src/text',
    'src/log',
    'src/names',
    'src/search',
    'src/chart',
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
  'src/app': ['*'],
  'src/cli': ['*'],
  src: ['*'],
}

interface Rooms {
  /** Files at the top of the part that every room may import. */
  readonly shared: readonly string[]
  /**
   * The room that the other files at the top are; null where they wire the rooms and may import
   * any.
   */
  readonly top: string | null
  /** Each room and the rooms of the same part that it may import. */
  readonly rooms: Record<string, readonly string[]>
}

const ROOMS: Record<string, Rooms> = {
  'src/delivery': {
    shared: ['delivery.ts', 'identity.ts', 'port.ts', 'settings.ts', 'wait.ts'],
    top: null,
    rooms: {
      limits: [],
      outbox: [],
      subscriptions: ['outbox'],
      messages: ['outbox', 'subscriptions'],
      planning: ['outbox', 'subscriptions', 'messages'],
      sending: ['outbox', 'subscriptions', 'messages', 'limits'],
    },
  },
  'src/search': {
    shared: ['search-index.ts'],
    top: 'answers',
    rooms: {
      query: [],
      words: [],
      ranking: ['query', 'words'],
      neighbours: [],
      trends: ['query', 'ranking'],
      answers: ['query', 'words', 'ranking', 'neighbours', 'trends'],
      indexing: [],
      learning: ['query', 'words', 'ranking'],
      sqlite: [],
      workers: ['answers', 'indexing', 'learning', 'sqlite'],
    },
  },
}

/** More can't be taken in at a glance. */
const MAX_FILES_IN_A_FOLDER = 12
/** Leaves of one kind, and what only grows. The sandbox is a house of its own. */
const LONG_FOLDERS = /^src\/(?:text$|database\/sqlite\/migrations$|sandbox(?:\/|$))/

function partOf(file: string): string {
  if (file.startsWith('src/')) return file.split('/').length > 2 ? file.split('/').slice(0, 2).join('/') : 'src'
  return file.split('/')[0] ?? file
}

const files = ['src', 'commands', 'config']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.ts') && !name.includes('/dist/')),
  )

const packageAt = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

const IMPORT = /^\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
const imports = new Map(files.map((file) => [file, importsOf(file)] as const))
const resolveFrom = (file: string, name: string) => relative(root, resolve(root, dirname(file), name)).replaceAll('\\', '/')
const inside = (file: string) =>
  (imports.get(file) ?? []).filter((name) => name.startsWith('.')).map((name) => resolveFrom(file, name))

/** Without what is asked for later, and what is of types alone. */
const LOADED = /^\s*(?:import|export)\s(?!type\s|\{\s*type [^,]*\}\s)(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm
const loadedWith = (file: string) =>
  files.includes(file) ? [...readFileSync(join(root, file), 'utf8').matchAll(LOADED)].map((match) => match[1] ?? '') : []

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

  it('the engine of the database is spoken to in its own folders alone', () => {
    const RAW_SQL =
      /\.(?:all|get|run|exec|iterate)(?:<[^\n]*?>)?\(\s*['"`](?:select|insert|update|delete|create|drop|pragma|attach)\b/i
    // What only one engine understands, or Kysely only says to one.
    const DIALECT =
      /\b(?:pragma|sqlite_\w+|json_each|json_extract|randomblob|strftime|rowid|pg_(?!dump|restore)\w+|nextval|generate_series|ilike)\b|::(?:text|integer|bigint)|\.(?:replaceInto|orReplace|orIgnore|stream)\(/
    const wrong = files.filter((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      return !/\/(?:sqlite|postgres)\//.test(file) && (RAW_SQL.test(text) || DIALECT.test(text))
    })
    expect(wrong).toEqual([])
    const drivers = files.filter((file) => imports.get(file)?.some((name) => name === 'pg' || name === '@photostructure/sqlite'))
    expect(drivers.filter((file) => !/^src\/database\/(?:sqlite|postgres)\//.test(file))).toEqual([])
  })

  it('no folder has more files than can be taken in at a glance', () => {
    const sizes = new Map<string, number>()
    for (const file of files) sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1)
    const long = [...sizes].filter(([folder, count]) => count > MAX_FILES_IN_A_FOLDER && !LONG_FOLDERS.test(folder))
    expect(long).toEqual([])
  })

  it('every folder of the program stands on the map', () => {
    expect([...new Set(files.map(partOf))].filter((part) => !(part in ARROWS))).toEqual([])
  })

  it.each(Object.entries(ROOMS))('the rooms of %s import only the rooms that they may know', (part, { shared, top, rooms }) => {
    const nameIn = (file: string) => file.slice(part.length + 1)
    const roomOf = (file: string) => {
      const [first = '', ...rest] = nameIn(file).split('/')
      return rest.length > 0 ? first : shared.includes(first) ? null : top
    }
    const inPart = files.filter((file) => file.startsWith(`${part}/`))
    const mayImport = (from: string, to: string) => {
      const room = roomOf(to)
      return room === null ? shared.includes(nameIn(to)) : room === from || rooms[from]?.includes(room)
    }
    const wrong = inPart.flatMap((file) => {
      const from = roomOf(file)
      return from === null
        ? []
        : inside(file)
            .filter((to) => to.startsWith(`${part}/`) && !mayImport(from, to))
            .map((to) => `${file} → ${to}`)
    })
    expect(wrong).toEqual([])
    expect([...new Set(inPart.flatMap((file) => roomOf(file) ?? []))].sort()).toEqual(Object.keys(rooms).sort())
  })

  it.each(Object.entries(ROOMS))('the table of the rooms of %s has no circle', (_, { rooms }) => {
    const reaches = (from: string, to: string): boolean => (rooms[from] ?? []).some((next) => next === to || reaches(next, to))
    expect(Object.keys(rooms).filter((room) => reaches(room, room))).toEqual([])
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

  it('what draws pictures is loaded when one is drawn, not with the bot', () => {
    const loaded = new Set<string>()
    const load = (file: string) => {
      if (loaded.has(file)) return
      loaded.add(file)
      for (const name of loadedWith(file)) load(name.startsWith('.') ? resolveFrom(file, name) : name)
    }
    load('src/app.ts')
    expect(loaded).toContain('discord.js')
    expect([...loaded].filter((name) => /^(?:opentype\.js|woff2-encoder|@resvg|@fontsource)/.test(name))).toEqual([])
  })

  it('process.env is read in config/load.ts alone', () => {
    expect(
      files.filter((file) => file !== 'config/load.ts' && /process\.env/.test(readFileSync(join(root, file), 'utf8'))),
    ).toEqual([])
  })

  it('every package that is imported is listed, for the program itself among those that it is installed with', () => {
    const { dependencies, devDependencies, workspaces } = packageAt('.')
    // Packages of this repository are bundled with the program when it is built.
    const bundled = workspaces.map((folder: string) => packageAt(folder).name)
    const installed = new Set([...Object.keys(dependencies), ...bundled])
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
    const program = files.filter((file) => !file.startsWith('src/sandbox/'))
    expect(program.flatMap((file) => missing(imports.get(file) ?? [], installed))).toEqual([])
    expect(tests.flatMap((file) => missing(importsOf(file), all).map((name) => `${file} → ${name}`))).toEqual([])
  })

  it('the sandbox is a package: what it imports is listed in its own, and the bot that bundles it installs the same', () => {
    const { dependencies } = packageAt('src/sandbox')
    const sources = files.filter((file) => file.startsWith('src/sandbox/') && !file.startsWith('src/sandbox/page/'))
    const imported = new Set(sources.flatMap((file) => imports.get(file) ?? []).filter((name) => !/^(?:\.|node:)/.test(name)))
    expect([...imported].sort()).toEqual(Object.keys(dependencies).sort())
    expect(packageAt('.').dependencies).toMatchObject(dependencies)
    expect(sources.filter((file) => /paperboy/i.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
    expect(
      files.filter((file) => partOf(file) !== 'src/sandbox' && inside(file).some((to) => partOf(to) === 'src/sandbox')),
    ).toEqual([])
  })
})
