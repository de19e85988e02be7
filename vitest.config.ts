import { defineConfig } from 'vitest/config'

const node = { environment: 'node', testTimeout: 20_000, hookTimeout: 20_000 } as const

export default defineConfig({
  test: {
    // Left to itself the runner leaves a core idle, which on two cores is half of the machine.
    maxWorkers: '100%',
    projects: [
      { test: { ...node, name: 'main', include: ['test/**/*.test.ts'], exclude: ['test/kill/**', 'test/browser/**'] } },
      { test: { ...node, name: 'kill', include: ['test/kill/**/*.test.ts'], testTimeout: 1_200_000, fileParallelism: false } },
      { test: { ...node, name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, fileParallelism: false } },
    ],
  },
})
