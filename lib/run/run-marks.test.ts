import { expect, it } from 'vitest'
import { marksByRun } from './run-marks'

it('takes labels and ratings of runs from what another program wrote, and leaves what is neither', () => {
  const rating = { value: 'up', note: '好 👍\n=1+1', rated_ms: 5 }
  const read = marksByRun({
    run_a: { labels: ['good', 7, ' ', 'x'.repeat(65)], rating },
    run_b: { labels: [], rating: { value: 'sideways', note: '', rated_ms: 5 } },
    run_c: { rating: { value: 'down', note: null, rated_ms: 6 } },
    run_d: { rating: { value: 'down', note: 'x', rated_ms: 'soon' } },
    run_e: null,
  })
  expect(Object.fromEntries(read)).toEqual({
    run_a: { labels: ['good'], rating },
    run_c: { labels: [], rating: { value: 'down', note: '', rated_ms: 6 } },
  })
  expect([marksByRun(undefined).size, marksByRun([rating]).size]).toEqual([0, 0])
})
