// Part of `npm run chaos`: as instances.process.test.ts, with every kind of disturbance, for as many minutes as are
// asked for.
import { expect, it } from 'vitest'
import { type Disturbance, playFleetChaos } from './testing/fleet-chaos'
import { createPrng } from './testing/prng'

const MAX_ACKNOWLEDGED = 800
const kinds = ['kill', 'kill', 'kill', 'drain', 'drain', 'cut', 'restart'] as const satisfies readonly Disturbance[]
const minutes = Number(process.env['CHAOS_INSTANCES_MINUTES'] ?? 10)
const instances = Number(process.env['CHAOS_INSTANCES'] ?? 3)
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

function* disturbancesUntil(atMs: number) {
  const prng = createPrng(seed)
  while (Date.now() < atMs) yield { what: prng.pick(kinds), after: prng.integer(1, MAX_ACKNOWLEDGED) }
}

const title = `loses nothing of what ${instances} instances have acknowledged in ${minutes} minutes (CHAOS_SEED=${seed})`

it(title, { timeout: 0 }, async () => {
  const disturbances = disturbancesUntil(Date.now() + minutes * 60_000)
  const result = await playFleetChaos({ instances, disturbances, seed })
  console.log(JSON.stringify(result, null, 2))
  for (const status of ['completed', 'cancelled']) expect(result.runs[status] ?? 0, status).toBeGreaterThan(0)
})
