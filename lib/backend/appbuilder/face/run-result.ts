// A run as AppBuilder shows it. Times are Unix milliseconds; 0 stands for what has not happened.
import { randomUUID } from 'node:crypto'
import type { Message } from '@/lib/protocol/message'
import type { RunSummary } from '@/lib/protocol/playground'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { pendingCalls } from '@/lib/run/tool-calls'
import { unseenOf } from '@/lib/run/unseen'
import type { RunExtras } from './extras-store'
import { formatOf } from './to-assistant'
import { textOf, toAnswerId, toContent } from './to-message'
import { fromWireTools } from './tools'

/** AppBuilder has no word for an answer that was cut off. */
const toStatus = (status: RunStatus) => (status === 'incomplete' ? 'failed' : status)

const toLastError = (run: Run) => {
  if (run.last_error) return { type: run.last_error.code, message: run.last_error.message }
  if (run.status === 'incomplete')
    return {
      type: 'incomplete',
      message: `The answer was cut off: ${run.incomplete_details?.reason ?? 'its content'}.`,
    }
  return null
}

export const toToolCalls = (calls: readonly FunctionCall[]) =>
  calls.map(({ id, type, function: { name, arguments: text } }) => ({ id, type, function: { name, arguments: text } }))

/** The calls that still wait: some of several may have been answered before the others. */
export const openCalls = (run: Run, extras: RunExtras | undefined) =>
  pendingCalls(run).filter(({ id }) => !(id in (extras?.outputs ?? {})))

const toRequiredAction = (run: Run, extras: RunExtras | undefined) =>
  run.status === 'requires_action'
    ? { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: toToolCalls(openCalls(run, extras)) } }
    : null

interface Moments {
  readonly createdMs: number
  readonly startedMs: number
  readonly endedMs: number
}

/** When things happened, from the run's own log. A run that was found at work began that before, nobody knows when. */
export function momentsOf(view: RunView): Moments {
  const { stages } = view
  const unseen = unseenOf(view)
  const end = stages.find(({ status }) => isTerminal(status))
  const seen = unseen ? stages.slice(1) : stages
  return {
    createdMs: unseen?.from ?? stages[0]?.from ?? 0,
    startedMs: seen.findLast(({ status }) => status === 'in_progress')?.from ?? 0,
    endedMs: end?.from ?? 0,
  }
}

const timesOf = ({ status }: Run, { createdMs, startedMs, endedMs }: Moments) => ({
  created_at: createdMs,
  started_at: startedMs,
  expired_at: status === 'expired' ? endedMs : 0,
  cancelled_at: status === 'cancelled' ? endedMs : 0,
  failed_at: toStatus(status) === 'failed' ? endedMs : 0,
  completed_at: status === 'completed' ? endedMs : 0,
})

/** How the client's version of the SDK wants a final answer's content. */
export type ContentForm = 'array' | 'object'

interface ResultOptions {
  readonly moments: Moments
  readonly extras: RunExtras | undefined
  readonly final_answer: ReturnType<typeof finalAnswerOf>
}

/** The answer to `run`, a resumption, a submission or a cancellation. It has no model and no instructions. */
export const toRunResult = (run: Run, { moments, extras, final_answer }: ResultOptions) => ({
  id: run.id,
  object: 'run.result',
  status: toStatus(run.status),
  log_id: randomUUID(),
  assistant_id: run.assistant_id,
  thread_id: run.thread_id,
  ...timesOf(run, moments),
  required_action: toRequiredAction(run, extras),
  final_answer,
  last_error: toLastError(run),
})

/** The words of the run's last message; null while it has none. */
export function finalAnswerOf({ messages, run }: RunView, form: ContentForm) {
  if (!run || !isTerminal(run.status)) return null
  const last = messages.findLast((message: Message) => message.run_id === run.id && message.content.length > 0)
  if (!last) return null
  const whole = toContent(textOf(last))
  return { type: 'message', message: { message_id: toAnswerId(last.id), content: form === 'array' ? [whole] : whole } }
}

/** The run as lists, queries and streams show it: with its settings, without its answer. */
const toThreadRun = (run: Run, extras: RunExtras | undefined, moments: Moments) => ({
  id: run.id,
  object: 'thread.run',
  assistant_id: run.assistant_id,
  thread_id: run.thread_id,
  model: run.model,
  instructions: extras?.instructions ?? run.instructions,
  thought_instructions: extras?.thought_instructions ?? '',
  chat_instructions: extras?.chat_instructions ?? '',
  tools: fromWireTools(run.tools, extras?.functions ?? {}),
  file_ids: [],
  // The rest of what was asked for: SDKs pass over keys that they do not know.
  response_format: formatOf(run.response_format),
  metadata: run.metadata,
  model_parameters: extras?.model_parameters ?? null,
  user_info: extras?.user_info ?? null,
  user_loc: extras?.user_loc ?? null,
  status: toStatus(run.status),
  required_action: toRequiredAction(run, extras),
  last_error: toLastError(run),
  final_answer: null,
  ...timesOf(run, moments),
})

/** A run of long ago. Like the service's own its `started_at` is 0: lists do not say it. */
export const toListedRun = (summary: RunSummary, extras: RunExtras | undefined) =>
  toThreadRun(summary.run, extras, momentsIn(summary))

/** When things happened, as the playground's list of runs says it. */
export const momentsIn = ({ created_ms, ended_ms }: RunSummary): Moments => ({
  createdMs: created_ms,
  startedMs: 0,
  endedMs: ended_ms ?? 0,
})

export const toStreamedRun = (run: Run, view: RunView, extras: RunExtras | undefined) =>
  toThreadRun(run, extras, momentsOf(view))
