import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMetrics } from './metrics'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a database that does not answer holds up no scrape', async () => {
  const level = () => new Promise<never>(() => undefined)
  const metrics = createMetrics({ openStreams: () => 3, errors: () => 1, level })
  const text = metrics.text()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await text).toContain('playground_database_up 0')
  expect(await text).toContain('playground_open_streams 3')
  expect(await text).toContain('playground_run_transitions_total{status="failed"} 0')
  metrics.close()
})
