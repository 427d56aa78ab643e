import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './counts'

test('counts what Vitest reports, a file that did not load among it', () => {
  const test = (fullName: string, status: string) => ({ fullName, status })
  const report = {
    numTotalTests: 4,
    testResults: [
      {
        name: '/a.test.ts',
        status: 'failed',
        assertionResults: [test('a', 'passed'), test('b', 'failed'), test('c', 'skipped'), test('d', 'todo')],
      },
      { name: '/b.test.ts', status: 'failed', assertionResults: [] },
    ],
  }
  expect(countVitest(report)).toEqual({ passed: 1, failed: ['b', '/b.test.ts'], skipped: ['c', 'd'] })
})

test('counts what Playwright reports, at every depth', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ projectName: 'chromium', status }] })
  const report = {
    suites: [
      {
        title: 'live.spec.ts',
        specs: [spec('a', 'expected')],
        suites: [{ title: 'a run', specs: [spec('b', 'unexpected'), spec('c', 'flaky'), spec('d', 'skipped')] }],
      },
    ],
    errors: [{ message: 'The server did not start\n  at …' }],
  }
  expect(countPlaywright(report)).toEqual({
    passed: 1,
    failed: ['a run › b', 'a run › c', 'The server did not start'],
    skipped: ['a run › d'],
  })
})
