// `npm run chaos`: as kill.process.test.ts, for as many minutes as are asked for.
import { expect, it } from 'vitest'
import { playChaos } from './testing/chaos'
import { createPrng } from './testing/prng'

const MAX_ACKNOWLEDGED = 1_500
const minutes = Number(process.env['CHAOS_MINUTES'] ?? 10)
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

function* endsUntil(atMs: number) {
  const prng = createPrng(seed)
  while (Date.now() < atMs) yield prng.integer(1, MAX_ACKNOWLEDGED)
}

// What is left to be audited when the time is over takes its own.
it(`loses nothing that it has acknowledged in ${minutes} minutes (CHAOS_SEED=${seed})`, { timeout: 0 }, async () => {
  const result = await playChaos({ ends: endsUntil(Date.now() + minutes * 60_000), choices: seed })
  console.log(JSON.stringify(result, null, 2))
  expect(result.ends).toBeGreaterThan(0)
  // Otherwise the kills have missed what they were meant for.
  for (const status of ['completed', 'cancelled', 'replaced'])
    expect(result.runs[status] ?? 0, status).toBeGreaterThan(0)
})
