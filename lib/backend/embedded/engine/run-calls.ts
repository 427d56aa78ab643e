// Executes the calls of hosted tools of one step, one after the other, and says what that makes of the step.
import type { CallAnswered, NoteEvent, RunEvent, StreamEvent, ToolCallDelta } from '@/lib/protocol/event'
import type { HostedCallNote } from '@/lib/protocol/hosted-calls'
import type { Run, Usage } from '@/lib/protocol/run'
import type { ToolCall } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { callsOf, callsOfType, withoutBrokenOff, type WrittenStep } from '@/lib/run/hosted-calls'
import { move } from '@/lib/run/machine'
import { completeStep } from '@/lib/run/run-objects'
import { addUsage } from '@/lib/run/usage'
import { toolCalls } from '@/lib/backend/telemetry'
import type { TraceContext } from '@/lib/backend/trace-context'
import { HostedToolError, type HostedCall, type HostedEvent, type HostedTools } from '../tools/hosted-tool'
import { argumentText } from './argument-text'
import { mainArgument } from './hosted-names'
import { inBatches } from './in-batches'
import { requiredBy } from './required-action'
import { toldTool } from './told-call'
import { untilAborted } from './until-aborted'

/** What a tool puts out is stored and shown together, at most this often. */
const WRITING_INTERVAL_MS = 25

/** A model whose tool says nothing would not know that it was called. */
const NO_OUTPUT = '(no output)'

interface CallsOptions {
  readonly connection: string
  /** What the run's client has sent, where it is traced. */
  readonly trace: TraceContext | undefined
  readonly tools: HostedTools
  readonly signal: AbortSignal
}

/** Says what the calls put out and are answered, those first that are without an answer. Throws what a tool throws. */
export async function* runCalls(
  view: RunView,
  { step, note }: WrittenStep,
  options: CallsOptions,
): AsyncGenerator<readonly RunEvent[]> {
  const { run } = view
  if (!run) return
  for (const [index, call] of callsOf(step).entries()) {
    const written = note.hosted.calls.find(({ id }) => id === call.id)
    if (call.type === 'function' || written?.output !== null) continue
    const events = execute({ run, view, step_id: step.id, index, call, written }, options)
    yield* inBatches(events, {
      isUrgent: ({ event }) => event.startsWith('playground.'),
      intervalMs: WRITING_INTERVAL_MS,
    })
  }
}

interface Execution {
  readonly run: Run
  readonly view: RunView
  readonly step_id: string
  /** Its place on the step. */
  readonly index: number
  readonly call: Exclude<ToolCall, { type: 'function' }>
  readonly written: HostedCallNote
}

async function* execute(
  execution: Execution,
  { tools, signal, connection, trace }: CallsOptions,
): AsyncGenerator<RunEvent> {
  const { run, step_id, call, written } = execution
  const tool = tools.get(call.type)
  if (!tool) throw new HostedToolError(`The tool ${call.type} is not available on this server any more.`)
  const outputs_from = outputsOf(call)
  // In one write with the answer: should the search be made again, it would be there twice.
  let found: readonly StreamEvent[] = []
  const here = {
    connection,
    trace,
    run: run.id,
    id: call.id,
    step: step_id,
    tool: call.type,
    kind: call.type,
  } as const
  const executed = untilAborted(tool.execute(toHostedCall(execution), { run, step_id, signal }), signal)
  const events = toolCalls.isHeard() ? toldTool(here, executed) : executed
  for await (const event of events) {
    if (event.type === 'answer') {
      const { files = [] } = event
      const kept = { ...(files.length > 0 && { files }), ...(outputs_from > 0 && { outputs_from }) }
      yield* found
      yield answered({ step_id, call_id: written.id, output: event.output || NO_OUTPUT, ...kept })
      return
    }
    const deltas = toDeltas(execution, event, outputs_from)
    if (event.type === 'found') found = deltas
    else yield* deltas
  }
  throw new HostedToolError(`The tool ${call.type} has not answered a call.`)
}

function answered(answer: Omit<CallAnswered, 'object'>): NoteEvent {
  const data = { object: 'playground.call.answered', ...answer } as const
  return { event: data.object, data }
}

function toHostedCall({ view, call, written }: Execution): HostedCall {
  return {
    id: written.id,
    arguments: written.arguments,
    // The wire shows the code as it runs.
    input:
      call.type === 'code_interpreter'
        ? call.code_interpreter.input
        : argumentText(written.arguments, mainArgument[call.type]),
    ordinal: callsOfType(view, call.type).findIndex(({ id }) => id === call.id),
  }
}

/** How much an execution that broke off has left on the step. */
const outputsOf = (call: Execution['call']) =>
  call.type === 'code_interpreter' ? call.code_interpreter.outputs.length : 0

/** Clients that put an empty list together do not look for entries of one index: each output is a delta of its own. */
function toDeltas(
  { step_id, index, call: { type } }: Execution,
  event: Exclude<HostedEvent, { type: 'answer' }>,
  outputsFrom: number,
): readonly StreamEvent[] {
  const deltas: readonly ToolCallDelta[] =
    event.type === 'outputs'
      ? event.outputs.map((output) => {
          const outputs = [{ ...output, index: output.index + outputsFrom }]
          return { index, type, code_interpreter: { outputs } }
        })
      : [{ index, type, file_search: event.found }]
  return deltas.map((delta) => {
    const details = { type: 'tool_calls', tool_calls: [delta] } as const
    const data = { id: step_id, object: 'thread.run.step.delta', delta: { step_details: details } } as const
    return { event: 'thread.run.step.delta', data }
  })
}

interface Ending {
  readonly seconds: number
  /** What earlier turns of the run have used. */
  readonly usedBefore: Usage
}

/** All calls of hosted tools are answered: the step is complete, or the run waits for its functions. */
export function afterCalls(run: Run, { step, note }: WrittenStep, { seconds, usedBefore }: Ending): StreamEvent {
  const { usage } = note.hosted
  if (!callsOf(step).some(({ type }) => type === 'function')) {
    const data = completeStep(withoutBrokenOff(step, note), { seconds, usage })
    return { event: 'thread.run.step.completed', data }
  }
  const detail = { required_action: requiredBy(step), usage: addUsage(usedBefore, usage) }
  return { event: 'thread.run.requires_action', data: move(run, 'requires_action', { seconds, ...detail }) }
}
