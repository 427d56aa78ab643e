// A run that waits for calls: what is known of them, and their outputs once all are known.
import type { Run } from '@/lib/protocol/run'
import { storedView } from '@/lib/backend/log/stored-view'
import { createWireClient } from '@/lib/backend/wire/wire-client'
import { settledOutput } from '@/lib/run/call-responder'
import type { RunView } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { byId } from '@/lib/run/by-id'
import type { Telling } from './call-telling'
import { type Call, toCall } from './rules/call'
import type { RunWorkerOptions } from './run-worker-options'
import { submitOutputs } from './submit-outputs'
import type { Underway } from './underway'

export interface Waiting {
  readonly run: Run
  readonly view: RunView
  readonly calls: readonly Call[]
}

/** What it takes to answer calls. */
export interface Work extends RunWorkerOptions {
  readonly underway: Underway
  readonly telling: Telling
  readonly closing: AbortController
}

export async function waitingFor({ runs: { store } }: Pick<Work, 'runs'>, runId: string): Promise<Waiting | undefined> {
  const run = await store.runs.get(runId)
  if (run?.status !== 'requires_action') return undefined
  return { run, view: await storedView(store.events, runId), calls: pendingCalls(run).map(toCall) }
}

/** What a run waits for, once all of it is known. */
export async function knownOutputs(work: Pick<Work, 'runs'>, runId: string) {
  const waiting = await waitingFor(work, runId)
  const known = waiting?.calls.map((call) => ({ call, answered: byId(waiting.view.responders, call.id) })) ?? []
  const whole = known.flatMap(({ call, answered }) => {
    const output = settledOutput(answered)
    return answered && output !== undefined ? [{ call, rule: answered.rule, status: answered.status, output }] : []
  })
  return waiting && whole.length > 0 && whole.length === known.length ? { run: waiting.run, outputs: whole } : undefined
}

/** All outputs of a run are submitted at once: as soon as the last one is known. */
export async function submitWhole(work: Work, runId: string) {
  const { connection, backend, sleep, closing, telling } = work
  const known = await knownOutputs(work, runId)
  if (!known) return
  const { run, outputs } = known
  const client = createWireClient(backend, connection)
  const failure = await submitOutputs(client, run, { outputs, sleep, signal: closing.signal })
  if (failure === undefined) return
  for (const { call, rule, status, output } of outputs) {
    const tell = status === 'declined' ? telling.declined : telling.failed
    await tell({ runId, call, rule }, { failure, output })
  }
}
