import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { stockPrice, weather } from '@/lib/backend/embedded/testing/functions'
import type { Step } from '@/lib/protocol/step'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { createAcknowledged, type Acknowledged, type KnownRun } from './testing/acknowledged'
import { auditRun, auditThread } from './testing/audit'
import { createHttpClient, RefusedError, type HttpClient } from './testing/http-client'
import { createPrng } from './testing/prng'
import { answerToTheEnd, liveOn, type RestlessOptions } from './testing/restless-client'
import { startServer, type RunningServer } from './testing/start-server'

const KILLS = 20
const CLIENTS = 6
/** How much may be acknowledged before the end comes. */
const MOST = 300
const TIMEOUT_MS = 30_000

const plans = fc.record({
  kills: fc.array(fc.noBias(fc.integer({ min: 1, max: MOST })), { minLength: KILLS, maxLength: KILLS, size: 'max' }),
  choices: fc.nat(),
})

interface World extends Omit<RestlessOptions, 'http'> {
  readonly start: () => Promise<RunningServer>
}

const clientOf = ({ url }: RunningServer) => createHttpClient(url, { timeoutMs: TIMEOUT_MS })

// On a failure fast-check tells the seed; clients and server meet anew each time, but do so by the same plan.
it('loses nothing that it has acknowledged, whenever it is killed', { timeout: 600_000 }, async () => {
  await fc.assert(fc.asyncProperty(plans, playOut), { numRuns: 1, endOnFailure: true })
})

async function playOut({ kills, choices }: { kills: number[]; choices: number }) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'playground-'))
  const start = () => startServer({ dataDir, env: { SCRIPTED_PACE_MS: '3' } })
  let server = await start()
  try {
    const tools = [weather, stockPrice]
    const { id: assistantId } = await clientOf(server).post<Assistant>('/v1/assistants', { model: 'scripted', tools })
    const world: World = { start, told: createAcknowledged(), prng: createPrng(choices), assistantId, left: [] }
    const settled = new Set<KnownRun>()
    for (const after of kills) {
      await liveUntilKilled(server, after, world)
      server = await start()
      await auditUnsettled(clientOf(server), world.told, settled)
    }
    expect(world.told.count()).toBeGreaterThanOrEqual(kills.reduce((sum, after) => sum + after, 0))
    await auditEverything(clientOf(server), world)
  } finally {
    await server.kill('SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Clients live on until so much was acknowledged to them; then the server is killed. */
async function liveUntilKilled(server: RunningServer, after: number, world: World) {
  let isKilled = false
  const http = clientOf(server)
  const lives = Array.from({ length: CLIENTS }, () =>
    liveOn({ ...world, http }).catch((error: unknown) => {
      // Nothing that these clients ask for is to be refused, and nobody but this function ends the server.
      if (!isKilled || error instanceof RefusedError) throw error
    }),
  )
  const all = Promise.all(lives)
  await Promise.race([world.told.more(after), all])
  isKilled = true
  await server.kill('SIGKILL')
  await all
}

/** Looks at every run that was not at rest when it was looked at last. */
async function auditUnsettled(http: HttpClient, told: Acknowledged, settled: Set<KnownRun>) {
  await Promise.all(
    [...told.runs.values()].map(async (known) => {
      if (settled.has(known)) return
      const run = await auditRun(http, known, known)
      if (isTerminal(run.status)) settled.add(known)
    }),
  )
}

async function auditEverything(http: HttpClient, world: World) {
  const { told } = world
  const active = await allRuns(http, `status=${activeStatuses.join(',')}`)
  await Promise.all(active.map((run) => answerToTheEnd({ ...world, http }, told.run(run))))
  expect(await allRuns(http, `status=${activeStatuses.join(',')}`)).toEqual([])

  const runs = await allRuns(http, '')
  const ends = new Map<string, number>()
  for (const run of runs) {
    await auditRun(http, run, told.runs.get(run.id))
    const { data: steps } = await http.get<List<Step>>(`/v1/threads/${run.thread_id}/runs/${run.id}/steps?limit=100`)
    const end = replacedSteps(steps.toReversed()).size > 0 ? 'replaced' : run.status
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  expect(runs.map(({ id }) => id)).toEqual(expect.arrayContaining([...told.runs.keys()]))
  // Otherwise the kills have missed what they were meant for.
  for (const status of ['completed', 'cancelled', 'replaced']) expect(ends.get(status), status).toBeGreaterThan(0)

  for (const threadId of new Set([...told.threads.keys(), ...runs.map(({ thread_id }) => thread_id)])) {
    await auditThread(http, told, threadId)
  }
}

async function allRuns(http: HttpClient, query: string): Promise<readonly Run[]> {
  const runs: Run[] = []
  for (let after = ''; ; after = `&after=${runs.at(-1)?.id}`) {
    const page = await http.get<List<RunSummary>>(`/api/connections/embedded/runs?limit=100&${query}${after}`)
    runs.push(...page.data.map(({ run }) => run))
    if (!page.has_more) return runs
  }
}
