// The one fold: from a run's log to its objects as they stand. The engine stores what it gives, and the pages draw it.
import type { ErrorBody } from '@/lib/protocol/error'
import type { EventSource, LoggedEvent, NoteEvent, StepDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { StepNote } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { Step, StepDetails } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import { byId, type ById, setById } from './by-id'
import { type Own, patchMessage, patchStep } from './delta'
import { type CallResponder, responderWith } from './call-responder'
import { type LogEntry, writeDown } from './log-entry'
import { isTerminal } from './machine'
import { patch, placeOf, put } from './object-lists'
import { noteWith } from './step-notes'
import { type Span, touch, touchNewCalls } from './spans'
import { emptyTally, recount, type Tally } from './tally'

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

export interface RunView {
  readonly run: Run | null
  readonly thread: Thread | null
  readonly steps: readonly Step[]
  /** The places in `steps` of those with calls of other tools than functions, in their order. */
  readonly hosted: readonly number[]
  readonly messages: readonly Message[]
  readonly error: ErrorBody | null
  readonly log: readonly LogEntry[]
  readonly stages: readonly Stage[]
  /** When each step, message and tool call was first seen and when it came to rest, by id. */
  readonly spans: ById<Span>
  /** What is known of steps beside the protocol, by their ids; some of these steps may not have begun. */
  readonly notes: ById<StepNote>
  /** What responders have made of calls, by the calls' ids. */
  readonly responders: ById<CallResponder>
  readonly tally: Tally
  /** Of what was found out by looking again, in order; one for each moment `at`. */
  readonly windows: readonly Window[]
  readonly lastSeq: number
}

export const emptyView: RunView = {
  run: null,
  thread: null,
  steps: [],
  hosted: [],
  messages: [],
  error: null,
  log: [],
  stages: [],
  spans: [],
  notes: [],
  responders: [],
  tally: emptyTally,
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
    hosted: [...view.hosted],
    messages: [...view.messages],
    log: view.log.slice(-1),
    stages: [...view.stages],
    windows: [...view.windows],
  }
  const making: Making = { draft, own: new Set() }
  for (const event of unseen) {
    if (event.seq <= draft.lastSeq) continue
    const timed = inOrder(event, draft.log.at(-1)?.lastAt)
    noteWindow(draft, timed)
    writeDown(draft.log, timed, making.own)
    apply(making, timed)
    draft.lastSeq = event.seq
  }
  return { ...draft, log: extended(view.log, draft.log) }
}

/** A server's clock may be set back; the order of the log is the truth, so no event stands before the one before it. */
const inOrder = (event: LoggedEvent, lastAt = event.at): LoggedEvent =>
  event.at < lastAt ? { ...event, at: lastAt } : event

/** The lines with those that begin with the last of them, as it is now. Copied once: a long run has thousands. */
const extended = (log: readonly LogEntry[], lines: readonly LogEntry[]) =>
  lines[0] === log.at(-1) ? log.concat(lines.slice(1)) : log.slice(0, -1).concat(lines)

interface Draft {
  run: Run | null
  thread: Thread | null
  steps: Step[]
  hosted: number[]
  messages: Message[]
  error: ErrorBody | null
  /** From the last line on that the view had. */
  log: LogEntry[]
  stages: Stage[]
  spans: ById<Span>
  notes: ById<StepNote>
  responders: ById<CallResponder>
  tally: Tally
  windows: Window[]
  lastSeq: number
}

/** What this call has made, and may change until it returns. */
interface Making {
  readonly draft: Draft
  readonly own: Own
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
      putStep(making, data, at)
      break
    case 'thread.message':
      putObject(making, draft.messages, { object: data, at })
      break
    case 'thread.run.step.delta':
      patch(draft.steps, data.id, (step) => patchStep(step, data, own))
      touchNewCalls(making, data, at)
      noteHosted(draft, data.id, data.delta.step_details)
      break
    case 'thread.message.delta':
      patch(draft.messages, data.id, (message) => patchMessage(message, data, own))
      break
    case 'playground.reasoning.delta':
    case 'playground.request.adapted':
    case 'playground.turn.counted':
    case 'playground.calls.written':
    case 'playground.call.answered':
      putNote(making, data, at)
      break
    case 'playground.responder.told': {
      const value = responderWith(byId(draft.responders, data.call_id), data, at)
      draft.responders = setById(draft.responders, { id: data.call_id, value }, own)
      break
    }
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

function putStep(making: Making, step: Step, at: number) {
  const { draft } = making
  const before = putObject(making, draft.steps, { object: step, at })
  const note = byId(draft.notes, step.id)
  draft.tally = recount(draft.tally, { step: before, note }, { step, note })
  noteHosted(draft, step.id, step.step_details)
}

/** What was never seen stands at the end: nobody looks for it among all that a long run has. */
function putObject<T extends Step | Message>(making: Making, list: T[], { object, at }: { object: T; at: number }) {
  if (!touch(making, object, at)) return put(list, object)
  list.push(object)
  return undefined
}

function noteHosted({ steps, hosted }: Draft, id: string, details: StepDetails | StepDelta['delta']['step_details']) {
  if (details.type !== 'tool_calls' || !details.tool_calls?.some(({ type }) => type !== 'function')) return
  const place = placeOf(steps, id)
  if (place >= 0 && !hosted.includes(place)) hosted.push(place)
}

function putNote({ draft, own }: Making, data: NoteEvent['data'], at: number) {
  const before = byId(draft.notes, data.step_id)
  const note = noteWith(before, data, at)
  draft.notes = setById(draft.notes, { id: data.step_id, value: note }, own)
  // Its step may not have begun.
  const step = byId(draft.spans, note.id) && draft.steps[placeOf(draft.steps, note.id)]
  draft.tally = recount(draft.tally, { step, note: before }, { step, note })
}

function noteWindow({ windows }: Draft, { notBefore, at, source }: LoggedEvent) {
  const isFoundOut = notBefore !== undefined || source === 'poll'
  if (isFoundOut && windows.at(-1)?.at !== at) windows.push({ notBefore: notBefore ?? null, at })
}
