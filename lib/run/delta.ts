import type { MessageDelta, StepDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Step, ToolCall } from '@/lib/protocol/step'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Lays a delta over a value as the protocol's clients do: strings are appended, numbers added, objects merged,
 * entries of arrays merged at their `index`; `type` is replaced. `index` says where an entry goes and is not kept.
 */
export function accumulate(value: unknown, delta: unknown): unknown {
  if (delta === undefined || delta === null) return value ?? delta
  if (Array.isArray(delta)) return accumulateEntries(Array.isArray(value) ? value : [], delta)
  if (isObject(delta)) return accumulateFields(isObject(value) ? value : {}, delta)
  if (typeof value === 'string' && typeof delta === 'string') return value + delta
  if (typeof value === 'number' && typeof delta === 'number') return value + delta
  return delta
}

function accumulateFields(value: Json, delta: Json): Json {
  const merged = { ...value }
  for (const [key, change] of Object.entries(delta)) {
    if (key === 'index' || key === '__proto__') continue
    merged[key] = key === 'type' ? change : accumulate(Object.hasOwn(value, key) ? value[key] : undefined, change)
  }
  return merged
}

function accumulateEntries(values: readonly unknown[], deltas: readonly unknown[]): unknown[] {
  const merged = [...values]
  for (const delta of deltas) {
    const index = isObject(delta) && typeof delta.index === 'number' ? delta.index : merged.length
    if (index < merged.length) merged[index] = accumulate(merged[index], delta)
    else merged.push(accumulate(undefined, delta))
  }
  return merged
}

export function patchMessage(message: Message, { delta }: MessageDelta): Message {
  const content = accumulate(message.content, delta.content) as Message['content']
  return { ...message, role: delta.role ?? message.role, content: content.map(wholePart) }
}

export function patchStep(step: Step, { delta }: StepDelta): Step {
  const details = accumulate(step.step_details, delta.step_details) as Step['step_details']
  if (details.type !== 'tool_calls') return { ...step, step_details: details }
  return { ...step, step_details: { ...details, tool_calls: details.tool_calls.map(wholeCall) } }
}

/** A part that arrived by deltas need not have been sent its empty text or list of annotations. */
function wholePart(part: Message['content'][number]): Message['content'][number] {
  if (part.type !== 'text' || (part.text?.annotations && part.text.value !== undefined)) return part
  return { ...part, text: { ...part.text, value: part.text?.value ?? '', annotations: part.text?.annotations ?? [] } }
}

/** A call that arrived by deltas need not have been sent its empty arguments or its null for an output. */
function wholeCall(call: ToolCall): ToolCall {
  if (call.type !== 'function') return call
  const { arguments: written, output } = call.function
  if (written !== undefined && output !== undefined) return call
  return { ...call, function: { ...call.function, arguments: written ?? '', output: output ?? null } }
}
