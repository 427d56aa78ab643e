// Where instances share the runs, each call that is answered by rule is a job: one instance at a time is at it, and
// another goes on where that one ends.
import type { RuleLabel } from '@/lib/protocol/event'
import type { Job, JobSubject } from '@/lib/backend/jobs/jobs'
import { type CallResponder, settledOutput } from '@/lib/run/call-responder'
import { byId } from '@/lib/run/by-id'
import { hasEffects } from './answer-rule'
import { ruleFor } from './rules/applies'
import type { Call } from './rules/call'
import { submissionOf } from './respond-jobs'
import { knownOutputs, type Waiting, waitingFor, type Work } from './waiting-run'

export const CUT_OFF = 'The server stopped while this rule was at it: whether it was done there is not known.'

/** A rule was at it that may have done something elsewhere. */
export const isCutOff = (before: CallResponder | undefined): before is CallResponder & { readonly rule: RuleLabel } =>
  before?.status === 'working' && before.rule !== null && hasEffects(before.rule)

interface Asked {
  readonly runId: string
  readonly call: Pick<Call, 'id'>
}

/** Has the outputs submitted, if all are known, by one instance: backends elsewhere may take them twice. */
export async function submitAsJob(work: Work, runId: string) {
  const { jobs, connection } = work
  if (await knownOutputs(work, runId)) await jobs?.ensure('respond', [{ connection, id: submissionOf(runId) }])
}

/** Has the call answered by one of the instances, unless one is at it. */
export const enqueueCall = (work: Work, asked: Asked) =>
  enqueue(work, asked, (subject) => work.jobs?.ensure('respond', [subject]))

/** The same once more: whoever was at it may not have come to give its job up. */
export const enqueueAgain = (work: Work, asked: Asked) =>
  enqueue(work, asked, (subject) =>
    work.runs.store.transaction(async (tables) => work.jobs?.resend(tables, 'respond', subject)),
  )

type Enqueuing = (subject: JobSubject) => Promise<void> | undefined

function enqueue({ connection, underway, report }: Work, { runId, call }: Asked, enqueuing: Enqueuing) {
  const enqueued = enqueuing({ connection, id: `${runId}/${call.id}` })
  underway.keep(
    Promise.resolve(enqueued).catch((error: unknown) =>
      report(`Call ${call.id} of run ${runId} could not be enqueued to be answered.`, error),
    ),
  )
}

/** Answers a call, and has the outputs submitted where it was the last one. */
export async function answerAsJob(work: Work, { id, signal }: Job) {
  const [runId, callId] = [id.slice(0, id.indexOf('/')), id.slice(id.indexOf('/') + 1)]
  const waiting = await waitingFor(work, runId)
  const call = waiting?.calls.find((each) => each.id === callId)
  if (!waiting || !call) return
  if (settledOutput(byId(waiting.view.responders, callId)) === undefined)
    await answerCall(work, waiting, { call, signal })
  signal.throwIfAborted()
  await submitAsJob(work, runId)
}

interface Answering {
  readonly call: Call
  readonly signal: AbortSignal
}

async function answerCall(work: Work, { run, view }: Waiting, { call, signal: left }: Answering) {
  const { stored, telling, underway, answer } = work
  const runId = run.id
  const before = byId(view.responders, call.id)
  if (isCutOff(before)) return telling.failed({ runId, call, rule: before.rule }, { failure: CUT_OFF })
  const responder = await stored.find(run.assistant_id, call.function)
  const rule = responder && ruleFor(responder.rules, call)
  if (!rule) return telling.noRule({ runId, call, rule: null })
  await underway.doing({ runId, call }, (signal) =>
    telling.answer({ runId, call, rule }, { answer, signal: AbortSignal.any([signal, left]), left }),
  )
}
