// What AppBuilder says of a run, as events of the Assistants wire. Whole objects are put, texts are patches. A run
// stands where it was seen: what it did in between nobody saw, and nothing is made up for it.
import type { StreamRunFrame, StreamRunMessage, StreamRunStatusOf } from '@/lib/appbuilder/stream-event'
import type { AppBuilderToolCall } from '@/lib/appbuilder/run'
import type { RunEvent, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { FunctionToolCall, Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { closeOpen, endingOf, openIn, type AnyEnding } from '@/lib/run/endings'
import { enter } from '@/lib/run/machine'
import { completeStep, newAnswer, newStep } from '@/lib/run/run-objects'
import { unknownEvent } from '@/lib/run/unknown-frame'
import type { Ids } from '@/lib/backend/ids'
import { toLastError } from './from-run'

export interface Translating {
  /** The run as its log has it so far. */
  readonly view: RunView
  /** Unix seconds of the present moment: the remote's own events carry none that could be trusted. */
  readonly seconds: number
  readonly ids: Ids
  /** A stream says what happens; a poll shows only the status by then. */
  readonly seenIn: 'stream' | 'poll'
}

/** Only what changes something becomes an event: a remote may say a thing twice, or what we have said ourselves. */
export function toWireEvents(event: StreamRunFrame, at: Translating): readonly RunEvent[] {
  const { run } = at.view
  if (!run) return []
  if (event.event === 'unknown') return [unknownEvent(event.name, event.data)]
  if (event.event === 'message') return piece(run, event, at)
  switch (event.event_type) {
    case 'run_begin':
      return []
    case 'tool_step_begin':
      return works(run, at)
    case 'tool_calls':
      return calls(run, event.details?.tool_calls ?? [], at)
    case 'tool_submitted_output':
      return submitted(run, event.details?.tool_calls ?? [], at)
    case 'message_creation':
      return messageNamed(run, event.details?.message_creation?.message_id ?? '', at)
    case 'tool_step_end':
      return stepEnd(run, event, at)
    case 'run_cancelling':
      return stands(run, 'cancelling', at)
    case 'run_end':
      return runEnd(run, event, at)
    case 'other':
      return [unknownEvent(event.other_event_type, JSON.stringify(event))]
    default:
      return event satisfies never
  }
}

/** The run in the status that it was seen in, wherever it was before. */
const stands = (run: Run, to: RunStatus, { seconds }: Translating): StreamEvent[] =>
  run.status === to ? [] : [{ event: `thread.run.${to}`, data: enter(run, to, { seconds }) }]

/** For calls that it has not waited for yet, though it may have waited before. */
const waits = (
  run: Run,
  required_action: NonNullable<Run['required_action']>,
  { seconds }: Translating,
): StreamEvent[] => [
  {
    event: 'thread.run.requires_action',
    data: enter(run, 'requires_action', { seconds, required_action }),
  },
]

/**
 * AppBuilder has no word for a run that goes to work: it is seen by what only such a run does. What was on its way when
 * the run was asked to end says nothing of its status.
 */
const works = (run: Run, at: Translating) =>
  run.status === 'queued' || run.status === 'requires_action' ? stands(run, 'in_progress', at) : []

const begun = (step: Step): StreamEvent[] => [
  { event: 'thread.run.step.created', data: step },
  { event: 'thread.run.step.in_progress', data: step },
]

/** A run that waits for other calls than before was answered in between, and nobody saw with what. */
function calls(run: Run, asked: readonly AppBuilderToolCall[], at: Translating): StreamEvent[] {
  const { status } = run
  const open = openIn(at.view).steps.flatMap(callIdsOf)
  if ((status === 'requires_action' || status === 'cancelling') && asked.every(({ id }) => open.includes(id))) return []
  if (asked.length === 0) return []
  const required = asked.map(({ id, function: call }): FunctionCall => ({
    id,
    type: 'function',
    function: { name: call?.name ?? '', arguments: call?.arguments ?? '' },
  }))
  const action = { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: required } } as const
  return [
    ...closeOpen(at.view, { to: 'completed' }, at.seconds),
    ...waitingStep(run, required, at),
    ...(status === 'cancelling' ? [] : waits(run, action, at)),
  ]
}

const callIdsOf = ({ step_details: details }: Step) =>
  details.type === 'tool_calls' ? details.tool_calls.map(({ id }) => id) : []

/** The beginning of a step whose calls wait for their outputs. */
export function waitingStep(
  run: Run,
  required: readonly FunctionCall[],
  { ids, seconds }: Pick<Translating, 'ids' | 'seconds'>,
): StreamEvent[] {
  const tool_calls = required.map((call): FunctionToolCall => ({
    ...call,
    function: { ...call.function, output: null },
  }))
  return begun(newStep(run, { type: 'tool_calls', tool_calls }, { id: ids('step_'), seconds }))
}

/**
 * Somebody else has answered the calls; what we submit ourselves is in the log already. That outputs came queues a run;
 * where only a poll shows that they have come, it works by now.
 */
function submitted(run: Run, answered: readonly AppBuilderToolCall[], at: Translating): StreamEvent[] {
  if (run.status !== 'requires_action') return []
  const outputOf = (id: string) => answered.find((call) => call.id === id)?.function?.output ?? ''
  const closed = openIn(at.view).steps.map((step): StreamEvent => {
    const data = completeStep(withOutputs(step, outputOf), { seconds: at.seconds, usage: null })
    return { event: 'thread.run.step.completed', data }
  })
  return [...closed, ...(at.seenIn === 'stream' ? stands(run, 'queued', at) : works(run, at))]
}

function withOutputs(step: Step, outputOf: (id: string) => string): Step {
  const details = step.step_details
  if (details.type !== 'tool_calls') return step
  const tool_calls = details.tool_calls.map((call) =>
    call.type === 'function' ? { ...call, function: { ...call.function, output: outputOf(call.id) } } : call,
  )
  return { ...step, step_details: { ...details, tool_calls } }
}

/** A message without a name begins with its first piece, which has one. */
const messageNamed = (run: Run, id: string, at: Translating) => (id === '' ? works(run, at) : messageBegin(run, id, at))

function messageBegin(run: Run, id: string, at: Translating): StreamEvent[] {
  if (at.view.messages.some((message) => message.id === id)) return []
  const { view, seconds, ids } = at
  const message = newAnswer(run, { id: id || ids('msg_'), seconds })
  const details = { type: 'message_creation', message_creation: { message_id: message.id } } as const
  return [
    ...works(run, at),
    ...closeOpen(view, { to: 'completed' }, seconds),
    ...begun(newStep(run, details, { id: ids('step_'), seconds })),
    { event: 'thread.message.created', data: message },
    { event: 'thread.message.in_progress', data: message },
  ]
}

/** A piece goes to the message that it names, even one that another has followed; without a name to the open one. */
function piece(run: Run, { message_id, content }: StreamRunMessage, at: Translating): StreamEvent[] {
  const value = content.map(({ text }) => text.value).join('')
  const known = message_id === '' ? openMessageOf(at.view) : at.view.messages.find(({ id }) => id === message_id)
  const begin = known ? [] : messageBegin(run, message_id, at)
  const message = known ?? begin.map(({ data }) => data).findLast(isMessage)
  if (!message || value === '') return begin
  const text = { value, ...(message.content.length === 0 && { annotations: [] }) }
  const delta = { content: [{ index: 0, type: 'text' as const, text }] }
  return [...begin, { event: 'thread.message.delta', data: { id: message.id, object: 'thread.message.delta', delta } }]
}

const isMessage = (data: StreamEvent['data']): data is Message => 'object' in data && data.object === 'thread.message'

const openMessageOf = (view: RunView) => openIn(view).messages.at(-1)

/** Calls wait beyond their step's end, and a message stays open for pieces that come late: what follows closes it. */
function stepEnd(
  run: Run,
  { status, details }: StreamRunStatusOf<'tool_step_end'>,
  { view, seconds }: Translating,
): readonly StreamEvent[] {
  if (run.status === 'requires_action' || openMessageOf(view)) return []
  const cause = details?.run_step_object?.last_error ?? details?.error_info
  return closeOpen(view, endOf({ noun: 'step', status }, { orElse: 'completed', cause }), seconds)
}

function runEnd(
  run: Run,
  { status, other_status, details }: StreamRunStatusOf<'run_end'>,
  { view, seconds }: Translating,
): readonly StreamEvent[] {
  const cause = details?.run_object?.last_error ?? details?.error_info
  const end = endOf({ noun: 'run', status: other_status || status }, { orElse: 'failed', cause })
  return run.status === end.to ? [] : endingOf(view, end, seconds)
}

interface EndReason {
  /** What a word means that is none of the known ends. */
  readonly orElse: 'completed' | 'failed'
  readonly cause?: Parameters<typeof toLastError>[0]
}

function endOf(ended: Parameters<typeof toLastError>[1], { orElse, cause }: EndReason): AnyEnding {
  const to = ends.find((each) => each === ended.status) ?? orElse
  return to === 'failed' ? { to, last_error: toLastError(cause, ended) } : { to }
}

const ends = ['completed', 'cancelled', 'failed', 'expired'] as const
