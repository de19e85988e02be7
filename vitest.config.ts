import { defineConfig } from 'vitest/config'

// The sandbox is a package of its own in the same repository: tests run its sources, not what was last built of it.
const ssr = { resolve: { conditions: ['discord-sandbox-source', 'module', 'node', 'development|production'] } }

const node = { environment: 'node', testTimeout: 20_000, hookTimeout: 20_000 } as const

export default defineConfig({
  test: {
    // Left to itself the runner leaves a core idle, which on two cores is half of the machine.
    maxWorkers: '100%',
    projects: [
      { ssr, test: { ...node, name: 'main', include: ['test/**/*.test.ts'], exclude: ['test/kill/**', 'test/browser/**'] } },
      {
        ssr,
        test: { ...node, name: 'kill', include: ['test/kill/**/*.test.ts'], testTimeout: 1_200_000, fileParallelism: false },
      },
      {
        ssr,
        test: { ...node, name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, fileParallelism: false },
      },
    ],
  },
})
