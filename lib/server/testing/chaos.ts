// A server that ends at random moments under every kind of work, and is held to what its clients were told.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { stockPrice, weather } from '@/lib/backend/embedded/testing/functions'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { createAcknowledged, type Acknowledged, type KnownRun } from './acknowledged'
import { auditObjects, auditRun, auditThread } from './audit'
import { createHttpClient, RefusedError, type HttpClient } from './http-client'
import { createPrng } from './prng'
import { answerToTheEnd, liveOn, type RestlessOptions } from './restless-client'
import { startServer, type RunningServer } from './start-server'

const CLIENTS = 6
/** What hangs is noticed; what a busy machine does slowly, with every log read at once after a start, is waited for. */
const TIMEOUT_MS = 120_000

/** How often the server is ended as an operator would, not killed: once in so many times. */
const CALM_ENDS = 4

interface Chaos {
  /** After how many acknowledgements each end comes. */
  readonly ends: Iterable<number>
  /** Seeds what the clients choose to do. */
  readonly choices: number
}

export interface ChaosResult {
  readonly ends: number
  /** How many things clients were told, all of which were found again. */
  readonly acknowledged: number
  /** How many runs came to which end. */
  readonly runs: Readonly<Record<string, number>>
}

type World = Omit<RestlessOptions, 'http'>

export const clientOf = ({ url }: RunningServer) => createHttpClient(url, { timeoutMs: TIMEOUT_MS })

/** Plays until there are no more ends. Throws at the first thing that was told and is not so; says how much was. */
export async function playChaos({ ends, choices }: Chaos): Promise<ChaosResult> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'playground-'))
  const start = () => startServer({ dataDir, env: { SCRIPTED_PACE_MS: '3' } })
  let server = await start()
  try {
    const world = await createWorld(server, choices)
    const settled = new Set<KnownRun>()
    let count = 0
    for (const after of ends) {
      await liveUntilEnded(server, after, world)
      count += 1
      server = await start()
      await auditUnsettled(clientOf(server), world.told, settled)
    }
    const runs = await auditEverything(clientOf(server), world)
    return { ends: count, acknowledged: world.told.count(), runs }
  } finally {
    await server.kill('SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  }
}

export async function createWorld(server: RunningServer, choices: number): Promise<World> {
  const tools = [weather, stockPrice]
  const { id: assistantId } = await clientOf(server).post<Assistant>('/v1/assistants', { model: 'scripted', tools })
  return { told: createAcknowledged(), prng: createPrng(choices), assistantId, left: [] }
}

/** Clients live on until so much was acknowledged to them; then the server is killed, or told to end. */
function liveUntilEnded(server: RunningServer, after: number, world: World) {
  const end = world.prng.integer(1, CALM_ENDS) === 1 ? 'SIGTERM' : 'SIGKILL'
  return liveUntil(server, world, { until: () => world.told.more(after), end })
}

interface Ending {
  readonly until: () => Promise<unknown>
  readonly end: NodeJS.Signals
}

/** Clients live on until then; their server ends under them. */
export async function liveUntil(server: RunningServer, world: World, { until, end }: Ending) {
  let isEnded = false
  const http = clientOf(server)
  const lives = Array.from({ length: CLIENTS }, () =>
    liveOn({ ...world, http }).catch((error: unknown) => {
      // Nothing that these clients ask for is to be refused, and nobody but this function ends the server.
      if (!isEnded || (error instanceof RefusedError && error.status !== 503)) throw error
    }),
  )
  const all = Promise.all(lives)
  await Promise.race([until(), all])
  isEnded = true
  await server.kill(end)
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

/** Answers what waits, and looks at what was told and at every other run. Resolves to how many came to which end. */
export async function auditEverything(http: HttpClient, world: World): Promise<ChaosResult['runs']> {
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
  await auditObjects(http, told)

  for (const threadId of new Set([...told.threads.keys(), ...runs.map(({ thread_id }) => thread_id)])) {
    await auditThread(http, told, threadId)
  }
  return Object.fromEntries(ends)
}

async function allRuns(http: HttpClient, query: string): Promise<readonly Run[]> {
  const runs: Run[] = []
  for (let after = ''; ; after = `&after=${runs.at(-1)?.id}`) {
    const page = await http.get<List<RunSummary>>(`/api/connections/embedded/runs?limit=100&${query}${after}`)
    runs.push(...page.data.map(({ run }) => run))
    if (!page.has_more) return runs
  }
}
