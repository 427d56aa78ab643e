// What two runs did, step by step, as they are laid side by side.
import type { RunView } from '@/lib/run/fold'
import { messageTextOf } from '@/lib/run/message-text'
import type { ToolCall } from '@/lib/protocol/step'
import { outputInShort } from '../call-in-short'
import type { Row } from '../timeline-row'
import { matchSteps, type Matchable, type Pair } from './matched-steps'

/** A message that was written, or a call; what is still to come while a run thinks. */
export interface ComparedStep extends Matchable {
  readonly row: Row
  /** What came of it: a message's words, or a call's output. Empty while there is nothing. */
  readonly output: string
}

export interface ComparedPair extends Pair<ComparedStep> {
  /** Its own, and it stays the same while both runs go on. */
  readonly id: string
  /** What both did and did differently. */
  readonly differs: readonly ('input' | 'output')[]
}

interface Drawn {
  readonly view: RunView
  readonly rows: readonly Row[]
}

/** The steps of both runs, matched. Steps that were replaced by others count, as they took their time. */
export function comparedSteps(a: Drawn, b: Drawn): readonly ComparedPair[] {
  return matchSteps(stepsOf(a), stepsOf(b)).map((pair) => {
    const { a: one, b: other } = pair
    const differs = one && other ? differenceOf(one, other) : []
    return { ...pair, id: `${one?.row.id ?? ''}+${other?.row.id ?? ''}`, differs }
  })
}

/** What is still being written, or waited for, is no other output yet. */
function differenceOf(one: ComparedStep, other: ComparedStep): ComparedPair['differs'] {
  const parts = one.row.isLive || other.row.isLive ? (['input'] as const) : (['input', 'output'] as const)
  return parts.filter((part) => one[part] !== other[part])
}

/** A step of calls is told by its calls. */
function stepsOf({ view, rows }: Drawn): readonly ComparedStep[] {
  const calls = new Map(
    view.steps.flatMap(({ step_details: details }) =>
      details.type === 'tool_calls' ? details.tool_calls.map((call) => [call.id, call] as const) : [],
    ),
  )
  const texts = new Map(view.messages.map((message) => [message.id, messageTextOf(message)]))
  const messages = new Map(
    view.steps.flatMap(({ id, step_details: details }) =>
      details.type === 'message_creation' ? [[id, texts.get(details.message_creation.message_id) ?? '']] : [],
    ),
  )
  return rows.flatMap((row): ComparedStep[] => {
    if (row.type === 'tool_calls') return []
    const call = calls.get(row.id)
    if (!call) return [{ row, kind: row.type, input: '', output: messages.get(row.id) ?? '' }]
    return [{ row, kind: `${row.type} ${row.name ?? ''}`, input: inputOf(call), output: outputOf(call) }]
  })
}

/** Arguments whose values are the same are the same, however they were written. */
function inputOf(call: ToolCall): string {
  if (call.type === 'code_interpreter') return call.code_interpreter.input
  if (call.type !== 'function') return ''
  const { arguments: written } = call.function
  try {
    return JSON.stringify(JSON.parse(written), null, 2)
  } catch {
    // Not whole yet, or not JSON at all: as it was written.
    return written
  }
}

const outputOf = (call: ToolCall) =>
  call.type === 'function' ? (call.function.output ?? '') : (outputInShort(call) ?? '')
