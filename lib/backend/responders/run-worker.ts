// Answers the calls that runs of a connection wait for, by the rules of their assistants. What it knows of a run stands
// in the run's log, so a start goes on where another broke off, and no call is answered twice.
import { ApiError } from '@/lib/protocol/error'
import type { DecideBody } from '@/lib/protocol/responder'
import type { Run } from '@/lib/protocol/run'
import { createExclusive } from '@/lib/backend/exclusive'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import { storedView } from '@/lib/backend/log/stored-view'
import { createWireClient } from '@/lib/backend/wire/wire-client'
import type { RunView } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { hasEffects } from './answer-rule'
import { createTelling, type Telling } from './call-telling'
import { isPageRun } from './page-runs'
import { ruleFor } from './rules/applies'
import { type Call, toCall } from './rules/call'
import type { RunWorkerOptions } from './run-worker-options'
import { submitOutputs } from './submit-outputs'
import { createUnderway, type Underway } from './underway'

/** A run that waits for calls, and what is known of them. */
interface Waiting {
  readonly run: Run
  readonly view: RunView
  readonly calls: readonly Call[]
}

interface Work extends RunWorkerOptions {
  readonly underway: Underway
  readonly telling: Telling
  readonly closing: AbortController
}

export type RunWorker = ReturnType<typeof createRunWorker>

export function createRunWorker(options: RunWorkerOptions) {
  const closing = new AbortController()
  const underway = createUnderway(closing.signal)
  const work: Work = { ...options, underway, telling: createTelling(options, closing.signal), closing }
  const exclusive = createExclusive()
  const { runs, report } = options

  /** Looks at a run that may wait for calls, in the background. */
  const look = (runId: string) =>
    underway.keep(
      exclusive(runId, () => consider(work, runId)).catch((error: unknown) => {
        if (!closing.signal.aborted) report(`The calls of run ${runId} could not be answered by rule.`, error)
      }),
    )

  const unsubscribe = runs.changes.subscribe(({ kind, verb, id, status }, place) => {
    if (kind !== 'run' || verb !== 'put' || status === null) return
    // Of several instances the one that wrote it answers.
    if (status !== 'requires_action') underway.endRun(id)
    else if (place === 'here') look(id)
  })

  return {
    look,
    /** Looks at every run that waits: those that an earlier process left, or those of an assistant with new rules. */
    lookAtAll: (assistantId?: string) =>
      underway.keep(
        waitingRuns(runs, assistantId)
          .then((ids) => ids.forEach(look))
          .catch((error: unknown) => report('Runs that wait for calls could not be listed.', error)),
      ),
    /** Throws ApiError (404, 409). */
    decide: (runId: string, body: DecideBody) => exclusive(runId, () => decide(work, runId, body)),
    /** What was begun is left as it is; the next start goes on with it. */
    async close() {
      unsubscribe()
      closing.abort(new Error('The server is closing.'))
      await underway.ended()
    },
  }
}

const waitingRuns = async ({ store }: RunsHere, assistantId?: string) =>
  (await store.runs.unfinished()).flatMap(({ run: { id, status, assistant_id } }) =>
    status === 'requires_action' && assistant_id === (assistantId ?? assistant_id) ? [id] : [],
  )

async function waitingFor({ runs: { store } }: Pick<Work, 'runs'>, runId: string): Promise<Waiting | undefined> {
  const run = await store.runs.get(runId)
  if (run?.status !== 'requires_action') return undefined
  return { run, view: await storedView(store.events, runId), calls: pendingCalls(run).map(toCall) }
}

async function consider(work: Work, runId: string) {
  const { runs, stored, underway } = work
  const run = await runs.store.runs.get(runId)
  if (run?.status !== 'requires_action') return
  const isMeant = (await isPageRun(runs.store.records, runId)) || (await stored.isForAllRuns(run.assistant_id))
  const waiting = isMeant ? await waitingFor(work, runId) : undefined
  if (!waiting) return
  for (const call of waiting.calls) {
    const status = waiting.view.responders[call.id]?.status
    const isOpen = status === undefined || status === 'working' || status === 'asked'
    if (isOpen && !underway.has(call.id)) await take(work, waiting, call)
  }
  submitLater(work, runId)
}

/** What the rules of its function say of a call that nobody has answered, or that a start finds being answered. */
async function take(work: Work, { run, view }: Waiting, call: Call) {
  const { stored, telling } = work
  const responder = await stored.find(run.assistant_id, call.function)
  const before = view.responders[call.id]
  if (before?.status === 'working' && before.rule && hasEffects(before.rule)) {
    const failure = 'The server stopped while this rule was at it: whether it was done there is not known.'
    return telling.failed({ runId: run.id, call, rule: before.rule }, { failure })
  }
  if (!responder || responder.mode === 'never' || responder.rules.length === 0) return
  const rule = ruleFor(responder.rules, call)
  if (!rule) return telling.noRule({ runId: run.id, call, rule: null })
  if (responder.mode === 'ask' && before?.status === 'asked') return
  if (responder.mode === 'ask' && !before) return telling.asked({ runId: run.id, call, rule })
  answerInBackground(work, { runId: run.id, call, rule })
}

type Answering = Parameters<Telling['answer']>[0]

function answerInBackground(work: Work, asked: Answering) {
  const { underway, telling, answer, report, closing } = work
  underway.begin(asked, async (signal) => {
    try {
      await telling.answer(asked, { answer, signal })
      submitLater(work, asked.runId)
    } catch (error) {
      if (!closing.signal.aborted) report(`Call ${asked.call.id} of run ${asked.runId} could not be answered.`, error)
    }
  })
}

/** All outputs of a run are submitted at once: as soon as the last one is known. */
function submitLater(work: Work, runId: string) {
  const { underway, connection, backend, sleep, closing, telling, report } = work
  const submit = async () => {
    const waiting = await waitingFor(work, runId)
    const known = waiting?.calls.map((call) => ({ call, answered: waiting.view.responders[call.id] })) ?? []
    const whole = known.flatMap(({ call, answered }) =>
      answered?.status === 'answered' ? [{ call, rule: answered.rule, output: answered.output ?? '' }] : [],
    )
    if (!waiting || whole.length === 0 || whole.length < known.length) return
    const client = createWireClient(backend, connection)
    const failure = await submitOutputs(client, waiting.run, { outputs: whole, sleep, signal: closing.signal })
    if (failure === undefined) return
    for (const { call, rule, output } of whole) await telling.failed({ runId, call, rule }, { failure, output })
  }
  underway.once(`submit ${runId}`, () =>
    submit().catch((error: unknown) => {
      if (!closing.signal.aborted) report(`The outputs of run ${runId} could not be submitted.`, error)
    }),
  )
}

/** What a person says to calls that wait. */
async function decide(work: Work, runId: string, { decision, call_ids }: DecideBody) {
  const { telling, stored, underway } = work
  const waiting = await waitingFor(work, runId)
  const calls = waiting?.calls.filter(({ id }) => call_ids?.includes(id) ?? true) ?? []
  const statusOf = ({ id }: Call) => waiting?.view.responders[id]?.status
  const meant = calls.filter((call) =>
    decision === 'retry' ? statusOf(call) !== 'answered' && !underway.has(call.id) : statusOf(call) === 'asked',
  )
  if (!waiting || meant.length === 0) throw nothingWaits(runId)
  const { run } = waiting
  const names = [...new Set(meant.map((call) => call.function))]
  if (decision === 'always') await stored.answerAlways(run.assistant_id, names)
  for (const call of meant) {
    const responder = await stored.find(run.assistant_id, call.function)
    const rule = ruleFor(responder?.rules ?? [], call) ?? null
    if (decision === 'decline') await telling.declined({ runId, call, rule })
    else if (rule) answerInBackground(work, { runId, call, rule })
    else await telling.noRule({ runId, call, rule })
  }
}

const nothingWaits = (runId: string) =>
  new ApiError(409, `Run ${runId} waits for no call that this could be said of.`, { code: 'nothing_waits' })
