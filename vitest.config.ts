import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const needsServer = ['lib/**/*.{sdk,process,chaos}.test.ts']
const contract = ['lib/**/*.contract.test.ts']
const store = ['lib/backend/embedded/store/**/*.test.ts']

/** Nothing is mocked and no module keeps state: files may share a worker, which saves most of their time. */
const shared = { isolate: false }

/** Tests that start the real server build it once, before any of them runs. */
const overServer = { globalSetup: 'lib/server/testing/build-once.ts', testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  resolve: { alias: { '@/': root } },
  esbuild: { jsx: 'automatic' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,app,lint,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: [...needsServer, ...contract, ...store, '**/node_modules/**'],
          testTimeout: 20_000,
          ...shared,
        },
      },
      {
        extends: true,
        test: {
          name: 'store',
          include: store,
          globalSetup: 'lib/backend/embedded/store/testing/postgres.ts',
          testTimeout: 30_000,
          ...shared,
        },
      },
      {
        extends: true,
        test: { name: 'contract', include: contract, testTimeout: 30_000, hookTimeout: 60_000, ...shared },
      },
      { extends: true, test: { name: 'sdk', include: ['lib/**/*.sdk.test.ts'], ...overServer, ...shared } },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['lib/**/*.process.test.ts'],
          ...overServer,
          // One after the other: how soon a server ends is measured.
          poolOptions: { forks: { singleFork: true } },
        },
      },
      { extends: true, test: { name: 'chaos', include: ['lib/**/*.chaos.test.ts'], ...overServer } },
    ],
  },
})
