import { defineConfig } from 'vitest/config'

// The sandbox is a package of its own in the same repository: tests run its sources, not what was last built of it.
const ssr = { resolve: { conditions: ['discord-sandbox-source', 'module', 'node', 'development|production'] } }

/** The built bot and its packages in processes of their own: they wait for real time. */
const processes = [
  'test/cli/{archive-commands,backup,doctor,drift,start}.test.ts',
  'test/delivery/{ending,process,program}.test.ts',
  'test/intake/{folder-process,hostile-folder,limits}.test.ts',
  'test/journeys/first-run.test.ts',
  'test/operating/{health,package}.test.ts',
  'test/sandbox/package/command-line.test.ts',
  'test/simulate/**/*.test.ts',
]

/**
 * What is stored, on a PostgreSQL server that the project starts: the contracts that `main` tries on
 * SQLite, and what belongs to PostgreSQL.
 */
const postgres = [
  'test/contracts/{archive-exporting,archive-storing,database,leases,outbox,overrun-files,privacy}.test.ts',
  'test/contracts/{reading-lists,subscriptions,watches}.test.ts',
  'test/delivery/{arrival,backlog,beginning,configuration,corrections,day}.test.ts',
  'test/delivery/{failures,found-again,refusals,servers,timetable}.test.ts',
  'test/journeys/commands-{keeping,posted,reading,subscribing}.test.ts',
  'test/postgres/*.test.ts',
]

const node = { environment: 'node', testTimeout: 20_000, hookTimeout: 20_000 } as const

export default defineConfig({
  test: {
    // Left to itself the runner leaves a core idle, which on two cores is half of the machine.
    maxWorkers: '100%',
    // Counts what runs in the test processes: not the built bot that some tests start, nor its worker
    // threads. The sandbox's page is left out, because its tests run in a browser.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'commands/**/*.ts', 'config/**/*.ts'],
      exclude: ['src/sandbox/page/**'],
      reporter: ['json-summary', 'html'],
    },
    projects: [
      {
        ssr,
        test: {
          ...node,
          name: 'main',
          // Most of a file's time went into loading the same modules again. Tests clean up behind
          // themselves, and what is kept in a module is keyed by what it belongs to.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/kill/**', 'test/several-processes/**', 'test/browser/**', 'test/postgres/**', ...processes],
        },
      },
      { ssr, test: { ...node, name: 'processes', include: processes, testTimeout: 120_000, fileParallelism: false } },
      {
        ssr,
        test: {
          ...node,
          name: 'postgres',
          isolate: false,
          // A day of a bot is thousands of questions to a server in another process.
          testTimeout: 60_000,
          include: postgres,
          globalSetup: 'test/postgres/support/start-server.ts',
        },
      },
      {
        ssr,
        test: { ...node, name: 'kill', include: ['test/kill/**/*.test.ts'], testTimeout: 1_200_000, fileParallelism: false },
      },
      {
        ssr,
        test: {
          ...node,
          name: 'cluster',
          include: ['test/several-processes/**/*.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ssr,
        test: { ...node, name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, fileParallelism: false },
      },
    ],
  },
})
