import { fileURLToPath, pathToFileURL } from 'node:url'
import { defineConfig } from 'vitest/config'
import { compileServer } from './lib/server/compile.mjs'
import { optimizeLater } from './lib/server/testing/optimize-later'
import { WaitingFirst } from './scripts/waiting-first'

const root = fileURLToPath(new URL('.', import.meta.url))
const unit = ['{lib,components,app,lint,scripts}/**/*.test.{ts,tsx,mjs}']
const needsServer = ['{lib,scripts}/**/*.{sdk,process,package,chaos}.test.ts']
const contract = ['lib/**/*.contract.test.ts']
const store = ['lib/backend/store/**/*.test.ts', 'lib/**/*.store.test.ts']

/** Tests that start the real server build it once, before any of them runs. */
const overServer = { globalSetup: 'lib/server/testing/build-once.ts', testTimeout: 120_000, hookTimeout: 120_000 }

const overPostgres = { globalSetup: 'lib/backend/store/testing/postgres.ts', testTimeout: 120_000 }

/** Threads and processes of the server start compiled, as they do in it: transpiling each takes a second. */
const compiled = pathToFileURL(`${await compileServer(root)}/`).href

export default defineConfig({
  define: { COMPILED_PROGRAMS: JSON.stringify(compiled) },
  resolve: { alias: { '@/': root } },
  esbuild: { jsx: 'automatic' },
  test: {
    // Nothing is mocked and no module keeps state: files share workers, which saves most of their time.
    // A project cannot choose this for itself.
    isolate: false,
    // Two on two processors; by itself Vitest leaves one of them idle.
    maxWorkers: '100%',
    poolOptions: { forks: { execArgv: [...optimizeLater] } },
    // What is asked until it is so takes its time beside the other tests.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: WaitingFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: unit,
          exclude: [...needsServer, ...contract, ...store, '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'store', include: store, ...overPostgres } },
      {
        extends: true,
        test: { name: 'contract', include: contract, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        // These three in one: a project reads and compiles what it imports for itself, and has workers of its own.
        extends: true,
        test: {
          name: 'together',
          include: unit,
          exclude: [...needsServer, '**/node_modules/**'],
          ...overPostgres,
          hookTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'sdk', include: ['lib/**/*.sdk.test.ts'], ...overServer } },
      {
        // The SDK on the way through Next's route handlers; route-handlers.contract.test.ts holds them to the contract.
        extends: true,
        test: {
          name: 'handlers',
          include: ['lib/backend/embedded/examples.sdk.test.ts'],
          provide: { way: 'handlers' },
          testTimeout: 30_000,
        },
      },
      { extends: true, test: { name: 'process', include: ['{lib,scripts}/**/*.process.test.ts'], ...overServer } },
      { extends: true, test: { name: 'package', include: ['scripts/**/*.package.test.ts'], ...overServer } },
      { extends: true, test: { name: 'chaos', include: ['lib/**/*.chaos.test.ts'], ...overServer } },
    ],
  },
})
