// Rows derived from a view: one a step, one a tool call under it. Geometry is left to scale.ts.
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { RunStatus } from '@/lib/protocol/status'
import { argumentsInShort } from './call-in-short'
import { countWhile } from './count-while'
import { cutBy } from './cut-by'
import type { RunView } from '@/lib/run/fold'
import type { LogEntry } from '@/lib/run/log-entry'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { byId, mapById } from '@/lib/run/by-id'
import type { Span } from '@/lib/run/spans'
import { lifecycleOf, type Lifecycle, type TimeRange } from './lifecycle'
import { sameRows } from './same-rows'
import type { Bar, BarKind, Row } from './timeline-row'
import { endsOf, isSoft } from './softness'

/**
 * The rows of a view at `now` (Unix ms, on the clock of the log), in the order in which things began. Rows that are
 * as they were in `previous` are the same objects, so what draws them need not draw again.
 */
export function timelineOf(view: RunView, now: number, previous: readonly Row[] = []): readonly Row[] {
  const scene = sceneOf(view, now)
  const rows = view.steps.flatMap((step, index) => rowsOfStep(scene, step, view.steps[index - 1]))
  const pending = pendingRow(scene)
  return sameRows(pending ? [...rows, pending] : rows, previous)
}

/** What every row is measured against. */
interface Scene {
  readonly view: RunView
  readonly life: Lifecycle
  readonly spans: ReadonlyMap<string, Span>
  readonly wroteAt: ReadonlyMap<string, number>
  readonly replaced: ReadonlySet<string>
  /** What cut messages off, by their ids. */
  readonly cuts: ReadonlyMap<string, RunStatus>
  readonly isSoft: boolean
}

function sceneOf(view: RunView, now: number): Scene {
  const wroteAt = new Map<string, number>()
  for (const entry of view.log) {
    const { objectId, at } = entry
    if (objectId !== null && !wroteAt.has(objectId) && isWriting(entry)) wroteAt.set(objectId, at)
  }
  const replaced = replacedSteps(view.steps)
  const cuts = new Map(
    view.messages.flatMap((message) => {
      const cut = cutBy(message)
      return cut ? [[message.id, cut] as const] : []
    }),
  )
  return {
    view,
    life: lifecycleOf(view, now),
    spans: mapById(view.spans),
    wroteAt,
    replaced,
    cuts,
    isSoft: isSoft(view),
  }
}

/** A poll, and a stream that is taken up late, show a message with what was written before. */
function isWriting({ event, data }: LogEntry): boolean {
  if (event === 'thread.message.delta') return true
  const isOpen = event === 'thread.message.created' || event === 'thread.message.in_progress'
  return isOpen && 'content' in data && data.content.length > 0
}

function rowsOfStep(scene: Scene, step: Step, before: Step | undefined): readonly Row[] {
  const span = spanOf(scene, step.id)
  if (!span) return []
  const began = scene.isSoft ? span.from : beganAt(scene, span.from, before)
  const calls = step.step_details.type === 'tool_calls' ? step.step_details.tool_calls : []
  const firstWord =
    step.step_details.type === 'tool_calls'
      ? Math.min(...calls.map((call) => scene.spans.get(call.id)?.from ?? Infinity))
      : (scene.wroteAt.get(step.step_details.message_creation.message_id) ?? Infinity)
  // What is over without a delta was never seen being written: all of it counts as writing.
  const spoke = Number.isFinite(firstWord) || span.isLive ? firstWord : span.from
  const whole = { from: Math.min(began, span.from), to: span.to, isLive: span.isLive }
  const bars = scene.isSoft ? [barOf(scene, workOf(calls[0]), span)] : stepBars(scene, { ...whole, spoke, calls })
  const { id, type, status } = step
  const isReplaced = scene.replaced.has(id)
  const own = { parentId: null, name: null, input: null, responder: null }
  const ends = endsOf(scene.view, whole)
  const row: Row = { id, type, ...own, status, cutBy: cutOf(scene, step), isReplaced, ...whole, ...ends, bars }
  return [row, ...calls.flatMap((call, index) => rowOfCall(scene, { call, next: calls[index + 1], parent: row }))]
}

const cutOf = ({ cuts }: Scene, { step_details: details }: Step) =>
  (details.type === 'message_creation' && cuts.get(details.message_creation.message_id)) || null

interface Whole extends TimeRange {
  readonly isLive: boolean
}

function stepBars(scene: Scene, step: Whole & { spoke: number; calls: readonly ToolCall[] }): readonly Bar[] {
  const { from, to, isLive } = step
  const spoke = Math.min(Math.max(step.spoke, from), to)
  const hasSpoken = Number.isFinite(step.spoke)
  const waits = step.calls.length > 0 ? waitsWithin(scene, { from: spoke, to }) : []
  const wrote = { from: spoke, to: waits[0]?.from ?? to }
  return [
    ...(spoke > from || !hasSpoken
      ? [barOf(scene, 'thinking', { from, to: spoke, isLive: isLive && !hasSpoken })]
      : []),
    ...(hasSpoken ? [barOf(scene, workOf(step.calls[0]), { ...wrote, isLive: isLive && waits.length === 0 })] : []),
    ...waits,
  ]
}

function rowOfCall(
  scene: Scene,
  {
    call,
    next,
    parent,
  }: {
    call: ToolCall
    next: ToolCall | undefined
    parent: Row
  },
): readonly Row[] {
  const known = spanOf(scene, call.id) ?? parent
  const from = clamp(known.from, parent)
  const whole = { from, to: Math.max(from, clamp(known.to, parent)), isLive: known.isLive && parent.isLive }
  const waits = call.type === 'function' ? waitsWithin(scene, whole) : []
  // Only a log tells when the next call began to be written.
  const isFollowed = call.type === 'function' && next !== undefined && !scene.isSoft
  const nextFrom = isFollowed ? (scene.spans.get(next.id)?.from ?? whole.to) : whole.to
  const to = Math.max(from, Math.min(waits[0]?.from ?? whole.to, nextFrom))
  const isWriting = whole.isLive && to === whole.to && waits.length === 0
  const bars = [barOf(scene, workOf(call), { from, to, isLive: isWriting }), ...waits]
  const { id, type } = call
  const responder = byId(scene.view.responders, id) ?? null
  const own = { id, type, parentId: parent.id, name: calledAs(call), input: argumentsInShort(call), responder }
  const { status, cutBy, isReplaced } = parent
  return [{ ...own, status, cutBy, isReplaced, ...whole, ...endsOf(scene.view, whole), bars }]
}

/** Null where pages have a name for it in their language; a tool that only another server has is called as there. */
function calledAs(call: ToolCall): string | null {
  switch (call.type) {
    case 'function':
      return call.function.name
    case 'code_interpreter':
    case 'file_search':
      return null
    default:
      return (call satisfies never as ToolCall).type
  }
}

/** While the run works and no step is open, the model has been asked and has not begun to answer. */
function pendingRow(scene: Scene): Row | null {
  const { view, life } = scene
  const last = life.segments.at(-1)
  if (!view.run || last?.status !== 'in_progress' || !last.isLive) return null
  const before = view.steps.at(-1)
  if (before?.status === 'in_progress') return null
  const whole = { from: beganAt(scene, last.to, before), to: last.to, isLive: true }
  return {
    id: view.run.id,
    type: 'thinking',
    parentId: null,
    name: null,
    input: null,
    responder: null,
    status: 'in_progress',
    cutBy: null,
    isReplaced: false,
    ...endsOf(view, whole),
    ...whole,
    bars: [barOf(scene, 'thinking', whole)],
  }
}

/** When the model was asked for what began at `from`: when the run last went to work, or when the step before ended. */
function beganAt(scene: Scene, from: number, before: Step | undefined): number {
  const { segments } = scene.life
  let index = firstAfter(segments, from) - 1
  while (index >= 0 && segments[index]!.status !== 'in_progress') index -= 1
  const asked = segments[index]
  const free = (before && scene.spans.get(before.id)?.to) ?? -Infinity
  return asked ? Math.min(from, Math.max(asked.from, free)) : from
}

/** The span of an object, closed by the run's own end or, while both live, by now. */
function spanOf(scene: Scene, id: string): Whole | undefined {
  const span = scene.spans.get(id)
  if (!span) return undefined
  const isLive = span.to === null && scene.life.isLive
  return { from: span.from, to: Math.max(span.from, span.to ?? scene.life.to), isLive }
}

/** The times within a stretch in which the run stood still for outputs. */
function waitsWithin(scene: Scene, { from, to }: TimeRange): readonly Bar[] {
  const { segments } = scene.life
  const end = firstAfter(segments, to)
  let begin = end
  while (begin > 0 && segments[begin - 1]!.to >= from) begin -= 1
  return segments
    .slice(begin, end)
    .filter((segment) => segment.status === 'requires_action')
    .map((segment) =>
      barOf(scene, 'waiting', {
        from: Math.max(from, segment.from),
        to: Math.min(to, segment.to),
        isLive: segment.isLive,
      }),
    )
    .filter((bar) => bar.isLive || bar.to > bar.from)
}

/**
 * Where the first segment stands that begins after a moment. A run of thousands of rounds has as many segments as
 * steps, and this is asked for each step.
 */
const firstAfter = (segments: readonly TimeRange[], at: number) => countWhile(segments, ({ from }) => from <= at)

const workOf = (call: ToolCall | undefined): BarKind =>
  call === undefined ? 'message' : call.type === 'function' ? 'arguments' : 'tool'

function barOf({ view }: Scene, kind: BarKind, { from, to, isLive }: Whole): Bar {
  const stretch = { from, to: Math.max(from, to) }
  const ends = endsOf(view, stretch)
  // What began and ended within one window has no length to fade through it.
  const shown = stretch.to > from ? ends : { ...ends, fromNotBefore: null, toNotBefore: null }
  return { kind, ...stretch, isLive, ...shown }
}

const clamp = (at: number, { from, to }: TimeRange) => Math.min(Math.max(at, from), to)
