// What AppBuilder's stream says of a run, as events of the Assistants wire. Whole objects are put, texts are patches.
import type { StreamRunEvent, StreamRunMessage, StreamRunStatusOf } from '@/lib/appbuilder/stream-event'
import type { AppBuilderToolCall } from '@/lib/appbuilder/run'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { LastError, Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { FunctionToolCall, Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { breakOpen, type Ending } from '@/lib/run/endings'
import { canMove, isTerminal, move, next } from '@/lib/run/machine'
import { completeStep, newAnswer, newStep } from '@/lib/run/run-objects'
import type { Ids } from '@/lib/backend/ids'

export interface Translating {
  /** The run as its log has it so far. */
  readonly view: RunView
  /** Unix seconds of the present moment: the remote's own events carry none that could be trusted. */
  readonly seconds: number
  readonly ids: Ids
}

/** Only what changes something becomes an event: a remote may say a thing twice, or what we have said ourselves. */
export function toWireEvents(event: StreamRunEvent, at: Translating): readonly StreamEvent[] {
  const { run } = at.view
  if (!run || isTerminal(run.status)) return []
  if (event.event === 'message') return piece(run, event, at)
  switch (event.event_type) {
    case 'tool_step_begin':
      return movesTo(run, { to: 'in_progress' }, at)
    case 'tool_calls':
      return calls(run, event.details?.tool_calls ?? [], at)
    case 'tool_submitted_output':
      return submitted(run, event.details?.tool_calls ?? [], at)
    case 'message_creation':
      return messageNamed(run, event.details?.message_creation?.message_id ?? '', at)
    case 'tool_step_end':
      return stepEnd(run, event.status, at)
    case 'run_cancelling':
      return canMove(run.status, 'cancelling') ? movesTo(run, { to: 'cancelling' }, at) : []
    case 'run_end':
      return runEnd(run, event, at)
    default:
      return []
  }
}

/** The shortest way that is legal. Nobody asked to cancel a run that only passes, and it waited for nobody. */
function wayTo(from: RunStatus, to: RunStatus): readonly RunStatus[] {
  const isPassed = (status: RunStatus) =>
    status !== 'requires_action' && !isTerminal(status) && (status !== 'cancelling' || to === 'cancelled')
  const ways: (readonly RunStatus[])[] = [[from]]
  for (const way of ways) {
    for (const status of next[way.at(-1) ?? from]) {
      if (status === to) return [...way.slice(1), status]
      if (!way.includes(status) && isPassed(status)) ways.push([...way, status])
    }
  }
  return []
}

type Move = Omit<Parameters<typeof move>[2], 'seconds'> & { readonly to: RunStatus }

function movesTo(run: Run, { to, ...detail }: Move, { seconds }: Translating): StreamEvent[] {
  if (run.status === to) return []
  let current = run
  return wayTo(run.status, to).map((status) => {
    current = move(current, status, { seconds, ...(status === to && detail) })
    return { event: `thread.run.${status}`, data: current }
  })
}

/** The run as the last of these events left it. */
const runAfter = (events: readonly StreamEvent[], run: Run) =>
  events.reduce((last, { data }) => ('object' in data && data.object === 'thread.run' ? data : last), run)

const begun = (step: Step): StreamEvent[] => [
  { event: 'thread.run.step.created', data: step },
  { event: 'thread.run.step.in_progress', data: step },
]

function calls(run: Run, asked: readonly AppBuilderToolCall[], at: Translating): StreamEvent[] {
  const { seconds, ids } = at
  const known: FunctionToolCall[] = asked.map(({ id, function: call }) => ({
    id,
    type: 'function',
    function: { name: call?.name ?? '', arguments: call?.arguments ?? '', output: null },
  }))
  if (known.length === 0 || run.status === 'requires_action') return []
  const started = movesTo(run, { to: 'in_progress' }, at)
  const step = newStep(run, { type: 'tool_calls', tool_calls: known }, { id: ids('step_'), seconds })
  const required = known.map(({ id, type, function: { name, arguments: text } }) => ({
    id,
    type,
    function: { name, arguments: text },
  }))
  const action = { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: required } } as const
  return [
    ...started,
    ...closeOpen(at, 'completed'),
    ...begun(step),
    ...movesTo(runAfter(started, run), { to: 'requires_action', required_action: action }, at),
  ]
}

/** Somebody else has answered the calls; what we submit ourselves is in the log already. */
function submitted(run: Run, answered: readonly AppBuilderToolCall[], at: Translating): StreamEvent[] {
  if (run.status !== 'requires_action') return []
  const outputOf = (id: string) => answered.find((call) => call.id === id)?.function?.output ?? ''
  const closed = openStepsOf(at.view).map((step): StreamEvent => {
    const details = step.step_details
    const withOutputs: Step =
      details.type === 'tool_calls'
        ? {
            ...step,
            step_details: {
              ...details,
              tool_calls: details.tool_calls.map((call) =>
                call.type === 'function'
                  ? { ...call, function: { ...call.function, output: outputOf(call.id) } }
                  : call,
              ),
            },
          }
        : step
    return { event: 'thread.run.step.completed', data: completeStep(withOutputs, { seconds: at.seconds, usage: null }) }
  })
  return [...closed, ...movesTo(run, { to: 'queued' }, at)]
}

/** A message without a name begins with its first piece, which has one. */
function messageNamed(run: Run, id: string, at: Translating): StreamEvent[] {
  return id === '' ? movesTo(run, { to: 'in_progress' }, at) : messageBegin(run, id, at)
}

function messageBegin(run: Run, id: string, at: Translating): StreamEvent[] {
  if (at.view.messages.some((message) => message.id === id)) return []
  const { seconds, ids } = at
  const message = newAnswer(run, { id: id || ids('msg_'), seconds })
  const details = { type: 'message_creation', message_creation: { message_id: message.id } } as const
  return [
    ...movesTo(run, { to: 'in_progress' }, at),
    ...closeOpen(at, 'completed'),
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

/** Calls wait beyond their step's end, and a message stays open for pieces that come late: what follows closes it. */
const stepEnd = (run: Run, status: string, at: Translating) =>
  run.status === 'requires_action' || openMessageOf(at.view)
    ? []
    : closeOpen(at, closingOf(ends[status] ?? 'completed', { code: 'server_error', message: STEP_FAILED }))

const STEP_FAILED = 'AppBuilder ended the step as failed, and did not say why.'

const isMessage = (data: StreamEvent['data']): data is Message => 'object' in data && data.object === 'thread.message'

const openMessageOf = ({ messages, run }: RunView) =>
  messages.findLast(({ status, run_id }) => status === 'in_progress' && run_id === run?.id)

const openStepsOf = ({ steps }: RunView) => steps.filter(({ status }) => status === 'in_progress')

/** Closes what stands open, message before step. */
function closeOpen({ view, seconds }: Translating, how: Closing): StreamEvent[] {
  if (how !== 'completed') return [...breakOpen(view, how, seconds)]
  const message = openMessageOf(view)
  const steps = openStepsOf(view)
  return [
    ...(message
      ? [
          {
            event: 'thread.message.completed',
            data: { ...message, status: 'completed', completed_at: seconds },
          } as const,
        ]
      : []),
    ...steps.map(
      (step) => ({ event: 'thread.run.step.completed', data: completeStep(step, { seconds, usage: null }) }) as const,
    ),
  ]
}

type Closing = 'completed' | Ending

const ends: Readonly<Record<string, 'completed' | Ending['to']>> = {
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
  expired: 'expired',
}

function runEnd(
  run: Run,
  { status, other_status, details }: StreamRunStatusOf<'run_end'>,
  at: Translating,
): StreamEvent[] {
  const to = ends[status] ?? 'failed'
  const cause = details?.run_object?.last_error ?? details?.error_info
  const last_error: LastError = {
    code: 'server_error',
    message: cause?.message || `AppBuilder ended the run: ${other_status || status}.`,
  }
  const how = closingOf(to, last_error)
  return [...closeOpen(at, how), ...movesTo(run, { to, ...(to === 'failed' && { last_error }) }, at)]
}

const closingOf = (to: 'completed' | Ending['to'], last_error: LastError): Closing =>
  to === 'completed' ? to : to === 'failed' ? { to, last_error } : { to }
