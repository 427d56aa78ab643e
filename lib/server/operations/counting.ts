// What is counted as it happens.
import { Counter, Histogram, type Registry } from 'prom-client'
import { runStatuses } from '@/lib/protocol/status'
import { modelCalls, runsWritten, toolCalls, transactions } from '@/lib/backend/telemetry'
import { bounded } from './bounded'
import type { RequestOver } from './requests'
import { createRunFacts } from './run-facts'

const SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600]
const STORE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

type Stop = () => void

interface Measure {
  readonly name: string
  readonly help: string
  readonly labelNames?: string[]
}

const histogram = (registry: Registry, { name, ...measure }: Measure, buckets = SECONDS) =>
  new Histogram({ name: `playground_${name}_seconds`, registers: [registry], buckets, ...measure })

const counter = (registry: Registry, { name, ...measure }: Measure) =>
  new Counter({ name: `playground_${name}_total`, registers: [registry], ...measure })

export function countRuns(registry: Registry): Stop {
  const transitions = counter(registry, {
    ...{ name: 'run_transitions', help: 'Runs that came into a status.', labelNames: ['status'] },
  })
  // What has not happened yet is 0, or its first time would not be seen as a change.
  for (const status of runStatuses) transitions.inc({ status }, 0)
  const wait = histogram(registry, { name: 'run_queue', help: 'How long runs were queued.' })
  const lasted = histogram(registry, {
    ...{ name: 'run', help: 'From the creation of a run to its end.', labelNames: ['status'] },
  })
  const tokens = counter(registry, {
    ...{ name: 'tokens', help: 'Tokens of runs that ended, counted or estimated.', labelNames: ['kind', 'model'] },
  })
  const modelOf = bounded()
  const factsOf = createRunFacts()
  return runsWritten.listen((written) => {
    for (const { status, queuedSeconds, seconds, usage } of factsOf(written)) {
      transitions.inc({ status })
      if (queuedSeconds !== undefined) wait.observe(queuedSeconds)
      if (seconds !== undefined) lasted.observe({ status }, seconds)
      const model = modelOf(written.after.model)
      for (const [kind, count] of Object.entries(usage ?? {})) if (count > 0) tokens.inc({ kind, model }, count)
    }
  })
}

export function countCalls(registry: Registry): Stop {
  const turn = histogram(registry, {
    ...{ name: 'turn', help: 'One question to a model, to the end of its answer.', labelNames: ['model', 'outcome'] },
  })
  const first = histogram(registry, {
    ...{ name: 'first_token', help: 'From the question to the first piece of its answer.', labelNames: ['model'] },
  })
  const calls = histogram(registry, {
    ...{ name: 'tool_call', help: 'Calls that were answered here: by hosted tools, or by rule.' },
    labelNames: ['tool', 'outcome'],
  })
  const modelOf = bounded()
  const begun = new WeakMap<object, number>()
  const since = (call: object) => (performance.now() - (begun.get(call) ?? performance.now())) / 1_000
  const outcomeOf = (error: unknown) => (error === undefined ? 'ok' : 'failed')
  const stops = [
    modelCalls.listen((told) => {
      const model = modelOf(told.call.model)
      if (told.phase === 'asked') begun.set(told.call, performance.now())
      else if (told.phase === 'spoke') first.observe({ model }, since(told.call))
      else turn.observe({ model, outcome: outcomeOf(told.error) }, since(told.call))
    }),
    toolCalls.listen(({ phase, call, error }) => {
      if (phase === 'begun') begun.set(call, performance.now())
      else calls.observe({ tool: call.kind, outcome: outcomeOf(error) }, since(call))
    }),
  ]
  return () => stops.forEach((stop) => stop())
}

export function countStore(registry: Registry): Stop {
  const transaction = histogram(
    registry,
    { name: 'store_transaction', help: 'Transactions, until they were durable.', labelNames: ['outcome'] },
    STORE_SECONDS,
  )
  return transactions.listen(({ ms, outcome }) => transaction.observe({ outcome }, ms / 1_000))
}

export function countRequests(registry: Registry): (over: RequestOver) => void {
  const requests = counter(registry, {
    ...{ name: 'requests', help: 'Requests that are over.', labelNames: ['route', 'method', 'status'] },
  })
  const lasted = histogram(registry, {
    ...{ name: 'request', help: 'To the end of the answer; of streams as long as followed.', labelNames: ['kind'] },
  })
  return ({ route, method, status, ms }) => {
    requests.inc({ route, method, status })
    lasted.observe({ kind: route.split(' ', 1)[0] ?? route }, ms / 1_000)
  }
}
