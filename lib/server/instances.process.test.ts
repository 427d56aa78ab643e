import { expect, it } from 'vitest'
import { playFleetChaos } from './testing/fleet-chaos'

/** `npm run chaos` does more of it, for minutes. */
it('loses nothing when one of several instances is killed and one is drained', { timeout: 600_000 }, async () => {
  const disturbances = [
    { what: 'kill', after: 150 },
    { what: 'drain', after: 150 },
  ] as const
  const { runs } = await playFleetChaos({ instances: 2, disturbances, seed: 1 })
  expect(runs['completed'] ?? 0).toBeGreaterThan(0)
})
