// What Prometheus reads. Counted where the facts pass anyway; what stands in the database or the process is looked up
// when it is asked for. Imported behind the start.
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import { runStatuses } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import type { Level } from './level'
import { countCalls, countRequests, countRuns, countStore } from './counting'
import type { RequestOver } from './requests'
import { within } from './within'

/** Prometheus waits 10 s for everything, and is to hear all else when the database does not answer. */
const LEVEL_MS = 2_000

export interface MetricsSources {
  readonly openStreams: () => number
  readonly errors: () => number
  /** Of the whole database, whichever instances share it. */
  readonly level: () => Promise<Level | undefined>
}

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  request(over: RequestOver): void
  close(): void
}

export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const stop = [countRuns(registry), countCalls(registry), countStore(registry)]
  const look = createLook(registry, sources)
  return {
    contentType: registry.contentType,
    async text() {
      await look()
      return registry.metrics()
    },
    request: countRequests(registry),
    close() {
      for (const each of stop) each()
      registry.clear()
    },
  }
}

/** Looks up what nobody counts. */
function createLook(registry: Registry, { openStreams, errors, level }: MetricsSources): () => Promise<void> {
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `playground_${name}`, help, registers, labelNames })
  const active = gauge('runs_active', 'Runs of the whole database that have not ended.', ['status'])
  const jobs = gauge('jobs', 'Jobs of the whole database that are not over.', ['queue', 'state'])
  const pool = gauge('database_connections', 'Connections of this instance to the database.', ['state'])
  const data = gauge('data_bytes', 'Bytes of the database and of files, as last measured.')
  const most = gauge('data_limit_bytes', 'MAX_DATA_BYTES; 0 without one.')
  const isUp = gauge('database_up', 'Whether the database has answered.')
  const streams = gauge('open_streams', 'Event streams that are being followed.')
  const told = new Counter({
    ...{ name: 'playground_errors_total', help: 'Errors that the operator was told of.', registers },
  })
  let counted = 0

  function found(level: Level) {
    for (const status of runStatuses) if (!isTerminal(status)) active.set({ status }, level.active.get(status) ?? 0)
    jobs.reset()
    for (const { queue, state, count } of level.jobs) jobs.set({ queue, state }, count)
    for (const [state, count] of Object.entries(level.pool ?? {})) pool.set({ state }, count)
    data.set(level.data.bytes)
    most.set(level.data.limit ?? 0)
  }

  return async () => {
    streams.set(openStreams())
    const all = errors()
    told.inc(all - counted)
    counted = all
    try {
      const now = await within(LEVEL_MS, level())
      if (now) found(now)
      isUp.set(now ? 1 : 0)
    } catch {
      // What was known last stands there, and this says that it is old.
      isUp.set(0)
    }
  }
}
