import { expect, it } from 'vitest'
import { patiently } from './patiently'

it('tries again until it is loaded, waiting longer each time, and tells of every failure', async () => {
  const waits: number[] = []
  const told: unknown[] = []
  let tries = 0
  const load = async () => {
    tries += 1
    if (tries <= 6) throw new Error(`try ${tries}`)
    return 'loaded'
  }
  const options = {
    onFailure: (error: unknown) => void told.push(error),
    wait: async (ms: number) => void waits.push(ms),
  }
  await expect(patiently(load, options)).resolves.toBe('loaded')
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000])
  expect(told.map(String)).toEqual([1, 2, 3, 4, 5, 6].map((number) => `Error: try ${number}`))
})
