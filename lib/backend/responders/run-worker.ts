// Answers the calls that runs of a connection wait for, by the rules of their assistants. What it knows of a run stands
// in the run's log, so a start goes on where another broke off, and no call is answered twice.
import { ApiError } from '@/lib/protocol/error'
import type { DecideBody } from '@/lib/protocol/responder'
import type { ResponderMode } from '@/lib/protocol/responder-limits'
import { createExclusive } from '@/lib/backend/exclusive'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import { type CallResponder, settledOutput } from '@/lib/run/call-responder'
import { byId } from '@/lib/run/by-id'
import { answerAsJob, CUT_OFF, enqueueAgain, enqueueCall, isCutOff, submitAsJob } from './answer-as-job'
import { againOf, isOfCall, isSubmission, runOf } from './respond-jobs'
import type { OpenRule } from './answer-rule'
import { createTelling, type Telling } from './call-telling'
import { isPageRun } from './page-runs'
import { ruleFor } from './rules/applies'
import type { Call } from './rules/call'
import type { RunWorkerOptions } from './run-worker-options'
import { createUnderway } from './underway'
import { submitWhole, type Waiting, waitingFor, type Work } from './waiting-run'

export type RunWorker = ReturnType<typeof createRunWorker>

export function createRunWorker(options: RunWorkerOptions) {
  const closing = new AbortController()
  const underway = createUnderway(closing.signal)
  const work: Work = { ...options, underway, telling: createTelling(options, closing.signal), closing }
  const exclusive = createExclusive()
  const { runs, jobs, connection, report } = options
  const considerNow = (runId: string) => exclusive(runId, () => consider(work, runId))
  const worker = jobs?.work('respond', connection, async (job) => {
    if (isOfCall(job.id)) await answerAsJob(work, job)
    else if (isSubmission(job.id)) await submitWhole(work, runOf(job.id))
    else await considerNow(runOf(job.id))
  })

  /** Looks at a run that may wait for calls, in the background. */
  const look = (runId: string) =>
    underway.keep(
      (jobs ? jobs.ensure('respond', [{ connection, id: againOf(runId) }]) : considerNow(runId)).catch(
        (error: unknown) => {
          if (!closing.signal.aborted) report(`The calls of run ${runId} could not be answered by rule.`, error)
        },
      ),
    )

  const unsubscribe = runs.changes.subscribe(({ kind, verb, id, status }, place) => {
    if (kind !== 'run' || verb !== 'put' || status === null) return
    if (status !== 'requires_action') underway.endRun(id)
    // Where there are jobs, one was sent with it. Else who follows the run answers.
    else if (!jobs && place === 'here') look(id)
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
    /** Whether a call of the run is left to a person: no rule has answered it, or is about to. */
    needsPerson: (runId: string) => exclusive(runId, () => needsPerson(work, runId)),
    /** What was begun is left as it is; the next start goes on with it. */
    async close() {
      unsubscribe()
      closing.abort(new Error('The server is closing.'))
      await worker?.stop()
      await underway.ended()
    },
  }
}

const waitingRuns = async ({ store }: RunsHere, assistantId?: string) =>
  (await store.runs.unfinished()).flatMap(({ run: { id, status, assistant_id } }) =>
    status === 'requires_action' && assistant_id === (assistantId ?? assistant_id) ? [id] : [],
  )

async function consider(work: Work, runId: string) {
  const { runs, stored, underway } = work
  const run = await runs.store.runs.get(runId)
  if (run?.status !== 'requires_action') return
  const isMeant = (await isPageRun(runs.store.records, runId)) || (await stored.isForAllRuns(run.assistant_id))
  const waiting = isMeant ? await waitingFor(work, runId) : undefined
  if (!waiting) return
  for (const call of waiting.calls) {
    const status = byId(waiting.view.responders, call.id)?.status
    const isOpen = status === undefined || status === 'working' || status === 'asked'
    if (isOpen && !underway.has(call.id)) await take(work, waiting, call)
  }
  submitLater(work, runId)
}

/** What the rules of its function say of a call that nobody has answered, or that a start finds being answered. */
async function take(work: Work, { run, view }: Waiting, call: Call) {
  const { stored, telling } = work
  const responder = await stored.find(run.assistant_id, call.function)
  const before = byId(view.responders, call.id)
  if (isCutOff(before)) {
    // Whoever is at it has a job for it, and only who finds that left knows it to be cut off.
    if (work.jobs) return enqueueCall(work, { runId: run.id, call })
    return telling.failed({ runId: run.id, call, rule: before.rule }, { failure: CUT_OFF })
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
  if (work.jobs) return enqueueCall(work, asked)
  underway.begin(asked, async (signal) => {
    try {
      await telling.answer(asked, { answer, signal })
      submitLater(work, asked.runId)
    } catch (error) {
      if (!closing.signal.aborted) report(`Call ${asked.call.id} of run ${asked.runId} could not be answered.`, error)
    }
  })
}

function submitLater(work: Work, runId: string) {
  const { jobs, underway, closing, report } = work
  const submit = jobs ? submitAsJob : submitWhole
  underway.once(`submit ${runId}`, () =>
    submit(work, runId).catch((error: unknown) => {
      if (!closing.signal.aborted) report(`The outputs of run ${runId} could not be submitted.`, error)
    }),
  )
}

async function needsPerson(work: Work, runId: string): Promise<boolean> {
  const waiting = await waitingFor(work, runId)
  const isWithRule = ({ id }: Call) => {
    const responder = waiting && byId(waiting.view.responders, id)
    return work.underway.has(id) || responder?.status === 'working' || settledOutput(responder) !== undefined
  }
  return waiting?.calls.some((call) => !isWithRule(call)) ?? false
}

/** What a person says to calls that wait. */
async function decide(work: Work, runId: string, { decision, call_ids, output }: DecideBody) {
  const { stored } = work
  const waiting = await waitingFor(work, runId)
  const calls = waiting?.calls.filter(({ id }) => call_ids?.includes(id) ?? true) ?? []
  const before = waiting?.view.responders ?? []
  const meant = calls.filter((call) => isMeant(work, decision, { call, before: byId(before, call.id) }))
  if (!waiting || meant.length === 0) throw nothingWaits(runId)
  const { run, view } = waiting
  const names = [...new Set(meant.map((call) => call.function))]
  if (decision === 'always') await stored.answerAlways(run.assistant_id, names)
  for (const call of meant) {
    const responder = await stored.find(run.assistant_id, call.function)
    const rule = ruleFor(responder?.rules ?? [], call) ?? null
    const asked = { call, rule, mode: responder?.mode, before: byId(view.responders, call.id) }
    await carryOut(work, runId, { decision, output, asked })
  }
  submitLater(work, runId)
}

interface Told {
  readonly call: Call
  readonly before: CallResponder | undefined
}

/** Whether it can be said of the call. */
function isMeant({ underway, jobs }: Work, decision: DecideBody['decision'], { call, before }: Told): boolean {
  if (decision !== 'retry') return before?.status === 'asked'
  // Another instance may be at it.
  if (jobs && before?.status === 'working') return false
  return before?.status !== 'answered' && before?.status !== 'asked' && !underway.has(call.id)
}

interface Said extends Pick<DecideBody, 'decision' | 'output'> {
  readonly asked: Told & { readonly rule: OpenRule | null; readonly mode: ResponderMode | undefined }
}

const DECLINED = 'The user declined this call. It was not carried out.'

async function carryOut(work: Work, runId: string, { decision, output = DECLINED, asked }: Said) {
  const { telling } = work
  const { call, rule, mode, before } = asked
  if (decision === 'decline') return telling.declined({ runId, call, rule }, { output })
  if (!rule) return telling.noRule({ runId, call, rule })
  // Nobody has allowed it yet.
  const isAskedAgain = before?.status === 'declined' || (mode === 'ask' && before?.rule === null)
  if (decision === 'retry' && isAskedAgain) return telling.asked({ runId, call, rule })
  if (work.jobs) enqueueAgain(work, { runId, call })
  else answerInBackground(work, { runId, call, rule })
}

const nothingWaits = (runId: string) =>
  new ApiError(409, `Run ${runId} waits for no call that this could be said of.`, { code: 'nothing_waits' })
