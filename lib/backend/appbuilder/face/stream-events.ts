// A run's log as AppBuilder's stream sends it: eight kinds of events and the pieces of the answer.
import type { StatusEventType } from '@/lib/appbuilder/stream-event'
import type { LoggedEvent, MessageDelta } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { byId } from '@/lib/run/by-id'
import type { RunExtras } from './extras-store'
import { momentsOf, openCalls, toStreamedRun, toToolCalls } from './run-result'
import { toAnswerId, toContent } from './to-message'
import { toStep, toStepCalls } from './to-step'

/** An event without its number. */
export type FaceEvent =
  | { readonly event: 'status'; readonly data: StatusData }
  | { readonly event: 'message'; readonly data: Readonly<Record<string, unknown>> }

interface StatusData {
  readonly event_type: StatusEventType
  readonly status: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

interface FaceState {
  /** The run as it stands with the event in it. */
  readonly view: RunView
  readonly extras: RunExtras | undefined
}

/** The events that AppBuilder's clients get for an event of the log; often none. */
export function toFaceEvents(event: LoggedEvent, state: FaceState): readonly FaceEvent[] {
  switch (event.event) {
    case 'thread.run.created':
      return [runBegin(event.data, state)]
    case 'thread.run.requires_action':
      return [toolCalls(event.data, state)]
    case 'thread.run.cancelling':
      return [ofRun('run_cancelling', 'run cancelling', toStreamedRun(event.data, state.view, state.extras))]
    case 'thread.run.completed':
    case 'thread.run.incomplete':
    case 'thread.run.failed':
    case 'thread.run.cancelled':
    case 'thread.run.expired':
      return [runEnd(event.data, state)]
    case 'thread.run.step.created':
      return [ofStep('tool_step_begin', 'begin to run step', { step: event.data, view: state.view })]
    case 'thread.run.step.completed':
    case 'thread.run.step.failed':
    case 'thread.run.step.cancelled':
    case 'thread.run.step.expired':
      return stepEnd(event.data, state)
    case 'thread.message.created':
      return [messageCreation(event.data.id)]
    case 'thread.message.delta':
      return pieces(event.data)
    default:
      return []
  }
}

/** The first event of a stream, also of one that goes on where another ended: clients learn the ids from it. */
export const runBegin = (run: Run, { view, extras }: FaceState) =>
  ofRun('run_begin', `begin to run. logId:${run.id}`, { ...toStreamedRun(run, view, extras), status: 'queued' })

type StreamedRun = ReturnType<typeof toStreamedRun>

function ofRun(type: StatusEventType, message: string, run: StreamedRun): FaceEvent {
  const details = { type: 'run_object', run_object: run }
  return { event: 'status', data: { event_type: type, status: run.status, message, details } }
}

/** The service sends the instructions once, at the beginning, and hides them at the end. */
function runEnd(run: Run, { view, extras }: FaceState): FaceEvent {
  const shown = toStreamedRun(run, view, extras)
  const { createdMs, endedMs } = momentsOf(view)
  const seconds = Math.round((endedMs - createdMs) / 1000)
  const masked = { ...shown, instructions: '***', thought_instructions: '***', chat_instructions: '***' }
  const end = ofRun('run_end', `run end. duration:${seconds}s logId:${run.id}`, masked)
  if (end.event !== 'status' || !shown.last_error) return end
  return { ...end, data: { ...end.data, details: { ...end.data.details, error_info: shown.last_error } } }
}

/** A stream whose log cannot be read on still ends as every stream does. */
export const brokenEnd = (run: Run, message: string, { view, extras }: FaceState): FaceEvent => {
  const error = { type: 'server_error', message }
  const failed = { ...toStreamedRun(run, view, extras), instructions: '***', status: 'failed', last_error: error }
  const details = { type: 'run_object', run_object: failed, error_info: error }
  return { event: 'status', data: { event_type: 'run_end', status: 'failed', message: 'run end.', details } }
}

/** What the run waits for: never empty, for clients take the first. */
export const toolCalls = (run: Run, { extras }: FaceState): FaceEvent => ({
  event: 'status',
  data: {
    event_type: 'tool_calls',
    status: 'requires_action',
    message: 'wait for tool outputs',
    details: { type: 'tool_calls', tool_calls: toToolCalls(openCalls(run, extras)) },
  },
})

/** Each step ends once; one whose calls were answered says before that the answers have come. */
function stepEnd(step: Step, { view }: FaceState): readonly FaceEvent[] {
  const end = ofStep('tool_step_end', 'step end', { step, view })
  const calls = toStepCalls(step)
  if (
    step.status !== 'completed' ||
    calls.length === 0 ||
    calls.some(({ function: { output } }) => output === undefined)
  )
    return [end]
  const submitted: FaceEvent = {
    event: 'status',
    data: {
      event_type: 'tool_submitted_output',
      status: 'in_progress',
      message: 'tool outputs submitted',
      details: { type: 'tool_calls', tool_calls: calls },
    },
  }
  return [submitted, end]
}

function ofStep(type: StatusEventType, message: string, { step, view }: { step: Step; view: RunView }): FaceEvent {
  const index = view.steps.findIndex(({ id }) => id === step.id)
  const span = byId(view.spans, step.id) ?? { from: 0, to: null }
  const details = { type: 'run_step_object', run_step_object: toStep(step, index, span) }
  return { event: 'status', data: { event_type: type, status: step.status, message, details } }
}

const messageCreation = (id: string): FaceEvent => ({
  event: 'status',
  data: {
    event_type: 'message_creation',
    status: 'in_progress',
    message: 'message created',
    details: { type: 'message_creation', message_creation: { message_id: toAnswerId(id) } },
  },
})

/** Clients join the texts of all pieces. Recorded pieces have this status and are not marked as the last. */
function pieces({ id, delta }: MessageDelta): readonly FaceEvent[] {
  const words = (delta.content ?? []).map((part) => part.text?.value ?? part.refusal ?? '').join('')
  if (words === '') return []
  const data = {
    status: 'completed',
    is_end: 0,
    message_id: toAnswerId(id),
    message_index: '',
    content: [toContent(words)],
  }
  return [{ event: 'message', data }]
}
