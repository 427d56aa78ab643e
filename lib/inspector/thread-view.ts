// A thread as it is read: what people wrote, and between that the runs, each with what it did in its order.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { replacedSteps } from '@/lib/run/replaced-steps'

/** A run and what it wrote. */
export interface RunEntry {
  readonly type: 'run'
  readonly id: string
  readonly run: Run
  readonly messages: readonly Message[]
}

/** Something in the conversation: a message that stands by itself, or all that one run did. */
export type ThreadEntry = { readonly type: 'message'; readonly id: string; readonly message: Message } | RunEntry

interface ThreadParts {
  /** As fetched, oldest first. */
  readonly messages: readonly Message[]
  /** As fetched, oldest first. */
  readonly runs: readonly Run[]
  /** Runs seen live; they are laid over what was fetched, by id. */
  readonly live: readonly RunView[]
  /** Ids of messages that were deleted since they were seen live. */
  readonly deleted: readonly string[]
  /** Older messages exist that were not fetched; runs from before the oldest message are then left out. */
  readonly hasOlder: boolean
}

/** The entries of a conversation, oldest first. */
export function threadViewOf({ messages, runs, live, deleted, hasOlder }: ThreadParts): readonly ThreadEntry[] {
  const known = overlay(
    messages,
    live.flatMap((view) => view.messages.filter(({ id }) => !deleted.includes(id))),
  )
  const all = overlay(
    runs,
    live.flatMap(({ run }) => (run ? [run] : [])),
  )
  const blocks = blocksOf(all, known)
  const entries: ThreadEntry[] = []
  const placed = new Set<string>()
  for (const message of known) {
    const block = message.run_id === null ? undefined : blocks.get(message.run_id)
    if (!block) entries.push({ type: 'message', id: message.id, message })
    else if (!placed.has(block.id)) {
      placed.add(block.id)
      entries.push(block)
    }
  }
  const since = hasOlder ? (known[0]?.created_at ?? Infinity) : -Infinity
  all.forEach((run, index) => {
    if (placed.has(run.id) || run.created_at < since) return
    const later = new Set(all.slice(index + 1).map(({ id }) => id))
    entries.splice(placeOf(entries, run, later), 0, blocks.get(run.id)!)
  })
  return entries
}

/** A piece of what a run did: a message it wrote, or a turn of tool calls. */
type RunPart =
  | {
      readonly type: 'message'
      readonly id: string
      readonly message: Message
      /** Null where the step is not known. */
      readonly stepId: string | null
      readonly isReplaced: boolean
    }
  | { readonly type: 'calls'; readonly id: string; readonly step: Step; readonly isReplaced: boolean }

/** What a run did, in the order of its steps; messages of steps that are not known come last, in their own order. */
export function runPartsOf(steps: readonly Step[], messages: readonly Message[]): readonly RunPart[] {
  const rest = new Map(messages.map((message) => [message.id, message]))
  const replaced = replacedSteps(steps)
  const parts = steps.flatMap((step): RunPart[] => {
    const isReplaced = replaced.has(step.id)
    if (step.step_details.type === 'tool_calls') return [{ type: 'calls', id: step.id, step, isReplaced }]
    const message = rest.get(step.step_details.message_creation.message_id)
    if (!message) return []
    rest.delete(message.id)
    return [{ type: 'message', id: message.id, message, stepId: step.id, isReplaced }]
  })
  const last = messages.at(-1)
  return [
    ...parts,
    ...[...rest.values()].map((message): RunPart => {
      // Without its step a message tells by itself that it broke off, and its run's next one that the run went on.
      const isReplaced = message.incomplete_details?.reason === 'run_failed' && message !== last
      return { type: 'message', id: message.id, message, stepId: null, isReplaced }
    }),
  ]
}

function blocksOf(runs: readonly Run[], messages: readonly Message[]): ReadonlyMap<string, ThreadEntry> {
  const written = new Map<string, Message[]>()
  for (const message of messages) {
    if (message.run_id === null) continue
    const others = written.get(message.run_id)
    if (others) others.push(message)
    else written.set(message.run_id, [message])
  }
  return new Map(
    runs.map((run) => [run.id, { type: 'run', id: run.id, run, messages: written.get(run.id) ?? [] }] as const),
  )
}

/**
 * Where a run stands that has written nothing: after all that is not newer than it, before the runs that came later.
 * The wire's seconds cannot tell more.
 */
function placeOf(entries: readonly ThreadEntry[], run: Run, later: ReadonlySet<string>): number {
  const bound = entries.findIndex(({ id }) => later.has(id))
  const before = bound < 0 ? entries : entries.slice(0, bound)
  return before.findLastIndex((entry) => createdAt(entry) <= run.created_at) + 1
}

/** When an entry was said or begun, in Unix seconds. */
export const createdAt = (entry: ThreadEntry) => (entry.type === 'message' ? entry.message : entry.run).created_at

/** Fetched objects with live ones laid over them by id; what only the live view knows is the newest. */
function overlay<T extends { readonly id: string; readonly status: string }>(
  fetched: readonly T[],
  live: readonly T[],
): readonly T[] {
  if (live.length === 0) return fetched
  const seen = new Map(live.map((object) => [object.id, object]))
  const laid = fetched.map((object) => later(object, seen.get(object.id)))
  const known = new Set(fetched.map(({ id }) => id))
  return [...laid, ...live.filter(({ id }) => !known.has(id))]
}

/** An object that is at rest stays as it is, whoever saw it so; between two that are underway the live one is newer. */
function later<T extends { readonly status: string }>(fetched: T, live: T | undefined): T {
  if (!live || (isAtRest(fetched.status) && !isAtRest(live.status))) return fetched
  return live
}

const isAtRest = (status: string) => isTerminal(status as Run['status'])
