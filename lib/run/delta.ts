import type { MessageDelta, StepDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Step, ToolCall } from '@/lib/protocol/step'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What was made while many deltas are laid over a value, and what nobody else has seen yet: the next of them may change
 * it in place. A long message is otherwise copied for each of its words.
 */
export type Own = Set<object>

/**
 * Lays a delta over a value as the protocol's clients do: strings are appended, numbers added, objects merged,
 * entries of arrays merged at their `index`; `type` is replaced. `index` says where an entry goes and is not kept.
 * Nothing that it is given is changed, but for what is `own`.
 */
export function accumulate(value: unknown, delta: unknown, own: Own = new Set()): unknown {
  if (delta === undefined || delta === null) return value ?? delta
  if (Array.isArray(delta)) return accumulateEntries(Array.isArray(value) ? value : [], delta, own)
  if (isObject(delta)) return accumulateFields(isObject(value) ? value : {}, delta, own)
  if (typeof value === 'string' && typeof delta === 'string') return value + delta
  if (typeof value === 'number' && typeof delta === 'number') return value + delta
  return delta
}

function accumulateFields(value: Json, delta: Json, own: Own): Json {
  const merged = own.has(value) ? value : { ...value }
  own.add(merged)
  for (const key of Object.keys(delta)) {
    if (key === 'index' || key === '__proto__') continue
    const change = delta[key]
    merged[key] =
      key === 'type' ? change : accumulate(Object.hasOwn(merged, key) ? merged[key] : undefined, change, own)
  }
  return merged
}

function accumulateEntries(values: unknown[], deltas: readonly unknown[], own: Own): unknown[] {
  const merged = own.has(values) ? values : [...values]
  own.add(merged)
  for (const delta of deltas) {
    const index = isObject(delta) && typeof delta.index === 'number' ? delta.index : merged.length
    if (index < merged.length) merged[index] = accumulate(merged[index], delta, own)
    else merged.push(accumulate(undefined, delta, own))
  }
  return merged
}

export function patchMessage(message: Message, { delta }: MessageDelta, own: Own = new Set()): Message {
  const told = accumulate(message.content, delta.content, own) as Message['content']
  const content = told.every(isWholePart) ? told : told.map(wholePart)
  return changed(message, { role: delta.role ?? message.role, content }, own)
}

export function patchStep(step: Step, { delta }: StepDelta, own: Own = new Set()): Step {
  const told = accumulate(step.step_details, delta.step_details, own) as Step['step_details']
  if (told.type !== 'tool_calls' || told.tool_calls.every(isWholeCall))
    return changed(step, { step_details: told }, own)
  return changed(step, { step_details: { ...told, tool_calls: told.tool_calls.map(wholeCall) } }, own)
}

function changed<T extends object>(object: T, change: Partial<T>, own: Own): T {
  if (own.has(object)) return Object.assign(object, change)
  const copy = { ...object, ...change }
  own.add(copy)
  return copy
}

const isWholePart = (part: Message['content'][number]) =>
  part.type !== 'text' || (part.text?.annotations && part.text.value !== undefined)

function isWholeCall(call: ToolCall): boolean {
  if (call.type === 'function') return call.function.arguments !== undefined && call.function.output !== undefined
  if (call.type === 'file_search') return call.file_search !== undefined
  if (call.type !== 'code_interpreter') return true
  const { input, outputs } = call.code_interpreter ?? {}
  return input !== undefined && outputs !== undefined
}

/** A part that arrived by deltas need not have been sent its empty text or list of annotations. */
function wholePart(part: Message['content'][number]): Message['content'][number] {
  if (part.type !== 'text' || isWholePart(part)) return part
  return { ...part, text: { ...part.text, value: part.text?.value ?? '', annotations: part.text?.annotations ?? [] } }
}

/** A call that arrived by deltas need not have been sent what in it is empty. */
function wholeCall(call: ToolCall): ToolCall {
  if (isWholeCall(call)) return call
  if (call.type === 'file_search') return { ...call, file_search: {} }
  if (call.type === 'code_interpreter') {
    const { input = '', outputs = [] } = call.code_interpreter ?? {}
    return { ...call, code_interpreter: { input, outputs } }
  }
  const { arguments: written, output } = call.function
  return { ...call, function: { ...call.function, arguments: written ?? '', output: output ?? null } }
}
