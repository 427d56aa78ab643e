// The one fold: from a run's log to its objects as they stand. The engine stores what it gives, and the pages draw it.
import type { ErrorBody } from '@/lib/protocol/error'
import type { EventSource, LoggedEvent, RunEvent, StepDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { StepNote } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import { type Own, patchMessage, patchStep } from './delta'
import { type CallResponder, responderWith } from './call-responder'
import { isTerminal } from './machine'
import { patch, put } from './object-lists'
import { noteWith } from './step-notes'

/** From when to when something lasted, in Unix milliseconds; `to` is null while it lasts. */
export interface Span {
  readonly from: number
  readonly to: number | null
}

/** A stretch of the run's life in one status. */
export interface Stage extends Span {
  readonly status: RunStatus
  /** How it became known that the run had entered it; missing where that was made of a fetched run. */
  readonly source?: EventSource
}

/**
 * When something happened that a poll found out: after the poll that had not shown it, and not after `at`.
 * `notBefore` is null where the time of that poll was not recorded. Unix milliseconds.
 */
export interface Window {
  readonly notBefore: number | null
  readonly at: number
}

/** One line of the log. Consecutive deltas of one object share a line: `count` of them, from `seq` to `lastSeq`. */
export interface LogEntry {
  readonly seq: number
  readonly lastSeq: number
  readonly at: number
  readonly lastAt: number
  readonly event: RunEvent['event']
  readonly objectId: string | null
  /** How its first event became known. */
  readonly source: EventSource
  readonly count: number
  /** The object that was put, or the last delta of the line. */
  readonly data: RunEvent['data']
}

export interface RunView {
  readonly run: Run | null
  readonly thread: Thread | null
  readonly steps: readonly Step[]
  readonly messages: readonly Message[]
  readonly error: ErrorBody | null
  readonly log: readonly LogEntry[]
  readonly stages: readonly Stage[]
  /** When each step, message and tool call was first seen and when it came to rest, by id. */
  readonly spans: Readonly<Record<string, Span>>
  /** What is known of steps beside the protocol, by their ids; some of these steps may not have begun. */
  readonly notes: Readonly<Record<string, StepNote>>
  /** What responders have made of calls, by the calls' ids. */
  readonly responders: Readonly<Record<string, CallResponder>>
  /** Of what was found out by looking again, in order; one for each moment `at`. */
  readonly windows: readonly Window[]
  readonly lastSeq: number
}

export const emptyView: RunView = {
  run: null,
  thread: null,
  steps: [],
  messages: [],
  error: null,
  log: [],
  stages: [],
  spans: {},
  notes: {},
  responders: {},
  windows: [],
  lastSeq: 0,
}

/**
 * Lays events over a view. Events that the view has already seen (`seq` not above `lastSeq`) change nothing, so a
 * replay after a reconnect is harmless; an untouched view is returned as it is. Containers are copied once a call at
 * most, so hand over as many events at once as there are.
 */
export function fold(view: RunView, events: readonly LoggedEvent[]): RunView {
  const unseen = events.filter((event) => event.seq > view.lastSeq)
  if (unseen.length === 0) return view
  const draft: Draft = {
    ...view,
    steps: [...view.steps],
    messages: [...view.messages],
    log: [...view.log],
    stages: [...view.stages],
    windows: [...view.windows],
  }
  const making: Making = { draft, own: new Set(), copied: new Set(), line: undefined }
  for (const event of unseen) {
    if (event.seq <= draft.lastSeq) continue
    const timed = inOrder(event, draft.log.at(-1)?.lastAt)
    record(making, timed)
    apply(making, timed)
    draft.lastSeq = event.seq
  }
  return draft
}

/** A server's clock may be set back; the order of the log is the truth, so no event stands before the one before it. */
const inOrder = (event: LoggedEvent, lastAt = event.at): LoggedEvent =>
  event.at < lastAt ? { ...event, at: lastAt } : event

interface Draft {
  run: Run | null
  thread: Thread | null
  steps: Step[]
  messages: Message[]
  error: ErrorBody | null
  log: LogEntry[]
  stages: Stage[]
  spans: Record<string, Span>
  notes: Record<string, StepNote>
  responders: Record<string, CallResponder>
  windows: Window[]
  lastSeq: number
}

type RecordName = 'spans' | 'notes' | 'responders'

/** What this call has made, and may change until it returns. */
interface Making {
  readonly draft: Draft
  readonly own: Own
  /** Records that are copies already: of a long run each takes its time. */
  readonly copied: Set<RecordName>
  /** The last line of the log. */
  line: { -readonly [Field in keyof LogEntry]: LogEntry[Field] } | undefined
}

function apply(making: Making, event: LoggedEvent) {
  const { draft, own } = making
  const { data, at } = event
  if ('error' in data) {
    draft.error = data.error
    return
  }
  switch (data.object) {
    case 'thread':
      draft.thread = data
      break
    case 'thread.run':
      enterRun(draft, data, event)
      break
    case 'thread.run.step':
      put(draft.steps, data)
      touch(making, data.id, { at, isOver: data.status !== 'in_progress' })
      touchCalls(making, data, at)
      break
    case 'thread.message':
      put(draft.messages, data)
      touch(making, data.id, { at, isOver: data.status !== 'in_progress' })
      break
    case 'thread.run.step.delta':
      patch(draft.steps, data.id, (step) => patchStep(step, data, own))
      touchNewCalls(making, data, at)
      break
    case 'thread.message.delta':
      patch(draft.messages, data.id, (message) => patchMessage(message, data, own))
      break
    case 'playground.reasoning.delta':
    case 'playground.request.adapted':
    case 'playground.turn.counted':
    case 'playground.calls.written':
    case 'playground.call.answered':
      recordOf(making, 'notes')[data.step_id] = noteWith(draft.notes[data.step_id], data, at)
      break
    case 'playground.responder.told':
      recordOf(making, 'responders')[data.call_id] = responderWith(draft.responders[data.call_id], data, at)
      break
    case 'playground.unknown':
      // It stands in the log, and nobody knows what it changes.
      break
    default:
      data satisfies never
  }
}

/** What is at rest stays: an observer may see such a run move again, and then only the log has it. */
function enterRun(draft: Draft, run: Run, { at, source }: LoggedEvent) {
  if (draft.run && isTerminal(draft.run.status) && draft.run.status !== run.status) return
  draft.run = run
  enterStage(draft, { status: run.status, from: at, to: null, source })
}

function enterStage(draft: Draft, stage: Stage) {
  const last = draft.stages.at(-1)
  if (last?.status === stage.status) return
  if (last) draft.stages[draft.stages.length - 1] = { ...last, to: stage.from }
  draft.stages.push(stage)
}

/** The draft's own copy of a record. */
function recordOf<Name extends RecordName>({ draft, copied }: Making, name: Name): Draft[Name] {
  if (!copied.has(name)) draft[name] = { ...draft[name] }
  copied.add(name)
  return draft[name]
}

function touch(making: Making, id: string, { at, isOver }: { at: number; isOver: boolean }) {
  const span = making.draft.spans[id]
  if (!span) recordOf(making, 'spans')[id] = { from: at, to: isOver ? at : null }
  else if (isOver && span.to === null) recordOf(making, 'spans')[id] = { ...span, to: at }
}

function touchCalls(making: Making, step: Step, at: number) {
  if (step.step_details.type !== 'tool_calls') return
  const isOver = step.status !== 'in_progress'
  for (const call of step.step_details.tool_calls) touch(making, call.id, { at, isOver })
}

function touchNewCalls(making: Making, { delta: { step_details: details } }: StepDelta, at: number) {
  if (details.type !== 'tool_calls') return
  for (const call of details.tool_calls ?? []) if (call.id) touch(making, call.id, { at, isOver: false })
}

function record(making: Making, event: LoggedEvent) {
  const { draft } = making
  const { notBefore = null, at, seq, source } = event
  const isFoundOut = notBefore !== null || source === 'poll'
  if (isFoundOut && draft.windows.at(-1)?.at !== at) draft.windows.push({ notBefore, at })
  const objectId = 'id' in event.data ? event.data.id : null
  const last = draft.log.at(-1)
  if (last && last.event === event.event && last.objectId === objectId && event.event.endsWith('.delta')) {
    const line = making.line === last ? making.line : { ...last }
    line.lastSeq = event.seq
    line.lastAt = event.at
    line.count += 1
    line.data = event.data
    making.line = line
    draft.log[draft.log.length - 1] = line
    return
  }
  const { event: name, data } = event
  draft.log.push({ seq, lastSeq: seq, at, lastAt: at, event: name, objectId, source, count: 1, data })
}
