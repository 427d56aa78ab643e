// Part of `npm run chaos`: what is recorded of a server elsewhere, which ends at random moments.
import { expect, it } from 'vitest'
import { createPrng } from './testing/prng'
import { playProxyChaos } from './testing/proxy-chaos'

const MAX_ACKNOWLEDGED = 300
const kills = Number(process.env['CHAOS_PROXY_KILLS'] ?? 20)
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

it(`records all of ${kills} kills of the server behind it (CHAOS_SEED=${seed})`, { timeout: 0 }, async () => {
  const prng = createPrng(seed)
  const ends = Array.from({ length: kills }, () => prng.integer(1, MAX_ACKNOWLEDGED))
  const acknowledged = await playProxyChaos(ends)
  expect(acknowledged).toBeGreaterThanOrEqual(ends.reduce((sum, after) => sum + after, 0))
})
