// Several instances over one PostgreSQL that end and begin at random moments under every kind of work, and are held to
// what their clients were told.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { stockPrice, weather } from '@/lib/backend/embedded/testing/functions'
import { createAcknowledged } from './acknowledged'
import { type ChaosResult, auditEverything } from './chaos'
import { type Fleet, startFleet } from './fleet'
import { createFleetSdk, download, type FleetWorld } from './fleet-client'
import { liveInFleet } from './fleet-stories'
import { createHttpClient } from './http-client'
import { createPrng, type Prng } from './prng'

const CLIENTS = 6
const TIMEOUT_MS = 120_000
/** While nothing is acknowledged, because nobody is there for it, the next one comes all the same. */
const MAX_WAIT_MS = 15_000

export type Disturbance = 'kill' | 'drain' | 'cut' | 'restart'

interface FleetChaos {
  readonly instances: number
  /** What is done, each after so many acknowledgements. */
  readonly disturbances: Iterable<{ readonly what: Disturbance; readonly after: number }>
  readonly seed: number
}

export interface FleetResult extends ChaosResult {
  /** The longest that a run at work wrote nothing, in milliseconds. */
  readonly longestPauseMs: number
}

/** Plays until there are no more disturbances. Throws at the first thing that was told and is not so. */
export async function playFleetChaos({ instances, disturbances, seed }: FleetChaos): Promise<FleetResult> {
  const fleet = await startFleet({ instances, env: { SCRIPTED_PACE_MS: '3' } })
  try {
    const world = await createWorld(fleet, seed)
    let isOver = false
    const lives = Promise.all(Array.from({ length: CLIENTS }, () => liveInFleet(world, () => isOver)))
    // It is waited for below; until then it is no stray failure.
    lives.catch(() => undefined)
    let count = 0
    for (const { what, after } of disturbances) {
      await Promise.race([world.told.more(after), wait(MAX_WAIT_MS), lives])
      await disturb(fleet, what, world.prng)
      count += 1
    }
    isOver = true
    await lives
    const http = createHttpClient(fleet.url, { timeoutMs: TIMEOUT_MS })
    const runs = await auditEverything(http, { ...world, left: [] })
    for (const [id, text] of world.contents) expect(await download(world, id), id).toBe(text)
    await expectNoJobsLeft(fleet)
    return { ends: count, acknowledged: world.told.count(), runs, longestPauseMs: Math.max(0, ...world.pauses) }
  } catch (error) {
    console.error(fleet.output())
    throw error
  } finally {
    await fleet.close()
  }
}

async function createWorld({ url }: Fleet, seed: number): Promise<FleetWorld> {
  const sdk = createFleetSdk(url)
  const tools = [weather, stockPrice].map((tool) => structuredClone(tool))
  const { id: assistantId } = await sdk.beta.assistants.create({ model: 'scripted', tools })
  return { url, sdk, told: createAcknowledged(), prng: createPrng(seed), assistantId, contents: new Map(), pauses: [] }
}

/** One of them at least goes on; one that was ended comes back. */
async function disturb(fleet: Fleet, what: Disturbance, prng: Prng) {
  switch (what) {
    case 'cut':
      return void (await fleet.cutConnections())
    case 'restart':
      return fleet.restartDatabase()
    case 'kill':
    case 'drain': {
      const indexes = fleet.indexes()
      const index = indexes[prng.integer(0, indexes.length - 1)] ?? 0
      const exit = await fleet.end(index, what === 'kill' ? 'SIGKILL' : 'SIGTERM')
      if (what === 'drain') expect(exit, exit.output).toMatchObject({ code: 0 })
      return fleet.start(index)
    }
    default:
      return what satisfies never
  }
}

/** Whoever has carried a run to its end has given up its job; only the ends of what waits may still be due. */
async function expectNoJobsLeft(fleet: Fleet) {
  const left = () =>
    fleet.query("select name, state, data from pgboss.job where name <> 'expire' and state <= 'active'")
  await expect.poll(left, { timeout: TIMEOUT_MS }).toEqual([])
}
